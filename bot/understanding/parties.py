"""Who does what a clause asks about, where it is not the vendor: somebody else who keeps data, or people who open them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding.lexicon import DATA, EVERYDAY, PRODUCT, SMALL
from bot.understanding.linking import UNKNOWN, Mention
from bot.understanding.scope import is_place, looks_like_name, names

# The mark of a question whose data somebody else than the vendor keeps or opens ("does our partner store X's tickets in Y?").
BY_OTHERS = "by_others"

# Cues that may begin what is marked.
DOINGS = frozenset({"holds", "host", "opens"})

_KEEPING = frozenset({"holds", "host"})
_POSSIBLE = frozenset({"available", "using", "aux", "customer"})
_PARTIES = frozenset({"party", "customer"})
_ASKING_ON = frozenset({"aux", "available", "lacks", "yes_no"})
_JOINING = frozenset({"of"})
_OPENING = frozenset({"available", "yes_no", "condition", "what_about"})  # "Can a customer keep X in Y?", "if a customer keeps ..."
_LATEST = 4  # The last mention that may be a party, and the reach of a verb.


def is_done_by_others(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether somebody who is named before the verb keeps data, or data are opened; commas stand before the mentions `pauses`."""
    opening = next((at for at, mention in enumerate(mentions) if "opens" in mention.cues), 0)
    return _is_kept(mentions, pauses) or (opening > 0 and _has_object(mentions, opening))


def _is_kept(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    verb = next((at for at, mention in enumerate(mentions) if _KEEPING & set(mention.cues) and _POSSIBLE.isdisjoint(mention.cues)), 0)
    if not verb or not _has_object(mentions, verb):
        return False
    parties = [at for at, mention in enumerate(mentions[: min(verb, _LATEST)]) if _is_party(mention, at)]
    goes_on = min((at for at in pauses if at > verb), default=len(mentions))
    if any(_ASKING_ON & set(mention.cues) for mention in mentions[goes_on:]):
        return False  # "... keeps X in Y, can that be?"
    if not parties or any(names(mention) or _OPENING & set(mention.cues) for mention in mentions[: parties[-1]]):
        return False
    return all({SMALL, UNKNOWN}.issuperset(mention.kinds) or _JOINING & set(mention.cues) for mention in mentions[parties[-1] + 1 : verb])


def _is_party(mention: Mention, at: int) -> bool:
    """Whether a mention is a word for somebody, or a name that is an everyday word too."""
    return bool(_PARTIES & set(mention.cues)) or (
        mention.kinds == (SMALL,) and at > 0 and looks_like_name(mention.text, at) and not mention.text.isupper()
    )


def _has_object(mentions: Sequence[Mention], verb: int) -> bool:
    """Whether data or a product follow a verb before any place."""
    for mention in mentions[verb + 1 : verb + 1 + _LATEST]:
        if is_place(mention):
            return False
        if {DATA, EVERYDAY, PRODUCT} & set(mention.kinds) or {"data", "it", "those"} & set(mention.cues):
            return True
    return False
