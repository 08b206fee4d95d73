"""Knowledge 10, 100 and 1,000 times as large: what a question, the start and the memory then cost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from benchmarks.material import KNOWLEDGE, ROOT
from benchmarks.measuring import Figure, progress, shown

TIMES = (1, 10, 100, 1_000)
BOUND = 3


class Measured(msgspec.Struct, frozen=True):
    """What one process found: times in s, memory in bytes over what Python and Onde's code take."""

    median: float
    p99: float
    misspelt: float
    build: float
    load: float
    memory: int


def figures() -> list[Figure]:
    """A question's median against that of the article alone, and load and memory against as many times those of it."""
    with tempfile.TemporaryDirectory() as folder:
        found = {times: _measured(times, Path(folder) / str(times)) for times in progress(TIMES, "growth")}
    lines: list[Figure] = []
    for times in TIMES[1:]:
        lines += _lines(times, found[1], found[times])
    return lines


def _measured(times: int, cache: Path) -> Measured:
    """One size measured in a process of its own, so that memory is its own."""
    command = [sys.executable, "-m", "benchmarks.growth_worker", str(KNOWLEDGE), str(cache), str(times)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return msgspec.json.decode(done.stdout, type=Measured)


def _lines(times: int, one: Measured, many: Measured) -> list[Figure]:
    name, bound = f"knowledge x {times:,}", BOUND if times == TIMES[-1] else None
    megabyte = 1 << 20
    return [
        Figure(f"{name}: question, median (x 1)", shown(many.median), shown(one.median), many.median / one.median, bound),
        Figure(f"{name}: question, p99 (x 1)", shown(many.p99), shown(one.p99), many.p99 / one.p99),
        Figure(f"{name}: misspelt question, median (x 1)", shown(many.misspelt), shown(one.misspelt), many.misspelt / one.misspelt),
        Figure(f"{name}: lexicon made (x 1)", shown(many.build), shown(one.build), many.build / one.build, times),
        Figure(f"{name}: load (x 1)", shown(many.load), shown(one.load), many.load / one.load, times),
        Figure(f"{name}: memory (x 1)", f"{many.memory / megabyte:.0f} MiB", f"{one.memory / megabyte:.0f} MiB", many.memory / one.memory, times),
    ]
