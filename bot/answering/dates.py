"""Dates compared: whether the one that a statement states is the one asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from bot.understanding.question import Date, Question

# Cues that make a date the bound of a time.
_AROUND = ("before", "later", "more_than", "fewer_than")


def in_order(question: Question, *, day_first: bool) -> Question:
    """The question, the day of each of its dates in figures read first where its language always writes them so."""
    if not (day_first and question.dates):
        return question
    return replace(question, dates=tuple(replace(date, either_order=False) for date in question.dates))


def tells_date(question: Question) -> bool:
    """Whether a date is told, so that it is so or not; after "when" in the question before it, it is what may be the answer."""
    return bool(question.dates) and (not question.kind or "kind" in question.filled)


def dates_hold(question: Question, stated: datetime | None) -> Iterator[bool | None]:
    """For each date of a question whether it is the one stated; None where none is, for other numbers, and for what is before or after a date."""
    around = any(question.near(cue, date.position) for date in question.dates for cue in _AROUND)
    if stated is None:
        yield from (None for date in question.dates if date.year or date.day or date.hour >= 0)
    elif around or not question.dates:
        yield None
    else:
        yield from (_is_date(stated, date) for date in question.dates)


def _is_date(stated: datetime, asked: Date) -> bool | None:
    """Whether all that is told of a date is so of the one stated; None where that depends on which figure is the month."""
    told = _agrees(stated, asked)
    if asked.either_order and told != _agrees(stated, replace(asked, day=asked.month, month=asked.day)):
        return None
    return told


def _agrees(stated: datetime, asked: Date) -> bool:
    date = all(told in (0, own) for told, own in ((asked.day, stated.day), (asked.month, stated.month), (asked.year, stated.year)))
    return date and asked.hour in (-1, stated.hour) and asked.minute in (-1, stated.minute)
