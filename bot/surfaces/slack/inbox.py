"""Accepts what people want: durable before it is acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
from slack_bolt import BoltContext, BoltRequest, BoltResponse

from bot.errors import StoreUnavailable
from bot.records import Incoming
from bot.surfaces.slack.answering import Answering
from bot.surfaces.slack.asked import Asked, Ignored, from_event
from bot.surfaces.slack.office import Office

_MESSAGES = ("app_mention", "message")


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

    def middleware(self, body: dict[str, Any], request: BoltRequest, context: BoltContext, next: Callable[[], None]) -> BoltResponse | None:
        """Before Bolt acknowledges an event: keep it. Where that cannot be, Slack is told to send it again."""
        received = time.time()
        context["received"] = received
        event = body.get("event")
        if not isinstance(event, dict) or event.get("type") not in _MESSAGES:
            next()
            return None
        retry = str(request.headers.get("x-slack-retry-num", [""])[0])[:4]
        asked = from_event(body, self._office.settings.channels)
        kind = "message" if isinstance(asked, Ignored) else asked.kind
        identity = str(body.get("event_id"))[:64] if isinstance(asked, Ignored) else asked.key
        try:
            decision = asked.reason if isinstance(asked, Ignored) else "accepted" if self.accept(asked, received) else "known"
        except StoreUnavailable:
            decision = "unavailable"
        user = "" if isinstance(asked, Ignored) else asked.user
        taken = round((time.time() - received) * 1000)
        self._office.log.event("accepted", user=user, id=identity, kind=kind, decision=decision, ms=taken, retry=retry)
        if decision == "unavailable":
            return BoltResponse(status=503)
        if decision != "accepted":
            self._office.metrics.events.labels(kind, decision).inc()
        return BoltResponse(status=200)  # Acknowledged here: no listener has anything to add.
