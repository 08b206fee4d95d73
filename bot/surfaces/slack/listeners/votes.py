"""Thumbs: kept before they are acknowledged; then a thumbs-down is asked why, and the voter sees that the vote was kept."""

from __future__ import annotations

import logging
import time
from typing import Any

from slack_bolt import Ack

from bot.errors import StoreUnavailable
from bot.records import Click, StoredTurn, Vote
from bot.surfaces.slack import ids
from bot.surfaces.slack.admission import is_outsider
from bot.surfaces.slack.asked import Asked, first_action, from_click, value
from bot.surfaces.slack.ledger import Entry
from bot.surfaces.slack.messages import Message
from bot.surfaces.slack.modals import notice_modal, read_reason, reason_modal, thanks_modal
from bot.surfaces.slack.notices import Outcome, Refusal, refusal, thanks
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.opening import open_modal


class Votes:
    """Listeners for the thumbs and for the modal of reasons."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def vote(self, ack: Ack, body: dict[str, Any]) -> None:
        """A click on a thumb. The acknowledgement promises that it was kept; where it could not be, the person is told."""
        asked = from_click("choice", body, first_action(body))
        clicked = ids.read_vote(value(body))
        entry = Entry(self._office, "vote", clicked.value if clicked else "stale", body)
        if is_outsider(self._office, asked):
            ack()
            self._refuse(asked, "external", entry)
            return
        try:
            click = Click(turn=clicked.turn, user=asked.user, value=clicked.value, at=asked.at) if clicked else None
        except ValueError:
            click = None
        try:
            stored = self._office.store.turn(click.turn) if click else None
            before = self._own(click) if click else None
            vote = self._office.conversations.rate(click) if click and stored and stored.place.team == asked.team else None
        except StoreUnavailable:
            ack()
            self._refuse(asked, "not_kept", entry)
            return
        ack()
        if click is None or stored is None or vote is None:
            self._refuse(asked, "gone", entry)
            return
        if before and before.at == click.at:
            entry.told("known", turn=stored.id)
            return
        outcome: Outcome = "withdrawn" if not vote.value else "changed" if before and before.value not in ("", vote.value) else "kept"
        entry.told(outcome, turn=stored.id)
        self._kept(asked, click, stored, vote, outcome)

    def _kept(self, asked: Asked, click: Click, stored: StoredTurn, vote: Vote, outcome: Outcome) -> None:
        """The modal first, since its trigger lasts three seconds; then the thanks. A click that came twice is thanked for once."""
        office = self._office
        if vote.value == "down" and vote.at == click.at:
            open_modal(office, asked, reason_modal(stored.id, office.assistant, stored.language), time.time(), stored.language, "no_reason")
        office.metrics.votes.labels(vote.value or "withdrawn").inc()
        self._tell(asked, thanks(outcome, office.assistant, stored.language))

    def _own(self, click: Click) -> Vote | None:
        return next((vote for vote in self._office.store.votes(click.turn) if vote.user == click.user), None)

    def _refuse(self, asked: Asked, kind: Refusal, entry: Entry) -> None:
        entry.told(kind, level=logging.WARNING)
        self._tell(asked, refusal(kind, self._office.assistant, self._office.language_of(asked.user)))

    def _tell(self, asked: Asked, message: Message) -> None:
        """To the voter alone: in the thread, or where only the voter sees the answer, beside it."""
        office = self._office
        if asked.hidden:
            office.deliveries.respond(asked.response_url, message, told=asked.key)
            return

        def tell() -> None:
            outcome = office.api.call(
                "chat.postEphemeral", channel=asked.channel, user=asked.user, thread_ts=asked.thread or None, text=message.text, blocks=message.blocks
            )
            if outcome.kind != "done":
                office.deliveries.respond(asked.response_url, message, told=asked.key)

        office.deliveries.aside(f"vote:{asked.key}", tell)

    def explain(self, ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        """The modal of reasons was sent. Where it cannot be kept, it stays open and says so."""
        office = self._office
        entry = Entry(office, "vote", "reason", body)
        user = str((body.get("user") or {}).get("id", ""))
        judgement = read_reason(view)
        if is_outsider(office, from_click("choice", body, {})):
            ack(response_action="update", view=notice_modal("external", office.assistant, office.language_of(user)))
            entry.told("external", level=logging.WARNING)
            return
        try:
            stored = office.store.turn(judgement.turn) if judgement else None
            vote = office.conversations.explain_vote(judgement.turn, user, judgement.reason, judgement.comment) if judgement and stored else None
        except StoreUnavailable:
            told = refusal("not_kept", office.assistant, office.language_of(user))
            ack(response_action="errors", errors={ids.COMMENT_BLOCK: told.text})
            entry.told("not_kept", level=logging.WARNING)
            return
        if stored is None or vote is None:
            kind: Refusal = "gone" if stored is None else "withdrawn"
            language = stored.language if stored else office.language_of(user)
            ack(response_action="update", view=notice_modal(kind, office.assistant, language))
            entry.told(kind, level=logging.WARNING)
            return
        ack(response_action="update", view=thanks_modal(office.assistant, stored.language))
        entry.told("explained", turn=stored.id)
