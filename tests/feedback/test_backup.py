"""Backups while others write: every one is whole, with every vote that was acknowledged before it was begun."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.open import open_store
from tests.conftest import PROGRAM, Onde
from tests.store.examples import turn
from tests.store.processes import ROOT

RESTORES = 50

# Votes as many do at a busy time, about two hundred times a second, and says each vote that is durable.
VOTER = """
import sys, time
from pathlib import Path
from bot.errors import StoreUnavailable
from bot.records import Click
from bot.store.open import open_store
from tests.store.examples import turn
store = open_store(Path(sys.argv[1]))
number = 0
while True:
    try:
        store.rate(Click(turn(1).id, f"U{number}", "down", f"{number}.5"))
    except StoreUnavailable:
        continue
    print(number, flush=True)
    number += 1
    time.sleep(0.004)
"""


class Voting:
    """A process that votes, and how many of its votes were acknowledged by now."""

    def __init__(self, file: Path) -> None:
        self.acknowledged = 0
        self._process = subprocess.Popen([sys.executable, "-c", VOTER, str(file)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._first = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._first.wait(60)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.acknowledged = int(line) + 1
            self._first.set()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout
        self._process.stdout.close()


def votes_in(file: Path) -> int:
    """How many votes a file holds, which must be whole."""
    with closing(sqlite3.connect(file)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (votes,) = rows.execute("SELECT count(*) FROM votes").fetchone()
        return int(votes)


def test_fifty_backups_under_load(tmp_path: Path, onde: Onde) -> None:
    file, copy = tmp_path / "onde.sqlite3", tmp_path / "copy.sqlite3"
    store = open_store(file)
    store.save(turn(1), None)
    voting = Voting(file)
    try:
        for _ in range(RESTORES):
            before = voting.acknowledged
            store.backup(copy)
            assert votes_in(copy) >= before
        before = voting.acknowledged
        done = onde("feedback", "backup", str(copy), SQLITE_PATH=str(file))
        assert (done.status, done.err, done.out) == (0, "", f"{copy}: {copy.stat().st_size} bytes\n")
        assert votes_in(copy) >= before
    finally:
        voting.end()
    store.close()
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.sqlite3"], "nothing else is left"
    restored = open_store(copy)
    assert len(restored.votes(turn(1).id)) >= before
    restored.close()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, onde: Onde) -> None:
    file = tmp_path / "onde.sqlite3"
    open_store(file).close()
    done = onde("feedback", "backup", str(tmp_path / "absent" / "copy"), SQLITE_PATH=str(file))
    assert done.status == 1 and done.err == f"onde: {tmp_path}/absent/copy: No such file or directory\n"
    (tmp_path / "folder").mkdir()
    done = onde("feedback", "backup", str(tmp_path / "folder"), SQLITE_PATH=str(file))
    assert done.status == 1 and done.err == f"onde: {tmp_path}/folder: Is a directory\n"
    done = onde("feedback", "backup", "", SQLITE_PATH=str(file))
    assert done.status == 1 and done.err == "onde: .: Is a directory\n"
    done = onde("feedback", "backup", str(file / "copy"), SQLITE_PATH=str(file))
    assert done.status == 1 and done.err == f"onde: {file}/copy: Not a directory\n"
    assert not [path.name for path in tmp_path.iterdir() if not path.name.startswith("onde.sqlite3") and path.name != "folder"]


@pytest.mark.parametrize("command", [("backup",), ("export",), ("report", "--html")])
def test_the_store_itself_is_never_written_over(command: tuple[str, ...], tmp_path: Path, onde: Onde) -> None:
    """Under whatever name: `onde serve` would go on writing to a file that is gone."""
    file, other = tmp_path / "onde.sqlite3", tmp_path / "other"
    open_store(file).close()
    other.symlink_to(file)
    before = file.read_bytes()
    beside = [tmp_path / f"onde.sqlite3{end}" for end in ("-journal", "-wal", "-shm", ".lock")]
    for name in (file, other, *beside):
        done = onde("feedback", *command, str(name), SQLITE_PATH=str(file))
        assert done.status == 1 and "is the file in which all is kept" in done.err and not done.out
    assert file.read_bytes() == before and other.is_symlink()
    assert sum(path.stat().st_size for path in beside if path.exists()) == 0, "what SQLite keeps beside it neither"


def test_a_killed_backup_leaves_nothing_for_ever(tmp_path: Path, onde: Onde) -> None:
    """The old copy stays whole; the next backup deletes what the killed one has begun, though not what a living one has, nor anybody's own file."""
    file, copy = tmp_path / "onde.sqlite3", tmp_path / "copies" / "copy"
    copy.parent.mkdir()
    store = open_store(file)
    store.save(turn(1), None)
    store.backup(copy)
    for number in range(2, 400):
        store.save(turn(number, text="x" * 30_000), None)
    store.close()
    before, begun = copy.read_bytes(), 0
    while not begun:
        process = subprocess.Popen([PROGRAM, "feedback", "backup", str(copy)], env={**onde.variables, "SQLITE_PATH": str(file)})
        while process.poll() is None and not begun:
            begun = sum(path.stat().st_size for path in copy.parent.iterdir() if path != copy)
        process.kill()
        process.wait()
    assert [path for path in copy.parent.iterdir() if path != copy] and copy.read_bytes() == before
    own, living = copy.with_name(".copy.2026"), copy.with_name(".copy.onde-1")
    own.touch()
    with living.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert onde("feedback", "backup", str(copy), SQLITE_PATH=str(file)).status == 0
    assert set(copy.parent.iterdir()) == {copy, own, living} and copy.stat().st_size > 399 * 30_000


def test_what_a_link_names_is_replaced_and_what_is_no_file_is_not(tmp_path: Path, onde: Onde) -> None:
    """A copy shall go to the disk that the operator has linked to; a pipe or a device in its place would be gone for all."""
    file, link, aim, pipe = (tmp_path / name for name in ("onde.sqlite3", "link", "elsewhere", "pipe"))
    store = open_store(file)
    store.save(turn(1), None)
    store.close()
    link.symlink_to(aim)
    os.mkfifo(pipe)
    assert onde("feedback", "backup", str(link), SQLITE_PATH=str(file)).status == 0
    assert link.is_symlink() and votes_in(aim) == 0
    done = onde("feedback", "backup", str(pipe), SQLITE_PATH=str(file))
    assert (done.status, done.err) == (1, f"onde: {pipe}: Is no regular file\n") and pipe.is_fifo()


def test_a_disk_that_is_full_is_that_of_the_copy(tmp_path: Path, onde: Onde) -> None:
    """The limit on what a process writes stands for a full disk: SQLite takes both alike."""
    file, copy = tmp_path / "onde.sqlite3", tmp_path / "copy"
    store = open_store(file)
    for number in range(200):
        store.save(turn(number, text="x" * 10_000), None)
    store.close()
    copy.write_text("old")
    limited = f"ulimit -f 1000; exec {PROGRAM} feedback backup {copy}"  # 1,000 KiB; what the command changes in the store stands before that.
    variables = {**onde.variables, "SQLITE_PATH": str(file)}
    done = subprocess.run(["bash", "-c", limited], env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and done.stderr == f"onde: {copy}: {os.strerror(errno.ENOSPC)}\n" and copy.read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if "onde-" in path.name]
