"""Accepts what people want: durable before it is acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any

from msgspec.structs import replace

from bot.errors import StoreUnavailable
from bot.records import Incoming
from bot.surfaces.slack.answering import Answering
from bot.surfaces.slack.asked import Asked, Ignored, from_event
from bot.surfaces.slack.office import Office

# Slack waits three seconds in all.
PATIENCE_SECONDS = 2.2


class Inbox:
    """The way in."""

    def __init__(self, office: Office, answering: Answering) -> None:
        self._office = office
        self._answering = answering

    def accept(self, asked: Asked, received: float) -> bool:
        """Keep a wish and have it answered; False where it was kept before. Raises StoreUnavailable, in time for an acknowledgement."""
        incoming = asked.incoming(received)
        new = self._office.store.accept(incoming)
        if new:
            self._answering.put(incoming)
        return new

    def event(self, body: Mapping[str, Any], retry: str) -> bool:
        """As `event_soon`, waited for."""
        kept: Future[bool] = Future()
        self.event_soon(body, retry, kept.set_result)
        try:
            return kept.result(PATIENCE_SECONDS)
        except TooLate:
            return False

    def event_soon(self, body: Mapping[str, Any], retry: str, tell: Callable[[bool], None]) -> Callable[[], object]:
        """An event of a message, before it is acknowledged: keep it where it asks something.

        `retry` is how often it was sent before, as Slack writes it. `tell` is called once, from any thread: with False where Slack must send
        it again. What is given, called in time, lets it not be kept.
        """
        received = time.time()
        self._remember(body)
        asked = from_event(body, self._office.settings.channels)
        if isinstance(asked, Ignored):
            self._told(asked.reason, "message", str(body.get("event_id"))[:64], received, retry)
            tell(True)
            return _nothing
        asked = replace(asked, retry=retry[:4])
        incoming = asked.incoming(received)
        try:
            kept = self._office.store.accept_soon(incoming)
        except StoreUnavailable:
            self._told("unavailable", asked.kind, asked.key, received, retry, asked.user)
            tell(False)
            return _nothing
        kept.add_done_callback(lambda kept: tell(self._kept(kept, asked, incoming)))
        return kept.cancel

    def _kept(self, kept: Future[bool], asked: Asked, incoming: Incoming) -> bool:
        """What the store said. What it takes after Slack was told to send it again is found by the next sweep at the latest."""
        if kept.cancelled() or kept.exception() is not None:
            self._told("unavailable", asked.kind, asked.key, incoming.received, asked.retry, asked.user)
            return False
        if kept.result():
            self._answering.put(incoming)
        else:
            self._told("known", asked.kind, asked.key, incoming.received, asked.retry, asked.user)
        return True

    def _remember(self, body: Mapping[str, Any]) -> None:
        """Whether the event's channel is shared, since commands and clicks do not tell."""
        shared, event = body.get("is_ext_shared_channel"), body.get("event")
        channel = event.get("channel") if isinstance(event, Mapping) else None
        if isinstance(shared, bool) and isinstance(channel, str) and channel:
            self._office.channels.remember(channel, shared)

    def _told(self, decision: str, kind: str, identity: str, received: float, retry: str, user: str = "") -> None:
        """The log's line for what comes to its end here; what was kept is told of when it is answered."""
        office = self._office
        office.metrics.events.labels(kind, decision).inc()
        taken = round((time.time() - received) * 1000)
        office.log.event("message", user=user, id=identity, kind=kind, decision=decision, ms=taken, knowledge=office.knowledge, retry=retry[:4])


def _nothing() -> None:
    """Nothing waits any more."""
