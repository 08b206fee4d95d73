"""A wish as it comes to be answered, and what can be decided about it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.people import Person

Decision = Literal[
    "answered", "clarify", "unknown", "help", "refused", "duplicate", "silent", "unchanged", "outdated", "gone", "empty",
    "shared", "told", "later",
]  # fmt: skip


class Wish(Struct, frozen=True):
    """What is asked, by whom, when it came (Unix seconds), and whether an earlier process may have worked on it."""

    asked: Asked
    person: Person
    received: float
    again: bool = False
