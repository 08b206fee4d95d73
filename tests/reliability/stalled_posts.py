"""How long an event's acknowledgement takes, at 50 events a second, while every post to Slack stalls for 40 s.

python -m tests.reliability.stalled_posts --count 2000
"""

from __future__ import annotations

import random
import time

from msgspec import Struct

from tests.reliability.rig import QUESTIONS, arguments, channels_of, events_of, percentile, question_in, rig
from tests.slack.serving import MODES, Mode
from tests.slack.stand_in import faults

A_SECOND, STALL_SECONDS = 50, 40.0
P99_SECONDS, MOST_SECONDS = 0.3, 1.5


class Tally(Struct, frozen=True):
    """Events, those that were not acknowledged, and how long the others took: middle, 99th percentile and longest, in s."""

    mode: Mode
    events: int
    missed: int
    median: float
    p99: float
    longest: float

    @property
    def holds(self) -> bool:
        """Within the bounds."""
        return self.missed == 0 and self.p99 <= P99_SECONDS and self.longest <= MOST_SECONDS


def run(mode: Mode, count: int, chance: random.Random) -> Tally:
    """So many events."""
    with rig(mode) as scene:
        everywhere = channels_of(scene, min(200, count))
        warm = question_in(scene, everywhere[0], QUESTIONS[0])
        scene.send_event(events_of(warm)[0]).result(10)
        scene.reply_to(warm)
        scene.slack.misbehave("chat.*", faults.slow(STALL_SECONDS), None)
        pending = []
        began = time.monotonic()
        for number in range(count):
            message = question_in(scene, chance.choice(everywhere), chance.choice(QUESTIONS))
            time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))  # The pace is what is measured at.
            pending.append(scene.send_event(events_of(message)[0]))
        outcomes = [each.result(30) for each in pending]
        seconds = [outcome.seconds for outcome in outcomes if outcome.acked and outcome.attempts == 1]
        scene.app.kill()
        return Tally(mode, count, count - len(seconds), percentile(seconds, 0.5), percentile(seconds, 0.99), max(seconds))


def main() -> int:
    """Print the figure for both modes; 1 where it does not hold."""
    count, chance = arguments("Acknowledgements while posting stalls.", 2_000)
    tallies = [run(mode, count, chance) for mode in MODES]
    for tally in tallies:
        middle, p99, longest = (f"{seconds * 1000:.0f} ms" for seconds in (tally.median, tally.p99, tally.longest))
        print(f"{tally.mode}: {tally.events} events at {A_SECOND}/s, {tally.missed} not at once; median {middle}, p99 {p99}, longest {longest}")
    return 0 if all(tally.holds for tally in tallies) else 1


if __name__ == "__main__":
    raise SystemExit(main())
