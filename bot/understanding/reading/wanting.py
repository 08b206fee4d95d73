"""What is wanted of something, where no question word asks for it."""

from __future__ import annotations

from bot.understanding.linking.lexicon import PRODUCT, SMALL
from bot.understanding.linking.mentions import have_kind
from bot.understanding.syntax.clause import Clause

# Cues of a sentence that says something of a product, and of words that own something.
_CLAIMING = frozenset({"aux", "host", "available", "yes_no", "confirm", "untrue", "only", "not", "never"})
_OWNING = frozenset({"of", "it"})


def wants_every_region(clause: Clause) -> bool:
    """Whether all regions of something are wanted ("every region of X", "all that X has"), and not claimed of it ("X in all regions")."""
    mentions, at = clause.mentions, clause.positions.at("every_region")[0]
    following = next((mention for mention in mentions[at + 1 :] if SMALL not in mention.kinds), None)
    if following is None:
        return False
    opens = not (have_kind(mentions[:at], PRODUCT) or "aux" in mentions[0].cues)
    if opens and ("subject" in following.cues or (PRODUCT in following.kinds and not clause.asked)):
        return True
    return _CLAIMING.isdisjoint(clause.cues) and (PRODUCT in following.kinds or not _OWNING.isdisjoint(following.cues))
