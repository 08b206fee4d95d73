"""The app's own life in a workspace, and what only needs an acknowledgement."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack

from bot.surfaces.slack.asked import team_of
from bot.surfaces.slack.office import Office


class Lifecycle:
    """Listeners that answer nobody."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def nothing(self) -> None:
        """An event that needs nothing more than Bolt's acknowledgement."""

    def acknowledged(self, ack: Ack) -> None:
        """An interaction that needs nothing more: a link that was followed, a modal that was closed."""
        ack()

    def uninstalled(self, body: dict[str, Any]) -> None:
        """The app was removed from a workspace or its tokens were: nothing can be answered until it is installed again."""
        remedy = "install the app again and set the new SLACK_BOT_TOKEN"
        self._office.log.event("uninstalled", level=logging.ERROR, id=team_of(body), remedy=remedy)
