"""An invented past written into a store through its own door, many conversations at once, as they came.

`python -m tests.feedback.filling FILE [--turns N] [--seed N]` makes one to look at: `SQLITE_PATH=FILE onde feedback report`.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.records import Click, Delivery
from bot.store.open import open_store
from bot.store.protocol import Store
from tests.feedback.generator import SEED, Conversation, History, Save

TURNS = 50_000
_AT_ONCE = 64  # What is written at the same moment shares a commit: 14 times as fast as one after the other.


def fill(store: Store, history: History) -> None:
    """Let everything happen in an empty store, then delete what is deleted."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(lambda conversation: _happen(store, conversation), history.conversations):
            pass
    store.purge(history.purge_before)
    store.forget(history.forgotten)


def _happen(store: Store, conversation: Conversation) -> None:
    """The steps of a conversation in their order."""
    for step in conversation.steps:
        if isinstance(step, Save):
            place = step.turn.place
            store.save(step.turn, Delivery(turn=step.turn.id, state="sent", channel=place.channel, thread=place.thread, ts=step.ts))
        elif isinstance(step, Click):
            store.rate(step)
        else:
            store.explain_vote(*step)


def main() -> None:
    """Write a store to the file that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.feedback.filling", description="Write a store with an invented past.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist")
    parser.add_argument("--turns", type=int, default=TURNS, metavar="N", help="how many turns stay, at least (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="another past (default: %(default)s)")
    options = parser.parse_args()
    if options.file.exists():
        parser.error(f"{options.file} exists")
    history = History(options.turns, options.seed)
    store = open_store(options.file)
    fill(store, history)
    store.close()
    left = sum(isinstance(step, Save) and history.stays(step.turn) for step in history.steps())
    print(f"{options.file}: seed {options.seed}, {left} turns")


if __name__ == "__main__":
    main()
