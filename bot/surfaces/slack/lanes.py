"""Sends to Slack: in each channel one thing after the other, at most one post a second, and no channel waits for another."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from bot.errors import StoreUnavailable
from bot.surfaces.slack.timer import Timer
from bot.surfaces.slack.workers import Workers

# Slack allows about one message a second and channel; a little more, since what counts is when the requests arrive.
PACE_SECONDS = 1.05
# How many channels may have a call under way that does not end.
MOST_AT_ONCE = 64
_MOST_LANES = 10_000


class Step(NamedTuple):
    """What one try of a job came to: `again` in so many seconds, None where the job is finished; `posted` where it counts for the pace."""

    again: float | None
    posted: bool


Job = Callable[[], Step]


class Finishing:
    """A job that is repeated until the store has taken what it writes."""

    def __init__(self, write: Callable[[], object]) -> None:
        self._write = write

    def __call__(self) -> Step:
        """Try once."""
        try:
            self._write()
        except StoreUnavailable:
            return Step(1.0, False)
        return Step(None, False)


class _Lane:
    """What waits for one channel."""

    def __init__(self) -> None:
        self.jobs: deque[Job] = deque()
        self.free_at = 0.0


class Lanes:
    """Runs jobs by channel. A job is called until it says that it is finished; meanwhile those behind it wait."""

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._lanes: dict[str, _Lane] = {}
        self._changed = threading.Condition()
        self._running = 0
        self._closed = False
        self._threads = Workers(MOST_AT_ONCE, "delivery")

    def put(self, channel: str, job: Job) -> None:
        """Let a job be done after all others of its channel; dropped where the lanes are closed."""
        with self._changed:
            if self._closed:
                return
            lane = self._lanes.get(channel)
            if lane is None:
                self._forget_idle()
                lane = self._lanes[channel] = _Lane()
            lane.jobs.append(job)
            if len(lane.jobs) == 1:
                self._schedule(lane)

    def waiting(self) -> int:
        """How many jobs are not finished."""
        with self._changed:
            return sum(len(lane.jobs) for lane in self._lanes.values())

    def close(self, seconds: float) -> None:
        """Let the jobs be finished for so many seconds, then only those calls that are under way; the others are dropped."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while any(lane.jobs for lane in self._lanes.values()) and self._changed.wait(deadline - time.monotonic()):
                pass
            self._closed = True
            while self._running and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _forget_idle(self) -> None:
        if len(self._lanes) >= _MOST_LANES:
            now = time.monotonic()
            self._lanes = {name: lane for name, lane in self._lanes.items() if lane.jobs or lane.free_at > now}

    def _schedule(self, lane: _Lane) -> None:
        """Let the lane's first job be tried as soon as the lane is free."""
        delay = lane.free_at - time.monotonic()
        if delay <= 0:
            self._start(lane)
        else:
            self._timer.after(delay, lambda: self._start(lane))

    def _start(self, lane: _Lane) -> None:
        with self._changed:
            if not self._closed:
                self._threads.submit(self._try, lane)

    def _try(self, lane: _Lane) -> None:
        with self._changed:
            if self._closed:
                return
            self._running += 1
            job = lane.jobs[0]
        try:
            step = job()
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()
        with self._changed:
            lane.free_at = time.monotonic() + max(PACE_SECONDS if step.posted else 0.0, step.again or 0.0)
            if step.again is None:
                lane.jobs.popleft()
                self._changed.notify_all()
            if lane.jobs:
                self._schedule(lane)
