"""What stands in a thread, whichever database keeps it: edits, translations and choices take places of others."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.records import Click, StoredTurn, Vote
from bot.store.protocol import Store
from tests.store.conftest import Reopen
from tests.store.examples import PLACE, turn


def said(number: int, after: int = 0, instead_of: int = 0, forced: str = "") -> StoredTurn:
    """A turn after another, in the place of another, in a language that was chosen."""
    named = {"after": f"{after:032x}" if after else "", "instead_of": f"{instead_of:032x}" if instead_of else "", "forced_language": forced}
    return replace(turn(number, text=f"question {number}"), **named)


def numbers(turns: list[StoredTurn]) -> list[int]:
    """Turns by their numbers."""
    return [int(one.id, 16) for one in turns]


def test_each_position_of_a_thread_is_given_once(store: Store) -> None:
    """By its latest turn, in the order of those that came first; a turn of the past sees the past."""
    for one in (said(1), said(2, after=1), said(3, after=2), said(4, instead_of=1), said(5, after=4, instead_of=2, forced="en"), said(6, after=3)):
        store.save(one, None)
    assert numbers(store.thread(PLACE)) == [4, 5, 3, 6]
    befores = {number: numbers(store.thread(PLACE, turn(number).id)) for number in range(1, 7)}
    assert befores == {1: [], 2: [1], 3: [1, 2], 4: [], 5: [1], 6: [4, 5, 3]}, "the translation 5 sees what 2 saw"
    assert [numbers(store.thread(PLACE, turn(number).id, anew=True)) for number in (4, 5, 3)] == [[], [4], [4, 5]]
    store.save(said(7, instead_of=5, forced="pt", after=1), None)
    assert (numbers(store.thread(PLACE)), numbers(store.thread(PLACE, turn(7).id))) == ([4, 7, 3, 6], [1])


def test_a_choice_stands_with_what_it_is_a_choice_of(store: Store) -> None:
    """And goes with it when the question is edited."""
    for one in (said(1), said(2, after=1), said(3, after=1, instead_of=1), said(4, after=1, instead_of=3, forced="pt"), said(5, after=2)):
        store.save(one, None)
    assert numbers(store.thread(PLACE)) == [1, 4, 2, 5]
    assert [numbers(store.thread(PLACE, turn(number).id)) for number in (2, 3, 4, 5)] == [[1], [1], [1], [1, 4, 2]]
    assert numbers(store.thread(PLACE, turn(4).id, anew=True)) == []
    store.save(said(6, instead_of=4), None)
    assert numbers(store.thread(PLACE)) == [6, 2, 5]


def test_what_replaces_a_turn_that_is_gone_is_a_turn_like_others(store: Store) -> None:
    for one in (said(1), said(2, after=1)):
        store.save(one, None)
    store.purge(1.5)
    store.save(said(3, instead_of=1, forced="pt"), None)
    assert numbers(store.thread(PLACE)) == [2, 3]
    assert store.rate(Click(turn(3).id, "U2", "up", "1.5")) == Vote(turn(3).id, "U2", "up", at="1.5")


def test_translations_share_their_votes_and_edits_do_not(store: Store, reopen: Reopen) -> None:
    for one in (said(1), said(2, instead_of=1, forced="pt"), said(3, instead_of=2, forced="en"), said(4, instead_of=3)):
        store.save(one, None)
    assert store.rate(Click(turn(2).id, "U2", "down", "1.5")) == Vote(turn(1).id, "U2", "down", at="1.5")
    explained = store.explain_vote(turn(3).id, "U2", "wrong", "because")
    assert explained == Vote(turn(1).id, "U2", "down", "wrong", "because", "1.5")
    assert [store.votes(turn(number).id) for number in (1, 2, 3, 4)] == [[explained]] * 3 + [[]]
    assert store.rate(Click(turn(3).id, "U2", "down", "2.5")) == Vote(turn(1).id, "U2", "", at="2.5"), "withdrawn"
    assert store.rate(Click(turn(4).id, "U2", "up", "3.5")) == Vote(turn(4).id, "U2", "up", at="3.5")
    store = reopen()
    store.purge(1.5)
    assert store.rate(Click(turn(3).id, "U2", "up", "4.5")) == Vote(turn(2).id, "U2", "up", at="4.5"), "the first that is left keeps them"


@pytest.mark.parametrize("person", ["U1", "U2"])
def test_a_text_goes_with_its_author_and_with_who_asked_it(store: Store, person: str) -> None:
    kept = [replace(turn(1), author="U2"), turn(2, user="U3")]
    for one in kept:
        store.save(one, None)
    assert store.turn(kept[0].id) == kept[0]
    assert store.forget(person) == 1
    assert store.thread(PLACE) == kept[1:]
