"""The modals: reasons of a thumbs-down, copy for the customer, why this answer, the rest of a long answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.assistant import Assistant, Turn
from bot.surfaces.slack.notices import Refusal

View = dict[str, Any]


class Judgement(Struct, frozen=True):
    """What the modal of reasons was sent with: the turn, one of ids.REASONS or "", and a comment of at most 1,000 characters or ""."""

    turn: str
    reason: str
    comment: str


def reason_modal(turn_id: str, assistant: Assistant, language: str) -> View:
    """Asks why an answer was no good; both answers are optional, since the vote counts already."""
    raise NotImplementedError


def read_reason(view: Mapping[str, Any]) -> Judgement | None:
    """What a submitted modal of reasons holds; None where it is none of ours. A comment too long is cut."""
    raise NotImplementedError


def copy_modal(turn: Turn, turn_id: str, assistant: Assistant) -> View:
    """The answer as plain text with source and date, ready to be copied, in the turn's language.

    The choice of another language (COPY_LANGUAGE) is answered by views.update with the same modal of that turn in the chosen language.
    """
    raise NotImplementedError


def why_modal(turn: Turn, turn_id: str, assistant: Assistant) -> View:
    """How the question was understood, and which facts and quotes answer it."""
    raise NotImplementedError


def rest_modal(turn: Turn, turn_id: str, assistant: Assistant, page: int = 0) -> View:
    """The whole of a long reply with all its quotes, by pages; the buttons for the pages are REST, to be answered by views.update."""
    raise NotImplementedError


def waiting_modal(assistant: Assistant, language: str) -> View:
    """What may be opened at once, since a trigger lasts 3 s, and be updated with one of the others."""
    raise NotImplementedError


def notice_modal(kind: Refusal, assistant: Assistant, language: str) -> View:
    """A refusal where a modal was asked for."""
    raise NotImplementedError
