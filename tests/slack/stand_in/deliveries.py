"""From Slack to the app: which way, how often, in which order."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import nullcontext
from typing import Any, Protocol

from tests.slack.stand_in.journal import Journal
from tests.slack.stand_in.parcels import NotTaken, Outcome, Parcel
from tests.slack.stand_in.settings import Settings


class Way(Protocol):
    """A way to the app."""

    async def send(self, parcel: Parcel, attempt: int, reason: str) -> Any:
        """Send one attempt; returns what came with the acknowledgement, raises NotTaken where none came in time."""


class Deliveries:
    """Delivers parcels, events again where they are not acknowledged. Runs in the server's loop."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        self._settings, self._journal = settings, journal
        self.copies = 1
        """How often each event is delivered, with the same event id."""
        self.disorder = 0.0
        """Seconds by which an event may be late at random, so that events overtake each other; each copy on its own."""
        self.random = random.Random(0)
        self._slots = asyncio.Semaphore(settings.at_once)

    async def deliver(self, parcel: Parcel, way: Way) -> Outcome:
        """Deliver a parcel with its copies; the outcome is that of the copy that ended last with an acknowledgement, or of the last."""
        if not parcel.retried:
            return await self._deliver(parcel, way)
        outcomes = await asyncio.gather(*(self._later(parcel, way) for _ in range(self.copies)))
        return next((outcome for outcome in reversed(outcomes) if outcome.acked), outcomes[-1])

    async def _later(self, parcel: Parcel, way: Way) -> Outcome:
        if self.disorder:
            await asyncio.sleep(self.random.uniform(0, self.disorder))
        return await self._deliver(parcel, way)

    async def _deliver(self, parcel: Parcel, way: Way) -> Outcome:
        started, reason, attempt = time.monotonic(), "", 0
        for attempt in range(1 + len(self._settings.retry_after) * parcel.retried):
            if attempt:
                await asyncio.sleep(self._settings.retry_after[attempt - 1])
            try:
                async with self._slots if parcel.retried else nullcontext():
                    begun = time.monotonic()
                    reply = await way.send(parcel, attempt, reason)
            except NotTaken as refusal:
                reason = refusal.reason
                self._record(parcel, attempt, reason, begun, None)
                if refusal.final:
                    break
            else:
                self._record(parcel, attempt, "", begun, reply)
                return Outcome(True, attempt + 1, time.monotonic() - started, reply=reply)
        self._journal.add("lost", parcel.kind, key=parcel.key, reason=reason)
        return Outcome(False, attempt + 1, time.monotonic() - started, reason)

    def _record(self, parcel: Parcel, attempt: int, reason: str, begun: float, reply: Any) -> None:
        seconds = time.monotonic() - begun
        self._journal.add(
            "delivery", parcel.kind, key=parcel.key, attempt=attempt, reason=reason, seconds=seconds, reply=reply, payload=parcel.payload
        )
