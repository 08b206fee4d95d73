"""The items that most findings of a time belong to, whichever database keeps them: what a report tells of refusals."""

from __future__ import annotations

from math import inf

from bot.reviews import Action, Withdrawal
from bot.store.review_protocol import ReviewStore
from tests.store.examples import turn
from tests.store.found import finding, items, keep


def refused(store: ReviewStore, item: int, *moments: int, user: str = "") -> int:
    """Turns refused at these moments (each a turn's number too), of one new item, by a person each or by one; the item's number."""
    for moment in moments:
        store.save(turn(moment, user=user or f"U{moment}", text=f"question {moment}"), None)
    known = {each.id for each in items(store)}
    keep(store, *(finding(moment, "unknown", user=user or f"U{moment}", item=item) for moment in moments))
    (made,) = {each.id for each in items(store)} - known
    return made


def often(store: ReviewStore, since: float = 0.0, until: float = inf, limit: int = 10) -> list[tuple[int, int, int, float]]:
    """Item, findings, people and the last moment of each."""
    return [(each.item.id, each.count, each.people, each.last) for each in store.most_frequent("unknown", since, until, limit)]


def test_most_come_first_and_of_as_many_the_latest(store: ReviewStore) -> None:
    """Up to the limit; findings of other kinds do not count."""
    few, many, late = refused(store, -1, 1, 2), refused(store, -2, 3, 4, 5, user="U1"), refused(store, -3, 6, 7)
    keep(store, finding(1, "down", user="U9", item=few), finding(2, "down", user="U9", item=few))
    assert often(store) == [(many, 3, 1, 5.0), (late, 2, 2, 7.0), (few, 2, 2, 2.0)]
    assert often(store, limit=1) == [(many, 3, 1, 5.0)]


def test_only_what_is_of_that_time_counts(store: ReviewStore) -> None:
    """From the first moment to before the second."""
    one, other = refused(store, -1, 1, 2, 9), refused(store, -2, 3, 4)
    assert often(store, 2.0, 9.0) == [(other, 2, 2, 4.0), (one, 1, 1, 2.0)]
    assert often(store, 5.0, 9.0) == []


def test_what_is_withdrawn_does_not_count_and_the_state_does_not_matter(store: ReviewStore) -> None:
    """A report tells what was refused, also where that is mended by now."""
    number = refused(store, -1, 1, 2, 3)
    store.act(Action(item=number, at=50.0, who="UM", what="fixed", text="mended"), revision=0)
    keep(store, withdrawn=(Withdrawal(turn(2).id, "unknown"),))
    assert often(store) == [(number, 2, 2, 3.0)]
    assert store.most_frequent("unknown", 0.0, inf, 1)[0].item.state == "fixed"


def test_findings_of_a_duplicate_count_for_the_other_item(store: ReviewStore) -> None:
    """And the duplicate is not listed."""
    main, same = refused(store, -1, 1, 2), refused(store, -2, 3, 4, 5)
    store.act(Action(item=same, at=50.0, who="UM", what="marked_duplicate", value=str(main)), revision=0)
    assert often(store) == [(main, 5, 5, 5.0)]
