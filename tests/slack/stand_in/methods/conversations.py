"""conversations.*: channels and what was said in them."""

from __future__ import annotations

from typing import Any

from tests.slack.stand_in.methods.registry import channel_of, method, needed
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import HISTORY, State

_MOST = 1000
_DEFAULT = 100


@method("conversations.info", "channels:read", "groups:read", "im:read", "mpim:read")
def info(state: State, arguments: Json) -> Json:
    """What kind of channel it is."""
    channel = channel_of(state, needed(arguments, "channel")[0], joined=False)
    inside = state.settings.bot_user in channel.members
    return {
        "channel": {
            "id": channel.id, "name": channel.name, "is_channel": channel.kind == "channel", "is_group": channel.kind == "group",
            "is_im": channel.kind == "im", "is_mpim": False, "is_private": channel.kind != "channel", "is_member": inside, "is_archived": False,
            "is_shared": channel.shared, "is_ext_shared": channel.shared, "is_org_shared": False, "context_team_id": state.settings.team,
        }
    }  # fmt: skip


@method("conversations.replies", *HISTORY.values())
def replies(state: State, arguments: Json) -> Json:
    """A message and its replies, oldest first."""
    id, ts = needed(arguments, "channel", "ts")
    channel = channel_of(state, id)
    state.require(HISTORY[channel.kind])
    found = channel.find(str(ts))
    thread = channel.thread(found.thread or found.ts) if found else [reply for reply in channel.messages() if reply.thread == ts]
    if not thread:
        raise Refused("thread_not_found")
    return _page(channel, thread, arguments)


@method("conversations.history", *HISTORY.values())
def history(state: State, arguments: Json) -> Json:
    """The messages of a channel without their replies, newest first."""
    channel = channel_of(state, needed(arguments, "channel")[0])
    state.require(HISTORY[channel.kind])
    return _page(channel, [message for message in reversed(channel.messages()) if not message.thread], arguments)


def _page(channel: Channel, messages: list[Message], arguments: Json) -> Json:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    inclusive = _true(arguments.get("inclusive"))
    inside = [m for m in messages if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))]
    start, limit = int(arguments.get("cursor") or 0), min(int(arguments.get("limit") or _DEFAULT), _MOST)
    shown = inside[start : start + limit]
    more = start + limit < len(inside)
    return {
        "messages": [_shown(channel, message, _true(arguments.get("include_all_metadata"))) for message in shown], "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }  # fmt: skip


def _shown(channel: Channel, message: Message, metadata: bool) -> Json:
    shown = message.payload()
    answers = [reply for reply in channel.messages() if reply.thread == message.ts]
    if answers:
        users = list(dict.fromkeys(reply.user for reply in answers))
        shown |= {"thread_ts": message.ts, "reply_count": len(answers), "reply_users": users, "latest_reply": answers[-1].ts}
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


def _true(value: Any) -> bool:
    return str(value).lower() in ("true", "1")
