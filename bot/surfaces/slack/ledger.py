"""The log's line, and the count, of an event that a listener takes care of."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

from bot.logs import Value
from bot.surfaces.slack.api import Outcome
from bot.surfaces.slack.asked import first_action, team_of
from bot.surfaces.slack.office import Office


class Entry:
    """One event from its arrival on; told of once, when it is decided."""

    def __init__(self, office: Office, event: str, kind: str, body: Mapping[str, Any]) -> None:
        """`event` is the log's word for it and `kind` what of it it is: one of a few words, never what Slack or people wrote."""
        self._office = office
        self._event = event
        self._kind = kind
        self._user = _user(body)
        self._began = time.perf_counter()
        self.id = f"{team_of(body)}:{kind}:{_identity(body)}"

    def told(self, decision: str, *, level: int = logging.INFO, **more: Value) -> None:
        """Write the line: id, kind, decision, milliseconds, knowledge version, and what is given beside."""
        office, taken = self._office, round((time.perf_counter() - self._began) * 1000)
        office.metrics.events.labels(self._kind, decision).inc()
        told: dict[str, Value] = {"id": self.id, "kind": self._kind, "decision": decision, "ms": taken, "knowledge": office.knowledge, **more}
        office.log.event(self._event, level=level, user=self._user, **told)

    def called(self, outcome: Outcome, done: str) -> None:
        """The same for an event that comes to a call of Slack: `done` where that was done, else that it failed and Slack's word for it."""
        if outcome.kind == "done":
            self.told(done)
        else:
            self.told("failed", level=logging.WARNING, method=outcome.method, word=outcome.word)


def _identity(body: Mapping[str, Any]) -> str:
    """What tells an event from all others of its kind: the event's id, the message and moment of a click, or the modal that was sent."""
    container, view = body.get("container") or {}, body.get("view") or {}
    parts = [body.get("event_id"), container.get("message_ts"), first_action(body).get("action_ts")]
    found = [str(part) for part in parts if part] or [str(view.get("id") or body.get("action_ts") or body.get("trigger_id") or "")]
    return ":".join(found)[:100]


def _user(body: Mapping[str, Any]) -> str:
    user = body.get("user") or (body.get("event") or {}).get("user") or body.get("user_id") or ""
    return str(user.get("id", "") if isinstance(user, Mapping) else user)
