"""Products of which a statement is so, asked for by a place that it does not speak of ("which of those named in the note can be in X?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.answers.both_subjects import joined
from bot.answering.answers.owners import find
from bot.answering.common.claims import words_of
from bot.answering.common.findings import Finding
from bot.answering.common.table import HostingTable
from bot.knowledge.schema import Statement
from bot.understanding.syntax.question import Question

_HOSTED = frozenset({"host", "available", "location_noun"})
_SEEKING = frozenset({"product", "those"})


def only_in_place(table: HostingTable, statement: Statement, question: Question, found: Finding) -> Finding:
    """What was found, its products being those that can be hosted in the places asked about; as it is where no such place is."""
    if not (statement.limited and (found.products or question.negative)) or question.kind != "which" or question.yes_no or question.products:
        return found
    spoken = words_of((*statement.confirms, *statement.denies))
    if not question.regions or any(where.code in spoken for where in question.regions) or _HOSTED.isdisjoint(question.cues):
        return found
    hosted = replace(question, data=(), terms=(), amounts=(), cues=question.cues | _SEEKING)
    narrowed = find(table, hosted, tuple(statement.products))
    if narrowed is None or narrowed.status != "answered":
        return replace(found, products=())
    return joined(narrowed, found)
