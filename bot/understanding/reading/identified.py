"""A place or thing that is asked to be the one, or one of those, where something is ("is X one of the places where Y is hosted?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, NUMBER, OUTSIDE, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention
from bot.understanding.syntax.scope import Mentions, is_place

_NAMED = frozenset({CONCEPT, OUTSIDE, SOFTWARE})
_NOUNS = frozenset({"location_noun", "data_center"})
_BESIDE = frozenset(
    {"aux", "at", "of", "from", "toward", "contains", "only", "sole", "and", "or", "host", "it", "not", "confirm", "yes", "yes_no", "article_says"}
)


def tells_of_identified(mentions: Mentions, at: int) -> bool:
    """Whether "where" at a position tells more of a noun, before which only a verb and what is asked to be such a thing stand."""
    noun = at if mentions[at].end - mentions[at].start > 1 else at - 1
    if noun < 1 or (noun < at and not _is_noun(mentions[noun])):
        return False
    before = mentions[:noun]
    verbs = any("aux" in mention.cues for mention in before)
    return verbs and any(map(_is_identified, before)) and all(map(_may_stand, before))


def _is_noun(mention: Mention) -> bool:
    """Whether a mention is a noun for places or things in which something is."""
    return not _NOUNS.isdisjoint(mention.cues) or CONCEPT in mention.kinds


def _is_identified(mention: Mention) -> bool:
    """Whether a mention is a name of a place or of such a thing."""
    return is_place(mention) or (not mention.cues and not _NAMED.isdisjoint(mention.kinds))


def _may_stand(mention: Mention) -> bool:
    """Whether a mention may stand before the noun: a name, a verb of being, an article or number, or a word that joins them."""
    plain = SMALL in mention.kinds or mention.kinds == (NUMBER,)
    return plain or _is_identified(mention) or (bool(mention.cues) and _BESIDE.issuperset(mention.cues))
