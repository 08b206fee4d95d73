"""Which data of a product are hosted elsewhere than the rest of it, and whether any are."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable
from bot.answering.table.where import where
from bot.understanding.syntax.question import Question

_REST = frozenset({"rest", "other", "stays_left"})
_APART = frozenset({"difference", "outside"})
_OF_PLACE = frozenset({"host", "location_noun", "data_center", "where", "available"})
_OF_DATA = frozenset({"data", "kind_of_data"})
_KINDS = ("which_data", "which", "what", "where", "")


def asks_odd_data(question: Question) -> bool:
    """Whether data of one product are asked for that are hosted elsewhere than its other data ("which data of X is hosted unlike the rest?")."""
    if len(question.products) != 1 or question.regions or question.data or question.count or question.kind not in _KINDS:
        return False
    if question.cues.isdisjoint(_REST) or question.cues.isdisjoint(_OF_PLACE) or question.cues.isdisjoint(_OF_DATA) or "product" in question.cues:
        return False
    return not question.cues.isdisjoint(_APART) or question.cues >= {"same", "not"} or question.cues >= {"than", "rest"}


def odd_data(table: HostingTable, question: Question) -> Finding:
    """The rows of the product, those that differ from its first one by their data; yes or no where it is asked if there are any."""
    product = question.products[0]
    cells = table.cells(product, ())
    differs = any(fact.regions != cells[0][0].regions for fact, _ in cells)
    found = where(table, replace(question, kind="where", cues=question.cues - {"not"}), cells, ())
    if not differs:
        alike = say("same_regions", regions=names("region", *cells[0][0].regions, form="in"))
        found = replace(found, sentences=(alike, *found.sentences))
    if not question.yes_no or question.kind or is_denied(question):
        return found
    noted = any(note.statement.limited and product in note.statement.products for note in table.footnotes)
    return replace(found, verdict="yes" if differs else None if noted else "no")
