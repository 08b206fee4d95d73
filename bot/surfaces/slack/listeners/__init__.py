"""What Onde listens to in Slack, and who takes care of it: the table of contents of everything below."""

from __future__ import annotations

import re

from slack_bolt import App

from bot.surfaces.slack import ids
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.listeners.actions import Actions
from bot.surfaces.slack.listeners.commands import Commands
from bot.surfaces.slack.listeners.home import Home
from bot.surfaces.slack.listeners.lifecycle import Lifecycle
from bot.surfaces.slack.listeners.votes import Votes
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review import looking
from bot.surfaces.slack.review.listeners import Review

# Any name that is not an action's or event's of its own: Slack counts what is not acknowledged as a failure.
_ANY = re.compile(r"(?s).*")


def register(app: App, office: Office, inbox: Inbox, command: str, shortcut: str) -> None:
    """Register everything. The order matters: the first that fits is called."""
    actions, commands, home, lifecycle, votes = Actions(office, inbox), Commands(office, inbox), Home(office), Lifecycle(office), Votes(office)
    # Questions in channels and direct messages never come here: they go to the inbox at once.

    # Questions whose answers only the asker sees.
    app.command(command)(commands.command)
    app.shortcut(shortcut)(commands.shortcut)

    # Thumbs, and the modal that asks why.
    app.action(ids.VOTE)(votes.vote)
    app.view(ids.REASON_VIEW)(votes.explain)

    # Buttons that are answered like questions.
    app.action(ids.pattern(ids.CHOICE))(actions.choice)
    app.action(ids.pattern(ids.SUGGESTION))(actions.suggestion)
    app.action(ids.pattern(ids.LANGUAGE))(actions.language)
    app.action(ids.pattern(ids.EXAMPLE))(actions.example)
    app.action(ids.pattern(ids.AGAIN))(actions.again)
    app.action(ids.pattern(ids.SHARE))(actions.share)

    # Buttons that open a modal, or turn its pages.
    app.action(ids.pattern(ids.COPY))(actions.copy)
    app.action(ids.pattern(ids.COPY_LANGUAGE))(actions.copy_language)
    app.action(ids.pattern(ids.WHY))(actions.why)
    app.action(ids.pattern(ids.REST))(actions.rest)

    # The Home and Messages tabs.
    app.event("app_home_opened")(home.opened)

    _register_review(app, Review(office, inbox, home))

    # The app itself, and whatever else there is.
    app.event("app_uninstalled")(lifecycle.uninstalled)
    app.event("tokens_revoked")(lifecycle.uninstalled)
    app.event(_ANY)(lifecycle.nothing)
    app.action(_ANY)(actions.stale)
    app.view(_ANY)(lifecycle.acknowledged)
    app.shortcut(_ANY)(lifecycle.acknowledged)
    app.command(_ANY)(commands.command)


def _register_review(app: App, review: Review) -> None:
    """What maintainers click below their Home tab, in items and in the digest."""
    app.action(ids.pattern(looking.FILTER))(review.filter)
    app.action(ids.pattern(looking.PAGE))(review.page)
    app.action(ids.pattern(looking.OPEN))(review.open)
    app.action(ids.pattern(looking.EXCHANGE))(review.exchange)
    app.action(looking.OFFER)(review.offer)
    app.view(looking.ITEM_VIEW)(review.save)
    app.view(looking.TELL_VIEW)(review.tell)
