"""Findings kept up to date while the app runs: in the background, and before a maintainer looks."""

from __future__ import annotations

import threading
import time

from bot.errors import StoreUnavailable
from bot.feedback.naming import Naming
from bot.feedback.projection import Projection
from bot.logs import Log
from bot.store.review_protocol import ReviewStore
from bot.understanding.linking.lexicon import Lexicon

# How long whoever looks at the queue waits for what came just now; the queue is to open within a second.
_LOOKING_SECONDS = 0.5


class Projecting:
    """Turns and votes become findings, piece by piece, so that no answer waits for it."""

    def __init__(self, store: ReviewStore, lexicon: Lexicon, log: Log) -> None:
        self._projection = Projection(store, Naming(lexicon))
        self._log = log
        self._working = threading.Lock()

    def catch_up(self, seconds: float = _LOOKING_SECONDS) -> bool:
        """Go on for so many seconds and a piece at most; whether all is looked at. Raises StoreUnavailable."""
        deadline = time.monotonic() + seconds
        if not self._working.acquire(timeout=max(0.0, seconds)):
            return False
        try:
            return not any(time.monotonic() >= deadline for _ in self._projection.pieces())
        finally:
            self._working.release()

    def go_on(self, seconds: float) -> None:
        """The same, from the background, where nobody hears of a store that is not there just now."""
        try:
            self.catch_up(seconds)
        except StoreUnavailable as error:
            self._log.failure("projection", error)
