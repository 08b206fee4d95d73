"""Dates compared: whether the one that a statement states is the one asked about; what age two dates tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from bot.understanding.syntax.question import OF_AGE, Amount, Date, Question

_FROM_AND_TO, _ANY_YEAR, _YEAR = 2, 2001, 365

# Cues that make a date the bound of a time.
_AROUND = ("before", "later", "more_than", "fewer_than")


def in_order(question: Question, *, day_first: bool) -> Question:
    """The question, the day of each of its dates in figures read first where its language always writes them so."""
    if not (day_first and question.dates):
        return question
    return replace(question, dates=tuple(replace(told, either_order=False) for told in question.dates))


def tells_date(question: Question) -> bool:
    """Whether a date is told, so that it is so or not; after "when" in the question before it, it is what may be the answer."""
    return bool(question.dates) and (not question.kind or "kind" in question.filled)


def dates_hold(question: Question, stated: datetime | None) -> Iterator[bool | None]:
    """For each date of a question whether it is the one stated; None where none is, for other numbers, and for what is before or after a date."""
    around = any(question.near(cue, told.position) for told in question.dates for cue in _AROUND)
    if stated is None:
        yield from (None for told in question.dates if told.year or told.day or told.hour >= 0)
    elif around and len(question.dates) == 1:
        yield _is_beside(question, stated, question.dates[0])
    elif around or not question.dates:
        yield None
    else:
        yield from (_is_date(stated, told) for told in question.dates)


def _is_beside(question: Question, stated: datetime, told: Date) -> bool | None:
    """Whether the date that is stated lies before the year that a question names, or after it, as the word right before that says.

    What was done last then may have been done earlier too.
    """
    cues = {cue for step in (1, 2) for cue in question.cues_at(told.position - step)}
    bounds = cues.intersection(_AROUND)
    if not told.year or told.month or told.hour >= 0 or len(bounds) != 1 or not bounds <= {"before", "later"}:
        return None
    return (stated.year < told.year or None) if "before" in bounds else stated.year > told.year


def with_age(question: Question) -> Question:
    """The question with the age of its subject that two dates tell, one after the other ("a log of 5 January; today is 20 February")."""
    if len(question.dates) != _FROM_AND_TO or question.amounts or not question.concepts:
        return question
    days = _days_between(*question.dates)
    if days is None:
        return question
    return replace(question, dates=(), amounts=(Amount(days, "day", OF_AGE, question.dates[-1].position),))


def _days_between(first: Date, last: Date) -> int | None:
    """How many days lie between two dates, within one year where none is told; None where that is not sure."""
    if not all(told.day and told.month and told.hour < 0 and not told.either_order for told in (first, last)):
        return None
    year = first.year or last.year or _ANY_YEAR
    try:
        days = (date(last.year or year, last.month, last.day) - date(year, first.month, first.day)).days
    except ValueError:
        return None
    if days < 0 and not (first.year or last.year):
        return days + _YEAR
    return days if days >= 0 else None


def _is_date(stated: datetime, asked: Date) -> bool | None:
    """Whether all that is told of a date is so of the one stated; None where that depends on which figure is the month."""
    told = _agrees(stated, asked)
    if asked.either_order and told != _agrees(stated, replace(asked, day=asked.month, month=asked.day)):
        return None
    return told


def _agrees(stated: datetime, asked: Date) -> bool:
    same = all(told in (0, own) for told, own in ((asked.day, stated.day), (asked.month, stated.month), (asked.year, stated.year)))
    return same and asked.hour in (-1, stated.hour) and asked.minute in (-1, stated.minute)
