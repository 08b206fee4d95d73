"""The settings of the stand-in: one app, installed in one workspace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

# What Onde asks for, its optional part included: the harder case, in which a mention arrives twice and replies can be read.
SCOPES = frozenset(
    (
        "app_mentions:read assistant:write channels:history channels:read chat:write commands groups:history groups:read im:history "
        "usergroups:read users:read"
    ).split()
)
EVENTS = frozenset(
    (
        "agent_session_stopped app_context_changed app_home_opened app_mention app_uninstalled "
        "message.channels message.groups message.im tokens_revoked"
    ).split()
)


class Settings(Struct, frozen=True, kw_only=True):
    """How the app is known to Slack, and how patient Slack is. Times are in seconds; those of Slack where nothing else is said."""

    team: str = "T0ONDE"
    domain: str = "onde"
    app: str = "A0ONDE"
    bot: str = "B0ONDE"
    bot_user: str = "U0ONDE"
    bot_name: str = "onde"
    bot_token: str = "xoxb-of-the-stand-in"
    app_token: str = "xapp-1-of-the-stand-in"
    signing_secret: str = "secret-of-the-stand-in"
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] = EVENTS
    port: int = 0
    """0 takes any free port."""
    ack_within: float = 3.0
    trigger_lives: float = 3.0
    retry_after: tuple[float, ...] = (0.05, 0.2, 0.5)
    """The pauses before the retries of an event. Slack's own are about 0, 60 and 300 s."""
    response_url_uses: int = 5
    response_url_lives: float = 1800.0
    longest_text: int = 4000
    """Characters of a message's `text`. Slack refuses longer ones in updates and cuts new ones at 40,000. Here both are refused: a cut is no wish
    of ours."""
    text_required: bool = True
    """Whether blocks without `text` are refused. Slack allows them, but notifications and screen readers then have nothing to say."""
    at_once: int = 100
    """Events that are being delivered at the same time; more wait, and their time does not count yet."""
    posts_per_second: float = 0.0
    """Posts that a channel takes a second before it answers 429; 0 for no limit. Slack takes about one, and forgives short bursts."""
    posts_burst: int = 3
    """Posts at once that are forgiven."""
    keeps_open: bool = True
    """Whether a connection stays open after an answer of the Web API, for the next call."""
    schema: str = os.environ.get("ONDE_BLOCKS_SCHEMA", "")
    """The path of a JSON Schema of blocks, made from Slack's TypeScript types; "" leaves that one check out."""


def installed_from(manifest: Mapping[str, Any], **more: Any) -> Settings:
    """The settings of an app that was made from this manifest: its scopes, optional ones included, and its events. `more` are other settings."""
    scopes = manifest["oauth_config"]["scopes"]
    granted = frozenset(scopes["bot"]) | frozenset(scopes.get("bot_optional", ()))
    return Settings(scopes=granted, events=frozenset(manifest["settings"]["event_subscriptions"]["bot_events"]), **more)
