"""Clauses that only list what the question before them is asked of, and clauses that only ask for a list."""

from __future__ import annotations

from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.linking.mentions import has_cue, have_kind
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import is_place

_LISTABLE = ASKING | {"aux", "list", "location_noun", "host", "compare", "difference", "every_region"}
_PLACING = frozenset({"at", "toward", "of", "data"})  # Cues around places that alone are told of what is listed.
_BETWEEN = frozenset({"and", "or", "at", "of", "compare"})


def wants_list(clause: Clause) -> bool:
    """Whether a clause only asks for a list, of what comes after it ("a list, please: ...")."""
    return "list" in clause.cues and not (clause.has_content or clause.cues & ASKING)


def only_lists(clause: Clause, before: Clause) -> bool:
    """Whether a clause only lists the products, or places, of the question before it in the same sentence ("which can: X, Y or Z?")."""
    pointed = clause.asked and "those" in before.cues  # "At least two of these take Y: ...?"
    chosen = "or" in clause.cues and before.cues <= _PLACING and any(map(is_place, before.mentions))  # "Tickets in Y: X or Z?"
    asks = before.sentence == clause.sentence and (pointed or chosen or not _LISTABLE.isdisjoint(before.cues))
    placed = "which" in before.cues or before.cues >= {"product", "every_region"}
    places = [mention for mention in clause.mentions if is_place(mention)] if placed else []
    listed = places or [mention for mention in clause.mentions if PRODUCT in mention.kinds]
    others = all(mention in listed or has_cue(mention, _BETWEEN) for mention in clause.mentions)
    told = any(map(is_place, before.mentions)) if places else have_kind(before.mentions, PRODUCT)
    enough = len(listed) > 1 or (not places and listed and "location_noun" in before.cues)
    return bool(asks and others and enough) and not told
