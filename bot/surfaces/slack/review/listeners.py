"""Clicks of maintainers. Whoever clicks, their right is looked up anew each time: neither the Home tab nor a modal keeps anybody out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from bot.errors import StoreUnavailable
from bot.reviews import Conflict, Item, ItemDetail
from bot.surfaces.slack.asked import Asked, first_action, from_click, is_foreign, value
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.ids import value_of
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.ledger import Entry
from bot.surfaces.slack.listeners.home import Home
from bot.surfaces.slack.modals import notice_modal
from bot.surfaces.slack.notices import Refusal, refusal
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.opening import open_modal, update_modal
from bot.surfaces.slack.review.exchanges import Exchanges
from bot.surfaces.slack.review.inputs import Given, deeds, faults, kept_over, read_given
from bot.surfaces.slack.review.looking import COMMENT_BLOCK, OTHER_BLOCK, Editing, Looking, changed, read_editing, read_looking, read_number, turned
from bot.surfaces.slack.review.offer import offer_modal, telling_modal
from bot.surfaces.slack.review.wishing import wish_to_tell

Body = dict[str, Any]


class Review:
    """Listeners for the queue, its items, and the offer to tell those who asked."""

    def __init__(self, office: Office, inbox: Inbox, home: Home) -> None:
        self._office = office
        self._inbox = inbox
        self._home = home
        self._exchanges = Exchanges(office)

    def filter(self, ack: Ack, body: Body) -> None:
        """A choice in one of the selects above the queue."""
        field = str(first_action(body).get("action_id")).partition(":")[2]
        self._look(ack, body, "filter", lambda looking: changed(looking, field, value_of(first_action(body))))

    def page(self, ack: Ack, body: Body) -> None:
        """Another page of the queue."""
        number = read_number(value(body))
        self._look(ack, body, "page", lambda looking: None if number is None else turned(looking, number))

    def _look(self, ack: Ack, body: Body, kind: str, change: Callable[[Looking], Looking | None]) -> None:
        """The Home tab again, at another part of the queue."""
        entry, clicked = Entry(self._office, "review", kind, body), _clicked(body)
        ack()
        looking = change(read_looking((body.get("view") or {}).get("private_metadata")))
        if (refused := self._refused(body, clicked)) is not None or looking is None:
            self._refuse(body, clicked, refused or "gone", entry)
            return
        self._home.show(clicked.team, clicked.user, entry, looking)

    def open(self, ack: Ack, body: Body) -> None:
        """An item of the queue, or of the digest."""
        looking = read_looking((body.get("view") or {}).get("private_metadata"))
        self._item(ack, body, "open", read_number(value(body)), lambda detail, language: self._exchanges.view(detail, language, looking))

    def exchange(self, ack: Ack, body: Body) -> None:
        """Another exchange of the item that is open."""
        editing, number = _editing(body), read_number(value(body))
        looking = editing.looking if editing else Looking()

        def build(detail: ItemDetail, language: str) -> View:
            return self._exchanges.view(detail, language, looking, number or 0)

        self._item(ack, body, "exchange", editing.item if editing and number is not None else None, build)

    def offer(self, ack: Ack, body: Body) -> None:
        """The offer to tell those who asked, for an item that is fixed already."""
        editing = _editing(body)

        def build(detail: ItemDetail, language: str) -> View:
            return offer_modal(self._office, detail, editing or Editing(detail.item.id), language)

        self._item(ack, body, "offer", editing.item if editing else None, build)

    def _item(self, ack: Ack, body: Body, kind: str, item: int | None, build: Callable[[ItemDetail, str], View]) -> None:
        """A modal about an item, in place of the one that was clicked in or as a new one."""
        office, since = self._office, time.time()
        entry, clicked = Entry(office, "review", kind, body), _clicked(body)
        ack()
        refused = self._refused(body, clicked)
        if refused is not None:
            self._refuse(body, clicked, refused, entry)
            return
        language = office.language_of(clicked.user)
        try:
            detail = self._exchanges.detail(clicked.team, item) if item is not None else None
            view = build(detail, language) if detail is not None else None
        except StoreUnavailable:
            self._refuse(body, clicked, "failed", entry)
            return
        if view is None:
            self._refuse(body, clicked, "item_gone", entry)
            return
        self._show(body, clicked, view, since, lambda outcome: entry.called(outcome, "shown"))

    def save(self, ack: Ack, body: Body, view: View) -> None:
        """An item's modal was sent. What is answered here happens to the modal, so all of it is done before the acknowledgement."""
        office, entry, clicked = self._office, Entry(self._office, "review", "save", body), _clicked(body)
        editing = self._sent(ack, body, view, clicked, entry)
        if editing is None:
            return
        given = read_given(view, editing)
        wrong = faults(given, editing)
        if wrong:
            self._complain(ack, clicked, wrong, entry, "incomplete")
            return
        try:
            self._keep(ack, clicked, editing, given, entry)
        except StoreUnavailable:
            told = refusal("not_kept", office.assistant, office.language_of(clicked.user))
            ack(response_action="errors", errors={COMMENT_BLOCK: told.text})
            entry.told("not_kept", level=logging.WARNING)

    def _sent(self, ack: Ack, body: Body, view: View, clicked: Asked, entry: Entry) -> Editing | None:
        """What a modal that was sent stands for; None where its sender may not send it or it is none of ours, which is said there."""
        refused, editing = self._refused(body, clicked), read_editing(view.get("private_metadata"))
        if refused is not None or editing is None:
            self._end(ack, clicked, refused or "gone", entry)
            return None
        return editing

    def _keep(self, ack: Ack, clicked: Asked, editing: Editing, given: Given, entry: Entry) -> None:
        """One deed after the other, each upon the item as the one before has left it."""
        detail = self._exchanges.detail(clicked.team, editing.item)
        done: Item | Conflict | None = detail.item if detail is not None else None
        wanted, revision = deeds(given, editing, clicked.user, time.time()), editing.revision
        for deed in wanted if done is not None else ():
            try:
                done = self._office.store.act(deed, revision=revision)
            except ValueError:
                self._complain(ack, clicked, {OTHER_BLOCK: "review_needs_other"}, entry, "incomplete")
                return
            if not isinstance(done, Item):
                break
            revision = done.revision
        if done is None:
            self._end(ack, clicked, "item_gone", entry)
            return
        if isinstance(done, Conflict):
            self._meanwhile(ack, clicked, editing, given, done, entry)
            return
        entry.told("kept" if wanted else "unchanged", item=editing.item)
        self._after(ack, clicked, editing, newly_fixed=given.state == "fixed" != editing.state)

    def _meanwhile(self, ack: Ack, clicked: Asked, editing: Editing, given: Given, conflict: Conflict, entry: Entry) -> None:
        """Somebody was faster: what they did is shown, and what was filled in stays, to be sent again or not."""
        language = self._office.language_of(clicked.user)
        detail = self._exchanges.detail(clicked.team, editing.item)
        if detail is None:
            self._end(ack, clicked, "item_gone", entry)
            return
        left = kept_over(given, editing, detail.item)
        view = self._exchanges.view(detail, language, editing.looking, editing.exchange, given=left, meanwhile=conflict.since)
        ack(response_action="update", view=view)
        entry.told("conflict", level=logging.WARNING, item=editing.item)

    def _after(self, ack: Ack, clicked: Asked, editing: Editing, newly_fixed: bool) -> None:
        """The modal closes, or offers to tell those who asked; the queue behind it is shown as it is now."""
        office = self._office
        detail = self._exchanges.detail(clicked.team, editing.item) if newly_fixed else None
        if detail is not None:
            language, now = office.language_of(clicked.user), Editing(editing.item, detail.item.revision, looking=editing.looking)
            ack(response_action="update", view=offer_modal(office, detail, now, language))
        else:
            ack()
        self._home.show(clicked.team, clicked.user, None, editing.looking)

    def tell(self, ack: Ack, body: Body, view: View) -> None:
        """The offer was taken. It is kept like a question, so that a restart does not forget it."""
        office, entry, clicked = self._office, Entry(self._office, "review", "tell", body), _clicked(body)
        editing = self._sent(ack, body, view, clicked, entry)
        if editing is None:
            return
        try:
            detail = self._exchanges.detail(clicked.team, editing.item)
            if detail is None or detail.item.state != "fixed":
                self._end(ack, clicked, "item_gone" if detail is None else "not_fixed", entry)
                return
            self._inbox.accept(wish_to_tell(detail.item, clicked.team, clicked.user), time.time())
        except StoreUnavailable:
            self._end(ack, clicked, "not_kept", entry)
            return
        ack(response_action="update", view=telling_modal(office.assistant, office.language_of(clicked.user)))
        entry.told("kept", item=editing.item)

    def _refused(self, body: Body, clicked: Asked) -> Refusal | None:
        """Why somebody may not do this; None where they may."""
        right = self._office.maintainers.right_of(clicked.team, clicked.user, foreign=is_foreign(body))
        return None if right == "granted" else right

    def _refuse(self, body: Body, clicked: Asked, kind: Refusal, entry: Entry) -> None:
        """Beside the message that was clicked; in the Home tab and in modals, as a modal."""
        office, language = self._office, self._office.language_of(clicked.user)
        entry.told(kind, level=logging.WARNING)
        if clicked.response_url:
            office.deliveries.respond(clicked.response_url, refusal(kind, office.assistant, language), told=clicked.key)
        else:
            self._show(body, clicked, notice_modal(kind, office.assistant, language), time.time(), None)

    def _show(self, body: Body, clicked: Asked, view: View, since: float, told: Callable[[Any], None] | None) -> None:
        inside, language = body.get("view") or {}, self._office.language_of(clicked.user)
        if inside.get("type") == "modal":
            update_modal(self._office, clicked, view, inside, since, language, told)
        else:
            open_modal(self._office, clicked, view, since, language, told=told)

    def _end(self, ack: Ack, clicked: Asked, kind: Refusal, entry: Entry) -> None:
        """A modal that was sent says why nothing came of it."""
        ack(response_action="update", view=notice_modal(kind, self._office.assistant, self._office.language_of(clicked.user)))
        entry.told(kind, level=logging.WARNING)

    def _complain(self, ack: Ack, clicked: Asked, wrong: dict[str, str], entry: Entry, decision: str) -> None:
        """The modal stays open and says what is missing, below each input; `wrong` holds phrases by block."""
        phrases = self._office.assistant.phrasing(self._office.language_of(clicked.user)).phrases
        ack(response_action="errors", errors={block: phrases[phrase] for block, phrase in wrong.items()})
        entry.told(decision)


def _clicked(body: Body) -> Asked:
    return from_click("choice", body, first_action(body))


def _editing(body: Body) -> Editing | None:
    return read_editing((body.get("view") or {}).get("private_metadata"))
