"""Whether several products have any place in common ("is there a region that works for both?"), and how many more one has than the other."""

from __future__ import annotations

from collections.abc import Iterable, Set

from msgspec.structs import replace

from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_OPENING = ("there", "available", "holds", "using", "any", "at_least")
_LEADING = ("subject", "where", "what", "it")  # Cues of what joins a relative clause to its noun.
_DENYING = ("none", "without", "not", "lacks")
_TOGETHER = frozenset({"all", "both", "same"})
_ASKING = frozenset({"where", "which", "what", "who", "how", "why", "when", "how_many"})
_COMPARING = frozenset({"same", "difference"})
_OF_PLACE = frozenset({"location_noun", "host", "data_center", "there"})
_REACH = 3  # So many words before "in common" stands "any", and between a noun and what denies it.
_NEXT = (1, 2)
_APART = frozenset({"except", "besides", "outside", "without", "but", "difference"})
_PAIR = 2


def asks_common(question: Question) -> tuple[bool, bool]:
    """Whether it is asked if products have any place at all in common, and whether that is denied ("do X and Y share no region?")."""
    nouns = question.positions.at("location_noun")
    if len(question.products) < _PAIR or question.regions or not (question.yes_no or "same" in question.cues):
        return False, False
    none = any(noun - at in _NEXT for noun in nouns for at in question.positions.at_any("none", "without"))
    if question.yes_no and any(_leads_to_all(question, noun) for noun in nouns):
        return True, none
    if "same" not in question.cues:
        return False, False
    shared = question.positions.at("same")
    some = any(noun - at in _NEXT for noun in nouns for at in question.positions.at_any("any", "at_least"))
    some |= any(0 < same - at <= _REACH for same in shared for at in question.positions.at("any"))  # "Have any place in common".
    return none or some, none


def asks_which_common(question: Question) -> bool:
    """Whether it is asked which places products have in common ("which regions do X and Y share?", "regions in common: X, Y")."""
    if "same" not in question.cues or question.yes_no or question.regions or not question.cues.isdisjoint({"not", "difference"}):
        return False
    asked = question.positions.at("where")
    if question.kind == "where" and asked:
        return min(asked) <= 1
    nouns = question.positions.at("location_noun")
    named = min(question.own_positions_of(PRODUCT), default=-1)
    return any(at - 1 in nouns and at < named for at in question.positions.at("same"))


def counts_common(question: Question) -> bool:
    """Whether the places that products have in common are counted ("how many regions do X and Y share?")."""
    counted = question.kind == "how_many" and question.cues >= {"same", "location_noun"}
    counted = counted and question.cues.isdisjoint({"not", "difference", "product"})
    return counted and len(question.products) >= _PAIR and not (question.regions or question.data)


def _leads_to_all(question: Question, noun: int) -> bool:
    """Whether there is asked to be a place that all products have ("is there a region that all of them share?")."""
    opened = any(at < noun for at in question.positions.at_any(*_OPENING))
    leads = noun + 1 in question.positions.at_any(*_LEADING)
    together = any(at > noun for at in question.positions.at_any(*_TOGETHER))
    named = [at for at in question.own_positions_of(PRODUCT) if at > noun] or [noun]
    parted = any(named[0] < at < named[-1] for at in question.positions.at_any("holds", "aux", "host", "without"))  # "That X has, Y has too."
    return opened and leads and not parted and (together or len(named) > 1)


def asks_missing(question: Question) -> bool:
    """Whether it is asked if the first of two products lacks a place that the other has ("is X missing any region that Y has?")."""
    named, nouns = question.own_positions_of(PRODUCT), question.positions.at("location_noun")
    if len(named) != _PAIR or len(question.products) != _PAIR or len(nouns) != 1 or question.regions or question.data:
        return False
    lacking = any(at < nouns[0] for at in question.positions.at_any("lacks", "gives_up"))
    between = named[0] < nouns[0] < named[1]
    has = any(at > named[1] for at in question.positions.at_any("holds", "available", "using"))
    has |= any(nouns[0] < at < named[1] for at in question.positions.at("compare"))  # "Does X lose any region compared with Y?"
    return lacking and between and has and not any(at > nouns[0] for at in question.positions.at_any(*_DENYING))


def counts_ahead(question: Question) -> bool:
    """Whether it is asked by how many places one of two products is ahead of the other ("how many more regions has X than Y?")."""
    weighs = not question.cues.isdisjoint({"more_than", "fewer_than", "most", "fewest", "difference"})
    return question.kind == "how_many" and weighs and len(question.products) == _PAIR and "location_noun" in question.cues


def with_all_compared(question: Question, products: Iterable[str], explained: Set[str]) -> Question:
    """The question, naming all products where it asks if all have the same places ("are they identical for all products?"), or other ones.

    It names no subject but those that the tables have `explained`.
    """
    cues = question.cues
    leading = (
        cues >= {"there", "all", "product"}
        and question.own_concepts
        and any(_leads_to_all(question, noun) for noun in question.positions.at("location_noun"))
    )
    if "product" not in cues or not (leading or cues & _COMPARING) or not cues.isdisjoint(_ASKING) or question.kind not in ("", "where"):
        return question
    alike = "same" in cues and "any" not in cues and not any(at + 1 in question.positions.at("data") for at in question.positions.at("same"))
    if question.products or question.data or question.regions or question.count or not (leading or (alike if "all" in cues else "same" not in cues)):
        return question
    if not question.concepts <= explained or (cues.isdisjoint(_OF_PLACE) and not question.concepts):
        return question
    return replace(question, products=tuple(key for key in products if key not in question.excluded_products), excluded_products=())


def is_nowhere(table: HostingTable, question: Question) -> bool:
    """Whether two products are likened within an area in which the table has no place ("do X and Y share Brazil?")."""
    return within_area(question) and not table.geography.within(table.knowledge.regions, question.regions[0])


def within_area(question: Question) -> bool:
    """Whether two products are likened within one area that is no region of the table itself ("have X and Y the same in Europe?")."""
    if len(question.products) != _PAIR or not question.yes_no or not question.cues.isdisjoint(_APART):
        return False
    return [(where.code, where.wanted, where.beyond) for where in question.regions] == [("", True, False)]
