"""Lengths of time in the units that articles use: seconds are told in minutes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.vocabulary import MINUTE, SECOND, SECONDS_IN_MINUTE
from bot.understanding.linking.lexicon import NUMBER, UNIT
from bot.understanding.linking.mentions import Mention, have_cue, have_kind, parted

_LONGEST = 4  # So many mentions a verb and the length of time after it are at most.


def measured(mention: Mention, number: float | None) -> tuple[str, float | None]:
    """The unit that a mention names, and the number before it, in minutes where it counts seconds."""
    unit = next(key for kind, key in parted(mention.meanings) if kind == UNIT)
    if unit != SECOND:
        return unit, number
    return MINUTE, None if number is None else number / SECONDS_IN_MINUTE


def offers_length(mentions: Sequence[Mention]) -> bool:
    """Whether a question begins with a length of time of which it asks if it is the one that something takes ("is it a year how long ...?")."""
    unit = next((at for at, mention in enumerate(mentions[:_LONGEST]) if UNIT in mention.kinds), -1)
    return unit >= 0 and (have_cue(mentions[:1], {"aux"}) or _is_said_of(mentions, unit))


def _is_said_of(mentions: Sequence[Mention], unit: int) -> bool:
    """Whether only the length of time that ends with a unit stands before a verb ("a year is how long ...")."""
    verb = mentions[unit + 1 : unit + 2]
    return is_length(mentions[: unit + 1]) and have_cue(verb, {"aux", "what_about"}) and not have_cue(verb, {"and"})


def is_length(mentions: Sequence[Mention]) -> bool:
    """Whether mentions are a number and a unit of time, and no more."""
    return have_kind(mentions, UNIT) and all({NUMBER, UNIT}.intersection(mention.kinds) for mention in mentions)
