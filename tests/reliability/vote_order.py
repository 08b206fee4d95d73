"""Votes whose clicks arrive doubled and in any order: how many come out wrong.

python -m tests.reliability.vote_order --clicks 20000
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.records import Click, Vote
from bot.store.open import open_store
from bot.store.protocol import Store
from tests.store.examples import turn

TURNS, PEOPLE, THREADS = 5, 8, 16


def shuffled_votes(store: Store, seed: int, clicks: int) -> list[str]:
    """Give so many different clicks, each one to four times and shuffled, by 16 threads; the votes that are wrong, as text."""
    print(f"seed {seed}")
    chance = random.Random(seed)
    turns = [store.save(turn(number), None).id for number in range(TURNS)]
    times = chance.sample(range(clicks * 50), clicks)
    made = [
        Click(chance.choice(turns), f"U{chance.randrange(PEOPLE)}", chance.choice(("up", "down")), f"{1_700_000_000 + at // 10**3}.{at % 10**3:06}")
        for at in times
    ]
    arriving = [click for click in made for _ in range(chance.randint(1, 4))]
    chance.shuffle(arriving)
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(store.rate, arriving))
    wanted = sorted(_expected(made), key=lambda vote: (vote.turn, vote.user))
    found = [vote for turn_id in sorted(turns) for vote in store.votes(turn_id)]
    return [f"{one} instead of {other}" for one, other in zip(found, wanted, strict=True) if one != other]


def _expected(clicks: list[Click]) -> list[Vote]:
    """Worked out in another way than the store's: an odd number of equal clicks at the end votes, an even one withdraws."""
    by_person: dict[tuple[str, str], list[Click]] = defaultdict(list)
    for click in sorted(clicks, key=lambda click: float(click.at)):
        by_person[click.turn, click.user].append(click)
    votes = []
    for (turn_id, user), given in by_person.items():
        last = given[-1]
        run = next((length for length, click in enumerate(reversed(given)) if click.value != last.value), len(given))
        votes.append(Vote(turn_id, user, last.value if run % 2 else "", at=last.at))
    return votes


def main() -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(description="Votes whose clicks arrive doubled and in any order.")
    parser.add_argument("--clicks", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder, "onde.sqlite3"))
        wrong = shuffled_votes(store, given.seed, given.clicks)
        store.close()
    print(f"{given.clicks} clicks, each 1 to 4 times, shuffled, from {THREADS} threads: {len(wrong)} of {TURNS * PEOPLE} votes wrong")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
