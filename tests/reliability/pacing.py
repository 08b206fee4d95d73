"""429, 5xx, resets and slow answers at random: Retry-After is obeyed, no channel gets more than one post a second, nothing is lost.

python -m tests.reliability.pacing --count 300
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from msgspec import Struct

from tests.reliability.rig import QUESTIONS, arguments, channels_of, events_of, question_in, replies_to, rig, send_all
from tests.slack.scene import Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault

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
        scene.slack.misbehave("chat.postMessage", lambda _: _fault(chance))  # type: ignore[arg-type]
        send_all(scene, [(f"Ev{message.ts}", events_of(message)[0]) for message in messages], 4)
        scene.wait_for(lambda: not replies_to(scene, messages)[0], 120 + count, "a reply to each")
        scene.settle(quiet=2.0, seconds=120)
        wrong = Counter(call.data["fault"] for call in scene.slack.journal.calls("chat.postMessage") if call.data["fault"])
        busiest = max(scene.slack.journal.busiest_second(channel.id) for channel in everywhere)
        return Tally(count, dict(wrong), _too_early(scene), busiest, dict(Counter(replies_to(scene, messages))))


def _fault(chance: random.Random) -> Fault | None:
    if chance.random() > SHARE:
        return None
    limited, broken = faults.rate_limited(chance.choice((1, 2))), faults.broken(chance.choice((500, 502, 503)))
    return chance.choice((limited, broken, faults.dropped(), faults.dropped_after(), faults.slow(1)))


def _too_early(scene: Scene) -> int:
    """Posts to a channel before the time that its last 429 told was over. The stand-in rounds seconds up."""
    calls = defaultdict(list)
    for call in scene.slack.journal.calls("chat.postMessage"):
        calls[call.data["arguments"]["channel"]].append(call)
    early = 0
    for those in calls.values():
        for before, after in zip(those, those[1:], strict=False):
            early += before.data["status"] == 429 and after.at - before.at < before.data["answer"].get("retry_after", 1.0)
    return early


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Pace and patience towards Slack.", 300))
    print(f"{tally.messages} messages, faults {tally.faults}")
    print(f"{tally.too_early} posts too early, at most {tally.busiest} a second, replies {tally.replies}")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
