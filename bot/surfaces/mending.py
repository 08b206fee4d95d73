"""Edits of the knowledge and golden questions that come of the review queue: `onde feedback suggest` and `onde feedback promote`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.assistant import Assistant
from bot.config import Settings
from bot.errors import ReviewError
from bot.feedback.queue import detail_of, every_item
from bot.gate.patches import apply
from bot.gate.promote import promote
from bot.gate.questions import successions
from bot.gate.suggestions import Suggesting, Suggestion
from bot.reviews import Filter, ItemDetail, Succession
from bot.store.review_protocol import ReviewStore
from bot.surfaces.incoming import without_controls
from bot.surfaces.json_lines import write_lines
from bot.surfaces.progress import with_bar
from bot.surfaces.terminal import Screen


def suggest(store: ReviewStore, settings: Settings, wanted: str | None, *, weak: bool, as_json: bool) -> None:
    """Show the suggestions, weak ones only where `weak` asks for them, or make the edit of the id `wanted`.

    Raises ReviewError where there is none of that id, PatchError.
    """
    suggesting = Suggesting(settings.knowledge, Assistant(settings.knowledge, settings.cache), store)
    found = suggesting.suggest(_items(store), with_bar(_turns(store), "suggest"))
    screen = Screen(sys.stdout, settings.colour)
    if wanted is not None:
        chosen = next((one for one in found if one.id == wanted), None)
        if chosen is None:
            raise ReviewError(f"there is no suggestion {wanted} (any more): `onde feedback suggest` lists them")
        apply(settings.knowledge, chosen.patch)
        screen.show([f"{settings.knowledge / chosen.patch.file} is written. See what changes: onde knowledge compare HEAD {settings.knowledge}"])
        return
    shown = [one for one in found if weak or not one.is_weak]
    if as_json:
        write_lines(map(_object, shown))
    else:
        screen.show(without_controls(line) for line in _told(shown, len(found) - len(shown), screen))


def make_golden(store: ReviewStore, settings: Settings, item: int, golden: Path) -> None:
    """Add an item to the golden questions, and show the line. Raises ReviewError, GoldenError."""
    lines = promote(detail_of(store, item), golden, Assistant(settings.knowledge, settings.cache), store)
    path = golden / f"{lines[-1].lang}.jsonl"
    Screen(sys.stdout, settings.colour).show([f"{path}: added, and wrong until the mend is there:", msgspec.json.encode(lines[-1]).decode()])


def _items(store: ReviewStore) -> Iterator[ItemDetail]:
    """The open and accepted items, most frequent first."""
    yield from (detail for item in every_item(store, Filter(order="frequent")) if (detail := store.item(item.id)))


def _turns(store: ReviewStore) -> Iterator[Succession]:
    """All that was asked, but for what somebody has decided to leave as it is."""
    declined = {finding.turn for item in every_item(store, Filter(states=frozenset({"declined"}))) for finding in store.findings(item.id)}
    for one in successions(store):
        if one.turn.id not in declined and (one.other is None or one.other.id not in declined):
            yield one


def _object(one: Suggestion) -> dict[str, object]:
    fields = {name: getattr(one, name) for name in Suggestion.__struct_fields__ if name != "patch"}
    return {**fields, "count": one.count, "file": one.patch.file, "diff": one.patch.diff}


def _told(found: list[Suggestion], left_out: int, screen: Screen) -> Iterator[str]:
    """Each suggestion with its evidence and its patch."""
    for one in found:
        what = {"alias": f"{one.word!r} as another name of {one.means}", "cue": f"{one.word!r} as another way to say {one.means}"}
        yield screen.strong(f"{one.id}  {what.get(one.kind, f'a statement that answers {one.word!r}')}")
        yield f"  items: {', '.join(map(str, one.items)) or 'none'}; written by {', '.join(f'{who} ({count})' for who, count in one.people.items())}"
        if one.kind != "statement" and not one.picked:
            yield "  nobody has said so: it looks like a typing error of that name"
        if one.picked:
            yield f"  then: {', '.join(f'{text} ({count})' for text, count in one.picked.items())}"
        yield from (screen.faint(f"  {question}") for question in one.questions)
        yield from (f"    {line}" for line in one.patch.diff.splitlines())
        yield ""
    if left_out:
        yield f"Left out: {left_out}: asked by one person once or twice, about nothing of an article, not refused any more; --all lists them."
    yield f"Suggestions: {len(found)}.{' `onde feedback suggest --apply ID` makes one.' if found else ''}"
