"""Whether data can be moved to a place: never to one where they cannot be hosted; where they can be, the table says nothing of moving."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.answers.hosting import find
from bot.answering.common.findings import Finding
from bot.answering.common.table import HostingTable
from bot.answering.statements.unproven import not_said
from bot.understanding.syntax.question import Question

_POSSIBLE = frozenset({"available", "able", "yes_no"})


def moved(table: HostingTable, question: Question) -> Finding | None:
    """What the table says of the place to which somebody wants to move data; None where no more, or something else, is asked."""
    moving = [term for term in question.own_concepts if not table.moving_concepts.isdisjoint(term.keys)]
    if not (moving and question.yes_no and question.regions and question.products) or question.kind or question.cues.isdisjoint(_POSSIBLE):
        return None
    if len(moving) < len(question.own_concepts) or question.outside or question.software or question.unknown or question.amounts:
        return None
    found = find(table, replace(question, terms=tuple(term for term in question.terms if term not in moving)))
    if found is None or found.status != "answered":
        return found
    return found if found.verdict == "no" else not_said(found)
