"""Products chosen by their rows, each for itself ("which have all kinds of data in X?", "which have some data that cannot be in X?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.table import HostingTable
from bot.answering.table.regions import passes
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

# Tells, among what was filled in, that all rows of products were asked for before ("which can have everything in X?" - "and in Y?").
WHOLE_ROWS = "whole_rows"

_OF_DATA = ("kind_of_data", "data")
_SOME = frozenset({"any", "at_least", "whichever"})
_WHOLE = frozenset({"all", "wholly"})
_MEASURING = _SOME | _WHOLE
_JOINING = frozenset({"subject", "what", "because"})
_BETWEEN = frozenset({"of", "at", "from", "theirs", "it"})  # "Any of its data", "every kind of data".
_BEFORE = frozenset({"host", "aux", "available", "which", "those", "there", "data"})
_AFTER = frozenset({"at", "available", "data"})
_RELATIVE = frozenset({"subject", "what"})
_JOINED = _BETWEEN | {"and", "what_about", "both", "subject", "customer"}
_HAVING = frozenset({"using", "holds", "host"})
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
    """What tells a question that goes on with one of all rows of products that it is of all rows too."""
    if _WHOLE.isdisjoint(source.positions.by_cue) and WHOLE_ROWS not in source.filled:
        return ()
    named = source.products or "demand" in source.cues
    whole = is_of_whole(source) if named and source.regions else not source.yes_no and _all_data(source) >= 0
    return (WHOLE_ROWS,) if whole else ()


def is_of_whole(question: Question) -> bool:
    """Whether all data of the products named are spoken of ("everything in X and Y", "all data of both", "X and Y entirely"), not all products."""
    if question.data or (_WHOLE.isdisjoint(question.positions.by_cue) and WHOLE_ROWS not in question.filled):
        return False
    every = question.positions.at("all")
    things = [at for at in question.positions.at("everything") if at in every and _RELATIVE.isdisjoint(question.cues_at(at + 1))]
    swept = any("any" not in question.cues_at(at) for at in things)  # "Everything that is in X" is products.
    if swept or wholly(question) >= 0:
        return True
    nouns = question.positions.at_any(*_OF_DATA)
    return any(_before_noun(question, at) in every for at in nouns) or _all_of_named(question, every, nouns)


def _all_of_named(question: Question, every: Sequence[int], nouns: Sequence[int]) -> bool:
    """Whether nothing but products stands between "all" and the noun for data ("all of X's and Y's data")."""
    others = {term.position for term in question.terms if PRODUCT not in term.kinds}
    spans = [range(at + 1, noun) for at in every for noun in nouns if at < noun]
    return any(others.isdisjoint(span) and all(question.cues_at(at) <= _JOINED for at in span) for span in spans)


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
        if "product" in after and "all" in question.cues_at(at):
            continue  # "The whole suite" is all products.
        near = not {at - 1, at + 1}.isdisjoint(named) or ("of" in after and at + 2 in named) or not {at - 1, at + 1}.isdisjoint(places)
        placed = not after.isdisjoint(_AFTER) or ("host" in after and "aux" not in after) or not before.isdisjoint(_BEFORE)
        alone = at <= 1 and at == question.positions[-1][1] and before.isdisjoint({"product", "list"})  # "X in Y?" - "And fully?"
        if near or (placed and "of" not in after) or alone:
            return at
    return -1


def _all_data(question: Question) -> int:
    """Where "all" stands that is said of the kinds of data that products have ("all kinds of data", "have everything in X"); -1 where it is not."""
    if question.data or not ("product" in question.cues or question.kind == "which" or question.products):
        return -1
    if (whole := wholly(question)) >= 0:
        return whole
    for at in question.positions.at_any(*_OF_DATA):
        if (before := _before_noun(question, at)) in question.positions.at("all") and not _is_conceded(question, before):
            return before
    last = max((where.position for where in question.regions), default=-1)
    if not question.yes_no and 0 <= last < (ended := max(question.positions.at("everything"), default=-1)):
        return ended  # "Which are in X without exception?"
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
        place = next((where.position for where in question.regions if where.position > at and not where.wanted), at)
        if not some.isdisjoint(_SOME) and any(not question.cues_at(between).isdisjoint(_JOINING) for between in range(at, place)):
            return True
    return False
