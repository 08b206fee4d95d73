"""Findings put into a store, for tests that begin after the projection."""

from __future__ import annotations

from bot.reviews import Batch, Filter, Finding, Item, Kind, State, Withdrawal
from bot.store.review_protocol import ReviewStore
from tests.store.examples import turn

ALL: frozenset[State] = frozenset(("open", "accepted", "fixed", "declined", "duplicate"))


def finding(
    number: int,
    kind: Kind = "down",
    *,
    item: int = -1,
    user: str = "U1",
    at: float | None = None,
    language: str = "en",
    products: tuple[str, ...] = (),
) -> Finding:
    """A finding on the turn of that number, in a new item unless `item` is one that is there."""
    moment = float(number) if at is None else at
    gist = f"gist {number}"
    return Finding(turn=turn(number).id, kind=kind, item=item, at=moment, user=user, language=language, products=list(products), gist=gist)


def keep(store: ReviewStore, *findings: Finding, withdrawn: tuple[Withdrawal, ...] = ()) -> bool:
    """Keep findings as a projection would, without coming any further."""
    now = store.progress()
    return store.project(Batch(progress=now, turns=now.turns, aged=now.aged, votes=0, findings=list(findings), withdrawn=list(withdrawn)))


def items(store: ReviewStore) -> list[Item]:
    """All items, the oldest first."""
    return sorted(store.page(Filter(states=ALL)).items, key=lambda item: item.id)


def item_of(store: ReviewStore, number: int) -> int:
    """The number of the item that a turn's finding belongs to."""
    return next(item.id for item in items(store) if any(one.turn == turn(number).id and one.item == item.id for one in store.findings(item.id)))
