"""Whether the second of two products is the one that is compared with the other ("X and Y: has the second more?", "compared with X, has Y more?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_PAIR = 2
_SIZES = ("more_than", "fewer_than", "most", "fewest")


def is_of_second(question: Question) -> bool:
    """Whether more or fewer places are told of the second of two products."""
    sizes = question.positions.at_any(*_SIZES)
    if len(question.products) != _PAIR or not sizes:
        return False
    by_number = question.positions.at("first_one") if question.group_size == _PAIR else ()
    pointed = [*question.positions.at("last_one"), *by_number]
    return min(pointed, default=sizes[-1]) < sizes[-1] or _opens_with_other(question)


def _opens_with_other(question: Question) -> bool:
    """Whether the first of two products is the one with which the other is compared ("compared with X, does Y have more regions?")."""
    opens = question.positions.at("compare")[:1] == [0] and "with" in question.cues_at(1)
    return opens and len(question.own_positions_of(PRODUCT)) == _PAIR and not question.cues.isdisjoint({"more_than", "fewer_than"})
