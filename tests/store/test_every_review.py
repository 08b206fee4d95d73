"""What every store must do for those who review, whichever database is behind it: findings, items, what maintainers do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.errors import StoreUnavailable
from bot.records import Click, Vote
from bot.reviews import Action, Batch, Conflict, Exchange, Filter, Item, What, Withdrawal
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from tests.store.conftest import Reopen
from tests.store.examples import PLACE, turn
from tests.store.found import ALL, finding, item_of, items, keep


def said(store: ReviewStore, *numbers: int, user: str = "U1") -> None:
    """Keep turns of these numbers, each with a question of its own."""
    for number in numbers:
        store.save(turn(number, user=user, text=f"question {number}"), None)


def do(store: ReviewStore, item: int, what: What, *, who: str = "UM", revision: int | None = None, **more: str) -> Item | Conflict | None:
    """Act on an item as it is now, or as it was at a revision; the time is that of the next turn that nobody has asked."""
    detail = store.item(item)
    now = detail.item.revision if detail and revision is None else revision or 0
    return store.act(Action(item=item, at=50.0, who=who, what=what, text=more.get("text", ""), value=more.get("value", "")), revision=now)


def test_alike_findings_are_one_item(store: ReviewStore, reopen: Reopen) -> None:
    said(store, 1, 2, 3)
    assert keep(
        store,
        finding(1, "down", user="U1", products=("b",)),
        finding(1, "down", user="U2"),
        finding(2, "unknown", user="U2", language="pt", products=("a", "b")),
        finding(3, "unpicked", item=-2),
    )
    first, second = items(reopen())
    assert first == Item(
        id=first.id, question="question 2", kinds={"down": 2, "unknown": 1}, count=3, people=2, languages=["en", "pt"], products=["a", "b"],
        first=1.0, last=2.0,
    )  # fmt: skip
    assert (second.question, second.kinds, second.count) == ("question 3", {"unpicked": 1}, 1)


def test_a_projection_that_comes_late_changes_nothing(store: ReviewStore) -> None:
    said(store, 1)
    stale = store.progress()
    assert store.waiting() == 1
    assert store.project(Batch(progress=stale, turns=1, aged=0, votes=0, findings=[finding(1)], withdrawn=[]))
    assert not store.project(Batch(progress=stale, turns=1, aged=0, votes=0, findings=[finding(1, "unknown")], withdrawn=[]))
    assert (store.progress().turns, store.progress().findings, store.waiting()) == (1, 1, 0)
    assert [item.kinds for item in items(store)] == [{"down": 1}]


def test_a_cause_is_found_once_and_may_be_withdrawn(store: ReviewStore) -> None:
    said(store, 1)
    keep(store, finding(1), finding(1), finding(1, user="U2"), finding(1, "unknown"))
    assert [item.count for item in items(store)] == [3]
    keep(store, withdrawn=(Withdrawal(turn(1).id, "down", "U1"), Withdrawal(turn(1).id, "unknown")))
    assert [(item.kinds, item.people) for item in items(store)] == [({"down": 1}, 1)]
    keep(store, withdrawn=(Withdrawal(turn(1).id, "down"),))
    assert items(store) == [], "an open item of which nothing stands is not listed"
    keep(store, finding(1, at=9.0))
    assert [(item.kinds, item.last) for item in items(store)] == [({"down": 1}, 9.0)]


def test_a_judged_item_stays_where_nothing_stands(store: ReviewStore) -> None:
    said(store, 1)
    keep(store, finding(1))
    do(store, item_of(store, 1), "fixed")
    keep(store, withdrawn=(Withdrawal(turn(1).id, "down"),))
    assert [(item.state, item.count, item.people, item.question) for item in items(store)] == [("fixed", 0, 0, "question 1")]


def test_a_finding_whose_turn_is_gone_is_dropped(store: ReviewStore) -> None:
    assert keep(store, finding(1))
    assert items(store) == []


def test_what_is_asked_after_a_mend_is_a_new_item(store: ReviewStore) -> None:
    said(store, 1, 2, 3)
    store.save(turn(60), None)
    store.save(turn(61), None)
    keep(store, finding(1))
    old = item_of(store, 1)
    do(store, old, "fixed")  # at 50
    keep(store, finding(2, item=old, at=70.0), finding(60, item=old), finding(61, item=old))
    new = item_of(store, 60)
    assert new != old
    assert item_of(store, 2) == old, "asked before it was mended, voted on later"
    assert item_of(store, 61) == new
    keep(store, finding(3, item=999))
    assert item_of(store, 3) not in (old, new, 999), "an item that is gone takes nothing"


FILTERS: list[tuple[Filter, list[int]]] = [
    (Filter(), [3, 2, 1]),
    (Filter(order="frequent"), [2, 3, 1]),
    (Filter(states=frozenset({"fixed"})), [4]),
    (Filter(states=ALL), [4, 3, 2, 1]),
    (Filter(kind="unknown"), [3, 2]),
    (Filter(kind="asked_again"), []),
    (Filter(language="pt"), [2]),
    (Filter(product="a"), [1]),
    (Filter(product="a%"), []),
    (Filter(product='b"c'), [3]),
    (Filter(assignee="UB"), [3]),
    (Filter(since=2.5), [3]),
    (Filter(kind="unknown", language="pt"), [2]),
    (Filter(limit=2), [3, 2]),
    (Filter(limit=2, offset=2), [1]),
    (Filter(states=frozenset()), []),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS)
def test_filters_orders_and_pages(store: ReviewStore, wanted: Filter, found: list[int]) -> None:
    said(store, 1, 2, 3, 4)
    keep(
        store,
        finding(1, item=-1, products=("a", "ab")),
        *(finding(2, "unknown", item=-2, user=user, language="pt", products=("b",)) for user in ("U1", "U2")),
        finding(3, "unknown", item=-3, products=('b"c',)),
        finding(4, "unpicked", item=-4),
    )
    by_turn = {number: item_of(store, number) for number in (1, 2, 3, 4)}
    do(store, by_turn[4], "fixed")
    do(store, by_turn[3], "assigned", value="UB")
    page = store.page(wanted)
    assert [item.id for item in page.items] == [by_turn[number] for number in found]
    everything = store.page(replace(wanted, offset=0, limit=99))
    assert page.total == len(everything.items)
    without_kind = store.page(replace(wanted, kind="", offset=0, limit=99)).items
    assert page.counts == {kind: sum(kind in item.kinds for item in without_kind) for kind in ("down", "unknown", "unpicked", "asked_again")}


def test_what_maintainers_do_is_kept_with_who_and_when(store: ReviewStore, reopen: Reopen) -> None:
    said(store, 1)
    keep(store, finding(1))
    number = item_of(store, 1)
    steps: list[tuple[What, str, str, tuple[str, str, str]]] = [
        ("commented", "look", "", ("open", "", "")),
        ("assigned", "", "UB", ("open", "", "UB")),
        ("accepted", "", "", ("accepted", "", "UB")),
        ("declined", "not ours", "", ("declined", "not ours", "UB")),
        ("opened", "", "", ("open", "", "UB")),
        ("fixed", "new alias", "", ("fixed", "new alias", "UB")),
        ("told", "", "2", ("fixed", "new alias", "UB")),
        ("assigned", "", "", ("fixed", "new alias", "")),
    ]
    for revision, (what, text, value, shown) in enumerate(steps):
        done = store.act(Action(item=number, at=10.0 + revision, who=f"U{revision}", what=what, text=text, value=value), revision=revision)
        assert isinstance(done, Item)
        assert (done.state, done.reason, done.assignee, done.revision) == (*shown, revision + 1)
    detail = reopen().item(number)
    assert detail
    assert detail.actions == [
        Action(item=number, at=10.0 + before, who=f"U{before}", what=what, text=text, value=value, revision=before + 1)
        for before, (what, text, value, _) in enumerate(steps)
    ]
    assert do(store := reopen(), 999, "fixed") is None
    assert store.item(999) is None


def test_nobody_overwrites_what_they_have_not_seen(store: ReviewStore) -> None:
    said(store, 1)
    keep(store, finding(1))
    number = item_of(store, 1)

    def decide(who: int) -> Item | Conflict | None:
        return do(store, number, "declined" if who % 2 else "accepted", who=f"U{who}", revision=0, text=f"because of {who}")

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(decide, range(32)))
    [done] = [outcome for outcome in outcomes if isinstance(outcome, Item)]
    detail = store.item(number)
    assert detail and detail.item == done and len(detail.actions) == 1
    conflicts = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert len(conflicts) == 31
    assert all(conflict == Conflict(done, detail.actions) for conflict in conflicts)
    do(store, number, "commented", text="more")
    late = do(store, number, "commented", revision=1, text="late")
    assert isinstance(late, Conflict) and [action.text for action in late.since] == ["more"]


def test_a_duplicate_shares_its_findings_with_the_other(store: ReviewStore) -> None:
    said(store, 1, 2, 3)
    store.save(turn(60), None)
    keep(store, finding(1, item=-1), finding(2, item=-2), finding(3, item=-3))
    first, second, third = (item_of(store, number) for number in (1, 2, 3))
    do(store, first, "marked_duplicate", value=str(second))
    assert [(item.id, item.count, item.duplicate_of) for item in items(store)] == [(first, 1, second), (second, 2, 0), (third, 1, 0)]
    do(store, second, "marked_duplicate", value=str(third))
    assert [(item.count, item.duplicate_of) for item in items(store)] == [(1, third), (1, third), (3, 0)], "of one item, not in a chain"
    assert {one.turn for one in store.findings(third)} == {turn(number).id for number in (1, 2, 3)}
    for other in (first, third, 999, "", "x", 10**20):
        with pytest.raises(ValueError, match="item"):
            do(store, third, "marked_duplicate", value=str(other))
    do(store, third, "fixed")
    keep(store, finding(60, item=first))
    assert item_of(store, 60) not in (first, second, third), "the other was fixed before it was asked"
    do(store, first, "opened")
    assert [(item.state, item.count) for item in items(store)[:3]] == [("open", 1), ("duplicate", 1), ("fixed", 2)]


def test_an_item_shows_its_newest_exchanges(store: ReviewStore) -> None:
    numbers = range(1, 24)
    said(store, *numbers)
    store.rate(Click(turn(23).id, "U7", "down", "23.5"))
    store.explain_vote(turn(23).id, "U7", "wrong", "old")
    keep(store, *(finding(number, "unknown") for number in numbers), finding(23, "down", user="U7", at=23.5))
    detail = store.item(item_of(store, 1))
    assert detail and detail.more == 3
    assert [one.turn for one in detail.exchanges] == [turn(number, text=f"question {number}") for number in range(23, 3, -1)]
    vote = Vote(turn(23).id, "U7", "down", "wrong", "old", "23.5")
    assert detail.exchanges[0] == Exchange(turn(23, text="question 23"), [vote], ["down", "unknown"])
    keep(store, withdrawn=(Withdrawal(turn(23).id, "down"), Withdrawal(turn(23).id, "unknown")))
    detail = store.item(item_of(store, 1))
    assert detail and detail.exchanges[0].turn.id == turn(22).id, "what stands comes first"


def test_new_turns_come_with_the_one_before(store: ReviewStore) -> None:
    first = replace(turn(1), after="", forced_language="")
    translated = replace(turn(2), after="", instead_of=first.id, forced_language="pt")
    following = replace(turn(3), after=translated.id, forced_language="")
    edited = replace(turn(4), after="", instead_of=first.id, forced_language="")
    choice = replace(turn(5), after=following.id, instead_of=following.id)
    for one in (first, translated, following, edited, choice):
        store.save(one, None)
    found = store.new_turns(0, 99)
    assert [one.turn for one in found] == [first, translated, following, edited, choice]
    assert [one.other for one in found] == [None, first, first, first, following]
    assert store.new_turns(found[1].seq, 2) == found[2:4]
    store.forget("U1")
    assert store.new_turns(0, 99) == []


def test_clarifications_come_with_what_was_picked(store: ReviewStore) -> None:
    asked = [replace(turn(number), status="clarify", after="", place=replace(PLACE, thread=f"{number}.1")) for number in (1, 2, 3, 4)]
    for one in asked:
        store.save(one, None)
    store.save(replace(turn(11), after=asked[0].id, place=asked[0].place), None)
    picked = replace(turn(12), after=asked[0].id, instead_of=asked[0].id, place=asked[0].place)
    store.save(picked, None)
    following = replace(turn(13), after=asked[1].id, place=asked[1].place)
    store.save(following, None)
    found = store.clarifications(0, 4.0, 99)
    assert [(one.turn, one.other) for one in found] == [(asked[0], picked), (asked[1], following), (asked[2], None)]
    assert [one.turn for one in store.clarifications(found[1].seq, 9.0, 99)] == asked[2:]
    assert store.clarifications(0, 9.0, 1) == found[:1]


def test_votes_that_change_wait_until_they_are_done_with(store: ReviewStore, reopen: Reopen) -> None:
    said(store, 1, 2)
    for number, user in ((1, "U7"), (2, "U7"), (1, "U8")):
        store.rate(Click(turn(number).id, user, "down", f"{number}.5"))
    first, second, third = store.changed_votes(99)
    assert [(one.vote.turn, one.vote.user, one.turn.question) for one in (first, second, third)] == [
        (turn(1).id, "U7", "question 1"), (turn(2).id, "U7", "question 2"), (turn(1).id, "U8", "question 1"),
    ]  # fmt: skip
    store.rate(Click(turn(1).id, "U7", "down", "1.5"))  # The same click once more: nothing has changed.
    assert store.changed_votes(99) == [first, second, third]
    store.rate(Click(turn(1).id, "U7", "up", "2.5"))
    assert store.project(Batch(progress=store.progress(), turns=0, aged=0, votes=third.seq, findings=[], withdrawn=[]))
    [changed] = reopen().changed_votes(99)
    assert (changed.vote.value, changed.seq > third.seq) == ("up", True), "what changed meanwhile waits again"


def test_an_item_goes_with_its_last_turn(store: ReviewStore) -> None:
    said(store, 1, 2, 3, 4)
    keep(store, finding(1), finding(2), finding(3, item=-2), finding(4, item=-3))
    both, duplicate, other = (item_of(store, number) for number in (1, 3, 4))
    do(store, both, "commented", text="a comment")
    do(store, duplicate, "marked_duplicate", value=str(both))
    store.purge(2.0)
    assert [item.id for item in items(store)] == [both, duplicate, other]
    store.purge(3.0)
    assert [(item.id, item.count) for item in items(store)] == [(both, 1), (duplicate, 1), (other, 1)], "kept by its duplicate"
    store.purge(4.0)
    assert [item.id for item in items(store)] == [other]
    assert store.item(both) is None
    said(store, 5)
    keep(store, finding(5))
    assert item_of(store, 5) > other, "no number is given twice"


def test_forgetting_a_person_who_voted_or_reviewed(store: ReviewStore) -> None:
    said(store, 1, user="U1")
    said(store, 2, user="U2")
    keep(store, finding(1, "unknown"), finding(2, "unknown", user="U2"), finding(2, "down", user="U1", at=3.0))
    number = item_of(store, 2)
    do(store, number, "declined", who="U1", text="my reason")
    do(store, number, "assigned", who="U9", value="U1")
    do(store, number, "commented", who="U9", text="their words")
    assert store.forget("U1") == 1
    detail = store.item(number)
    assert detail
    assert (detail.item.kinds, detail.item.people, detail.item.reason, detail.item.assignee) == ({"unknown": 1}, 1, "", "")
    assert [(action.who, action.text, action.value) for action in detail.actions] == [("", "", ""), ("U9", "", ""), ("U9", "their words", "")]


def test_all_turns_between_two_moments_are_read_in_pieces(store: ReviewStore) -> None:
    with ThreadPoolExecutor(16) as pool:  # In any order, and some at the same moment.
        list(pool.map(lambda number: store.save(turn(number, asked=float(number // 3)), None), range(1300)))
    for number in (30, 900):
        store.rate(Click(turn(number).id, "U7", "up", "1.5"))
    found = list(store.turns_between(1.0, 400.0))
    assert sorted(one.turn.id for one in found) == [turn(number).id for number in range(3, 1200)]
    assert [one.turn.asked for one in found] == sorted((one.turn.asked for one in found), reverse=True)
    assert [vote.turn for one in found for vote in one.votes] == [turn(900).id, turn(30).id]
    assert list(store.turns_between(500.0, 500.0)) == []


def test_versions_of_the_knowledge_are_kept(store: ReviewStore, reopen: Reopen) -> None:
    store.keep_knowledge("b", b"first")
    store.keep_knowledge("a", b"other")
    store.keep_knowledge("b", b"second")
    store = reopen()
    assert (store.knowledge("b"), store.knowledge("a"), store.knowledge("c")) == (b"first", b"other", None)
    used = store.knowledge_versions()
    assert list(used) == ["b", "a"] and used["b"] <= used["a"]


def test_a_claim_has_one_winner(store: ReviewStore, reopen: Reopen) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: store.claim("digest"), range(32))) == 1
    store = reopen()
    assert not store.claim("digest"), "whoever won may still be at it"
    assert store.claim("another")
    store.release("digest")
    assert store.claim("digest")
    store.settle("digest")
    store.release("digest")
    assert not reopen().claim("digest"), "done for ever"


def test_a_backup_is_a_store_of_its_own(store: ReviewStore, tmp_path: Path) -> None:
    said(store, 1)
    store.rate(Click(turn(1).id, "U7", "down", "1.5"))
    keep(store, finding(1))
    copy = tmp_path / "copies" / "copy.sqlite3"
    with pytest.raises(OSError, match="No such file"):
        store.backup(copy)
    copy.parent.mkdir()
    copy.write_text("an older one")
    store.backup(copy)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name] and copy.stat().st_mode & 0o077 == 0
    said(store, 2)
    other = open_store(copy)
    try:
        assert (other.turn(turn(1).id), other.turn(turn(2).id)) == (turn(1, text="question 1"), None)
        assert items(other) == items(store) and other.votes(turn(1).id) == store.votes(turn(1).id)
    finally:
        other.close()


DOORS: list[Callable[[ReviewStore], object]] = [
    lambda store: store.page(Filter()), lambda store: store.item(1), lambda store: store.findings(1), lambda store: store.progress(),
    lambda store: store.changed_votes(1), lambda store: store.claim("x"), lambda store: keep(store), lambda store: list(store.turns_between(0, 1)),
    lambda store: do(store, 1, "fixed"), lambda store: store.knowledge("x"), lambda store: store.keep_knowledge("x", b""),
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_store_says_so(store: ReviewStore, door: Callable[[ReviewStore], object]) -> None:
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        door(store)
