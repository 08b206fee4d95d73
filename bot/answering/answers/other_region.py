"""A product asked about in another region than the one spoken of before, or than its only one ("X is in Y. Is there another region for it?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.table import HostingTable
from bot.understanding.syntax.question import Question, Where


def of_other_region(table: HostingTable, question: Question) -> Question:
    """The question, the places told before it as those that the other region is not; the only one of the product where none was told."""
    if any(where.position >= 0 for where in question.mentioned) or question.count or question.kind:
        return question
    if not question.regions and len(codes := table.regions(question.products[0], question.data)) == 1:
        return replace(question, regions=(Where(codes[0], "", -1, beyond=True),))
    return replace(question, regions=tuple(replace(where, wanted=True, beyond=True, origin=False) for where in question.regions))
