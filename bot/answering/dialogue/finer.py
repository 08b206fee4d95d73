"""A finer place than a region, wished for before it is asked."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.syntax.question import Question


def of_finer_place(question: Question, context: Question) -> Question:
    """The question, which names nothing, for the city or country that was wished for right before ("we need to know the city. Do we have that?")."""
    if question.has_subject:
        return question
    if "city" in context.cues and "it" in question.cues:
        return replace(question, kind="which", yes_no=False, cues=question.cues | {"city"})
    if "finer" in context.cues and context.regions and question.kind in ("which", "where", "what"):
        return replace(question, kind="where", cues=question.cues | {"finer"}, regions=context.regions)
    return question
