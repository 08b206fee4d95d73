"""The SQLite store's own promises: how a file is opened, refused, migrated and shared with other processes."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.errors import StoreError, StoreUnavailable
from bot.records import Vote
from bot.store.database import BUSY_MILLISECONDS, connect, journal_mode, prepare
from bot.store.open import open_store
from bot.store.schema import MIGRATIONS, turns_and_votes
from bot.store.sqlite import SqliteStore
from bot.store.writer import Writer
from tests.store.examples import PLACE, delivery, event, turn

ROOT = Path(__file__).parents[2]
OLD_VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.sql"))

# Opens the store and says what came of it; with "nobody" as an ordinary user, since root may do what is forbidden.
PROGRAM = """
import sys
from pathlib import Path
from bot.errors import StoreError
from bot.store.open import open_store
from tests.reliability.store_faults import give_up_privileges
from tests.store.examples import turn
who, path, number = sys.argv[1:]
print("ready", flush=True)
input()
if who == "nobody":
    give_up_privileges()
try:
    store = open_store(Path(path))
except StoreError as error:
    sys.exit(str(error))
store.save(turn(int(number)), None)
store.close()
"""


def opening(path: Path, who: str = "anybody", number: int = 1) -> subprocess.Popen[str]:
    """A process that opens the store as soon as a line is written to it."""
    command = [sys.executable, "-c", PROGRAM, who, str(path), str(number)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder that is not there yet."""
    return tmp_path / "data" / "deep" / "onde.sqlite3"


def test_folder_and_file_are_made_for_this_user_alone(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.save(turn(1), None)
        assert {oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()} == {"0o600"}


def test_four_processes_may_migrate_at_once(path: Path) -> None:
    for round_ in range(4):
        file = path.with_name(f"{round_}.sqlite3")
        processes = [opening(file, number=number) for number in range(4)]
        for process in processes:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        outcomes = [(process.communicate()[1], process.returncode) for process in processes]
        assert outcomes == [("", 0)] * 4
        with closing(open_store(file)) as store:
            assert sorted(one.id for one in store.thread(PLACE)) == [turn(number).id for number in range(4)]


def test_a_long_migration_is_waited_for(path: Path) -> None:
    """Longer than a lock of SQLite is: the second process neither fails nor goes on before the first has ended."""
    steps = Migrations("onde")
    steps()(turns_and_votes)
    path.parent.mkdir(parents=True)
    second = opening(path)

    def work(database: Database) -> None:
        assert second.stdin
        second.stdin.write("\n")
        second.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2 * BUSY_MILLISECONDS / 1000)

    prepare(path, steps, work)
    assert (second.communicate()[1], second.returncode) == ("", 0)


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


def test_a_file_of_a_newer_version_is_refused(path: Path) -> None:
    open_store(path).close()
    database = Database(path)
    with database.atomic():
        database.table("_sqlite_migrations").insert({"migration_set": "onde", "name": "reviews_of_2031", "applied_at": "2031-01-01"})
    database.close()
    with pytest.raises(StoreError, match=rf"{re.escape(str(path))} was made by a newer version of Onde \(reviews_of_2031\): .* name another file"):
        open_store(path)


@pytest.mark.parametrize("old", OLD_VERSIONS, ids=lambda old: old.stem)
def test_a_file_of_an_older_version_keeps_its_rows(path: Path, old: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as rows:
        rows.executescript(old.read_text("utf-8"))
    with closing(open_store(path)) as store:
        assert store.thread(PLACE) == [turn(1), turn(2)]
        assert store.deliveries() == [delivery(turn(1))]
        votes = [Vote(turn(2).id, "U1", "down", "wrong", "old", "1712.000001"), Vote(turn(2).id, "U2", "", at="1712.000003")]
        assert store.votes(turn(2).id) == votes
        assert store.unfinished() == [event(2)]
        assert not store.accept(event(1))
    open_store(path.with_name("new.sqlite3")).close()
    assert schema(path) == schema(path.with_name("new.sqlite3"))


def schema(path: Path) -> set[str]:
    """All that a file's schema says."""
    with closing(sqlite3.connect(path)) as rows:
        return {" ".join(sql.split()) for (sql,) in rows.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}


def test_there_is_a_file_of_every_version() -> None:
    """One for each migration, written by tests/store/make_version.py before the next is begun."""
    steps = MIGRATIONS.pending(Database(memory=True))
    assert [old.stem for old in OLD_VERSIONS] == [str(number) for number in range(1, len(steps) + 1)]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    open_store(path).close()
    before = schema(path)
    steps = Migrations("onde")
    steps()(turns_and_votes)

    @steps()
    def broken(database: Database) -> None:
        database.execute("ALTER TABLE turns ADD COLUMN mood TEXT")
        database.execute("ALTER TABLE absent ADD COLUMN mood TEXT")

    with pytest.raises(StoreError, match="no such table"):
        prepare(path, steps, lambda database: None)
    assert schema(path) == before


def test_a_further_migration_keeps_rows(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.save(turn(1), delivery(turn(1)))
    steps = Migrations("onde")
    steps()(turns_and_votes)

    @steps()
    def moods(database: Database) -> None:
        database.execute("ALTER TABLE turns ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'")

    for _ in range(2):
        prepare(path, steps, lambda database: None)
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("SELECT id, mood FROM turns JOIN deliveries ON turn = id").fetchall() == [(turn(1).id, "good")]


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


def test_nobody_may_run_as_root_unnoticed() -> None:
    """The tests of refusals mean something only for a user who can be refused."""
    code = "from tests.reliability.store_faults import give_up_privileges; give_up_privileges(); import os; print(os.geteuid())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) != 0
    assert os.geteuid() in (0, int(done.stdout))
