"""What is asked of the products that are left once others are struck off ("remove all that are in X. Which are left?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.question import Positions, Question

_OF_REST = frozenset({"rest", "stays_left", "gives_up", "it", "chosen", "list", "lacks", "not", "other"})
_ASKING = ("which", "what", "who", "how_many", "define", "")


def of_rest(question: Question, told: Question) -> Question:
    """The question which products are left, or which of those are in a place, without those that are struck off by what was `told` before it.

    Or it is asked which ones go ("we drop those in X. Which must go?").
    """
    plain = not (question.data or question.own_concepts or question.outside or question.unknown)
    if not plain or question.kind not in _ASKING or not (question.kind or question.cues & {"rest", "stays_left", "those"}):
        return question
    goes = "gives_up" in question.cues and not question.regions and len(told.struck) == 1
    made = replace(question, products=told.products, regions=told.struck[0] if goes else question.regions)
    return _of_products(made, told, goes=goes)


def only_strikes(question: Question) -> Question:
    """What only strikes products off, as the question which ones are left."""
    return _of_products(question, question, goes=False) if question.struck and not question.kind else question


def _of_products(question: Question, told: Question, *, goes: bool) -> Question:
    """The question as one for products, those that are spoken of where there are any."""
    dropped = _OF_REST if not question.regions or goes else _OF_REST - {"not"}
    kept = Positions(pair for pair in question.positions if pair[0] not in dropped)
    return replace(
        question,
        kind="how_many" if question.kind == "how_many" else "which",
        yes_no=False,
        struck=() if goes else told.struck,
        positions=kept,
        cues=question.cues - dropped | {"product", "those"},
        filled=("struck", "products") if told.products else ("struck",),
    )
