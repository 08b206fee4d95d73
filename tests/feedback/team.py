"""People who ask and vote, a second after each other, with the project's own knowledge; and what is found of it by now."""

from __future__ import annotations

from uuid import uuid4

from bot.assistant import Assistant
from bot.conversations import Conversations
from bot.feedback.naming import Naming
from bot.feedback.projection import Projection
from bot.records import Click, Place, StoredTurn
from bot.reviews import Filter, Kind
from bot.store.review_protocol import ReviewStore

REFUSED = "How much does Freshdesk cost?"
CLARIFIED = "Is India possible?"


class Team:
    """People who ask and vote, a second after each other; what is found by now."""

    def __init__(self, store: ReviewStore, assistant: Assistant) -> None:
        self.now = 1_000.0
        self.store = store
        self._conversations = Conversations(assistant, store, lambda: self.now)
        self._naming = Naming(assistant.lexicon)
        self.projection = self.another_process()

    def another_process(self) -> Projection:
        """A projection that remembers nothing."""
        return Projection(self.store, self._naming, lambda: self.now)

    def ask(
        self, question: str, thread: str = "", user: str = "U1", *, language: str = "", instead_of: str = "", choice_of: str = "", origin: str = ""
    ) -> StoredTurn:
        """Ask, in a thread of its own unless one is named."""
        self.now += 1
        place = Place("T1", "C1", thread or f"{self.now}", "channel")
        origin = origin or f"T1:C1:{uuid4().hex}"
        shown = self._conversations.ask(question, place, user, origin, language=language, instead_of=instead_of, choice_of=choice_of)
        return shown.stored

    def vote(self, turn: StoredTurn, user: str, thumb: str = "down") -> None:
        """Click on a thumb."""
        self.now += 1
        assert self.store.rate(Click(turn.id, user, thumb, f"{self.now:.0f}.5"))  # type: ignore[arg-type]

    def found(self) -> set[tuple[str, Kind, str]]:
        """Question, kind and person of all findings that stand, after a look at what is new."""
        self.projection.run()
        findings = [one for item in self.store.page(Filter()).items for one in self.store.findings(item.id)]
        turns = {one.turn: self.store.turn(one.turn) for one in findings}
        return {(turn.question, one.kind, one.user) for one in findings if (turn := turns[one.turn]) is not None}

    def questions(self) -> list[list[str]]:
        """The questions of each item, sorted."""
        self.projection.run()
        items = self.store.page(Filter(limit=999)).items
        return sorted(sorted(turn.question for one in self.store.findings(item.id) if (turn := self.store.turn(one.turn))) for item in items)
