"""The review queue as a table for spreadsheets, none of whose cells one takes for a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import BinaryIO

import msgspec

from bot.feedback.queue import every_item
from bot.records import StoredTurn
from bot.reviews import Filter, Finding, Item
from bot.store.review_protocol import ReviewStore
from bot.surfaces.incoming import without_controls

COLUMNS = (
    "item", "state", "reason", "assignee", "findings", "people", "kinds", "asked", "language", "products", "question", "status", "answer",
    "facts", "votes", "reasons", "comments", "knowledge", "turn",
)  # fmt: skip

# What begins a formula in a spreadsheet, and its full-width forms; so does what such a programme drops before it looks.
_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")
_DROPPED = " \u00a0\u3000\ufeff\u200b\u200e\u200f\u2060"


def export_items(store: ReviewStore, wanted: Filter, out: BinaryIO) -> int:
    """Write the items that match, one row for each question, as CSV in UTF-8 with a mark of byte order; how many rows.

    The offset and limit of the filter do not count.
    """
    out.write("\ufeff".encode())
    out.write(_line(COLUMNS))
    rows = 0
    for item in every_item(store, wanted):
        for turn_id, findings in _by_turn(store.findings(item.id)).items():
            turn = store.turn(turn_id)
            if turn is not None:
                out.write(_line(_cells(item, turn, findings, store)))
                rows += 1
    out.flush()
    return rows


def safe_cell(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what could be a formula.

    >>> safe_cell("=1+1"), safe_cell("1-1"), safe_cell(" @SUM(A1)")
    ("'=1+1", '1-1', "' @SUM(A1)")
    """
    begins = text.startswith(_FORMULA) or text.lstrip(_DROPPED).startswith(_FORMULA)
    shown = without_controls(text)
    return f"'{shown}" if begins or shown.startswith(_FORMULA) else shown


def _line(cells: tuple[str, ...]) -> bytes:
    """A row of CSV, every cell in quotes."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "replace")


def _by_turn(findings: list[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.turn, []).append(finding)
    return found


def _cells(item: Item, turn: StoredTurn, findings: list[Finding], store: ReviewStore) -> tuple[str, ...]:
    """The cells of a row, in the order of COLUMNS. Nobody is named: persons are counted."""
    votes = [vote for vote in store.votes(turn.id) if vote.value]
    reply = msgspec.json.decode(turn.reply)
    kinds = sorted({finding.kind for finding in findings})
    products = sorted({key for finding in findings for key in finding.products})
    return (
        str(item.id), item.state, item.reason, item.assignee, str(item.count), str(item.people), " ".join(kinds),
        datetime.fromtimestamp(turn.asked, UTC).isoformat(timespec="seconds"), turn.language, " ".join(products), turn.question, turn.status,
        str(reply.get("text", "")), " ".join(turn.evidence), " ".join(vote.value for vote in votes),
        " ".join(vote.reason for vote in votes if vote.reason), "\n".join(vote.comment for vote in votes if vote.comment),
        turn.knowledge, turn.id,
    )  # fmt: skip
