"""What maintainers do with the items of the review queue. Whether they may is for the surface to check, before it calls."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.errors import ReviewError
from bot.reviews import Action, Conflict, Item, What
from bot.store.masking import mask
from bot.store.review_protocol import Reviews

LONGEST_TEXT = 1_000

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
