"""Answers to people who asked where nothing may be posted: they get them as direct messages, since silence is no answer."""

from __future__ import annotations

from typing import Protocol

from bot.assistant import Assistant
from bot.conversations import Shown
from bot.records import Delivery
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.messages import answer_message, audience_of
from bot.surfaces.slack.posting import Hooks, Parcel, Posting


class Then(Protocol):
    """Is told what came of another way: "" and where the message stands, as far as that is known, or the word for why it failed."""

    def __call__(self, word: str, channel: str = "", ts: str = "") -> None:
        """Called once."""


def is_channel(channel: str) -> bool:
    """Whether several people read there, so that Onde may be kept from writing there although it may write to each of them."""
    return channel[:1] in ("C", "G")


def direct_posting(api: Api, assistant: Assistant, delivery: Delivery, found: Shown, then: Then) -> Posting | None:
    """The post of a turn, with its question, to who asked; None where that is where it was refused, or it should replace a message."""
    stored = found.stored
    if delivery.replaces or not is_channel(delivery.channel) or not stored.user:
        return None
    audience = audience_of(stored, stored.user)
    message = answer_message(found.turn, stored.id, assistant, audience=audience, questions=found.questions)
    return Posting(api, Parcel(stored.user, "", stored.id, stored.asked), lambda: message, _Told(then))


class _Told(Hooks):
    """Tells whoever waits for the outcome."""

    def __init__(self, then: Then) -> None:
        self._then = then

    def sent(self, channel: str, ts: str) -> None:
        """See Hooks."""
        self._then("", channel, ts)

    def failed(self, word: str) -> None:
        """See Hooks."""
        self._then(word)
