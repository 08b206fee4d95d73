"""The report for programs: one JSON object a line, each with what it is a figure of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.feedback.figures import Tally
from bot.surfaces.report_page import Report


def report_json(report: Report) -> Iterator[dict[str, Any]]:
    """Objects: `of` says what is counted (all, week, version, fact, fact_version, language, surface, unknown), `key` which of it."""
    figures = report.figures
    yield _line("all", "", figures.total, {**_span(report.since, report.until), "people": figures.people, "voters": figures.voters})
    for of, tallies in (("week", figures.weeks), ("language", figures.languages), ("surface", figures.surfaces)):
        yield from (_line(of, key, tally) for key, tally in tallies.items())
    for each in figures.versions:
        yield _line("version", each.version, each.tally, {"first": _time(each.first), "last": _time(each.last)})
    for fact in figures.facts:
        yield _line("fact", fact.fact, fact.tally)
        yield from (_line("fact_version", fact.fact, tally, {"version": version}) for version, tally in fact.versions.items())
    for often in report.unknown:
        numbers = {"count": often.count, "people": often.people, "last": _time(often.last)}
        named = {"state": often.item.state, "question": often.item.question}
        yield {"of": "unknown", "key": str(often.item.id), **numbers, **named}


def _line(of: str, key: str, tally: Tally, more: dict[str, Any] | None = None) -> dict[str, Any]:
    shares = {"asked": tally.asked, "answered_share": tally.answered_share, "liked_share": tally.liked_share}
    return {"of": of, "key": key, **(more or {}), **msgspec.structs.asdict(tally), **shares}


def _span(since: float, until: float) -> dict[str, str]:
    return {"since": _time(since), "until": _time(until)}


def _time(moment: float) -> str:
    """ISO 8601, in UTC."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
