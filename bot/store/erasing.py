"""Rows deleted so that no byte of them stays.

SQLite overwrites what is deleted (secure_delete), but not the copies that moving rows between pages leaves in the gaps
(measured: about 200 of 20,000 texts were still in the file). So the file is written anew after erasing. Deleting is done
in short pieces, so that votes and events are kept in between; a piece returns how many rows it deleted, and is called again
until that is 0.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.errors import StoreUnavailable
from bot.store.database import Database

_PIECE = 200
_PATIENCE_SECONDS = 30.0

T = TypeVar("T")
Piece = Callable[[Database], int]


def turns_before(moment: float) -> Piece:
    """Turns asked before a Unix time; deliveries, clicks and votes go with them."""
    return partial(_delete, "turns", "seq", "asked < ?", moment)


def turns_of(user: str) -> Piece:
    """Turns that a person asked, and those whose text they wrote."""
    return partial(_delete, "turns", "seq", "user = ?1 OR (author = ?1 AND author <> '')", user)


def rest_before(moment: float, keys_before: float) -> list[Piece]:
    """Contents of events received before `moment`, and keys of those received before `keys_before`."""
    return [partial(_empty, "received < ?", moment), partial(_delete, "inbox", "seq", "received < ?", keys_before)]


def rest_of(user: str) -> list[Piece]:
    """A person's events, clicks and votes on turns of others with what they were found for, and as a maintainer's their name and words."""
    return [
        partial(_empty, "user = ?", user),
        *(partial(_delete, table, "turn, user", "user = ?", user) for table in ("clicks", "votes", "findings")),
        partial(_blank, "actions", "who = '', text = ''", "who = ?1 AND who <> ''", user),
        partial(_blank, "actions", "value = ''", "what = 'assigned' AND value = ?1 AND value <> ''", user),
        partial(_blank, "items", "assignee = ''", "assignee = ?1 AND assignee <> ''", user),
    ]


def _blank(table: str, change: str, condition: str, value: str, database: Database) -> int:
    """Rows stay, what they tell of a person goes."""
    found = f"SELECT rowid FROM {table} WHERE {condition} LIMIT {_PIECE}"
    return database.execute(f"UPDATE {table} SET {change} WHERE rowid IN ({found})", [value]).rowcount


def _delete(table: str, key: str, condition: str, value: str | float, database: Database) -> int:
    found = f"SELECT {key} FROM {table} WHERE {condition} LIMIT {_PIECE}"
    return database.execute(f"DELETE FROM {table} WHERE ({key}) IN ({found})", [value]).rowcount


def _empty(condition: str, value: str | float, database: Database) -> int:
    """Events lose their contents; one that waits will not be answered."""
    found = f"SELECT seq FROM inbox WHERE {condition} AND (done = 0 OR user <> '') LIMIT {_PIECE}"
    return database.execute(f"UPDATE inbox SET done = 1, user = '', payload = x'' WHERE seq IN ({found})", [value]).rowcount


def as_soon_as_unlocked(work: Callable[[], T]) -> T:
    """What work gives; tried again while other processes have the file locked, since half of a person's data gone is none of a promise.

    Raises StoreUnavailable for anything else, and for a lock that lasts for half a minute.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return work()
        except StoreUnavailable as error:
            code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise


def rewrite(database: Database) -> None:
    """Write the file anew without any gap, and leave nothing in its journals. 200 MB take 3 to 5 s."""
    database.execute("PRAGMA temp_store = FILE")  # The copy would else be held in memory.
    try:
        database.execute("VACUUM")
    finally:
        database.execute("PRAGMA temp_store = MEMORY")
    # A write-ahead log is moved into the file and cut to nothing; a rollback journal was truncated by the commit.
    busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreUnavailable("the write-ahead log is in use by another process")
