"""Answers for people: text, aligned tables and sources on a terminal or in a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from bot.answering.common.findings import Names, Row
from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.replies import Citation
from bot.surfaces.incoming import without_controls

WIDEST = 100
NARROWEST_COLUMN = 16
_GAP = "  "
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Screen:
    """Where lines are shown. On a terminal they are wrapped at its width, at most WIDEST, and may be coloured."""

    def __init__(self, out: TextIO, colour: bool) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._colour = colour and self._is_terminal
        self.width = min(WIDEST, _columns(out)) if self._is_terminal else WIDEST

    def show(self, lines: Iterable[str]) -> None:
        """Write lines at once; what the output's encoding lacks becomes a question mark."""
        text = "".join(f"{line}\n" for line in lines)
        encoding = self._out.encoding or "utf-8"
        self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()

    def strong(self, text: str) -> str:
        """Text that stands out."""
        return f"{_BOLD}{text}{_PLAIN}" if self._colour else text

    def faint(self, text: str) -> str:
        """Text that steps back."""
        return f"{_FAINT}{text}{_PLAIN}" if self._colour else text

    def wrap(self, text: str, indent: str = "") -> list[str]:
        """Text as lines that fit a terminal; one line elsewhere, since files are searched."""
        return _wrapped(text, self.width - len(indent), indent) if self._is_terminal else [indent + text]

    def cut(self, text: str) -> str:
        """A line cut at the width of a terminal; whole elsewhere, since files are searched."""
        return text if not self._is_terminal or len(text) <= self.width else f"{text[: self.width - 1]}…"


def _columns(out: TextIO) -> int:
    """The width of a terminal; 80 where it tells none."""
    try:
        return os.get_terminal_size(out.fileno()).columns or 80
    except OSError:
        return 80


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    if len(text) <= width:
        return [indent + text]
    import textwrap  # Here, since most starts have no use for it.

    return [indent + line for line in textwrap.wrap(text, max(width, NARROWEST_COLUMN), break_long_words=False, break_on_hyphens=False)]


def answer_lines(turn: Turn, assistant: Assistant, screen: Screen) -> list[str]:
    """A reply as people read it: the answer with its tables, then the sources."""
    phrasing = assistant.phrasing(turn.reply.language)
    lines: list[str] = []
    for is_table, group in _tables_apart(turn, phrasing):
        if is_table:
            lines += Table([row for row, _ in group if row], assistant, phrasing).lines(screen)
        else:
            lines += [line for _, text in group for line in screen.wrap(text)]
    if turn.reply.citations:
        lines += ["", *_sources(turn.reply.citations, phrasing, screen)]
    return lines


def choices(turn: Turn) -> list[str]:
    """What is offered next and does not stand in the reply's text already."""
    return [choice for choice in turn.reply.suggestions if turn.reply.status == "clarify" or choice not in turn.reply.text]


def choice_lines(turn: Turn, assistant: Assistant, numbered: bool = False) -> list[str]:
    """The choices, a line each, under their heading where they are examples."""
    offered = choices(turn)
    if not offered:
        return []
    heading = [] if turn.reply.status == "clarify" else ["", assistant.phrasing(turn.reply.language).phrases["examples"]]
    return [*heading, *(f"{number:>3}. {choice}" if numbered else f"  - {choice}" for number, choice in enumerate(offered, 1))]


def _tables_apart(turn: Turn, phrasing: Phrasing) -> Iterator[tuple[bool, list[tuple[Row | None, str]]]]:
    """The lines of the reply's text in groups: those that are a table's rows, and the others."""
    findings = [turn.finding, *(asked.finding for asked in turn.understood.asked)]
    rows = {f"- {phrasing.row(row)}": row for finding in findings for row in finding.rows}
    lines = [(rows.get(line), without_controls(line)) for line in turn.reply.text.split("\n")]
    for is_table, group in groupby(lines, key=lambda line: line[0] is not None):
        yield is_table, list(group)


class Table:
    """Rows of hosting facts as an aligned table; it has a column for data where a row names some."""

    def __init__(self, rows: Sequence[Row], assistant: Assistant, phrasing: Phrasing) -> None:
        self._rows = rows
        self._facts = assistant.knowledge.facts
        self._phrasing = phrasing
        phrases = phrasing.phrases
        self._cells = [[phrases["column_product"], phrases["column_data"], phrases["column_regions"]]]
        self._cells += [
            [phrasing.names(Names("product", (row.product,))), self._data(row), phrasing.names(Names("region", row.regions))] for row in rows
        ]
        if not any(row.data for row in rows):
            self._cells = [[product, regions] for product, _, regions in self._cells]

    def _data(self, row: Row) -> str:
        """The data of a row; one that names none is all of its product's data, or what the product's other rows leave."""
        if row.data:
            return self._phrasing.names(Names("data", row.data))
        if all(tuple(fact.regions) == row.regions for fact in self._facts if fact.product == row.product):
            return self._phrasing.phrases["all_data"]
        shares = sum(other.product == row.product for other in self._rows) > 1
        return self._phrasing.phrases["other_data"] if shares else ""

    def lines(self, screen: Screen) -> list[str]:
        """The table, its head first, no wider than the screen where the words allow."""
        widths = [max(len(cell) for cell in column) for column in zip(*self._cells, strict=True)]
        spare = screen.width - sum(widths) - len(_GAP) * (len(widths) - 1)
        if spare < 0 and len(widths) == 3:
            widths[1] = max(NARROWEST_COLUMN, widths[1] + spare)
        head, *body = [line for cells in self._cells for line in _aligned(cells, widths)]
        return [screen.strong(head), *body]


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row, the cells wrapped into their columns."""
    columns = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(len(column) for column in columns)):
        parts = (column[number] if number < len(column) else "" for column in columns)
        yield _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _sources(citations: Sequence[Citation], phrasing: Phrasing, screen: Screen) -> Iterator[str]:
    """Each article with its date and address once, each section once, under it its quotes."""
    phrases = phrasing.phrases
    for (title, modified, url), of_article in groupby(citations, key=lambda citation: (citation.title, citation.modified, citation.url)):
        yield f"{screen.strong(phrases['source'])}: {title} ({phrases['modified']} {modified})"
        yield f"  {url}"
        for section, of_section in groupby(of_article, key=lambda citation: citation.section):
            yield from screen.wrap(section, "  ")
            for citation in of_section:
                yield from (screen.faint(line) for line in screen.wrap(f"“{citation.quote}”", "    "))
