"""A SQLite file opened safely: folder made, journal chosen by the library's version, every pragma read back, schema migrated.

The only importer of sqlite_utils. The connection is made here and handed to it, since a file that it opens itself waits
5 s for locks and needs the thread that opened it.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database, Migrations

from bot.errors import StoreError

T = TypeVar("T")

__all__ = ["Database", "Migrations", "connect", "journal_mode", "prepare"]

BUSY_MILLISECONDS = 700  # Slack waits 3 s: a lock must be given up before, by what waits already and by what comes then.
LOCK_SECONDS = 30.0
# How long a file that others write is waited for when it is opened, and how often one looks: between the commits of somebody who writes
# without pause there are moments, which SQLite, looking ever less often, misses (8 of 20 times within 0.7 s).
OPENING_SECONDS, _MOMENT = 10.0, 0.001

# Releases whose WAL is sound. Before, connections that write and checkpoint together can corrupt the file: fixed in 3.51.3
# and in two older branches (sqlite.org/wal.html, "The WAL-reset bug").
_SOUND_WAL = (((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), (99, 0, 0)))

# What a person can do, by SQLite's primary result code.
_REMEDIES = {
    sqlite3.SQLITE_READONLY: "make the file and its folder writable for this user, or name another file in SQLITE_PATH",
    sqlite3.SQLITE_PERM: "make the file and its folder writable for this user, or name another file in SQLITE_PATH",
    sqlite3.SQLITE_CANTOPEN: "make the file and its folder readable and writable for this user, or name another file in SQLITE_PATH",
    sqlite3.SQLITE_NOTADB: "name another file in SQLITE_PATH",
    sqlite3.SQLITE_CORRUPT: "move the file away and put its last backup in its place",
    sqlite3.SQLITE_BUSY: "end the process that has locked it",
    sqlite3.SQLITE_FULL: "free space on its disk",
}


def journal_mode(version: tuple[int, int, int]) -> str:
    """The journal for a version of SQLite: WAL where it is sound, else the rollback journal.

    That is truncated, not deleted: with synchronous=FULL the truncation is synced, while a deletion is not before the folder
    is, so that a loss of power could bring the journal back and undo the last commit (sqlite.org/pragma.html, synchronous).

    >>> journal_mode((3, 40, 1)), journal_mode((3, 51, 3)), journal_mode((3, 51, 2)), journal_mode((3, 44, 6))
    ('truncate', 'wal', 'truncate', 'wal')
    """
    return "wal" if any(first <= version < end for first, end in _SOUND_WAL) else "truncate"


def connect(path: Path) -> Database:
    """A connection to an existing file, for the calling thread alone. Raises sqlite3.Error, or StoreError for a pragma that did not take."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    try:
        for name, value in _pragmas():
            # Fetched and read back: under an injected I/O error a pragma that nobody fetched kept its old value silently.
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if found != value:
                raise StoreError(f"{path}: SQLite keeps {name} at {found}, {value} is needed: end other processes that use the file")
    except (sqlite3.Error, StoreError):
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def _pragmas() -> Iterator[tuple[str, str | int]]:
    yield "busy_timeout", BUSY_MILLISECONDS
    yield "journal_mode", journal_mode(sqlite3.sqlite_version_info)
    yield "synchronous", 2  # FULL
    yield "foreign_keys", 1
    yield "secure_delete", 1
    yield "temp_store", 2  # MEMORY: no file with what people wrote beside the database


def prepare(path: Path, migrations: Migrations, probe: Callable[[Database], None]) -> None:
    """Make the file and its folder, migrate it, and try `probe`, a write. Raises StoreError with the path and the remedy.

    Several processes may do so at once: one migrates, the others wait.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            _make(path)
            end = time.monotonic() + OPENING_SECONDS
            database = _as_soon_as_unlocked(partial(connect, path), end)
            try:
                # At once for writing, so that a running Onde is waited for instead of failing in the middle.
                database.execute("PRAGMA busy_timeout = 0").fetchall()
                _as_soon_as_unlocked(partial(database.execute, "BEGIN IMMEDIATE"), end)
                database.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}").fetchall()
                _migrate(database, path, migrations)
                probe(database)
                database.execute("COMMIT")
            finally:
                database.close()
    except OSError as error:
        remedy = "name a file in SQLITE_PATH that this user can write, in a folder that this user can write"
        raise StoreError(f"{error.filename or path} cannot be used for the store: {(error.strerror or '').lower()}: {remedy}") from error
    except sqlite3.Error as error:
        remedy = _REMEDIES.get(_primary(error), "name another file in SQLITE_PATH")
        raise StoreError(f"{path} cannot be used for the store: {error}: {remedy}") from error


def _as_soon_as_unlocked(work: Callable[[], T], end: float) -> T:
    """What work gives; it is tried until nobody else has the file locked. Raises sqlite3.Error, of a lock after that monotonic time."""
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_MOMENT)


def _make(path: Path) -> None:
    """An empty file that nobody else may read; SQLite gives its journal the same permissions.

    One that is there is not opened: closing it would drop the locks that SQLite has on it in this process (fcntl).
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Only one process at a time prepares a file: migrations of several at once fail as "locked"."""
    lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + LOCK_SECONDS
        while not _flock(lock):
            if time.monotonic() > end:
                raise StoreError(f"{path} is being prepared by another process for more than {LOCK_SECONDS:.0f} s: end that process")
            time.sleep(0.02)
        yield
    finally:
        os.close(lock)  # Gives the lock up too.


def _flock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _migrate(database: Database, path: Path, migrations: Migrations) -> None:
    ours = {step.name for step in migrations.pending(Database(memory=True, execute_plugins=False))}
    newer = {step.name for step in migrations.applied(database)} - ours
    if newer:
        steps = ", ".join(sorted(newer))
        raise StoreError(f"{path} was made by a newer version of Onde ({steps}): use that version, or name another file in SQLITE_PATH")
    migrations.apply(database)


def _primary(error: sqlite3.Error) -> int:
    """SQLite's primary result code, without what extends it."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return int(code) & 0xFF
