"""Kinds of data that do not count, or must not be there, where products are chosen by their regions ("call recordings aside, which are in X?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.table import Cell, HostingTable
from bot.understanding.lexicon import DATA
from bot.understanding.question import Question

_SETTING_ASIDE = frozenset({"except", "leave_aside", "besides", "outside"})
_CHOOSING = frozenset({"product", "those", "which", "holds", "with", "using", "who", "what", "it"})
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
    positions = question.positions
    if not (question.data and question.regions) or question.kind != "which" or "not" not in question.cues or "and" not in question.cues:
        return question
    data = [term.position for term in question.terms if DATA in term.kinds]
    place = min(where.position for where in question.regions)
    held = [at for at in positions.at("holds") if at - 1 in positions.at("not")]
    joined = [at for at in positions.at("and") if max(data) < at < place and positions.at_any("aux", "host", "available")]
    if not (held and joined and all(held[0] < at < joined[0] for at in data)):
        return question
    return replace(question, data=(), excluded_data=(*question.excluded_data, *question.data))
