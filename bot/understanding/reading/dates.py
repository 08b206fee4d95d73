"""Dates and times of day that a clause names, however they are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from bot.folding import words
from bot.knowledge.vocabulary import MONTHS
from bot.understanding.linking.lexicon import NUMBER, UNIT
from bot.understanding.linking.mentions import Mention, have_cue, keys_of
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import YEARS, Date

_MONTH_OF = {cue: number for number, cue in enumerate(MONTHS, start=1)}
_DAYS, _HOURS, _MINUTES = range(1, 32), range(24), range(60)
_CENTURY, _SHORT_YEARS, _NOON = 2000, range(10, 40), 12
_ALL_OF_DATE, _DAY_AND_MONTH = 3, 2
_REACH = 2  # So many tokens lie at most from a day to its month, and from that to its year ("8 of May of 2022").
_PARTED = 2  # A mark between two numbers ("9:04") makes the step from one to the next so long.


class _Piece(Struct, frozen=True, gc=False):
    """A number or a month, by the token that it stands at, and by its mention."""

    token: int
    at: int
    number: int = 0
    digits: int = 0
    month: int = 0


def dates_of(clause: Clause) -> tuple[Date, ...]:
    """The dates and times of day in a clause."""
    if NUMBER not in clause.kinds and _MONTH_OF.keys().isdisjoint(clause.said):
        return ()
    mentions = clause.mentions
    pieces = [piece for at, mention in enumerate(mentions) for piece in _pieces(mention, at)]
    found: list[Date] = []
    index = 0
    while index < len(pieces):
        length, date = _date_at(pieces, index, mentions)
        found += [date] if date else []
        index += length
    return tuple(found)


def _pieces(mention: Mention, at: int) -> list[_Piece]:
    """The numbers written in a mention, and its month."""
    month = next((_MONTH_OF[cue] for cue in mention.cues if cue in _MONTH_OF), 0) if mention.cues else 0
    if not month and not (NUMBER in mention.kinds and mention.text.isdecimal()):
        return []
    found = [_Piece(mention.start + step, at, int(word), len(word)) for step, word in enumerate(words(mention.text)) if word.isdecimal()]
    return [*found, _Piece(mention.start, at, month=month)] if month else found


def _date_at(pieces: Sequence[_Piece], index: int, mentions: Sequence[Mention]) -> tuple[int, Date | None]:
    """How many pieces from `index` on make one date, and that date, if they do."""
    numbers = _numbers_from(pieces, index)
    if len(numbers) == _ALL_OF_DATE and (date := _of_three(numbers)):
        return _ALL_OF_DATE, date
    near = _near(pieces, index)
    if any(piece.month for piece in near):
        return len(near), _with_month(near)
    if len(numbers) >= _DAY_AND_MONTH:
        first, second = numbers[:_DAY_AND_MONTH]
        if second.token - first.token == _PARTED and second.digits == 2 and first.number in _HOURS and second.number in _MINUTES:
            return _DAY_AND_MONTH, _time(first, second, mentions)
        if second.token - first.token == 1 and first.number in _DAYS and second.number in range(1, len(MONTHS) + 1):
            return _DAY_AND_MONTH, Date(first.at, day=first.number, month=second.number, either_order=second.number != first.number)
    piece = pieces[index]
    if piece.number in YEARS:
        return 1, Date(piece.at, year=piece.number)
    return 1, Date(piece.at, day=piece.number) if piece.number in _DAYS and _follows_day(piece, mentions) else None


def _numbers_from(pieces: Sequence[_Piece], index: int) -> list[_Piece]:
    """The numbers written in one go from `index` on, three at most."""
    found: list[_Piece] = []
    for piece in islice(pieces, index, index + _ALL_OF_DATE):
        if piece.month or (found and piece.token - found[-1].token > _PARTED):
            break
        found.append(piece)
    return found


def _of_three(numbers: Sequence[_Piece]) -> Date | None:
    """A date in figures: the year first and then the month, or the year last."""
    first, second, third = (piece.number for piece in numbers)
    if first in YEARS and second <= len(MONTHS) and third in _DAYS:
        return Date(numbers[0].at, day=third, month=second, year=first)
    year = third + _CENTURY if third in _SHORT_YEARS and numbers[2].digits == 2 else third
    if year not in YEARS or first not in _DAYS or second not in _DAYS:
        return None
    if second > len(MONTHS):
        first, second = second, first
    if second > len(MONTHS):
        return None
    return Date(numbers[0].at, day=first, month=second, year=year, either_order=max(first, second) <= len(MONTHS) and first != second)


def _near(pieces: Sequence[_Piece], index: int) -> list[_Piece]:
    """The pieces of a date with its month written out: one month, and a day and a year at most, near each other."""
    found: list[_Piece] = []
    for piece in islice(pieces, index, index + _ALL_OF_DATE):
        step = piece.token - found[-1].token if found else 0
        twice = any(bool(piece.month) == bool(other.month) and (piece.number in YEARS) == (other.number in YEARS) for other in found)
        if twice or step > _REACH + 1 or not (piece.month or piece.number in _DAYS or piece.number in YEARS):
            break
        found.append(piece)
    return found


def _with_month(pieces: Sequence[_Piece]) -> Date:
    """The date of pieces of which one is a month."""
    return Date(
        pieces[0].at,
        day=next((piece.number for piece in pieces if piece.number in _DAYS), 0),
        month=next(piece.month for piece in pieces if piece.month),
        year=next((piece.number for piece in pieces if piece.number in YEARS), 0),
    )


def _time(hour: _Piece, minute: _Piece, mentions: Sequence[Mention]) -> Date:
    """A time of day; the half of the day may be told after it."""
    later = have_cue(mentions[minute.at + 1 : minute.at + 2], {"past_noon"})
    return Date(hour.at, hour=hour.number + (_NOON if later and hour.number < _NOON else 0), minute=minute.number)


def _follows_day(piece: _Piece, mentions: Sequence[Mention]) -> bool:
    """Whether the word for a day stands right before a number ("day 5")."""
    return any(UNIT in mention.kinds and "day" in keys_of(mention.meanings) for mention in mentions[max(0, piece.at - 1) : piece.at])
