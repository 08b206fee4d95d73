"""The record of all that happened, for eyes that wait and for figures."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import Struct

T = TypeVar("T")

_LONGEST_LOOK = 0.1
_LONGEST_VALUE = 300


class Happening(Struct, frozen=True):
    """One thing that happened. `at` is `time.monotonic()` of this process; `kind` is one of those below; `data` depends on it.

    call        the app called the Web API: name = method; token, arguments, status, answer, seconds, fault
    response    the app used a response_url: name = its id; arguments, status, answer, fault
    delivery    one attempt to deliver: name = kind of parcel; key, payload, attempt, reason ("" when it was acknowledged), seconds, reply
    lost        a parcel that was given up after all attempts: name = kind; key, reason
    connection  Socket Mode: name = "opened", "closed" or what was done to it; number
    message     a message appeared, changed or went: name = "posted", "changed", "deleted"; channel, ts, thread, text, user, via
    view        name = "opened", "updated", "pushed", "closed", "published"; user, view
    said        what only one person was told: name = "ephemeral", "status", "prompts", "failure"
    """

    number: int
    at: float
    kind: str
    name: str
    data: dict[str, Any]

    def __str__(self) -> str:
        shown = (f"{key}={_short(value)}" for key, value in self.data.items())
        return f"{self.at:.3f} {self.kind} {self.name}: {', '.join(shown)}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}... ({len(text)} characters)"


class Journal:
    """Happenings in order. Thread-safe; `lock` also guards the whole state of the stand-in, so that both change together."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._happenings: list[Happening] = []
        self.started = time.monotonic()

    def add(self, kind: str, name: str, **data: Any) -> Happening:
        """Record that something happened now."""
        with self._changed:
            happening = Happening(len(self._happenings), time.monotonic(), kind, name, data)
            self._happenings.append(happening)
            self._changed.notify_all()
            return happening

    def all(self, kind: str, name: str = "", since: int = 0) -> list[Happening]:
        """The happenings of one kind and, where given, one name, from number `since` on."""
        return [item for item in self._from(since) if item.kind == kind and name in ("", item.name)]

    def calls(self, method: str = "") -> list[Happening]:
        """The calls of the Web API, or of one method."""
        return self.all("call", method)

    def __len__(self) -> int:
        with self.lock:
            return len(self._happenings)

    def _from(self, number: int) -> Iterator[Happening]:
        with self.lock:
            taken = self._happenings[number:]
        return iter(taken)

    def dump(self, last: int = 30) -> str:
        """The last happenings, a line each."""
        return "\n".join(str(item) for item in self._from(max(0, len(self) - last)))

    def wait_for(self, condition: Callable[[], T], seconds: float, what: str) -> T:
        """The first true value of `condition`, which is asked after every happening and at least ten times a second.

        Raises AssertionError with the last happenings where it stays false for `seconds`.
        """
        end = time.monotonic() + seconds
        while True:
            seen = len(self)
            if value := condition():
                return value
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not within {seconds:g} s: {what}\nThe last that happened:\n{self.dump()}")
            self._moved(seen, min(left, _LONGEST_LOOK))

    def wait_for_quiet(self, idle: Callable[[], bool], quiet: float, seconds: float) -> None:
        """Wait until `idle` holds and nothing happened for `quiet` seconds; AssertionError where that is not so within `seconds`."""
        end = time.monotonic() + seconds
        while True:
            seen, left = len(self), end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not quiet within {seconds:g} s\nThe last that happened:\n{self.dump()}")
            if not self._moved(seen, min(quiet, left)) and idle():
                return

    def wait_for_news(self, seen: int) -> None:
        """Wait until more happened than the first `seen` happenings, however long that takes."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._happenings) > seen)

    def _moved(self, seen: int, seconds: float) -> bool:
        """Whether something happens after number `seen` within some seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._happenings) != seen, seconds)

    def busiest_second(self, channel: str) -> int:
        """The most messages that the app posted to a channel within any one second."""
        posts = (item for item in self.all("message", "posted") if item.data["channel"] == channel and item.data["via"] == "chat.postMessage")
        times = [item.at for item in posts]
        return max((bisect_left(times, at + 1) - start for start, at in enumerate(times)), default=0)

    def ack_seconds(self, kind: str = "") -> list[float]:
        """How long the app took to acknowledge, for every attempt that it acknowledged; of one kind of parcel where given."""
        return [item.data["seconds"] for item in self.all("delivery", kind) if not item.data["reason"]]
