"""Sends to Slack: in each channel one thing after the other, at most one post a second.

No channel waits for another, nobody for all of another's, nor for what of another's must be tried again.
"""

from __future__ import annotations

import math
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

    With `all_wait` nothing else is done in the channel until then either. That holds once what is to be kept is (`after`); where that
    fails, the job is tried again in a second.
    """

    again: float | None
    posted: bool
    after: Future[None] | None = None
    all_wait: bool = False


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
    """A job, what it begins with until that was done, and when it may be tried (again), by the monotonic clock."""

    def __init__(self, job: Job, first: Job | None) -> None:
        self.job = job
        self.first = first
        self.due = 0.0


class _Lane:
    """What waits for one channel: the jobs of each person in their order, and the persons take turns."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, deque[_Waiting]] = OrderedDict()
        self.free_at = 0.0
        self.wakes_at = math.inf
        self.current: _Waiting | None = None

    def __len__(self) -> int:
        return sum(map(len, self._jobs.values()))

    def append(self, waiting: _Waiting, by: str) -> None:
        """Behind all of this person's, and behind the next of everybody else."""
        self._jobs.setdefault(by, deque()).append(waiting)

    def due(self) -> float:
        """When something is to be done; never while something is being done."""
        if self.current is not None or not self._jobs:
            return math.inf
        return max(self.free_at, min(jobs[0].due for jobs in self._jobs.values()))

    def begin(self, now: float) -> None:
        """The first that is due is being done from now on."""
        self.current = next(jobs[0] for jobs in self._jobs.values() if jobs[0].due <= now)

    def end(self, finished: bool) -> None:
        """It is not being done any more; where it is finished, the next of its person's comes after everybody else's turn."""
        by = next(by for by, jobs in self._jobs.items() if jobs[0] is self.current)
        self.current = None
        if finished:
            jobs = self._jobs.pop(by)
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
        """Begin what is due in a lane; what is due later, then."""
        with self._changed:
            due, now = lane.due(), time.monotonic()
            if self._closed or due == math.inf:
                return
            if due > now:
                if due < lane.wakes_at:
                    lane.wakes_at = due
                    self._timer.after(due - now, lambda: self._wake(lane, due))
                return
            lane.begin(now)
        self._start(lane)

    def _wake(self, lane: _Lane, due: float) -> None:
        with self._changed:
            if lane.wakes_at == due:
                lane.wakes_at = math.inf
        self._schedule(lane)

    def _start(self, lane: _Lane) -> None:
        """Try what a lane has begun; where as many are under way as there are threads, once one of them is over."""
        with self._changed:
            waiting = lane.current
            if self._closed or waiting is None:
                return
            if self._running >= MOST_AT_ONCE:
                self._ready.append(lane)
                return
            self._running += 1
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
        elif step.again == 0.0 and lane.current is not None:
            with suppress(RuntimeError):  # Closed meanwhile: the next process looks for it.
                self._threads.begin(partial(self._try, lane, lane.current.job))
        else:
            self._tried(lane, step)

    def _tried(self, lane: _Lane, step: Step) -> None:
        """A try is over."""
        with self._changed:
            self._running -= 1
            now, again = time.monotonic(), step.again or 0.0
            lane.free_at = now + max(PACE_SECONDS if step.posted else 0.0, again if step.all_wait else 0.0)
            if lane.current is not None:
                lane.current.due = now + again
            lane.end(step.again is None)
            self._changed.notify_all()
            ready = self._ready.popleft() if self._ready else None
        self._schedule(lane)
        if ready is not None:
            self._start(ready)
