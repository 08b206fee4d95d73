"""What an answer says, as blocks that a phone shows well: answers first, then tables, conditions and quotes, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from bot.assistant import Assistant, Turn
from bot.surfaces.slack.elements import Block, Element, bullets, context, fitted, link, paragraph, quote, rich_text, run
from bot.surfaces.slack.mrkdwn import length
from bot.surfaces.slack.parts import Part, Source, parts_of, shown_quotes, sources_of, table_cells

LEAST = 80


class Measure(Struct, frozen=True):
    """How much of each thing a message shows, in characters or pieces: what a phone shows before one tires of it. The rest is one click away.

    Slack's own bounds for each lie higher: 3,000 characters in a text, 100 rows in a table, 100 options, 50 blocks.
    """

    answers: int = 3_000
    answer: int = 1_500
    beside_rows: int = 600
    parts: int = 16
    conditions: int = 1_800
    condition: int = 600
    rows: int = 30
    cell: int = 200
    cells: int = 3_000
    quotes: int = 6
    quote: int = 400
    note: int = 300
    choices: int = 60

    def divided(self, by: int) -> Measure:
        """Everything smaller by a factor, nothing less than one piece or a few words."""
        pieces = {"parts", "rows", "quotes", "choices"}
        return Measure(**{name: max(1 if name in pieces else LEAST, getattr(self, name) // by) for name in self.__struct_fields__})


class Body:
    """The blocks of a turn's answer; `was_cut` tells afterwards whether anything was left out."""

    def __init__(self, turn: Turn, assistant: Assistant, measure: Measure) -> None:
        self._turn = turn
        self._assistant = assistant
        self._phrasing = assistant.phrasing(turn.reply.language)
        self._most = measure
        self._room = measure.answers
        self._room_for_conditions = measure.conditions
        self._conditions: set[str] = set()
        self.was_cut = False

    def blocks(self) -> list[Block]:
        """Answers with their tables and conditions in the order asked, notes, quotes."""
        parts = parts_of(self._turn, self._phrasing)
        table = max(parts.answers[: self._most.parts], key=lambda part: len(part.rows))
        shown = parts.answers[: self._most.parts]
        self.was_cut = len(shown) < len(parts.answers)
        pieces = [piece for part in shown for piece in self._part(part, part is table)]
        blocks: list[Block] = []
        for is_rich, group in groupby(pieces, key=lambda piece: piece["type"].startswith("rich_text_")):
            found = list(group)
            blocks += [rich_text(*found)] if is_rich else found
        blocks += [context(fitted(note, self._most.note)) for note in parts.notes[:3]]
        return blocks + self._sources()

    def _part(self, part: Part, has_table: bool) -> Iterator[Element]:
        """The answer to one question; one table a message is what Slack allows, so that other rows become lines."""
        lead, space = ([run(part.verdict, bold=True)], " ") if part.verdict else ([], "")
        text = self._without_offers(part.text)
        if part.verdict or text:
            shown = self._taken(text, self._most.beside_rows if part.rows else self._most.answer)
            yield paragraph(*lead, *([run(f"{space}{shown}")] if text else []))
        if part.rows and has_table:
            yield from self._table(part)
        elif part.rows:
            yield from self._listed([self._phrasing.row(row) for row in part.rows])
        new = [condition for condition in part.conditions if condition not in self._conditions]
        self._conditions.update(new)
        yield from self._listed(new)
        if part.nearest:
            yield paragraph(run(self._phrasing.phrases["nearest"], bold=True), run(f" {self._taken(part.nearest, self._most.answer)}"))

    def _without_offers(self, text: str) -> str:
        """A text without the examples at its end, since those are buttons."""
        offers = " ".join([self._phrasing.phrases["examples"], *self._turn.reply.suggestions])
        return text.removesuffix(offers).rstrip() if self._turn.reply.suggestions else text

    def _taken(self, text: str, most: int) -> str:
        """As much of a text as there is room for; a few words at least, where there is none."""
        most = max(LEAST, min(most, self._room))
        shown = fitted(text, most)
        self.was_cut = self.was_cut or length(text) > most
        self._room -= length(shown)
        return shown

    def _listed(self, texts: list[str]) -> Iterator[Element]:
        """Texts as a list: those for which there is room, each whole unless it is very long, since half a condition misleads."""
        shown: list[str] = []
        for text in texts:
            item = fitted(text, self._most.condition)
            if length(item) > self._room_for_conditions:
                break
            self._room_for_conditions -= length(item)
            self.was_cut = self.was_cut or length(text) > self._most.condition
            shown.append(item)
        if len(shown) < len(texts):
            self.was_cut = True
            shown.append(self._phrasing.phrase("slack_more", count=str(len(texts) - len(shown))))
        if shown:
            yield bullets(shown)

    def _table(self, part: Part) -> Iterator[Block]:
        """Rows as Slack's table, as many as there is room for."""
        cells = table_cells(part.rows, self._most.rows, self._assistant, self._phrasing)
        room, rows = self._most.cells, []
        for line in cells:
            shown = [fitted(cell or "–", self._most.cell) for cell in line]
            room -= sum(map(length, shown))
            if room < 0:
                break
            self.was_cut = self.was_cut or any(length(cell) > self._most.cell for cell in line)
            rows.append([{"type": "raw_text", "text": cell} for cell in shown])
        yield {"type": "table", "column_settings": [{"is_wrapped": True} for _ in cells[0]], "rows": rows}
        if len(rows) <= len(part.rows):
            self.was_cut = True
            yield context(self._phrasing.phrase("slack_more_rows", count=str(len(part.rows) + 1 - len(rows))))

    def _sources(self) -> list[Block]:
        citations = self._turn.reply.citations
        if not citations:
            return []
        modified = self._phrasing.phrases["modified"]
        most, quote = self._most.quotes, self._most.quote
        self.was_cut = self.was_cut or len(citations) > most or any(length(citation.quote) > quote for citation in shown_quotes(self._turn, most))
        sources = sources_of(self._turn, self._assistant, most, together=most)
        blocks = [rich_text(*(source_quote(source, modified, quote) for source in sources))]
        if len(citations) > most:
            blocks.append(context(self._phrasing.phrase("slack_more_quotes", count=str(len(citations) - most))))
        return blocks


def source_quote(source: Source, modified: str, most: int) -> Element:
    """Quotes behind a bar, each on a line of its own, under them where they stand, as a link, and the article's date."""
    quotes = [run(f"“{fitted(text, most - 2)}”\n") for text in source.quotes]
    where = fitted(f"{source.title} › {source.section}", 300)
    return quote(*quotes, link(where, source.address), run(f" · {modified} {source.modified}"))
