"""Which turns are on their way to people, and which have come to an end: what was read from the store may be older than that."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct

# Of so many turns it is remembered how they ended: many more than end while somebody still acts on what was read before.
_MOST_REMEMBERED = 20_000


class Beside(Struct, frozen=True):
    """A second way for a delivery that a click asked for: the click's response_url, which also works where Onde is no member.

    `told` is called with "" once the turn is seen there, else with the word for why it never will be; it must be quick.
    """

    response_url: str
    told: Callable[[str], None]


class UnderWay:
    """Lets each turn be sent once at a time, and only once where it was seen, whoever asks for it when. Safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Beside]] = {}
        self._ended: OrderedDict[str, str] = OrderedDict()

    def begin(self, turn_id: str, beside: Beside | None) -> bool:
        """Whether the turn is to be sent by the caller; where not, as `joins`."""
        return not self._joins(turn_id, beside, begins=True)

    def joins(self, turn_id: str, beside: Beside | None) -> bool:
        """Whether the turn is on its way, or was; who asked for it is told with the others then, or at once."""
        return self._joins(turn_id, beside, begins=False)

    def _joins(self, turn_id: str, beside: Beside | None, begins: bool) -> bool:
        with self._lock:
            waiting, word = self._waiting.get(turn_id), self._ended.get(turn_id)
            if waiting is not None and beside is not None:
                waiting.append(beside)
            if waiting is None and word is None and begins:
                self._waiting[turn_id] = [beside] if beside else []
        if word is not None and beside is not None:
            beside.told(word)
        return waiting is not None or word is not None

    def way(self, turn_id: str) -> Beside | None:
        """The second way of whoever asked first, where there is one."""
        with self._lock:
            return next(iter(self._waiting.get(turn_id, [])), None)

    def end(self, turn_id: str, word: str) -> None:
        """The turn is seen (""), or never will be; all who wait are told."""
        with self._lock:
            waiting = self._waiting.pop(turn_id, [])
            self._ended[turn_id] = word
            if len(self._ended) > _MOST_REMEMBERED:
                self._ended.popitem(last=False)
        for beside in waiting:
            beside.told(word)

    def allow_again(self, turn_id: str) -> None:
        """Let a turn that was not seen be sent once more."""
        with self._lock:
            if self._ended.get(turn_id):
                del self._ended[turn_id]
