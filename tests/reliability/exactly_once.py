"""Events that come one to four times, shuffled, as message and as mention, by four senders, while the process is killed and started again:
each message gets exactly one reply.

python -m tests.reliability.exactly_once --count 10000
"""

from __future__ import annotations

import random
import threading
from collections import Counter

from msgspec import Struct

from tests.reliability.rig import QUESTIONS, arguments, channels_of, events_of, question_in, replies_to, rig, send_all

SENDERS, MOST_TIMES = 4, 4
RESTARTS = 3
_MOST_CHANNELS = 500


class Tally(Struct, frozen=True):
    """Messages, deliveries of their events, restarts meanwhile, deliveries that Slack gave up, and how many messages have how many replies."""

    messages: int
    deliveries: int
    restarts: int
    given_up: int
    replies: dict[int, int]

    @property
    def holds(self) -> bool:
        """Whether each message has one reply."""
        return self.replies == {1: self.messages}


def run(count: int, chance: random.Random, restarts: int = RESTARTS) -> Tally:
    """So many messages."""
    with rig() as scene:
        with scene.slack.journal.lock:
            everywhere = channels_of(scene, min(_MOST_CHANNELS, max(1, count // 4)))
        scene.app.terminate()
        scene.app.variables["ONDE_CHANNELS"] = ",".join(channel.id for channel in everywhere)
        scene.app.start()
        messages = [question_in(scene, chance.choice(everywhere), chance.choice(QUESTIONS)) for _ in range(count)]
        deliveries = [
            (f"Ev{message.ts}{kind}", event)
            for message in messages
            for kind, event in enumerate(events_of(message))
            for _ in range(chance.randint(1, MOST_TIMES))
        ]
        chance.shuffle(deliveries)
        killing = threading.Thread(target=_restart, args=(scene.app.restart, restarts, max(1.0, count / 250), chance))
        killing.start()
        pending = send_all(scene, deliveries, SENDERS)
        killing.join()
        scene.wait_for(lambda: not replies_to(scene, messages)[0], 120 + count / 20, "a reply to each")
        scene.settle(quiet=2.0, seconds=120)
        given_up = sum(1 for one in pending if not one.result(1).acked)
        return Tally(count, len(deliveries), restarts, given_up, dict(Counter(replies_to(scene, messages))))


def _restart(restart: object, times: int, pause: float, chance: random.Random) -> None:
    """Kill and start again, after pauses of chance."""
    assert callable(restart)
    for _ in range(times):
        threading.Event().wait(chance.uniform(0.3, pause))
        restart()


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    count, chance = arguments("Exactly one reply to each message.", 10_000)
    tally = run(count, chance)
    told = f"{tally.messages} messages, {tally.deliveries} deliveries, {tally.restarts} kills, {tally.given_up} given up by Slack"
    print(f"{told}: replies {tally.replies}")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
