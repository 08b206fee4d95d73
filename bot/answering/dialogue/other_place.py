"""Other places that some products have."""

from __future__ import annotations

from bot.understanding.syntax.question import Question


def of_other_place(question: Question) -> Question:
    """The question, "other" saying nothing of products where it is said of what they have ("do they have another option in X?")."""
    pointing, verbs = question.positions.at_any("it", "those"), question.positions.at("holds")
    if not (question.regions and pointing and verbs) or question.kind:
        return question
    others = {at for at in question.positions.at("other") if min(pointing) < verbs[-1] < at and "product" not in question.cues_at(at + 1)}
    swept = {at - 1 for at in others if "any" in question.cues_at(at - 1)}
    return question.with_positions(question.positions.without(others | swept)) if others else question
