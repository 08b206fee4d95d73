"""What goes on once something has come about, without a thread that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def then(before: Future[A], work: Callable[[A], B]) -> Future[B]:
    """The outcome of `work` on the outcome of `before`, done in the thread that this comes about in; or what either raises.

    >>> asked = Future()
    >>> told = then(asked, len)
    >>> asked.set_result("four")
    >>> told.result()
    4
    """
    after: Future[B] = Future()
    before.add_done_callback(lambda done: fulfil(after, lambda: work(done.result())))
    return after


def fulfil(outcome: Future[A], work: Callable[[], A]) -> None:
    """Do the work that `outcome` is the outcome of."""
    try:
        outcome.set_result(work())
    except BaseException as error:  # Belongs to whoever waits for the outcome.
        outcome.set_exception(error)
