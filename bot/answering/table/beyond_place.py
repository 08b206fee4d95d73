"""Questions that name products or places, but ask what no row tells: what was, what compares, what goes from one place to another."""

from __future__ import annotations

from bot.understanding.syntax.question import Question

COMPARING = frozenset({"same", "difference", "compare"})
_COMPARED = frozenset({"more_than", "fewer_than", "past"})
_OF_HOSTING = frozenset({"location_noun", "host", "data", "every_region", "which", "how_many", "list", "available", "holds", "product"})
_LEADING = frozenset({"at", "toward", "from"})
_PAIR = 2
_REACH = 2  # So many words after a verb of going its place stands at most.


def asks_more_than_place(question: Question) -> bool:
    """Whether products are sought by what is nowhere told of them, or what goes somewhere."""
    return _seeks_unknown(question) or _asks_what_goes(question) or _asks_of_vendor(question)


def compares_places(question: Question) -> bool:
    """Whether it is asked if one place is the same as another ("is X the same as Y?", "X vs Y?"), of which nothing is told."""
    own = [where.position for where in question.mentioned if where.position >= 0]
    comparing = [at for at in question.positions.at_any(*COMPARING) if at >= 0]
    things = {at + 1 for at in comparing}  # "The same thing".
    said = {cue for cue, at in question.positions if at >= 0 and at not in things}
    named = any(term.position >= 0 and term.text for term in question.terms)
    if not own or named or not said.isdisjoint(_OF_HOSTING) or any(_is_led(question, at) for at in own):
        return False
    if len(own) == 1:
        return {"same", "it", "aux"} <= said and any(own[0] - at == 1 for at in comparing)  # "Is that the same as Y?"
    return len(own) == _PAIR and any(own[0] < at for at in comparing)


def _is_led(question: Question, at: int) -> bool:
    """Whether a preposition, and no verb that may be one too, leads to a place."""
    cues = question.cues_at(at - 1)
    return not _LEADING.isdisjoint(cues) and "aux" not in cues


def _asks_of_vendor(question: Question) -> bool:
    """Whether all centers, the places of the vendor, or the only region without a product are asked about, of which products tell nothing."""
    if question.products or question.data:
        return False
    products = [at for at in question.positions.at("product") if "of" not in question.cues_at(at)]  # "One" may count places.
    if question.yes_no and not products and "data_center" in question.cues and question.regions:
        return "all" in question.cues or any(where.only for where in question.regions)
    if question.yes_no and not products and question.count and not question.regions and question.own_concepts:
        return True
    sole = any(at + 1 in question.positions.at("location_noun") for at in question.positions.at("sole"))
    return sole and question.kind in ("define", "what") and bool(question.excluded_products) and not question.regions


def _seeks_unknown(question: Question) -> bool:
    """Whether products are sought by how they compare, or were ("which products are more used?"), or whose hosting of data differs."""
    if question.kind not in ("which", "how_many") or "product" not in question.cues or question.products or question.regions or question.count:
        return False
    if question.counted or question.kind != "which":
        return bool(question.counted)  # "Which products have two frobs?"
    if question.data:
        return any(abs(at - host) == 1 for at in question.positions.at("difference") for host in question.positions.at("host"))
    plain = question.cues.isdisjoint({"location_noun", "every_region", "only", "most", "fewest", "same", "rest"})
    return plain and bool(question.cues & _COMPARED) and not question.product_count


def _asks_what_goes(question: Question) -> bool:
    """Whether it is asked if anything goes to a place from another ("does anything from X go to Y?"), not which products can be there."""
    if not question.yes_no or "any" not in question.cues or "product" in question.cues or question.data or question.products or not question.regions:
        return False
    last = question.regions[-1]
    verbs = question.positions.at("host")
    toward = any(0 < last.position - at <= _REACH for at in question.positions.at("toward"))
    hosted = len(question.regions) == _REACH and not any(
        question.regions[0].position < at < last.position for at in question.positions.at_any("and", "or", "subject", "but")
    )
    moved = any(question.regions[0].position < at < last.position for at in verbs)
    return any(at < last.position for at in verbs) and (toward or (hosted and moved))
