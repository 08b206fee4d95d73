"""Posting when its outcome is unknown: the connection is reset before or after Slack has done it, or the process is killed around it. Nothing is
missing, and nothing is there twice.

python -m tests.reliability.posting_faults --count 500
"""

from __future__ import annotations

import random
import threading
from collections import Counter

from msgspec import Struct

from tests.reliability.rig import QUESTIONS, arguments, channels_of, events_of, question_in, replies_to, rig, send_all
from tests.slack.scene import Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Choice, Fault
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.refusals import Json

# Messages under way when the process is killed.
AT_ONCE = 10


class Tally(Struct, frozen=True):
    """Posts whose connection was reset, messages under way when the process was killed, and how many have how many replies."""

    reset: int
    killed: int
    replies: dict[int, int]

    @property
    def holds(self) -> bool:
        """Whether each has one."""
        return self.replies == {1: self.reset + self.killed}


def run(count: int, chance: random.Random) -> Tally:
    """Half of `count` posts are reset, and around the other half the process is killed."""
    cycles = max(1, count // 2 // AT_ONCE)
    resets = count - cycles * AT_ONCE
    with rig() as scene:
        everywhere = channels_of(scene, max(AT_ONCE, resets // 2))
        messages = [question_in(scene, everywhere[number % len(everywhere)], chance.choice(QUESTIONS)) for number in range(resets)]
        with scene.slack.journal.lock:
            scene.slack.faults.add("chat.postMessage", _first_time(chance))
        send_all(scene, [(f"Ev{message.ts}", events_of(message)[0]) for message in messages], 4)
        scene.wait_for(lambda: not replies_to(scene, messages)[0], 60 + count, "a reply to each")
        with scene.slack.journal.lock:
            scene.slack.faults.clear()
        for _ in range(cycles):
            asked = [question_in(scene, channel, chance.choice(QUESTIONS)) for channel in everywhere[:AT_ONCE]]
            _kill_around_posting(scene, asked, chance)
            messages += asked
        scene.settle(quiet=1.0)
        return Tally(resets, cycles * AT_ONCE, dict(Counter(replies_to(scene, messages))))


def _kill_around_posting(scene: Scene, asked: list[Message], chance: random.Random) -> None:
    """Kill the process at some moment while these are answered, and start it again."""
    journal = scene.slack.journal
    wanted = len(journal.calls("chat.postMessage")) + chance.randrange(AT_ONCE)
    sending = threading.Thread(target=send_all, args=(scene, [(f"Ev{message.ts}", events_of(message)[0]) for message in asked], AT_ONCE))
    sending.start()
    scene.wait_for(lambda: len(journal.calls("chat.postMessage")) >= wanted, 30, "posts under way")
    threading.Event().wait(chance.uniform(0, 0.02))
    scene.app.restart()
    sending.join()
    scene.wait_for(lambda: not replies_to(scene, asked)[0], 60, "a reply to each after the restart")


def _first_time(chance: random.Random) -> Choice:
    """The first post of each message goes wrong, in one way or the other."""
    seen: set[str] = set()

    def choose(arguments: Json) -> Fault | None:
        marker = str(arguments.get("thread_ts"))
        if marker in seen:
            return None
        seen.add(marker)
        return chance.choice((faults.dropped(), faults.dropped_after()))

    return choose


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("No reply missing, none twice, whatever happens around posting.", 500))
    print(f"{tally.reset} posts reset, {tally.killed} messages under way at kills: replies {tally.replies}")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
