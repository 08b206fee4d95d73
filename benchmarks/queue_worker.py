"""One size of the queue benchmark, as a process: `python -m benchmarks.queue_worker FILE`. Prints the figures as JSON.

Memory is what Python's own allocator had at its most (tracemalloc), measured apart from the times since that slows everything;
SQLite's cache of pages is bounded and not in it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.measuring import median, seconds
from benchmarks.queue import Measured
from bot.reviews import KINDS, Filter
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from bot.surfaces.pages import write_page
from bot.surfaces.report_page import report_page
from bot.surfaces.reporting import make_report
from tests.feedback.memory import most_bytes

# What a maintainer looks at first: the newest, the most frequent, and each kind.
FILTERS = [
    Filter(limit=10), Filter(limit=50), Filter(limit=10, order="frequent"), *(Filter(limit=10, kind=kind) for kind in KINDS),
    Filter(limit=10, language="pt"), Filter(limit=10, product="freshdesk", order="frequent"), Filter(limit=10, offset=200),
]  # fmt: skip
ROUNDS = 3


def measure(file: Path) -> Measured:
    """Times first, then memory."""
    store = open_store(file)
    try:
        pages = [seconds(store.page, wanted) for _ in range(ROUNDS) for wanted in FILTERS]
        report = seconds(_report, store)
        return Measured(median(pages), report, most_bytes(partial(_pages, store)), most_bytes(partial(_report, store)))
    finally:
        store.close()


def _pages(store: ReviewStore) -> None:
    for wanted in FILTERS:
        store.page(wanted)


def _report(store: ReviewStore) -> None:
    """All of the past, as a page in a file."""
    now = time.time()
    with tempfile.TemporaryDirectory() as folder:
        write_page(Path(folder) / "report.html", report_page(make_report(store, 0.0, now, now)))


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(Path(sys.argv[1]))))
