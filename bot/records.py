"""What is kept of a conversation, as plain types: events that came in, turns, deliveries, clicks and votes."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Surface = Literal["channel", "direct", "command", "shortcut", "home"]
DeliveryState = Literal["pending", "sending", "sent", "failed"]
Thumb = Literal["up", "down"]

# The origin of a turn that answers an earlier one's question anew, after a mend, begins with it: "told:<item>:<turn>".
TOLD = "told:"

# Slack's timestamps: seconds and a fraction, as text ("1712345678.123456"); bounded, so that none is costly to read.
_TIMESTAMP = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")


class Incoming(Struct, frozen=True):
    """An event that was accepted and must be handled.

    `key` is unique ("<team>:<event id>"), `payload` is JSON with all that handling needs and is forgotten when that is
    done, `received` is in Unix seconds.
    """

    key: str
    user: str
    payload: bytes
    received: float


class Place(Struct, frozen=True):
    """Where a turn was said; `thread` is "" where it belongs to no conversation, as for a command."""

    team: str
    channel: str
    thread: str
    surface: Surface


class StoredTurn(Struct, frozen=True, kw_only=True):
    """An utterance and its reply.

    `id` is opaque (32 hexadecimal digits); `origin` says what was answered and is unique ("T1:C1:1712.1",
    "T1:C1:1712.1:edited:1713.2", "T1:command:<trigger>"). `asked` is in Unix seconds. `question` is as it was answered:
    masked. `language` is the reply's, `forced_language` the one that a button asked for or "". `after` is the id of the turn
    before it in its thread, or "" (that turn may be purged by now). `instead_of` is the turn whose place in the thread it takes,
    or "": after an edit, in another language, or as a choice that was clicked (that answers the turn whose place it takes, and
    so comes `after` it too). `edited` is Slack's time of the edit that the question is from, "" where it is as it was first written.
    `author` wrote the text where that was not `user`, else "". `reply` is the Reply as JSON. `evidence` names the facts
    ("product/first data type of the row") and statements (their keys) that were used.
    """

    id: str
    origin: str
    place: Place
    user: str
    asked: float
    question: str
    language: str
    forced_language: str = ""
    after: str = ""
    instead_of: str = ""
    author: str = ""
    edited: str = ""
    status: str
    confidence: float
    reply: bytes
    evidence: list[str] = []
    knowledge: str

    @property
    def is_choice(self) -> bool:
        """Whether it is a choice that was clicked in the clarification whose place it takes."""
        return bool(self.instead_of) and self.after == self.instead_of

    @property
    def is_translation(self) -> bool:
        """Whether it is the question of the turn whose place it takes, answered in another language."""
        return bool(self.instead_of and self.forced_language) and not self.is_choice and not self.is_told

    @property
    def is_told(self) -> bool:
        """Whether nobody asked it just then: it tells who asked the turn whose place it takes what the answer is now."""
        return self.origin.startswith(TOLD)


class Delivery(Struct, frozen=True, kw_only=True):
    """A turn's way to the people who shall see it.

    `replaces` is the timestamp of a message to update in place, "" to post a new one; `ts` that of the message which shows
    the turn, once sent.
    """

    turn: str = ""
    state: DeliveryState = "pending"
    channel: str
    thread: str
    replaces: str = ""
    ts: str = ""
    attempts: int = 0


class Click(Struct, frozen=True):
    """One click on a thumb; `at` is Slack's timestamp of it, and ValueError is raised where it is none."""

    turn: str
    user: str
    value: Thumb
    at: str

    def __post_init__(self) -> None:
        if not _TIMESTAMP.fullmatch(self.at):
            raise ValueError("a click's time is seconds, a point and a fraction")


class Vote(Struct, frozen=True):
    """What a person thinks of a turn, from all clicks; `value` is "" once withdrawn, `at` the time of the last click.

    `reason` and `comment` are what the person explained of that very value.
    """

    turn: str
    user: str
    value: Literal["up", "down", ""]
    reason: str = ""
    comment: str = ""
    at: str = ""
