"""The figures of an invented past counted a second time, from the list of what happened: no store, no stream, nothing of bot.feedback.

Every step is looked at with all others at hand, so that the rules stand here as people would say them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from math import inf

from bot.records import Click, StoredTurn
from tests.feedback.generator import History, Save


class Counted:
    """What is left of a history after its deletions, asked from `since` to before `until`: turns by id, and each person's vote on each."""

    def __init__(self, history: History, since: float = 0.0, until: float = inf) -> None:
        gone = history.forgotten
        steps = list(history.steps())
        everything = {step.turn.id: step.turn for step in steps if isinstance(step, Save)}
        left = {key: turn for key, turn in everything.items() if turn.asked >= history.purge_before and turn.user != gone}
        self.turns = {key: turn for key, turn in left.items() if since <= turn.asked < until}
        clicks: defaultdict[tuple[str, str], set[tuple[float, str]]] = defaultdict(set)
        for step in steps:
            if isinstance(step, Click) and step.user != gone:
                clicks[_first_with_its_question(step.turn, everything), step.user].add((float(step.at), step.value))
        self.votes = {key: _vote(of_person) for key, of_person in clicks.items() if key[0] in self.turns}

    def questions(self) -> list[StoredTurn]:
        """The turns that are questions: no translations, and none that another one stands in the place of."""
        replacing = [turn for turn in self.turns.values() if turn.instead_of and not turn.is_translation]
        replaced = {_first_with_its_question(turn.instead_of, self.turns) for turn in replacing}
        return [turn for turn in self.turns.values() if not turn.is_translation and turn.id not in replaced]

    def by(self, key: Callable[[StoredTurn], list[str]]) -> dict[str, Counter[str]]:
        """Questions by status and thumbs by direction, for each of the keys that a turn has; what counts nothing is left out."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for turn in self.questions():
            for name in key(turn):
                found[name][turn.status] += 1
        for (turn_id, _), value in self.votes.items():
            for name in key(self.turns[turn_id]) if value else []:
                found[name][value] += 1
        return dict(found)

    def people(self) -> int:
        """How many asked."""
        return len({turn.user for turn in self.questions()})

    def voters(self) -> int:
        """How many have a thumb that stands."""
        return len({user for (_, user), value in self.votes.items() if value})


def week(turn: StoredTurn) -> list[str]:
    """The ISO week of a turn."""
    return [datetime.fromtimestamp(turn.asked, UTC).strftime("%G-W%V")]


def _first_with_its_question(turn_id: str, turns: dict[str, StoredTurn]) -> str:
    """The turn that a translation translates, as far as that is there; any other turn itself."""
    turn = turns.get(turn_id)
    while turn is not None and turn.is_translation and turn.instead_of in turns:
        turn = turns[turn.instead_of]
    return turn.id if turn is not None else turn_id


def _vote(clicks: set[tuple[float, str]]) -> str:
    """A person's clicks in the order of time, each once: the same thumb again takes the vote back."""
    vote = ""
    for _, thumb in sorted(clicks):
        vote = "" if vote == thumb else thumb
    return vote
