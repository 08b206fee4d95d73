"""Products, or places, that are set beside each other as if "and" joined them ("not only X but also Y", "X, like Y, is there")."""

from __future__ import annotations

from bot.understanding.lexicon import PRODUCT, SMALL
from bot.understanding.mentions import Mention, as_cue, first_with_cue, has_cue
from bot.understanding.scope import Mentions, is_place, silent
from bot.understanding.sentence import Sentence

NOT_ONLY = frozenset({"not", "only", "but"})


def with_not_only(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "not only X but also Y" read as "X and Y" where a product, or a place, stands for each."""
    at = next((at for at in range(len(mentions) - 1) if _opens(mentions, at)), -1)
    turn = first_with_cue(mentions[at + 2 :], {"but"}, -1) + at + 2 if at >= 0 else -1
    if turn < at + 2 or not has_cue(mentions[turn], {"but"}):
        return mentions
    also = turn + 1 < len(mentions) and has_cue(mentions[turn + 1], {"and"})
    if _next_named(mentions, turn + 1 + also) is None:
        return mentions
    found = [*mentions]
    found[at], found[at + 1], found[turn] = silent(mentions[at]), silent(mentions[at + 1]), as_cue(mentions[turn], "and")
    if also:
        found[turn + 1] = silent(mentions[turn + 1])
    return found


def set_beside(sentence: Sentence, at: int, end: int, cue: str) -> bool:
    """Join to a product the one that it is likened to, from a position with a cue up to `end`, if all is said after it ("X, like Y, can be in Z?").

    Whether it is so.
    """
    mentions = sentence.mentions
    if not end or at < 1 or PRODUCT not in mentions[at - 1].kinds:
        return False
    likened = sum(PRODUCT in mention.kinds for mention in mentions[at + 1 : end])
    if likened != 1 or any(map(is_place, mentions[:at])) or not any(map(is_place, mentions[end:])):
        return False
    mentions[at], sentence.breaks = as_cue(mentions[at], "and", cue), sentence.breaks - {at, end}
    return True


def _opens(mentions: Mentions, at: int) -> bool:
    """Whether "not only" stands at a position, right before a product or a place."""
    both = has_cue(mentions[at], {"not"}) and not has_cue(mentions[at], {"aux"}) and has_cue(mentions[at + 1], {"only"})
    return both and _next_named(mentions, at + 2) is not None


def _next_named(mentions: Mentions, at: int) -> Mention | None:
    """The product or place that stands at a position, small words and what leads to a place passed over."""
    after = next((other for other in mentions[at:] if other.kinds != (SMALL,) and other.cues != ("at",)), None)
    return after if after is not None and (PRODUCT in after.kinds or is_place(after)) else None
