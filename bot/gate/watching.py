"""How long work tells how far it is, without knowing where that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Hands on the pieces of some work one by one, showing how far it is under a label."""

    def __call__(self, work: Sequence[T], label: str, /) -> Iterable[T]:
        """The pieces of `work`."""


def unwatched(work: Sequence[T], label: str, /) -> Iterable[T]:
    """A Watch that shows nothing."""
    return work
