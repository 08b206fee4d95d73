"""Timing, and the table in which figures are shown."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
HEADINGS = ("", "measured", "against", "ratio", "at most", "")


class Figure(NamedTuple):
    """One line of the table. Without `ratio` and `bound` it only informs; with a bound and no ratio it was not measured."""

    name: str
    measured: str
    against: str = ""
    ratio: float | None = None
    bound: float | None = None

    @property
    def missed(self) -> bool:
        """Whether there is a bound and it was not kept."""
        return self.bound is not None and (self.ratio is None or self.ratio > self.bound)

    def cells(self) -> tuple[str, ...]:
        """The line's cells as text."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        bound = "" if self.bound is None else f"{self.bound:g}x"
        return (self.name, self.measured, self.against, ratio, bound, "MISSED" if self.missed else "ok" if bound else "")


def seconds(action: Callable[[T], object], argument: T) -> float:
    """How long `action` takes with `argument`."""
    start = time.perf_counter()
    action(argument)
    return time.perf_counter() - start


def median(times: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(times)


def p99(times: Sequence[float]) -> float:
    """The 99th percentile: the smallest that at least 99 % do not exceed."""
    return sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)]


def shown(time_taken: float) -> str:
    """A time in s as text, in ms from 1 ms on and in µs below."""
    if time_taken >= 1:
        return f"{time_taken:.2f} s"
    return f"{time_taken * 1e3:.2f} ms" if time_taken >= 1e-3 else f"{time_taken * 1e6:.0f} µs"


def compared(name: str, measured: float, against: float, bound: float) -> Figure:
    """A figure from two times in s."""
    return Figure(name, shown(measured), shown(against), measured / against, bound)


def progress(items: Sequence[T], name: str) -> Iterator[T]:
    """The items, with a bar on standard error where that is a terminal."""
    terminal = sys.stderr.isatty()
    for number, item in enumerate(items):
        if terminal:
            done = 30 * number // len(items)
            sys.stderr.write(f"\r{name:<24} [{'#' * done}{'.' * (30 - done)}]")
            sys.stderr.flush()
        yield item
    if terminal:
        sys.stderr.write("\r" + " " * 60 + "\r")


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned columns."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:5], strict=True)), row[5]]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
