"""Modals on their way to whoever clicked: their trigger lasts three seconds, and silence is no answer."""

from __future__ import annotations

import logging
import time
from typing import Any

from bot.surfaces.slack.api import Outcome
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.notices import Refusal, refusal
from bot.surfaces.slack.office import Office

# A trigger lasts three seconds from the click; some of that is gone when it arrives.
TRIGGER_SECONDS = 2.5
_PAUSE_SECONDS = 0.2
# What Slack says where the trigger was used: the first call was done, though its answer did not come.
_OPENED = "exchanged_trigger_id"


def open_modal(office: Office, asked: Asked, view: View, since: float, language: str, failing: Refusal = "not_opened") -> None:
    """Open a modal for a click that came at `since` (Unix seconds). Where Slack does not, not even at a second try, who clicked is told `failing`."""
    _show(office, asked, "views.open", {"trigger_id": asked.trigger, "view": view}, since, language, failing)


def update_modal(office: Office, asked: Asked, view: View, shown: dict[str, Any], since: float, language: str) -> None:
    """Put a modal in place of the one that was clicked in; else as above."""
    _show(office, asked, "views.update", {"view_id": shown.get("id"), "hash": shown.get("hash"), "view": view}, since, language, "not_opened")


def _show(office: Office, asked: Asked, method: str, arguments: dict[str, Any], since: float, language: str, failing: Refusal) -> None:
    def show() -> None:
        outcome = _tried(office, method, arguments, since + TRIGGER_SECONDS)
        if outcome.kind == "done":
            return
        kind = str(arguments["view"].get("callback_id"))
        office.log.event("modal", level=logging.ERROR, user=asked.user, id=asked.key, kind=kind, decision="failed", word=outcome.word)
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
