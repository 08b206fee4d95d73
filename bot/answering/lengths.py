"""Lengths of time compared: whether the one that a statement states is, or is enough for, the one asked about."""

from __future__ import annotations

from collections.abc import Container

from bot.knowledge.schema import Duration
from bot.understanding.question import Amount, Question

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_SAME_LENGTH = 0.02


def is_same_length(stated: Duration, asked: Amount) -> bool:
    """Whether two lengths of time are the same, a month and 30 days too."""
    return abs(_days(stated) - _days(asked)) <= _days(asked) * _SAME_LENGTH


def meets_length(question: Question, amount: Amount, duration: Duration, words: Container[str]) -> bool | None:
    """Whether a stated length of time meets the one asked about in a question with these words; None where the statement does not say."""
    cues, longer, same = question.cues, _days(duration) - _days(amount), is_same_length(duration, amount)
    if "still" in cues and duration.until not in words and not amount.bound:
        return None if same else longer > 0
    bound = amount.bound or ("at_least" if cues & {"suffices", "demand"} else "")
    if not bound:
        return same
    if same:
        return bound in ("at_least", "at_most")
    return (longer > 0) == (bound in ("at_least", "more_than"))


def _days(length: Amount | Duration) -> float:
    return length.amount * _DAYS[length.unit]
