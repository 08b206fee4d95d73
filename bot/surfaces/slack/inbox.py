"""Accepts what people want: durable before it is acknowledged."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.errors import StoreUnavailable
from bot.records import Incoming
from bot.surfaces.slack.answering import Answering
from bot.surfaces.slack.asked import Asked, Ignored, from_event
from bot.surfaces.slack.office import Office


class Inbox:
    """The way in."""

    def __init__(self, office: Office, answering: Answering) -> None:
        self._office = office
        self._answering = answering

    def accept(self, asked: Asked, received: float) -> bool:
        """Keep a wish and have it answered; False where it was kept before. Raises StoreUnavailable, in time for an acknowledgement."""
        incoming = Incoming(asked.key, asked.user, msgspec.json.encode(asked), received)
        new = self._office.store.accept(incoming)
        if new:
            self._answering.put(incoming)
        return new

    def event(self, body: Mapping[str, Any], retry: str) -> bool:
        """An event of a message, before it is acknowledged: keep it where it asks something. False where Slack must send it again.

        `retry` is how often it was sent before, as Slack writes it.
        """
        received = time.time()
        self._remember(body)
        asked = from_event(body, self._office.settings.channels)
        if isinstance(asked, Ignored):
            self._told(asked.reason, "message", str(body.get("event_id"))[:64], received, retry)
            return True
        try:
            new = self.accept(replace(asked, retry=retry[:4]), received)
        except StoreUnavailable:
            self._told("unavailable", asked.kind, asked.key, received, retry, asked.user)
            return False
        if not new:
            self._told("known", asked.kind, asked.key, received, retry, asked.user)
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
