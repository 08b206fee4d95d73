"""A verb denied of no more than one thing that is named before it, so that all of it is denied ("X is not one of the clouds where ...")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_VERBS = ("aux", "host", "holds", "available", "confirm")  # Cues of a verb, or of one that is denied in the same word.


def denies_subject(question: Question, position: int) -> bool:
    """Whether the negation at a position denies a verb of the one thing named before it, in no place."""
    before = [term for term in question.terms if 0 <= term.position < position]
    placed = any(0 <= where.position < position for where in question.mentioned)
    if placed or sum(PRODUCT not in term.kinds for term in before) != 1:
        return False
    verbs = question.positions.at_any(*_VERBS)
    told = any(verb < position - 1 for verb in verbs)
    return not told and not {position - 1, position, position + 1}.isdisjoint(verbs)
