"""How long work tells how far it is, without knowing where that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Hands on the pieces of some work one by one, showing how far it is under a label."""

    def __call__(self, work: Iterable[T], label: str, total: int | None = None, /) -> Iterable[T]:
        """The pieces of `work`; `total` is how many there are, where it does not tell its length."""


def unwatched(work: Iterable[T], label: str, total: int | None = None, /) -> Iterable[T]:
    """A Watch that shows nothing."""
    return work
