"""The one thread that owns the connection to a SQLite file. Writes that wait at the same moment share a commit.

It reads too. A second connection would have to share the file with a rollback journal: beside a thread that commits
without pause, reads on one were measured to fail as "locked" after a second, where in this thread they wait for one commit.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Generic, Literal, TypeVar

from bot.errors import StoreError, StoreUnavailable
from bot.store.database import Database

T = TypeVar("T")

PATIENCE_SECONDS = 2.0  # Slack waits 3 s for an acknowledgement, and who clicks may have to be looked up before.
ALONE_SECONDS = 600.0
MOST_OF_A_COMMIT = 500

# After these nothing on this machine tells what has reached the disk: a second fsync may report success for pages that were
# dropped, so only a new process may go on.
_FATAL = frozenset({sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class _Job(Generic[T]):
    """One piece of work, and where its outcome goes."""

    def __init__(self, kind: Literal["read", "write", "alone"], work: Callable[[Database], T]) -> None:
        self.kind = kind
        self.work = work
        self.outcome: Future[T] = Future()


class Writer:
    """Runs work on a database in one thread and hands back what it returns.

    `name` stands for the file in messages. Every method raises StoreUnavailable where the database is locked, full, broken or closed, or
    does not answer within 2 s, and whatever the work itself raises. Work must not keep the database.
    """

    def __init__(self, name: str, connect: Callable[[], Database]) -> None:
        self._name = name
        self._connect = connect
        self._database: Database | None = None
        self._fatal = ""
        self._failure: Exception | None = None
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def read(self, work: Callable[[Database], T], patience: float = PATIENCE_SECONDS) -> T:
        """Run work that changes nothing; it sees all writes that were begun before. `patience` is in seconds."""
        return self._outcome(_Job("read", work), patience)

    def write(self, work: Callable[[Database], T]) -> T:
        """Run work in a transaction, all of it or nothing; durable when this returns."""
        return self._outcome(_Job("write", work))

    def alone(self, work: Callable[[Database], T]) -> T:
        """Run work outside of any transaction; it may take minutes, and nothing else is done meanwhile."""
        return self._outcome(_Job("alone", work), ALONE_SECONDS)

    @property
    def waiting(self) -> int:
        """How many pieces of work wait: those that would share the next commit."""
        return self._jobs.qsize()

    def close(self) -> None:
        """Finish the work that waits, then end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def write_soon(self, work: Callable[[Database], T]) -> Future[T]:
        """As `write`, without waiting for it; StoreUnavailable comes from the outcome. One that is cancelled in time is not begun."""
        job = _Job("write", work)
        self._begin(job)
        return job.outcome

    def _begin(self, job: _Job[Any]) -> None:
        with self._closing:
            if self._closed:
                raise StoreUnavailable(f"{self._name} is closed")
            self._jobs.put(job)

    def _outcome(self, job: _Job[T], patience: float = PATIENCE_SECONDS) -> T:
        self._begin(job)
        try:
            return job.outcome.result(patience)
        except TimeoutError:
            job.outcome.cancel()
            raise StoreUnavailable(f"{self._name} did not answer within {patience} s") from None

    def _run(self) -> None:
        ended = False
        while not ended:
            waiting = [self._jobs.get()]
            while len(waiting) < MOST_OF_A_COMMIT and waiting[-1] is not None:
                try:
                    waiting.append(self._jobs.get_nowait())
                except Empty:
                    break
            ended = waiting[-1] is None
            # A job whose caller has given up is not begun.
            self._work([job for job in waiting if job is not None and job.outcome.set_running_or_notify_cancel()])
        self._disconnect()

    def _work(self, jobs: list[_Job[Any]]) -> None:
        """All writes together; a read sees those that were begun before it, and needs no commit where there are none.

        Where one cannot have the file, those behind it are told so at once: would each wait for a lock, the last waited for all.
        """
        self._failure = None
        writes = [job for job in jobs if job.kind == "write"]
        first = jobs.index(writes[0]) if writes else len(jobs)
        reads, later = ([[job] for job in some if job.kind == "read"] for some in (jobs[:first], jobs[first:]))
        for group in (*reads, writes, *later, *([job] for job in jobs if job.kind == "alone")):
            if self._failure is not None:
                self._failed(self._failure, group)
            elif group is writes:
                self._together(group)
            else:
                self._single(*group)

    def _single(self, job: _Job[Any]) -> None:
        try:
            job.outcome.set_result(job.work(self._open()))
        except Exception as error:  # Whatever the work raises belongs to its caller, and this thread must live.
            if _is_failure(error):
                self._failed(error, [job])
            else:
                job.outcome.set_exception(error)

    def _together(self, jobs: list[_Job[Any]]) -> None:
        """One transaction for all jobs. Where one is mistaken, they are done again, each in a savepoint of its own.

        Not so at once, since savepoints cost as much as the work itself.
        """
        if not jobs:
            return
        try:
            database = self._begun()
            try:
                results = [job.work(database) for job in jobs]
            except Exception as error:  # Whose mistake it was, shows when each is done by itself.
                if _is_failure(error):
                    raise
                database.execute("ROLLBACK")
                self._apart(jobs)
                return
            database.execute("COMMIT")
        except (sqlite3.Error, StoreError) as error:
            self._failed(error, jobs)
            return
        for job, result in zip(jobs, results, strict=True):
            job.outcome.set_result(result)

    def _apart(self, jobs: list[_Job[Any]]) -> None:
        """One transaction for all jobs, each in a savepoint of its own."""
        done: list[tuple[_Job[Any], Any]] = []
        refused: list[tuple[_Job[Any], Exception]] = []
        try:
            database = self._begun()
            for job in jobs:
                try:
                    with database.atomic():
                        done.append((job, job.work(database)))
                except Exception as error:  # Where it is the job's own mistake, the others go on and its caller is told.
                    if _is_failure(error):
                        raise
                    refused.append((job, error))
            database.execute("COMMIT")
        except (sqlite3.Error, StoreError) as error:
            mistaken = {job for job, _ in refused}
            self._failed(error, [job for job in jobs if job not in mistaken])
        else:
            for job, result in done:
                job.outcome.set_result(result)
        for job, mistake in refused:
            job.outcome.set_exception(mistake)

    def _begun(self) -> Database:
        """The database in a new transaction, at once for writing: one that reads first fails without waiting where another has written."""
        database = self._open()
        database.execute("BEGIN IMMEDIATE")
        return database

    def _open(self) -> Database:
        if self._fatal:
            raise StoreUnavailable(self._fatal)
        if self._database is None:
            self._database = self._connect()
        return self._database

    def _failed(self, error: Exception, jobs: list[_Job[Any]]) -> None:
        """Nothing of a failed transaction stays; the next one gets a new connection."""
        self._disconnect()
        self._failure = error
        if getattr(error, "sqlite_errorcode", 0) in _FATAL:
            self._fatal = f"{self._name} failed ({error}): restart, so that the file is read anew from the disk"
        for job in jobs:
            unavailable = StoreUnavailable(f"{self._name} cannot be used now: {error}")
            unavailable.__cause__ = error
            job.outcome.set_exception(unavailable)

    def _disconnect(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()


def _is_failure(error: Exception) -> bool:
    """Whether the database failed, and not the work: what SQLite refuses for its contents is the work's mistake."""
    mistakes = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.InterfaceError)
    return isinstance(error, (sqlite3.Error, StoreError)) and not isinstance(error, mistakes)
