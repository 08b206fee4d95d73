"""What somebody wants of Onde, read from the bodies that Slack sends, and kept in the inbox until it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from msgspec import Struct, json

from bot.folding import is_reaction, is_word, words
from bot.records import Incoming
from bot.surfaces.slack import ids

# mention, direct: a question to Onde; overheard: a message in a channel that was opted in; edit: a message that was changed;
# command, shortcut: a question whose answer only the asker sees; the others are buttons,
# tell one of a maintainer: those who asked what an item (`index`) holds are to be told.
Kind = Literal[
    "mention", "direct", "overheard", "edit", "command", "shortcut", "choice", "suggestion", "example", "again", "language", "share",
    "tell",
]  # fmt: skip

# Messages of people that carry a subtype: with a file, and a reply that is shown in its channel too.
_SPOKEN = (None, "file_share", "thread_broadcast")

Body = Mapping[str, Any]


class Asked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One wish of one person.

    `key` is unique and the same each time that Slack sends it. `ts` is the message that is asked in, or clicked in; `thread` the thread
    that it is in, or itself; `edited` the time of its change; `at` what makes a click or command unique. `author` wrote the text where that
    was not `user`. `turn`, `index`, `language` are what a button says. `to_us` tells whether an edited message speaks to Onde, `twin`
    whether Slack tells of the same as a mention too, `external` whether it comes from a shared channel or another organisation, `hidden`
    whether the clicked message is seen by one person only. `speaks` is the asker's language where that is known.
    `trigger` may open a modal for three seconds. `retry` is how often Slack had sent an event before, as it writes it.
    """

    kind: Kind
    key: str
    team: str
    user: str
    channel: str = ""
    text: str = ""
    author: str = ""
    ts: str = ""
    thread: str = ""
    edited: str = ""
    at: str = ""
    turn: str = ""
    index: int = 0
    language: str = ""
    speaks: str = ""
    response_url: str = ""
    trigger: str = ""
    to_us: bool = False
    twin: bool = False
    external: bool = False
    hidden: bool = False
    retry: str = ""

    def incoming(self, received: float) -> Incoming:
        """As the inbox keeps it, with when it came, in Unix seconds."""
        return Incoming(self.key, self.user, json.encode(self), received)

    @property
    def origin(self) -> str:
        """What a turn that answers this has as its origin; events that tell of the same message have the same."""
        if self.kind in ("mention", "direct", "overheard"):
            return f"{self.team}:{self.channel}:{self.ts}"
        if self.kind == "edit":
            return f"{self.team}:{self.channel}:{self.ts}:edited:{self.edited}"
        return self.key

    @property
    def has_words(self) -> bool:
        """Whether it says anything: more than marks, or a reaction."""
        return any(map(is_word, words(self.text))) or is_reaction(self.text)


class Ignored(Struct, frozen=True):
    """Why nothing is to be done: a word for the log."""

    reason: str


def is_question(body: Body) -> bool:
    """Whether a body is an event that may ask something."""
    return body.get("type") == "event_callback" and _mapping(body.get("event")).get("type") in ("app_mention", "message")


def from_event(body: Body, channels: Collection[str]) -> Asked | Ignored:
    """An event of type app_mention or message. `channels` are those that were opted in."""
    event = body.get("event")
    if not isinstance(event, Mapping):
        return Ignored("malformed")
    if event.get("type") == "message" and event.get("subtype") == "message_changed":
        return _from_change(body, event, channels)
    if (ignored := _unfit(event, body)) is not None:
        return ignored
    edited = _text(_mapping(event.get("edited")).get("ts"))
    common = _common(body, event, event)
    if event.get("type") == "app_mention":
        return Asked(kind="edit" if edited else "mention", edited=edited, to_us=True, **common)
    if _is_direct(event):
        return Asked(kind="direct", **common)
    if common["channel"] not in channels:
        return Ignored("not_addressed")
    twin = _mention(body) in _text(event.get("text"))
    return Asked(kind="mention" if twin else "overheard", twin=twin, **common)


def _from_change(body: Body, event: Body, channels: Collection[str]) -> Asked | Ignored:
    """A message that its author changed; Slack tells of links that it has unfolded in the same way."""
    message, before = _mapping(event.get("message")), _mapping(event.get("previous_message"))
    edited = _text(_mapping(message.get("edited")).get("ts"))
    if not edited or message.get("text") == before.get("text"):
        return Ignored("unchanged")
    if (ignored := _unfit(message, body)) is not None:
        return ignored
    if not _is_direct(event) and event.get("channel") not in channels:
        return Ignored("not_addressed")
    direct, mentions = _is_direct(event), _mention(body) in _text(message.get("text"))
    return Asked(kind="edit", edited=edited, to_us=direct or mentions, twin=mentions and not direct, **_common(body, event, message))


def _common(body: Body, event: Body, message: Body) -> dict[str, Any]:
    ts = _text(message.get("ts"))
    team = team_of(body)
    return {
        "key": f"{team}:{_text(body.get('event_id')) or ts}",
        "team": team,
        "user": _text(message.get("user")),
        "channel": _text(event.get("channel")),
        "text": _text(message.get("text")).replace(_mention(body), " ").strip(),
        "ts": ts,
        "thread": _text(message.get("thread_ts")) or ts,
        "external": body.get("is_ext_shared_channel") is True,
    }


def _unfit(message: Body, body: Body) -> Ignored | None:
    """Messages that are nobody's question: of bots, Onde's own, and what Slack itself writes into a channel."""
    if message.get("bot_id") or message.get("bot_profile") or message.get("user") == bot_of(body):
        return Ignored("bot")
    if message.get("subtype") not in _SPOKEN:
        return Ignored("subtype")
    if not _text(message.get("user")) or not _text(message.get("ts")):
        return Ignored("malformed")
    return None


def from_command(body: Body) -> Asked:
    """A slash command with a question."""
    team, trigger = team_of(body), _text(body.get("trigger_id"))
    return Asked(
        kind="command",
        key=f"{team}:command:{trigger}",
        team=team,
        user=_text(body.get("user_id")),
        channel=_text(body.get("channel_id")),
        text=_text(body.get("text")).strip(),
        at=trigger,
        response_url=_text(body.get("response_url")),
    )


def from_shortcut(body: Body) -> Asked:
    """A message shortcut: the question is the message that it was used on."""
    team, trigger = team_of(body), _text(body.get("trigger_id"))
    message = _mapping(body.get("message"))
    ts = _text(message.get("ts")) or _text(body.get("message_ts"))
    return Asked(
        kind="shortcut",
        key=f"{team}:shortcut:{trigger}",
        team=team,
        user=_user(body),
        channel=_text(_mapping(body.get("channel")).get("id")),
        text=_text(message.get("text")).strip(),
        author=_text(message.get("user")),
        ts=ts,
        thread=_text(message.get("thread_ts")) or ts,
        at=trigger,
        response_url=_text(body.get("response_url")),
        external=is_foreign(body),
    )


def from_click(kind: Kind, body: Body, action: Body, *, turn: str = "", index: int = 0, language: str = "", text: str = "") -> Asked:
    """A click on a button whose value was read already."""
    team = team_of(body)
    container, message = _mapping(body.get("container")), _mapping(body.get("message"))
    ts = _text(container.get("message_ts")) or _text(message.get("ts"))
    at = _text(action.get("action_ts"))
    return Asked(
        kind=kind,
        key=f"{team}:{_text(container.get('channel_id')) or 'home'}:{ts}:{kind}:{at}",
        team=team,
        user=_user(body),
        channel=_text(_mapping(body.get("channel")).get("id")) or _text(container.get("channel_id")),
        text=text,
        ts=ts,
        thread=_text(message.get("thread_ts")) or _text(container.get("thread_ts")) or ts,
        at=at,
        turn=turn,
        index=index,
        language=language,
        response_url=_text(body.get("response_url")),
        trigger=_text(body.get("trigger_id")),
        external=is_foreign(body),
        hidden=container.get("is_ephemeral") is True,
    )


def team_of(body: Body) -> str:
    """The workspace that a body belongs to: the one that installed Onde where that is told."""
    granted = body.get("authorizations")
    first = _mapping(granted[0]) if isinstance(granted, list) and granted else {}
    team = _text(_mapping(body.get("team")).get("id")) or _text(body.get("team_id"))
    return _text(first.get("team_id")) or team or _text(_mapping(body.get("user")).get("team_id")) or _text(body.get("enterprise_id"))


def bot_of(body: Body) -> str:
    """The user id of Onde's own bot, "" where the body does not tell."""
    granted = body.get("authorizations")
    for each in granted if isinstance(granted, list) else []:
        if _mapping(each).get("is_bot") is True:
            return _text(_mapping(each).get("user_id"))
    return ""


def is_foreign(body: Body) -> bool:
    """Whether who acts belongs to another organisation, as far as the body of an interaction tells."""
    home, own = _text(_mapping(body.get("team")).get("id")), _text(_mapping(body.get("user")).get("team_id"))
    return bool(home and own and home != own) and not body.get("enterprise")


def first_action(body: Body) -> Body:
    """The action that was clicked."""
    actions = body.get("actions")
    return _mapping(actions[0]) if isinstance(actions, list) and actions else {}


def value(body: Body) -> object:
    """What the clicked action carries."""
    return ids.value_of(first_action(body))


def _user(body: Body) -> str:
    return _text(_mapping(body.get("user")).get("id"))


def _is_direct(event: Body) -> bool:
    return event.get("channel_type") == "im" or _text(event.get("channel")).startswith("D")


def _mention(body: Body) -> str:
    """How a message mentions Onde. No message holds a NUL, so that nothing is found where the bot's id is not known."""
    bot = bot_of(body)
    return f"<@{bot}>" if bot else "\0"


def _mapping(value: object) -> Body:
    return value if isinstance(value, dict) else {}  # As JSON comes; whether a thing is any Mapping takes ten times as long to tell.


def _text(value: object) -> str:
    """A text that can be written as UTF-8; JSON can hold halves of characters, which cannot."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
