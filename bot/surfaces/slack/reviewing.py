"""What people could not get, found in the background while the app serves."""

from __future__ import annotations

import threading

from bot.errors import StoreUnavailable
from bot.feedback.naming import Naming
from bot.feedback.projection import Projection
from bot.surfaces.slack.office import Office

EVERY_SECONDS = 5.0


class Reviewing:
    """Looks every five seconds at the turns and votes that are new; the thread that answers never waits for it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._projection = Projection(office.store, Naming(office.assistant.lexicon))
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reviewing", daemon=True)

    def start(self) -> None:
        """Begin; once at most."""
        self._thread.start()

    def close(self) -> None:
        """End after the piece under way."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            try:
                for _ in self._projection.pieces():
                    if self._ended.is_set():
                        return
            except StoreUnavailable as error:
                self._office.log.failure("reviewing", error)
