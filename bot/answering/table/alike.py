"""Products that have the regions of a named one, or more or fewer of them ("which have more regions than X?")."""

from __future__ import annotations

from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_ALIKE = {"same", "more_than", "fewer_than"}


def asks_alike(question: Question) -> bool:
    """Whether products are asked for that have the regions of the one named, or more, or fewer ("where else is all as for X?")."""
    if (
        len(question.products) != 1
        or (question.data and not _likens_data(question))
        or question.regions
        or not (question.cues & _ALIKE or _asks_others_regions(question))
    ):
        return False
    if question.kind in ("which", "who", "how_many", "what"):
        return bool(question.cues & {"product", "which", "other", "who"})
    return "product" in question.cues and bool(question.cues & {"any", "list", "which", "other"})


def _likens_data(question: Question) -> bool:
    """Whether places of some data are likened to those in a product that is named after that ("more regions than X for frobs")."""
    alike, named = question.positions.at_any(*_ALIKE), min(question.positions_of(PRODUCT), default=0)
    return not question.yes_no and "location_noun" in question.cues and any(at < named for at in alike)


def _asks_others_regions(question: Question) -> bool:
    """Whether others are asked for that have the regions of a product: "what else has X's regions?", not "what other regions has X?"."""
    verbs, others = question.positions.at_any("holds", "product"), question.positions.at("other")
    owned = any(abs(at - named) == 1 for named in question.positions_of(PRODUCT) for at in question.positions.at("of"))
    return owned and "location_noun" in question.cues and any(abs(verb - at) <= 1 for verb in verbs for at in others)


def is_like(table: HostingTable, product: str, question: Question) -> bool:
    """Whether a product has the same regions as the one named, or more, or fewer."""
    own, other = table.regions(product, question.data), table.regions(question.products[0], question.data)
    if not own or not question.cues & {"more_than", "fewer_than"}:
        return bool(own) and (set(own) == set(other)) != question.negative
    return len(own) > len(other) if "more_than" in question.cues else len(own) < len(other)
