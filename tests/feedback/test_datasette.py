"""The metadata for Datasette: its prepared queries run on a store and say what the report says; every table and column is labelled."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from math import inf
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.feedback.figures import Figures, collect
from bot.feedback.naming import naming_of
from bot.feedback.projection import Projection
from bot.store.open import open_store
from bot.surfaces.report_page import monday
from tests.asking import KNOWLEDGE
from tests.feedback.counted import Counted
from tests.feedback.generator import History, Save

ROOT = KNOWLEDGE.parent
METADATA = yaml.safe_load((ROOT / "bot" / "store" / "datasette.yaml").read_text("utf-8"))["databases"]["onde"]
QUERIES: dict[str, dict[str, Any]] = METADATA["queries"]


@pytest.fixture(scope="module")
def looked_at(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented past with its findings."""
    file = Path(shutil.copy(past, tmp_path_factory.mktemp("datasette") / "onde.sqlite3"))
    store = open_store(file)
    Projection(store, naming_of(KNOWLEDGE, None)).run()
    store.close()
    return file


@pytest.fixture(scope="module")
def database(looked_at: Path) -> Iterator[sqlite3.Connection]:
    """Opened as Datasette does it: to read only."""
    with closing(sqlite3.connect(f"{looked_at.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(scope="module")
def figures(looked_at: Path) -> Figures:
    """Those of the report."""
    store = open_store(looked_at)
    found = collect(store.turns_between(0.0, inf))
    store.close()
    return found


def rows(database: sqlite3.Connection, query: str, **values: str) -> list[dict[str, Any]]:
    """What a prepared query gives."""
    return [dict(row) for row in database.execute(QUERIES[query]["sql"], values)]


def test_every_query_has_a_title_and_runs(database: sqlite3.Connection, history: History) -> None:
    """Those that take no value, and the others with one that is there; all but what maintainers did have something to tell."""
    there = next(iter(Counted(history).turns))
    for name, query in QUERIES.items():
        found = rows(database, name, **dict.fromkeys(query.get("params", []), there))
        assert query["title"] and (found or name == "done_by_maintainers"), name


def test_weeks_are_those_of_the_report(database: sqlite3.Connection, figures: Figures) -> None:
    """Counted in SQL by positions, they come to the same."""
    found = [(row["questions"], row["answered"], row["asked_back"], row["not_in_the_article"]) for row in rows(database, "questions_by_week")]
    tallies = [tally for tally in figures.weeks.values() if tally.asked]
    assert found == [(tally.asked, tally.answered, tally.clarify, tally.unknown) for tally in tallies]
    first = next(iter(figures.weeks))
    assert rows(database, "questions_by_week")[0]["monday"].endswith(f"-{int(monday(first).split()[0]):02}")


def test_versions_and_facts_are_those_of_the_report(database: sqlite3.Connection, figures: Figures) -> None:
    """Thumbs up and down of each."""
    versions = {row["version"]: (row["up"], row["down"]) for row in rows(database, "thumbs_by_version")}
    assert versions == {each.version: (each.tally.up, each.tally.down) for each in figures.versions}
    facts = {(row["fact"], row["version"]): (row["up"], row["down"]) for row in rows(database, "thumbs_by_fact")}
    told = {(each.fact, version): (tally.up, tally.down) for each in figures.facts for version, tally in each.versions.items() if tally.votes}
    assert facts == told


def test_refusals_are_those_of_the_report(database: sqlite3.Connection, looked_at: Path) -> None:
    """The same items in the same order."""
    store = open_store(looked_at)
    often = [(each.item.id, each.count, each.people, each.item.question) for each in store.most_frequent("unknown", 0.0, inf, 15)]
    store.close()
    found = [(row["item"], row["times"], row["people"], row["newest_question"]) for row in rows(database, "most_refused")]
    assert [row[:3] for row in found[:15]] == [row[:3] for row in often]


def test_a_thread_is_told_whole(database: sqlite3.Connection, history: History) -> None:
    """In its order, from any reply of it."""
    left = Counted(history).turns
    saved = ([step.turn for step in conversation.steps if isinstance(step, Save)] for conversation in history.conversations)
    turns = next(turns for turns in saved if len(turns) >= 3 and turns[0].place.thread and all(turn.id in left for turn in turns))
    for turn in turns:
        found = rows(database, "a_thread", id=turn.id)
        assert sorted(row["question"] for row in found) == sorted(each.question for each in turns)


def test_the_line_of_the_readme_opens_a_store_of_any_name(looked_at: Path, tmp_path: Path) -> None:
    """What it hands to Datasette is called as in the metadata, and is the store itself; here a script stands for Datasette."""
    store = Path(shutil.copy(looked_at, tmp_path / "kept for ever.db"))
    (tmp_path / "datasette").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "datasette").chmod(0o755)
    line = next(line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "datasette /tmp/onde.sqlite3" in line)
    command = line.removeprefix("$ ").replace("/tmp/", f"{tmp_path}/")
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SQLITE_PATH": os.path.relpath(store, ROOT)}
    ended = subprocess.run(command, shell=True, cwd=ROOT, env=variables, capture_output=True, text=True, check=True)
    opened, option, metadata = ended.stdout.splitlines()
    assert Path(opened).stem in yaml.safe_load((ROOT / metadata).read_text("utf-8"))["databases"] and option == "-m"
    with closing(sqlite3.connect(f"{Path(opened).as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone()[0] > 0


def test_every_table_and_column_is_labelled_or_hidden(database: sqlite3.Connection) -> None:
    """And no other is."""
    names = [row["name"] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    assert set(METADATA["tables"]) == set(names)
    for name, table in METADATA["tables"].items():
        columns = [row["name"] for row in database.execute(f'PRAGMA table_info("{name}")')]
        assert table.get("hidden") or (list(table["columns"]) == columns and table["title"]), name
        assert set(table.get("facets", [])) <= set(columns) and table.get("sort_desc", columns[0]) in columns
