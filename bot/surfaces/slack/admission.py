"""Whom Onde answers, and where: members of its workspace, in channels that are not shared; all others where its operator allows them."""

from __future__ import annotations

from bot.surfaces.slack.asked import Asked, Kind
from bot.surfaces.slack.notices import Refusal, asks_for_help
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.people import Person

# Their events tell themselves whether their channel is shared.
_TOLD: tuple[Kind, ...] = ("mention", "direct", "overheard", "edit")
# A click is acknowledged within three seconds, and the store may take two of them.
_CLICK_SECONDS = 0.6


def barred(office: Office, asked: Asked, person: Person) -> Refusal | None:
    """Why a wish is refused, None where it is not. Where it must be found out whether its channel is shared, Slack is asked."""
    if office.settings.allow_external:
        return None
    if asked.external or person.external:
        return "external"
    if is_help(office, asked):
        return None
    if not person.known:
        return "unidentified"
    return "external" if asked.kind not in _TOLD and office.channels.is_shared(asked.channel) else None


def is_help(office: Office, asked: Asked) -> bool:
    """Whether the command is asked to explain itself."""
    return asked.kind == "command" and (not asked.has_words or asks_for_help(office.assistant, asked.text))


def is_outsider(office: Office, asked: Asked) -> bool:
    """Whether who clicks a thumb, or a button that opens a modal, is a guest or from outside; waits for Slack for less than a second.

    Where Slack does not tell in time the click counts: it shows nothing that its channel does not show, and no vote is lost.
    """
    if office.settings.allow_external:
        return False
    return asked.external or office.people.wait(asked.team, asked.user, _CLICK_SECONDS).external


def is_closed_to(office: Office, person: Person) -> bool:
    """Whether the app's own tabs offer nothing to somebody, since nothing of it would be answered."""
    return person.external and not office.settings.allow_external
