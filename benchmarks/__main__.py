"""Runs all benchmarks, prints the table, and ends with status 1 where a bound is missed.

`python -m benchmarks question hostile` runs those two only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks import cold_start, growth, hostile, question_time, queue, throughput
from benchmarks.measuring import Figure, table

SUITES: dict[str, Callable[[], list[Figure]]] = {
    "question": question_time.figures,
    "hostile": hostile.figures,
    "cold": cold_start.figures,
    "growth": growth.figures,
    "throughput": throughput.figures,
    "queue": queue.figures,
}


def main() -> int:
    """Runs the suites that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Onde against its bounds.")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"one of {', '.join(SUITES)}; all where none is named")
    chosen = parser.parse_args().suites or list(SUITES)
    unknown = [name for name in chosen if name not in SUITES]
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}")
    found = [figure for name in chosen for figure in SUITES[name]()]
    print(table(found))
    missed = sum(figure.missed for figure in found)
    if missed:
        print(f"{missed} of {sum(figure.bound is not None for figure in found)} bounds missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
