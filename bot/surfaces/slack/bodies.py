"""What an answer says, as blocks that a phone shows well: answers first, then tables, conditions and quotes, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.assistant import Assistant, Turn
from bot.surfaces.slack.elements import Block, Element, bullets, context, fitted, link, paragraph, quote, rich_text, run
from bot.surfaces.slack.mrkdwn import length
from bot.surfaces.slack.parts import Part, Source, parts_of, sources_of, table_cells

# What a phone shows before one tires of it; the rest is one click away. Slack's own bounds lie higher: 3,000 characters in a text, 100 rows
# in a table, 50 blocks. How long all blocks of a message may be together it does not say; all of these together stay below 11,000.
MOST_ANSWERS, MOST_ANSWER, MOST_BESIDE_ROWS = 3_000, 1_500, 600
MOST_CONDITIONS, MOST_CONDITION = 1_800, 600
MOST_ROWS, MOST_CELL, MOST_CELLS = 30, 200, 3_000
MOST_QUOTES, MOST_QUOTE = 6, 400
LEAST = 80


class Body:
    """The blocks of a turn's answer; `was_cut` tells afterwards whether anything was left out."""

    def __init__(self, turn: Turn, assistant: Assistant) -> None:
        self._turn = turn
        self._assistant = assistant
        self._phrasing = assistant.phrasing(turn.reply.language)
        self._room = MOST_ANSWERS
        self._room_for_conditions = MOST_CONDITIONS
        self._conditions: set[str] = set()
        self.was_cut = False

    def blocks(self) -> list[Block]:
        """Answers with their tables and conditions in the order asked, notes, quotes."""
        parts = parts_of(self._turn, self._phrasing)
        table = max(parts.answers, key=lambda part: len(part.rows))
        pieces = [piece for part in parts.answers for piece in self._part(part, part is table)]
        blocks: list[Block] = []
        for is_rich, group in groupby(pieces, key=lambda piece: piece["type"].startswith("rich_text_")):
            found = list(group)
            blocks += [rich_text(*found)] if is_rich else found
        blocks += [context(note) for note in parts.notes[:3]]
        return blocks + self._sources()

    def _part(self, part: Part, has_table: bool) -> Iterator[Element]:
        """The answer to one question; one table a message is what Slack allows, so that other rows become lines."""
        lead, space = ([run(part.verdict, bold=True)], " ") if part.verdict else ([], "")
        text = self._without_offers(part.text)
        if part.verdict or text:
            shown = self._taken(text, MOST_BESIDE_ROWS if part.rows else MOST_ANSWER)
            yield paragraph(*lead, *([run(f"{space}{shown}")] if text else []))
        if part.rows and has_table:
            yield from self._table(part)
        elif part.rows:
            yield from self._listed([self._phrasing.row(row) for row in part.rows])
        new = [condition for condition in part.conditions if condition not in self._conditions]
        self._conditions.update(new)
        yield from self._listed(new)
        if part.nearest:
            yield paragraph(run(self._phrasing.phrases["nearest"], bold=True), run(f" {self._taken(part.nearest, MOST_ANSWER)}"))

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
            item = fitted(text, MOST_CONDITION)
            if length(item) > self._room_for_conditions:
                break
            self._room_for_conditions -= length(item)
            self.was_cut = self.was_cut or length(text) > MOST_CONDITION
            shown.append(item)
        if len(shown) < len(texts):
            self.was_cut = True
            shown.append(self._phrasing.phrase("slack_more", count=str(len(texts) - len(shown))))
        if shown:
            yield bullets(shown)

    def _table(self, part: Part) -> Iterator[Block]:
        """Rows as Slack's table, as many as there is room for."""
        cells = table_cells(part.rows, MOST_ROWS, self._assistant, self._phrasing)
        room, rows = MOST_CELLS, []
        for line in cells:
            shown = [fitted(cell or "–", MOST_CELL) for cell in line]
            room -= sum(map(length, shown))
            if room < 0:
                break
            self.was_cut = self.was_cut or any(length(cell) > MOST_CELL for cell in line)
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
        self.was_cut = self.was_cut or any(length(citation.quote) > MOST_QUOTE for citation in citations[:MOST_QUOTES])
        sources = sources_of(self._turn, self._assistant, MOST_QUOTES, together=MOST_QUOTES)
        blocks = [rich_text(*(source_quote(source, modified, MOST_QUOTE) for source in sources))]
        if len(citations) > MOST_QUOTES:
            self.was_cut = True
            blocks.append(context(self._phrasing.phrase("slack_more_quotes", count=str(len(citations) - MOST_QUOTES))))
        return blocks


def source_quote(source: Source, modified: str, most: int) -> Element:
    """Quotes behind a bar, each on a line of its own, under them where they stand, as a link, and the article's date."""
    quotes = [run(f"“{fitted(text, most - 2)}”\n") for text in source.quotes]
    where = fitted(f"{source.title} › {source.section}", 300)
    return quote(*quotes, link(where, source.address), run(f" · {modified} {source.modified}"))
