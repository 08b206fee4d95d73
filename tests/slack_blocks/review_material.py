"""Items of the review as the store gives them, for tests of how they are shown."""

from __future__ import annotations

import msgspec

from bot.conversations import Shown
from bot.records import Place, StoredTurn, Vote
from bot.reviews import KINDS, Action, Exchange, Item, ItemDetail, Page, State
from bot.surfaces.slack.review.item_view import Seen
from tests.asking import assistant

NOW = 1_800_000_000.0
HOSTILE = "<@U1> *x* <!channel> https://evil.example/?a=b&c #general `code` \u202egnp.exe \x00 " + "word " * 900


def item(number: int = 7, state: State = "open", question: str = "Where is Freshteam?", **more: object) -> Item:
    """An item of three people."""
    fields: dict[str, object] = {
        "id": number, "question": question, "kinds": {"down": 2, "unknown": 1}, "count": 3, "people": 3, "languages": ["en", "pt"],
        "products": ["freshteam"], "first": NOW - 9_000, "last": NOW, "state": state, "revision": 4,
    }  # fmt: skip
    return msgspec.convert({**fields, **more}, Item)


def page(*items: Item, total: int = 0) -> Page:
    """A page of the queue."""
    return Page(list(items), total or len(items), {"down": 12, "unknown": 3})


def turn(question: str, number: int = 0) -> tuple[StoredTurn, Shown]:
    """A question as it was stored, and as it is answered today."""
    answered = assistant().ask(question)
    stored = StoredTurn(
        id=f"{number:032x}", origin=f"T1:C1:{number}.1", place=Place("T1", "C1", f"{number}.1", "channel"), user="U0ANA", asked=NOW,
        question=question, language=answered.reply.language, status=answered.reply.status, confidence=1.0, reply=msgspec.json.encode(answered.reply),
        evidence=["freshteam/employee"], knowledge="v1",
    )  # fmt: skip
    return stored, Shown(answered, stored, (question,))


def seen(question: str = "Where is Freshteam?", *votes: Vote, address: str = "") -> Seen:
    """An exchange in sight."""
    stored, shown = turn(question)
    return Seen(Exchange(stored, list(votes), list(KINDS[:2])), shown, address)


def detail(of: Item, *exchanges: Exchange, actions: tuple[Action, ...] = (), more: int = 0) -> ItemDetail:
    """An item with these exchanges."""
    return ItemDetail(of, list(exchanges), list(actions), more)


def votes(count: int, comment: str) -> list[Vote]:
    """Thumbs down with reasons and comments."""
    return [Vote(turn="0" * 32, user=f"U{number}", value="down", reason="wrong", comment=comment, at="1.1") for number in range(count)]


def deeds(count: int, text: str) -> tuple[Action, ...]:
    """Comments by one maintainer."""
    return tuple(Action(item=7, at=NOW + number, who="U0BEN", what="commented", text=text, revision=number) for number in range(count))
