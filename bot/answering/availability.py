"""Whether more is asked than whether data can be somewhere, which is all that the hosting table tells."""

from __future__ import annotations

from bot.understanding.lexicon import DATA, PRODUCT
from bot.understanding.question import Question


def is_beyond_availability(question: Question) -> bool:
    """Whether more is asked than whether data can be somewhere: the number of data centers, or where data of a place go."""
    if question.server_count or _is_of_people(question):
        return True
    data = {at for cue, at in question.positions if cue == "data"} | {term.position for term in question.terms if DATA in term.kinds}
    products = {term.position for term in question.terms if PRODUCT in term.kinds}
    origins = [where.position for where in question.regions if where.origin]
    of_product = {at + 1 for cue, at in question.positions if cue == "of" and at - 1 in products}
    own = [at for at in origins if at in of_product or at + 1 in data or {at + 1, at + 2} <= products | data]
    others = any(where.position > own[0] + 1 and not where.beyond for where in question.regions) if own else False
    return others and question.cues.isdisjoint({"or", "same"})


def _is_of_people(question: Question) -> bool:
    """Whether it is asked where those are who work for a product ("is X's support in Y?"), no data."""
    positions = set(question.positions)
    products = {term.position for term in question.terms if PRODUCT in term.kinds}
    people = [at for cue, at in question.positions if cue == "staff"]
    being = any(cue == "aux" and ("at", at) in positions and at <= 1 for cue, at in question.positions)
    return any(({at + 1, at + 2} & products and ("of", at + 1) in positions) or (being and at - 1 in products) for at in people)
