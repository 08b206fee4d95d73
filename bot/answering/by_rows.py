"""Products chosen by their rows, each for itself ("which have all kinds of data in X?", "which have some data that cannot be in X?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.regions import passes
from bot.answering.table import HostingTable
from bot.understanding.lexicon import PRODUCT
from bot.understanding.question import Question

# Tells, among what was filled in, that all rows of products were asked for before ("which can have everything in X?" - "and in Y?").
WHOLE_ROWS = "whole_rows"

_OF_DATA = ("kind_of_data", "data")
_SOME = frozenset({"any", "at_least", "whichever"})
_WHOLE = frozenset({"all", "wholly"})
_MEASURING = _SOME | _WHOLE
_JOINING = frozenset({"subject", "what", "because"})
_BETWEEN = frozenset({"of", "at", "from", "theirs", "it"})  # "Any of its data", "every kind of data".
_VERBS = frozenset({"host", "aux", "available", "which"})
_HAVING = frozenset({"using", "holds"})
_REACH = 3  # So many words before the noun for data "all" or "some" stands at most.


def of_rows(question: Question) -> Question:
    """The question, "all" saying nothing of the products where it is said of their data alone ("does any product have all its data in X?")."""
    every = question.positions.at("all")
    return replace(question, cues=question.cues - {"all"}) if every and _all_data(question) in every and len(every) == 1 else question


def meets_places(table: HostingTable, product: str, data: tuple[str, ...], question: Question) -> bool:
    """Whether a product, or data of it, is where the question wants it: all rows, or some row, where it speaks of all kinds of data or of some."""
    if question.data or (question.cues.isdisjoint(_MEASURING) and WHOLE_ROWS not in question.filled):
        return passes(table, table.regions(product, data), question)
    every = _all_data(question)
    some = every < 0 and _speaks_of_some(question)
    if every < 0 and not some:
        return passes(table, table.regions(product, data), question)
    each = [passes(table, fact.regions, question) for fact, _ in table.cells_or_all(product, ())]
    denied = WHOLE_ROWS in question.filled or any(at < every for at in question.positions.at("not"))
    denied = denied and any(not where.wanted for where in question.regions)
    return any(each) if some or denied else all(each)


def carried_whole(source: Question) -> tuple[str, ...]:
    """What tells a question that goes on with a list of products by all their rows that it is of all rows too."""
    if source.yes_no or (source.cues.isdisjoint(_WHOLE) and WHOLE_ROWS not in source.filled):
        return ()
    return (WHOLE_ROWS,) if _all_data(source) >= 0 else ()


def is_of_whole(question: Question) -> bool:
    """Whether all data of the products named are spoken of ("everything in X and Y", "all data of both", "X and Y entirely"), not all products."""
    if question.data or (question.cues.isdisjoint(_WHOLE) and WHOLE_ROWS not in question.filled):
        return False
    every = question.positions.at("all")
    swept = any(at in every and "any" not in question.cues_at(at) for at in question.positions.at("everything"))
    return swept or wholly(question) >= 0 or any(_before_noun(question, at) in every for at in question.positions.at_any(*_OF_DATA))


def wholly(question: Question) -> int:
    """Where a word stands for all of products: next to one, or where they are ("X entirely in Y", not "the entire range"); -1 where none does."""
    if WHOLE_ROWS in question.filled:
        return 0
    said = question.positions.at("wholly")
    if not said:
        return -1
    named, places = question.positions_of(PRODUCT), [where.position for where in question.regions]
    for at in said:
        before, after = question.cues_at(at - 1), question.cues_at(at + 1)
        near = not {at - 1, at + 1}.isdisjoint(named) or ("of" in after and at + 2 in named) or not {at - 1, at + 1}.isdisjoint(places)
        placed = "at" in after or ("host" in after and "aux" not in after) or not before.isdisjoint(_VERBS)
        alone = at <= 1 and at == question.positions[-1][1] and before.isdisjoint({"product", "list"})  # "X in Y?" - "And fully?"
        if near or (placed and "of" not in after) or alone:
            return at
    return -1


def _all_data(question: Question) -> int:
    """Where "all" stands that is said of the kinds of data that products have ("all kinds of data", "have everything in X"); -1 where it is not."""
    if question.data or not ("product" in question.cues or question.kind == "which"):
        return -1
    if (whole := wholly(question)) >= 0:
        return whole
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
