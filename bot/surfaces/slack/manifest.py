"""The app's manifest, to be pasted into Slack: what Onde asks of a workspace, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.assistant import Assistant
from bot.surfaces.slack.edge import EVENTS
from bot.surfaces.slack.notices import suggested_prompts

NAME = "Onde"
COMMAND = "/onde"
# What is typed after the command to have it explained.
SHORTCUT = "answer_with_onde"

# Every scope with what it is there for. Those of the second table are optional: Onde works without, and says what it lacks then.
SCOPES = {
    "app_mentions:read": "questions that mention Onde in a channel",
    "assistant:write": "suggested prompts, and the status while Onde works, in the Messages tab",
    "chat:write": "answers; also to those who vote, seen by nobody else",
    "commands": f"{COMMAND} and the message shortcut",
    "im:history": "direct messages to Onde, and whether an answer in them has arrived",
    "users:read": "whether somebody is a guest or of another organisation, and their language",
}
OPTIONAL_SCOPES = {
    "channels:history": "messages of the public channels listed in ONDE_CHANNELS; and whether an answer has arrived, after a lost connection",
    "groups:history": "the same for private channels",
    "channels:read": f"whether a public channel is shared with other organisations, so that {COMMAND} and the shortcut are refused there",
    "groups:read": "the same for private channels that Onde is a member of; of others it cannot be known",
    "usergroups:read": "who is in the user groups of ONDE_MAINTAINERS; not needed where only people are named there",
}
EVENTS_WANTED = {
    "app_home_opened": "the Home tab and the suggested prompts",
    "app_mention": "questions in channels",
    "message.im": "direct messages",
    "app_context_changed": "comes with the Messages tab; nothing is read from it",
    "agent_session_stopped": "comes with the Messages tab; nothing is read from it",
    "app_uninstalled": "to log that the app was removed",
    "tokens_revoked": "to log that the token is no longer valid",
}
OPTIONAL_EVENTS = {"message.channels": "needs channels:history", "message.groups": "needs groups:history"}


def make_manifest(assistant: Assistant, language: str, address: str = "", overhears: bool = False) -> dict[str, Any]:
    """The manifest in a language: for Socket Mode, or for HTTP where `address` is given (with /slack/events or without).

    `overhears` asks for what channels need in which Onde also answers without being mentioned.
    """
    phrases = assistant.phrasing(language).phrases
    url = f"{address.rstrip('/').removesuffix(EVENTS)}{EVENTS}" if address else ""
    prompts = [{"title": prompt.title, "message": prompt.message} for prompt in suggested_prompts(assistant, language).prompts]
    at = {"url": url} if url else {}
    request = {"request_url": url} if url else {}
    events = [*EVENTS_WANTED, *(OPTIONAL_EVENTS if overhears else ())]
    scopes = {"bot": [*SCOPES, *OPTIONAL_SCOPES]} if overhears else {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}
    return {
        "display_information": {"name": NAME, "description": phrases["manifest_description"]},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "agent_view": {"agent_description": phrases["manifest_agent"], "suggested_prompts": prompts},
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {"name": phrases["manifest_shortcut"], "type": "message", "callback_id": SHORTCUT, "description": phrases["manifest_shortcut_about"]}
            ],
            "slash_commands": [
                {"command": COMMAND, "description": phrases["manifest_command"], "usage_hint": phrases["manifest_hint"], "should_escape": False, **at}
            ],
        },
        "oauth_config": {"scopes": scopes},
        "settings": {
            "event_subscriptions": {**request, "bot_events": events},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def explained() -> list[str]:
    """Why each scope and event is asked for, a line each."""
    return [
        *_lines("scope", SCOPES),
        *_lines("optional scope", OPTIONAL_SCOPES),
        *_lines("event", EVENTS_WANTED),
        *_lines("event with ONDE_CHANNELS", OPTIONAL_EVENTS),
    ]


def _lines(kind: str, table: Mapping[str, str]) -> list[str]:
    return [f"{kind} {name}: {why}" for name, why in table.items()]
