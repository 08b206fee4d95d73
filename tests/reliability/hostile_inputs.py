"""Hostile inputs as messages and views: how many crash, hold anything live, or break a limit of Slack's.

python -m tests.reliability.hostile_inputs --inputs 50000
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bot.assistant import Assistant
from tests.asking import assistant
from tests.golden_lines import read_lines
from tests.slack_blocks.hostile_knowledge import MARKUP, hostile_names
from tests.slack_blocks.payloads import faults
from tests.test_properties import CUES, INJECTIONS, LONGEST, MARKS, ODDITIES, SPACES

# One input in so many is as long as Onde reads; more would measure the reading of long texts and nothing else.
ONE_LONG_IN = 250
THREADS = 50


class Found(NamedTuple):
    """Inputs tried, what went wrong with some of them, and the slowest, from question to all its payloads, in seconds."""

    inputs: int
    faults: list[str]
    slowest: float


def hostile_inputs(inputs: int, seed: int, folder: Path) -> Found:
    """Ask so many random inputs, of plain and of hostile knowledge in turn, and build every message and view of each reply.

    `folder` is for compiled knowledge. Of each fault the input is told, cut; at most 50 faults are kept.
    """
    print(f"seed {seed}")
    chance = random.Random(seed)
    bots = [assistant(), hostile_names(folder, long=False)]
    found: list[str] = []
    slowest = 0.0
    for number, text in enumerate(texts(chance, inputs)):
        start = time.perf_counter()
        bad = _faults(text, bots[number % len(bots)], f"hostile {number % THREADS}" if number % 3 == 0 else None)
        slowest = max(slowest, time.perf_counter() - start)
        found += [f"{text[:200]!r}: {fault[:300]}" for fault in bad]
        if len(found) > 50:
            break
    return Found(inputs, found[:50], slowest)


def _faults(text: str, bot: Assistant, thread: str | None) -> list[str]:
    try:
        return faults(bot.ask(text, thread), bot, thorough=False)
    except Exception:  # Whatever is raised is a crash to be counted: that is the figure.
        return [f"crash: {traceback.format_exc(limit=-3)}"]


def texts(chance: random.Random, count: int) -> Iterator[str]:
    """Random inputs: pieces joined, characters at random, questions with marks inside, and now and then a very long one."""
    questions = [line.q for line in read_lines()]
    pieces = [*MARKUP, *MARKS, *SPACES, *ODDITIES, *INJECTIONS, *CUES.replace("\n", "|").split("|")]
    makers: list[Callable[[], str]] = [
        lambda: " ".join(chance.choices(pieces, k=chance.randint(1, 12))),
        lambda: "".join(chance.choices(pieces, k=chance.randint(1, 12))),
        lambda: "".join(_character(chance) for _ in range(chance.randint(0, 120))),
        lambda: _interrupted(chance, chance.choice(questions), chance.choice(pieces)),
        lambda: f"{chance.choice(pieces)} {chance.choice(questions)} {chance.choice(pieces)}",
    ]
    for _ in range(count):
        text = chance.choice(makers)()
        yield (text * (LONGEST // max(len(text), 1)))[:LONGEST] if chance.randrange(ONE_LONG_IN) == 0 else text


def _character(chance: random.Random) -> str:
    """Any code point, those of marks and controls more often."""
    return chr(chance.choice([chance.randrange(0x80), chance.randrange(0x3000), 0x2000 + chance.randrange(0x70), chance.randrange(0x110000)]))


def _interrupted(chance: random.Random, question: str, piece: str) -> str:
    at = chance.randint(0, len(question))
    return f"{question[:at]}{piece}{question[at:]}"


def main() -> None:
    """Print the figure; ends with 1 where it is missed."""
    parser = argparse.ArgumentParser(description="Hostile inputs as messages and views.")
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = hostile_inputs(given.inputs, given.seed, Path(folder))
    print(f"{found.inputs:,} hostile inputs: {len(found.faults)} faults (crashes, live mark-up, broken limits); slowest {found.slowest:.2f} s")
    print("\n".join(found.faults), end="\n" * bool(found.faults))
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
