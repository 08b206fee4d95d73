"""What people do with data, in a word that nothing explains, where it only tells which data are meant ("the tickets our agents frob in X")."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.understanding.linking.lexicon import DATA, EVERYDAY, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import Mentions, is_unknown, silent

_PEOPLE = frozenset({"customer", "staff", "assistant", "subject"})
_NOBODY = frozenset({"it", "what"})
_VERBS = ASKING | {"aux", "yes_no", "host", "available", "holds", "contains", "location_noun"}
_LONGEST_ARTICLE = 3  # A small word of more letters may be somebody, after an article also where nothing joins them to the data ("my team").
_LONGEST = 7  # So many mentions may stand between the data and what is done to them.


def without_deeds(mentions: list[Mention]) -> list[Mention]:
    """The mentions, each word for what people do with data named before it saying nothing, where another verb asks."""
    said: set[int] = set()
    for at, mention in enumerate(mentions):
        if is_unknown(mention) and (doers := _doers(mentions, at)) and _ends_relative(mentions[at + 1 :]):
            owner = min(doers)
            if have_cue((*mentions[:owner], *mentions[at + 1 :]), _VERBS):
                said |= {at, *(doer for doer in doers if DATA in mentions[doer].kinds and doer > owner)}
    return [silent(mention) if at in said else mention for at, mention in enumerate(mentions)] if said else mentions


def _doers(mentions: Sequence[Mention], at: int) -> AbstractSet[int]:
    """The positions of the data that something is done to, and of who does it, right before a verb; nothing where there are none."""
    found: set[int] = set()
    somebody = named = False
    for place in range(at - 1, max(-1, at - _LONGEST), -1):
        mention = mentions[place]
        if "subject" in mention.cues and has_cue(mention, _NOBODY) and not _may_be_people(mention):
            owned = place > 0 and _is_data(mentions[place - 1])
            return {place - 1, *found} if owned and (found or somebody) else frozenset()
        if _is_data(mention) and (found or named):
            return {place, *found}
        if _may_be_people(mention) or (place == at - 1 > 0 and DATA in mention.kinds and mentions[place - 1].kinds == (SMALL,)):
            found.add(place)
        elif mention.kinds == (SMALL,):
            somebody = somebody or len(mention.text) > _LONGEST_ARTICLE
            named = named or (place == at - 2 and len(mention.text) <= _LONGEST_ARTICLE < len(mentions[at - 1].text))
        elif not (NUMBER in mention.kinds or (mention.cues == ("toward",) and len(mention.text) == 1)):
            break
    return frozenset()


def _may_be_people(mention: Mention) -> bool:
    """Whether a mention stands for people ("I", "the client", "they"), and joins nothing."""
    if "subject" in mention.cues and has_cue(mention, _NOBODY):
        return False
    return has_cue(mention, _PEOPLE) and not has_cue(mention, {"at", "aux"})


def _is_data(mention: Mention) -> bool:
    return not {DATA, EVERYDAY}.isdisjoint(mention.kinds) or "data" in mention.cues


def _ends_relative(after: Mentions) -> bool:
    """Whether nothing is done to anything else after a verb, and nothing is taken out of a product by it."""
    first = next((mention for mention in after if SMALL not in mention.kinds), None)
    if first is None:
        return True
    placed = bool(first.cues) and not has_cue(first, {"not", "without", "never", "from"})
    return placed or PRODUCT in first.kinds
