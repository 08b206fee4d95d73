"""One message on its way into a channel: sent once, looked for where nobody knows whether it was, and sent again only where it was not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import StoreUnavailable
from bot.surfaces.slack.api import Api, Outcome
from bot.surfaces.slack.lanes import STORE_PAUSE_SECONDS, Step
from bot.surfaces.slack.messages import Message

EVENT_TYPE = "onde_reply"
# The word for a message that may have been sent, and cannot be looked for.
UNRESOLVED = "unresolved"

# Tries before a message is given up that Slack does not refuse, but cannot take either; with the pauses below about ten minutes.
MOST_TRIES = 14
_LONGEST_PAUSE = 60.0
# A post whose answer never came may still be on its way: time for it to arrive before it is looked for.
_SETTLING = 1.0
_SCAN_PAGES, _SCAN_SIZE, _SCAN_MARGIN = 10, 200, 300.0

_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "blocks_too_long", "msg_blocks_too_long"})
_NOT_UPDATED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

Doubt = Literal["", "unknown", "broken"]


class Parcel(Struct, frozen=True):
    """What is sent where. `marker` stands in the message's metadata and is how it is found again; `since` is a time before which it
    cannot have been sent, in Unix seconds; `replaces` is the message to be updated instead, "" for a new one."""

    channel: str
    thread: str
    marker: str
    since: float
    replaces: str = ""


class Hooks:
    """Who keeps account of a parcel. Each may raise StoreUnavailable, or give what raises it, and is called again then.

    What is given comes about once the account is durable; None where it is so already. `sending` must be quick.
    """

    def sending(self) -> Future[None] | None:
        """From now on it may have been sent."""

    def unsent(self) -> None:
        """It certainly was not."""

    def sent(self, channel: str, ts: str) -> Future[None] | None:
        """It stands there."""

    def failed(self, word: str) -> None:
        """It never will; `word` is Slack's or the network's."""


class Posting:
    """A job for a lane. Every call makes at most one try, and before each it is kept that there may be one."""

    def __init__(self, api: Api, parcel: Parcel, render: Callable[[], Message | None], hooks: Hooks, doubt: Doubt = "") -> None:
        """`render` gives None where there is nothing to show any more; `doubt` tells that it may have been sent before."""
        self._api = api
        self._parcel = parcel
        self._render = render
        self._hooks = hooks
        self._doubt: Doubt = doubt
        self._message: Message | None = None
        self._tries = 0
        self._account: Callable[[], Future[None] | None] | None = None
        self._announced: Future[None] | None = None

    def begin(self) -> Step:
        """Keep that it may be sent from now on, unless it must be looked for first; quick."""
        return Step(0.0, False) if self._doubt else self._announce()

    def __call__(self) -> Step:
        """Go on from where the last call ended."""
        try:
            if self._account is not None:
                return self._finish(self._account, posted=False)
            if self._doubt and not self._parcel.replaces:
                found = self._look()
                if found is not None:
                    return found
            if self._message is None:
                self._message = self._render()
            if self._message is None:
                return self._finish(partial(self._hooks.failed, "gone"), posted=False)
            announced, self._announced = self._announced, None
            if announced is None or announced.exception() is not None:
                return self._announce()
            return self._after(self._send(self._message))
        except StoreUnavailable:
            return Step(STORE_PAUSE_SECONDS, False)

    def _announce(self) -> Step:
        self._announced = self._hooks.sending() or _kept()
        return Step(0.0, False, self._announced)

    def _send(self, message: Message) -> Outcome:
        parcel = self._parcel
        content: dict[str, Any] = {
            "channel": parcel.channel,
            "text": message.text,
            "blocks": message.blocks or None,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"turn": parcel.marker}},
            "parse": "none",
        }
        if parcel.replaces:
            return self._api.post("chat.update", ts=parcel.replaces, **content)
        return self._api.post("chat.postMessage", thread_ts=parcel.thread or None, unfurl_links=False, unfurl_media=False, **content)

    def _after(self, outcome: Outcome) -> Step:
        """What the outcome of a try means for the parcel."""
        parcel = self._parcel
        self._tries += 1
        if outcome.kind == "done":
            channel, ts = str(outcome.answer.get("channel") or parcel.channel), str(outcome.answer.get("ts") or parcel.replaces)
            return self._finish(partial(self._hooks.sent, channel, ts), posted=True)
        if outcome.kind in ("wait", "unsent"):
            with suppress(StoreUnavailable):  # It would only spare the next process a look.
                self._hooks.unsent()
            return Step(outcome.seconds or self._pause(), True, all_wait=outcome.kind == "wait")
        if outcome.kind == "final":
            return self._refused(outcome.word)
        self._doubt = "broken" if outcome.kind == "broken" else "unknown"
        return self._finish(partial(self._hooks.failed, outcome.word), posted=True) if self._tries >= MOST_TRIES else Step(self._pause(), True)

    def _refused(self, word: str) -> Step:
        """Where only the form was refused, another one is tried."""
        if word in _BAD_BLOCKS and self._message is not None and self._message.blocks:
            self._message = Message(self._message.text, [])
            return Step(0.0, True)
        if word in _NOT_UPDATED and self._parcel.replaces:
            self._parcel = replace(self._parcel, replaces="")
            return Step(0.0, True)
        return self._finish(partial(self._hooks.failed, word), posted=True)

    def _pause(self) -> float:
        return min(_LONGEST_PAUSE, max(_SETTLING, 0.5 * 2.0 ** min(self._tries, 10)))

    def _finish(self, account: Callable[[], Future[None] | None], posted: bool) -> Step:
        """The outcome is kept until the store has taken it."""
        self._account = account
        try:
            return Step(None, posted, account())
        except StoreUnavailable:
            return Step(STORE_PAUSE_SECONDS, posted)

    def _look(self) -> Step | None:
        """Look for the message that may have been sent; None where it is not there and may be sent (again)."""
        found = find(self._api, self._parcel)
        if isinstance(found, str):
            return self._finish(partial(self._hooks.sent, self._parcel.channel, found), posted=False)
        if found is None:
            self._doubt = ""
            return None
        if found.kind != "final":
            return Step(found.seconds or self._pause(), False, all_wait=found.kind == "wait")
        # Without a right to look, what was refused with an error is sent again, what may stand there is not: at most once.
        if self._doubt == "broken":
            self._doubt = ""
            return None
        return self._finish(partial(self._hooks.failed, UNRESOLVED), posted=False)


def _kept() -> Future[None]:
    kept: Future[None] = Future()
    kept.set_result(None)
    return kept


def find(api: Api, parcel: Parcel) -> str | None | Outcome:
    """The timestamp of the message with the parcel's marker; None where there is none; the outcome where looking failed."""
    method = "conversations.replies" if parcel.thread else "conversations.history"
    cursor = ""
    for _ in range(_SCAN_PAGES):
        oldest = f"{max(0.0, parcel.since - _SCAN_MARGIN):.6f}"
        where: dict[str, Any] = {"channel": parcel.channel, "ts": parcel.thread or None}
        outcome = api.read(method, oldest=oldest, limit=_SCAN_SIZE, include_all_metadata=True, cursor=cursor or None, **where)
        if outcome.word in ("thread_not_found", "message_not_found"):
            return None
        if outcome.kind != "done":
            return outcome
        for message in outcome.answer.get("messages") or []:
            if _marker(message) == parcel.marker:
                return str(message.get("ts"))
        cursor = str((outcome.answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return None
    return None


def _marker(message: Any) -> object:
    metadata = message.get("metadata") if isinstance(message, dict) else None
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("turn") if isinstance(payload, dict) else None
