"""Mentions: words of a message that may mean something, and what is asked of them again and again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.linking.lexicon import CUE

UNKNOWN = "unknown"
Sense = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Mention(Struct, frozen=True, gc=False):
    """Words `start` to `end` (exclusive) of a message and what they may mean.

    `meanings` are "kind:key" strings; `score` is 1 for words as written and less for corrected ones; `read_as` is what a
    misspelt word was taken for, empty where it was taken as it stands. `kinds` are the kinds of its meanings in their order,
    `cues` the keys of those that are cues; `asks` tells that a subject's phrase begins with a question word ("what we send you for").
    """

    start: int
    end: int
    text: str
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    cues: tuple[str, ...]
    score: float
    read_as: str
    asks: bool = False

    def has(self, meaning: str) -> bool:
        """Whether this may mean `meaning`."""
        return meaning in self.meanings


class Kinded(Protocol):
    """What has kinds: a mention, or what is made of mentions."""

    @property
    def kinds(self) -> Container[str]:
        """The kinds of all that it may mean."""


def has_cue(mention: Mention, cues: AbstractSet[str]) -> bool:
    """Whether a mention has any of some cues."""
    return not cues.isdisjoint(mention.cues)


def have_cue(mentions: Iterable[Mention], cues: AbstractSet[str]) -> bool:
    """Whether any of some mentions has any of some cues."""
    for mention in mentions:  # noqa: SIM110 - asked more often than anything else, and a generator takes twice as long
        if mention.cues and not cues.isdisjoint(mention.cues):
            return True
    return False


def have_kind(named: Iterable[Kinded], kind: str) -> bool:
    """Whether any of some mentions, terms or clauses may mean something of a kind."""
    for one in named:  # noqa: SIM110
        if kind in one.kinds:
            return True
    return False


def first_with_cue(mentions: Iterable[Mention], cues: AbstractSet[str], otherwise: int) -> int:
    """The position of the first of some mentions that has any of some cues, `otherwise` where none has."""
    for at, mention in enumerate(mentions):
        if mention.cues and not cues.isdisjoint(mention.cues):
            return at
    return otherwise


def cues_of(mentions: Sequence[Mention]) -> frozenset[str]:
    """All cues of some mentions, by which what needs one of them is looked for only where it is."""
    return frozenset().union(*[mention.cues for mention in mentions])


@lru_cache(maxsize=20_000)
def as_cue(mention: Mention, *cues: str) -> Mention:
    """The mention meaning only what some cues do."""
    return replace(mention, meanings=tuple(f"{CUE}:{cue}" for cue in cues), kinds=(CUE,) * len(cues), cues=cues)


@lru_cache(maxsize=20_000)
def without_cues(mention: Mention, cues: frozenset[str]) -> Mention:
    """The mention without what some cues mean; unknown where it means nothing else."""
    kept = tuple(meaning for meaning in mention.meanings if not (meaning.startswith(CUE) and meaning.partition(":")[2] in cues)) or (UNKNOWN,)
    pairs = parted(kept)
    return replace(mention, meanings=kept, kinds=tuple(kind for kind, _ in pairs), cues=tuple(key for kind, key in pairs if kind == CUE))


def parted(meanings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Kind and key of everything that a mention may mean."""
    return tuple((kind, key) for kind, _, key in (meaning.partition(":") for meaning in meanings))


@lru_cache(maxsize=20_000)
def keys_of(meanings: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of everything that a mention may mean."""
    return tuple(key for _, key in parted(meanings))
