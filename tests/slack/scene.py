"""People around a running app, for tests that speak in their words: each test has people and channels of its own."""

from __future__ import annotations

from itertools import count

from tests.slack.serving import App
from tests.slack.stand_in.journal import Happening
from tests.slack.stand_in.model import Channel, Message, Person, View
from tests.slack.stand_in.workspace import Workspace, visible_text

_NUMBERS = count(1)

# A question with a sure answer, its answer's first word, and one of which the article says nothing; in two languages.
SURE_PT, YES_PT, SURE_EN, NO_EN = "O Freshchat pode ficar na Índia?", "Sim", "Is Freshteam hosted in India?", "No"
UNKNOWN_EN, NOT_SAID_EN, NOT_SAID_PT = "Is Freshdesk encrypted at rest?", "The article does not", "O artigo não"
WHICH_EN, CHOSEN = "Is India possible?", "Freshcaller"


class Scene(Workspace):
    """A workspace with the app in it."""

    def __init__(self, app: App) -> None:
        super().__init__(app.slack)
        self.app = app
        self.expected: set[str] = set()
        """Errors of Slack that the test means to happen."""
        self._began = len(app.slack.journal)

    def somebody(self, locale: str = "en-US", guest: bool = False, outside: bool = False) -> Person:
        """Somebody new."""
        return self.person(f"p{next(_NUMBERS)}", locale=locale, guest=guest, outside=outside)

    def place(self, *members: Person, **more: bool) -> Channel:
        """A new channel with these people."""
        return self.channel(f"c{next(_NUMBERS)}", *(member.id for member in members), **more)

    def refusals_now(self) -> list[Happening]:
        """Calls that were refused since the test began."""
        return [call for call in self.refusals() if call.number >= self._began]

    def home_of(self, user: str) -> View:
        """Somebody's Home tab, opened and waited for."""
        self.open_home(user)
        self.wait_for(lambda: self.home(user), what="a Home tab")
        home = self.home(user)
        assert home
        return home

    def wait_for_ephemerals(self, user: str, count: int) -> list[Message]:
        """What only this person sees, once it is so many messages."""
        return self.wait_for(lambda: self.ephemerals(user) if len(self.ephemerals(user)) >= count else [], what=f"{count} ephemeral messages")

    def text_of_reply(self, message: Message) -> str:
        """What the first reply to a message says, once it is there."""
        return visible_text(self.reply_to(message))

    def calls(self, method: str) -> list[Happening]:
        """The calls of a method since the test began."""
        return [call for call in self.slack.journal.calls(method) if call.number >= self._began]
