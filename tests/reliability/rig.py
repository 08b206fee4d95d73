"""The rig of the figures: `onde serve` as a real process against a Slack of its own, and questions in great numbers."""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.slack.scene import SURE_EN, Scene
from tests.slack.serving import App, Mode
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.parcels import Pending
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack

# Pauses between deliveries of an event, longer than a restart takes. Slack's own are about 0, 60 and 300 s.
PATIENT = (0.5, 2.0, 6.0)

# The same question in other words, so that nothing rests on its being the same.
QUESTIONS = (SURE_EN, "Where is Freshchat hosted?", "O Freshdesk pode ficar na Austrália?", "Is India possible?", "Is Freshdesk encrypted at rest?")


@contextmanager
def rig(mode: Mode = "http", settings: Settings | None = None, **variables: str) -> Iterator[Scene]:
    """People around an app that was just started in an empty folder."""
    with tempfile.TemporaryDirectory() as folder, Slack(settings or Settings(retry_after=PATIENT)) as slack:
        cache = Path(tempfile.gettempdir(), "onde-figures-cache")
        with App(slack, mode, Path(folder), cache, **variables) as app:
            yield Scene(app)


def arguments(about: str, count: int) -> tuple[int, random.Random]:
    """What a figure is run with from the command line: how many, and chance, whose seed is printed."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--count", type=int, default=count, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    return given.count, seeded(given.seed)


def seeded(seed: int) -> random.Random:
    """Chance that can be repeated: its seed is printed."""
    print(f"seed {seed}")
    return random.Random(seed)


def channels_of(scene: Scene, count: int) -> list[Channel]:
    """So many channels with ana and ben."""
    with scene.slack.journal.lock:
        ana, ben = scene.slack.world.person("ana"), scene.slack.world.person("ben")
    return [scene.place(ana, ben) for _ in range(count)]


def question_in(scene: Scene, channel: Channel, text: str, user: str = "U0ANA") -> Message:
    """A message that stands in a channel and that Slack has told nobody of."""
    with scene.slack.journal.lock:
        ts = scene.slack.world.new_ts(channel)
        message = Message(channel.id, ts, user, f"<@{scene.slack.settings.bot_user}> {text}", [], scene.slack.settings.team)
        channel.said[ts] = message
    return message


def events_of(message: Message) -> list[dict[str, Any]]:
    """The two events in which Slack tells of a mention."""
    common = {"user": message.user, "text": message.text, "ts": message.ts, "channel": message.channel, "team": message.team}
    return [{"type": "app_mention", **common}, {"type": "message", "channel_type": "channel", **common}]


def send_all(scene: Scene, events: Sequence[tuple[str, dict[str, Any]]], senders: int) -> list[Pending]:
    """Deliver events (their id first) by so many senders at once; each waits until its last one has come in."""
    pending: list[Pending] = []

    def send(mine: Sequence[tuple[str, dict[str, Any]]]) -> None:
        for event_id, event in mine:
            one = scene.send_event(event, event_id)
            pending.append(one)
            one.exception(60)

    threads = [threading.Thread(target=send, args=(events[number::senders],)) for number in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pending


def replies_to(scene: Scene, messages: Sequence[Message]) -> Counter[int]:
    """How many messages have how many replies."""
    with scene.slack.journal.lock:
        found: Counter[tuple[str, str]] = Counter()
        for channel in {message.channel for message in messages}:
            bot = scene.slack.settings.bot_user
            found.update((channel, each.thread) for each in scene.slack.world.channels[channel].messages() if each.user == bot)
        return Counter(found[message.channel, message.ts] for message in messages)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)] if ordered else 0.0
