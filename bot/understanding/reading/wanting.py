"""What is wanted of something, where no question word asks for it, and what suits those who want it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import PRODUCT, SMALL
from bot.understanding.linking.mentions import have_kind
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Where

# Cues of a sentence that says something of a product, and of words that own something.
CLAIMING = frozenset({"aux", "host", "available", "yes_no", "confirm", "untrue", "only", "not", "never"})
_OWNING = frozenset({"of", "it"})

_SUITING = ("applies", "suffices", "available")  # Cues of a verb by which something suits somebody.
_OF_PLACES = frozenset({"location_noun", "data_center", "where", "condition"})


def wants_every_region(clause: Clause) -> bool:
    """Whether all regions of something are wanted ("every region of X", "all that X has"), and not claimed of it ("X in all regions")."""
    mentions, at = clause.mentions, clause.positions.at("every_region")[0]
    following = next((mention for mention in mentions[at + 1 :] if SMALL not in mention.kinds), None)
    if following is None:
        return False
    opens = not (have_kind(mentions[:at], PRODUCT) or "aux" in mentions[0].cues)
    if opens and ("subject" in following.cues or (PRODUCT in following.kinds and not clause.asked)):
        return True
    return CLAIMING.isdisjoint(clause.cues) and (PRODUCT in following.kinds or not _OWNING.isdisjoint(following.cues))


def asks_what_suits(clause: Clause, customers: Sequence[Where]) -> bool:
    """Whether it is asked which products suit people who are somewhere ("which of the two works for our team in X?")."""
    if "which" not in clause.cues or not (customers and clause.cues.isdisjoint(_OF_PLACES)):
        return False
    suits = [at for cue in _SUITING for at in clause.positions.at(cue) if "aux" not in clause.mentions[at].cues]
    return any(at < where.position for at in suits for where in customers)
