"""What is left in a store's files of turns that were purged or forgotten: counted byte by byte.

python -m tests.reliability.erasure --turns 2000
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.records import Click, Incoming, Place
from bot.reviews import Action, Batch, Filter, Finding
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from tests.store.examples import delivery, turn

PEOPLE, ROUNDS = 7, 3
_CANARY = re.compile(rb"canary-(\d+)-")


class Left(Struct, frozen=True):
    """Marks of what is gone, in the files of the open store and of the closed one; and turns that are missing."""

    opened: int
    closed: int
    missing: int


def leftovers(open_again: Callable[[], ReviewStore], folder: Path, turns: int, seed: int) -> Left:
    """Fill, purge and forget in several rounds, then look for what is left in the bytes of a folder."""
    print(f"seed {seed}")
    chance = random.Random(seed)
    store = open_again()
    alive: dict[int, tuple[float, str]] = {}
    for first in range(0, ROUNDS * turns, turns):
        new = {number: (float(chance.randrange(1000)), f"U{chance.randrange(PEOPLE)}") for number in range(first, first + turns)}
        with ThreadPoolExecutor(32) as pool:
            list(pool.map(partial(_leave, store), new, *zip(*new.values(), strict=True)))
        _review(store, {number: user for number, (_, user) in new.items()})
        moment, person = float(chance.randrange(300, 700)), f"U{chance.randrange(PEOPLE)}"
        store.purge(moment)
        store.forget(person)
        alive = {number: left for number, left in {**alive, **new}.items() if left[0] >= moment and left[1] != person}
    opened = marks(folder)
    store.close()
    closed = marks(folder)
    still, after = (sum(found[number] for number in found.keys() - alive) for found in (opened, closed))
    return Left(still, after, len(alive.keys() - closed.keys()))


def _leave(store: ReviewStore, number: int, asked: float, user: str) -> None:
    """One turn with all that hangs on it, marked wherever a text can be."""
    mark = f"canary-{number}-"
    long = mark * random.Random(number).choice((1, 3, 40, 400))  # from a few bytes to several pages
    place = Place("T1", f"C-{mark}", f"thread-{mark}", "channel")
    made = turn(number, place=place, user=user, asked=asked, origin=f"origin-{mark}", text=long)
    made = replace(made, reply=long.encode(), after=mark, evidence=[mark])
    store.accept(Incoming(f"key-{number}", user, long.encode(), asked))
    if number % 3:
        store.save(made, delivery(made, ts=f"ts-{mark}"), f"key-{number}")
    else:
        store.save(made, delivery(made, ts=f"ts-{mark}"))
    store.rate(Click(made.id, user, "down", f"{number}.5"))
    store.explain_vote(made.id, user, mark, long)


def _review(store: ReviewStore, left: dict[int, str]) -> None:
    """An item for each turn, with a comment that its own person wrote as a maintainer."""
    found = [
        Finding(turn=turn(number).id, kind="down", item=-number - 1, at=1.0, user=user, language="en", gist=f"canary-{number}-")
        for number, user in left.items()
    ]
    assert store.project(Batch(progress=store.progress(), turns=0, aged=0, votes=0, findings=found, withdrawn=[]))
    by_item = {item.id: int(item.question.split("-")[1]) for item in store.page(Filter(limit=len(left))).items}
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda item: _judge(store, item, by_item[item], left[by_item[item]]), [item for item in by_item if by_item[item] in left]))


def _judge(store: ReviewStore, item: int, number: int, user: str) -> None:
    """What somebody writes to a new item, and that it is theirs."""
    store.act(Action(item=item, at=1.0, who=user, what="commented", text=f"canary-{number}-" * 50), revision=0)
    store.act(Action(item=item, at=1.0, who="U9", what="assigned", value=user), revision=1)


def marks(folder: Path) -> Counter[int]:
    """How often the mark of each number is in the bytes of a folder's files."""
    return Counter(int(number) for file in folder.rglob("*") if file.is_file() for number in _CANARY.findall(file.read_bytes()))


def main() -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(description="What is left of purged and forgotten turns.")
    parser.add_argument("--turns", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        left = leftovers(lambda: open_store(folder / "onde.sqlite3"), folder, given.turns, given.seed)
    print(
        f"{ROUNDS * given.turns} turns: {left.opened} marks left of what is gone, {left.closed} after closing; "
        f"{left.missing} turns lost that should stay"
    )
    raise SystemExit(left != Left(0, 0, 0))


if __name__ == "__main__":
    main()
