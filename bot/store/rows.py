"""Records as rows of the SQLite store, and back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import fields

from bot.records import Delivery, Place, StoredTurn

_PLACE = tuple(field.name for field in fields(Place))
_TURN = tuple(field.name for field in fields(StoredTurn) if field.name not in ("place", "evidence"))
_DELIVERY = tuple(field.name for field in fields(Delivery))


def _columns(table: str, names: Sequence[str]) -> str:
    return ", ".join(f'{table}."{name}"' for name in names)


TURN_COLUMNS = _columns("turns", (*_TURN, *_PLACE, "evidence"))
DELIVERY_COLUMNS = _columns("deliveries", _DELIVERY)
_CHANGES = ", ".join(f'"{name}" = :{name}' for name in _DELIVERY if name != "turn")  # A key that is set is looked up again, though it stays.
UPDATE_DELIVERY = f"UPDATE deliveries SET {_CHANGES} WHERE turn = :turn"


def turn_row(turn: StoredTurn) -> dict[str, Any]:
    """A turn's values by their columns."""
    values = {name: getattr(turn, name) for name in _TURN}
    values.update({name: getattr(turn.place, name) for name in _PLACE})
    return {**values, "evidence": msgspec.json.encode(turn.evidence).decode()}


def turn_of(row: Sequence[Any]) -> StoredTurn:
    """A turn from the values of TURN_COLUMNS."""
    values = dict(zip(_TURN, row, strict=False))
    place = Place(*row[len(_TURN) : len(_TURN) + len(_PLACE)])
    return StoredTurn(**values, place=place, evidence=msgspec.json.decode(row[-1], type=list[str]))


def delivery_row(delivery: Delivery) -> dict[str, Any]:
    """A delivery's values by their columns."""
    return {name: getattr(delivery, name) for name in _DELIVERY}


def delivery_of(row: Sequence[Any]) -> Delivery:
    """A delivery from the values of DELIVERY_COLUMNS."""
    return Delivery(**dict(zip(_DELIVERY, row, strict=True)))


def insert(table: str, row: dict[str, Any]) -> str:
    """An INSERT of a row with named values, which does nothing where a unique value is there already.

    >>> insert("inbox", {"key": 1})
    'INSERT INTO inbox ("key") VALUES (:key) ON CONFLICT DO NOTHING'
    """
    return _insert(table, tuple(row))


@cache
def _insert(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING"
