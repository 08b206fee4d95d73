"""The SQLite store's own promises: how a file is opened, refused and shared with other processes."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import StoreError, StoreUnavailable
from bot.store.database import connect, journal_mode
from bot.store.open import open_store
from bot.store.protocol import Store
from bot.store.review_protocol import CLAIM_SECONDS
from bot.store.sqlite import SqliteStore
from bot.store.writer import Writer
from tests.store.examples import PLACE, event, turn
from tests.store.processes import ROOT, opening


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder that is not there yet."""
    return tmp_path / "data" / "deep" / "onde.sqlite3"


def test_folder_and_file_are_made_for_this_user_alone(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.save(turn(1), None)
        assert {oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()} == {"0o600"}


def test_after_a_fatal_error_only_a_new_process_goes_on(path: Path) -> None:
    """What a broken file says is not believed again, though it may look sound a moment later."""
    with closing(open_store(path)) as store:
        store.accept(event(1))
        sound = subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout
        overwrite(path, b"\xa5" * len(sound))
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                store.accept(event(2))
        overwrite(path, sound)
        with pytest.raises(StoreUnavailable, match="restart"):
            store.unfinished()
        assert not store.is_writable()
    with closing(open_store(path)) as store:
        assert store.unfinished() == [event(1)]


def overwrite(path: Path, contents: bytes) -> None:
    """Change a file in its place, as a broken disk does. Without closing it in this process, which would drop SQLite's locks."""
    code = "import sys; open(sys.argv[1], 'r+b').write(sys.stdin.buffer.read())"
    subprocess.run([sys.executable, "-c", code, str(path)], input=contents, check=True)


def test_pragmas_are_what_durability_needs(path: Path) -> None:
    open_store(path).close()
    with closing(connect(path).conn) as rows:
        found = {name: rows.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys", "secure_delete", "temp_store")}
        assert found == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
        assert rows.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode(sqlite3.sqlite_version_info)
        assert rows.execute("PRAGMA busy_timeout").fetchone()[0] <= 1000


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "truncate"), ((3, 44, 5), "truncate"), ((3, 44, 6), "wal"), ((3, 45, 0), "truncate"), ((3, 50, 6), "truncate"),
        ((3, 50, 7), "wal"), ((3, 51, 0), "truncate"), ((3, 51, 2), "truncate"), ((3, 51, 3), "wal"), ((3, 52, 0), "wal"), ((4, 0, 0), "wal"),
    ],
)  # fmt: skip
def test_wal_only_where_it_is_sound(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_a_file_in_another_journal_mode_is_changed_or_refused(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as other:
        foreign = "delete" if journal_mode(sqlite3.sqlite_version_info) == "wal" else "wal"
        other.execute(f"PRAGMA journal_mode = {foreign}").fetchall()
        other.execute("BEGIN IMMEDIATE" if foreign == "delete" else "BEGIN")
        other.execute("SELECT count(*) FROM turns").fetchall()
        with pytest.raises(StoreError, match=re.escape(str(path))):
            open_store(path)
        other.rollback()
    with closing(open_store(path)) as store:
        assert store.is_writable()


def test_a_person_is_forgotten_whole_though_others_write(path: Path) -> None:
    """A lock that lasts longer than anybody in Slack would wait is waited for."""
    with closing(open_store(path)) as store, closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(1) as pool:
        for number in range(3):
            store.save(turn(number), None)
        other.execute("BEGIN EXCLUSIVE")
        forgotten = pool.submit(store.forget, turn(0).user)
        assert not store.is_writable() and not store.is_writable(), "by then it was refused too"
        other.execute("ROLLBACK")
        assert forgotten.result(60) == 3


@pytest.mark.parametrize("foreign", ["text", "truncated"])
def test_what_is_no_database_is_refused(path: Path, foreign: str) -> None:
    open_store(path).close()
    path.write_bytes(b"a letter to a friend, not a database\n" * 50 if foreign == "text" else path.read_bytes()[:9000])
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"{re.escape(str(path))} cannot be used for the store: .*: (name another file in SQLITE_PATH|move .*)$"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["folder", "below a file", "file read-only", "folder read-only", "lock read-only"])
def test_a_file_that_cannot_be_written_is_refused_with_path_and_remedy(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "shared"
    path = folder / "onde.sqlite3"
    folder.mkdir()
    if place == "folder":
        path.mkdir()
    elif place == "below a file":
        path = folder / "file" / "onde.sqlite3"
        path.parent.write_text("")
    elif place != "folder read-only":
        open_store(path).close()
        for file in folder.iterdir():
            file.chmod(0o666)
        (path if place == "file read-only" else path.with_name("onde.sqlite3.lock")).chmod(0o444)
    reachable(folder, 0o555 if place == "folder read-only" else 0o777)
    process = opening(path, "nobody")
    _, error = process.communicate("\n")
    assert process.returncode == 1
    assert re.fullmatch(rf"{re.escape(str(path.parent))}\S* cannot be used for the store: [^:]+: .*SQLITE_PATH.*\n", error), error


def reachable(folder: Path, mode: int) -> None:
    """Let everybody come to a folder: pytest's are its user's own."""
    folder.chmod(mode)
    for above in folder.parents:
        if above.owner() == folder.owner() and not above.stat().st_mode & 0o001 and above != Path.home():
            above.chmod(above.stat().st_mode | 0o011)


def test_a_locked_file_is_refused_at_start(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked: end the process that has locked it"):
            open_store(path)


def test_a_file_that_is_written_without_pause_is_opened(path: Path) -> None:
    """The moments between two commits are enough."""
    ended = threading.Event()

    def write(first: int, store: Store) -> None:
        for number in count(first):
            if ended.is_set():
                return
            with suppress(StoreUnavailable):
                store.accept(event(number))

    with closing(open_store(path)) as store, ThreadPoolExecutor(4) as pool:
        for number in range(4):
            pool.submit(write, number * 1_000_000, store)
        try:
            for _ in range(30):
                open_store(path).close()
        finally:
            ended.set()


def test_a_file_that_vanished_is_not_made_anew(path: Path) -> None:
    """A store that lost its file does not go on in an empty one, where nobody would find what was acknowledged."""
    with closing(open_store(path)) as store:
        store.accept(event(1))
        path.rename(path.with_name("moved.sqlite3"))
        with pytest.raises(StoreUnavailable):
            store.accept(event(2))
        with pytest.raises(StoreUnavailable):
            store.accept(event(3))
        assert not path.exists()
        path.with_name("moved.sqlite3").rename(path)
        assert store.accept(event(2))


def test_two_stores_on_one_file(path: Path) -> None:
    with closing(open_store(path)) as first, closing(open_store(path)) as second:
        for number in range(0, 40, 2):
            assert first.accept(event(number))
            assert not second.accept(event(number))
            assert second.accept(event(number + 1))
        assert len(first.unfinished()) == 40


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    """A writer on a file with one table."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    made = Writer(str(path), lambda: connect(path))
    yield made
    made.close()


def insert(number: int) -> Callable[[Database], int]:
    """Work that inserts a number and returns it."""
    return lambda database: int(database.execute("INSERT INTO numbers VALUES (?)", [number]).rowcount) and number


def test_work_in_one_commit_stands_or_falls_alone(writer: Writer) -> None:
    """Jobs that wait while another one runs share a commit; a mistake of one takes no other with it."""
    held, go = threading.Event(), threading.Event()
    commits: list[str] = []

    def hold(database: Database) -> None:
        database.conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
        held.set()
        assert go.wait(30)

    def mistaken(database: Database) -> int:
        database.execute("INSERT INTO numbers VALUES (1000)")
        raise KeyError("mine")

    with ThreadPoolExecutor(40) as pool:
        pool.submit(writer.read, hold)
        assert held.wait(30)
        works = [*(insert(number) for number in range(20)), mistaken, insert(3)]
        outcomes = [pool.submit(writer.write, work) for work in works]
        while writer.waiting < len(works):
            assert held.wait(30)
        go.set()
    assert commits == ["COMMIT"]
    errors = [type(outcome.exception()) for outcome in outcomes if outcome.exception()]
    assert sorted(errors, key=str) == [KeyError, sqlite3.IntegrityError], "one of the two that insert 3 is refused"
    numbers = writer.read(lambda database: database.execute("SELECT number FROM numbers").fetchall())
    assert numbers == [(number,) for number in range(20)]


def test_the_clock_decides_only_for_how_long_keys_are_known(path: Path) -> None:
    """An hour's jump of the clock purges nothing that is younger and changes no order."""
    now = [1_000_000.0]
    with closing(SqliteStore(path, clock=lambda: now[0])) as store:
        store.accept(event(1, received=now[0]))
        store.save(turn(1, asked=now[0]), None)
        now[0] -= 3600
        store.accept(event(2, received=now[0]))
        store.save(turn(2, asked=now[0]), None)
        assert [one.id for one in store.thread(PLACE)] == [turn(1).id, turn(2).id]
        assert [item.key for item in store.unfinished()] == [event(1).key, event(2).key]
        assert store.purge(now[0] - 1) == 0


def test_a_claim_of_a_process_that_died_is_free_again(path: Path) -> None:
    """After ten minutes, and for one other; never once it is settled."""
    now = [1_000_000.0]
    with closing(SqliteStore(path, clock=lambda: now[0])) as store:
        assert store.claim("digest")
        now[0] += CLAIM_SECONDS - 1
        assert not store.claim("digest")
        now[0] += 1
        assert [store.claim("digest") for _ in range(3)] == [True, False, False]
        store.settle("digest")
        now[0] += 100 * CLAIM_SECONDS
        assert not store.claim("digest")


def test_nobody_may_run_as_root_unnoticed() -> None:
    """The tests of refusals mean something only for a user who can be refused."""
    code = "from tests.reliability.store_faults import give_up_privileges; give_up_privileges(); import os; print(os.geteuid())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) != 0
    assert os.geteuid() in (0, int(done.stdout))
