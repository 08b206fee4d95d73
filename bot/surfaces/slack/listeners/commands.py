"""The slash command and the message shortcut: questions whose answers only the asker sees."""

from __future__ import annotations

import logging
import time
from typing import Any

from slack_bolt import Ack

from bot.errors import StoreUnavailable
from bot.surfaces.slack.asked import Asked, from_command, from_shortcut
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.ledger import Entry
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
        if self._keep(asked, body):
            ack()
        else:
            refused = refusal("not_kept", self._office.assistant, self._office.language_of(asked.user))
            ack(text=refused.text, blocks=refused.blocks, response_type="ephemeral")

    def shortcut(self, ack: Ack, body: dict[str, Any]) -> None:
        """Somebody's message as a question."""
        asked = from_shortcut(body)
        kept = self._keep(asked, body)
        ack()
        if not kept:
            refused = refusal("not_kept", self._office.assistant, self._office.language_of(asked.user))
            self._office.deliveries.respond(asked.response_url, refused, told=asked.key)

    def _keep(self, asked: Asked, body: dict[str, Any]) -> bool:
        """Whether it was kept, so that an answer will come."""
        entry = Entry(self._office, "command", asked.kind, body)
        try:
            if not self._inbox.accept(asked, time.time()):
                entry.told("known")
        except StoreUnavailable:
            entry.told("unavailable", level=logging.WARNING)
            return False
        return True
