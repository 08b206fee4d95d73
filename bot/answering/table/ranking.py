"""Regions by how many products can be in them: the one with most or fewest, one beside another."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.following import asks_region_of_all
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable, evidence_of, regions_of
from bot.replies import Verdict
from bot.understanding.syntax.question import Question, Where

_COMPARING = ("more_than", "fewer_than", "as_many")
_SIZES = (*_COMPARING, "most", "fewest")
_SMALLER = frozenset({"fewer_than", "fewest"})
_NEGATING = frozenset({"not", "without", "lacks", "never"})
_REACH = 2
_TWO = 2


def asks_ranking(question: Question) -> bool:
    """Whether regions are asked for, or compared, by the number of their products ("more products in X than in Y?")."""
    if "product" not in question.cues:
        return False
    if asks_region_of_all(question) or _is_only_shared(question) or _asks_sized(question) or _asks_sole_of_all(question):
        return True
    if question.cues.isdisjoint(_SIZES) or question.products or question.product_count:
        return False
    nouns = question.positions.at("product")
    least = -_REACH if question.kind == "how_many" else 1
    sizes = question.positions.at_any(*_SIZES)
    places = [where.position for where in question.regions] if question.kind == "how_many" else []
    between = bool(places) and any(places[0] < at < places[-1] for at in sizes)
    if not (between or any(least <= noun - at <= _REACH for at in sizes for noun in nouns)):
        return False
    if len(question.regions) >= _TWO:
        return question.kind != "which" and not question.cues.isdisjoint(_COMPARING) and not _are_joined(question)
    if question.regions:
        return question.yes_no and "location_noun" in question.cues
    return question.kind == "where" and any(at < nouns[-1] for at in question.positions.at_any("where", "location_noun"))


def in_order_of_size(table: HostingTable, question: Question) -> Question:
    """The question where products are that are to be put in order by how many regions they have, in that order; else as it is."""
    if "ranks" not in question.cues or question.yes_no or question.regions or "location_noun" not in question.cues:
        return question
    products = question.products or (tuple(table.knowledge.products) if "product" in question.cues else ())
    if len(products) < _TWO:
        return question
    larger = "most" in question.cues or _SMALLER.isdisjoint(question.cues)
    sizes = {product: len(regions_of(table.cells(product, question.data))) for product in products}
    ordered = tuple(sorted(products, key=lambda product: -sizes[product] if larger else sizes[product]))
    return replace(question, kind="where", products=ordered, count=None, cues=frozenset({"location_noun"}))


def _asks_sized(question: Question) -> bool:
    """Whether regions are asked for by how many products they have ("which regions have 7 products?", "... don't support all products?")."""
    if question.yes_no or question.products or question.data or question.regions or "every_region" in question.cues:
        return False
    noun = max(question.positions.at("product"), default=-1)
    counted = bool(question.product_count) or ("all" in question.cues and not _NEGATING.isdisjoint(question.cues))
    having = question.positions.at_any("holds", "using", "with", "available")
    return question.kind == "where" and counted and 0 in question.positions.at("where") and any(0 < at < noun for at in having)


def _asks_sole_of_all(question: Question) -> bool:
    """Whether the only region is asked for that all products have ("what is the one region that covers every product?")."""
    named = question.products or question.data or question.regions
    if named or question.kind not in ("define", "what", "which", "where") or not question.cues >= {"sole", "all", "product"}:
        return False
    if not _NEGATING.isdisjoint(question.cues):
        return False
    nouns = question.positions.at("location_noun")
    sole = next((at for at in question.positions.at("sole") if at in nouns or at + 1 in nouns), None)
    alls = [at for at in question.positions.at("all") for noun in question.positions.at("product") if 0 < noun - at <= _REACH]
    return sole is not None and any(at > sole for at in alls)


def _of_size(question: Question, size: int, every: int) -> bool:
    """Whether a region with so many products is one that is asked for."""
    if question.product_count:
        return (question.product_count.least <= size <= question.product_count.most) != question.product_count.denied
    return (size == every) == _NEGATING.isdisjoint(question.cues)


def _is_only_shared(question: Question) -> bool:
    """Whether a place is said to be the only one that all products have ("is X the only region that all products share?")."""
    if not question.yes_no or len(question.regions) != 1 or question.products or not question.cues >= {"only", "location_noun", "all", "product"}:
        return False
    positions = question.positions
    places = [noun for noun in positions.at("location_noun") for at in positions.at("only") if 0 <= noun - at <= _REACH]
    alls = [at for at in positions.at("all") for noun in positions.at("product") if 0 < noun - at <= _REACH]
    return bool(places) and any(at > places[0] for at in alls)


def _are_joined(question: Question) -> bool:
    """Whether all places are asked about together ("more products in X and Y?")."""
    first, last = question.regions[0].position, question.regions[-1].position
    joints = set(question.positions.at("and")).difference(question.positions.at("more_than"))
    return any(first < at < last for at in joints)


def ranking(table: HostingTable, question: Question) -> Finding:
    """How many products each region has, the sought one first; yes or no where one is said to have more, or the most."""
    sizes = [(_size(table, where, question), where) for where in _regions(table)]
    smaller = not question.cues.isdisjoint(_SMALLER)
    rank = question.group_size if question.positions.at("first_one") and len(question.regions) == 1 else 1  # "The second region by products."
    wanted = sorted((size for size, _ in sizes), reverse=not smaller)[min(max(rank, 1), len(sizes)) - 1]
    told = [(_size(table, where, question), where) for where in question.regions]
    every = len(table.knowledge.products)
    verdict = _verdict(question, [size for size, _ in told], wanted, every, smaller=smaller) if question.yes_no else None
    if _is_only_shared(question):
        shared = [size for size, _ in sizes].count(every) == 1 and told[0][0] == every
        verdict = "yes" if shared != is_denied(replace(question, cues=question.cues - {"only"})) else "no"
    if _asks_sole_of_all(question):
        verdict, told = None, [pair for pair in sizes if pair[0] == every]
    elif _asks_sized(question):
        told = [pair for pair in sizes if _of_size(question, pair[0], every)] or sizes
    elif len(told) < _TWO:
        told = sorted(sizes, key=lambda pair: pair[0] if smaller else -pair[0])
    cells = [cell for product in table.knowledge.products for cell in table.cells(product, question.data)]
    return Finding(
        "answered",
        tuple(say("products_there", places=names("place", table.geography.place_of(where)), count=str(size)) for size, where in told),
        verdict=verdict,
        facts=tuple(cells),
        evidence=evidence_of(cells, with_data=bool(question.data)),
        confidence=question.confidence,
        why=("products counted by region",),
    )


def _regions(table: HostingTable) -> list[Where]:
    """The regions of the articles that can be told apart."""
    return [Where(code, "", -1) for code in table.all_regions]


def _size(table: HostingTable, where: Where, question: Question) -> int:
    """How many products can have the data asked about in a place."""
    own = [{code for fact, _ in table.cells(product, question.data) for code in fact.regions} for product in table.knowledge.products]
    return sum(table.geography.within(codes, where) is True for codes in own)


def _verdict(question: Question, sizes: Sequence[int], wanted: int, every: int, *, smaller: bool) -> Verdict | None:
    """Yes where the first place has more than the other (fewer, where `smaller`; as many), or the only one has as many as is `wanted`.

    Where no place is named, yes where what is `wanted` is `every` product there is.
    """
    if len(sizes) > _TWO or "or" in question.cues:
        return None
    if not sizes:
        holds = wanted == every
    elif len(sizes) == 1:
        holds = sizes[0] == wanted
    else:
        as_many = "as_many" in question.cues and sizes[0] == sizes[1]
        holds = as_many or (sizes[0] < sizes[1] if smaller else "as_many" not in question.cues and sizes[0] > sizes[1])
    return "yes" if holds != is_denied(question) else "no"
