"""Long work seen by those who wait for it: a bar on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def with_bar(work: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The pieces of `work`, with a bar on standard error where that is a terminal; it goes away when the work is done.

    `total` is how many there are, where `work` does not tell its length; where it is 0 there is no bar.
    """
    if total == 0:
        yield from work
        return
    from tqdm import tqdm  # Here, since most commands have no use for it.

    yield from tqdm(work, label, total, leave=False, disable=None, file=sys.stderr)
