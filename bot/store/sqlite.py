"""The store in a SQLite file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import Forgotten, StoreUnavailable
from bot.records import Click, Delivery, Incoming, Place, StoredTurn, Vote
from bot.store import erasing
from bot.store.database import Database, connect, prepare
from bot.store.protocol import INBOX_SECONDS
from bot.store.reviewing import SqliteReviews
from bot.store.rows import DELIVERY_COLUMNS, TURN_COLUMNS, UPDATE_DELIVERY, delivery_of, delivery_row, insert, turn_of, turn_row
from bot.store.schema import MIGRATIONS
from bot.store.threads import JUDGED, judged, put_in_place, thread_query
from bot.store.voting import fold
from bot.store.writer import Writer

_DONE = "UPDATE inbox SET done = 1, user = '', payload = x'' WHERE key = ? AND done = 0"
_FORGOTTEN = "SELECT 1 FROM inbox WHERE key = ? AND NOT EXISTS (SELECT 1 FROM turns WHERE origin = ?)"
_VOTE = "SELECT turn, user, value, iif(explained = value, reason, ''), iif(explained = value, comment, ''), at FROM votes"


class SqliteStore(SqliteReviews):
    """A ReviewStore in one file; see the protocol. One thread owns the connection, and what is written at the same moment shares a commit."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open or make the file. `clock` gives Unix seconds. Raises StoreError with the path and the remedy."""
        prepare(path, MIGRATIONS, partial(_beat, clock()))
        self._clock = clock
        self._writer = Writer(str(path), partial(connect, path))

    def accept(self, incoming: Incoming) -> bool:
        """See the protocol."""
        return self._writer.write(partial(_accept, incoming))

    def accept_soon(self, incoming: Incoming) -> Future[bool]:
        """See the protocol."""
        return self._writer.write_soon(partial(_accept, incoming))

    def unfinished(self) -> list[Incoming]:
        """See the protocol."""
        rows = self._rows("SELECT key, user, payload, received FROM inbox WHERE done = 0 ORDER BY seq")
        return [Incoming(*row) for row in rows]

    def done(self, key: str) -> None:
        """See the protocol."""
        self._writer.write(lambda database: database.execute(_DONE, [key]) and None)

    def save(self, turn: StoredTurn, delivery: Delivery | None, done: str = "") -> StoredTurn:
        """See the protocol."""
        return self._writer.write(_saving(turn, delivery, done))

    def save_soon(self, turn: StoredTurn, delivery: Delivery | None, done: str = "") -> Future[StoredTurn]:
        """See the protocol."""
        return self._writer.write_soon(_saving(turn, delivery, done))

    def turn(self, turn_id: str) -> StoredTurn | None:
        """See the protocol."""
        return self._turn("WHERE turns.id = ?", turn_id)

    def by_origin(self, origin: str) -> StoredTurn | None:
        """See the protocol."""
        return self._turn("WHERE turns.origin = ?", origin)

    def by_message(self, team: str, channel: str, ts: str) -> StoredTurn | None:
        """See the protocol."""
        if not ts:
            return None
        shown = "JOIN deliveries ON deliveries.turn = turns.id WHERE turns.team = ? AND deliveries.channel = ? AND deliveries.ts = ?"
        return self._turn(f"{shown} AND deliveries.ts <> '' ORDER BY turns.seq DESC LIMIT 1", team, channel, ts)

    def thread(self, place: Place, before: str = "", *, anew: bool = False) -> list[StoredTurn]:
        """See the protocol."""
        if not place.thread:
            return []
        query, values = thread_query(place, before, anew)
        return [turn_of(row) for row in self._writer.read(lambda database: database.execute(query, values).fetchall())]

    def recent(self, team: str, user: str, limit: int) -> list[StoredTurn]:
        """See the protocol."""
        return self._turns("WHERE user = ? AND team = ? ORDER BY seq DESC LIMIT ?", user, team, limit)

    def deliveries(self) -> list[Delivery]:
        """See the protocol."""
        unsent = "WHERE deliveries.state IN ('pending', 'sending') ORDER BY turns.seq"
        return [delivery_of(row) for row in self._rows(f"SELECT {DELIVERY_COLUMNS} FROM deliveries JOIN turns ON turns.id = turn {unsent}")]

    def delivery(self, turn_id: str) -> Delivery | None:
        """See the protocol."""
        rows = self._rows(f"SELECT {DELIVERY_COLUMNS} FROM deliveries WHERE turn = ?", turn_id)
        return delivery_of(rows[0]) if rows else None

    def set_delivery(self, delivery: Delivery) -> None:
        """See the protocol."""
        self._writer.write(partial(_set_delivery, delivery))

    def set_delivery_soon(self, delivery: Delivery) -> Future[None]:
        """See the protocol."""
        return self._writer.write_soon(partial(_set_delivery, delivery))

    def rate(self, click: Click) -> Vote | None:
        """See the protocol."""
        return self._writer.write(partial(_rate, click))

    def explain_vote(self, turn_id: str, user: str, reason: str, comment: str) -> Vote | None:
        """See the protocol."""
        return self._writer.write(partial(_explain, turn_id, user, reason, comment))

    def votes(self, turn_id: str) -> list[Vote]:
        """See the protocol."""
        return [Vote(*row) for row in self._rows(f"{_VOTE} WHERE turn = {JUDGED} ORDER BY user", turn_id)]

    def purge(self, before: float) -> int:
        """See the protocol."""
        keys_before = min(before, self._clock() - INBOX_SECONDS)
        return self._erase(erasing.turns_before(before), erasing.rest_before(before, keys_before))

    def forget(self, user: str) -> int:
        """See the protocol."""
        return self._erase(erasing.turns_of(user), erasing.rest_of(user))

    def is_writable(self) -> bool:
        """See the protocol."""
        try:
            self._writer.write(partial(_beat, self._clock()))
        except StoreUnavailable:
            return False
        return True

    def close(self) -> None:
        """See the protocol."""
        self._writer.close()

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._writer.read(lambda database: database.execute(sql, values).fetchall())

    def _turns(self, which: str, *values: Any) -> list[StoredTurn]:
        return [turn_of(row) for row in self._rows(f"SELECT {TURN_COLUMNS} FROM turns {which}", *values)]

    def _turn(self, which: str, *values: Any) -> StoredTurn | None:
        return next(iter(self._turns(which, *values)), None)

    def _erase(self, turns: erasing.Piece, rest: Iterable[erasing.Piece]) -> int:
        """All pieces until nothing is left; how many turns went."""
        gone = self._repeat(turns)
        for piece in rest:
            self._repeat(piece)
        erasing.as_soon_as_unlocked(partial(self._writer.alone, erasing.rewrite))
        return gone

    def _repeat(self, piece: erasing.Piece) -> int:
        total = 0
        while deleted := erasing.as_soon_as_unlocked(partial(self._writer.write, piece)):
            total += deleted
        return total


def _beat(moment: float, database: Database) -> None:
    """A write without any meaning."""
    database.execute("INSERT INTO heartbeat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at", [moment])


def _accept(incoming: Incoming, database: Database) -> bool:
    row = {"key": incoming.key, "user": incoming.user, "payload": incoming.payload, "received": incoming.received}
    return database.execute(insert("inbox", row), row).rowcount == 1


def _saving(turn: StoredTurn, delivery: Delivery | None, done: str) -> Callable[[Database], StoredTurn]:
    if delivery is not None and delivery.turn != turn.id:
        raise ValueError("the delivery of another turn")
    return partial(_save, turn, delivery, done)


def _save(turn: StoredTurn, delivery: Delivery | None, done: str, database: Database) -> StoredTurn:
    # An event that is finished without its turn was emptied while it was being answered.
    if done and not database.execute(_DONE, [done]).rowcount and database.execute(_FORGOTTEN, [done, turn.origin]).fetchone():
        raise Forgotten(f"event {done} was forgotten before it was answered")
    row = turn_row(turn)
    inserted = database.execute(insert("turns", row), row)
    if inserted.rowcount:
        put_in_place(turn, inserted.lastrowid or 0, database)
        if delivery is not None:
            row = delivery_row(delivery)
            database.execute(insert("deliveries", row), row)
        return turn
    return turn_of(database.execute(f"SELECT {TURN_COLUMNS} FROM turns WHERE origin = ?", [turn.origin]).fetchone())


def _set_delivery(delivery: Delivery, database: Database) -> None:
    row = delivery_row(delivery)
    if not database.execute(UPDATE_DELIVERY, row).rowcount and _has_turn(delivery.turn, database):
        database.execute(insert("deliveries", row), row)


def _rate(click: Click, database: Database) -> Vote | None:
    turn = judged(click.turn, database)
    if not turn:
        return None
    row = {"turn": turn, "user": click.user, "at": click.at, "value": click.value}
    database.execute(insert("clicks", row), row)
    clicks = database.execute("SELECT turn, user, value, at FROM clicks WHERE turn = ? AND user = ?", [turn, click.user]).fetchall()
    value, at = fold(Click(*row) for row in clicks)
    change = "ON CONFLICT (turn, user) DO UPDATE SET value = excluded.value, at = excluded.at"
    database.execute(f"INSERT INTO votes (turn, user, value, at) VALUES (?, ?, ?, ?) {change}", [turn, click.user, value, at])
    return _vote(turn, click.user, database)


def _explain(turn_id: str, user: str, reason: str, comment: str, database: Database) -> Vote | None:
    turn = judged(turn_id, database)
    explained = "UPDATE votes SET explained = value, reason = ?, comment = ? WHERE turn = ? AND user = ? AND value <> ''"
    return _vote(turn, user, database) if database.execute(explained, [reason, comment, turn, user]).rowcount else None


def _vote(turn: str, user: str, database: Database) -> Vote:
    return Vote(*database.execute(f"{_VOTE} WHERE turn = ? AND user = ?", [turn, user]).fetchone())


def _has_turn(turn_id: str, database: Database) -> bool:
    return database.execute("SELECT 1 FROM turns WHERE id = ?", [turn_id]).fetchone() is not None
