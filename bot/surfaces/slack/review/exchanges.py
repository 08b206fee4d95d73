"""An item with the exchange in sight, gathered for its modal: the store's detail, the turn as it comes about today, the address of its thread."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence

from bot.records import StoredTurn
from bot.reviews import Action, ItemDetail
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.mrkdwn import safe_address
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.inputs import Given
from bot.surfaces.slack.review.item_view import Seen, item_modal
from bot.surfaces.slack.review.looking import Editing, Looking

_MOST_REMEMBERED = 1_000
# A modal's trigger lasts three seconds, so the address is left out where Slack does not tell it soon.
_ADDRESS_SECONDS = 0.5
_TIMESTAMP = re.compile(r"[0-9]+\.[0-9]+")


class Exchanges:
    """Fills modals of items."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._addresses: OrderedDict[tuple[str, str], str] = OrderedDict()

    def detail(self, team: str, item: int) -> ItemDetail | None:
        """An item; None where it is gone, or another workspace's. Raises StoreUnavailable."""
        detail = self._office.store.item(item)
        return None if detail is None or any(exchange.turn.place.team != team for exchange in detail.exchanges) else detail

    def view(
        self, detail: ItemDetail, language: str, looking: Looking, exchange: int = 0, *, given: Given | None = None, meanwhile: Sequence[Action] = ()
    ) -> View:
        """The item's modal as it is now, at one of its exchanges. Raises StoreUnavailable."""
        item, shown = detail.item, min(exchange, max(0, len(detail.exchanges) - 1))
        editing = Editing(item.id, item.revision, item.state, item.assignee, shown, looking)
        seen = None
        if detail.exchanges:
            found = detail.exchanges[shown]
            seen = Seen(found, self._office.conversations.again(found.turn.id), self._address(found.turn))
        return item_modal(detail, seen, editing, self._office.assistant, language, given=given, meanwhile=meanwhile)

    def _address(self, turn: StoredTurn) -> str:
        """Of the message that shows a turn, or of its thread; "" where nobody but the asker could follow it."""
        delivery = self._office.store.delivery(turn.id)
        channel, ts = (delivery.channel, delivery.ts) if delivery is not None and delivery.ts else (turn.place.channel, turn.place.thread)
        if turn.place.surface == "direct" or channel[:1] not in ("C", "G") or not _TIMESTAMP.fullmatch(ts):
            return ""
        with self._lock:
            if (channel, ts) in self._addresses:
                return self._addresses[channel, ts]
        outcome = self._office.api.read("chat.getPermalink", _ADDRESS_SECONDS, channel=channel, message_ts=ts)
        address = outcome.answer.get("permalink")
        if outcome.kind != "done" or not isinstance(address, str):
            return ""
        with self._lock:
            self._addresses[channel, ts] = safe_address(address)
            if len(self._addresses) > _MOST_REMEMBERED:
                self._addresses.popitem(last=False)
        return safe_address(address)
