"""Kinds of data that do not count, or must not be there, where products are chosen by their regions ("call recordings aside, which are in X?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.table import Cell, HostingTable
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question, Where

_SETTING_ASIDE = frozenset({"except", "leave_aside", "besides", "outside"})
_CHOOSING = frozenset({"product", "those", "which", "holds", "with", "using", "who", "what", "it"})
_DENYING = frozenset({"not", "without", "lacks", "never"})
_HOLDING = frozenset({"holds", "using", "available", "contains"})
_BEFORE_DATA = _HOLDING | {
    "list",
    "article_says",
    "any",
    "whichever",
    "all",
    "perfect",
    "aux",
    "yes_no",
    "or",
    "and",
    "host",
    "data",
    "kind_of_data",
    "of",
}
_REACH_OF_DENIAL = 6
_NEAR = 3  # So many words before a product that is not meant stands "not" at most.
_REACH = 4  # So many words after "except" stands the data at most ("except for what is said of the data").


def sets_rows_aside(question: Question) -> bool:
    """Whether rows of some data do not count, and their products stay: not "all but those that hold frobs, which are in X?"."""
    if not (question.excluded_data and (question.regions or question.count or "every_region" in question.cues)):
        return False
    leaving = question.positions.at_any(*_SETTING_ASIDE)
    left_out = [term.position for term in question.terms if DATA in term.kinds and term.negated and set(term.keys) & set(question.excluded_data)]
    return bool(left_out) and all(any(_leads(question, start, at) for start in leaving) for at in left_out)


def _leads(question: Question, start: int, at: int) -> bool:
    """Whether a word that sets aside is tied to data, which it follows or leads, with no word between for products that hold them."""
    if start == at + 1:
        return not question.cues_at(at - 1) & _CHOOSING
    between = {cue for cue, place in question.positions if start < place < at}
    return 0 < at - start <= _REACH and between.isdisjoint(_CHOOSING)


def without_rows_aside(table: HostingTable, cells: Sequence[Cell], question: Question) -> list[Cell]:
    """The rows, without those that hold nothing but the data that are set aside."""
    if not question.excluded_data or not sets_rows_aside(question):
        return list(cells)
    kept: list[Cell] = []
    for fact, keys in cells:
        aside = {key for other, found in table.cells(fact.product, question.excluded_data) if other is fact for key in found}
        if not aside.issuperset(keys or fact.data):
            kept.append((fact, keys))
    return kept


def with_lacked_data(question: Question) -> Question:
    """The question, its data being those that the products must not hold, while they are somewhere ("which do not hold X and can be in Y?")."""
    everywhere = "every_region" in question.cues
    lacked = lacked_data(question)
    if not lacked or not (question.regions or question.count or everywhere or len(question.data) > len(lacked)):
        return question
    keys = [key for term in question.terms if term.position in lacked for kind, key in zip(term.kinds, term.keys, strict=True) if kind == DATA]
    regions = tuple(replace(where, wanted=True) if _is_of_clause_after(question, where, lacked) else where for where in question.regions)
    data = tuple(key for key in question.data if key not in keys)
    cues = question.cues - _DENYING if everywhere else question.cues
    return replace(question, data=data, regions=regions, cues=cues, excluded_data=(*question.excluded_data, *keys))


def with_others_in_place(question: Question) -> Question:
    """The question, a denial that only says which products are not meant saying nothing of the places ("which that are not X can be in Y?")."""
    if not question.excluded_products or question.cues.isdisjoint(_DENYING) or all(where.wanted for where in question.regions):
        return question
    denials = denials_of_more(question, *_DENYING)
    before = min(_products_not_meant(question), default=0)
    freed = {where.position for where in question.regions if where.position > before and not any(at < where.position for at in denials)}
    regions = tuple(replace(where, wanted=where.wanted or where.position in freed) for where in question.regions)
    return replace(question, regions=regions)


def denials_of_more(question: Question, *cues: str) -> list[int]:
    """Where a denial, one of `cues`, stands that does not only say which products are not meant ("which hold X and are not Y?")."""
    others = _products_not_meant(question)
    return [at for at in question.positions.at_any(*cues) if not any(0 < other - at <= _NEAR for other in others)]


def _products_not_meant(question: Question) -> list[int]:
    return [term.position for term in question.terms if PRODUCT in term.kinds and term.negated]


def lacked_data(question: Question) -> list[int]:
    """Where the data stand that products are said not to hold, places being told of the products themselves."""
    if not question.data or _DENYING.isdisjoint(question.cues):
        return []
    found: list[int] = []
    for term in question.terms:
        if DATA in term.kinds and not term.negated and term.position >= 0 and _is_denied(question, term.position, found):
            found.append(term.position)
    return found if found and all(_is_of_products(question, where.position, found) for where in question.regions) else []


def _is_denied(question: Question, at: int, others: Sequence[int]) -> bool:
    """Whether a verb of holding with a denial stands before data, or other data so denied ("do not hold X or Y")."""
    held = False
    for before in range(at - 1, max(-1, at - 1 - _REACH_OF_DENIAL), -1):
        cues = question.cues_at(before)
        if before in others:
            return True
        if cues & _DENYING:
            return (
                held or before - 1 in others or ("never" in cues and not _HOLDING.isdisjoint(question.cues_at(before - 1)))
            )  # "Hold neither X nor Y."
        if not cues <= _BEFORE_DATA:
            return False
        held = held or bool(cues & _HOLDING)
    return False


def _is_of_products(question: Question, place: int, data: Sequence[int]) -> bool:
    """Whether a place is told of the products that lack data: before the denial, or after a conjunction or another verb."""
    denial = max(at for at in question.positions.at_any(*_DENYING) if at < min(data))
    return place < denial or any(max(data) < at < place for at in question.positions.at_any("and", "but", "aux"))


def _is_of_clause_after(question: Question, where: Where, data: Sequence[int]) -> bool:
    """Whether a place stands after the data that are lacking, and nothing after these denies it."""
    later = where.position > max(data)
    return later and not any(max(data) < at < where.position for at in question.positions.at_any(*_DENYING))
