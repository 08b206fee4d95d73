"""The app's own tabs."""

from __future__ import annotations

from typing import Any

from bot.errors import StoreUnavailable
from bot.records import StoredTurn
from bot.surfaces.slack.asked import team_of
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.home import MOST_RECENT, home_view
from bot.surfaces.slack.notices import suggested_prompts
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.people import Person

# In the origin of turns that answer a click on an example: those stand in the Home tab anyway.
_EXAMPLE = ":example:"

# Among so many turns are looked for questions that differ.
_LOOKED_AT = 50


class Home:
    """The listener for both tabs."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def opened(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Show the Home tab, or suggest prompts in the Messages tab, in the person's language."""
        office, team, user, channel = self._office, team_of(body), str(event.get("user", "")), str(event.get("channel") or "")
        if channel:
            office.remember_direct_channel(user, channel)
        if event.get("tab") == "home":
            office.people.tell(team, user, lambda person: self._publish(team, user, person))
        elif event.get("tab") == "messages" and channel:
            office.people.tell(team, user, lambda person: self._suggest(channel, person))

    def _publish(self, team: str, user: str, person: Person) -> None:
        office = self._office
        view = home_view(office.assistant, spoken(office.assistant, person.locale), self._recent(team, user))
        office.deliveries.aside(f"home:{user}", lambda: office.api.call("views.publish", user_id=user, view=view))

    def _suggest(self, channel: str, person: Person) -> None:
        office = self._office
        suggested = suggested_prompts(office.assistant, spoken(office.assistant, person.locale))
        prompts = [{"title": prompt.title, "message": prompt.message} for prompt in suggested.prompts]
        told = {"channel_id": channel, "title": suggested.title, "prompts": prompts}
        office.deliveries.aside(channel, lambda: office.api.call("assistant.threads.setSuggestedPrompts", **told))

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
