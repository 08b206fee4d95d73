"""Deliveries that a click asked for: who clicked hears the truth about what came of them."""

from __future__ import annotations

from bot.conversations import Shown
from bot.records import Delivery
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.notices import refusal, shared_notice
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.under_way import Beside


def share(office: Office, asked: Asked, shown: Shown) -> None:
    """Show a private answer to everybody: posted where the question came from; where Onde is no member, through the response_url.

    "Shared" is said once it is, in place of the private answer; else that stays, and why is said beside it. Only then the event is
    finished. A process that ends between sending by the response_url and writing that down shares once more after its restart: those
    messages cannot be looked for. Raises StoreUnavailable.
    """
    language = shown.turn.reply.language

    def told(word: str) -> None:
        if word:
            office.deliveries.respond(asked.response_url, refusal("cannot_share", office.assistant, language), asked.key)
        else:
            office.deliveries.respond(asked.response_url, shared_notice(office.assistant, language), asked.key, replaces=True)

    delivery = Delivery(turn=shown.stored.id, channel=asked.channel, thread=shown.stored.place.thread.partition(":")[0])
    office.deliveries.share(shown, delivery, Beside(asked.response_url, told))


def beside(office: Office, asked: Asked, language: str) -> Beside | None:
    """The second way for what a button in a message asks for; who clicked is told where both ways fail. None for what was no click."""
    if not asked.response_url:
        return None

    def told(word: str) -> None:
        if word:
            office.deliveries.respond(asked.response_url, refusal("failed", office.assistant, language))

    return Beside(asked.response_url, told)
