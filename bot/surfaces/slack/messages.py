"""A turn as a message: answer, conditions, table, quotes, thumbs and actions, or choices."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from bot.assistant import Assistant, Turn

Block = dict[str, Any]

# Who sees a message: a thread that holds the question too; only the asker (then a button shares it); a channel that it was shared in.
Audience = Literal["thread", "private", "shared"]


class Message(Struct, frozen=True):
    """What is posted: `blocks`, and `text` (at most 4,000 characters) that says the same to notifications and screen readers.

    Post it with unfurl_links and unfurl_media false, and parse "none".
    """

    text: str
    blocks: list[Block]


def answer_message(turn: Turn, turn_id: str, assistant: Assistant, *, audience: Audience = "thread") -> Message:
    """A turn of any status as a message in its reply's language.

    An answer has thumbs, and buttons for the other languages, the copy for the customer and why it is so; an unknown has thumbs, examples as
    buttons (SUGGESTION), the other languages and why; a clarification has its choices as buttons (CHOICE) and thumbs; help has examples.
    Where something was cut, a button (REST) opens the rest.
    """
    raise NotImplementedError
