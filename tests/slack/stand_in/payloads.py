"""How things look that are sent to the app: the envelopes of events, interactions and commands."""

from __future__ import annotations

import time
from typing import Any

from tests.slack.stand_in.model import Channel, Message, Person, View
from tests.slack.stand_in.refusals import Json
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.state import State

TOKEN = "verification-token-of-the-stand-in"
"""The old verification token, which payloads still carry."""


def event_envelope(state: State, event: Json, event_id: str, shared: bool) -> Json:
    """The envelope of an event; `shared` where it comes from a channel that is shared with another workspace."""
    settings = state.settings
    authorization = {"enterprise_id": None, "team_id": settings.team, "user_id": settings.bot_user, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": TOKEN, "team_id": settings.team, "context_team_id": settings.team, "context_enterprise_id": None, "api_app_id": settings.app,
        "event": event, "type": "event_callback", "event_id": event_id, "event_time": int(float(event["event_ts"])),
        "authorizations": [authorization], "is_ext_shared_channel": shared, "event_context": f"4-{event_id}",
    }  # fmt: skip


def message_event(channel: Channel, message: Message) -> Json:
    """A new message, as message.channels and the like tell of it."""
    return {**message.payload(), "channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}


def changed_event(channel: Channel, message: Json, previous: Json, at: str) -> Json:
    """A message that is not what it was; both are payloads of messages."""
    return {
        "type": "message", "subtype": "message_changed", "message": message, "previous_message": previous, "channel": channel.id, "hidden": True,
        "ts": at, "event_ts": at, "channel_type": channel.kind,
    }  # fmt: skip


def deleted_event(channel: Channel, previous: Json, at: str) -> Json:
    """A message that is gone."""
    return {
        "type": "message", "subtype": "message_deleted", "previous_message": previous, "channel": channel.id, "hidden": True,
        "deleted_ts": previous["ts"], "ts": at, "event_ts": at, "channel_type": channel.kind,
    }  # fmt: skip


def mention_event(channel: Channel, message: Message, at: str) -> Json:
    """A mention of the app; one that was edited in carries "edited", and the time of the edit as its own."""
    return {**message.payload(), "type": "app_mention", "channel": channel.id, "event_ts": at}


def _user(person: Person) -> Json:
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team}


def _interaction(state: State, kind: str, person: Person) -> Json:
    settings = state.settings
    return {
        "type": kind, "user": _user(person), "api_app_id": settings.app, "token": TOKEN, "trigger_id": state.new_trigger(person.id),
        "team": {"id": settings.team, "domain": settings.domain}, "enterprise": None, "is_enterprise_install": False,
    }  # fmt: skip


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": "privategroup" if channel.kind == "group" else channel.name}


def now() -> str:
    """The time of an action, as Slack writes it."""
    micros = time.time_ns() // 1000
    return f"{micros // 1_000_000}.{micros % 1_000_000:06}"


def message_actions(state: State, person: Person, channel: Channel, message: Message, action: Json) -> Json:
    """A click in a message; where the message is ephemeral, Slack does not send it along."""
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": bool(message.only_for)}
    if message.thread:
        container["thread_ts"] = message.thread
    payload = _interaction(state, "block_actions", person) | {"container": container, "channel": _channel(channel), "state": {"values": {}}}
    if not message.only_for:
        payload["message"] = message.payload()
    payload["response_url"] = state.new_response_url(channel, person.id, message.ts, message.thread)
    return payload | {"actions": [{**action, "action_ts": now()}]}


def view_actions(state: State, person: Person, view: View, action: Json) -> Json:
    """A click in a modal or on somebody's Home."""
    container = {"type": "view", "view_id": view.id}
    return _interaction(state, "block_actions", person) | {
        "container": container, "view": view_payload(view, state.settings), "actions": [{**action, "action_ts": now()}],
    }  # fmt: skip


def view_submission(state: State, person: Person, view: View) -> Json:
    """A modal that is sent in."""
    return _interaction(state, "view_submission", person) | {"view": view_payload(view, state.settings), "response_urls": []}


def view_closed(state: State, person: Person, view: View, cleared: bool) -> Json:
    """A modal that was closed; `cleared` where all were closed at once."""
    payload = _interaction(state, "view_closed", person) | {"view": view_payload(view, state.settings), "is_cleared": cleared}
    del payload["trigger_id"]
    return payload


def message_shortcut(state: State, person: Person, channel: Channel, message: Message, callback: str) -> Json:
    """A shortcut of the app, chosen on a message."""
    return _interaction(state, "message_action", person) | {
        "callback_id": callback, "action_ts": now(), "channel": _channel(channel), "message_ts": message.ts, "message": message.payload(),
        "response_url": state.new_response_url(channel, person.id, message.ts, message.thread),
    }  # fmt: skip


def global_shortcut(state: State, person: Person, callback: str) -> Json:
    """A shortcut of the app, chosen from the menu of all."""
    return _interaction(state, "shortcut", person) | {"callback_id": callback, "action_ts": now()}


def command_form(state: State, person: Person, channel: Channel, command: str, text: str) -> Json:
    """A slash command."""
    settings = state.settings
    return {
        "token": TOKEN, "team_id": settings.team, "team_domain": settings.domain, "channel_id": channel.id, "channel_name": _channel(channel)["name"],
        "user_id": person.id, "user_name": person.name, "command": command, "text": text, "api_app_id": settings.app,
        "is_enterprise_install": "false", "response_url": state.new_response_url(channel, person.id), "trigger_id": state.new_trigger(person.id),
    }  # fmt: skip


def view_payload(view: View, settings: Settings) -> Json:
    """A view as Slack shows it to the app."""
    shown: dict[str, Any] = {
        "id": view.id, "team_id": settings.team, "app_id": settings.app, "bot_id": settings.bot, "app_installed_team_id": settings.team,
        "hash": view.hash, "root_view_id": view.root, "previous_view_id": view.previous or None, "state": {"values": view.values},
        "private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False, "notify_on_close": False,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True}, "close": None, "submit": None,
    }  # fmt: skip
    return shown | view.content
