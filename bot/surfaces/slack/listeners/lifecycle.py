"""The app's own life in a workspace, and what only needs an acknowledgement."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack

from bot.surfaces.slack.ledger import Entry
from bot.surfaces.slack.office import Office


class Lifecycle:
    """Listeners that answer nobody."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def nothing(self, body: dict[str, Any]) -> None:
        """An event that needs nothing more than Bolt's acknowledgement."""
        Entry(self._office, "lifecycle", "other", body).told("ignored")

    def acknowledged(self, ack: Ack, body: dict[str, Any]) -> None:
        """An interaction that needs nothing more: a modal that was sent, a shortcut that is not known."""
        ack()
        Entry(self._office, "lifecycle", "interaction", body).told("ignored")

    def uninstalled(self, body: dict[str, Any]) -> None:
        """The app was removed from a workspace or its tokens were: nothing can be answered until it is installed again."""
        remedy = "install the app again and set the new SLACK_BOT_TOKEN"
        Entry(self._office, "lifecycle", "uninstalled", body).told("ended", level=logging.ERROR, remedy=remedy)
