"""A question of about 60 characters, against a full-text search for the same words."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.material import KNOWLEDGE, about_sixty, fresh_assistant, golden_questions
from benchmarks.measuring import Figure, compared, median, p99, progress, seconds

ROUNDS = 7
MEDIAN_BOUND, P99_BOUND = 5, 10

Search = Callable[[str], object]


def full_text_search() -> Search:
    """SQLite's FTS5 in memory over the article's paragraphs: the three best by BM25 for any of a question's words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO passages VALUES (?)", [(passage,) for passage in _passages()])

    def search(question: str) -> object:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        return database.execute("SELECT text FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 3", (words,)).fetchall()

    return search


def _passages() -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted(KNOWLEDGE.glob("*/article.txt"))]
    return [passage.strip() for text in texts for passage in re.split(r"\n\s*\n", text) if passage.strip()]


def figures() -> list[Figure]:
    """Median and p99, first asked and asked again; each question is timed next to its search."""
    everything = golden_questions()
    questions = about_sixty(everything)
    others = [question for question in everything if question not in set(questions)]
    new, again, searched = _times(questions, others)
    return [
        compared(f"question, {len(questions)} x {ROUNDS}, median (FTS5)", median(new), median(searched), MEDIAN_BOUND),
        compared("question, p99 (FTS5)", p99(new), p99(searched), P99_BOUND),
        compared("question asked again, median (FTS5)", median(again), median(searched), MEDIAN_BOUND),
        compared("question asked again, p99 (FTS5)", p99(again), p99(searched), P99_BOUND),
    ]


def _times(questions: list[str], others: list[str]) -> tuple[list[float], list[float], list[float]]:
    """Times in s of questions that an assistant has not had before, of the same asked again, and of the searches."""
    search = full_text_search()
    new: list[float] = []
    again: list[float] = []
    searched: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in progress(range(ROUNDS), "questions"):
            assistant = fresh_assistant(Path(folder), others)
            for question in questions:
                new.append(seconds(assistant.ask, question))
                searched.append(seconds(search, question))
                again.append(seconds(assistant.ask, question))
    return new, again, searched
