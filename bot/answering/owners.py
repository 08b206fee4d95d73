"""The hosting of what is no kind of data of a product, but named by the definition of one ("where are X's attachments?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering import hosting
from bot.answering.findings import Finding, names, say
from bot.answering.table import HostingTable
from bot.knowledge.model import Defined
from bot.understanding.question import Question


def find(table: HostingTable, question: Question, listed: Sequence[str] = ()) -> Finding | None:
    """The table's answer to a question that it explains, or None; that of the kind of data of which what is asked about is a part."""
    part, owner = _owner(table, question) if question.data and question.parts and question.products else ("", None)
    if owner is None:
        return hosting.find(table, question, listed)
    key = next(key for key in owner.definition.data if _is_listed(table, question, key))
    found = hosting.find(table, replace(question, data=(key,)), listed)
    if found is None or found.status != "answered":
        return found
    sentence = say("defined_in", parts=names("part", part), data=names("term", owner.definition.key))
    return replace(found, sentences=(*found.sentences, sentence), evidence=(*found.evidence, *owner.evidence))


def _owner(table: HostingTable, question: Question) -> tuple[str, Defined | None]:
    """The one thing asked about that is a kind of data of other products, and the only definition that names it of data which these list."""
    part = question.data[0]
    if question.data != (part,) or part not in question.parts or _is_listed(table, question, part):
        return "", None
    owners = [
        defined
        for defined in table.knowledge.definitions.values()
        if part in defined.definition.includes and any(_is_listed(table, question, key) for key in defined.definition.data)
    ]
    return (part, owners[0]) if len(owners) == 1 else ("", None)


def _is_listed(table: HostingTable, question: Question, key: str) -> bool:
    """Whether all products of a question list a kind of data."""
    return all(table.cells(product, (key,)) for product in question.products)
