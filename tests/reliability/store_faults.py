"""The store's disk fills up, turns read-only, or another process locks the file: what is said, and how soon it works again.

python -m tests.reliability.store_faults --lock-seconds 10

The store lives in a process of its own, without privileges even where the tests have them, and asks to keep events all the
while. The disk is full as far as that process can tell: no file of its may grow (RLIMIT_FSIZE).
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from bot.errors import StoreError, StoreUnavailable
from bot.store.open import open_store
from bot.store.protocol import Store
from tests.store.examples import event

FAULTS = ("full", "read-only", "locked")
_NOBODY = 65534
_ENOUGH = 200
_ROOT = Path(__file__).parents[2]
_LONGEST_CALL, _LONGEST_RECOVERY = 3.0, 5.0  # seconds: Slack's patience; RELIABILITY's bound


class Outcome(Struct, frozen=True):
    """What one fault did: refused and false acknowledgements, acknowledged events that are not there, and times in seconds."""

    fault: str
    refused: int
    acknowledged: int
    lost: int
    longest_call: float
    recovery: float
    could_be_read: bool

    @property
    def is_good(self) -> bool:
        """Whether it was refused in time, recovered in time, and nothing was lost."""
        return bool(self.refused) and not self.lost and self.longest_call < _LONGEST_CALL and self.recovery < _LONGEST_RECOVERY

    def __str__(self) -> str:
        return (
            f"{self.fault}: {self.refused} refused, longest call {self.longest_call:.2f} s; works {self.recovery:.2f} s after the end of it; "
            f"{self.lost} of {self.acknowledged} acknowledged lost"
        )


def give_up_privileges() -> None:
    """Become an ordinary user where this process is root's: root may write what is read-only."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


@contextmanager
def _full(path: Path) -> Iterator[None]:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, most))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def _read_only(path: Path) -> Iterator[None]:
    files = [*path.parent.iterdir(), path.parent]
    modes = [file.stat().st_mode for file in files]
    for file in files:
        file.chmod(0o555 if file.is_dir() else 0o444)
    yield
    for file, mode in zip(files, modes, strict=True):
        file.chmod(mode)


class _Locker:
    """Another process, which locks a file on demand; begun while this process may still begin others."""

    _PROGRAM = """
import sqlite3
for path in iter(input, ""):
    rows = sqlite3.connect(path, isolation_level=None)
    rows.execute("BEGIN EXCLUSIVE")
    print(flush=True)
    input()
    rows.close()
    print(flush=True)
"""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-c", self._PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @contextmanager
    def locks(self, path: Path) -> Iterator[None]:
        """The file locked."""
        self._tell(str(path))
        yield
        self._tell("unlock")

    def end(self) -> None:
        """End the process."""
        self._process.communicate("\n")

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        assert self._process.stdout
        print(line, file=self._process.stdin, flush=True)
        self._process.stdout.readline()


def strike(fault: str, folder: Path, seconds: float) -> Outcome:
    """Keep events before, during and after a fault, which lasts for `seconds` or until enough was refused.

    Changes this process's user and limits: run it in its own.
    """
    locker = _Locker()
    give_up_privileges()
    path = folder / "store" / "onde.sqlite3"
    store = open_store(path)
    kept = [number for number in range(20) if store.accept(event(number))]
    calls: list[float] = []
    refused: list[int] = []
    with {"full": _full, "read-only": _read_only, "locked": locker.locks}[fault](path):
        end = time.monotonic() + seconds
        while not refused or (time.monotonic() < end and len(refused) < _ENOUGH):
            number = len(kept) + len(refused)
            (kept if _keeps(store, number, calls) else refused).append(number)
        could_be_read = _reads(store)
    ended = time.monotonic()
    while not store.is_writable():
        assert time.monotonic() < ended + 60, "the store does not recover"
    recovery = time.monotonic() - ended
    for number in refused:  # As Slack repeats it; that it was kept all the same would be no mistake.
        store.accept(event(number))
    store.close()
    locker.end()
    lost = {*kept, *refused} - _there(path)
    return Outcome(fault, len(refused), len(kept) + len(refused), len(lost), max(calls), recovery, could_be_read)


def _keeps(store: Store, number: int, calls: list[float]) -> bool:
    """Whether an event larger than what is free in the file is acknowledged."""
    begun = time.monotonic()
    try:
        store.accept(event(number, payload=b"x" * 20_000))
    except StoreUnavailable:
        return False
    finally:
        calls.append(time.monotonic() - begun)
    return True


def _reads(store: Store) -> bool:
    try:
        store.recent("T1", "U1", 1)
    except StoreError:
        return False
    return True


def _there(path: Path) -> set[int]:
    rows = sqlite3.connect(path)
    assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = {int(key.removeprefix("T1:Ev")) for (key,) in rows.execute("SELECT key FROM inbox")}
    rows.close()
    return found


def run(fault: str, seconds: float) -> str:
    """One fault in a process of its own: the sentence that it prints, or AssertionError where it is not good."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        command = [sys.executable, "-m", "tests.reliability.store_faults", "--fault", fault, "--folder", folder, "--lock-seconds", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT, timeout=seconds + 120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Faults of the store's disk.")
    parser.add_argument("--lock-seconds", type=float, default=10.0)
    parser.add_argument("--fault", choices=FAULTS)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.folder is None:
        for fault in (given.fault,) if given.fault else FAULTS:
            print(run(fault, given.lock_seconds))
        return
    outcome = strike(given.fault, given.folder, given.lock_seconds)
    print(outcome)
    raise SystemExit(not outcome.is_good)


if __name__ == "__main__":
    main()
