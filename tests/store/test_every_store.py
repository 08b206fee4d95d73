"""What every store must do, whichever database is behind it."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from bot.errors import Forgotten, StoreUnavailable
from bot.records import Click, Place, StoredTurn, Vote
from bot.store.protocol import INBOX_SECONDS, MOST_OF_A_THREAD, Store
from tests.reliability.vote_order import shuffled_votes
from tests.store.conftest import Reopen
from tests.store.examples import PLACE, delivery, event, turn


def test_an_event_is_accepted_once_and_stays_until_done(store: Store, reopen: Reopen) -> None:
    first, second = event(1), event(2, received=0.5)
    assert store.accept(first)
    assert store.accept(second)
    assert not store.accept(replace(first, payload=b"other"))
    store = reopen()
    assert store.unfinished() == [first, second]
    store.done(first.key)
    store.done("unknown")
    assert store.unfinished() == [second]
    assert not store.accept(first), "what is done stays known"
    assert store.unfinished() == [second]


def test_a_turn_comes_back_as_it_was(store: Store, reopen: Reopen) -> None:
    kept = turn(1, text="Onde? \x00 'quoted' \U0001f600 \ufffd")
    assert store.save(kept, None) == kept
    store = reopen()
    assert store.turn(kept.id) == kept
    assert store.by_origin(kept.origin) == kept
    assert store.turn("unknown") is None
    assert store.by_origin("unknown") is None
    assert store.delivery(kept.id) is None


def test_an_origin_is_answered_once(store: Store) -> None:
    store.accept(event(1))
    store.accept(event(2))
    first = store.save(turn(1), delivery(turn(1)), event(1).key)
    twin = turn(2, origin=first.origin, text="the same by another way")
    assert store.save(twin, delivery(twin), event(2).key) == first
    assert store.unfinished() == []
    assert store.turn(twin.id) is None
    assert store.delivery(twin.id) is None
    assert [item.turn for item in store.deliveries()] == [first.id]


def test_what_is_not_waited_for_is_read_all_the_same_and_stays(store: Store, reopen: Reopen) -> None:
    """In the order in which it was begun, although nothing of it may be durable yet."""
    for number in range(200):
        one = turn(number)
        kept = store.save_soon(one, delivery(one), event(number).key)
        sending = store.set_delivery_soon(delivery(one, state="sending", attempts=1))
        assert store.turn(one.id) == one
        assert store.delivery(one.id) == delivery(one, state="sending", attempts=1)
        assert kept.result() == one
        assert sending.result() is None
    store.set_delivery_soon(delivery(turn(0), state="sent", ts="1712.5"))
    store = reopen()
    assert store.delivery(turn(0).id) == delivery(turn(0), state="sent", ts="1712.5"), "closing finishes what was begun"
    assert len(store.deliveries()) == 199
    twin = turn(1000, origin=turn(1).origin)
    assert store.save_soon(twin, delivery(twin)).result() == turn(1)


def test_a_refused_turn_leaves_nothing(store: Store) -> None:
    store.accept(event(1))
    with pytest.raises(ValueError, match="another turn"):
        store.save(turn(1), delivery(turn(2)), event(1).key)
    with pytest.raises(ValueError, match="surrogates"):
        store.save(turn(1, text="\ud800"), delivery(turn(1)), event(1).key)
    assert store.turn(turn(1).id) is None
    assert store.unfinished() == [event(1)]


def test_a_thread_is_in_order_and_its_own(store: Store) -> None:
    other_place = replace(PLACE, thread="1713.000100")
    mine = [turn(number, asked=-float(number)) for number in range(MOST_OF_A_THREAD + 5)]
    for one in mine:
        store.save(one, None)
        store.save(turn(1000 + int(one.id, 16), place=other_place), None)
    assert store.thread(PLACE) == mine[-MOST_OF_A_THREAD:], "the order in which they came, whatever the clock said"
    assert store.thread(PLACE, before=mine[3].id) == mine[:3]
    assert store.thread(PLACE, before=mine[-1].id) == mine[-MOST_OF_A_THREAD - 1 : -1]
    assert store.thread(replace(PLACE, surface="direct")) == mine[-MOST_OF_A_THREAD:]
    assert [len(store.thread(place)) for place in (other_place, replace(PLACE, team="T2"), replace(PLACE, channel="C2"))] == [MOST_OF_A_THREAD, 0, 0]


def test_turns_without_a_thread_belong_to_none(store: Store) -> None:
    place = Place("T1", "C1", "", "command")
    store.save(turn(1, place=place), None)
    assert store.thread(place) == []


def test_recent_turns_of_a_person(store: Store) -> None:
    for number in range(6):
        store.save(turn(number, user=f"U{number % 2}"), None)
    assert store.recent("T1", "U1", 2) == [turn(5, user="U1"), turn(3, user="U1")]
    assert store.recent("T1", "U1", 9) == [turn(5, user="U1"), turn(3, user="U1"), turn(1, user="U1")]
    assert store.recent("T2", "U1", 9) == []
    assert store.recent("T1", "U1", 0) == []


def test_deliveries_go_on_where_they_stopped(store: Store, reopen: Reopen) -> None:
    turns = [turn(number) for number in range(4)]
    for one in turns:
        store.save(one, delivery(one))
    store.set_delivery(delivery(turns[1], state="sending", attempts=1))
    store.set_delivery(delivery(turns[2], state="sent", ts="1712.5"))
    store.set_delivery(delivery(turns[3], state="failed", attempts=3))
    store = reopen()
    assert store.deliveries() == [delivery(turns[0]), delivery(turns[1], state="sending", attempts=1)]
    assert store.delivery(turns[2].id) == delivery(turns[2], state="sent", ts="1712.5")
    store.set_delivery(delivery(turn(99)))
    assert store.delivery(turn(99).id) is None


def test_a_turn_kept_without_delivery_may_get_one(store: Store) -> None:
    store.save(turn(1), None)
    store.set_delivery(delivery(turn(1)))
    assert store.deliveries() == [delivery(turn(1))]


def test_a_message_shows_the_turn_that_replaced_its_first(store: Store) -> None:
    first, edited = turn(1), turn(2, origin="T1:C1:1:edited:2")
    assert store.by_message("T1", "C1", "1712.5") is None
    store.save(first, delivery(first))
    assert store.by_message("T1", "C1", "") is None
    store.set_delivery(delivery(first, state="sent", ts="1712.5"))
    assert store.by_message("T1", "C1", "1712.5") == first
    store.save(edited, delivery(edited, replaces="1712.5"))
    assert store.by_message("T1", "C1", "1712.5") == first, "not shown yet"
    store.set_delivery(delivery(edited, state="sent", replaces="1712.5", ts="1712.5"))
    assert store.by_message("T1", "C1", "1712.5") == edited
    assert store.by_message("T2", "C1", "1712.5") is None


@pytest.mark.parametrize(
    ("clicks", "value"),
    [
        (["up"], "up"),
        (["up", "up"], ""),
        (["up", "down"], "down"),
        (["up", "down", "down"], ""),
        (["up", "down", "up"], "up"),
        (["up", "up", "up"], "up"),
        (["down", "up", "up", "down"], "down"),
    ],
)
def test_a_click_votes_replaces_or_withdraws(store: Store, reopen: Reopen, clicks: list[str], value: str) -> None:
    store.save(turn(1), None)
    for second, thumb in enumerate(clicks):
        vote = store.rate(Click(turn(1).id, "U7", thumb, f"{second}.5"))  # type: ignore[arg-type]
    assert vote == Vote(turn(1).id, "U7", value, at=f"{len(clicks) - 1}.5")  # type: ignore[arg-type]
    assert reopen().votes(turn(1).id) == [vote]


def test_votes_are_told_apart_by_turn_and_person(store: Store) -> None:
    for number in (1, 2):
        store.save(turn(number), None)
    up = store.rate(Click(turn(1).id, "U2", "up", "1.5"))
    down = store.rate(Click(turn(1).id, "U1", "down", "1.5"))
    assert store.votes(turn(1).id) == [down, up]
    assert store.votes(turn(2).id) == []
    assert store.rate(Click("unknown", "U1", "up", "1.5")) is None


def test_clicks_are_ordered_by_number_not_by_letter(store: Store) -> None:
    store.save(turn(1), None)
    for at, thumb in (("10.000001", "down"), ("9.999999", "up")):
        vote = store.rate(Click(turn(1).id, "U1", thumb, at))  # type: ignore[arg-type]
    assert vote == Vote(turn(1).id, "U1", "down", at="10.000001")


def test_votes_do_not_depend_on_the_order_in_which_clicks_arrive(store: Store) -> None:
    assert shuffled_votes(store, seed=random.SystemRandom().randrange(10**6), clicks=600) == []


def test_an_explanation_belongs_to_its_vote(store: Store, reopen: Reopen) -> None:
    store.save(turn(1), None)
    assert store.explain_vote(turn(1).id, "U1", "wrong", "too old") is None, "no vote, nothing to explain"
    store.rate(Click(turn(1).id, "U1", "down", "1.5"))
    explained = store.explain_vote(turn(1).id, "U1", "wrong", "too old")
    assert explained == Vote(turn(1).id, "U1", "down", "wrong", "too old", "1.5")
    assert store.rate(Click(turn(1).id, "U1", "up", "2.5")) == Vote(turn(1).id, "U1", "up", at="2.5")
    assert store.rate(Click(turn(1).id, "U1", "up", "2.5")) == Vote(turn(1).id, "U1", "up", at="2.5")
    assert store.rate(Click(turn(1).id, "U1", "down", "3.5")) == replace(explained, at="3.5")
    store = reopen()
    assert store.explain_vote(turn(1).id, "U1", "outdated", "") == Vote(turn(1).id, "U1", "down", "outdated", "", "3.5")
    store.rate(Click(turn(1).id, "U1", "down", "4.5"))
    assert store.explain_vote(turn(1).id, "U1", "other", "") is None, "withdrawn"


def test_purging_keeps_what_is_younger(store: Store, reopen: Reopen) -> None:
    for number in range(10):
        store.save(turn(number), delivery(turn(number)))
        store.rate(Click(turn(number).id, "U1", "up", f"{number}.5"))
    assert store.purge(5.0) == 5
    assert store.purge(5.0) == 0
    store = reopen()
    assert store.thread(PLACE) == [turn(number) for number in range(5, 10)]
    assert [item.turn for item in store.deliveries()] == [turn(number).id for number in range(5, 10)]
    assert [len(store.votes(turn(number).id)) for number in range(10)] == [0] * 5 + [1] * 5


def test_purging_more_than_one_piece(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: store.save(turn(number), delivery(turn(number))), range(700)))
    assert store.purge(650.0) == 650
    assert len(store.recent("T1", "U1", 1000)) == 50


def test_purging_empties_events_and_keeps_keys_for_a_week(store: Store) -> None:
    now = time.time()
    old, week, new = (event(number, received=now - age) for number, age in enumerate((INBOX_SECONDS + 60, INBOX_SECONDS - 60, 5.0)))
    for item in (old, week, new):
        store.accept(item)
    store.purge(now - 60.0)
    assert store.unfinished() == [new]
    assert not store.accept(week)
    assert store.accept(old)
    store.purge(now + 60.0)
    assert store.unfinished() == []
    assert not store.accept(new), "known for a week, whatever is purged"


def test_what_was_being_answered_when_its_person_was_forgotten_is_not_kept(store: Store) -> None:
    """Nor is what was purged; what others wait for at the same moment is, and what is answered twice is known as ever."""
    mine, other, old = turn(1, user="U1"), turn(2, user="U2"), turn(3, user="U3")
    for number, one in enumerate((mine, other, old), 1):
        store.accept(event(number, user=one.user, received=time.time() - (2_000 if one is old else 0)))
    store.forget("U1")
    store.purge(time.time() - 1_000)
    kept = [store.save_soon(one, delivery(one), f"T1:Ev{number}") for number, one in enumerate((mine, other, old), 1)]
    assert kept[1].result() == other
    for late in (kept[0], kept[2]):
        with pytest.raises(Forgotten):
            late.result()
    assert store.save(replace(other, id=turn(4).id), None, "T1:Ev2") == other
    assert [delivery.turn for delivery in store.deliveries()] == [other.id] and store.unfinished() == []


def test_forgetting_a_person(store: Store, reopen: Reopen) -> None:
    mine, other = turn(1, user="U1"), turn(2, user="U2")
    for one in (mine, other):
        store.save(one, delivery(one))
        for user in ("U1", "U2"):
            store.rate(Click(one.id, user, "down", "1.5"))
            store.explain_vote(one.id, user, "wrong", "a comment")
    store.accept(event(1, user="U1"))
    store.accept(event(2, user="U2"))
    assert store.forget("U1") == 1
    assert store.forget("U1") == 0
    store = reopen()
    assert store.turn(mine.id) is None
    assert store.turn(other.id) == other
    assert [vote.user for vote in store.votes(other.id)] == ["U2"]
    assert store.votes(mine.id) == []
    assert [item.turn for item in store.deliveries()] == [other.id]
    assert store.unfinished() == [event(2, user="U2")]
    assert not store.accept(event(1, user="U1")), "its key is nobody's name"


def test_many_threads_at_once(store: Store) -> None:
    place = replace(PLACE, thread="2")

    def live(number: int) -> StoredTurn:
        store.accept(event(number))
        kept = store.save(turn(number, origin=f"T1:{number // 2}", place=place), None, event(number).key)
        store.rate(Click(kept.id, f"U{number}", "up", "1.5"))
        return kept

    with ThreadPoolExecutor(16) as pool:
        kept = list(pool.map(live, range(200)))
    assert len({one.id for one in kept}) == 100
    assert all(one == twin for one, twin in zip(kept[::2], kept[1::2], strict=True))
    assert store.unfinished() == []
    assert all(len(store.votes(one.id)) == 2 for one in kept)


def test_a_closed_store_says_so(store: Store) -> None:
    assert store.is_writable()
    store.close()
    store.close()
    assert not store.is_writable()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.accept(event(1))
    with pytest.raises(StoreUnavailable, match="closed"):
        store.unfinished()


def test_closing_finishes_what_waits(store: Store, reopen: Reopen) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = [pool.submit(_is_kept, store, number) for number in range(400)]
        outcomes[0].result()
        store.close()
    assert {event(number) for number, outcome in enumerate(outcomes) if outcome.result()} == set(reopen().unfinished())


def _is_kept(store: Store, number: int) -> bool:
    """Whether the event is stored in the end: who waits for `accept` may have given up before that is known."""
    try:
        return store.accept_soon(event(number)).result()
    except StoreUnavailable:
        return False
