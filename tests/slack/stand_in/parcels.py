"""What is sent to the app, and how that went."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, Literal

from msgspec import Struct

from tests.slack.stand_in.refusals import Json

Kind = Literal["events_api", "interactive", "slash_commands"]


class Parcel(Struct, frozen=True):
    """One payload for the app. `key` names it in the journal: the event id of an event, the trigger id of the others."""

    kind: Kind
    key: str
    payload: Json

    @property
    def retried(self) -> bool:
        """Whether Slack tries again where the app does not acknowledge: events only."""
        return self.kind == "events_api"


class NotTaken(Exception):
    """An attempt that the app did not acknowledge, with Slack's name of the reason ("timeout", "http_error", ...)."""

    def __init__(self, reason: str, final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.final = reason, final


class Outcome(Struct, frozen=True):
    """How a delivery ended. `reason` is why it was not acknowledged, "" where it was; `seconds` from the first attempt to the acknowledgement;
    `reply` is what the app sent with it, None where nothing."""

    acked: bool
    attempts: int
    seconds: float
    reason: str = ""
    reply: Any = None


Pending = Future[Outcome]
"""A delivery under way; `.result(seconds)` waits for its end."""
