"""A comparison of two versions of the knowledge as one page of HTML, side by side: it needs nothing but itself, and runs no script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

from bot.gate.compare import Change, Comparison
from bot.replies import Reply
from bot.surfaces.comparison import differing, shortened, totals

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere } h2 code { display: block; font-size: .95em }
article { border: 1px solid #767676; border-radius: 6px; margin: 1rem 0; padding: .75rem 1rem; break-inside: avoid }
h3 { font-size: 1rem; margin: 0 } p.about { margin: 0; color: #595959; font-size: .9rem }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem } .sides h4 { margin: .5rem 0 0; font-size: .85rem; color: #595959 }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
del { background: #fde2e2; color: #7d1313 } ins { background: #dcf5e0; color: #0b4d1c; text-decoration: underline }
strong.broken, strong.unexpected { color: #7d1313 } strong.expected { color: #0b4d1c }
@media (max-width: 45rem) { .sides { grid-template-columns: 1fr } }
@media print { body { margin: 0; max-width: none } a { color: inherit } }
"""


def write_page(path: Path, found: Comparison, names: tuple[str, str]) -> None:
    """Write the page to a file, whole or not at all. Raises OSError."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_text("".join(page(found, names)), "utf-8")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def page(found: Comparison, names: tuple[str, str]) -> Iterator[str]:
    """The page in pieces; `names` are those of the old and the new version."""
    old, new = map(escape, names)
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{old} and {new} compared</title>'
    yield '<meta name="viewport" content="width=device-width">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<style>{_STYLE}</style></head><body>\n"
    yield f"<main><h1>What changes from {old} to {new}</h1>\n"
    yield from (f"<p>{escape(line)}</p>\n" for line in totals(found))
    for numbers, changes in found.by_edits().items():
        yield from _group([str(found.edits[number]) for number in numbers], changes)
    yield "</main></body></html>\n"


def _group(edits: list[str], changes: list[Change]) -> Iterator[str]:
    yield f"<section><h2>{''.join(f'<code>{escape(shortened(edit))}</code>' for edit in edits)} {_counted(len(changes))}</h2>\n"
    for change in changes:
        yield from _change(change)
    yield "</section>\n"


def _counted(count: int) -> str:
    return f"{count:,} answers change" if count > 1 else "1 answer changes"


def _change(change: Change) -> Iterator[str]:
    kind = "expected" if change.judgement == "expected" else "broken" if change.judgement == "broken" else "unexpected"
    asked = f", asked {change.asked:,} times" if change.asked > 1 else ""
    golden = f", golden question {escape(change.golden)}" if change.golden else ""
    yield f'<article lang="{escape(change.new.language)}"><h3>{escape(change.question)}</h3>'
    yield f'<p class="about" lang="en"><strong class="{kind}">{change.judgement}</strong>{golden}{asked}; '
    yield f"{', '.join(differing(change.old, change.new))} differ</p>"
    if change.before:
        yield f'<p class="about"><span lang="en">After:</span> {escape(" / ".join(change.before))}</p>'
    old, new = _marked(change.old.text, change.new.text)
    yield f'<div class="sides"><div><h4 lang="en">Old</h4><p class="text">{old}</p>{_quotes(change.old)}</div>'
    yield f'<div><h4 lang="en">New</h4><p class="text">{new}</p>{_quotes(change.new)}</div></div></article>\n'


def _quotes(reply: Reply) -> str:
    quotes = "".join(f"<li>{escape(citation.quote)}</li>" for citation in reply.citations)
    return f'<h4 lang="en">Evidence</h4><ul>{quotes}</ul>' if quotes else ""


def _marked(old: str, new: str) -> tuple[str, str]:
    """Two texts, escaped, with the words that only one of them has marked."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    left, right = "", ""
    for what, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = escape("".join(before[start:end])), escape("".join(after[begin:stop]))
        left += gone if what == "equal" or not gone else f"<del>{gone}</del>"
        right += come if what == "equal" or not come else f"<ins>{come}</ins>"
    return left, right
