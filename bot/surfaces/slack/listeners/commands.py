"""The slash command and the message shortcut: questions whose answers only the asker sees."""

from __future__ import annotations

import time
from typing import Any

from slack_bolt import Ack

from bot.errors import StoreUnavailable
from bot.surfaces.slack.asked import Asked, from_command, from_shortcut
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.notices import refusal
from bot.surfaces.slack.office import Office


class Commands:
    """Listeners for both."""

    def __init__(self, office: Office, inbox: Inbox) -> None:
        self._office = office
        self._inbox = inbox

    def command(self, ack: Ack, body: dict[str, Any]) -> None:
        """A question, or a wish for help."""
        asked = from_command(body)
        if self._keep(asked):
            ack()
        else:
            refused = refusal("not_kept", self._office.assistant, self._office.language_of(asked.user))
            ack(text=refused.text, blocks=refused.blocks, response_type="ephemeral")

    def shortcut(self, ack: Ack, body: dict[str, Any]) -> None:
        """Somebody's message as a question."""
        asked = from_shortcut(body)
        kept = self._keep(asked)
        ack()
        if not kept:
            refused = refusal("not_kept", self._office.assistant, self._office.language_of(asked.user))
            self._office.deliveries.respond(asked.response_url, refused)

    def _keep(self, asked: Asked) -> bool:
        """Whether it was kept, so that an answer will come."""
        try:
            self._inbox.accept(asked, time.time())
        except StoreUnavailable:
            self._office.log.event("command", user=asked.user, id=asked.key, kind=asked.kind, decision="unavailable")
            return False
        return True
