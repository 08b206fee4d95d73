"""How many events a second the store keeps, one after the other and side by side, beside a bare commit of SQLite on the same disk.

python -m tests.reliability.commit_rates --events 2000
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from msgspec import Struct

from bot.store.database import journal_mode
from bot.store.open import open_store
from tests.store.examples import delivery, event, turn

SENDERS = (1, 4, 16, 64)


class Rate(Struct, frozen=True):
    """Calls a second, and milliseconds that a call took: half of them less than `median`, all but 1% less than `p99`."""

    name: str
    a_second: float
    median: float
    p99: float

    def __str__(self) -> str:
        return f"{self.name:<28} {self.a_second:8.0f}/s   median {self.median:6.2f} ms   p99 {self.p99:6.2f} ms"


def measure(name: str, call: Callable[[int], object], calls: int, senders: int) -> Rate:
    """So many calls, with the numbers from 0, by so many threads."""

    def timed(number: int) -> float:
        begun = time.perf_counter()
        call(number)
        return time.perf_counter() - begun

    begun = time.perf_counter()
    with ThreadPoolExecutor(senders) as pool:
        times = sorted(pool.map(timed, range(calls)))
    return Rate(name, calls / (time.perf_counter() - begun), times[calls // 2] * 1000, times[calls * 99 // 100] * 1000)


def rates(folder: Path, events: int) -> list[Rate]:
    """A bare commit, then the store with more and more senders, then reading under load."""
    found = [_bare(folder / "bare.sqlite3", events)]
    store = open_store(folder / "onde.sqlite3")
    for senders in SENDERS:
        first = 10**6 * senders
        found.append(measure(f"accept, {senders} at once", partial(_accept_from, store.accept, first), events, senders))
    turns = [turn(number) for number in range(events)]
    found.append(measure("save, 16 at once", lambda number: store.save(turns[number], delivery(turns[number])), events, 16))
    found.append(measure("read a turn, alone", lambda number: store.turn(turns[number].id), events, 1))
    with ThreadPoolExecutor(4) as writers:
        writing = [writers.submit(store.accept, event(10**9 + number)) for number in range(events * 4)]
        found.append(measure("read a turn, 4 writing", lambda number: store.turn(turns[number].id), events, 1))
        for one in writing:
            one.cancel()
    store.close()
    return found


def _accept_from(accept: Callable[..., bool], first: int, number: int) -> None:
    assert accept(event(first + number, payload=b"x" * 500))


def _bare(path: Path, events: int) -> Rate:
    rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    mode = journal_mode(sqlite3.sqlite_version_info)
    rows.execute(f"PRAGMA journal_mode = {mode}").fetchall()
    rows.execute("PRAGMA synchronous = FULL").fetchall()
    rows.execute("CREATE TABLE inbox (key TEXT PRIMARY KEY, payload BLOB)")
    found = measure(f"bare commit ({mode})", lambda number: rows.execute("INSERT INTO inbox VALUES (?, ?)", (str(number), b"x" * 500)), events, 1)
    rows.close()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Events kept a second.")
    parser.add_argument("--events", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for rate in rates(Path(folder), given.events):
            print(rate)


if __name__ == "__main__":
    main()
