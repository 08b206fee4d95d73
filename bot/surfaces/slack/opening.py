"""Modals on their way to whoever clicked: their trigger lasts three seconds, and silence is no answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from bot.surfaces.slack.api import Outcome
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.notices import Refusal, refusal
from bot.surfaces.slack.office import Office

Told = Callable[[Outcome], None]

# A trigger lasts three seconds from the click; some of that is gone when it arrives.
TRIGGER_SECONDS = 2.5
_PAUSE_SECONDS = 0.2
# What Slack says where the trigger was used: the first call was done, though its answer did not come.
_OPENED = "exchanged_trigger_id"


def open_modal(
    office: Office, asked: Asked, view: View, since: float, language: str, failing: Refusal = "not_opened", told: Told | None = None
) -> None:
    """Open a modal for a click that came at `since` (Unix seconds). Where Slack does not, not even at a second try, who clicked is told `failing`.

    `told` is called with the outcome, to log it; without, only a failure is logged.
    """
    _show(office, asked, "views.open", {"trigger_id": asked.trigger, "view": view}, since, language, failing, told)


def update_modal(office: Office, asked: Asked, view: View, shown: dict[str, Any], since: float, language: str, told: Told | None = None) -> None:
    """Put a modal in place of the one that was clicked in; else as above."""
    arguments = {"view_id": shown.get("id"), "hash": shown.get("hash"), "view": view}
    _show(office, asked, "views.update", arguments, since, language, "not_opened", told)


def _show(
    office: Office, asked: Asked, method: str, arguments: dict[str, Any], since: float, language: str, failing: Refusal, told: Told | None
) -> None:
    def show() -> None:
        outcome = _tried(office, method, arguments, since + TRIGGER_SECONDS)
        if told is not None:
            told(outcome)
        if outcome.kind == "done":
            return
        if told is None:
            kind = str(arguments["view"].get("callback_id"))
            told_of = {"kind": kind, "decision": "failed", "method": method, "word": outcome.word}
            office.log.event("modal", level=logging.WARNING, user=asked.user, id=asked.key, **told_of)
        if asked.response_url:  # Clicks in the Home tab and in modals have none: there nothing can be said.
            office.deliveries.respond(asked.response_url, refusal(failing, office.assistant, language))

    office.deliveries.aside(f"modal:{asked.key}:{asked.trigger}", show)


def _tried(office: Office, method: str, arguments: dict[str, Any], deadline: float) -> Outcome:
    """The outcome of a call, or of its second try where there is time for one."""
    first = office.api.call(method, max(0.5, deadline - time.time()), **arguments)
    pause = first.seconds or _PAUSE_SECONDS
    if first.kind in ("done", "final") or time.time() + pause >= deadline:
        return first
    time.sleep(pause)  # In a thread that serves this modal alone.
    second = office.api.call(method, max(0.5, deadline - time.time()), **arguments)
    return Outcome("done") if second.word == _OPENED else second
