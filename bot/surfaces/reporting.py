"""The report made and told: `onde feedback report`, on a terminal, for programs, or as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.feedback.figures import collect
from bot.reviews import Exchange
from bot.store.review_protocol import ReviewStore
from bot.surfaces.json_lines import write_lines
from bot.surfaces.pages import write_page
from bot.surfaces.progress import with_bar
from bot.surfaces.report_json import report_json
from bot.surfaces.report_page import Report, report_page
from bot.surfaces.report_tables import report_lines
from bot.surfaces.terminal import Screen

MOST_UNKNOWN = 15


def make_report(store: ReviewStore, since: float, until: float, now: float) -> Report:
    """The report on what was asked from `since` to before `until` (Unix seconds), as it is at `now`; a bar while the turns are read."""
    oldest = until

    def noted() -> Iterator[Exchange]:
        nonlocal oldest
        for exchange in store.turns_between(since, until):
            oldest = exchange.turn.asked
            yield exchange

    figures = collect(with_bar(noted(), "counting"))
    return Report(figures, store.most_frequent("unknown", since, until, MOST_UNKNOWN), since or oldest, until, now)


def tell(report: Report, page: Path | None, as_json: bool, settings: Settings) -> None:
    """Write the report to the file `page`, or to standard output. Raises OSError where that cannot be written."""
    if page is not None:
        write_page(page, report_page(report))
        print(f"{page}: questions: {report.figures.total.asked}")
    elif as_json:
        write_lines(report_json(report))
    else:
        screen = Screen(sys.stdout, settings.colour)
        screen.show(report_lines(report, screen))
