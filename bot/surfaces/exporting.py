"""The review queue for other programs: as a table for spreadsheets, none of whose cells one takes for a formula, and as JSON."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import msgspec
from msgspec import Struct

from bot.feedback.queue import every_item
from bot.records import StoredTurn
from bot.reviews import Filter, Finding, Item
from bot.store.review_protocol import ReviewStore
from bot.surfaces.incoming import without_controls


class Row(Struct, frozen=True):
    """A question of an item; `asked` is in ISO 8601. Nobody who asked or voted is named: persons are counted."""

    item: int
    state: str
    reason: str
    assignee: str
    findings: int
    people: int
    kinds: list[str]
    asked: str
    language: str
    products: list[str]
    question: str
    status: str
    answer: str
    facts: list[str]
    votes: list[str]
    reasons: list[str]
    comments: list[str]
    knowledge: str
    turn: str


COLUMNS = Row.__struct_fields__

# What begins a formula in a spreadsheet, in any width or size of letters; and what such a program drops before it looks.
_FORMULA, _BREAKS = tuple("=+-@|%"), ("\t", "\r", "\n")
_DROPPED = ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn")
# Where a program that separates cells by something else than commas begins a new one, quotes or not: spreadsheets in Portuguese do so
# at semicolons, and a line's end is a row's.
_CELL_WITHIN = re.compile(r"(?<=[;|\n])(?=[^;|\n])")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")


def export_items(store: ReviewStore, wanted: Filter, out: BinaryIO) -> int:
    """Write the items that match, one row for each question, as CSV in UTF-8 with a mark of byte order; how many rows.

    The offset and limit of the filter do not count.
    """
    out.write("\ufeff".encode())
    out.write(_line(COLUMNS))
    count = 0
    for row in _rows(store, wanted):
        out.write(_line(_cells(row)))
        count += 1
    out.flush()
    return count


def export_json(store: ReviewStore, wanted: Filter, out: BinaryIO) -> int:
    """The same with every text as it is kept, a JSON object a line."""
    count = 0
    for row in _rows(store, wanted):
        out.write(msgspec.json.encode(row) + b"\n")
        count += 1
    out.flush()
    return count


def safe_cell(text: str) -> str:
    """A text that no spreadsheet runs, whatever it separates cells by: an apostrophe stands before what could be a formula.

    >>> safe_cell("=1+1"), safe_cell("1-1"), safe_cell(" @SUM(A1)"), safe_cell("in the US; =1+1")
    ("'=1+1", '1-1', "' @SUM(A1)", "in the US;' =1+1")
    """
    plain = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    pieces = _CELL_WITHIN.split(without_controls(plain))
    begins = text.startswith(_BREAKS) or pieces[0].lstrip(" \u00a0").startswith(_BREAKS) or _is_formula(pieces[0])
    return "".join(["'" * begins, pieces[0], *("'" * _is_formula(piece.replace('"', "")) + piece for piece in pieces[1:])])


def _is_formula(text: str) -> bool:
    """Whether the first character that a spreadsheet does not drop begins one."""
    first = next((sign for sign in text if unicodedata.category(sign) not in _DROPPED), "")
    return unicodedata.normalize("NFKC", first)[:1] in _FORMULA


def _line(cells: tuple[str, ...]) -> bytes:
    """A row of CSV, every cell in quotes."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "replace")


def _cells(row: Row) -> tuple[str, ...]:
    """A row's values as texts, in the order of COLUMNS. Lines of an answer that begin with a dash get a bullet, so that they need no apostrophe."""
    shown = msgspec.structs.replace(row, answer=row.answer.replace("\n- ", "\n\u2022 "), comments=["\n".join(row.comments)])
    return tuple(" ".join(value) if isinstance(value, list) else str(value) for value in msgspec.structs.astuple(shown))


def _rows(store: ReviewStore, wanted: Filter) -> Iterator[Row]:
    for item in every_item(store, wanted):
        for turn_id, findings in _by_turn(store.findings(item.id)).items():
            turn = store.turn(turn_id)
            if turn is not None:
                yield _row(item, turn, findings, store)


def _by_turn(findings: list[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.turn, []).append(finding)
    return found


def _row(item: Item, turn: StoredTurn, findings: list[Finding], store: ReviewStore) -> Row:
    votes = [vote for vote in store.votes(turn.id) if vote.value]
    return Row(
        item=item.id,
        state=item.state,
        reason=item.reason,
        assignee=item.assignee,
        findings=item.count,
        people=item.people,
        kinds=sorted({finding.kind for finding in findings}),
        asked=datetime.fromtimestamp(turn.asked, UTC).isoformat(timespec="seconds"),
        language=turn.language,
        products=sorted({key for finding in findings for key in finding.products}),
        question=turn.question,
        status=turn.status,
        answer=str(msgspec.json.decode(turn.reply).get("text", "")),
        facts=list(turn.evidence),
        votes=[str(vote.value) for vote in votes],
        reasons=[vote.reason for vote in votes if vote.reason],
        comments=[vote.comment for vote in votes if vote.comment],
        knowledge=turn.knowledge,
        turn=turn.id,
    )
