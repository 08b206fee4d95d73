"""What was found for a question, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.knowledge.model import Evidence, Fact
from bot.replies import Status, Verdict


class Names(Struct, frozen=True):
    """Keys to be written as names: of products, data, regions, places, parts or outside topics.

    `form` chooses the wording: "" for the name, "in" for "in the US"; `joined` is "and" or "or".
    """

    kind: str
    keys: tuple[str, ...]
    form: str = ""
    joined: str = "and"


class Sentence(Struct, frozen=True):
    """A phrase by its key with what fills its slots; `statement` stands for a statement's own text."""

    phrase: str = ""
    slots: dict[str, Names | str] = {}
    statement: str = ""


# Tells, among why something was found, that more was asked than the article says: the same asked of something else asks too much as well.
MORE_ASKED = "more_asked"


class Row(Struct, frozen=True):
    """A row of an answer's table: product, data (none: all its data) and regions."""

    product: str
    data: tuple[str, ...]
    regions: tuple[str, ...]


class Finding(Struct, frozen=True):
    """The answer to one question, in no language yet.

    `opening` says what was not understood, `sentences` are the answer, `conditions` what belongs to it; `facts` are the
    hosting rows asserted, each with the data types meant (all of the row where empty); `choices` are offered where the
    question is ambiguous; `holding` are those of several products for which it is so; `why` says for `--explain` how it came about.
    """

    status: Status
    sentences: tuple[Sentence, ...] = ()
    conditions: tuple[Sentence, ...] = ()
    verdict: Verdict | None = None
    products: tuple[str, ...] = ()
    facts: tuple[tuple[Fact, tuple[str, ...]], ...] = ()
    rows: tuple[Row, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    choices: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    nearest: tuple[Sentence, ...] = ()
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    opening: tuple[Sentence, ...] = ()
    holding: tuple[str, ...] = ()


def without_yes(finding: Finding) -> Finding:
    """The finding, told without yes where it has that."""
    return replace(finding, verdict=None) if finding.verdict == "yes" else finding


def names(kind: str, *keys: str, form: str = "", joined: str = "and") -> Names:
    """Names of one kind, for a slot."""
    return Names(kind, tuple(keys), form, joined)


def say(phrase: str, **slots: Names | str) -> Sentence:
    """A sentence by its phrase."""
    return Sentence(phrase, slots)


def say_which(products: Sequence[str]) -> Sentence:
    """Which products it is that are asked for, one or more, and how many they are."""
    return say("which_some" if len(products) > 1 else "which_one", count=str(len(products)), products=names("product", *products))
