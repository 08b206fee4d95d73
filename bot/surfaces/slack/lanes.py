"""Sends to Slack: in each channel one thing after the other, at most one post a second; no channel waits for another, nobody for all of another's."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from bot.errors import StoreUnavailable
from bot.surfaces.slack.timer import Timer
from bot.surfaces.slack.workers import Workers

# Slack allows about one message a second and channel; a little more, since what counts is when the requests arrive.
PACE_SECONDS = 1.05
# How many channels may have a call under way that does not end.
MOST_AT_ONCE = 64
_MOST_LANES = 10_000
# Until what the store did not take is tried again.
STORE_PAUSE_SECONDS = 1.0


class Step(NamedTuple):
    """What one try of a job came to: `again` in so many seconds, None where the job is finished; `posted` where it counts for the pace.

    That holds once what is to be kept is (`after`); where that fails, the job is tried again in a second.
    """

    again: float | None
    posted: bool
    after: Future[None] | None = None


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
            return Step(STORE_PAUSE_SECONDS, False)
        return Step(None, False)


class _Waiting:
    """A job, and what it begins with, until that was done."""

    def __init__(self, job: Job, first: Job | None) -> None:
        self.job = job
        self.first = first


class _Lane:
    """What waits for one channel: the jobs of each person in their order, and the persons take turns."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, deque[_Waiting]] = OrderedDict()
        self.free_at = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._jobs.values()))

    def append(self, waiting: _Waiting, by: str) -> None:
        """Behind all of this person's, and behind the next of everybody else."""
        self._jobs.setdefault(by, deque()).append(waiting)

    def first(self) -> _Waiting:
        """What is to be done now; the same until it is finished."""
        return next(iter(self._jobs.values()))[0]

    def finish(self) -> None:
        """The first is done, and the next person's turn comes."""
        by, jobs = self._jobs.popitem(last=False)
        jobs.popleft()
        if jobs:
            self._jobs[by] = jobs


class Lanes:
    """Runs jobs by channel. A job is called until it says that it is finished; meanwhile those behind it wait."""

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._lanes: dict[str, _Lane] = {}
        self._changed = threading.Condition()
        self._running = 0
        self._ready: deque[_Lane] = deque()
        self._closed = False
        self._threads = Workers(MOST_AT_ONCE, "delivery")

    def put(self, channel: str, job: Job, by: str = "", first: Job | None = None) -> None:
        """Let a job be done after all others that the same person `by` has in its channel; dropped where the lanes are closed.

        `first` is called once before it, in any thread: it must be quick, and never finishes the job.
        """
        with self._changed:
            if self._closed:
                return
            lane = self._lanes.get(channel)
            if lane is None:
                self._forget_idle()
                lane = self._lanes[channel] = _Lane()
            lane.append(_Waiting(job, first), by)
            begins = len(lane) == 1
        if begins:
            self._schedule(lane)

    def waiting(self) -> int:
        """How many jobs are not finished."""
        with self._changed:
            return sum(map(len, self._lanes.values()))

    def close(self, seconds: float) -> None:
        """Let the jobs be finished for so many seconds, then only those calls that are under way; the others are dropped."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while any(map(len, self._lanes.values())) and self._changed.wait(deadline - time.monotonic()):
                pass
            self._closed = True
            while self._running and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _forget_idle(self) -> None:
        if len(self._lanes) >= _MOST_LANES:
            now = time.monotonic()
            self._lanes = {name: lane for name, lane in self._lanes.items() if len(lane) or lane.free_at > now}

    def _schedule(self, lane: _Lane) -> None:
        """Let the lane's first job be tried as soon as the lane is free."""
        delay = lane.free_at - time.monotonic()
        if delay <= 0:
            self._start(lane)
        else:
            self._timer.after(delay, lambda: self._start(lane))

    def _start(self, lane: _Lane) -> None:
        """Begin a try; where as many are under way as there are threads, once one of them is over."""
        with self._changed:
            if self._closed:
                return
            if self._running >= MOST_AT_ONCE:
                self._ready.append(lane)
                return
            self._running += 1
            waiting = lane.first()
            first, waiting.first = waiting.first, None
        if first is None:
            self._threads.begin(partial(self._try, lane, waiting.job))
        else:
            self._try(lane, first)

    def _try(self, lane: _Lane, work: Job) -> None:
        step = Step(None, False)
        try:
            step = work()
        finally:
            if step.after is None:
                self._tried(lane, step)
            else:
                step.after.add_done_callback(partial(self._kept, lane, step._replace(after=None)))  # In no circle: no garbage.

    def _kept(self, lane: _Lane, step: Step, kept: Future[None]) -> None:
        """In the store's thread. What was said to begin at once is still under way: it is not parted from what was kept for it."""
        if kept.exception() is not None:
            self._tried(lane, Step(STORE_PAUSE_SECONDS, step.posted))
        elif step.again == 0.0:
            with suppress(RuntimeError):  # Closed meanwhile: the next process looks for it.
                self._threads.begin(partial(self._try, lane, lane.first().job))
        else:
            self._tried(lane, step)

    def _tried(self, lane: _Lane, step: Step) -> None:
        """A try is over."""
        with self._changed:
            self._running -= 1
            lane.free_at = time.monotonic() + max(PACE_SECONDS if step.posted else 0.0, step.again or 0.0)
            if step.again is None:
                lane.finish()
            self._changed.notify_all()
            more = bool(len(lane))
            ready = self._ready.popleft() if self._ready else None
        if more:
            self._schedule(lane)
        if ready is not None:
            self._start(ready)
