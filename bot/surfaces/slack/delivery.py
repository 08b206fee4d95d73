"""Turns on their way to people: pending, sending, sent; taken up again after a restart."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.conversations import Conversations, Shown
from bot.errors import StoreUnavailable
from bot.logs import Log
from bot.records import Delivery, DeliveryState, StoredTurn
from bot.store.protocol import Store
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.lanes import Job, Lanes, Step
from bot.surfaces.slack.messages import Audience, Message, answer_message
from bot.surfaces.slack.metrics import Metrics
from bot.surfaces.slack.posting import Hooks, Parcel, Posting

# A response_url takes five messages in half an hour; one is left for the buttons of the message.
MOST_RESPONSES = 4

SUGGESTED = ":suggestion:"
# The origin of a turn that answers a message which stands in its channel.
_WRITTEN = re.compile(r"[^:]*:[CDG][A-Z0-9]+:[0-9.]+(?::edited:[0-9.]+)?")


class Tools(Struct, frozen=True):
    """What deliveries need."""

    store: Store
    conversations: Conversations
    assistant: Assistant
    api: Api
    lanes: Lanes
    log: Log
    metrics: Metrics


class Deliveries:
    """Everything that Onde says goes through here, in the order of its channel."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._lock = threading.Lock()
        self._under_way: set[str] = set()

    def resume(self) -> None:
        """Take up what an earlier process left. Raises StoreUnavailable."""
        for delivery in self._tools.store.deliveries():
            self._deliver(delivery, None)

    def start(self, shown: Shown, delivery: Delivery) -> None:
        """Deliver a turn that was just kept with this delivery."""
        self._deliver(delivery, shown)

    def turn(self, shown: Shown, otherwise: Callable[[str], None] | None = None) -> None:
        """Deliver a turn as its stored delivery says; nothing where that is done. Raises StoreUnavailable.

        `otherwise` is called with Slack's word where it refuses the message.
        """
        with self._lock:
            if shown.stored.id in self._under_way:
                return
        delivery = self._tools.store.delivery(shown.stored.id)
        if delivery is not None and delivery.state in ("pending", "sending"):
            self._deliver(delivery, shown, otherwise)

    def notice(self, channel: str, thread: str, message: Message, key: str, again: bool) -> None:
        """Send what is no turn, then finish the event `key`. `again` tells that an earlier process may have sent it."""
        marker = hashlib.sha256(key.encode()).hexdigest()[:32]
        parcel = Parcel(channel, thread, marker, time.time() - 3600 if again else time.time())
        posting = Posting(self._tools.api, parcel, lambda: message, _OfNotice(self._tools, key), "unknown" if again else "")
        self._tools.lanes.put(channel, self._guarded(posting))

    def respond(self, response_url: str, message: Message, key: str = "", *, replaces: bool = False, in_channel: bool = False) -> None:
        """Answer a command or a click where only who made it sees it, then finish the event `key`.

        `replaces` puts it in place of the message that was clicked; `in_channel` shows it to everybody.
        """
        content = {
            "text": message.text,
            "blocks": message.blocks or None,
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replaces,
            "delete_original": False,
        }
        tries = [0]

        def attempt() -> Step:
            tries[0] += 1
            outcome = self._tools.api.respond(response_url, **content)
            if outcome.kind not in ("done", "final") and tries[0] < MOST_RESPONSES:
                return Step(outcome.seconds or 2.0 ** tries[0], False)
            self._tools.metrics.sent.labels(outcome.kind if outcome.kind == "done" else "failed").inc()
            if outcome.kind != "done":
                self._tools.log.event("response", level=logging.ERROR, id=key, decision="failed", word=outcome.word)
            return Step(None, False)

        lane = f"response:{response_url}"
        self._tools.lanes.put(lane, self._guarded(attempt))
        if key:
            self._tools.lanes.put(lane, self._guarded(Finishing(lambda: self._tools.store.done(key))))

    def aside(self, lane: str, call: Callable[[], object]) -> None:
        """Make a call that no answer depends on, once."""

        def attempt() -> Step:
            call()
            return Step(None, False)

        self._tools.lanes.put(lane, self._guarded(attempt))

    def _deliver(self, delivery: Delivery, shown: Shown | None, otherwise: Callable[[str], None] | None = None) -> None:
        with self._lock:
            if delivery.turn in self._under_way:
                return
            self._under_way.add(delivery.turn)
        stored = shown.stored if shown else self._tools.store.turn(delivery.turn)
        parcel = Parcel(delivery.channel, delivery.thread, delivery.turn, stored.asked if stored else 0.0, delivery.replaces)
        hooks = _OfTurn(self._tools, delivery, stored, self._landed, otherwise)
        posting = Posting(self._tools.api, parcel, lambda: self._message(delivery, shown), hooks, "unknown" if delivery.state == "sending" else "")
        self._tools.lanes.put(delivery.channel, self._guarded(posting))

    def _message(self, delivery: Delivery, shown: Shown | None) -> Message | None:
        found = shown or self._tools.conversations.again(delivery.turn)
        if found is None:
            return None
        return answer_message(found.turn, found.stored.id, self._tools.assistant, audience=audience_of(found.stored), questions=found.questions)

    def _landed(self, turn_id: str) -> None:
        with self._lock:
            self._under_way.discard(turn_id)

    def _guarded(self, job: Job) -> Job:
        """A job that cannot stop its lane: what fails unforeseen is logged and dropped."""

        def run() -> Step:
            try:
                return job()
            except Exception as error:  # A mistake in one message must not silence its channel.
                self._tools.log.failure("delivery", error, decision="dropped")
                return Step(None, False)

        return run


class Finishing:
    """A job that is repeated until the store has taken what it writes."""

    def __init__(self, write: Callable[[], object]) -> None:
        self._write = write

    def __call__(self) -> Step:
        """Try once."""
        try:
            self._write()
        except StoreUnavailable:
            return Step(1.0, False)
        return Step(None, False)


class _OfTurn(Hooks):
    """Keeps account of a turn's delivery in the store."""

    def __init__(
        self,
        tools: Tools,
        delivery: Delivery,
        stored: StoredTurn | None,
        landed: Callable[[str], None],
        otherwise: Callable[[str], None] | None,
    ) -> None:
        self._tools = tools
        self._delivery = delivery
        self._stored = stored
        self._landed = landed
        self._otherwise = otherwise

    def _keep(self, state: DeliveryState, **changes: str | int) -> None:
        self._delivery = replace(self._delivery, state=state, **changes)
        self._tools.store.set_delivery(self._delivery)

    def sending(self) -> None:
        """See Hooks."""
        self._keep("sending", attempts=self._delivery.attempts + 1)

    def unsent(self) -> None:
        """See Hooks."""
        self._keep("pending")

    def sent(self, channel: str, ts: str) -> None:
        """See Hooks."""
        self._keep("sent", channel=channel, ts=ts)
        self._end("sent")

    def failed(self, word: str) -> None:
        """See Hooks."""
        self._keep("failed")
        self._end("failed", word)
        if self._otherwise is not None:
            self._otherwise(word)

    def _end(self, decision: str, word: str = "") -> None:
        self._landed(self._delivery.turn)
        taken = time.time() - self._stored.asked if self._stored else 0.0
        self._tools.metrics.sent.labels(decision).inc()
        self._tools.metrics.replied.observe(max(0.0, taken))
        level = logging.DEBUG if decision == "sent" else logging.ERROR
        told = {"word": word} if word else {}
        self._tools.log.event(
            "delivery", level=level, id=self._delivery.turn, decision=decision, ms=round(taken * 1000), tries=self._delivery.attempts, **told
        )


class _OfNotice(Hooks):
    """Finishes the event once its notice stands there, or never will."""

    def __init__(self, tools: Tools, key: str) -> None:
        self._tools = tools
        self._key = key

    def sent(self, channel: str, ts: str) -> None:
        """See Hooks."""
        self._tools.store.done(self._key)
        self._tools.metrics.sent.labels("sent").inc()

    def failed(self, word: str) -> None:
        """See Hooks."""
        self._tools.store.done(self._key)
        self._tools.metrics.sent.labels("failed").inc()
        self._tools.log.event("delivery", level=logging.ERROR, id=self._key, decision="failed", word=word)


def audience_of(stored: StoredTurn) -> Audience:
    """Who sees a delivered turn: where the question does not stand above it, it must be shown with it."""
    asked_elsewhere = stored.place.surface in ("command", "shortcut", "home") and not _WRITTEN.fullmatch(stored.origin)
    return "shared" if asked_elsewhere or SUGGESTED in stored.origin else "thread"
