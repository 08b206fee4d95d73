"""Which edit changes an answer: found by making some of the edits and not others, never guessed.

For each answer a set of edits is sought with which the old knowledge gives the new answer, and none of which can be left out. Where
one alone does, it is the cause. First that is tried which shares most words with the question or with what is said otherwise; where it
is not enough, after QuickXplain (Junker 2004): the shortest beginning of the list of edits that suffices ends with one that is
needed; that is kept, and the search goes on before it.

To prepare an assistant with some of the edits made takes hundreds of times longer than to ask it. So the searches for all answers
go on step by step together: what several of them try in a step is prepared once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from bot.assistant import Assistant
from bot.errors import KnowledgeError
from bot.folding import fold_text
from bot.gate.edits import Edits
from bot.gate.golden import Line
from bot.gate.questions import Conversation, replies
from bot.gate.watching import Watch
from bot.replies import Reply

_WORD = re.compile(r"\w{3,}")

# Asks whether some of the edits are enough to give the new answer, is told, and ends with those that cause it.
Search = Generator[frozenset[int], bool, frozenset[int]]


class Changed(Struct, frozen=True):
    """An answer that differs: the message at a position of a conversation, what it got, and what it gets with all edits."""

    conversation: Conversation
    position: int
    old: Reply
    new: Reply

    @property
    def line(self) -> Line | None:
        """The golden line that judges it; None where people asked it."""
        return self.conversation.lines[self.position] if self.conversation.lines else None


class Causes:
    """Finds causes. `folder` is an empty one to write knowledge into; the edits numbered in `needed` are always made."""

    def __init__(self, edits: Edits, needed: frozenset[int], folder: Path) -> None:
        self._edits = edits
        self._needed = needed
        self._folder = folder
        self._words = [_words(edit.before) ^ _words(edit.after) for edit in edits.listed]

    def of(self, changed: Sequence[Changed], watch: Watch) -> list[list[int]]:
        """For each changed answer the numbers of the edits that cause it together, in their order."""
        numbers = [number for number in range(len(self._edits.listed)) if number not in self._needed]
        if len(numbers) == 1:
            return [numbers for _ in changed]
        found = dict(watch(self._found(changed, numbers), "causes", len(changed)))
        return [sorted(found[at]) for at in range(len(changed))]

    def _found(self, changed: Sequence[Changed], numbers: list[int]) -> Iterator[tuple[int, frozenset[int]]]:
        """The positions of changed answers, each with its causes, as they are found."""
        searches = [_search(numbers, self._likeliest(change, numbers)) for change in changed]
        waiting: dict[frozenset[int], list[int]] = {}
        for at, search in enumerate(searches):
            waiting.setdefault(next(search), []).append(at)
        while waiting:
            tried, waiting = waiting, {}
            for made, those in tried.items():
                for at, suffices in zip(those, self._suffice(made, [changed[at] for at in those]), strict=True):
                    try:
                        waiting.setdefault(searches[at].send(suffices), []).append(at)
                    except StopIteration as end:
                        yield at, end.value

    def _likeliest(self, changed: Changed, numbers: list[int]) -> int:
        """The edit with most words that are asked for or differ in the answer."""
        said = _words(*(message.text for message in changed.conversation.messages)) | (_words(changed.old.text) ^ _words(changed.new.text))
        return max(numbers, key=lambda number: len(said & self._words[number]))

    def _suffice(self, made: frozenset[int], changed: Sequence[Changed]) -> list[bool]:
        """Whether the old knowledge with these edits gives each new answer; none where it would not be sound."""
        assistant = self._make(made)
        if assistant is None:
            return [False] * len(changed)
        found: list[bool] = []
        for conversation, changes in groupby(changed, lambda change: change.conversation):
            given = replies(conversation, assistant)
            found += [not differing(given[change.position], change.new) for change in changes]
        return found

    def _make(self, made: frozenset[int]) -> Assistant | None:
        """What answers by the old knowledge with these edits; None where that would not be sound."""
        folder = self._folder / "made"
        self._edits.write(folder, made | self._needed)
        try:
            return Assistant(folder)
        except KnowledgeError:
            return None
        finally:
            shutil.rmtree(folder)


def _search(numbers: list[int], likeliest: int) -> Search:
    """Finds a set that suffices, none of which can be left out, where all of `numbers` suffice together."""
    if (yield frozenset((likeliest,))):
        return frozenset((likeliest,))
    kept: list[int] = []
    left = numbers
    while left and not (kept and (yield frozenset(kept))):
        short, enough = 0, len(left)  # The beginning of length `enough` suffices, that of length `short` does not.
        while enough - short > 1:
            middle = (short + enough) // 2
            short, enough = (short, middle) if (yield frozenset((*kept, *left[:middle]))) else (middle, enough)
        kept = [left[enough - 1], *kept]
        left = left[: enough - 1]
    return (yield from _smallest(kept))


def _smallest(causes: list[int]) -> Search:
    """Of edits that suffice, those that cannot be left out; the last ones are left out first."""
    for number in reversed(causes):
        fewer = [other for other in causes if other != number]
        if fewer and (yield frozenset(fewer)):
            return (yield from _smallest(fewer))
    return frozenset(causes)


def _words(*texts: str) -> set[str]:
    return set(_WORD.findall(fold_text(" ".join(texts))))


def differing(reply: Reply, other: Reply) -> list[str]:
    """The fields in which two replies say something else to people or programs; how sure Onde is may differ."""
    return [name for name in Reply.__struct_fields__ if name != "confidence" and getattr(reply, name) != getattr(other, name)]
