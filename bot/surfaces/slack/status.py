"""The status that Slack shows while a direct message is answered."""

from __future__ import annotations

import threading
from typing import Any

from bot.surfaces.slack.api import Outcome
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.notices import working
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.people import Person

# How long a reply lets the status go first, so that Slack takes the status away with the reply. A status that takes longer is overtaken.
_FIRST_SECONDS = 1.0


def show_working(office: Office, asked: Asked, person: Person) -> None:
    """Show in the message's thread that it is being answered; what was overtaken by the reply is taken away again."""
    status = working(office.assistant, spoken(office.assistant, person.locale))
    where: dict[str, Any] = {"channel_id": asked.channel, "thread_ts": asked.thread}
    over, overtaken = threading.Event(), threading.Event()

    def show() -> Outcome:
        outcome = office.api.call("assistant.threads.setStatus", status=status.text, loading_messages=status.loading, **where)
        over.set()
        if outcome.kind in ("done", "unknown") and overtaken.is_set() and _is_answered(office, asked):
            office.api.call("assistant.threads.setStatus", status="", **where)
        return outcome

    def give_way() -> None:
        if not over.wait(_FIRST_SECONDS):
            overtaken.set()

    office.deliveries.aside(f"status:{asked.key}", show, asked.key)
    office.deliveries.before(asked.channel, asked.user, give_way)


def _is_answered(office: Office, asked: Asked) -> bool:
    """Whether the reply is there. Where it comes later, Slack takes the status away itself."""
    stored = office.store.by_origin(asked.origin)
    delivery = office.store.delivery(stored.id) if stored is not None else None
    return delivery is not None and delivery.state == "sent"
