"""The report as a page: what stands in its charts and tables. The page itself is a template, report.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from bot.feedback.figures import FactTally, Figures, Tally, wilson
from bot.reviews import Often
from bot.surfaces import charts
from bot.surfaces.charts import Bar
from bot.surfaces.pages import Markup, count_text, day_text, percent_text, render

MOST_FACTS, MOST_VERSIONS = 15, 4
_FATES = ("answered", "clarify", "unknown")


class VersionRow(Struct, frozen=True):
    """A knowledge version with its changes against the one before (None without), and the interval of its thumbs-up share."""

    version: str
    first: float
    tally: Tally
    answered_change: float | None
    liked_change: float | None
    low: float | None
    high: float | None


class Report(Struct, frozen=True):
    """What the report is about: the figures from `since` to before `until` (Unix seconds), and the items refused most often in it."""

    figures: Figures
    unknown: Sequence[Often]
    since: float
    until: float
    made: float


def report_page(report: Report) -> str:
    """The whole page as HTML, in one file."""
    figures = report.figures
    facts = disliked(figures)
    groups = [
        ("Languages", "Language", "by-language", figures.languages),
        ("Where it was asked", "Place", "by-surface", figures.surfaces),
    ]
    return render(
        "report.html",
        period=period(report),
        made=report.made,
        figures=figures,
        total=figures.total,
        weeks=[(week, monday(week), tally) for week, tally in figures.weeks.items()],
        versions=version_rows(figures),
        facts=facts,
        recent=[each.version for each in figures.versions[-MOST_VERSIONS:]],
        unknown=report.unknown,
        groups=groups,
        charts=_charts(figures, facts) if figures.weeks else {},
    )


def period(report: Report) -> str:
    """The days that the report is about, first and last."""
    return f"{day_text(report.since)} to {day_text(max(report.since, report.until - 1))}"


def monday(week: str) -> str:
    """The first day of an ISO week.

    >>> monday("2026-W48")
    '23 Nov'
    """
    day = datetime.strptime(f"{week}-1", "%G-W%V-%u")
    return f"{day.day} {day:%b}"


def disliked(figures: Figures) -> list[FactTally]:
    """The facts with thumbs down, the surest first, as many as can be looked at."""
    return [fact for fact in figures.facts if fact.tally.down][:MOST_FACTS]


def version_rows(figures: Figures) -> list[VersionRow]:
    """Each version beside the one before."""
    rows: list[VersionRow] = []
    for number, now in enumerate(figures.versions):
        before = figures.versions[number - 1].tally if number else Tally()
        low, high = wilson(now.tally.up, now.tally.votes) if now.tally.votes else (None, None)
        changes = _difference(now.tally.answered_share, before.answered_share), _difference(now.tally.liked_share, before.liked_share)
        rows.append(VersionRow(now.version, now.first, now.tally, *changes, low, high))
    return rows


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _charts(figures: Figures, facts: Sequence[FactTally]) -> dict[str, Markup]:
    return {
        "asked": _asked(figures),
        "shares": _shares(figures),
        "versions": _likes("by-version", "Thumbs up by knowledge version", {each.version: each.tally for each in figures.versions}),
        "facts": _likes("by-fact", "Thumbs up by fact", {fact.fact: fact.tally for fact in facts}),
        "by-language": _fates("by-language", "Questions by language", figures.languages),
        "by-surface": _fates("by-surface", "Questions by the place where they were asked", figures.surfaces),
    }


def _asked(figures: Figures) -> Markup:
    """Questions a week by what became of them."""
    busiest = max(figures.weeks, key=lambda week: figures.weeks[week].asked)
    said = f"{count_text(figures.total.asked)} questions in {len(figures.weeks)} weeks, most of them, "
    said += f"{count_text(figures.weeks[busiest].asked)}, in the week of {monday(busiest)}."
    series = {name: [getattr(tally, name) for tally in figures.weeks.values()] for name in _FATES}
    return charts.stacked("by-week", "Questions by week", said, _mondays(figures), series)


def _shares(figures: Figures) -> Markup:
    """The two shares a week, and when a version began."""
    tallies = list(figures.weeks.values())
    series = {"answered": [tally.answered_share for tally in tallies], "liked": [tally.liked_share for tally in tallies]}
    first = figures.versions[0].version if figures.versions else ""
    began = {number: figures.began.get(week, []) for number, week in enumerate(figures.weeks)}
    turns = {number: ", ".join(version[:4] for version in versions if version != first) for number, versions in began.items()}
    shares = percent_text(figures.total.answered_share), percent_text(figures.total.liked_share)
    said = "Of all questions {} were answered, of all votes {} point up.".format(*shares)
    seen = {number: names for number, names in turns.items() if names}
    return charts.lines("by-share", "Answered share and thumbs-up share by week", said, _mondays(figures), series, seen)


def _mondays(figures: Figures) -> list[str]:
    return [monday(week) for week in figures.weeks]


def _likes(key: str, title: str, tallies: Mapping[str, Tally]) -> Markup:
    """Thumbs-up shares with their intervals; what got no vote is left out."""
    bars = [Bar(name, tally.liked_share, *wilson(tally.up, tally.votes)) for name, tally in tallies.items() if tally.liked_share is not None]
    said = "; ".join(f"{bar.name} {percent_text(bar.share)}" for bar in bars) or "No votes"
    return charts.bars(key, title, f"{said}. The thin lines are 95% intervals.", bars)


def _fates(key: str, title: str, tallies: Mapping[str, Tally]) -> Markup:
    """Questions by what became of them, a lying bar each."""
    said = "; ".join(f"{name} {count_text(tally.asked)}" for name, tally in tallies.items())
    series = {name: [getattr(tally, name) for tally in tallies.values()] for name in _FATES}
    return charts.lying(key, title, f"{said}.", list(tallies), series)
