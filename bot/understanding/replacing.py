"""One product put in the place of another ("if we swap X for Y, is Z possible?"): what is asked then is asked of the new one.

What is lost or gained by it is what the two differ in; that a place is lost is that the new one lacks it.
"""

from __future__ import annotations

from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT, SMALL
from bot.understanding.linking import Mention, as_cue, without_cues
from bot.understanding.openings import has_cue
from bot.understanding.scope import Mentions, is_place, is_unknown, silent

_LEADING = frozenset({"from", "of", "at", "it"})
_JOINING = frozenset({"with", "toward", "because", "at", "from"})
_REPLACING = frozenset({"replaces", "loses"})
_BEFORE = 3  # So many words stand between the verb and the old product at most, and so many between the two.


def with_replaced(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, those of a product that gives way to another, and of the verb, saying nothing or only that the two are compared."""
    if not any(has_cue(mention, _REPLACING | {"toward"}) for mention in mentions):
        return mentions
    found = _replacement(mentions)
    if found is None:
        return [_plain(mentions, at) if has_cue(mention, _REPLACING) else mention for at, mention in enumerate(mentions)]
    verb, old, new = found
    changed = list(mentions)
    lost = [at for at, mention in enumerate(mentions) if has_cue(mention, {"loses"})]
    if lost and not any(map(is_place, mentions)):
        changed[verb] = as_cue(mentions[verb], "compare")
        for at in lost:
            changed[at] = silent(mentions[at])
        return changed
    for at in range(verb, new):
        changed[at] = silent(mentions[at])
    for at in lost:
        changed[at] = as_cue(mentions[at], "lacks")
    return changed


def _plain(mentions: Mentions, at: int) -> Mention:
    """A verb that replaces no product by another, as what else it means; of data that people exchange it says nothing."""
    if any(DATA in mention.kinds for mention in mentions[max(0, at - _BEFORE - 1) : at]):
        return silent(mentions[at])
    return without_cues(mentions[at], _REPLACING)


def _replacement(mentions: Mentions) -> tuple[int, int, int] | None:
    """Where the verb stands, the product that gives way, and the one that comes in its place."""
    products = [at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds]
    for old, new in zip(products, products[1:], strict=False):
        between = mentions[old + 1 : new]
        if not 0 < len(between) <= _BEFORE or not all(_only_joins(mention) for mention in between):
            continue
        verb = next((at for at in range(old - 1, max(-1, old - 2 - _BEFORE), -1) if not _only_leads(mentions[at])), -1)
        if verb >= 0 and has_cue(mentions[verb], {"replaces"}):
            return verb, old, new
        leaves = has_cue(mentions[old - 1], {"from"}) and old > 1 and any(has_cue(mention, {"toward"}) for mention in between)
        if leaves and _moves(mentions[old - 2]) and _asks_of_places(mentions):
            return old - 2, old, new
    return None


def _only_joins(mention: Mention) -> bool:
    return mention.has(SMALL) or (bool(mention.cues) and _JOINING.issuperset(mention.cues))


def _only_leads(mention: Mention) -> bool:
    return mention.has(SMALL) or (bool(mention.cues) and _LEADING.issuperset(mention.cues))


def _moves(mention: Mention) -> bool:
    return DATA not in mention.kinds and (is_unknown(mention) or not {CONCEPT, OUTSIDE, SMALL}.isdisjoint(mention.kinds))


def _asks_of_places(mentions: Mentions) -> bool:
    return any(is_place(mention) or has_cue(mention, {"location_noun", "where", "loses"}) for mention in mentions)
