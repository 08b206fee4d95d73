"""Questions of which no row of the hosting table can tell what is asked, whatever product or place they name."""

from __future__ import annotations

from bot.answering.table.availability import asks_of_product
from bot.answering.table.beyond_place import COMPARING, asks_more_than_place, compares_places
from bot.answering.table.compare import weighs_pieces
from bot.answering.table.regions import excludes_twice
from bot.understanding.linking.lexicon import DATA, UNIT
from bot.understanding.syntax.question import Question

# Cues that show that hosting is asked about.
HOSTING = {"host", "location_noun", "available", "holds", "compare", "difference", "same"}

# Cues of who may ask for other products than the one named.
_OF_OTHERS = frozenset({"same", "difference", "compare", "more_than", "fewer_than", "likened", "other", "besides", "outside", "except"})

# Cues of which "how many" counts places or products.
_COUNTED = (HOSTING - {"holds"}) | {"data_center", "finer", "product", "kind_of_data"}

# Cues of verbs that tell of products, and not of what somebody does.
_BEING = ("aux", "available", "with", "more_than", "fewer_than")
_MEASURING = ("what", "how_many")
_NEVER = ("how_long", "how_often", "how_to", "how_much", "why", "when")


def is_beyond_table(question: Question) -> bool:
    """Whether what is asked stands in no row: years, lengths of time, ways, reasons, numbers of other things than places and products."""
    if question.kind in _NEVER or question.amounts or question.names_year or (question.kind in _MEASURING and _measures(question)):
        return True
    if len(question.regions) > 1 and excludes_twice(question):
        return True
    if not question.cues.isdisjoint(COMPARING) and compares_places(question):
        return True
    if asks_of_product(question) or weighs_pieces(question) or asks_more_than_place(question):
        return True
    if question.kind == "who" and _asks_host(question):
        return True
    if question.kind in ("how", "who"):
        return _asks_person(question) or not (question.regions or question.cues & HOSTING)
    if question.kind != "how_many":
        return False
    counts_places = question.regions or question.count or "every_region" in question.cues
    of_thread = {"terms", "topic"} & set(question.filled) and not counts_places
    return _counts_data(question) or bool(of_thread) or bool(question.products and not question.cues & _COUNTED)


def _asks_host(question: Question) -> bool:
    """Whether it is asked who hosts a product or data as such ("who hosts X?", "who hosts the data in Y?"), not whose data are there."""
    if len(question.products) == 1 and question.regions and question.cues.isdisjoint(_OF_OTHERS):
        return True
    asked = {at + 1 for at in question.positions.at("who")}
    hosting = asked.intersection(question.positions.at("host")).union(term.position for term in question.own_concepts if term.position in asked)
    of_data = {at - step for at in question.positions.at("data") for step in (1, 2)}
    named = len(question.products) == 1 or any(at in of_data or ("host", at) not in question.positions for at in hosting)
    return bool(hosting) and named and not question.data


def _asks_person(question: Question) -> bool:
    """Whether somebody is asked for who does something about hosting ("who runs the servers in X?"), not what is there ("who is hosted in X?")."""
    asked = [at for cue, at in question.positions if cue == "who"]
    hosting = [at for cue, at in question.positions if cue in ("host", "data_center")]
    others = any(cue == "which" and at < asked[-1] for cue, at in question.positions) if asked else True
    if question.kind != "who" or not hosting or others or max(hosting) - asked[-1] < 2:
        return False
    return not any(cue in _BEING and asked[-1] < at <= max(hosting) for cue, at in question.positions)


def _measures(question: Question) -> bool:
    """Whether what is asked for is meant per length of time, which no row tells."""
    return any(UNIT in term.kinds and term.position >= 0 for term in question.terms)


def _counts_data(question: Question) -> bool:
    """Whether pieces of data or customers are counted ("how many tickets", "how many European customers"), which no row does."""
    asked = [position for cue, position in question.positions if cue == "how_many"]
    customers = [position for cue, position in question.positions if cue == "customer"]
    data = any(term.position - 1 in asked and DATA in term.kinds for term in question.terms)
    return data or any(0 < position - before <= 2 for position in customers for before in asked)
