"""The figures of the report: those of an invented past are what counting its list of events comes to, and each rule by example."""

from __future__ import annotations

import doctest
from collections import Counter
from math import inf

import pytest
from msgspec.structs import replace

from bot.feedback import figures as counting
from bot.feedback.figures import Tally, collect, week_of
from bot.records import TOLD, Click, StoredTurn, Vote
from bot.reviews import Exchange
from bot.store.review_protocol import ReviewStore
from bot.surfaces import pages, report_page
from tests.feedback.counted import Counted
from tests.feedback.full_scale import PERIODS, differences
from tests.feedback.generator import START, WEEK, History, Save
from tests.store.examples import turn


@pytest.mark.parametrize("period", PERIODS)
def test_the_figures_are_what_counting_comes_to(period: str, history: History, past_store: ReviewStore) -> None:
    """In every dimension; people and voters too. `python -m tests.feedback.full_scale` does the same with 50,000 turns."""
    assert differences(history, past_store, period) == []


def test_the_past_is_as_disordered_as_it_says(history: History, past_store: ReviewStore) -> None:
    """Everything that can go wrong in a count is there many times, so that the test above proves something."""
    steps = list(history.steps())
    turns = [step.turn for step in steps if isinstance(step, Save)]
    clicks = Counter((step.turn, step.user, step.at) for step in steps if isinstance(step, Click))
    counted = Counted(history)
    seen = {
        "translations": sum(turn.is_translation for turn in turns),
        "choices": sum(turn.is_choice for turn in turns),
        "edits": sum(bool(turn.instead_of) and not turn.is_choice and not turn.is_translation for turn in turns),
        "follow-ups": sum(bool(turn.after) and not turn.instead_of for turn in turns),
        "withdrawn votes": sum(not value for value in counted.votes.values()),
        "doubled clicks": sum(count > 1 for count in clicks.values()),
        "votes down": sum(value == "down" for value in counted.votes.values()),
        "deleted": len(turns) - len(counted.turns),
        "replaced": sum(not turn.is_translation for turn in counted.turns.values()) - len(counted.questions()),
    }
    assert all(count >= 20 for count in seen.values()), seen
    weeks = collect(past_store.turns_between(0.0, inf)).weeks
    assert [name for name, tally in weeks.items() if tally == Tally()] == [week_of(START + 14 * WEEK)]


def test_an_edit_a_choice_and_a_translation_are_one_question() -> None:
    """What people see in the end is counted, whoever clicked, and what was replaced is not."""
    first, clarified = _turn(1, "unknown"), _turn(4, "clarify")
    told = replace(_turn(7, "answered"), origin=f"{TOLD}3:1", instead_of=_turn(6, "clarify").id)
    edited = replace(_turn(2, "answered"), instead_of=first.id)
    translated = replace(_turn(3, "answered"), instead_of=edited.id, forced_language="pt")
    chosen = replace(_turn(5, "answered"), instead_of=clarified.id, after=clarified.id)
    alone = replace(_turn(6, "clarify"), user="U2")
    found = collect(_exchanges(first, edited, translated, clarified, chosen, alone, told))
    assert found.total == Tally(answered=2, clarify=1)
    assert (found.people, found.total.answered_share) == (2, 2 / 3)


def test_an_edit_of_a_translation_replaces_the_question() -> None:
    """The edit comes in the place of what was shown last, and that stood for the question."""
    first = _turn(1, "unknown")
    translated = replace(_turn(2, "unknown"), instead_of=first.id, forced_language="pt")
    edited = replace(_turn(3, "answered"), instead_of=translated.id)
    assert collect(_exchanges(first, translated, edited)).total == Tally(answered=1)


def test_a_vote_belongs_to_the_version_and_the_facts_of_its_answer() -> None:
    """An old answer's thumb down, given long after a new version came, is not the new one's."""
    old = replace(_turn(1, "answered", asked=START), knowledge="old", evidence=["backup"])
    new = replace(_turn(2, "answered", asked=START + WEEK), knowledge="new", evidence=["backup", "logs"])
    late = str(START + 5 * WEEK)
    found = collect([Exchange(new, [Vote(new.id, "U1", "up", at=late)]), Exchange(old, [Vote(old.id, "U1", "down", at=late)])])
    assert [(each.version, each.tally.up, each.tally.down) for each in found.versions] == [("old", 0, 1), ("new", 1, 0)]
    backup = next(each for each in found.facts if each.fact == "backup")
    assert {version: tally.liked_share for version, tally in backup.versions.items()} == {"old": 0.0, "new": 1.0}
    assert [tally.liked_share for tally in found.weeks.values()] == [0.0, 1.0]


def test_a_withdrawn_vote_and_small_talk_count_for_nothing() -> None:
    """No thumb, no question, no share."""
    hello = _turn(1, "help")
    found = collect([Exchange(hello, [Vote(hello.id, "U1", "", at="1.0")])])
    assert found.total == Tally(help=1) and found.voters == 0
    assert (found.total.answered_share, found.total.liked_share) == (None, None)


def test_the_surest_disliked_fact_comes_first() -> None:
    """One thumb down of one is less sure than forty of fifty."""
    once, often = replace(_turn(1, "answered"), evidence=["once"]), replace(_turn(2, "answered"), evidence=["often"])
    votes = [Vote(often.id, f"U{number}", "down" if number < 40 else "up", at="1.0") for number in range(50)]
    found = collect([Exchange(often, votes), Exchange(once, [Vote(once.id, "U1", "down", at="1.0")])])
    assert [each.fact for each in found.facts] == ["often", "once"]


def test_nothing_at_all() -> None:
    """An empty store has figures too."""
    found = collect([])
    assert found.total == Tally() and not found.weeks and not found.versions and not found.facts


@pytest.mark.parametrize("module", [counting, pages, report_page], ids=lambda module: str(module.__name__))
def test_the_examples_in_the_code_are_true(module: object) -> None:
    """Those of the docstrings."""
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted and not result.failed


def _turn(number: int, status: str, asked: float | None = None) -> StoredTurn:
    return replace(turn(number, asked=asked), status=status, forced_language="", after="")


def _exchanges(*turns: StoredTurn) -> list[Exchange]:
    """Newest first, without votes."""
    return [Exchange(each, []) for each in reversed(turns)]
