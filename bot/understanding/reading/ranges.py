"""Numbers of regions that are a range ("two or three regions", "between 1 and 3 regions", "more than one region but fewer than four")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.linking.lexicon import PRODUCT, UNIT
from bot.understanding.linking.mentions import Mention, cues_of
from bot.understanding.syntax.question import Count
from bot.understanding.syntax.scope import Mentions, is_place, names

_COUNTED = frozenset({"location_noun"})
_BOUNDS = frozenset({"more_than", "fewer_than", "at_least", "at_most"})
_PARTING = frozenset({"aux", "product", "not", "which"})
_REACH = 3  # So many words before a number its bound stands at most, and so many after it what it counts.
_REACH_OF_SECOND = 5  # So many words after the first number the second stands at most.


def range_of(mentions: Mentions, numbers: Sequence[tuple[int, float]]) -> Count | None:
    """The range that two of some numbers, with their positions, are the bounds of, where they count regions."""
    for (first, one), (second, other) in pairwise(numbers):
        between = mentions[first + 1 : second]
        if not between or len(between) > _REACH_OF_SECOND or any(map(_parts, between)):
            continue
        before, joining = cues_of(mentions[max(0, first - _REACH) : first + 1]), cues_of(between)
        if (joining | cues_of(_counted(mentions, second))).isdisjoint(_COUNTED) or "not" in before:
            continue
        if bounded := _between_bounds(int(one), before & _BOUNDS, int(other), (joining | set(mentions[second].cues)) & _BOUNDS):
            return bounded
        if before & _BOUNDS or joining & (_BOUNDS | _COUNTED) or len(between) > 1 or joining.isdisjoint({"or", "and", "toward", "at", "until"}):
            continue
        if one < other:
            return Count(int(one), int(other))
    return None


def _between_bounds(one: int, before: frozenset[str], other: int, joining: frozenset[str] | set[str]) -> Count | None:
    """The range from what one number bounds below, to what another bounds above; None where they are no such bounds."""
    lower, upper = before & {"more_than", "at_least"}, joining & {"fewer_than", "at_most"}
    if not lower or not upper or before - lower or joining - upper:
        return None
    return Count(one + ("more_than" in lower), other - ("fewer_than" in upper))


def _counted(mentions: Mentions, number: int) -> list[Mention]:
    """What stands after a number that it may count."""
    found: list[Mention] = []
    for other in mentions[number + 1 : number + 1 + _REACH]:
        if _parts(other):
            break
        found.append(other)
    return found


def _parts(mention: Mention) -> bool:
    """Whether a mention names something, or is of another part of the sentence."""
    return is_place(mention) or names(mention) or not {PRODUCT, UNIT}.isdisjoint(mention.kinds) or not _PARTING.isdisjoint(mention.cues)
