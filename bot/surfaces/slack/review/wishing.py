"""The wish to tell those who asked, as the inbox keeps it until the app has done it: wherever it comes from, one for each revision of an item."""

from __future__ import annotations

from bot.reviews import Item
from bot.surfaces.slack.asked import Asked


def wish_to_tell(item: Item, team: str, who: str) -> Asked:
    """Those of a workspace who asked what an item holds are to be told, as `who` wants it."""
    return Asked(kind="tell", key=f"{team}:tell:{item.id}:{item.revision}", team=team, user=who, index=item.id)
