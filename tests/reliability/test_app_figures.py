"""The app's figures on a smaller scale than when each is run by itself."""

from __future__ import annotations

import random

import pytest

from tests.reliability import exactly_once, forged_requests, pacing, posting_faults, quiet_logs, replays, socket_breaks, stalled_posts
from tests.reliability.rig import seeded
from tests.slack.serving import MODES, Mode


@pytest.fixture
def chance() -> random.Random:
    """Chance, its seed printed."""
    return seeded(random.SystemRandom().randrange(10**6))


def test_each_message_gets_exactly_one_reply(chance: random.Random) -> None:
    assert (tally := exactly_once.run(80, chance, restarts=2)).holds, tally


def test_no_reply_is_missing_or_doubled_around_posting(chance: random.Random) -> None:
    assert (tally := posting_faults.run(40, chance)).holds, tally


def test_pace_and_patience(chance: random.Random) -> None:
    assert (tally := pacing.run(30, chance)).holds, tally


def test_forged_requests_do_nothing(chance: random.Random) -> None:
    assert (tally := forged_requests.run(800, chance)).holds, tally


def test_replays_do_nothing(chance: random.Random) -> None:
    assert (tally := replays.run(60, chance)).holds, tally


@pytest.mark.parametrize("mode", MODES)
def test_acknowledgements_are_in_time_while_posting_stalls(mode: Mode, chance: random.Random) -> None:
    """Slack's limit. How quick they are is measured where nothing runs beside it: `python -m tests.reliability.stalled_posts`."""
    assert (tally := stalled_posts.run(mode, 150, chance)).missed == 0 and tally.longest < 3.0, tally


def test_the_connection_comes_back(chance: random.Random) -> None:
    assert (tally := socket_breaks.run(4, chance)).holds, tally


def test_the_log_keeps_quiet(chance: random.Random) -> None:
    assert not (tally := quiet_logs.run(40, chance)).wrong, tally
