"""A comparison of two versions of the knowledge as a page, side by side. The page itself is a template, comparison.html."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from msgspec import Struct

from bot.gate.causes import differing
from bot.gate.compare import Change, Comparison
from bot.replies import Reply
from bot.surfaces.comparison import edit_text, gathered, totals
from bot.surfaces.pages import render

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_KINDS = {"broken": "worse", "expected": "better", "reworded": "better"}


class Piece(Struct, frozen=True, array_like=True):
    """A part of an answer; `mark` is "del" or "ins" where only this side has it, else ""."""

    mark: str
    text: str


class Row(Struct, frozen=True):
    """An answer that changes: both sides in pieces, the quotes that prove them, the class of its judgement, the names of what differs.

    `alike` are other answers that change in the same words, and in nothing else.
    """

    change: Change
    alike: list[Change]
    kind: str
    differing: str
    old: list[Piece]
    new: list[Piece]
    old_quotes: list[str]
    new_quotes: list[str]


class Group(Struct, frozen=True):
    """What the same edits cause."""

    edits: list[str]
    size: int
    rows: list[Row]


def comparison_page(found: Comparison, names: tuple[str, str]) -> str:
    """The whole page as HTML, in one file; `names` are those of the old and the new version."""
    groups = [
        Group([edit_text(found.edits[number]) for number in numbers], len(changes), [_row(*alike) for alike in gathered(changes)])
        for numbers, changes in found.by_edits().items()
    ]
    return render("comparison.html", old=names[0], new=names[1], totals=totals(found), groups=groups)


def _row(change: Change, *alike: Change) -> Row:
    old, new = _marked(change.old.text, change.new.text)
    kind, fields = _KINDS.get(change.judgement, ""), ", ".join(differing(change.old, change.new))
    return Row(change, list(alike), kind, fields, old, new, _quotes(change.old), _quotes(change.new))


def _quotes(reply: Reply) -> list[str]:
    return [citation.quote for citation in reply.citations]


def _marked(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts in pieces, with the words that only one of them has marked."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words, mark in ((left, before[start:end], "del"), (right, after[begin:stop], "ins")):
            if words:
                side.append(Piece("" if what == "equal" else mark, "".join(words)))
    return left, right
