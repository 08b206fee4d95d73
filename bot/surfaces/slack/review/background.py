"""What the review does by itself while the app runs: findings kept up to date, the weekly digest."""

from __future__ import annotations

import threading

from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.digest import Digests

_FIRST_SECONDS, _PAUSE_SECONDS = 0.5, 5.0
# Of every few seconds, how long findings are made while many turns wait: answering people comes first.
_WORKING_SECONDS = 1.0


class Background:
    """One thread that looks every few seconds whether there is something to do; nobody's answer waits for it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._digests = Digests(office)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="review", daemon=True)

    def start(self) -> None:
        """From now on; once at most."""
        self._thread.start()

    def close(self, seconds: float) -> None:
        """Finish the piece that is under way, and stop."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        pause = _FIRST_SECONDS
        while not self._closed.wait(pause):
            pause = _PAUSE_SECONDS
            try:
                self._office.projecting.go_on(_WORKING_SECONDS)
                self._digests.tick()
            except Exception as error:  # What nobody foresaw must not end the review for good.
                self._office.log.failure("review", error)
