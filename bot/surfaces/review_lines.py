"""The review queue for people at the command line: items as a table, one item with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from bot.assistant import Assistant
from bot.config import Settings
from bot.conversations import Conversations
from bot.records import Place, StoredTurn, Vote
from bot.reviews import Action, Conflict, Exchange, Item, ItemDetail, Page
from bot.store.review_protocol import ReviewStore
from bot.surfaces.explain import explanation
from bot.surfaces.incoming import without_controls
from bot.surfaces.terminal import Screen

_GAP, _NOTHING = "  ", "-"
_HEAD = ("ITEM", "STATE", "FOUND", "PEOPLE", "LAST", "ASSIGNEE", "KINDS", "QUESTION")


def page_lines(page: Page, number: int, size: int, screen: Screen) -> list[str]:
    """A page of items as an aligned table, under it what there is in all. On a terminal, questions are cut at its width."""
    if not page.total:
        return ["nothing to review here"]
    counts = ", ".join(f"{count} {kind}" for kind, count in page.counts.items() if count)
    pages = -(-page.total // size)
    foot = f"items: {page.total}, page {number} of {pages}; with findings of each kind: {counts or 'none'}"
    return [*_table([_HEAD, *map(_cells, page.items)], screen), "", foot] if page.items else [foot]


def _cells(item: Item) -> tuple[str, ...]:
    return (
        str(item.id), item.state, str(item.count), str(item.people), _day(item.last), _plain(item.assignee) or _NOTHING,
        " ".join(f"{kind}:{count}" for kind, count in item.kinds.items()) or _NOTHING, _plain(item.question),
    )  # fmt: skip


def _table(rows: list[tuple[str, ...]], screen: Screen) -> Iterator[str]:
    """Rows with their cells aligned, the first one as the head, without columns in which nothing stands; cut at the width of a terminal."""
    columns = [column for column in zip(*rows, strict=True) if set(column[1:]) != {_NOTHING}]
    widths = [max(len(cell) for cell in column) for column in columns[:-1]]
    for number, (*cells, last) in enumerate(zip(*columns, strict=True)):
        line = screen.cut(_GAP.join((*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last)))
        yield screen.strong(line) if number == 0 else line


def item_line(item: Item) -> str:
    """An item in one line: what became of it."""
    of = f" of {item.duplicate_of}" if item.duplicate_of else ""
    whose = f", assigned to {_plain(item.assignee)}" if item.assignee else ""
    return f"item {item.id}: {item.state}{of}{whose}, revision {item.revision}"


def conflict_lines(conflict: Conflict, revision: int) -> list[str]:
    """What was done meanwhile, so that nobody overwrites it unseen."""
    head = f"onde: item {conflict.item.id} is not as it was at revision {revision}; nothing is done. Meanwhile:"
    return [head, *(f"  {_action(action)}" for action in conflict.since), f"  {item_line(conflict.item)}"]


def others_lines(actions: Sequence[Action], who: str) -> list[str]:
    """What others did with an item since somebody last did anything, who may not have seen it."""
    last = next((at for at in reversed(range(len(actions))) if actions[at].who == who), -1)
    return [f"  {_action(action)}" for action in actions[last + 1 :]]


def detail_lines(detail: ItemDetail, store: ReviewStore, settings: Settings, screen: Screen, *, explain: bool) -> Iterator[str]:
    """An item: what it is, its exchanges newest first, and what was done with it. How a question is understood is told by today's
    knowledge: for the newest one, or with `explain` for each."""
    item = detail.item
    yield screen.strong(item_line(item))
    yield from screen.wrap(_plain(item.question), "  ")
    found = ", ".join(f"{count} {kind}" for kind, count in item.kinds.items()) or "nothing that still stands"
    yield f"  found: {found}; people: {item.people}; from {_day(item.first)} to {_day(item.last)}"
    yield f"  languages: {', '.join(item.languages)}; products: {', '.join(item.products) or '-'}"
    if item.reason:
        yield from screen.wrap(f"reason: {_plain(item.reason)}", "  ")
    assistant = Assistant(settings.knowledge, settings.cache)
    conversations = Conversations(assistant, store)
    for number, exchange in enumerate(detail.exchanges):
        yield ""
        yield from _exchange(exchange, screen)
        shown = conversations.again(exchange.turn.id) if explain or number == 0 else None
        if shown is not None:
            yield from (screen.faint(f"    {line}") for line in explanation(shown.turn, assistant) if line)
    if detail.more:
        yield from ("", f"and {detail.more} more")
    if detail.actions:
        yield from ("", screen.strong("done"))
        yield from (line for action in detail.actions for line in screen.wrap(_action(action), "  "))


def _exchange(exchange: Exchange, screen: Screen) -> Iterator[str]:
    turn = exchange.turn
    kinds = ", ".join(exchange.kinds) or "withdrawn"
    yield screen.strong(f"{_moment(turn.asked)}  {kinds}  {turn.user}  turn {turn.id}")
    yield from screen.wrap(f"asked: {_plain(turn.question)}", "  ")
    yield from (line for text in _text(turn).split("\n") for line in screen.wrap(f"  {without_controls(text)}", "  "))
    yield f"  status: {turn.status}, language: {turn.language}, knowledge: {turn.knowledge}"
    yield from screen.wrap(f"facts: {', '.join(turn.evidence) or '-'}", "  ")
    yield f"  where: {link(turn.place) or turn.place.surface}"
    yield from (line for vote in exchange.votes if vote.value for line in screen.wrap(_vote(vote), "  "))


def _vote(vote: Vote) -> str:
    why = ": ".join(_plain(part) for part in (vote.reason, vote.comment) if part)
    return f"vote: {vote.value} by {vote.user}{f' ({why})' if why else ''}"


def link(place: Place) -> str:
    """The address of a thread in Slack; "" where there is none."""
    return f"https://app.slack.com/client/{place.team}/{place.channel}/thread/{place.channel}-{place.thread}" if place.thread else ""


def _action(action: Action) -> str:
    said = " ".join(_plain(part) for part in (action.value, action.text) if part)
    return f"{_moment(action.at)}  {_plain(action.who) or '-'}  {action.what}{f': {said}' if said else ''}"


def detail_json(detail: ItemDetail) -> dict[str, Any]:
    """An item for programs: replies as objects."""
    exchanges = [
        {"turn": {**msgspec.to_builtins(one.turn), "reply": msgspec.Raw(one.turn.reply)}, "votes": one.votes, "kinds": one.kinds}
        for one in detail.exchanges
    ]
    return {"item": detail.item, "exchanges": exchanges, "actions": detail.actions, "more": detail.more}


def _text(turn: StoredTurn) -> str:
    return str(msgspec.json.decode(turn.reply).get("text", ""))


def _plain(text: str) -> str:
    """A text on one line, with nothing that could steer a terminal."""
    return " ".join(without_controls(text).split())


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d")


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
