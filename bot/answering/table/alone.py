"""Whether a product is the only one of which something is so ("is X the only one in Y?", "do Y data only appear in X?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.findings import Finding, names, say, say_which
from bot.answering.common.table import HostingTable, evidence_of
from bot.answering.table.regions import is_exclusive
from bot.answering.table.which import meets
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question

_TWO = 2
_REACH_OF_DENIAL = 3  # So many words before "only" stands the "not" that denies it at most.


def is_alone(question: Question) -> bool:
    """Whether a product, or several, are said to be the only ones: "only" stands right before the first, or before the word for a product."""
    if question.product_count is not None and question.product_count.named:
        return True
    if are_all(question):
        return True
    if not question.products or "only" not in question.cues or (len(question.products) > 1 and "or" in question.cues):
        return False
    if "products" in question.filled and "same" not in question.cues and not _chooses(question):
        return False  # "Is that the only one?" may be asked of the region.
    positions = question.positions
    every = [at for at in positions.at("only") if at >= 0]
    around = [(where.position, where.position - 1, where.position + 1) for where in question.regions if where.only]
    bound = {next((at for at in places if at in every), -1) for places in around}
    of_places = {place for at in positions.at("location_noun") for place in (at, at - 1)}
    of_verbs = {at - 1 for at in positions.at("host")}.difference(positions.at("product"))
    only = [at for at in every if at not in bound | of_places | of_verbs]
    named = question.positions_of(PRODUCT)
    if any(at - 1 in named for at in positions.at("alone")):
        return True
    if len(named) == 1 and not question.regions and any(_is_only_owner(question, at, named[0]) for at in every):
        return True
    had = {at - 1 for at in positions.at_any("using", "holds", "demand")}  # "We only use X and Y."
    if any(0 < place - at <= 2 for place in named[: 1 if len(question.products) > 1 else None] for at in only if at not in had):
        return True
    nouns = [at for at in positions.at_any("product", "subject", "with") if at + 1 not in positions.at("location_noun")]
    numbered = [
        at for at in positions.at("sole") if at in only and not question.cues_at(at + 1) and at + 1 not in {term.position for term in question.terms}
    ]
    if any(at + _TWO in nouns for at in numbered):
        return True  # "X and Y are the only two that are in Z."
    return any(noun - at - sum(at < between < noun for between in bound) in (0, 1) for noun in nouns for at in only)


def are_all(question: Question) -> bool:
    """Whether several products are said to be all that are somewhere ("are X and Y all the products in Z?", "X, Y: is the list for Z full?")."""
    if len(question.products) < _TWO or not (question.yes_no and question.regions) or question.data:
        return False
    positions, named, filled = question.positions, question.own_positions_of(PRODUCT), "products" in question.filled
    pointed = positions.at_any("it", "those") if filled else named
    if filled and any(0 <= at for at in positions.at("list")) and (pointed or "wholly" in question.cues):
        return is_exclusive(question) or "product" in question.cues
    all_of = next((at for at in positions.at("all") if any(0 <= before < at for before in pointed)), -1)
    if all_of < 0:
        return False
    if "regions" in question.filled:
        return is_exclusive(question) and not any(at > all_of for _, at in positions)  # "Z only: X, Y. Is that all?"
    noun = next((at for at in positions.at_any("product", "which") if at > all_of), all_of)
    placed = any(all_of < where.position < noun for where in question.regions)  # "All US-only products" may be said of each.
    return noun - all_of > (_TWO if placed else 0) and named[-1:] <= [all_of]


def of_alone_among(table: HostingTable, question: Question) -> Finding | None:
    """Whether the one of several products that is named again is the only one of them ("of X and Y, is X the only one in Z?"); None for none."""
    if len(question.products) < _TWO or "only" not in question.cues:
        return None
    named = [key for term in question.terms if PRODUCT in term.kinds and term.position >= 0 for key in term.keys]
    again = tuple(key for key in question.products if named.count(key) > 1)
    return of_alone(table, replace(question, products=again), question.products) if len(again) == 1 and is_alone(question) else None


def of_alone(table: HostingTable, question: Question, listed: Sequence[str]) -> Finding | None:
    """Whether the product is the only one of which the rest of the question is true; None where that is true of no product.

    Where it is one of those `listed`, it is the only one of these.
    """
    alike = "products" in question.filled and not _chooses(question)  # Told of the product before: the only one with its regions?
    products = listed if set(question.products) < set(listed) else tuple(table.knowledge.products)
    if alike:
        regions = [table.regions(product) for product in question.products]
        meeting = [product for product in products if table.regions(product) in regions]
    else:
        meeting = [product for product in products if meets(table, product, question)]
    if not meeting:
        return None
    among = products is listed and bool(question.regions) and all(where.wanted and not where.beyond for where in question.regions)
    cells = [cell for product in (listed if among else meeting) for cell in table.cells(product, question.data)]
    sentence = say_which(meeting)
    if among:
        places = names("place", *(table.geography.place_of(where) for where in question.regions))
        sentence = say("there_are", places=places, products=names("product", *meeting))
    counted = question.product_count
    holds = set(meeting) == set(question.products) and (counted is None or not counted.named or counted.least == len(meeting))
    return Finding(
        "answered",
        (sentence,),
        verdict="yes" if holds != (is_called_untrue(question) != _is_only_denied(question)) else "no",
        products=tuple(meeting) if alike or question.cues >= {"or", "other"} else (),
        facts=tuple(cells),
        rows=tuple(table.shown(cells)),
        evidence=evidence_of(cells, with_data=bool(question.data)),
        confidence=question.confidence,
        why=("products that meet it",),
    )


def _is_only_owner(question: Question, only: int, product: int) -> bool:
    """Whether data named first are said to be of a product only ("X data only appear in Y", "X data appear in Y only")."""
    data = max(question.positions_of(DATA), default=product)
    return data < only < product or (data < product == only - 1)


def _is_only_denied(question: Question) -> bool:
    """Whether data are said not to be of a product only ("X data don't appear only in Y")."""
    named = question.positions_of(PRODUCT)
    only = [at for at in question.positions.at("only") if len(named) == 1 and not question.regions and _is_only_owner(question, at, named[0])]
    return any(0 < at < other and other - at <= _REACH_OF_DENIAL for at in question.positions.at("not") for other in only)


def _chooses(question: Question) -> bool:
    """Whether a question tells by itself which products meet it."""
    return bool(question.regions or question.data or question.count or "every_region" in question.cues)
