"""The workspace: the hands and eyes of its people, for tests that speak in their words."""

from __future__ import annotations

from tests.slack.stand_in.eyes import Eyes, live_mark_up, visible_text
from tests.slack.stand_in.interactions import Interactions

__all__ = ["Workspace", "live_mark_up", "visible_text"]


class Workspace(Interactions, Eyes):
    """People who write, click and look; who is there is told at `Slack`."""
