"""A comparison of two versions of the knowledge, for people on a terminal and for programs."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from bot.gate.causes import differing
from bot.gate.compare import JUDGEMENTS, Change, Comparison
from bot.gate.edits import Edit
from bot.surfaces.incoming import without_controls
from bot.surfaces.terminal import Screen

_LONGEST, _AROUND = 160, 40
_JUDGED = max(map(len, JUDGEMENTS))


def objects(found: Comparison) -> Iterator[dict[str, Any]]:
    """An object for each answer that changes, those of the same edits together, and at last one with the figures."""
    for numbers, changes in found.by_edits().items():
        for change in changes:
            yield {
                "question": change.question,
                "before": change.before,
                "golden": change.golden,
                "asked": change.asked,
                "judgement": change.judgement,
                "expected": change.is_expected,
                "edits": [str(found.edits[number]) for number in numbers],
                "old": change.old,
                "new": change.new,
            }
    yield {
        "edits": len(found.edits),
        "needed": len(found.needed),
        "questions": found.questions,
        "changes": len(found.changes),
        "unexpected": len(found.unexpected),
        "reworded": len(found.reworded),
    }


def show(found: Comparison, screen: Screen) -> None:
    """Every answer that changes below the edits that cause it, with what was and what is said; at last the figures."""
    for numbers, changes in found.by_edits().items():
        screen.show(without_controls(line) for line in _group(found, numbers, changes, screen))
    screen.show(totals(found))


def totals(found: Comparison) -> list[str]:
    """The figures in words, a line each."""
    unexpected, changes, reworded = len(found.unexpected), len(found.changes), len(found.reworded)
    said = f"{changes:,} answers change" if changes != 1 else "1 answer changes"
    words = f", {reworded:,} only in their words" if reworded else ""
    lines = [f"Questions: {found.questions:,}. Edits: {len(found.edits):,}. {said}{words}, {unexpected:,} unexpectedly."]
    if found.needed:
        lines.append(f"The old version lacks words that this program needs of every language: {len(found.needed):,} edits were made beforehand.")
    if unexpected:
        lines.append("Look at each: where the new answer is right, add a golden question that says so.")
    if any(differing(change.old, change.new) == ["text"] for change in found.unexpected):
        lines.append("Where an edit changes only how it is said, one golden question that asks for the new words (`must`) is enough for all answers.")
    return lines


def _group(found: Comparison, numbers: tuple[int, ...], changes: list[Change], screen: Screen) -> Iterator[str]:
    edits = [found.edits[number] for number in numbers]
    for edit in edits:
        yield screen.strong(edit_text(edit))
    if len(edits) > 1:
        yield screen.faint("  these edits together:")
    for change, *alike in gathered(changes):
        asked = f" (asked {change.asked:,} times)" if change.asked > 1 else ""
        more = f" and {len(alike):,} more, in the same words" if alike else ""
        yield f"  {change.judgement.ljust(_JUDGED)}  {f'{change.golden}: ' if change.golden else ''}{_one_line(change.question)}{asked}{more}"
        if change.before:
            yield from screen.wrap(screen.faint(f"after: {' / '.join(map(_one_line, change.before))}"), "    ")
        for mark, reply in (("-", change.old), ("+", change.new)):
            for line in reply.text.split("\n") if change.old.text != change.new.text else ():
                yield from screen.wrap(f"{mark} {line}", "    ")
        if change.old.text == change.new.text:
            yield screen.faint(f"    the text is the same; {', '.join(differing(change.old, change.new))} differ")
    yield ""


def gathered(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes of the same words in nothing but the text, of one judgement, together, since they read alike; every other alone."""
    found: dict[Hashable, list[Change]] = {}
    for number, change in enumerate(changes):
        is_of_words = change.judgement not in ("broken", "expected") and differing(change.old, change.new) == ["text"]
        found.setdefault((change.judgement, _words_changed(change)) if is_of_words else number, []).append(change)
    return list(found.values())


def _words_changed(change: Change) -> tuple[tuple[str, str], ...]:
    """The words that are gone, each with those in their place."""
    old, new = change.old.text.split(), change.new.text.split()
    places = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple((" ".join(old[start:end]), " ".join(new[begin:stop])) for what, start, end, begin, stop in places if what != "equal")


def edit_text(edit: Edit) -> str:
    """An edit as one line of bounded length, cut so that what is changed stays in sight.

    >>> edit_text(Edit("a.yaml", "text", "changed", "word " * 60 + "old", "word " * 60 + "new"))
    'a.yaml: text ~ …ord word word word word word word word old → …ord word word word word word word word new'
    """
    if edit.kind != "changed":
        return _cut(_one_line(str(edit)), 0, _LONGEST)
    before, after = _one_line(edit.before), _one_line(edit.after)
    start = max(len(os.path.commonprefix([before, after])) - _AROUND, 0)
    return str(replace(edit, before=_cut(before, start, _LONGEST), after=_cut(after, start, _LONGEST)))


def _cut(text: str, start: int, length: int) -> str:
    """So many characters of a text from `start` on, with an ellipsis where something is left out."""
    return f"{'…' if start else ''}{text[start : start + length]}{'…' if len(text) > start + length else ''}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
