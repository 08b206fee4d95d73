"""How old something is, told by the time passed since ("it broke, and now, 8 months later, they want the logs. Are they still there?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import NUMBER, UNIT
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.syntax.question import OF_AGE

# Cues of a story of what was before, or is now, and of the words that tell how much later it is.
_TELLING = frozenset({"past", "uses_now"})
_LATER = frozenset({"later", "still"})

# What a message has in which an age may be told so.
AGEING = frozenset({"still"})


def with_ages(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "later" after a length of time in a story telling an age, where it is then asked if something is still there."""
    return [as_cue(mention, OF_AGE) if _tells_age(mentions, at) else mention for at, mention in enumerate(mentions)]


def _tells_age(mentions: list[Mention], at: int) -> bool:
    """Whether the mention at a place ends a length of time that has passed in a story."""
    if at < 2 or UNIT not in mentions[at - 1].kinds or NUMBER not in mentions[at - 2].kinds or not has_cue(mentions[at], _LATER):
        return False
    told = not has_cue(mentions[at], {OF_AGE}) and have_cue(mentions[: at - 1], _TELLING)
    return told and have_cue(mentions[at + 1 :], AGEING)
