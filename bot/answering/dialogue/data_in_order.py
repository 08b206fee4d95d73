"""The kinds of data of one product that were named together or one by one, and the one that is pointed at by its number ("and the second?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.reference import POINTING_BACK, in_order
from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question, Term

_SEVERAL = 2
_MOST = 12


def data_in_turn(before: tuple[str, ...], read: Question, understood: Question, last: Question | None) -> tuple[str, ...]:
    """The kinds of data named so far of the product spoken of, after a question: those it names together, or one more; none of several products."""
    if len(understood.products) != 1 or (last is not None and understood.products != last.products and len(read.data) < _SEVERAL):
        return ()
    if len(read.data) >= _SEVERAL or not before:
        return understood.data
    return tuple(dict.fromkeys((*before, *read.data)))[-_MOST:]


def of_numbered_data(question: Question, last: Question, named: tuple[str, ...]) -> Question:
    """The question of the kind of data that it points at by its number ("is X on the list for the second?"); any other as it is."""
    if len(named) < _SEVERAL or question.cues.isdisjoint(POINTING_BACK) or question.names_subject or question.maybe_data:
        return question
    chosen, pointing = in_order(question, named), question.positions.at_any(*POINTING_BACK)
    if len(last.products) != 1 or not chosen or "product" in question.cues or len(pointing) != 1:
        return question
    terms = (*question.terms, Term(chosen, (DATA,), pointing[0], ""))
    cues, positions = question.cues - POINTING_BACK, question.positions.without(pointing)
    return replace(question, data=chosen, terms=terms, group_size=0, cues=cues, positions=positions, filled=(*question.filled, "data"))
