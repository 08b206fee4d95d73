"""Threads for work that may take long, which the end of the process does not wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from bot.later import fulfil

T = TypeVar("T")
P = ParamSpec("P")

_Job = tuple["Future[Any] | None", Callable[[], Any]]


class Workers(Executor):
    """An executor of at most `most` threads, begun when they are needed.

    Not the ThreadPoolExecutor of the standard library: Python ends only when its threads have, and one that waits for an answer of Slack's may
    wait for a minute.
    """

    def __init__(self, most: int, name: str) -> None:
        self._most = most
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._free = threading.Semaphore(0)
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do a piece of work; its outcome. Raises RuntimeError where nothing is done any more."""
        outcome: Future[T] = Future()
        self._put((outcome, lambda: fn(*args, **kwargs)))
        return outcome

    def begin(self, work: Callable[[], object]) -> None:
        """As `submit`, for work that raises nothing and whose outcome nobody wants to know."""
        self._put((None, work))

    def _put(self, job: _Job) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("no work is done any more")
            self._jobs.put(job)
            if not self._free.acquire(blocking=False) and self._threads < self._most:
                self._threads += 1
                threading.Thread(target=self._run, name=self._name, daemon=True).start()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; what is under way is left to itself."""
        with self._lock:
            self._closed = True
            for _ in range(self._threads):
                self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            outcome, work = job
            if outcome is None:
                work()
            elif outcome.set_running_or_notify_cancel():
                fulfil(outcome, work)

    def _next(self) -> _Job | None:
        """The next piece of work; a thread that must wait for one says that it is free."""
        try:
            return self._jobs.get_nowait()
        except Empty:
            self._free.release()
            return self._jobs.get()
