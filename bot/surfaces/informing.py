"""Those who asked are told that an item is fixed: `onde feedback tell`, and the offer of it. The app does it, once, whoever wants it how often."""

from __future__ import annotations

import argparse
import sys
import time

from msgspec import Struct

from bot.assistant import Assistant
from bot.config import Settings
from bot.conversations import Conversations, Shown
from bot.errors import ReviewError
from bot.feedback.queue import detail_of
from bot.reviews import Item
from bot.store.review_protocol import ReviewStore
from bot.surfaces.incoming import without_controls
from bot.surfaces.judging import agrees, is_dialogue, login
from bot.surfaces.terminal import Screen


class _News(Struct, frozen=True):
    """Of a fixed item, the newest exchanges whose askers would hear something new; `looked_at` were looked at."""

    item: Item
    shown: list[Shown]
    looked_at: int


def tell(options: argparse.Namespace, store: ReviewStore, settings: Settings) -> None:
    """Leave the wish to tell those who asked to `onde serve`. Raises ReviewError where nobody would be told anything."""
    _leave(_news(options.item, store, settings), options.who or login(), store, Screen(sys.stdout, settings.colour))


def offer(options: argparse.Namespace, store: ReviewStore, settings: Settings) -> None:
    """After an item became fixed: tell at once where that was wanted, ask on a terminal, else say how. Raises ReviewError as `tell`."""
    if options.tell:
        tell(options, store, settings)
    elif not options.json:
        screen = Screen(sys.stdout, settings.colour)
        if not is_dialogue():
            screen.show([f"To tell those who asked, once `onde serve` runs with the mend: onde feedback tell {options.item}"])
            return
        try:
            news = _news(options.item, store, settings)
        except ReviewError as error:
            screen.show(str(error).split("\n"))
            return
        first = news.shown[0]
        said = [f"asked: {first.stored.question}", *f"today: {first.turn.reply.text}".split("\n")]
        head = f"People: {news.item.people}; of the {news.looked_at} newest questions {len(news.shown)} have another answer today:"
        screen.show([head, *(line for text in said for line in screen.wrap(without_controls(text), "  "))])
        if agrees("Tell those who asked, in their threads?"):
            _leave(news, options.who or login(), store, screen)
        else:
            screen.show([f"Nobody is told. Later: onde feedback tell {options.item}"])


def _news(item_id: int, store: ReviewStore, settings: Settings) -> _News:
    """Whom a fixed item's telling would reach. Raises ReviewError where it would reach nobody, with the reason and the remedy."""
    from bot.surfaces.slack.review.telling import is_news, is_replaced, told_origin  # Here, since only this looks at Slack.

    detail = detail_of(store, item_id)
    if detail.item.state != "fixed":
        raise ReviewError(f"item {item_id} is {detail.item.state}, so nobody is told: onde feedback resolve {item_id} --tell")
    assistant = Assistant(settings.knowledge, settings.cache)
    version = assistant.knowledge.version
    if version not in store.knowledge_versions():
        remedy = f"start it with the mend, then: onde feedback tell {item_id}"
        raise ReviewError(f"nobody is told yet: `onde serve` has not run with this knowledge, {version}: {remedy}")
    talk = Conversations(assistant, store)
    turns = [one.turn for one in detail.exchanges if store.by_origin(told_origin(item_id, one.turn.id)) is None]
    shown = [again for turn in turns if not is_replaced(store, turn) and (again := talk.again(turn.id)) is not None and is_news(again)]
    if not shown:
        raise ReviewError("nobody would be told anything new: today's answers are those that they got, or were told already")
    return _News(detail.item, shown, len(detail.exchanges))


def _leave(news: _News, who: str, store: ReviewStore, screen: Screen) -> None:
    """Keep the wish for each workspace in the inbox, where `onde serve` takes it up, at the latest when it starts."""
    from bot.surfaces.slack.review.wishing import wish_to_tell

    for team in dict.fromkeys(one.stored.place.team for one in news.shown):
        store.accept(wish_to_tell(news.item, team, who).incoming(time.time()))
    screen.show([f"item {news.item.id}: `onde serve` tells those who asked, each once; `onde feedback show {news.item.id}` has it once it is done"])
