"""A process that votes, saves and accepts is killed again and again: how much of what it acknowledged is lost or doubled.

python -m tests.reliability.kill_cycles --cycles 100

Each cycle is a real process on the same file. It tells on a pipe what the store has acknowledged; after a random time it is
killed (SIGKILL), and the rows are compared with what was read from the pipe. One piece of work in four is repeated, with an
old key, as Slack repeats it. The file is in memory where the machine has a folder there: what a killed process has written
stays, on whichever disk, and a disk that is slow to sync would only make the cycles fewer. `--folder` names another place.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from bot.records import Click, Incoming, Thumb
from bot.store.open import open_store
from bot.store.protocol import Store
from tests.store.examples import delivery, turn

THREADS, TURNS = 16, 6  # So many senders that much is acknowledged on a slow disk too
LONGEST_LIFE = 0.08  # seconds after the first acknowledgement
_SECONDS = 60.0


class Tally:
    """What was acknowledged in all cycles, and what is wrong with it."""

    def __init__(self) -> None:
        self.acknowledged: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.saved: dict[str, str] = {}
        self.cycles = 0

    def __str__(self) -> str:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self.acknowledged.items()))
        return f"{self.cycles} kills, {self.acknowledged.total()} acknowledged ({kinds}): {len(self.wrong)} lost, doubled or broken"


def live(path: Path, seed: int, cycle: int, pipe: Connection) -> None:
    """Work on the store by several threads until killed."""
    store = open_store(path)
    for number in range(TURNS):
        store.save(turn(number), None)
    for thread in range(THREADS):
        threading.Thread(target=_work, args=(store, random.Random(f"{seed} {cycle} {thread}"), f"{cycle}.{thread:02}", pipe.fileno())).start()


def _work(store: Store, chance: random.Random, name: str, pipe: int) -> None:
    """One line a kept piece of work, written in one go: lines of a pipe that are short do not mix."""
    mine = 0
    while True:
        mine += 1
        number = f"{name}{chance.randrange(mine) if chance.random() < 0.25 else mine:06}"
        kind = chance.choice(("vote", "event", "turn"))
        if kind == "vote":
            thumb: Thumb = "up" if random.Random(number).random() < 0.5 else "down"
            click = Click(turn(int(number[-1]) % TURNS).id, f"U{number[-1]}", thumb, number)
            store.rate(click)
            line = [kind, click.turn, click.user, click.value, click.at]
        elif kind == "event":
            store.accept(Incoming(f"T1:{number}", "U1", b"{}", time.time()))
            line = [kind, f"T1:{number}"]
        else:
            made = turn(chance.getrandbits(120), origin=f"T1:C1:{number}")
            kept = store.save(made, delivery(made), f"T1:{number}")
            line = [kind, kept.origin, kept.id]
        os.write(pipe, json.dumps(line).encode() + b"\n")


def run(path: Path, cycles: int, seed: int) -> Tally:
    """So many cycles on the file `path`."""
    print(f"seed {seed}")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(seed)
    tally = Tally()
    for cycle in range(cycles):
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(target=live, args=(path, seed, cycle, writer))
        process.start()
        writer.close()
        lines = _lines(reader, process.kill, chance.uniform(0.0, LONGEST_LIFE))
        _compare(path, lines, tally)
        process.join()
        process.close()
        reader.close()
        tally.cycles += 1
    _check_whole(path, tally)
    return tally


def _lines(reader: Connection, kill: object, life: float) -> list[list[str]]:
    """What was acknowledged until the end; `kill` is called `life` seconds after the first."""
    assert reader.poll(_SECONDS), "the process has not begun"
    assert callable(kill)
    timer = threading.Timer(life, kill)
    timer.start()
    text = b"".join(iter(lambda: os.read(reader.fileno(), 65536), b""))
    timer.join()
    return [json.loads(line) for line in text.split(b"\n")[:-1]]


def _compare(path: Path, lines: list[list[str]], tally: Tally) -> None:
    """All that a cycle acknowledged is there, once."""
    rows = sqlite3.connect(path, timeout=_SECONDS)
    for kind, *values in lines:
        tally.acknowledged[kind] += 1
        if kind == "vote":
            (found,) = rows.execute("SELECT count(*) FROM clicks WHERE turn = ? AND user = ? AND value = ? AND at = ?", values).fetchone()
        elif kind == "event":
            (found,) = rows.execute("SELECT count(*) FROM inbox WHERE key = ?", values).fetchone()
        else:
            origin, turn_id = values
            (found,) = rows.execute("SELECT count(*) FROM turns JOIN deliveries ON turn = id WHERE origin = ? AND id = ?", values).fetchone()
            if tally.saved.setdefault(origin, turn_id) != turn_id:
                tally.wrong.append(f"{origin} is answered twice")
        if found != 1:
            tally.wrong.append(f"{kind} {values} is there {found} times")
    rows.close()


def _check_whole(path: Path, tally: Tally) -> None:
    """The file is sound, every vote is what its clicks come to, and no finished event waits."""
    rows = sqlite3.connect(path)
    tally.wrong += [str(row) for row in rows.execute("PRAGMA integrity_check") if row != ("ok",)]
    tally.wrong += [f"foreign key {row}" for row in rows.execute("PRAGMA foreign_key_check")]
    votes = {(turn_id, user): value for turn_id, user, value in rows.execute("SELECT turn, user, value FROM votes")}
    for key, value in _votes_of_clicks(rows):
        if votes.pop(key, None) != value:
            tally.wrong.append(f"the vote of {key} is not {value!r}")
    tally.wrong += [f"a vote without clicks: {key}" for key in votes]
    rows.close()


def _votes_of_clicks(rows: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    """The votes worked out anew: an odd number of equal clicks at the end votes, an even one withdraws."""
    people: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for turn_id, user, at, value in rows.execute("SELECT turn, user, at, value FROM clicks"):
        people.setdefault((turn_id, user), []).append((float(at), value))
    for key, clicks in people.items():
        thumbs = [value for _, value in sorted(clicks)]
        equal = next((length for length, value in enumerate(reversed(thumbs)) if value != thumbs[-1]), len(thumbs))
        yield key, thumbs[-1] if equal % 2 else ""


def folder_in_memory() -> Path | None:
    """A folder in memory, or None where the machine has none."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def main() -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(description="Kill a process that uses the store again and again.")
    parser.add_argument("--cycles", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--folder", type=Path, default=folder_in_memory())
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        tally = run(Path(folder, "onde.sqlite3"), given.cycles, given.seed)
    print(*tally.wrong[:20], sep="\n")
    print(f"{tally} ({time.monotonic() - begun:.0f} s)")
    raise SystemExit(bool(tally.wrong))


if __name__ == "__main__":
    main()
