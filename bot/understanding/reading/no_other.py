"""That there is no other place than the one named ("no other hosting option for X but Y", "X has no region besides Y"): that X is only there."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue
from bot.understanding.syntax.scope import Mentions, is_place, silent

_SETTING_APART = frozenset({"than", "but", "because", "besides", "outside", "except"})
_DENYING = frozenset({"not", "none", "without"})
_CONFIRMING = frozenset({"confirm", "yes"})
_CHOICES = frozenset({"other", "location_noun", "available"})
_REACH = 8  # So many words before what sets a place apart, it is denied at most that there is another.

# What a sentence has that says so.
MAY_DENY_OTHERS = _SETTING_APART - {"outside", "except"}
DENYING_OTHERS = _DENYING | {"only"}


def with_no_other(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, the word before the place that there is no other than saying "only", or "outside" under the denial."""
    for at in range(1, len(mentions) - 1):
        if _sets_apart_place(mentions, at) and (denial := _denial(mentions, at)) >= 0:
            if "only" in mentions[denial].cues:
                return [*mentions[:denial], silent(mentions[denial]), *mentions[denial + 1 : at], as_cue(mentions[at], "only"), *mentions[at + 1 :]]
            return [*mentions[:at], as_cue(mentions[at], "outside"), *mentions[at + 1 :]]
    return mentions


def _sets_apart_place(mentions: Mentions, at: int) -> bool:
    """Whether a word stands right before a place and may set it apart from all others."""
    if not has_cue(mentions[at], _SETTING_APART) or is_place(mentions[at]):
        return False
    after = at + 1
    while after < len(mentions) - 1 and (mentions[after].kinds == (SMALL,) or mentions[after].cues == ("at",)):
        after += 1
    return is_place(mentions[after])


def _denial(mentions: Mentions, at: int) -> int:
    """Where it is denied that there is a place, or another, than the one that the word at a position sets apart; -1 where nothing is."""
    choice = False
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        mention = mentions[before]
        if is_place(mention) or has_cue(mention, _CONFIRMING):
            return -1
        if choice and (has_cue(mention, _DENYING) or mention.cues == ("only",)):
            return before
        choice = choice or CONCEPT in mention.kinds or has_cue(mention, _CHOICES)
    return -1
