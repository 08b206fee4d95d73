"""A stored reply given once more, by the knowledge that answered it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bot.assistant import Assistant
from bot.conversations import Conversations
from bot.errors import KnowledgeError, ReviewError
from bot.knowledge.archive import unpack
from bot.knowledge.version import content_version
from bot.store.review_protocol import ReviewStore


def replayed(turn_id: str, store: ReviewStore, knowledge: Path) -> tuple[bytes, str]:
    """The stored reply of a turn, and why it is not what the same knowledge answers now, "" where it is, byte for byte.

    The turns before it in its thread are asked again too. `knowledge` is today's folder. Raises ReviewError where the turn is gone.
    """
    stored = store.turn(turn_id)
    if stored is None:
        raise ReviewError(f"turn {turn_id} is not there: `onde feedback show ITEM` gives the ids of an item's turns")
    with TemporaryDirectory() as folder:
        if stored.knowledge == content_version(knowledge):
            assistant = Assistant(knowledge)
        else:
            archive = store.knowledge(stored.knowledge)
            if archive is None:
                return stored.reply, f"version {stored.knowledge} of the knowledge is missing: `onde serve` keeps each that it runs with from now on"
            try:
                unpack(archive, Path(folder))
                assistant = Assistant(Path(folder))
            except (KnowledgeError, ValueError) as error:
                return stored.reply, _unreadable(stored.knowledge, error)
        shown = Conversations(assistant, store).again(turn_id)
    if shown is None or shown.is_same:
        return stored.reply, ""
    now = msgspec.json.encode(shown.turn.reply)
    return stored.reply, f"today's program answers otherwise by the same knowledge, or turns before it are gone; now it would be {now.decode()}"


def _unreadable(version: str, error: Exception) -> str:
    """An archive of a program that asked less of the knowledge, or more: what was right then may be incomplete now."""
    first, *others = str(error).splitlines()
    more = f", and {len(others)} more" if others else ""
    return f"version {version} of the knowledge is kept, and this version of Onde cannot read it: replay it by the one of that time ({first}{more})"
