"""The state of Slack: what all its doors and all its people share."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.slack.stand_in.deliveries import Deliveries, Way
from tests.slack.stand_in.faults import Faults
from tests.slack.stand_in.journal import Journal
from tests.slack.stand_in.model import Channel, World
from tests.slack.stand_in.parcels import Kind, Outcome, Parcel, Pending
from tests.slack.stand_in.posting import Posting
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.sockets import Sockets

T = TypeVar("T")

HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
"""The scope that lets an app read a channel of a kind, and get its messages as events."""
MESSAGES = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
"""The event by which an app gets all messages of a channel of a kind."""


@dataclass
class Trigger:
    """The right to open a modal, once and soon."""

    user: str
    at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer an interaction. `original` is the ts of the message that was acted on, "" for a command."""

    channel: str
    user: str
    original: str
    thread: str
    at: float
    uses: int = 0


class State:
    """Everything of one Slack. Whoever reads or changes `world` from another thread than a door's holds `journal.lock`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.scopes = set(settings.scopes)
        """The scopes that the app was granted; may be changed at any time."""
        self.history_missing = False
        """Whether the app may read no history, whatever its scopes."""
        self.journal = Journal()
        self.world = World(settings.team, settings.bot_user)
        self.faults = Faults()
        self.deliveries = Deliveries(settings, self.journal)
        self.posting = Posting(settings)
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.loop = asyncio.new_event_loop()
        self.sockets = Sockets(settings, self.journal)
        self.under_way: set[Pending] = set()
        """Deliveries that have not ended."""
        self.url = ""
        """Where the server listens: "http://127.0.0.1:port"."""

    @property
    def granted(self) -> set[str]:
        """The scopes that count now."""
        return self.scopes - set(HISTORY.values()) if self.history_missing else self.scopes

    def require(self, *scopes: str) -> None:
        """Refuse where the app has none of these scopes."""
        if scopes and not self.granted & set(scopes):
            raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(sorted(self.granted)))

    @property
    def way(self) -> Way:
        """How the app is reached: by HTTP where it has a request URL, else by Socket Mode."""
        return self.posting if self.posting.url else self.sockets

    def run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Run something in the server's loop, from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def send(self, kind: Kind, key: str, payload: Json) -> Pending:
        """Begin to deliver a payload to the app."""
        pending: Future[Outcome] = self.run(self.deliveries.deliver(Parcel(kind, key, payload), self.way))
        self.under_way.add(pending)
        pending.add_done_callback(self.under_way.discard)
        return pending

    def new_trigger(self, user: str) -> str:
        """A trigger id for an interaction of this person, good from now on."""
        id = f"{self.world.new_id('')}.{self.world.new_id('')}.{secrets.token_hex(16)}"
        self.triggers[id] = Trigger(user, time.monotonic())
        return id

    def use_trigger(self, id: Any) -> str:
        """Who may be shown a modal by this trigger; refused where it is unknown, was used, or is too old."""
        trigger = self.triggers.get(str(id))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self.settings.trigger_lives:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_response_url(self, channel: Channel, user: str, original: str = "", thread: str = "") -> str:
        """An address by which the app may answer an interaction."""
        id = secrets.token_hex(12)
        self.response_urls[id] = ResponseUrl(channel.id, user, original, thread, time.monotonic())
        return f"{self.url}/response/{self.settings.team}/{id}"
