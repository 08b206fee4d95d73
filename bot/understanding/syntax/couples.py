"""Products, or places, that are set beside each other as if "and" joined them ("not only X but also Y", "X, like Y, is there")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, first_with_cue, has_cue, have_cue
from bot.understanding.syntax.scope import Mentions, is_place, silent
from bot.understanding.syntax.sentence import Sentence

NOT_ONLY = frozenset({"not", "only"})
_LEADING = frozenset({"at", "of", "from", "data"})
_DENYING = frozenset({"not", "never", "none", "lacks", "without"})


def with_not_only(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "not only X but also Y", and "Y, not only X", read as "X and Y" where a product, place or kind of data stands for each."""
    at = next((at for at in range(len(mentions) - 1) if _opens(mentions, at)), -1)
    if at < 0:
        return mentions
    found = [*mentions]
    found[at] = found[at + 1] = silent(mentions[at])
    turn = first_with_cue(mentions[at + 2 :], {"but"}, -1) + at + 2
    if turn >= at + 2:
        also = turn + 1 < len(mentions) and "and" in mentions[turn + 1].cues
        if _next_named(mentions, turn + 1 + also) is None:
            return mentions
        found[turn] = as_cue(mentions[turn], "and")
        if also:
            found[turn + 1] = silent(mentions[turn + 1])
        return found
    before = at - 1
    while before > 0 and (mentions[before].kinds == (SMALL,) or has_cue(mentions[before], {"and", "but"})):
        before -= 1
    if before < 0 or not _is_named(mentions[before]) or have_cue(mentions[:before], _DENYING) or not _is_alike(mentions, before, at + 2):
        return mentions
    found[before + 1 : at] = [silent(mention) for mention in mentions[before + 1 : at]]
    found[at] = as_cue(mentions[at], "and")
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
    """Whether "not only" stands at a position, right before what it names, or before a verb and a place that others are added to."""
    both = "not" in mentions[at].cues and "aux" not in mentions[at].cues and "only" in mentions[at + 1].cues
    return both and (_next_named(mentions, at + 2) is not None or _adds_place(mentions[at + 2 :]))


def _adds_place(mentions: Mentions) -> bool:
    """Whether a place is named, after a verb and maybe what it is said of, and another after "but" ("keeps frobs in X but also in Y")."""
    turn = first_with_cue(mentions, {"but"}, 0)
    other = _next_named(mentions, turn + 1 + ("and" in mentions[turn + 1].cues)) if 0 < turn < len(mentions) - 1 else None
    return other is not None and is_place(other) and any(map(is_place, mentions[:turn]))


def _is_named(mention: Mention) -> bool:
    return PRODUCT in mention.kinds or DATA in mention.kinds or is_place(mention)


def _is_alike(mentions: Mentions, before: int, after: int) -> bool:
    """Whether what is named at a position is of the sort of what is named next after another one."""
    named, other = mentions[before], _next_named(mentions, after)
    return other is not None and is_place(named) == is_place(other) and (PRODUCT in named.kinds) == (PRODUCT in other.kinds)


def _next_named(mentions: Mentions, at: int) -> Mention | None:
    """What is named at a position, small words and what leads to a place or to data passed over."""
    after = next((other for other in mentions[at:] if other.kinds != (SMALL,) and not (other.cues and _LEADING.issuperset(other.cues))), None)
    return after if after is not None and _is_named(after) else None
