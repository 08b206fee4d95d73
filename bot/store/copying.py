"""A copy of a store's file that replaces another file once it is whole and on the disk."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.store.database import BUSY_MILLISECONDS, Database

PATIENCE_MILLISECONDS = 30_000


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A new file beside another, which it replaces on the disk when all is well, and which is gone in any other case.

    Where a link stands, what it points to is replaced. Raises OSError in the name of `file`, since nobody knows of the one beside.
    """
    try:
        aim = Path(os.path.realpath(file))
        if aim.exists() and not aim.is_file():
            raise OSError(errno.EISDIR if aim.is_dir() else errno.EINVAL, "Is a directory" if aim.is_dir() else "Is no regular file")
        _clear(aim)
        new = aim.with_name(f".{aim.name}.onde-{os.getpid()}")
        handle = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)  # Nobody else may read it.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield new
            os.fsync(handle)
            os.replace(new, aim)
            _sync(aim.parent)
        finally:
            os.close(handle)
            with suppress(OSError):
                new.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(file)) from error


def _clear(aim: Path) -> None:
    """Delete what killed processes have left beside a file: nobody would look for what people wrote there. A living one holds a lock."""
    name = re.compile(rf"\.{re.escape(aim.name)}\.onde-[0-9]+")
    with suppress(OSError):  # A folder that cannot be listed may be written all the same.
        for left in [entry for entry in aim.parent.iterdir() if name.fullmatch(entry.name)]:
            with suppress(OSError), left.open("rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()


def copy_into(file: Path, database: Database) -> None:
    """A copy as it is at one moment in an empty file, then written anew without gaps. Raises OSError where the copy cannot be written.

    Page by page first, since others wait for the lock: VACUUM INTO would hold it ten times as long. Others may hold it now,
    and that is waited for as long as it takes them to finish what they write.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as copy:
        for unneeded in ("journal_mode = OFF", "synchronous = OFF"):  # Where this fails the copy is thrown away.
            copy.execute(f"PRAGMA {unneeded}").fetchall()
        with _patient(database), _told_of_the_copy():
            database.conn.backup(copy)
        with _told_of_the_copy():
            copy.execute("VACUUM")
            (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise OSError(f"the copy is not whole: {found}")


@contextmanager
def _told_of_the_copy() -> Iterator[None]:
    """A disk that takes no more is that of the copy: nothing else is written here."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


@contextmanager
def _patient(database: Database) -> Iterator[None]:
    """What is read inside is as it is at one moment, which is waited for longer than anything else is."""
    database.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}").fetchall()
    database.execute("BEGIN")
    try:
        database.execute("SELECT 1 FROM heartbeat").fetchall()
        yield
    finally:
        database.execute("ROLLBACK")
        database.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}").fetchall()


def _sync(folder: Path) -> None:
    """Have a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
