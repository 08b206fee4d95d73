"""`onde feedback report` as a real process: tables for people, JSON Lines for programs, a page, times, and mistakes."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.open import open_store
from tests.conftest import Ended, Onde
from tests.feedback.counted import Counted, week
from tests.feedback.generator import START, WEEK, History
from tests.terminals import Terminal

FIELDS = ("answered", "clarify", "unknown", "help", "up", "down")


class Reporter:
    """Runs the command with a copy of the invented past, whose findings it may write."""

    def __init__(self, onde: Onde, file: Path) -> None:
        self._onde = onde
        self.file = file

    def __call__(self, *options: str) -> Ended:
        """The command's end."""
        return self._onde("feedback", "report", *options, SQLITE_PATH=str(self.file), TZ="UTC")

    def lines(self, *options: str) -> list[dict[str, Any]]:
        """What it prints for programs."""
        ended = self("--json", *options)
        assert (ended.status, ended.err) == (0, "")
        return [json.loads(line) for line in ended.out.splitlines()]


@pytest.fixture(scope="module")
def report(onde: Onde, past: Path, tmp_path_factory: pytest.TempPathFactory) -> Reporter:
    """The command over a copy of its own."""
    return Reporter(onde, Path(shutil.copy(past, tmp_path_factory.mktemp("report") / "onde.sqlite3")))


def test_programs_read_every_figure(report: Reporter, history: History) -> None:
    """A line each, with what an independent count comes to."""
    lines, counted = report.lines(), Counted(history)
    expected = {
        "all": counted.by(lambda turn: [""]),
        "week": counted.by(week),
        "language": counted.by(lambda turn: [turn.language]),
        "surface": counted.by(lambda turn: [turn.place.surface]),
        "version": counted.by(lambda turn: [turn.knowledge]),
        "fact": counted.by(lambda turn: turn.evidence if turn.status == "answered" else []),
    }
    for of, counts in expected.items():
        found = {line["key"]: +Counter({name: line[name] for name in FIELDS}) for line in lines if line["of"] == of}
        assert {key: count for key, count in found.items() if count} == counts, of
    everything = lines[0]
    asked = everything["answered"] + everything["clarify"] + everything["unknown"]
    assert (everything["asked"], everything["answered_share"]) == (asked, everything["answered"] / asked)


def test_the_most_frequent_refusals_are_those_of_the_queue(report: Reporter) -> None:
    """In the order of how often they were refused in that time: what the findings of every item come to."""
    since, until = START + 10 * WEEK, START + 20 * WEEK
    times = [f"--since={_date(since)}", f"--until={_date(until)}"]
    shown = [(int(line["key"]), line["count"], line["people"]) for line in report.lines(*times) if line["of"] == "unknown"]
    store = open_store(report.file)
    try:
        counts: dict[int, tuple[int, int]] = {}
        for number in range(1, max(key for key, _, _ in shown) + 500):
            findings = [found for found in store.findings(number) if found.kind == "unknown" and since <= found.at < until]
            counts[number] = len(findings), len({found.user for found in findings})
    finally:
        store.close()
    assert [(count, people) for _, count, people in shown] == [counts[key] for key, _, _ in shown]
    assert [count for _, count, _ in shown] == sorted((count for count, _ in counts.values()), reverse=True)[: len(shown)]
    assert len(shown) == 15


def test_people_read_tables(report: Reporter) -> None:
    """Every part has its table; columns are aligned; nothing is coloured in a pipe."""
    ended = report()
    assert (ended.status, ended.err) == (0, "") and "\x1b" not in ended.out
    parts = ended.out.split("\n\n")
    assert [part.splitlines()[0] for part in parts[2:]] == [
        "Week by week", "Before and after each knowledge version", "Facts that people do not like", "Languages", "Where it was asked",
        "What the article does not say",
    ]  # fmt: skip
    assert all(len({len(line) for line in part.splitlines()[1:]}) == 1 for part in parts[2:7])


def test_a_terminal_shows_headings_bold(report: Reporter, onde: Onde) -> None:
    """And tells on the way how far it is, on standard error, which is gone afterwards."""
    variables = {**onde.variables, "SQLITE_PATH": str(report.file)}
    with Terminal("feedback", "report", variables=variables) as terminal:
        status, shown = terminal.end()
    assert status == 0 and "counting" in shown and "\x1b[1mWeek by week\x1b[0m" in shown


def test_the_time_can_be_chosen(report: Reporter, history: History) -> None:
    """From a date to before another; what was asked in between and nothing else is counted."""
    since, until = START + 8 * WEEK, START + 12 * WEEK
    everything = report.lines("--since", _date(since), "--until", _date(until))[0]
    counted = Counted(history, since, until).by(lambda turn: [""])[""]
    assert +Counter({name: everything[name] for name in FIELDS}) == counted
    assert (everything["since"], everything["until"]) == (f"{_date(since)}T00:00:00+00:00", f"{_date(until)}T00:00:00+00:00")


def test_the_page_is_written_to_a_file(report: Reporter, tmp_path: Path) -> None:
    """And a line says how much it is about."""
    file = tmp_path / "report.html"
    ended = report("--html", str(file))
    everything = report.lines()[0]
    assert (ended.status, ended.out, ended.err) == (0, f"{file}: questions: {everything['asked']}\n", "")
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>") and page.count("<svg") == 6 and f"{everything['asked']:,}" in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "last week"], "onde: 'last week' is no time: write 7d, 12h or 2w, or a date as 2026-01-31"),
        (["--since", "2026-06-01", "--until", "2026-05-01"], "onde: --since 2026-06-01 is not before --until 2026-05-01: swap them"),
        (["--html", "/nowhere/report.html"], "onde: /nowhere/report.html: No such file or directory"),
    ],
)
def test_mistakes_are_told(report: Reporter, options: list[str], told: str) -> None:
    """On one line, with the remedy, and status 1."""
    ended = report(*options)
    assert (ended.status, ended.out, ended.err) == (1, "", f"{told}\n")


def test_an_empty_store_has_a_report(onde: Onde, tmp_path: Path) -> None:
    """It says that there is nothing, in every form."""
    open_store(tmp_path / "onde.sqlite3").close()
    empty = Reporter(onde, tmp_path / "onde.sqlite3")
    assert "Nobody asked anything in this time." in empty().out
    assert [(line["of"], line["asked"]) for line in empty.lines()] == [("all", 0)]
    assert empty("--html", str(tmp_path / "report.html")).status == 0


def _date(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
