"""The report on a terminal or in a file: aligned tables, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.feedback.figures import Figures, Tally
from bot.surfaces.incoming import without_controls
from bot.surfaces.pages import count_text, day_text, percent_text, points_text
from bot.surfaces.report_page import Report, disliked, monday, period, version_rows
from bot.surfaces.terminal import Screen

_GAP = "  "
_MOST_FACTS = 8
_FATES = ("questions", "answered", "asked back", "not said", "share")
_LIKES = ("up", "down", "thumbs up")


def report_lines(report: Report, screen: Screen) -> Iterator[str]:
    """The report's lines."""
    figures = report.figures
    yield screen.strong(f"Feedback report, {period(report)} (UTC)")
    if not figures.weeks:
        yield "Nobody asked anything in this time."
        return
    yield from _total(figures)
    by_week = {f"{week}  {monday(week):>6}": tally for week, tally in figures.weeks.items()}
    yield from _tallies("Week by week", ("week", *_FATES, *_LIKES), by_week, screen)
    yield from _versions(figures, screen)
    yield from _facts(figures, screen)
    yield from _tallies("Languages", ("language", *_FATES, *_LIKES), figures.languages, screen)
    yield from _tallies("Where it was asked", ("place", *_FATES, *_LIKES), figures.surfaces, screen)
    yield from _unknown(report, screen)


def _total(figures: Figures) -> Iterator[str]:
    total = figures.total
    rows = [
        ("questions", count_text(total.asked), f"from {count_text(figures.people)} people"),
        ("answered", percent_text(total.answered_share), f"{count_text(total.answered)} of {count_text(total.asked)}"),
        ("thumbs up", percent_text(total.liked_share), f"{count_text(total.up)} of {count_text(total.votes)} votes"),
    ]
    yield from ("", *(f"{name:<9}  {value:>7}  {more}" for name, value, more in rows))


def _tallies(title: str, head: Sequence[str], tallies: Mapping[str, Tally], screen: Screen) -> Iterator[str]:
    rows = [(name, *_fates(tally), *_likes(tally)) for name, tally in tallies.items()]
    yield from _table(title, head, rows, screen)


def _fates(tally: Tally) -> tuple[str, ...]:
    counts = (tally.asked, tally.answered, tally.clarify, tally.unknown)
    return (*map(count_text, counts), percent_text(tally.answered_share))


def _likes(tally: Tally) -> tuple[str, ...]:
    return count_text(tally.up), count_text(tally.down), percent_text(tally.liked_share)


def _versions(figures: Figures, screen: Screen) -> Iterator[str]:
    rows = []
    for row in version_rows(figures):
        answered = percent_text(row.tally.answered_share), points_text(row.answered_change)
        interval = f"{percent_text(row.low)} to {percent_text(row.high)}"
        liked = percent_text(row.tally.liked_share), points_text(row.liked_change), interval
        rows.append((row.version, day_text(row.first), count_text(row.tally.asked), *answered, count_text(row.tally.votes), *liked))
    head = ("version", "first answer", "questions", "answered", "change", "votes", "thumbs up", "change", "95% interval")
    yield from _table("Before and after each knowledge version", head, rows, screen)


def _facts(figures: Figures, screen: Screen) -> Iterator[str]:
    """The facts that are surest to be disliked, each also with the versions that it got votes with."""
    rows: list[tuple[str, ...]] = []
    for fact in disliked(figures)[:_MOST_FACTS]:
        rows.append((without_controls(fact.fact), "", count_text(fact.tally.answered), *_likes(fact.tally)))
        voted = {version: tally for version, tally in fact.versions.items() if tally.votes}
        rows += [("", version, count_text(tally.answered), *_likes(tally)) for version, tally in voted.items() if len(voted) > 1]
    if rows:
        yield from _table("Facts that people do not like", ("fact", "version", "answers", *_LIKES), rows, screen, words=2)


def _unknown(report: Report, screen: Screen) -> Iterator[str]:
    """What was refused most often; the questions come last, since they may be long."""
    rows = [
        (str(each.item.id), count_text(each.count), count_text(each.people), day_text(each.last), each.item.state, _one_line(each.item.question))
        for each in report.unknown
    ]
    if rows:
        yield from _table("What the article does not say", ("item", "times", "people", "last", "state", "question"), rows, screen, words=0)


def _one_line(text: str) -> str:
    return " ".join(without_controls(text).split())


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen, words: int = 1) -> Iterator[str]:
    """A table under its title: the first `words` columns begin on the left, the last one too where it is the question."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    yield from ("", screen.strong(title))
    for number, row in enumerate((head, *rows)):
        cells = [cell.ljust(width) if column < words else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))]
        if head[-1] == "question":
            cells[-1] = row[-1]
        line = _GAP.join(cells).rstrip()
        yield screen.faint(line) if number == 0 else line
