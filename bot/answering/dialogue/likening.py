"""Products, or kinds of data, of which it is asked if they have the places of what was spoken of before ("and X, in the same regions?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.syntax.question import Question

# Tells, among what was filled in, that products were likened.
LIKENED = "likened"

# Cues by which products are likened, and those that show that it is by their places.
_ALIKE = frozenset({"same", "difference"})
_OF_PLACES = frozenset({"location_noun", "available", "list", "data_center"})
_TWO = 2

_WEIGHING = ("compare", "more_than", "fewer_than")


def likened(question: Question, last: Question) -> tuple[str, ...]:
    """The products of which it is asked if they have the same places: the one spoken of and another ("and X in the same regions?"), or two.

    None where it is not asked.
    """
    alike = {at for cue, at in question.positions if cue in _ALIKE and ("data", at + 1) not in question.positions}
    named = max((term.position for term in question.terms), default=-1)
    other_data = question.data and (question.data != last.data or named > max(alike, default=-1))  # "X's frobs?" - "And the frobs of Y, the same?"
    asks_more = other_data or question.regions or question.count or question.amounts or question.own_concepts or question.unknown
    pointed = any(CONCEPT in term.kinds and term.position - 1 in question.positions.at("it") for term in question.terms)  # "Is that step the same?"
    if not alike or asks_more or pointed or question.kind not in ("", "where") or "correction" in question.cues:
        return ()
    if len(question.products) == _TWO and not last.own_concepts:
        return question.products
    before = last.products[:1] if LIKENED in last.filled else last.products
    alike -= {at for cue, at in question.positions if cue == "what_about"}
    if not alike or len(question.products) != 1 or last.regions or not before or question.products[0] in before:
        return ()
    of_places = (last.kind == "where" and not last.own_concepts) or LIKENED in last.filled or not question.cues.isdisjoint(_OF_PLACES)
    return (*before, *question.products) if of_places else ()


def likened_data(question: Question, last: Question) -> tuple[str, ...]:
    """Two kinds of data of one product, where it is asked if the second is where the first is ("and the chats in the same places?")."""
    told = last.data or last.maybe_data
    if (
        len(question.data) != 1
        or not 1 <= len(told) <= _TWO
        or len(last.products) != 1
        or question.data[0] in told
        or question.products
        or question.regions
    ):
        return ()
    asks = "same" in question.cues and not (question.kind or question.own_concepts or last.regions) and (question.yes_no or question.asked)
    return (*told, *question.data) if asks else ()


def weighed_with_it(question: Question, last: Question) -> tuple[str, ...]:
    """The product named and the one that "it" stands for, in the order in which they are compared ("has X more regions than it?").

    Only that one, where products are asked for that are compared with it ("which have more regions than it?"); none where nothing is compared.
    """
    more = question.data or question.regions or question.count or question.amounts or question.own_concepts or question.unknown
    weighing = [at for at in question.positions.at_any(*_WEIGHING) if at >= 0]
    if more or not weighing or len(last.products) != 1 or question.products == last.products:
        return ()
    pointing = [at for at in question.positions.at("it") if at >= 0 and at not in weighing]
    if not question.products:
        return last.products if question.kind == "which" and pointing and pointing[-1] > weighing[0] else ()
    named = min(question.own_positions_of(PRODUCT), default=-1)
    if len(question.products) != 1 or named < 0 or "product" in question.cues:
        return ()
    if any(max(named, weighing[0]) < at for at in pointing):
        return (*question.products, *last.products)
    return (*last.products, *question.products) if pointing and max(weighing[0], pointing[0]) < named else ()
