"""Products chosen by their rows, each for itself ("which have all kinds of data in X?", "which have some data that cannot be in X?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.regions import passes
from bot.answering.table import HostingTable
from bot.understanding.question import Question

_OF_DATA = ("kind_of_data", "data")
_SOME = frozenset({"any", "at_least", "whichever"})
_JOINING = frozenset({"subject", "what", "because"})
_BETWEEN = frozenset({"of", "at", "from", "theirs", "it"})  # "Any of its data", "every kind of data".
_HAVING = frozenset({"using", "holds"})
_REACH = 3  # So many words before the noun for data "all" or "some" stands at most.


def of_rows(question: Question) -> Question:
    """The question, "all" saying nothing of the products where it is said of their data alone ("does any product have all its data in X?")."""
    every = question.positions.at("all")
    return replace(question, cues=question.cues - {"all"}) if every and _all_data(question) in every and len(every) == 1 else question


def meets_places(table: HostingTable, product: str, data: tuple[str, ...], question: Question) -> bool:
    """Whether a product, or data of it, is where the question wants it: all rows, or some row, where it speaks of all kinds of data or of some."""
    if question.data or not ("all" in question.positions.by_cue or _SOME & question.cues):
        return passes(table, table.regions(product, data), question)
    every = _all_data(question)
    some = every < 0 and _speaks_of_some(question)
    if every < 0 and not some:
        return passes(table, table.regions(product, data), question)
    each = [passes(table, fact.regions, question) for fact, _ in table.cells_or_all(product, ())]
    denied = any(at < every for at in question.positions.at("not")) and any(not where.wanted for where in question.regions)
    return any(each) if some or denied else all(each)


def _all_data(question: Question) -> int:
    """Where "all" stands that is said of the kinds of data that products have ("all kinds of data", "have everything in X"); -1 where it is not."""
    if question.data or not question.positions.at("all") or not ("product" in question.cues or question.kind == "which"):
        return -1
    for at in question.positions.at_any(*_OF_DATA):
        if (before := _before_noun(question, at)) in question.positions.at("all") and not _is_conceded(question, before):
            return before
    for at in question.positions.at("all"):
        had = _HAVING & question.cues_at(at - 1) and "list" not in question.cues_at(at - 1)
        if had and any(0 < where.position - at <= _REACH for where in question.regions) and not question.cues_at(at + 1) - {"at", "both"}:
            return at
    return -1


def _is_conceded(question: Question, every: int) -> bool:
    """Whether it is conceded that not all data are there ("products in X, even if not for all data")."""
    denied = any(0 < every - at <= _REACH for at in question.positions.at("not"))
    return denied and all(where.position < every for where in question.regions)


def _before_noun(question: Question, at: int) -> int:
    """Where the word stands before the noun for data at a position that says how much of them, with small words between."""
    return next((other for other in range(at - 1, at - 1 - _REACH, -1) if (cues := question.cues_at(other)) and not cues <= _BETWEEN), at)


def _speaks_of_some(question: Question) -> bool:
    """Whether some kind of data is spoken of that a place cannot host ("at least one kind of data that X can't host")."""
    if question.data or _SOME.isdisjoint(question.cues):
        return False
    for at in question.positions.at_any(*_OF_DATA):
        some = question.cues_at(_before_noun(question, at)) | question.cues_at(at - 2)
        joined = not (question.cues_at(at) | question.cues_at(at + 1)).isdisjoint(_JOINING)
        if joined and not some.isdisjoint(_SOME) and any(where.position > at and not where.wanted for where in question.regions):
            return True
    return False
