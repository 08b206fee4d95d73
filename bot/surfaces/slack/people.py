"""Who asks: whether from outside, and in which language; looked up in Slack once in a while."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.logs import Log
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.timer import Timer
from bot.surfaces.slack.workers import Workers

FRESH_SECONDS = 600.0
_MOST_PEOPLE = 10_000
_AT_ONCE = 8
_MOST_TRIES = 8
_LONGEST_PAUSE = 30.0
# How long somebody waits for a word, at most; without a verdict that is the word that there is none.
PATIENCE_SECONDS = 3.0
_REMEDY = "grant the scope users:read, and look at Slack's status"
# Slack's words for people whom it does not let the app see.
_UNSEEN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class Person(Struct, frozen=True):
    """What Slack tells of somebody: whether they are a guest or of another organisation, and their locale, "" where unknown.

    Where `known` is false Slack told nothing, so that nothing is said of them. `told` is when it told, by the monotonic clock.
    """

    external: bool
    locale: str = ""
    known: bool = True
    told: float = -math.inf


# Whoever Slack does not let the app see is no member of its workspace.
STRANGER = Person(external=True)
UNKNOWN = Person(external=False, known=False)

Tell = Callable[[Person], None]


class People:
    """Looks people up, a person once at a time, and remembers them for ten minutes."""

    def __init__(self, api: Api, timer: Timer, log: Log) -> None:
        self._api = api
        self._log = log
        self._timer = timer
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Person] = OrderedDict()
        self._asked: dict[str, list[Tell]] = {}
        self._threads = Workers(_AT_ONCE, "people")

    def known(self, user: str, fresh: float = FRESH_SECONDS) -> Person | None:
        """Somebody who was looked up not longer than `fresh` seconds ago."""
        with self._lock:
            found = self._known.get(user)
            return found if found and time.monotonic() - found.told < fresh else None

    def tell(self, team: str, user: str, tell: Tell, within: float = PATIENCE_SECONDS, fresh: float = FRESH_SECONDS) -> None:
        """Call `tell` with who that is: at once where it is known (see `known`), else from another thread, in the order of the calls.

        Where Slack has not told within so many seconds, it is what was known before, else UNKNOWN.
        """
        person = self.known(user, fresh)
        if person is not None:
            tell(person)
            return
        with self._lock:
            first = user not in self._asked
            self._asked.setdefault(user, []).append(tell)
        if first:
            self._submit(team, user, 1)
        self._timer.after(within, lambda: self._give_up(user, tell))

    def wait(self, team: str, user: str, seconds: float, fresh: float = FRESH_SECONDS) -> Person:
        """As `tell`, waited for so many seconds."""
        told: SimpleQueue[Person] = SimpleQueue()
        self.tell(team, user, told.put, seconds, fresh)
        try:
            return told.get(timeout=seconds + 0.1)
        except Empty:
            return UNKNOWN

    def close(self) -> None:
        """Look nobody up any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _submit(self, team: str, user: str, tries: int) -> None:
        try:
            self._threads.submit(self._look_up, team, user, tries)
        except RuntimeError:
            return  # Closed meanwhile: whatever waits is in the inbox.

    def _give_up(self, user: str, tell: Tell) -> None:
        """Tell one who waits still; the looking up goes on, for the next."""
        with self._lock:
            waiting = self._asked.get(user, [])
            if tell not in waiting:
                return
            waiting.remove(tell)
            person = self._before(user)
        self._log.event("person", level=logging.ERROR, user=user, decision="unknown", word="no_answer", remedy=_REMEDY)
        threading.Thread(target=tell, args=(person,), daemon=True).start()  # The timer's thread must not wait.

    def _before(self, user: str) -> Person:
        """What was known of somebody, however long ago."""
        return self._known.get(user, UNKNOWN)

    def _look_up(self, team: str, user: str, tries: int) -> None:
        outcome = self._api.read("users.info", user=user, include_locale=True)
        if outcome.kind == "done":
            self._learn(user, read_person(outcome.answer.get("user") or {}, team))
        elif outcome.word in _UNSEEN:
            self._learn(user, STRANGER)
        elif outcome.kind == "final" or tries >= _MOST_TRIES:
            self._log.event("person", level=logging.ERROR, user=user, decision="unknown", word=outcome.word, remedy=_REMEDY)
            with self._lock:
                person = self._before(user)
            self._learn(user, person, remember=False)
        else:
            pause = outcome.seconds or min(_LONGEST_PAUSE, 0.25 * 2.0**tries)
            self._timer.after(pause, lambda: self._submit(team, user, tries + 1))

    def _learn(self, user: str, person: Person, remember: bool = True) -> None:
        """Tell whoever waits, in order; who asks meanwhile waits behind them."""
        person = replace(person, told=time.monotonic()) if remember else person
        while True:
            with self._lock:
                waiting = self._asked.get(user)
                if not waiting:
                    self._asked.pop(user, None)
                    if remember:
                        self._known[user] = person
                        self._known.move_to_end(user)
                        if len(self._known) > _MOST_PEOPLE:
                            self._known.popitem(last=False)
                    return
                told, self._asked[user] = waiting[:], []
            for tell in told:
                tell(person)


def read_person(user: Mapping[str, Any], team: str) -> Person:
    """What users.info says of somebody, as seen from the workspace `team`."""
    guest = any(user.get(name) is True for name in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    home = user.get("team_id")
    elsewhere = isinstance(home, str) and home not in ("", team) and not user.get("enterprise_user")
    locale = user.get("locale")
    return Person(guest or elsewhere, locale if isinstance(locale, str) else "")
