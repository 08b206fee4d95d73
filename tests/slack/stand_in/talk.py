"""What happens when a message appears, changes or goes: it is remembered, and the app hears of it as it is subscribed."""

from __future__ import annotations

import copy
from typing import Any

from tests.slack.stand_in import payloads
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.parcels import Pending
from tests.slack.stand_in.refusals import Json
from tests.slack.stand_in.state import HISTORY, MESSAGES, State

_SCOPES = {
    "app_mention": "app_mentions:read", "member_joined_channel": "channels:read",
    **{event: HISTORY[kind] for kind, event in MESSAGES.items()},
}  # fmt: skip
"""The scope that an event needs; others need none."""
_TOMBSTONE = "This message was deleted."


def tell(state: State, name: str, event: Json, channel: Channel | None = None) -> Pending | None:
    """Send an event to the app where it is subscribed to it (`name`, as a manifest has it) and may know; None where not."""
    if name not in state.settings.events or (name in _SCOPES and _SCOPES[name] not in state.scopes):
        return None
    if channel and state.settings.bot_user not in channel.members:
        return None
    event_id = state.world.new_id("Ev")
    shared = bool(channel and channel.shared)
    return state.send("events_api", event_id, payloads.event_envelope(state, event, event_id, shared))


def post(state: State, channel: Channel, message: Message) -> None:
    """A message appears."""
    channel.said[message.ts] = message
    _record(state, "posted", message)
    if message.only_for:
        return
    if message.user == state.settings.bot_user:
        state.world.statuses.pop((channel.id, message.thread), None)  # Slack takes the status away when the app answers
    else:
        _mention(state, channel, message, message.ts)
    tell(state, MESSAGES[channel.kind], payloads.message_event(channel, message), channel)


def change(state: State, channel: Channel, message: Message, by: str = "", **what: Any) -> None:
    """A message gets other text, blocks or metadata. `by` is who edited it; "" for changes that Slack makes itself, as previews of links."""
    previous = message.payload()
    at = state.world.new_ts(channel)
    for name, value in what.items():
        setattr(message, name, value)
    if by:
        message.edited, message.edited_by = at, by
    _record(state, "changed", message)
    if message.only_for:
        return
    if by and by != state.settings.bot_user:
        _mention(state, channel, message, at)
    tell(state, MESSAGES[channel.kind], payloads.changed_event(channel, message.payload(), previous, at), channel)


def remove(state: State, channel: Channel, message: Message) -> None:
    """A message goes. Where it has replies, a tombstone stays in its place."""
    previous, at = message.payload(), state.world.new_ts(channel)
    replies = [reply for reply in channel.thread(message.ts) if reply is not message]
    message.deleted = True
    _record(state, "deleted", message)
    if message.only_for:
        return
    if replies:
        stone = previous | {"subtype": "tombstone", "text": _TOMBSTONE, "user": "USLACKBOT", "hidden": True, "blocks": []}
        event = payloads.changed_event(channel, stone, previous, at)
    else:
        event = payloads.deleted_event(channel, previous, at)
    tell(state, MESSAGES[channel.kind], event, channel)


def _mention(state: State, channel: Channel, message: Message, at: str) -> None:
    if channel.kind != "im" and f"<@{state.settings.bot_user}" in message.text:
        tell(state, "app_mention", payloads.mention_event(channel, message, at), channel)


def _record(state: State, name: str, message: Message) -> None:
    state.journal.add(
        "message", name, channel=message.channel, ts=message.ts, thread=message.thread, user=message.user, text=message.text,
        only_for=message.only_for, via=message.via, blocks=copy.deepcopy(message.blocks),
    )  # fmt: skip


def of_the_app(state: State, channel: Channel, arguments: Json, via: str, thread: str = "", only_for: str = "") -> Message:
    """A message of the app, made from the arguments of a call; not posted yet."""
    settings = state.settings
    return Message(
        channel=channel.id, ts=state.world.new_ts(channel), user=settings.bot_user, text=arguments.get("text") or "",
        blocks=as_kept(state, arguments.get("blocks") or []), team=settings.team, thread=thread, bot_id=settings.bot, app=settings.app,
        bot_name=settings.bot_name, metadata=arguments.get("metadata"), only_for=only_for, via=via,
    )  # fmt: skip


def as_kept(state: State, blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: every block and every interactive element has an id; that of a `markdown` block is made anew."""
    kept = copy.deepcopy(blocks)
    for block in kept:
        if block["type"] == "markdown" or not block.get("block_id"):
            block["block_id"] = state.world.new_id("b")
        elements = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
        for element in elements:
            if isinstance(element, dict) and element.get("type") not in ("image", "plain_text", "mrkdwn") and block["type"] != "rich_text":
                element.setdefault("action_id", state.world.new_id("a"))
    return kept
