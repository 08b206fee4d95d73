"""Which data of a product are hosted elsewhere than the rest of it, whether any are, and in which products."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say, say_which
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable, evidence_of
from bot.answering.table.where import where
from bot.understanding.syntax.question import Question

_REST = frozenset({"rest", "other", "stays_left"})
_APART = frozenset({"difference", "outside"})
_OF_PLACE = frozenset({"host", "location_noun", "data_center", "where", "available"})
_OF_DATA = frozenset({"data", "kind_of_data"})
_ALIKE = frozenset({"same", "all", "data"})
_KINDS = ("which_data", "which", "what", "where", "")


def asks_odd_data(question: Question) -> bool:
    """Whether data of one product are asked for that are hosted elsewhere than its other data ("which data of X is hosted unlike the rest?")."""
    if len(question.products) != 1 or question.regions or question.data or question.count or question.kind not in _KINDS:
        return False
    if _tells_kinds_apart(question) and "product" not in question.cues:
        return True
    if question.cues.isdisjoint(_REST) or question.cues.isdisjoint(_OF_PLACE) or question.cues.isdisjoint(_OF_DATA) or "product" in question.cues:
        return False
    return not question.cues.isdisjoint(_APART) or question.cues >= {"same", "not"} or question.cues >= {"than", "rest"}


def _tells_kinds_apart(question: Question) -> bool:
    """Whether it is told, or denied, that places differ by the kinds of data ("the region varies by type of data")."""
    apart = question.cues >= {"difference", "kind_of_data"} or question.cues >= _ALIKE
    return apart and not question.cues.isdisjoint(_OF_PLACE)


def asks_products_by_odd_data(question: Question) -> bool:
    """Whether products are asked for by whether all their data have the same places ("which products' regions vary by type of data?")."""
    named = question.products or question.regions or question.data or question.count or question.own_concepts or question.outside or question.unknown
    return _tells_kinds_apart(question) and "product" in question.cues and not named


def products_by_odd_data(table: HostingTable, question: Question, listed: Sequence[str]) -> Finding:
    """The products whose rows differ, or do not, with their rows; yes where it is asked if there are any."""
    alike = ("difference" not in question.cues) != question.negative
    chosen = [product for product in listed or table.knowledge.products if (len(_places(table, product)) == 1) == alike]
    cells = [cell for product in chosen for cell in table.cells(product, ())]
    sentence = say_which(chosen)
    return Finding(
        "answered",
        (sentence if chosen else say("which_none"),),
        verdict="yes" if chosen and question.yes_no and "all" not in question.cues else None,
        products=tuple(chosen),
        facts=tuple(cells),
        rows=tuple(table.shown(cells)),
        evidence=evidence_of(cells or [cell for product in listed for cell in table.cells(product, ())], with_data=True),
        confidence=question.confidence,
        why=(f"products by whether all their rows have the same places: {alike}",),
    )


def _places(table: HostingTable, product: str) -> set[tuple[str, ...]]:
    return {tuple(fact.regions) for fact, _ in table.cells(product, ())}


def odd_data(table: HostingTable, question: Question) -> Finding:
    """The rows of the product, those that differ from its first one by their data; yes or no where it is asked if there are any."""
    product = question.products[0]
    cells = table.cells(product, ())
    differs = len(_places(table, product)) > 1
    found = where(table, replace(question, kind="where", cues=question.cues - {"not"}), cells, ())
    if not differs:
        alike = say("same_regions", regions=names("region", *cells[0][0].regions, form="in"))
        found = replace(found, sentences=(alike, *found.sentences))
    if not question.yes_no or question.kind or is_denied(question):
        return found
    noted = any(note.statement.limited and product in note.statement.products for note in table.footnotes)
    return replace(found, verdict="yes" if differs else None if noted else "no")
