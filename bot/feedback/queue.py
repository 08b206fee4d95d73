"""What maintainers do with the items of the review queue. Whether they may is for the surface to check, before it calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from bot.errors import ReviewError
from bot.reviews import Action, Conflict, Filter, Item, ItemDetail, What
from bot.store.masking import mask
from bot.store.review_protocol import Reviews

LONGEST_TEXT = 1_000
_PIECE = 500

# What needs words.
_WORDS: dict[What, str] = {"commented": "comment", "declined": "reason"}


class Queue:
    """Acts on items for people. Safe to call from any thread."""

    def __init__(self, store: Reviews, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives Unix seconds."""
        self._store = store
        self._clock = clock

    def act(self, item_id: int, what: What, who: str, revision: int, *, text: str = "", value: str = "") -> Item | Conflict:
        """Do something with an item as it was at `revision`: the item after it, or what somebody else did meanwhile, and nothing done.

        `text` is a comment or a reason, masked and cut to 1,000 characters; `value` is whom it is assigned to ("" to nobody), or the number of
        the item that it duplicates. Raises ReviewError where something is missing, or the item is gone; StoreUnavailable.
        """
        text = mask(text).strip()[:LONGEST_TEXT]
        if what in _WORDS and not text:
            raise ReviewError(f"a {_WORDS[what]} is needed")
        if what == "marked_duplicate" and not value:
            raise ReviewError("the number of the other item is needed")
        try:
            done = self._store.act(Action(item=item_id, at=self._clock(), who=who, what=what, text=text, value=value), revision=revision)
        except ValueError as error:
            raise ReviewError(str(error)) from error
        if done is None:
            raise ReviewError(f"item {item_id} is not there: it went with its questions, or never was")
        return done


def every_item(store: Reviews, wanted: Filter) -> Iterator[Item]:
    """All items that match, read in pieces; the offset and limit of the filter do not count."""
    offset = 0
    while items := store.page(replace(wanted, offset=offset, limit=_PIECE)).items:
        yield from items
        offset += len(items)


def detail_of(store: Reviews, item_id: int) -> ItemDetail:
    """An item with all that belongs to it. Raises ReviewError where it is not there."""
    detail = store.item(item_id)
    if detail is None:
        raise ReviewError(f"item {item_id} is not there: `onde feedback list --state all` lists all")
    return detail
