"""The review queue and the report over 50,000 turns of an invented past: how long the queue takes to open, and how much memory either takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from benchmarks.material import KNOWLEDGE, ROOT
from benchmarks.measuring import Figure, compared, median, progress, shown
from bot.feedback.naming import naming_of
from bot.feedback.projection import Projection
from bot.store.open import open_store
from tests.feedback.filling import fill
from tests.feedback.generator import History

TURNS = (5_000, 50_000)
OPENINGS = 5
MOST_SECONDS = 1.0
MOST_MEMORY = {"queue": 2.0, "report": 1.25}  # Against that with a tenth of the turns.
_MEGABYTE = 1 << 20


class Measured(msgspec.Struct, frozen=True):
    """What one process found: the median s that a page of the queue takes, the s of a report, the bytes that each took at its most
    beyond what was taken before."""

    page: float
    report: float
    queue_memory: int
    report_memory: int


def figures() -> list[Figure]:
    """Times against a second, memory against that with a tenth of the turns."""
    with tempfile.TemporaryDirectory() as folder:
        files = {turns: _past(turns, Path(folder) / f"{turns}.sqlite3") for turns in progress(TURNS, "queue: the past")}
        few, many = (_measured(files[turns]) for turns in progress(TURNS, "queue"))
        command = median([_listing(files[TURNS[-1]], Path(folder)) for _ in range(OPENINGS)])
    name = f"queue, {TURNS[-1]:,} turns"
    return [
        compared(f"{name}: a page opens (a second)", many.page, MOST_SECONDS, 1),
        compared(f"{name}: `onde feedback list` (a second)", command, MOST_SECONDS, 1),
        _memory(f"{name}: its memory ({TURNS[0]:,} turns)", many.queue_memory, few.queue_memory, "queue"),
        _memory(f"{name}: memory of a report ({TURNS[0]:,} turns)", many.report_memory, few.report_memory, "report"),
        Figure(f"{name}: a report with its page ({TURNS[0]:,} turns)", shown(many.report), shown(few.report), many.report / few.report),
    ]


def _memory(name: str, many: int, few: int, what: str) -> Figure:
    return Figure(name, f"{many / _MEGABYTE:.2f} MiB", f"{few / _MEGABYTE:.2f} MiB", many / few, MOST_MEMORY[what])


def _past(turns: int, file: Path) -> Path:
    """A store in which so much has happened, and been looked at."""
    store = open_store(file)
    fill(store, History(turns))
    Projection(store, naming_of(KNOWLEDGE, None)).run()
    store.close()
    return file


def _measured(file: Path) -> Measured:
    """One size measured in a process of its own, so that memory is its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.queue_worker", str(file)], check=True, capture_output=True, cwd=ROOT)
    return msgspec.json.decode(done.stdout, type=Measured)


def _listing(file: Path, folder: Path) -> float:
    """The s that the command takes from its start to its end."""
    variables = {**os.environ, "SQLITE_PATH": str(file), "ONDE_CACHE": str(folder / "cache")}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", "feedback", "list"], check=True, capture_output=True, cwd=ROOT, env=variables)
    return time.perf_counter() - start
