"""Socket Mode's connection ends in every way that it can, while events come: how long until it is there again, and each event has its effect once.

python -m tests.reliability.socket_breaks --count 500
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter

from msgspec import Struct

from tests.reliability.rig import PATIENT, QUESTIONS, arguments, channels_of, events_of, percentile, question_in, replies_to, rig
from tests.slack.scene import Scene
from tests.slack.stand_in.faults import reset
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.settings import Settings

P95_SECONDS = 10.0
EVENTS_A_BREAK = 20
BREAKS = ("close", "reset", "freeze", "disconnect")
# Breaks come so fast here that five deliveries of an event may all meet one: what is not acknowledged is sent again and again.
RESENT_AFTER = (*PATIENT, *(20.0 for _ in range(50)))


class Tally(Struct, frozen=True):
    """Breaks, seconds until a connection was open again (95th percentile, longest) by kind, events, and how many have how many replies."""

    breaks: int
    p95: float
    longest: dict[str, float]
    events: int
    replies: dict[int, int]

    @property
    def holds(self) -> bool:
        """Back in time, each event answered once."""
        return self.p95 <= P95_SECONDS and self.replies == {1: self.events}


def run(count: int, chance: random.Random) -> Tally:
    """So many breaks, each kind as often."""
    with rig("socket", Settings(retry_after=RESENT_AFTER)) as scene:
        everywhere = channels_of(scene, max(20, min(400, count * 4)))
        messages: list[Message] = []
        seconds: dict[str, list[float]] = {kind: [] for kind in BREAKS}
        for number in range(count):
            asked = [question_in(scene, chance.choice(everywhere), chance.choice(QUESTIONS)) for _ in range(EVENTS_A_BREAK)]
            sending = threading.Thread(target=_send, args=(scene, asked, chance.random() * 0.02))
            sending.start()
            threading.Event().wait(chance.uniform(0, 0.2))
            kind = BREAKS[number % len(BREAKS)]
            seconds[kind].append(_back_after(scene, kind))
            sending.join()
            messages += asked
        scene.wait_for(lambda: not replies_to(scene, messages)[0], 120 + count, "a reply to each")
        scene.settle(quiet=2.0, seconds=120)
        every = [each for those in seconds.values() for each in those]
        longest = {kind: round(max(those), 2) for kind, those in seconds.items() if those}
        return Tally(count, percentile(every, 0.95), longest, len(messages), dict(Counter(replies_to(scene, messages))))


def _send(scene: Scene, messages: list[Message], pause: float) -> None:
    for message in messages:
        for event in events_of(message)[:1]:
            scene.send_event(event, f"Ev{message.ts}")
        threading.Event().wait(pause)


def _back_after(scene: Scene, kind: str) -> float:
    """Break the connection; seconds until another one is open."""
    journal, seen, broken = scene.slack.journal, len(scene.slack.journal), time.monotonic()
    if kind == "close":
        scene.slack.close_sockets()
    elif kind == "reset":
        scene.slack.reset_sockets()
    elif kind == "freeze":
        scene.slack.freeze_sockets()
    else:
        scene.slack.disconnect_sockets(after=0.2)
    opened = scene.wait_for(lambda: journal.all("connection", "opened", since=seen), 60, f"a connection after {kind}")[0]
    scene.slack.loop.call_soon_threadsafe(_bury, scene)
    return opened.at - broken


def _bury(scene: Scene) -> None:
    """Slack too notices after a while that nobody answers on a connection, and sends nothing there any more."""
    for connection in list(scene.slack.sockets.connections):
        if connection.frozen:
            reset(connection.transport)


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Breaks of the connection.", 500))
    print(f"{tally.breaks} breaks, back after p95 {tally.p95:.1f} s, longest {tally.longest}; {tally.events} events: replies {tally.replies}")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
