"""What was found out once, kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 20_000


class Known(dict[K, V]):
    """What `find` returns for each key asked for, up to `most` keys; then all are forgotten, so that memory is bounded.

    A key that is there costs one look-up of a dict. `lru_cache` also moves it to the front, which is felt where every word is asked for.
    """

    def __init__(self, find: Callable[[K], V], most: int = _MOST) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._find(key)
        return value
