"""Telling those who asked: once an item is fixed, each of its questions is asked again where it was asked, and answered where that is new."""

from __future__ import annotations

import time
from functools import partial

import msgspec
from msgspec.structs import replace

from bot.conversations import Shown
from bot.records import TOLD, Delivery, StoredTurn
from bot.replies import Reply
from bot.reviews import Action, Conflict
from bot.store.protocol import Store
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.office import Office

_MOST_TRIES = 20


def told_origin(item: int, turn_id: str) -> str:
    """The origin of the turn that tells the asker of another one: a turn is told of once for an item, whoever asks for it how often."""
    return f"{TOLD}{item}:{turn_id}"


def tell(office: Office, asked: Asked) -> int:
    """Tell those who asked what the item `asked.index` holds, and write that into its history; how many turns were told of.

    Nobody is told of an item that is not fixed any more: the wish may have waited for the app to run. May be called again after it was
    broken off at any point. Raises StoreUnavailable.
    """
    item = asked.index
    detail = office.store.item(item)
    if detail is None or detail.item.state != "fixed":
        return 0
    turns = dict.fromkeys(finding.turn for finding in office.store.findings(item))
    told = sum(_tell_one(office, asked.team, item, turn_id) for turn_id in turns)
    _keep(office, Action(item=item, at=time.time(), who=asked.user, what="told", value=str(told)))
    return told


def _keep(office: Office, action: Action) -> None:
    """Telling changes nothing that somebody could overwrite, so it follows whatever was done meanwhile."""
    for _ in range(_MOST_TRIES):
        detail = office.store.item(action.item)
        if detail is None or not isinstance(office.store.act(action, revision=detail.item.revision), Conflict):
            return


def _tell_one(office: Office, team: str, item: int, turn_id: str) -> bool:
    """Whether the turn's asker was told, now or before."""
    origin = told_origin(item, turn_id)
    if office.store.by_origin(origin) is not None:
        return True  # Its delivery is taken up again as any other.
    shown = office.conversations.again(turn_id)
    if shown is None or shown.stored.place.team != team or not is_news(shown) or is_replaced(office.store, shown.stored):
        return False
    stored, delivery = shown.stored, _way(office, shown.stored)
    ask = partial(office.conversations.ask, stored.question, stored.place, stored.user, origin, language=stored.forced_language)
    ask = partial(ask, otherwise=stored.language, delivery=delivery, author=stored.author)
    anew = ask(choice_of=stored.after) if stored.is_choice else ask(instead_of=stored.id)
    if anew.is_new:
        office.deliveries.start(anew, replace(delivery, turn=anew.stored.id))
    return True


def is_news(shown: Shown) -> bool:
    """Whether today's reply tells its asker something that the stored one did not; another way of not knowing is no news."""
    if shown.is_same:
        return False
    today, then = shown.turn.reply, msgspec.json.decode(shown.stored.reply, type=Reply)
    return today.text != then.text and (today.status, then.status) != ("unknown", "unknown")


def is_replaced(store: Store, stored: StoredTurn) -> bool:
    """Whether another turn stands in its place by now: an edited question, a choice, or a translation, which is told of itself then."""
    latest = store.thread(stored.place)
    if any(turn.instead_of == stored.id for turn in latest):
        return True
    return bool(latest) and latest[0].asked <= stored.asked and all(turn.id != stored.id for turn in latest)


def _way(office: Office, stored: StoredTurn) -> Delivery:
    """Below the message that showed the answer; where only the asker saw it, among their direct messages."""
    known = office.store.delivery(stored.id)
    if known is not None and known.channel and (known.thread or known.ts):
        return Delivery(channel=known.channel, thread=known.thread or known.ts)
    if known is not None and stored.place.surface in ("channel", "direct"):
        return Delivery(channel=stored.place.channel, thread=stored.place.thread)
    return Delivery(channel=office.direct_channel(stored.user), thread="")
