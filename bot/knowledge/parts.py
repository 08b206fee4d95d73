"""The files of one article, read and validated one by one, before they are checked against each other."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import Problem
from bot.knowledge.reading import Reading
from bot.knowledge.schema import (
    Alike,
    ArticleFile,
    ArticleWords,
    DataType,
    Definition,
    HostingRow,
    Product,
    Region,
    Section,
    Statement,
)
from bot.knowledge.yaml_source import Place, read_text

_FILES = ("article", "regions", "products", "data", "hosting", "definitions", "statements")
ALIKE = "alike"  # An article whose names nobody confuses needs no such file.

_LISTS_OF_PHRASES = ("products", "regions", "data", "everyday_data", "parts", "concepts", "regions_in_phrases", "outside", "purposes")

_UNREADABLE = ArticleFile("?", "https://unreadable", "?", "2000-01-01", "00:00", "?", [Section("unreadable", "?")], [])


class ArticleParts:
    """One article's folder: `key` is its name, every other attribute the content of the file of that name."""

    def __init__(self, reading: Reading, folder: Path) -> None:
        self.key = folder.name
        self._reading = reading
        self._folder = folder
        self.about = reading.whole(folder / "article.yaml", ArticleFile) or _UNREADABLE
        self.regions = reading.entries(folder / "regions.yaml", "regions", Region)
        self.products = reading.entries(folder / "products.yaml", "products", Product)
        self.data = reading.entries(folder / "data.yaml", "data", DataType)
        self.hosting = reading.entries(folder / "hosting.yaml", "hosting", HostingRow)
        self.definitions = reading.entries(folder / "definitions.yaml", "definitions", Definition)
        self.statements = reading.entries(folder / "statements.yaml", "statements", Statement)
        path = folder / f"{ALIKE}.yaml"
        self.alike = reading.entries(path, ALIKE, Alike) if os.path.lexists(path) else []
        reading.expect_only(folder, (*_FILES, ALIKE), "??")
        read_words = {path.stem: self._read_words(path) for path in sorted(folder.glob("??.yaml"))}
        self.words = {language: words for language, words in read_words.items() if words is not None}
        self.text = self._read_text()

    def _read_words(self, path: Path) -> ArticleWords | None:
        """One language's words, templates spelt out."""
        words = self._reading.whole(path, ArticleWords)
        return self._reading.with_phrases(path, words, _LISTS_OF_PHRASES) if words else None

    def _read_text(self) -> str:
        text, problems = read_text(self._folder / "article.txt", f"{self.key}/article.txt")
        self._reading.problems += problems
        return text or ""

    def problem(self, name: str, place: Place, message: str) -> Problem:
        """A mistake at `place` of the file `name`.yaml."""
        document = self._reading.document(self._folder / f"{name}.yaml")
        return document.problem(place, message) if document else Problem(f"{self.key}/{name}.yaml", 1, message)
