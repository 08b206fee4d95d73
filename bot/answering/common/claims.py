"""What a statement agrees with and what it contradicts, word by word, as its YAML says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import product

from msgspec import Struct

from bot.knowledge.schema import Statement

# The word of a claim that stands for the place something comes from ("from US"), the one for the account's own region, and the one for what is
# so when a length of time is over.
ORIGIN, HOME, WHEN_OVER = "from", "respective_region", "when_over"
# Words of claims that only tell where a place stands: without one they claim nothing.
GOAL = "toward"
DIRECTIONS = frozenset({ORIGIN, GOAL})


class Claim(Struct, frozen=True):
    """A word that is confirmed or denied where `beside` are in the question too and `lacking` are not.

    A word with `places` is judged with the place that it belongs to in the question; "" is a claim on places alone.
    """

    word: str
    beside: frozenset[str]
    lacking: frozenset[str]
    places: frozenset[str]

    def applies(self, words: Set[str]) -> bool:
        """Whether the words of a question make it a claim of that question."""
        return self.beside <= words and self.lacking.isdisjoint(words)


class Claims(Struct, frozen=True):
    """All that a statement confirms and denies."""

    confirmed: tuple[Claim, ...]
    denied: tuple[Claim, ...]

    def within(self, words: Set[str]) -> Claims:
        """Those that apply to a question with these words."""
        confirmed = tuple(claim for claim in self.confirmed if claim.applies(words))
        return Claims(confirmed, tuple(claim for claim in self.denied if claim.applies(words)))

    @property
    def tied(self) -> set[str]:
        """The words that are tied to places."""
        return {claim.word for claim in (*self.confirmed, *self.denied) if claim.places and claim.word}

    @property
    def exclusive(self) -> set[str]:
        """The words that are confirmed with some places and denied with all others."""
        return self.tied.intersection([claim.word for claim in self.denied if not (claim.places or claim.beside)])

    def confirms_at(self, word: str, words: Set[str] = frozenset()) -> frozenset[str]:
        """The places with which a word is confirmed; for "" those confirmed with any of `words`, or with no word or direction."""
        with_any = words | DIRECTIONS | {""}
        return frozenset().union(*(claim.places for claim in self.confirmed if claim.word == word or (not word and claim.word in with_any)))

    def confirms_beyond(self, word: str, place: str) -> bool:
        """Whether a word is confirmed with a place apart from one: more than those that the statement names together with it."""
        together = min((claim.places for claim in self.confirmed if place in claim.places), key=len, default=frozenset[str]())
        return not self.confirms_at(word) <= together

    def denies_listed(self, word: str, place: str) -> bool:
        """Whether a word is denied with just this place."""
        return any(claim.word == word and place in claim.places for claim in self.denied)

    def denies_at(self, word: str, place: str) -> bool:
        """Whether a word is denied with a place: that place is listed, or the word is denied with any but the confirmed ones."""
        return any(claim.word == word and (not claim.places or place in claim.places) for claim in self.denied)

    def settles_at(self, word: str, place: str) -> bool:
        """Whether a word is confirmed or denied with a place."""
        return place in self.confirms_at(word) or self.denies_at(word, place)


class Judged(Struct, frozen=True):
    """A part of what a question asserts: its place in the question, and whether it holds (None: the statement does not say)."""

    position: int
    holds: bool | None


def expanded(lines: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Lines with alternatives ("a|b") written out."""
    return [line for words in lines for line in product(*(word.split("|") for word in words))]


def claims_of(statement: Statement) -> Claims:
    """A statement's `confirms` and `denies`."""
    return Claims(claims_in(statement.confirms), claims_in(statement.denies))


def words_of(lines: Iterable[str]) -> set[str]:
    """Every single word of `confirms` or `denies`, places with them."""
    return {word.removeprefix("-") for line in lines for part in line.split() for word in part.split("|")}


def claims_in(lines: Iterable[str]) -> tuple[Claim, ...]:
    """The claims that lines of `confirms`, `denies` or `unsaid` spell."""
    found: list[Claim] = []
    for line in lines:
        parts = [part.split("|") for part in line.split()]
        places = frozenset(name for part in parts for name in part if name.isupper() and name[0] != "-")
        lacking = frozenset(name.removeprefix("-") for part in parts for name in part if name.startswith("-"))
        for words in product(*(part for part in parts if not part[0].isupper() and not part[0].startswith("-"))):
            found.append(Claim(words[0] if words else "", frozenset(words[1:]), lacking, places))
    return tuple(found)


def without_prepositions(words: dict[str, list[int]], claims: Claims, places: Set[int]) -> dict[str, list[int]]:
    """Words of a question without those that only lead to the place of another one, which is so in some places alone ("generated within X")."""
    led = {at + 1 for word in claims.exclusive - DIRECTIONS for at in words.get(word, ()) if at + 2 in places}
    if not led:
        return words
    left = {word: [at for at in found if at not in led] if word in claims.tied else found for word, found in words.items()}
    return {word: found for word, found in left.items() if found}
