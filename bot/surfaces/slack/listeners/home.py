"""The app's own tabs."""

from __future__ import annotations

from typing import Any

from bot.errors import StoreUnavailable
from bot.records import StoredTurn
from bot.surfaces.slack.admission import is_closed_to
from bot.surfaces.slack.api import Outcome
from bot.surfaces.slack.asked import team_of
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.home import MOST_RECENT, closed_home, home_view
from bot.surfaces.slack.ledger import Entry
from bot.surfaces.slack.notices import suggested_prompts
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.people import Person
from bot.surfaces.slack.review.looking import Looking, read_looking
from bot.surfaces.slack.review.queue import with_queue

# In the origin of turns that answer a click on an example: those stand in the Home tab anyway.
_EXAMPLE = ":example:"

# Among so many turns are looked for questions that differ.
_LOOKED_AT = 50
# The tabs need no verdict on who opens them, only the language, and not for long.
_PATIENCE_SECONDS = 1.0


class Home:
    """The listener for both tabs."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def opened(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Show the Home tab, or suggest prompts in the Messages tab, in the person's language."""
        office, team, user, channel = self._office, team_of(body), str(event.get("user", "")), str(event.get("channel") or "")
        entry = Entry(office, "tab", str(event.get("tab")) if event.get("tab") in ("home", "messages") else "other", body)
        shown = event.get("view")
        if channel:
            office.remember_direct_channel(user, channel)
        if event.get("tab") == "home":
            self.show(team, user, entry, read_looking(shown.get("private_metadata") if isinstance(shown, dict) else None))
        elif event.get("tab") == "messages" and channel:
            office.people.tell(team, user, lambda person: self._suggest(channel, person, entry), _PATIENCE_SECONDS)
        else:
            entry.told("ignored")

    def show(self, team: str, user: str, entry: Entry | None, looking: Looking) -> None:
        """Publish somebody's Home tab; `looking` is what of the queue a maintainer sees. `entry` is told what came of it."""
        office = self._office

        def publish(person: Person) -> None:
            office.deliveries.aside(f"home:{user}", lambda: self._publish(team, user, person, entry, looking))

        office.people.tell(team, user, publish, _PATIENCE_SECONDS)

    def _publish(self, team: str, user: str, person: Person, entry: Entry | None, looking: Looking) -> Outcome | None:
        """The tab as it is when its turn comes. Its outcome, where nobody else is told."""
        office, language = self._office, spoken(self._office.assistant, person.locale)
        closed = is_closed_to(office, person)
        if closed:
            view = closed_home(office.assistant, language)
        else:
            view = home_view(office.assistant, language, self._recent(team, user))
            view = with_queue(office, view, team, user, language, looking)
        outcome = office.api.call("views.publish", user_id=user, view=view)
        if entry is None:
            return outcome
        entry.called(outcome, "external" if closed else "shown")
        return None

    def _suggest(self, channel: str, person: Person, entry: Entry) -> None:
        office = self._office
        if is_closed_to(office, person):
            entry.told("external")
            return
        suggested = suggested_prompts(office.assistant, spoken(office.assistant, person.locale))
        prompts = [{"title": prompt.title, "message": prompt.message} for prompt in suggested.prompts]
        told: dict[str, Any] = {"channel_id": channel, "title": suggested.title, "prompts": prompts}
        method = "assistant.threads.setSuggestedPrompts"
        office.deliveries.aside(f"prompts:{channel}", lambda: entry.called(office.api.call(method, **told), "shown"))

    def _recent(self, team: str, user: str) -> list[StoredTurn]:
        """The last questions that ask the same by themselves, each once; none where the store cannot tell now."""
        try:
            found = self._office.store.recent(team, user, _LOOKED_AT)
        except StoreUnavailable:
            return []
        latest: dict[str, StoredTurn] = {}
        replaced: set[str] = set()
        for turn in found:
            same = turn.is_translation or turn.is_choice
            if turn.id in replaced or not same:
                replaced.add(turn.instead_of)
            if not (turn.id in replaced or same or turn.after or turn.place.surface == "home" or _EXAMPLE in turn.origin):
                latest.setdefault(" ".join(turn.question.split()), turn)
        return list(latest.values())[:MOST_RECENT]
