"""A whole reply by pages, for a modal: nothing of it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from bot.assistant import Assistant, Turn
from bot.surfaces.slack import ids
from bot.surfaces.slack.bodies import source_quote
from bot.surfaces.slack.elements import Block, actions, button, context, rich_text, section
from bot.surfaces.slack.mrkdwn import clean, cut, length
from bot.surfaces.slack.parts import parts_of, sources_of

# A view may have 100 blocks and 250 KB; a character takes up to twelve bytes where JSON is written in ASCII.
MOST_BLOCKS, MOST_CHARACTERS = 40, 12_000
_MOST_PIECE = 2_800

Sized = tuple[int, Block]


def page_blocks(turn: Turn, turn_id: str, assistant: Assistant, page: int) -> list[Block]:
    """The blocks of a page, counted from 0; the last one where there are fewer. Buttons lead to the pages beside it."""
    phrasing = assistant.phrasing(turn.reply.language)
    pages = _pages([*_texts(turn, assistant), *_quotes(turn, assistant)])
    page = min(page, len(pages) - 1)
    if len(pages) == 1:
        return pages[0]
    beside = [(page - 1, "slack_previous"), (page + 1, "slack_next")]
    buttons = [
        button(phrasing.phrases[key], ids.numbered(ids.REST, number), ids.indexed_value(turn_id, number))
        for number, key in beside
        if 0 <= number < len(pages)
    ]
    return [*pages[page], context(phrasing.phrase("slack_page", number=str(page + 1), total=str(len(pages)))), *actions(buttons)]


def _pages(blocks: list[Sized]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    room = MOST_CHARACTERS
    for size, block in blocks:
        if pages[-1] and (size > room or len(pages[-1]) >= MOST_BLOCKS):
            pages.append([])
            room = MOST_CHARACTERS
        pages[-1].append(block)
        room -= size
    return pages


def _texts(turn: Turn, assistant: Assistant) -> Iterator[Sized]:
    """All lines of the reply; short ones share a block, long ones are parted at sensible places."""
    phrasing = assistant.phrasing(turn.reply.language)
    parts = parts_of(turn, phrasing)
    for part in parts.answers:
        lines = [part.whole, *(f"• {phrasing.row(row)}" for row in part.rows), *part.conditions]
        lines += [f"{phrasing.phrases['nearest']} {part.nearest}"] if part.nearest else []
        for piece in pieces("\n".join(line for line in lines if line.strip())):
            yield length(piece), section(piece)
    yield from ((length(piece), context(piece)) for note in parts.notes for piece in pieces(note, 1_000))


def _quotes(turn: Turn, assistant: Assistant) -> Iterator[Sized]:
    """Every quote with its link, a block for those of one section; long ones are parted too."""
    modified = assistant.phrasing(turn.reply.language).phrases["modified"]
    for source in sources_of(turn, assistant, len(turn.reply.citations)):
        size = sum(map(length, source.quotes)) + len(source.address)
        yield min(size, MOST_CHARACTERS), rich_text(source_quote(source, modified, _MOST_PIECE))


def pieces(text: str, most: int = _MOST_PIECE) -> Iterator[str]:
    """A text in pieces of at most `most` characters that are parted at ends of lines, sentences or words; joined they are the text."""
    text = clean(text)
    while length(text) > most:
        end = len(cut(text, most)) - 1 or most // 2  # without its "…"; half of what is nothing but marks
        mark = "," if text[end : end + 1] == "," else ""
        yield text[:end] + mark
        text = text[end + len(mark) :].lstrip(" \n")
    if text.strip():
        yield text
