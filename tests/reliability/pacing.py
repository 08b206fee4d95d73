"""429, 5xx, resets and slow answers at random: Retry-After is obeyed, no channel gets more than one post a second, nothing is lost.

python -m tests.reliability.pacing --count 300
"""

from __future__ import annotations

import random
import time
from collections import Counter

from msgspec import Struct

from tests.reliability.rig import QUESTIONS, arguments, channels_of, events_of, question_in, replies_to, rig, send_all
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault
from tests.slack.stand_in.refusals import Json

# Of the posts that go wrong.
SHARE = 0.4


class Tally(Struct, frozen=True):
    """Messages, posts that went wrong by kind, posts made before their Retry-After was over, the most posts in a second, and the replies."""

    messages: int
    faults: dict[str, int]
    too_early: int
    busiest: int
    replies: dict[int, int]

    @property
    def holds(self) -> bool:
        """All three."""
        return self.too_early == 0 and self.busiest <= 1 and self.replies == {1: self.messages}


def run(count: int, chance: random.Random) -> Tally:
    """So many messages."""
    with rig() as scene:
        everywhere = channels_of(scene, max(4, count // 6))
        messages = [question_in(scene, channel, chance.choice(QUESTIONS)) for channel in (chance.choice(everywhere) for _ in range(count))]
        moody = _Moody(chance)
        with scene.slack.journal.lock:
            scene.slack.faults.add("chat.postMessage", moody)
        send_all(scene, [(f"Ev{message.ts}", events_of(message)[0]) for message in messages], 4)
        scene.wait_for(lambda: not replies_to(scene, messages)[0], 120 + count, "a reply to each")
        scene.settle(quiet=2.0, seconds=120)
        wrong = Counter(call.data["fault"] for call in scene.slack.journal.calls("chat.postMessage") if call.data["fault"])
        busiest = max(scene.slack.journal.busiest_second(channel.id) for channel in everywhere)
        return Tally(count, dict(wrong), moody.too_early, busiest, dict(Counter(replies_to(scene, messages))))


class _Moody:
    """Goes wrong at random, and watches whether what it asked for is done. Called under the stand-in's lock."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._until: dict[str, float] = {}
        self.too_early = 0

    def __call__(self, arguments: Json) -> Fault | None:
        """What goes wrong with a post, if anything."""
        channel, now = str(arguments.get("channel")), time.monotonic()
        self.too_early += now < self._until.get(channel, 0.0)
        if self._chance.random() > SHARE:
            return None
        seconds = self._chance.choice((1, 2))
        limited, broken = faults.rate_limited(seconds), faults.broken(self._chance.choice((500, 502, 503)))
        fault = self._chance.choice((limited, broken, faults.dropped(), faults.dropped_after(), faults.slow(1)))
        if fault is limited:
            self._until[channel] = now + seconds
        return fault


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Pace and patience towards Slack.", 300))
    print(f"{tally.messages} messages, faults {tally.faults}")
    print(f"{tally.too_early} posts too early, at most {tally.busiest} a second, replies {tally.replies}")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
