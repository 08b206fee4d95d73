"""What "why" takes for granted of places, and whether it is wrong ("why is X not in Y?", where it is)."""

from __future__ import annotations

from bot.answering.common.table import HostingTable
from bot.answering.table.regions import is_exclusive, truth
from bot.understanding.syntax.question import Question

_DENYING = frozenset({"not", "lacks", "without", "never", "none"})


def presumes_wrongly(table: HostingTable, question: Question) -> bool:
    """Whether the rows show that what a question takes for granted is not so.

    That is: products are nowhere near the places, or not only there, or any of them is in one where it is said not to be.
    """
    unnamed = "it" in question.cues and not (question.products or question.data)
    if unnamed or not question.regions or any(where.beyond for where in question.regions):
        return False
    products = question.products or table.products_holding(question.data)
    codes = {product: set(table.regions(product, question.data)) for product in products}
    everywhere = set[str]().union(*codes.values())
    if not everywhere:
        return False
    if is_exclusive(question):
        plain = question.cues.isdisjoint(_DENYING)
        return plain and all(truth(table, table.in_order(own), question) is False for own in codes.values())
    turned = "regions" in question.filled and not question.cues.isdisjoint(_DENYING)  # "Is X in Y?" - "Why is it not there?"
    claimed = [where for where in question.regions if where.wanted != turned]
    denied = [where for where in question.regions if where.wanted == turned]
    if claimed and all(table.geography.within(everywhere, where) is False for where in claimed):
        return True
    return any(table.geography.within(own, where) for own in codes.values() for where in denied)
