"""The report's figures beside a second count of the same past: in every dimension, for all of it and for a part.

python -m tests.feedback.full_scale --turns 50000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path

from bot.feedback.figures import Figures, Tally, collect
from bot.records import StoredTurn
from bot.store.open import open_store
from bot.store.review_protocol import Reviews
from tests.feedback.counted import Counted, week
from tests.feedback.filling import TURNS, fill
from tests.feedback.generator import SEED, START, WEEK, History

# The whole past, and a time that begins and ends in the middle of weeks and conversations.
PERIODS = {"all": (0.0, inf), "part": (START + 6.3 * WEEK, START + 21.7 * WEEK)}


def facts_of(turn: StoredTurn) -> list[str]:
    """What an answer is judged for; a refusal is judged for no fact."""
    return turn.evidence if turn.status == "answered" else []


DIMENSIONS: dict[str, tuple[Callable[[Figures], Mapping[str, Tally]], Callable[[StoredTurn], list[str]]]] = {
    "all": (lambda figures: {"": figures.total}, lambda turn: [""]),
    "week": (lambda figures: figures.weeks, week),
    "language": (lambda figures: figures.languages, lambda turn: [turn.language]),
    "surface": (lambda figures: figures.surfaces, lambda turn: [turn.place.surface]),
    "version": (lambda figures: {each.version: each.tally for each in figures.versions}, lambda turn: [turn.knowledge]),
    "fact": (lambda figures: {each.fact: each.tally for each in figures.facts}, facts_of),
    "fact and version": (
        lambda figures: {f"{each.fact} {version}": tally for each in figures.facts for version, tally in each.versions.items()},
        lambda turn: [f"{fact} {turn.knowledge}" for fact in facts_of(turn)],
    ),
}


def differences(history: History, store: Reviews, period: str) -> list[str]:
    """Where the figures of a store are not what counting the list of events comes to; empty where they are."""
    counted, found = Counted(history, *PERIODS[period]), collect(store.turns_between(*PERIODS[period]))
    wrong: list[str] = []
    for name, (of_figures, of_turn) in DIMENSIONS.items():
        figures, counts = _counts(of_figures(found)), counted.by(of_turn)
        wrong += [f"{name} {key}: {figures.get(key)} and {counts.get(key)}" for key in {*figures, *counts} if figures.get(key) != counts.get(key)]
    if (found.people, found.voters) != (counted.people(), counted.voters()):
        wrong.append(f"people: {found.people}, {found.voters} and {counted.people()}, {counted.voters()}")
    return wrong


def _counts(tallies: Mapping[str, Tally]) -> dict[str, Counter[str]]:
    """What is not zero."""
    counts = {key: Counter({name: getattr(tally, name) for name in Tally.__struct_fields__}) for key, tally in tallies.items()}
    return {key: +count for key, count in counts.items() if +count}


def main() -> int:
    """Compare at full scale; 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.feedback.full_scale", description="Count an invented past twice.")
    parser.add_argument("--turns", type=int, default=TURNS, metavar="N", help="how many turns stay, at least (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="another past (default: %(default)s)")
    options = parser.parse_args()
    history = History(options.turns, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "onde.sqlite3")
        fill(store, history)
        wrong = {period: differences(history, store, period) for period in PERIODS}
        store.close()
    for period, found in wrong.items():
        turns = len(Counted(history, *PERIODS[period]).turns)
        print(f"seed {options.seed}, {period}: {turns} turns, {len(found)} differences", *found[:20], sep="\n  ")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
