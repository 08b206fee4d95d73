"""Products that those who ask used before and use no more ("they dropped X and now run Y and Z: where can each be?"): nothing is asked of them."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, keys_of, without_cues
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import Mentions, silent
from bot.understanding.syntax.situations import points_back

LEFT, USED = "left_product", "used_before"
NOW = "uses_now"
FORMER = frozenset({LEFT, USED, NOW})
_TELLING = frozenset({LEFT, USED})

_LEADING = frozenset({"at", "of", "from", "using"})
_JOINING = frozenset({"and", "or"})
_BEFORE = 2  # So many words stand between the verb and what was used at most.
_NOW = 6  # So many words after it the verb stands that tells what is used now.
_CHOOSING = frozenset({"first_one", "last_one", "other", "rest", "back_to", "compare", "difference", "same", "replaces", "named_first", "reverse"})


def without_former(mentions: list[Mention]) -> list[Mention]:
    """The mentions, products that are used no more saying nothing where others are named and nothing chooses between them."""
    former = _former(mentions)
    silenced = {*former, *(at for at in range(len(mentions)) if _tells_of(mentions, at, former))}
    return [silent(mention) if at in silenced or _is_only(mention, FORMER) else without_cues(mention, FORMER) for at, mention in enumerate(mentions)]


def _former(mentions: Mentions) -> list[int]:
    """Where products stand that are used no more, and of which nothing is asked."""
    if have_cue(mentions, _CHOOSING):
        return []
    former = [at for verb, mention in enumerate(mentions) if has_cue(mention, _TELLING) for at in _left(mentions, verb)]
    if any(_is_asked_about(mentions, at, former) for at in former):
        return []
    left = {key for at in former for key in keys_of(mentions[at].meanings)}
    others = [mention for at, mention in enumerate(mentions) if PRODUCT in mention.kinds and at not in former]
    return former if others and all(left.isdisjoint(keys_of(mention.meanings)) for mention in others) else []


def _left(mentions: Mentions, verb: int) -> list[int]:
    """Where the products stand that a verb says are used no more."""
    first = next((at for at in range(verb + 1, min(verb + 2 + _BEFORE, len(mentions))) if not _only_leads(mentions[at])), len(mentions))
    found: list[int] = []
    at = first
    while at < len(mentions) and PRODUCT in mentions[at].kinds:
        found.append(at)
        at += 2 if at + 1 < len(mentions) and has_cue(mentions[at + 1], _JOINING) else 1
    after = mentions[found[-1] + 1 :][:_NOW] if found else ()
    if after and (DATA in after[0].kinds or "data" in after[0].cues):
        return []
    now = have_cue(after, {NOW})
    return found if now or has_cue(mentions[verb], {LEFT}) else []


def _is_asked_about(mentions: Mentions, at: int, former: list[int]) -> bool:
    """Whether something is asked of what was used, before any other product is named ("they cancelled X. Where were its tickets kept?")."""
    end = next((place for place in range(at + 1, len(mentions)) if PRODUCT in mentions[place].kinds and place not in former), len(mentions))
    after = mentions[at + 1 : end]
    return any(map(points_back, after)) and have_cue(after, ASKING)


def _tells_of(mentions: Mentions, at: int, former: list[int]) -> bool:
    """Whether a mention is the verb that says so, or a word between it and what was used."""
    following = next((place for place in former if place > at), at)
    return has_cue(mentions[at], _TELLING) and 0 < following - at <= _BEFORE + 1


def _is_only(mention: Mention, cues: frozenset[str]) -> bool:
    """Whether a mention means nothing but some cues."""
    return bool(mention.cues) and cues.issuperset(mention.cues) and len(mention.kinds) == len(mention.cues)


def _only_leads(mention: Mention) -> bool:
    return mention.has(SMALL) or (bool(mention.cues) and _LEADING.issuperset(mention.cues))
