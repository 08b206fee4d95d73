"""Buttons under answers, in modals and in the Home tab. Who clicks is read from the signed body, never from a button."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from bot.assistant import Assistant, Turn
from bot.errors import StoreUnavailable
from bot.surfaces.slack import ids
from bot.surfaces.slack.admission import is_outsider
from bot.surfaces.slack.asked import Asked, first_action, from_click, team_of, value
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.examples import example_of
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.ledger import Entry
from bot.surfaces.slack.modals import copy_modal, notice_modal, rest_modal, why_modal
from bot.surfaces.slack.notices import Refusal, refusal
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.opening import open_modal, update_modal

Body = dict[str, Any]


class Actions:
    """Listeners for all buttons but the thumbs."""

    def __init__(self, office: Office, inbox: Inbox) -> None:
        self._office = office
        self._inbox = inbox

    def choice(self, ack: Ack, body: Body) -> None:
        """One of a clarification's choices."""
        clicked = ids.read_indexed(value(body))
        self._keep(ack, body, from_click("choice", body, first_action(body), turn=clicked.turn, index=clicked.index) if clicked else None)

    def suggestion(self, ack: Ack, body: Body) -> None:
        """An example question under a reply."""
        clicked = ids.read_indexed(value(body))
        self._keep(ack, body, from_click("suggestion", body, first_action(body), turn=clicked.turn, index=clicked.index) if clicked else None)

    def language(self, ack: Ack, body: Body) -> None:
        """An answer in another language."""
        clicked = ids.read_in_language(value(body))
        self._keep(ack, body, from_click("language", body, first_action(body), turn=clicked.turn, language=clicked.language) if clicked else None)

    def example(self, ack: Ack, body: Body) -> None:
        """An example question that belongs to no reply."""
        question = example_of(self._office.assistant, value(body))
        self._keep(ack, body, from_click("example", body, first_action(body), text=question) if question else None)

    def again(self, ack: Ack, body: Body) -> None:
        """A question of the Home tab's list, once more."""
        turn = ids.read_turn(value(body))
        self._keep(ack, body, from_click("again", body, first_action(body), turn=turn) if turn else None)

    def share(self, ack: Ack, body: Body) -> None:
        """A private answer for everybody."""
        turn = ids.read_turn(value(body))
        self._keep(ack, body, from_click("share", body, first_action(body), turn=turn) if turn else None)

    def stale(self, ack: Ack, body: Body) -> None:
        """A button that this version does not know."""
        self._keep(ack, body, None)

    def _keep(self, ack: Ack, body: Body, asked: Asked | None) -> None:
        """Keep what a click wants; where its value is none of ours, or cannot be kept, the person is told."""
        entry = Entry(self._office, "click", asked.kind if asked else "stale", body)
        if asked is None:
            ack()
            entry.told("gone")
            self._refuse(body, "gone")
            return
        try:
            new = self._inbox.accept(asked, time.time())
        except StoreUnavailable:
            ack()
            entry.told("unavailable", level=logging.WARNING)
            self._refuse(body, "not_kept")
            return
        ack()
        if not new:
            entry.told("known")

    def _refuse(self, body: Body, kind: Refusal) -> None:
        """Beside the message that was clicked; in the Home tab, as a modal."""
        office = self._office
        clicked = from_click("choice", body, first_action(body))
        language = office.language_of(clicked.user)
        if clicked.response_url:
            office.deliveries.respond(clicked.response_url, refusal(kind, office.assistant, language), told=clicked.key)
        else:
            self._show(clicked, body, notice_modal(kind, office.assistant, language), time.time(), language)

    def copy(self, ack: Ack, body: Body) -> None:
        """The copy for the customer."""
        self._modal(ack, body, "copy", ids.read_turn(value(body)), copy_modal)

    def copy_language(self, ack: Ack, body: Body) -> None:
        """The same in the language that was chosen in it."""
        clicked = ids.read_in_language(value(body))
        self._modal(ack, body, "copy_language", clicked.turn if clicked else None, copy_modal, clicked.language if clicked else "")

    def why(self, ack: Ack, body: Body) -> None:
        """Why this answer."""
        self._modal(ack, body, "why", ids.read_turn(value(body)), why_modal)

    def rest(self, ack: Ack, body: Body) -> None:
        """The rest of a long reply, or another page of it."""
        clicked = ids.read_indexed(value(body))
        page = clicked.index if clicked else 0
        self._modal(ack, body, "rest", clicked.turn if clicked else None, lambda turn, turn_id, assistant: rest_modal(turn, turn_id, assistant, page))

    def _modal(self, ack: Ack, body: Body, kind: str, turn_id: str | None, build: Callable[[Turn, str, Assistant], View], language: str = "") -> None:
        """Open a modal on a turn; `kind` is the log's word for it."""
        entry = Entry(self._office, "modal", kind, body)
        ack()
        office, since, clicked = self._office, time.time(), from_click("choice", body, first_action(body))
        if is_outsider(office, clicked):
            entry.told("external", level=logging.WARNING)
            self._refuse(body, "external")
            return
        spoken = office.language_of(clicked.user)
        try:
            shown = office.conversations.again(turn_id, language) if turn_id else None
        except StoreUnavailable:
            self._show(clicked, body, notice_modal("failed", office.assistant, spoken), since, spoken, entry, "unavailable")
            return
        if shown is None or shown.stored.place.team != team_of(body):
            self._show(clicked, body, notice_modal("gone", office.assistant, spoken), since, spoken, entry, "gone")
        else:
            self._show(clicked, body, build(shown.turn, shown.stored.id, office.assistant), since, shown.turn.reply.language, entry, "shown")

    def _show(self, clicked: Asked, body: Body, view: View, since: float, language: str, entry: Entry | None = None, decision: str = "") -> None:
        """As a new modal; in place of the one that was clicked in, where it was. `entry` is told the decision, or that Slack refused."""
        inside = body.get("view") or {}
        told = (lambda outcome: entry.called(outcome, decision)) if entry is not None else None
        if inside.get("type") == "modal":
            update_modal(self._office, clicked, view, inside, since, language, told)
        else:
            open_modal(self._office, clicked, view, since, language, told=told)
