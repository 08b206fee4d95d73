"""Misbehaviour on demand: how Slack, or the way to it, may fail a call."""

from __future__ import annotations

import socket
import struct
import time
from asyncio import Transport
from collections import defaultdict, deque
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct

from tests.slack.stand_in.refusals import Json

RESPONSE_URL = "response_url"
"""The name under which response_urls misbehave; the others are methods of the Web API."""


class Fault(Struct, frozen=True, kw_only=True):
    """What goes wrong with one call. Made by the functions below."""

    name: str
    status: int = 0
    """An HTTP status that is answered instead of the call being done; 0 for none."""
    error: str = ""
    """A refusal that is answered instead, as Slack names it."""
    retry_after: float = 0.0
    delay: float = 0.0
    """Seconds before the call is done."""
    late: float = 0.0
    """Seconds after the call was done, before it is answered."""
    drop: Literal["", "before", "after"] = ""
    """Whether the connection is reset, and whether before or after the call was done."""


def rate_limited(retry_after: float = 1) -> Fault:
    """429 with Retry-After, in whole seconds as Slack sends it."""
    return Fault(name="rate limited", status=429, retry_after=retry_after)


def broken(status: int = 503) -> Fault:
    """An HTTP error of the server."""
    return Fault(name="broken", status=status)


def refused(error: str) -> Fault:
    """A refusal for a reason of Slack's, as "internal_error" or "fatal_error"."""
    return Fault(name="refused", error=error)


def slow(seconds: float) -> Fault:
    """Done and answered after a while."""
    return Fault(name="slow", delay=seconds)


def answered_late(seconds: float) -> Fault:
    """Done at once and answered after a while: who does not wait that long cannot know that it was done."""
    return Fault(name="answered late", late=seconds)


def dropped() -> Fault:
    """The connection is reset before anything was done."""
    return Fault(name="dropped before", drop="before")


def dropped_after() -> Fault:
    """The connection is reset after the call was done, before its answer."""
    return Fault(name="dropped after", drop="after")


Choice = Callable[[Json], Fault | None]


class Faults:
    """What shall go wrong with the next calls. Used under the journal's lock."""

    def __init__(self) -> None:
        self._rules: list[tuple[str, Choice]] = []

    def add(self, pattern: str, fault: Fault | Choice, times: int | None = 1) -> None:
        """Calls of methods that match `pattern` ("chat.*") go wrong: by one fault so many `times` (None: always), or as a function of the
        arguments says."""
        if isinstance(fault, Fault):
            self._rules.append((pattern, _so_often(fault, times)))
        else:
            self._rules.append((pattern, fault))

    def clear(self) -> None:
        """From now on all is well."""
        self._rules.clear()

    def next(self, method: str, arguments: Json) -> Fault | None:
        """What goes wrong with this call, by the first rule that has something to say."""
        for pattern, choose in self._rules:
            if fnmatchcase(method, pattern) and (fault := choose(arguments)):
                return fault
        return None


def _so_often(fault: Fault, times: int | None) -> Choice:
    left = [times]

    def choose(_: Json) -> Fault | None:
        if left[0] is None:
            return fault
        left[0] -= 1
        return fault if left[0] >= 0 else None

    return choose


class Pace:
    """The limit of posts a second in a channel: a bucket of `burst` posts that fills at `per_second`."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second, self._burst = per_second, burst
        self._posts: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=burst))

    def __call__(self, arguments: Json) -> Fault | None:
        """429 where this post comes too soon; a post that is let through counts."""
        posts, now = self._posts[str(arguments.get("channel"))], time.monotonic()
        window = self._burst / self._per_second
        if len(posts) == self._burst and now - posts[0] < window:
            return rate_limited(max(1, round(window - (now - posts[0]))))
        posts.append(now)
        return None


def reset(transport: Transport) -> None:
    """End a connection at once by RST, as when the other machine is gone; what was not sent yet is lost."""
    connection: socket.socket | None = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
