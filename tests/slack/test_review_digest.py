"""The weekly digest: when it is due, posted once whatever number of processes runs, with buttons that only maintainers may use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import DigestTime
from bot.settings import WEEKDAYS
from bot.surfaces.slack.review import looking
from bot.surfaces.slack.review.digest import due
from tests.slack.reviewing import MAINTAINERS, SETTINGS, Review
from tests.slack.scene import SURE_EN, UNKNOWN_EN
from tests.slack.serving import App
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import live_mark_up, visible_text

CHANNEL = "C0GENERAL"
LISBON = DigestTime(CHANNEL, 0, 9, 30, "Europe/Lisbon")


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A Slack that several processes are connected to."""
    with Slack(SETTINGS) as slack:
        yield slack


def today() -> str:
    """The setting for a digest that is due all day."""
    return f"{CHANNEL} {WEEKDAYS[datetime.now(UTC).weekday()]} 00:00 UTC"


def started(slack: Slack, folder: Path, digest: str) -> App:
    """A process with that digest; all share one store."""
    more = {"ONDE_DIGEST": digest} if digest else {}
    return App(slack, "socket", folder, folder / "cache", ONDE_MAINTAINERS=MAINTAINERS, **more)


def yesterday(app: App) -> None:
    """Let all that was asked be a day older: the digest is about the seven days before its hour, which is today's first."""
    with closing(sqlite3.connect(app.store)) as database, database:
        database.execute("UPDATE turns SET asked = asked - 86400")


def digests(scene: Review) -> list[Message]:
    """What stands in the channel of the digest."""
    return [message for message in scene.messages(CHANNEL) if "Onde in the week" in message.text]


@pytest.mark.parametrize(
    ("at", "week"),
    [
        ("2026-11-23T09:29:59+00:00", None),
        ("2026-11-23T09:30:00+00:00", "2026-W48"),
        ("2026-11-23T23:59:59+00:00", "2026-W48"),
        ("2026-11-24T00:00:00+00:00", None),
        ("2026-11-22T10:00:00+00:00", None),
        ("2026-06-29T08:30:00+00:00", "2026-W27"),  # 9:30 in summer
        ("2026-06-29T08:29:00+00:00", None),
        ("2026-06-28T23:30:00+00:00", None),  # Monday already there, and too early
        ("2027-01-04T12:00:00+00:00", "2027-W01"),
    ],
)
def test_it_is_due_from_its_hour_to_the_end_of_its_day(at: str, week: str | None) -> None:
    """By the clock of its own time zone, summer time included; a process that was down makes it up within the day."""
    found = due(LISBON, datetime.fromisoformat(at))
    assert (found.week if found else None) == week
    if found:
        assert (found.until.hour, found.until.minute, found.until.weekday()) == (9, 30, 0)


def test_a_week_is_seven_days_by_the_clock_on_the_wall() -> None:
    """Also where an hour is missing in between."""
    found = due(LISBON, datetime.fromisoformat("2026-03-30T12:00:00+00:00"))
    assert found is not None
    before = found.until - timedelta(days=7)
    assert (found.until.hour, before.hour) == (9, 9) and found.until.timestamp() - before.timestamp() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize(
    ("begins", "late", "until"),
    [
        ("2026-03-29T00:59:00+00:00", "2026-03-29T01:29:59+00:00", "2026-03-29T01:30:00+00:00"),  # 1:30 is not there: an hour is missing
        ("2026-10-25T00:29:00+00:00", "2026-10-25T00:29:59+00:00", "2026-10-25T00:30:00+00:00"),  # 1:30 comes twice
    ],
)
def test_on_days_on_which_clocks_are_set_there_is_one_moment(begins: str, late: str, until: str) -> None:
    """None before it, the same one all day, and the next week begins with it: nothing that was asked is counted twice or never."""
    sunday, moment = DigestTime(CHANNEL, 6, 1, 30, "Europe/Lisbon"), datetime.fromisoformat(until)
    assert due(sunday, datetime.fromisoformat(begins)) is None and due(sunday, datetime.fromisoformat(late)) is None
    for after in range(0, 21 * 60, 15):
        found = due(sunday, moment + timedelta(minutes=after))
        assert found is not None and found.until.timestamp() == moment.timestamp(), after
    following = due(sunday, moment + timedelta(days=7, hours=12))
    assert following is not None and (following.until - timedelta(days=7)).timestamp() == moment.timestamp()


def test_it_is_posted_once_by_any_number_of_processes(slack: Slack, tmp_path: Path) -> None:
    """With figures, the open items, and thanks; restarts post no second one, and the other days none at all."""
    with started(slack, tmp_path, "") as first:
        scene = Review(first)
        asker = scene.somebody()
        reply = scene.reply_to(scene.mention(asker.id, scene.place(asker).id, SURE_EN))
        scene.click(asker.id, reply, "Helpful")
        scene.unknown(asker, question=UNKNOWN_EN)
        scene.settle()
        assert not digests(scene) and first.terminate() == 0
    yesterday(first)
    with ExitStack() as stack:
        apps = [stack.enter_context(started(slack, tmp_path, today())) for _ in range(2)]
        [message] = scene.wait_for(lambda: digests(scene), 30, "the digest")
        shown = visible_text(message)
        for wanted in ("Questions: 2", "Answered: 50 %", "Thumbs up: 100 %", UNKNOWN_EN, "No answer: 1", "People who voted: 1."):
            assert wanted in shown, shown
        assert not live_mark_up(message) and asker.id not in str(message.blocks)
        scene.wait_for(lambda: apps[0].rows("SELECT count(*) FROM claims WHERE state = 'sent'") == [(2,)], what="an account of it")
        for app in apps:
            app.restart()
        scene.settle(1.0)
        assert digests(scene) == [message]
        used_by_all(scene, message)


def used_by_all(scene: Review, message: Message) -> None:
    """The digest's button opens the item for maintainers; others are told, seen by nobody else."""
    asker, keeper = scene.somebody(), scene.maintainer()
    for person in (asker, keeper):
        scene.join(person.id, CHANNEL)
        scene.click(person.id, message, f"{looking.OPEN}:1")
    assert "Item 1" in visible_text(scene.view_of(keeper.id)) and UNKNOWN_EN in visible_text(scene.view_of(keeper.id))
    assert "maintainers" in visible_text(scene.ephemeral_for(asker.id)) and not scene.views(asker.id)
    scene.submit_view(keeper.id, scene.view_of(keeper.id), {looking.STATE: "accepted"})
    assert not scene.views(keeper.id)


def test_a_channel_without_the_app_is_told_to_the_operator(slack: Slack, tmp_path: Path) -> None:
    """With the remedy, and not again and again; nothing is posted elsewhere."""
    with started(slack, tmp_path, today().replace(CHANNEL, "C0ELSEWHERE")) as app:
        line = app.wait_for_line('"event": "digest"')
        assert "not_in_channel" in line and "invite the app" in line and '"error"' in line
        assert not app.rows("SELECT 1 FROM claims WHERE name LIKE '%W__' AND state = 'sent'")


def test_a_digest_that_may_stand_there_is_looked_for(slack: Slack, tmp_path: Path) -> None:
    """Slack posted it and its answer was lost: none is posted beside it."""
    slack.misbehave("chat.postMessage", faults.dropped_after(), 1)
    with started(slack, tmp_path, today()) as app:
        scene = Review(app)
        scene.wait_for(lambda: app.rows("SELECT count(*) FROM claims WHERE state = 'sent'") == [(2,)], 30, "an account of it")
        assert len(digests(scene)) == 1


def test_without_the_setting_there_is_none(slack: Slack, tmp_path: Path) -> None:
    """And on another day neither."""
    tomorrow = WEEKDAYS[(datetime.now(UTC).weekday() + 1) % 7]
    with started(slack, tmp_path, f"{CHANNEL} {tomorrow} 00:00 UTC") as app:
        scene = Review(app)
        scene.unknown(scene.somebody())
        scene.settle(1.5)
        assert not digests(scene) and not app.rows("SELECT 1 FROM claims")
