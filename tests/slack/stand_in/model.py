"""Who is in the workspace, where they talk and what they said. Plain state: whoever changes it holds the journal's lock."""

from __future__ import annotations

import copy
import itertools
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from tests.slack.stand_in.refusals import Json

Kind = Literal["channel", "group", "im"]
Named = TypeVar("Named", "Person", "Channel")


@dataclass
class Person:
    """A person or another app's bot. `team` is another workspace's for people from outside; `bot_id` is "" for people."""

    id: str
    name: str
    team: str
    locale: str = "en-US"
    guest: bool = False
    external: bool = False
    bot_id: str = ""

    def payload(self) -> Json:
        """As users.info shows it; what a scope or an argument hides is taken out there."""
        return {
            "id": self.id, "team_id": self.team, "name": self.name, "real_name": self.name.title(), "deleted": False, "locale": self.locale,
            "tz": "America/Sao_Paulo", "is_admin": False, "is_owner": False, "is_restricted": self.guest, "is_ultra_restricted": False,
            "is_bot": bool(self.bot_id), "is_app_user": False, "is_stranger": self.external,
            "profile": {"real_name": self.name.title(), "display_name": self.name, "email": f"{self.name}@example.com", "team": self.team},
        }  # fmt: skip


@dataclass
class Message:
    """A message that all in the channel see, or an ephemeral one, which only `only_for` sees."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    team: str
    foreign: bool = False
    """Whether the author is of another workspace than the app's."""
    thread: str = ""
    bot_id: str = ""
    app: str = ""
    bot_name: str = ""
    subtype: str = ""
    metadata: Json | None = None
    edited: str = ""
    edited_by: str = ""
    deleted: bool = False
    only_for: str = ""
    via: str = "person"
    """How it came: "person", "chat.postMessage", "chat.postEphemeral", "response_url" or "ack" (a command's answer)."""
    at: float = field(default_factory=time.monotonic)
    """When it appeared, by `time.monotonic()`."""
    client_id: str = field(default_factory=lambda: secrets.token_hex(16))

    def payload(self) -> Json:
        """As events, interactions and conversations.replies show it, without metadata and the count of replies."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": self.team}
        if self.blocks:
            shown["blocks"] = copy.deepcopy(self.blocks)
        if self.thread:
            shown["thread_ts"] = self.thread
        if self.foreign:
            shown |= {"user_team": self.team, "source_team": self.team}
        if self.subtype:
            shown["subtype"] = self.subtype
        if self.edited:
            shown["edited"] = {"user": self.edited_by or self.user, "ts": self.edited}
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": self.app}
            shown["bot_profile"] = {"id": self.bot_id, "app_id": self.app, "name": self.bot_name, "team_id": self.team, "deleted": False}
        elif not self.subtype:
            shown["client_msg_id"] = self.client_id
        return shown


@dataclass
class Channel:
    """A place to talk. `name` is what events and commands show; `shared` with another workspace (Slack Connect)."""

    id: str
    name: str
    kind: Kind
    members: set[str]
    shared: bool = False
    said: dict[str, Message] = field(default_factory=dict)
    """All messages by ts in order, ephemeral and deleted ones too."""
    last: int = 0

    def messages(self) -> list[Message]:
        """What all members see, oldest first."""
        return [message for message in self.said.values() if not message.deleted and not message.only_for]

    def thread(self, ts: str) -> list[Message]:
        """A message and its replies, oldest first; empty where there is no such message."""
        return [message for message in self.messages() if ts in (message.ts, message.thread)]

    def ephemerals(self, user: str) -> list[Message]:
        """What only this person sees, oldest first."""
        return [message for message in self.said.values() if message.only_for == user and not message.deleted]

    def find(self, ts: str) -> Message | None:
        """The message that all see at this time."""
        message = self.said.get(ts)
        return message if message and not message.deleted and not message.only_for else None


@dataclass
class View:
    """A modal, or somebody's Home. `content` is as the app gave it, block ids filled in; `values` is what was put into its inputs."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str = ""
    values: Json = field(default_factory=dict)
    open: bool = True


@dataclass
class World:
    """Everything that is in the workspace; ids are made from names."""

    team: str
    bot_user: str
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the app is doing, by channel and thread."""
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)
    """The state of the app's sessions, by channel and thread."""
    prompts: dict[str, list[Json]] = field(default_factory=dict)
    """Suggested prompts by channel."""
    usergroups: dict[str, list[str]] = field(default_factory=dict)
    """User ids by the id of their group."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_ts(self, channel: Channel) -> str:
        """The time of a new message, later than any before it in the channel, as Slack writes it."""
        channel.last = max(channel.last + 1, time.time_ns() // 1000)
        return f"{channel.last // 1_000_000}.{channel.last % 1_000_000:06}"

    def new_id(self, prefix: str) -> str:
        """An id that was not used yet."""
        return f"{prefix}{next(self.numbers):08}"

    def person(self, name: str) -> Person:
        """The person with this name or id; KeyError where there is none."""
        return _named(self.people, name)

    def channel(self, name: str) -> Channel:
        """The channel with this name or id; KeyError where there is none."""
        return _named(self.channels, name)

    def direct(self, person: Person) -> Channel:
        """The direct messages of a person with the app."""
        id = f"D0{person.id[2:]}"
        return self.channels.setdefault(id, Channel(id, "directmessage", "im", {person.id, self.bot_user}))

    def stack(self, user: str) -> list[View]:
        """The open modals of a person, the one in sight last."""
        return [view for view in self.views.values() if view.user == user and view.open]


def _named(those: dict[str, Named], name: str) -> Named:
    if name in those:
        return those[name]
    for one in those.values():
        if one.name == name:
            return one
    raise KeyError(f"there is no {name!r} in this workspace")
