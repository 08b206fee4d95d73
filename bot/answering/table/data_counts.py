"""Products by how many kinds of data the articles list for them: the one with the most, one beside another."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.common.findings import Finding, names, say, say_which
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable
from bot.replies import Verdict
from bot.understanding.syntax.question import Question

_SIZES = ("most", "fewest", "more_than", "fewer_than")
_SMALLER = frozenset({"fewest", "fewer_than"})
_OF_PLACES = frozenset({"location_noun", "data_center", "every_region"})
_ASKING = frozenset({"which", "who"})
_REACH = 3
_PAIR = 2


def asks_size_of_data(question: Question) -> bool:
    """Whether products are asked for, or compared, by how many kinds of data they have ("which product has the most kinds of data?")."""
    if question.cues.isdisjoint(_SIZES) or question.regions or question.data or question.count or question.amounts or question.filled:
        return False
    if not question.cues.isdisjoint(_OF_PLACES) or len(question.products) == 1:
        return False
    if not question.products and "product" not in question.cues and question.cues.isdisjoint(_ASKING):
        return False
    kinds, nouns = question.positions.at("kind_of_data"), question.positions.at("data")
    sizes = question.positions.at_any(*_SIZES)
    return any(0 <= noun - at <= _REACH for at in sizes for noun in (*kinds, *nouns))


def size_of_data(table: HostingTable, question: Question) -> Finding:
    """The products with the most kinds of data, or the fewest, and how many; of two that are compared yes or no where it is asked."""
    sizes = {product: _size(table, product) for product in question.products or table.knowledge.products}
    smaller = not question.cues.isdisjoint(_SMALLER)
    wanted = min(sizes.values()) if smaller else max(sizes.values())
    keep = tuple(product for product, size in sizes.items() if size == wanted)
    told = question.products or keep
    open_ended = question.kind in ("which", "who") or not question.cues.isdisjoint(_ASKING | {"or"})
    verdict = None if open_ended or len(question.products) != _PAIR else _verdict(question, list(sizes.values()), smaller=smaller)
    chosen = () if verdict else (say_which(keep),)
    cells = [cell for product in told for cell in table.cells(product, ())]
    return Finding(
        "answered",
        (*chosen, *(say("data_count_of", product=names("product", product), count=str(sizes[product])) for product in told)),
        verdict=verdict,
        products=() if verdict else keep,
        evidence=tuple(dict.fromkeys([fact.data_evidence for fact, _ in cells])),
        confidence=question.confidence,
        why=("kinds of data counted by product",),
    )


def _size(table: HostingTable, product: str) -> int:
    """How many kinds of data the articles list for a product."""
    return len({key for fact in table.rows(product) for key in fact.data})


def _verdict(question: Question, sizes: Sequence[int], *, smaller: bool) -> Verdict:
    """Yes where the first product has more kinds than the second, or fewer."""
    holds = sizes[0] < sizes[1] if smaller else sizes[0] > sizes[1]
    return "yes" if holds != is_denied(question) else "no"
