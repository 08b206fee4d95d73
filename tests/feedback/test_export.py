"""Exports: all that was asked for is there, and no cell is a formula for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest

from bot.records import Click, StoredTurn
from bot.reviews import Filter
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from bot.surfaces.exporting import COLUMNS, export_items, export_json, safe_cell
from tests.store.examples import turn
from tests.store.found import finding, keep

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62")
BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.y","z")', "SUM(A1:A9)", 'say "hi", then; go', "", "2", "\u00e1gua", "\ud7ff\U0001f600")
BEFORE = ("", " ", "\u00a0", "\u2003", "\ufeff", "\u200b", "  \t", '"', "'", "\n", "\x00", "\x1b[2J")
WITHIN = ("in the US;", "a; b; ", 'x;"', "x;\u00a0", "x|", "x\n", "x\r", "x\t", "x\r\n ", "x\u2028")
HOSTILE = 500


def hostile(count: int) -> list[str]:
    """Texts that spreadsheets may run."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    bare = [sign + body for sign in FORMULAS for body in BODIES]
    return [*bare, *(chance.choice(BEFORE + WITHIN) + chance.choice(bare) for _ in range(count - len(bare)))]


def read_back(exported: bytes) -> list[dict[str, str]]:
    """The rows as a program reads them."""
    head, *rows = csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline=""))
    assert tuple(head) == COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    """An empty store."""
    return open_store(tmp_path / "onde.sqlite3")


def test_no_cell_begins_a_formula(store: ReviewStore) -> None:
    texts = hostile(HOSTILE)
    made: list[StoredTurn] = [turn(number, text=text) for number, text in enumerate(texts)]
    for one in made:
        store.save(one, None)
    keep(store, *(finding(number, item=-number - 1) for number in range(len(texts))))
    out = io.BytesIO()
    assert export_items(store, Filter(), out) == HOSTILE
    store.close()
    rows = read_back(out.getvalue())
    assert len(rows) == HOSTILE
    kept = {row["turn"]: row["question"] for row in rows}
    for one, text in zip(made, texts, strict=True):
        assert plain(kept[one.id]) == plain(text), "nothing else of the text is lost"
    assert not [cell for row in rows for cell in row.values() if runs(cell)]
    for separator in ";\t|":
        split = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=separator)
        assert not [cell for row in split for cell in row if runs(cell)], "spreadsheets of other languages do not separate by commas"


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula."""
    return cell.startswith(FORMULAS) or cell.strip(" \n\u00a0\u2003\ufeff\u200b").startswith(FORMULAS)


def plain(text: str) -> str:
    """What of a text matters: no apostrophe and no control character, each line's end the same."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", " ")
    return ends.translate(dict.fromkeys((*range(10), *range(11, 32), *range(127, 160), ord("'"))))


def test_json_has_every_text_as_it_is_kept(store: ReviewStore) -> None:
    """A row a question, the same ones; nobody is named."""
    texts = hostile(200)
    for number, text in enumerate(texts):
        store.save(turn(number, text=text), None)
        store.rate(Click(turn(number).id, "U7", "down", "1.5"))
        store.explain_vote(turn(number).id, "U7", "wrong", text[::-1])
    keep(store, *(finding(number, item=-number - 1) for number in range(len(texts))))
    out = io.BytesIO()
    assert export_json(store, Filter(), out) == len(texts)
    store.close()
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    kept = {row["turn"]: (row["question"], row["comments"]) for row in rows}
    assert kept == {turn(number).id: (text, [text[::-1]]) for number, text in enumerate(texts)}
    assert all(tuple(row) == COLUMNS and row["votes"] == ["down"] and row["facts"] for row in rows) and b"U7" not in out.getvalue()


def test_what_nobody_runs_stays_as_it_is() -> None:
    for text in ("1-1", "a=b", "Where is Freshteam?", "", "\u00bfD\u00f3nde?", "no.", "(=1)", "US; EEA", "a\nb", "\u2013 no"):
        assert safe_cell(text) == text


def test_a_row_a_question_with_filters_and_counts(store: ReviewStore) -> None:
    for number in (1, 2, 3):
        store.save(turn(number, text=f"question {number}"), None)
    keep(store, finding(1, products=("a",)), finding(1, "unknown"), finding(2, "unknown", user="U2"), finding(3, item=-2, language="pt"))
    out = io.BytesIO()
    assert export_items(store, Filter(kind="unknown"), out) == 2
    store.close()
    first, second = read_back(out.getvalue())
    assert (first["question"], first["kinds"], first["findings"], first["people"], first["products"]) == ("question 1", "down unknown", "3", "2", "a")
    assert (second["question"], second["answer"], second["facts"], second["asked"]) == (
        "question 2", "There.", "freshdesk/ticket backup", "1970-01-01T00:00:02+00:00",
    )  # fmt: skip
    assert not [cell for row in (first, second) for cell in row.values() if cell in ("U1", "U2")], "nobody is named"


def test_more_items_than_a_piece(store: ReviewStore) -> None:
    for number in range(1, 40):
        store.save(turn(number), None)
    keep(store, *(finding(number, item=-number) for number in range(1, 40)))
    out = io.BytesIO()
    assert export_items(store, Filter(limit=7, offset=3), out) == 39
    store.close()
    assert len({row["item"] for row in read_back(out.getvalue())}) == 39
