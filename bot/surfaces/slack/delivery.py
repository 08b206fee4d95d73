"""Turns on their way to people: pending, sending, sent; taken up again after a restart."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.conversations import Conversations, Shown
from bot.later import then
from bot.logs import Log
from bot.records import Delivery, DeliveryState, StoredTurn
from bot.store.protocol import Store
from bot.surfaces.slack.api import Api, Outcome
from bot.surfaces.slack.directing import Then, direct_posting, is_channel
from bot.surfaces.slack.lanes import Finishing, Job, Lanes, Step
from bot.surfaces.slack.messages import Message, answer_message, audience_of
from bot.surfaces.slack.metrics import Metrics
from bot.surfaces.slack.posting import Hooks, Parcel, Posting
from bot.surfaces.slack.under_way import Beside, UnderWay

# A response_url takes five messages in half an hour; one is left for the buttons of the message.
MOST_RESPONSES = 4

# Slack's words for a channel that lets nothing of the app in: nothing was posted, and a click's response_url may still be a way.
_SHUT = frozenset({
    "not_in_channel", "channel_not_found", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
    "restricted_action_thread_locked", "restricted_action_non_threadable_channel", "access_denied", "no_permission",
})  # fmt: skip


class Tools(Struct, frozen=True):
    """What deliveries need: `lanes` are those of channels; `asides` are for all that nobody's reply may hold up."""

    store: Store
    conversations: Conversations
    assistant: Assistant
    api: Api
    lanes: Lanes
    asides: Lanes
    log: Log
    metrics: Metrics


class Deliveries:
    """Everything that Onde says goes through here, in the order of its channel."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._under_way = UnderWay()

    def resume(self) -> None:
        """Take up what an earlier process left. Raises StoreUnavailable."""
        for delivery in self._tools.store.deliveries():
            self._deliver(delivery, None)

    def start(self, shown: Shown, delivery: Delivery, beside: Beside | None = None) -> None:
        """Deliver a turn that was just kept with this delivery."""
        self._deliver(delivery, shown, beside)

    def turn(self, shown: Shown, beside: Beside | None = None) -> None:
        """Deliver a turn as its stored delivery says; nothing where that is done. Raises StoreUnavailable."""
        if self._under_way.joins(shown.stored.id, beside):
            return
        delivery = self._tools.store.delivery(shown.stored.id)
        if delivery is not None and delivery.state in ("pending", "sending"):
            self._deliver(delivery, shown, beside)
        elif beside is not None:
            beside.told("" if delivery is not None and delivery.state == "sent" else "failed")

    def share(self, shown: Shown, delivery: Delivery, beside: Beside) -> None:
        """Deliver a turn that was private so far, or whose delivery failed; once, however often it is asked for. Raises StoreUnavailable."""
        self._under_way.allow_again(shown.stored.id)
        if self._under_way.joins(shown.stored.id, beside):
            return
        found = self._tools.store.delivery(shown.stored.id)
        if found is None or found.state == "failed":
            self._tools.store.set_delivery(delivery)
        self.turn(shown, beside)

    def notice(self, channel: str, thread: str, message: Message, key: str, again: bool, by: str) -> None:
        """Send what is no turn to whom `by` asked, then finish the event `key`. `again` tells that an earlier process may have sent it."""
        marker = hashlib.sha256(key.encode()).hexdigest()[:32]
        directly = partial(self.notice, by, "", message, key, again, by) if is_channel(channel) and by else None
        parcel = Parcel(channel, thread, marker, time.time() - 3600 if again else time.time())
        posting = Posting(self._tools.api, parcel, lambda: message, _OfNotice(self._tools, key, directly), "unknown" if again else "")
        self._tools.lanes.put(channel, self.guarded(posting), by)

    def respond(
        self, response_url: str, message: Message, key: str = "", *, replaces: bool = False, in_channel: bool = False, asked: float = 0.0,
        told: str = "", then: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """Answer a command or a click where only who made it sees it, then finish the event `key`.

        `replaces` puts it in place of the message that was clicked; `in_channel` shows it to everybody. `asked` is when the turn that
        it shows was answered, in Unix seconds; `told` is the log's id of an event that needs no finishing; `then` is called with ""
        where it was sent, else with the word for why it was not.
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
            self._tools.metrics.sent.labels("sent" if outcome.kind == "done" else "failed").inc()
            if asked:
                self._tools.metrics.replied.observe(max(0.0, time.time() - asked))
            if outcome.kind != "done":
                self._tools.log.event("response", level=logging.ERROR, id=key or told, decision="failed", word=outcome.word)
            if then is not None:
                then("" if outcome.kind == "done" else outcome.word or "failed")
            return Step(None, False)

        lane = f"response:{response_url}"
        self._tools.asides.put(lane, self.guarded(attempt))
        if key:
            self._tools.asides.put(lane, self.guarded(Finishing(lambda: self._tools.store.done(key))))

    def aside(self, lane: str, call: Callable[[], Outcome | None], told: str = "") -> None:
        """Make a call that no answer depends on, once. Where it gives an outcome that is not done, that is logged, with `told` as the id."""

        def attempt() -> Step:
            outcome = call()
            if outcome is not None and outcome.kind != "done":
                self._tools.log.event("call", level=logging.WARNING, id=told, method=outcome.method, decision="failed", word=outcome.word)
            return Step(None, False)

        self._tools.asides.put(lane, self.guarded(attempt))

    def before(self, channel: str, by: str, call: Callable[[], None]) -> None:
        """Let something be done before what is then posted in a channel to whom `by` asked."""
        self._tools.lanes.put(channel, self.guarded(Finishing(call)), by)

    def _deliver(self, delivery: Delivery, shown: Shown | None, beside: Beside | None = None) -> None:
        # First what the store may refuse: what has begun is not begun again.
        stored = shown.stored if shown else self._tools.store.turn(delivery.turn)
        if not self._under_way.begin(delivery.turn, beside):
            return
        parcel = Parcel(delivery.channel, delivery.thread, delivery.turn, stored.asked if stored else 0.0, delivery.replaces)
        hooks = _OfTurn(self._tools, delivery, stored, self._under_way.end, lambda then: self._elsewhere(delivery, shown, then))
        posting = Posting(self._tools.api, parcel, lambda: self._rendered(delivery, shown), hooks, "unknown" if delivery.state == "sending" else "")
        # What changes one message stays in order, whoever asked for it.
        by = delivery.replaces or (stored.user if stored else "")
        self._tools.lanes.put(delivery.channel, self.guarded(posting), by, self.guarded(posting.begin))

    def _elsewhere(self, delivery: Delivery, shown: Shown | None, then: Then) -> bool:
        """Send what the channel does not take by a click's response_url, else to who asked directly; False where there is no such way."""
        beside = self._under_way.way(delivery.turn)
        found = shown or self._tools.conversations.again(delivery.turn)
        if found is None:
            return False
        if beside is None:
            posting = direct_posting(self._tools.api, self._tools.assistant, delivery, found, then)
            if posting is not None:
                self._tools.lanes.put(found.stored.user, self.guarded(posting), found.stored.user)
            return posting is not None
        message, in_place = self._message(found, delivery.channel), bool(delivery.replaces)
        self.respond(beside.response_url, message, replaces=in_place, in_channel=not in_place, then=then)
        return True

    def _message(self, found: Shown, channel: str) -> Message:
        audience = audience_of(found.stored, channel)
        return answer_message(found.turn, found.stored.id, self._tools.assistant, audience=audience, questions=found.questions)

    def _rendered(self, delivery: Delivery, shown: Shown | None) -> Message | None:
        found = shown or self._tools.conversations.again(delivery.turn)
        return self._message(found, delivery.channel) if found else None

    def guarded(self, job: Job) -> Job:
        """A job that cannot stop its lane: what fails unforeseen is logged and dropped."""

        def run() -> Step:
            try:
                return job()
            except Exception as error:  # A mistake in one message must not silence its channel.
                self._tools.log.failure("delivery", error, decision="dropped")
                return Step(None, False)

        return run


class _OfTurn(Hooks):
    """Keeps account of a turn's delivery in the store."""

    def __init__(
        self, tools: Tools, delivery: Delivery, stored: StoredTurn | None, end: Callable[[str, str], None], elsewhere: Callable[[Then], bool]
    ) -> None:
        self._tools = tools
        self._delivery = delivery
        self._stored = stored
        self._tell_end = end
        self._elsewhere = elsewhere

    def _keep(self, state: DeliveryState, **changes: str | int) -> Future[None]:
        self._delivery = replace(self._delivery, state=state, **changes)
        return self._tools.store.set_delivery_soon(self._delivery)

    def sending(self) -> Future[None]:
        """See Hooks."""
        return self._keep("sending", attempts=self._delivery.attempts + 1)

    def unsent(self) -> None:
        """See Hooks."""
        self._keep("pending")

    def sent(self, channel: str, ts: str) -> Future[None]:
        """See Hooks."""
        return then(self._keep("sent", channel=channel, ts=ts), lambda _: self._end("sent"))

    def failed(self, word: str) -> None:
        """See Hooks."""
        self._keep("failed").result()
        if word in _SHUT and self._elsewhere(self._sent_elsewhere):
            self._tools.log.event("delivery", level=logging.WARNING, id=self._delivery.turn, decision="redirected", word=word)
        else:
            self._end("failed", word)

    def _sent_elsewhere(self, word: str, channel: str = "", ts: str = "") -> None:
        """What came of the other way. Of a response_url Slack does not tell where its message stands, unless it took the place of another."""
        if not word:
            stands = {"channel": channel or self._delivery.channel, "ts": ts or self._delivery.replaces}
            keep = Finishing(lambda: self._keep("sent", **stands).result())
            self._tools.asides.put(self._delivery.turn, keep)
        self._end("failed" if word else "sent", word)

    def _end(self, decision: str, word: str = "") -> None:
        self._tell_end(self._delivery.turn, word)
        taken = time.time() - self._stored.asked if self._stored else 0.0
        self._tools.metrics.sent.labels(decision).inc()
        self._tools.metrics.replied.observe(max(0.0, taken))
        level = logging.DEBUG if decision == "sent" else logging.ERROR
        told = {"word": word} if word else {}
        self._tools.log.event(
            "delivery", level=level, id=self._delivery.turn, decision=decision, ms=round(taken * 1000), tries=self._delivery.attempts, **told
        )


class _OfNotice(Hooks):
    """Finishes the event once its notice stands there, or never will; where its channel takes nothing, `directly` sends it elsewhere."""

    def __init__(self, tools: Tools, key: str, directly: Callable[[], None] | None) -> None:
        self._tools = tools
        self._key = key
        self._directly = directly

    def sent(self, channel: str, ts: str) -> None:
        """See Hooks."""
        self._tools.store.done(self._key)
        self._tools.metrics.sent.labels("sent").inc()

    def failed(self, word: str) -> None:
        """See Hooks."""
        if word in _SHUT and self._directly is not None:
            self._directly()
        else:
            self._tools.store.done(self._key)
            self._tools.metrics.sent.labels("failed").inc()
        self._tools.log.event("delivery", level=logging.ERROR, id=self._key, decision="failed", word=word)
