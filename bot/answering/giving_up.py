"""Which products are given up, or are left, where somebody refuses or demands a place ("if X is ruled out, which products do we lose?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.question import Question

_OUTCOME = frozenset({"gives_up", "stays_left"})
_DENYING = frozenset({"not", "never"})
_REFUSING = _DENYING | {"lacks", "without", "leave_aside"}
_REACH_OF_DENIAL = 4


def with_given_up(question: Question, told: Question | None) -> Question:
    """The question which products are given up, or left, as one for those that a place shuts out or not, refused or demanded by it or by `told`.

    Where a place is refused, only those that are nowhere else are given up.
    """
    of_its_own = question.products and "products" not in question.filled
    if question.kind != "which" or _OUTCOME.isdisjoint(question.cues) or not question.regions or of_its_own or question.data:
        return question
    if "regions" not in question.filled and "demand" not in question.cues and all(where.only for where in question.regions):
        return question  # "Which do we lose because they are only in X?" tells which.
    refused = _refuses(told if told is not None and "regions" in question.filled else question)
    left = _is_left(question)
    if (left and not refused) or (refused and len(question.regions) > 1):
        return question
    places = tuple(replace(where, wanted=refused != left, only=refused, beyond=False) for where in question.regions)
    return replace(question, regions=places, cues=question.cues | {"product"})


def _is_left(question: Question) -> bool:
    """Whether those are asked for that stay, or that are not given up."""
    at = max(question.positions.at_any(*_OUTCOME))
    return (at in question.positions.at("stays_left")) != bool(_denials_of_outcome(question, at))


def _denials_of_outcome(question: Question, at: int) -> set[int]:
    """Where it is denied that something is given up, or is left, by the word at `at`."""
    return {other for other in question.positions.at_any(*_DENYING) if 0 < at - other <= _REACH_OF_DENIAL}


def _refuses(question: Question) -> bool:
    """Whether a place is refused, by another word than that for what is given up; what lies outside of one is refused where it is demanded."""
    outcome = question.positions.at_any(*_OUTCOME)
    others = {*outcome, *(_denials_of_outcome(question, outcome[-1]) if outcome else ())}
    denied = {at for at in question.positions.at_any(*_REFUSING) if at not in others}
    turned = "outside" in question.cues or any(where.beyond for where in question.regions)
    return (len(denied) % 2 == 1) != turned
