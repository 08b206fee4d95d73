"""Turns and events to store, and the stores that must all pass the same tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.records import Delivery, Incoming, Place, StoredTurn
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore

PLACE = Place("T1", "C1", "1712.000100", "channel")

# Opens a store of its kind that lives in a folder; the same folder gives the same store again. A new kind is a line here.
KINDS: dict[str, Callable[[Path], ReviewStore]] = {
    "sqlite": lambda folder: open_store(folder / "onde.sqlite3"),
}


def turn(number: int, *, place: Place = PLACE, user: str = "U1", asked: float | None = None, origin: str = "", text: str = "Where?") -> StoredTurn:
    """A turn that differs from others by its number."""
    return StoredTurn(
        id=f"{number:032x}",
        origin=origin or f"T1:C1:{number}",
        place=place,
        user=user,
        asked=float(number) if asked is None else asked,
        question=text,
        language="en",
        forced_language="pt",
        after=f"{number - 1:032x}",
        status="answered",
        confidence=0.875,
        reply=b'{"text": "There."}',
        evidence=["freshdesk/ticket", "backup"],
        knowledge="0123456789ab",
    )


def delivery(of: StoredTurn, **changes: str | int) -> Delivery:
    """The delivery of a turn, pending unless changed."""
    return Delivery(**{"turn": of.id, "channel": of.place.channel, "thread": of.place.thread, **changes})  # type: ignore[arg-type]


def event(number: int, *, user: str = "U1", received: float | None = None, payload: bytes = b'{"text": "Where?"}') -> Incoming:
    """An event that differs from others by its number."""
    return Incoming(f"T1:Ev{number}", user, payload, float(number) if received is None else received)
