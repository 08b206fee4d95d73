"""A product asked about in another region than the one spoken of before ("X is in Y. Is there another region for it?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.answering.common.table import HostingTable
from bot.understanding.syntax.question import Question


def of_other_region(question: Question) -> Question:
    """The question, the places told before it as those that the other region is not."""
    if any(where.position >= 0 for where in question.mentioned) or question.count or question.kind:
        return question
    return replace(question, regions=tuple(replace(where, wanted=True, beyond=True, origin=False) for where in question.regions))


def after_place(table: HostingTable, question: Question, context: Question) -> Question:
    """The question with the places told right before it, where another one is asked for ("X is off the table. Could Y go somewhere else?")."""
    if question.regions or not question.yes_no or table.other_region.isdisjoint(question.concepts):
        return question
    return replace(question, regions=tuple(map(earlier, context.regions)))
