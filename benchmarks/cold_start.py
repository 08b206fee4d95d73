"""`onde ask` as a process of its own, against the shortest Python process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measuring import Figure, compared, median, progress, seconds

ROUNDS = 15
BOUND = 10
QUESTION = "Where is Freshdesk hosted?"


def figures() -> list[Figure]:
    """The median of 15 starts of each, in turn, after one that is not counted."""
    command = Path(sys.executable).parent / "onde"
    if not command.exists():
        return [Figure("onde ask, from cold (python -c pass)", "not measured: no onde beside this Python", bound=BOUND)]
    onde, python = [str(command), "ask", QUESTION], [sys.executable, "-c", "pass"]
    times: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as cache:
        run = partial(_run, {**os.environ, "ONDE_CACHE": cache})
        run(onde)
        run(python)
        for _ in progress(range(ROUNDS), "starts"):
            times[0].append(seconds(run, onde))
            times[1].append(seconds(run, python))
    return [compared("onde ask, from cold (python -c pass)", median(times[0]), median(times[1]), BOUND)]


def _run(environment: dict[str, str], command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
