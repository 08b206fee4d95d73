"""A past that a store may hold after half a year: seeded, with the disorder of real ones. The same for the same seed and golden questions.

`python -m tests.feedback.filling FILE` writes one, to look at.

Weeks with more and less traffic and one without any, nights and weekends, forty people who ask one thing within an hour, threads,
misspelt questions, edits, translations, choices at once and too late, questions asked again in other words, votes that are changed,
withdrawn, doubled and come in the wrong order, four versions of the knowledge (the first knew less, the third answered some topics
badly), and a beginning and a person that are deleted in the end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from bot.records import Click, Place, StoredTurn, Surface
from tests.feedback.material import Asked, Material

SEED = 20_261_125
START = 1_772_409_600.0  # Monday 2026-03-02, 00:00 UTC
DAY, WEEK = 24 * 3600.0, 7 * 24 * 3600.0
WEEKS = 26
QUIET_WEEK = 14
PURGED_WEEKS = 2
BURSTS, PEOPLE_OF_A_BURST = 3, 40
PEOPLE, CHANNELS = 400, 25

_SURFACES: list[tuple[Surface, float]] = [("channel", 45), ("direct", 25), ("command", 15), ("shortcut", 10), ("home", 5)]
_HOURS = [1, 1, 1, 1, 1, 2, 4, 10, 22, 30, 32, 28, 18, 26, 32, 30, 26, 18, 10, 6, 4, 3, 2, 1]
_DAYS = [22, 24, 23, 21, 16, 3, 2]
_REASONS = ("wrong", "outdated", "incomplete", "not_asked", "other")
_COMMENTS = (
    "", "", "não é isso", "The region is missing.", '=HYPERLINK("http://x.example","click")', "+1; see ticket, please", "linha 1\nlinha 2",
    "👎 <b>no</b>",
)  # fmt: skip


class Save(NamedTuple):
    """A turn comes into being; `ts` is the message that shows it."""

    turn: StoredTurn
    ts: str


class Explain(NamedTuple):
    """Somebody says why they vote as they do."""

    turn: str
    user: str
    reason: str
    comment: str


Step = Save | Click | Explain


class Conversation(NamedTuple):
    """Steps that happen one after the other, whatever happens elsewhere at the same time."""

    begins: float
    steps: list[Step]


class Version(NamedTuple):
    """A version of the knowledge: from when on it answers, which part of the topics it knows, and which it answers badly."""

    name: str
    since: float
    knows: float
    worse: bool


class History:
    """Conversations of which at least `turns` turns stay. `purge_before` and `forgotten` are what is deleted when all has happened."""

    def __init__(self, turns: int, seed: int = SEED, material: Material | None = None) -> None:
        self._chance = random.Random(seed)
        self._material = material or Material(random.Random(seed))
        self._numbers = iter(range(1 << 30))
        last = self._material.forms[0][0].turn.knowledge
        self.versions = [
            Version("a1b2c3d4e5f6", START, 0.7, False),
            Version("b2c3d4e5f6a1", START + 8 * WEEK, 0.85, False),
            Version("c3d4e5f6a1b2", START + 15.4 * WEEK, 0.85, True),
            Version(last, START + 20 * WEEK, 1.0, False),
        ]
        self.purge_before, self.forgotten = START + PURGED_WEEKS * WEEK, _user(3)
        self.conversations: list[Conversation] = []
        made = 0
        for begins, topic in self._beginnings(turns):
            if made >= turns:
                break
            self.conversations.append(Conversation(begins, list(self._conversation(begins, topic))))
            made += sum(isinstance(step, Save) and self.stays(step.turn) for step in self.conversations[-1].steps)
        self.conversations.sort(key=lambda conversation: conversation.begins)

    def stays(self, turn: StoredTurn) -> bool:
        """Whether a turn is still there in the end."""
        return turn.asked >= self.purge_before and turn.user != self.forgotten

    def steps(self) -> Iterator[Step]:
        """All steps, conversation by conversation."""
        for conversation in self.conversations:
            yield from conversation.steps

    def _beginnings(self, turns: int) -> Iterator[tuple[float, int | None]]:
        """When conversations begin, more than enough, and about what where that is not left to chance: the bursts first."""
        for _ in range(BURSTS):
            begins, topic = self._moment(), self._topic()
            yield from ((begins + self._chance.uniform(0, 3600), topic) for _ in range(min(PEOPLE_OF_A_BURST, turns // 20)))
        while True:
            yield self._moment(), None

    def _moment(self) -> float:
        """A time at which people work, later weeks more often; never in the quiet week."""
        weeks = [week for week in range(WEEKS) if week != QUIET_WEEK]
        (week,) = self._chance.choices(weeks, [1 + week / 8 for week in weeks])
        (day,), (hour,) = self._chance.choices(range(7), _DAYS), self._chance.choices(range(24), _HOURS)
        return START + week * WEEK + day * DAY + hour * 3600 + self._chance.uniform(0, 3600)

    def _topic(self) -> int:
        """A topic, the first ones far more often (Zipf's law)."""
        count = len(self._material.forms)
        return min(int(count ** self._chance.random()) - 1, count - 1)

    def _conversation(self, begins: float, topic: int | None) -> Iterator[Step]:
        """One to four questions with what comes after each."""
        talk = _Talk(self, self._chance, begins)
        shape = self._chance.random()
        yield from talk.exchange(self._asked(topic))
        if shape < 0.18:
            for _ in range(self._chance.randint(1, 3)):
                yield from talk.exchange(self._asked(None))
        elif shape < 0.30:
            yield from talk.again(self._material)
        elif shape < 0.36:
            yield from talk.edited(self._material)
        elif shape < 0.42:
            yield from talk.translated(self._material)

    def _asked(self, topic: int | None) -> Asked:
        """A form of a topic: the golden one most often."""
        forms = self._material.forms[self._topic() if topic is None else topic]
        return forms[0] if self._chance.random() < 0.8 else self._chance.choice(forms)

    def version(self, moment: float) -> Version:
        """The version that answers at a time."""
        return max((version for version in self.versions if version.since <= moment), key=lambda version: version.since, default=self.versions[0])

    def answer(self, asked: Asked, moment: float) -> StoredTurn:
        """What the knowledge of a time says to a question."""
        knows = self.version(moment).knows > (asked.topic * 0.618) % 1  # Spread over frequent and rare topics alike.
        return asked.turn if knows or asked.turn.status != "answered" else self._material.refused(asked)

    def chosen(self, choice: str) -> StoredTurn:
        """What became of a choice."""
        return self._material.chosen(choice)

    def number(self) -> int:
        """One that was not given yet."""
        return next(self._numbers)


class _Talk:
    """One conversation: where it is, who has it, and how late it is."""

    def __init__(self, history: History, chance: random.Random, begins: float) -> None:
        self._history, self._chance, self._now = history, chance, begins
        self._user = _user(int(chance.paretovariate(0.7)) % PEOPLE)
        surfaces, weights = zip(*_SURFACES, strict=True)
        (surface,) = chance.choices(surfaces, weights)
        channel = f"D{self._user}" if surface in ("direct", "home") else f"C{chance.randrange(CHANNELS):04}"
        thread = "" if surface == "command" and chance.random() < 0.5 else f"{begins:.6f}"
        self._place = Place("T1", channel, thread, surface)
        self._turns: list[StoredTurn] = []
        self._first: Asked | None = None

    def exchange(self, asked: Asked) -> Iterator[Step]:
        """A question, the choice that is perhaps clicked, and votes."""
        self._first = self._first or asked
        turn = self._turn(self._history.answer(asked, self._now))
        yield self._saved(turn)
        if asked.choices and self._chance.random() < 0.65:
            self._now += self._chance.choice([5, 20, 60, 200, 1_500, 9_000])
            chosen = self._history.chosen(self._chance.choice(asked.choices))
            turn = replace(self._turn(chosen), after=turn.id, instead_of=turn.id, user=self._user if self._chance.random() < 0.8 else _user(1))
            yield self._saved(turn)
        yield from self._votes(turn)
        self._now += self._chance.expovariate(1 / 90)

    def again(self, material: Material) -> Iterator[Step]:
        """The same in other words."""
        assert self._first
        yield from self.exchange(self._chance.choice(material.forms[self._first.topic][1:]))

    def edited(self, material: Material) -> Iterator[Step]:
        """The question that was asked last, edited; now and then more than once."""
        assert self._first
        for _ in range(self._chance.choice([1, 1, 2])):
            self._now += self._chance.uniform(5, 300)
            last = self._turns[-1]
            turn = replace(self._turn(self._history.answer(material.forms[self._first.topic][0], self._now)), after=last.after, instead_of=last.id)
            yield self._saved(turn)
        yield from self._votes(self._turns[-1])

    def translated(self, material: Material) -> Iterator[Step]:
        """The answer in the other language, and votes on that; where the same knowledge could answer it."""
        assert self._first
        original = self._turns[-1]
        if original.is_choice or self._history.answer(self._first, self._now) is not self._first.turn:
            return
        self._now += self._chance.uniform(2, 60)
        other = material.translated(self._first)
        turn = replace(self._turn(other), after=original.after, instead_of=original.id, forced_language=other.language)
        yield self._saved(turn)
        yield from self._votes(turn)

    def _turn(self, answer: StoredTurn) -> StoredTurn:
        """The answer as a turn of this conversation, now."""
        number = self._history.number()
        after = self._turns[-1].id if self._turns and self._place.thread else ""
        return replace(
            answer,
            id=f"{number:032x}",
            origin=f"T1:{self._place.channel}:{number}",
            place=self._place,
            user=self._user,
            asked=self._now,
            after=after,
            forced_language="",
            knowledge=self._history.version(self._now).name,
        )

    def _saved(self, turn: StoredTurn) -> Save:
        self._turns.append(turn)
        return Save(turn, f"{self._now + 1:.6f}")

    def _votes(self, turn: StoredTurn) -> Iterator[Step]:
        """Votes of nobody, mostly; else of the asker and perhaps of others who read the channel."""
        if self._chance.random() > 0.2:
            return
        worse = self._history.version(turn.asked).worse and any(len(fact) % 3 == 0 for fact in turn.evidence[:1])
        down = 0.75 if turn.status in ("unknown", "clarify") else 0.6 if worse else 0.1
        others = self._chance.choice([0, 0, 0, 1, 3]) if self._place.channel[0] == "C" else 0
        readers = [_user(self._chance.randrange(PEOPLE)) for _ in range(others)]
        for user in dict.fromkeys([self._user, *readers]):
            yield from self._clicks(turn.id, user, down)

    def _clicks(self, turn: str, user: str, down: float) -> Iterator[Step]:
        """One person's clicks, with what goes wrong with clicks."""
        first = Click(turn, user, "down" if self._chance.random() < down else "up", self._at())
        luck = self._chance.random()
        clicks = [first]
        if luck < 0.07:  # The other thumb
            clicks.append(Click(turn, user, "up" if first.value == "down" else "down", self._at()))
        elif luck < 0.13:  # The same again: withdrawn
            clicks.append(Click(turn, user, first.value, self._at()))
        elif luck < 0.17:  # Delivered twice
            clicks.append(first)
        elif luck < 0.20:  # Withdrawn and given again, in the wrong order
            clicks += [Click(turn, user, first.value, self._at()), Click(turn, user, first.value, self._at())]
            self._chance.shuffle(clicks)
        yield from clicks
        if luck >= 0.2 and first.value == "down" and self._chance.random() < 0.6:
            yield Explain(turn, user, self._chance.choice(_REASONS), self._chance.choice(_COMMENTS))

    def _at(self) -> str:
        """The time of a click, a little after the one before."""
        self._now += self._chance.uniform(0.5, 30)
        return f"{self._now:.6f}"


def _user(number: int) -> str:
    return f"U{number:04}"
