"""Maintainers around a running app, for tests of the review: what they see in their Home tab and do with items."""

from __future__ import annotations

import hashlib
import hmac
from itertools import count

from bot.surfaces.slack.review import looking
from tests.slack.scene import Scene
from tests.slack.serving import App
from tests.slack.stand_in.model import Message, Person, View
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.workspace import visible_text

# Named by their ids, and by a group that tests fill; the first of the second two is a guest.
NAMED = tuple(f"U0KEEPER{number}" for number in range(300))
GROUP = "S0KEEPERS"
MEMBER, GUEST = "U0MEMBER", "U0VISITOR"
MAINTAINERS = ",".join((*NAMED, GUEST, GROUP))
SETTINGS = Settings(retry_after=(0.05, 0.2, 0.5))

_KEEPERS, _WORDS = count(), count(1)
_SYLLABLES = ("bra", "dol", "fim", "gut", "kes", "lom", "nir", "pak", "ruv", "zet")


class Review(Scene):
    """A workspace with the app in it, and those who keep its knowledge."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        with self.slack.journal.lock:
            self.slack.world.usergroups.setdefault(GROUP, [MEMBER, GUEST, "U0EVA"])

    def maintainer(self, locale: str = "en-US") -> Person:
        """Somebody whom the operator has named."""
        return self.person(f"keeper{next(_KEEPERS)}", locale=locale)

    def unknown(self, *askers: Person, question: str = "") -> tuple[str, list[Message]]:
        """A question of which the article says nothing, like no other, asked by each of these; the question and the replies."""
        question = question or f"Does Freshdesk support {_word()} {_word()}?"
        asked = [self.mention(asker.id, self.place(asker).id, question) for asker in askers or (self.somebody(),)]
        return question, [self.reply_to(message) for message in asked]

    def queue_of(self, person: Person, seen: str = "") -> View:
        """A maintainer's Home tab, opened anew and waited for until it shows `seen`."""
        before = self.home(person.id)
        hash = before.hash if before else ""
        self.open_home(person.id)
        return self.home_with(person, seen, hash)

    def home_with(self, person: Person, seen: str, before: str = "") -> View:
        """A maintainer's Home tab once it shows something, and is another than that with the hash `before`."""

        def found() -> View | None:
            home = self.home(person.id)
            return home if home and home.hash != before and seen in visible_text(home) else None

        home = self.wait_for(found, what=f"{seen!r} in the Home tab of {person.name}")
        assert home is not None
        return home

    def numbers(self, home: View) -> list[int]:
        """The items of a queue, in order."""
        found = [block["accessory"] for block in home.content["blocks"] if "accessory" in block]
        return [int(button["value"]) for button in found if button["action_id"].startswith(looking.OPEN)]

    def number_of(self, home: View, question: str) -> int:
        """The item with that question in a queue."""
        for block in home.content["blocks"]:
            if "accessory" in block and question in block["text"]["text"]:
                return int(block["accessory"]["value"])
        raise AssertionError(f"{question!r} is not in {visible_text(home)}")

    def item_of(self, person: Person, question: str) -> View:
        """The modal of the item with that question, opened from the queue."""
        home = self.queue_of(person, question)
        assert self.click(person.id, home, f"{looking.OPEN}:{self.number_of(home, question)}").acked
        return self.view_of(person.id)

    def item_number(self, view: View) -> int:
        """Of the item that a modal shows."""
        editing = looking.read_editing(view.content["private_metadata"])
        assert editing is not None
        return editing.item

    def state(self, number: int) -> tuple[str, str, str, int]:
        """An item in the store: state, reason, assignee, revision."""
        reason = f"SELECT text FROM actions WHERE item = {number} AND what NOT IN ('commented', 'assigned', 'told') ORDER BY seq DESC LIMIT 1"
        [row] = self.app.rows(f"SELECT state, ifnull(({reason}), ''), assignee, revision FROM items WHERE id = {number}")
        return row

    def deeds(self, number: int) -> list[tuple[str, str, str, str]]:
        """What was done with an item: who, what, text, value."""
        return self.app.rows(f"SELECT who, what, text, value FROM actions WHERE item = {number} ORDER BY seq")

    def decisions(self, event: str, kind: str) -> list[str]:
        """What the log says was decided of events of a kind."""
        return [record["decision"] for record in self.app.records() if record.get("event") == event and record.get("kind") == kind]

    def decisions_of(self, event: str, kind: str, person: Person) -> list[str]:
        """The same of one person's."""
        found = [record for record in self.app.records() if record.get("user") == _hash_of(person)]
        return [record["decision"] for record in found if record.get("event") == event and record.get("kind") == kind]


def _hash_of(person: Person) -> str:
    """How the log writes somebody."""
    key = hashlib.sha256(SETTINGS.bot_token.encode()).digest()
    return hmac.new(key, person.id.encode(), hashlib.sha256).hexdigest()[:12]


def _word() -> str:
    """An invented word that was not used yet."""
    number = next(_WORDS)
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number * 7919 % 10_000:04}")
