"""How many of all products are asked about: most of them, a part of them, all but some, those with more regions than the others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import Verdict
from bot.understanding.syntax.question import Question

_REACH = 2


def asks_share(question: Question) -> bool:
    """Whether it is asked of a part of the products ("are most products in X?", "half of the products")."""
    products = question.positions.at("product")
    return any(0 < noun - at <= _REACH for at in question.positions.at_any("majority", "share") for noun in products)


def is_part(question: Question) -> bool:
    """Whether it is asked of some and no more of the products ("can only some of your products be in X?")."""
    bounds, nouns = question.positions.at("only"), question.positions.at("product")
    some = [at for at in question.positions.at("any") if at - 1 in bounds]
    return any(0 < noun - at <= _REACH + 1 for noun in nouns for at in some)


def is_share(question: Question, kept: int, missing: int) -> Verdict | None:
    """Whether `kept` are more than `missing`, where most are asked about; of another part the count tells."""
    if "majority" not in question.cues:
        return None
    return "yes" if kept > missing else "no"


def counts_missing(question: Question) -> bool:
    """Whether the number of products is that of those left out ("all but three products")."""
    nouns = question.positions.at("product")
    return any(0 < noun - at <= _REACH for at in question.positions.at("except") for noun in nouns) and "all" in question.cues


def asks_left_out(question: Question, source: Question) -> bool:
    """Whether just those are asked for that "all but three" left out in the question before ("which are the three?", "what is the exception?")."""
    if not source.product_count or not counts_missing(source):
        return False
    return "except" in question.cues or source.product_count.least in (question.group_size, question.number_alone)


def outdoes_all(question: Question) -> bool:
    """Whether "more regions" are asked for with nothing that they are more than ("which have more regions?", "the product with more regions")."""
    if question.count or question.group_size or question.products or question.regions or question.kind not in ("which", "who", "where", ""):
        return False
    sizes = question.positions.at_any("more_than", "fewer_than")
    if question.kind not in ("which", "who") and (question.yes_no or not _after_product(question, sizes)):
        return False
    nouns = question.positions.at("location_noun")
    return any(0 < noun - at <= _REACH for at in sizes for noun in nouns)


def _after_product(question: Question, sizes: Sequence[int]) -> bool:
    """Whether a word for more or fewer stands after one for products."""
    return any(noun < at for at in sizes for noun in question.positions.at("product"))
