"""Whether Onde may speak up where nobody addressed it."""

from __future__ import annotations

from bot.records import Place
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.overhearing import is_to_somebody_else, is_welcome


def is_welcome_new(office: Office, asked: Asked, place: Place) -> bool:
    """Whether to answer what was said to nobody, or to somebody else: at the root of a channel, or in a conversation with Onde.

    What is said there and left alone makes it a conversation among people, unless it was a mere courtesy ("thanks!").
    """
    if not is_to_somebody_else(asked.text) and (asked.thread == asked.ts or office.store.thread(place)):
        turn = office.conversations.preview(asked.text, place)
        if is_welcome(turn, not office.talk.is_among_people(place)):
            return True
        if turn.reply.status == "help":
            return False
    office.talk.goes_on(place)
    return False


def is_welcome_instead(office: Office, asked: Asked, place: Place, instead_of: str) -> bool:
    """Whether a message that was changed, and does not mention Onde, would be answered in place of what was."""
    return not is_to_somebody_else(asked.text) and is_welcome(office.conversations.preview(asked.text, place, instead_of=instead_of), True)
