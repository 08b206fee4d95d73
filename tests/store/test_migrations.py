"""Files of every version become files of today, whoever opens them at the same moment."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.errors import StoreError
from bot.records import Vote
from bot.store.database import BUSY_MILLISECONDS, prepare
from bot.store.open import open_store
from bot.store.schema import MIGRATIONS, edits, positions, reviews, turns_and_votes
from tests.store.examples import PLACE, delivery, event, turn
from tests.store.found import items
from tests.store.processes import opening

FIRST_WITH_REVIEWS = 3
OLD_VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.sql"))


def steps_of_today() -> Migrations:
    """A set of the same steps, to which others can be added."""
    steps = Migrations("onde")
    for step in (turns_and_votes, positions, reviews, edits):
        steps()(step)
    return steps


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder that is not there yet."""
    return tmp_path / "data" / "deep" / "onde.sqlite3"


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
    steps = steps_of_today()
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
        if int(old.stem) >= FIRST_WITH_REVIEWS:
            assert [(item.state, item.reason, item.kinds) for item in items(store)] == [("declined", "old", {"down": 1})]
            assert store.knowledge(turn(2).knowledge) == b"archive" and not store.claim("digest")
        else:
            assert [change.vote for change in store.changed_votes(9)] == votes[:1], "votes of before the review are looked at too"
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
    steps = steps_of_today()

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
    steps = steps_of_today()

    @steps()
    def moods(database: Database) -> None:
        database.execute("ALTER TABLE turns ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'")

    for _ in range(2):
        prepare(path, steps, lambda database: None)
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("SELECT id, mood FROM turns JOIN deliveries ON turn = id").fetchall() == [(turn(1).id, "good")]
