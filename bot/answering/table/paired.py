"""Places that are each said of a thing of its own ("tickets in X and recordings in Y", "X for tickets, Y for recordings")."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

from msgspec.structs import replace

from bot.answering.common.table import Cell, HostingTable
from bot.answering.table.regions import truth
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question, Where

_OTHERWISE = frozenset(
    {"not", "never", "none", "without", "lacks", "untrue", "or", "only", "except", "outside", "every_region", "same", "difference"}
)
_TWO = 2


def judged_in_pairs(table: HostingTable, question: Question) -> list[tuple[Cell, bool | None]]:
    """The rows of each kind of data of a product, or of each product, and whether they are in its own place; none where they have no own places."""
    judged: list[tuple[Cell, bool | None]] = []
    for key, where in _pairs(question):
        products, data = ((key,), ()) if key in question.products else (question.products, (key,))
        alone = replace(question, products=products, data=data, regions=(where,), cues=question.cues - {"both"})
        judged += [(cell, truth(table, cell[0].regions, alone)) for cell in table.cells_or_all(products[0], data)[:1]]
    return judged


def _pairs(question: Question) -> list[tuple[str, Where]]:
    """Each thing with its place, where things and places take turns; none where the question says anything else of them."""
    keys, kind = (question.data, DATA) if len(question.products) == 1 else (question.products, PRODUCT)
    plain = question.yes_no and not question.kind and question.count is None and question.cues.isdisjoint(_OTHERWISE)
    if not plain or len(keys) != len(question.regions) or len(keys) < _TWO or (kind == PRODUCT and question.data):
        return []
    if not all(where.wanted and not (where.beyond or where.choice) for where in question.regions):
        return []
    named = [(term.position, key) for term in question.terms if kind in term.kinds for key in term.keys if key in keys]
    places = sorted(((where.position, where) for where in question.regions), key=itemgetter(0))
    order = sorted([*((at, True) for at, _ in named), *((at, False) for at, _ in places)])
    if len(named) != len(keys) or any(thing == other for (_, thing), (_, other) in pairwise(order)):
        return []
    return [(key, where) for (_, key), (_, where) in zip(sorted(named), places, strict=True)]
