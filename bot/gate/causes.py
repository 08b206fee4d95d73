"""Which edit changes an answer: found by making some of the edits and not others, never guessed.

For each answer a set of edits is sought with which the old knowledge gives the new answer, and none of which can be left out. Where
one alone does, it is the cause. After QuickXplain (Junker 2004): the shortest beginning of the list of edits that suffices
ends with one that is needed; that is kept, and the search goes on before it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from bot.assistant import Assistant
from bot.errors import KnowledgeError
from bot.folding import fold_text
from bot.gate.edits import Edits
from bot.gate.questions import Conversation, replies
from bot.gate.watching import Watch
from bot.replies import Reply

_MOST_LIKELY = 3
_WORD = re.compile(r"\w{3,}")


class Changed(Struct, frozen=True):
    """An answer that differs: the message at a position of a conversation, and what it gets with all edits."""

    conversation: Conversation
    position: int
    new: Reply


class Causes:
    """Finds causes. `folder` is an empty one to write knowledge into; the edits numbered in `needed` are always made."""

    def __init__(self, edits: Edits, needed: frozenset[int], folder: Path) -> None:
        self._edits = edits
        self._needed = needed
        self._folder = folder
        self._open: list[Changed] = []
        self._tried: dict[frozenset[int], list[bool]] = {}
        self._written = 0

    def of(self, changed: Sequence[Changed], watch: Watch) -> list[list[int]]:
        """For each changed answer the numbers of the edits that cause it together, in their order."""
        self._open, self._tried = list(changed), {}
        numbers = [number for number in range(len(self._edits.listed)) if number not in self._needed]
        found: dict[int, frozenset[int]] = {at: frozenset(numbers) for at in range(len(changed))} if len(numbers) == 1 else {}
        for at in watch(range(len(changed)), "causes"):
            if at not in found:
                causes = self._search(at, numbers)
                found |= {other: causes for other in range(at, len(changed)) if other not in found and self._are_causes(causes, other)}
                found[at] = causes
        return [sorted(found[at]) for at in range(len(changed))]

    def _search(self, at: int, numbers: list[int]) -> frozenset[int]:
        """A set of edits that gives the new answer, none of which can be left out."""
        for number in self._likely(at, numbers):
            if self._suffices(frozenset((number,)), at):
                return frozenset((number,))
        kept: frozenset[int] = frozenset()
        left = numbers
        while left and not self._suffices(kept, at):
            short, enough = 0, len(left)  # The beginning of length `enough` suffices, that of length `short` does not.
            while enough - short > 1:
                middle = (short + enough) // 2
                short, enough = (short, middle) if self._suffices(kept | {*left[:middle]}, at) else (middle, enough)
            kept |= {left[enough - 1]}
            left = left[: enough - 1]
        return self._smallest(kept, at)

    def _smallest(self, causes: frozenset[int], at: int) -> frozenset[int]:
        for number in sorted(causes):
            if len(causes) > 1 and self._suffices(causes - {number}, at):
                return self._smallest(causes - {number}, at)
        return causes

    def _are_causes(self, causes: frozenset[int], at: int) -> bool:
        """Whether edits that cause another answer cause this one too, and all are needed for it."""
        return self._suffices(causes, at) and (len(causes) == 1 or not any(self._suffices(causes - {number}, at) for number in causes))

    def _likely(self, at: int, numbers: list[int]) -> list[int]:
        """The edits whose words stand in the conversation, those with most such words first: tried before the search, since mostly it is they."""
        changed = self._open[at]
        said = set(_WORD.findall(fold_text(" ".join(message.text for message in changed.conversation.messages))))
        shared = {number: len(said & self._words(number)) for number in numbers}
        return sorted((number for number in numbers if shared[number]), key=lambda number: -shared[number])[:_MOST_LIKELY]

    def _words(self, number: int) -> set[str]:
        edit = self._edits.listed[number]
        return set(_WORD.findall(fold_text(f"{edit.before} {edit.after}")))

    def _suffices(self, made: frozenset[int], at: int) -> bool:
        """Whether the old knowledge with these edits gives the new answer; not where it would not be sound."""
        if made not in self._tried:
            self._tried[made] = self._try(made)
        return self._tried[made][at]

    def _try(self, made: frozenset[int]) -> list[bool]:
        """For every changed answer, whether these edits give it."""
        self._written += 1
        folder = self._folder / str(self._written)
        self._edits.write(folder, made | self._needed)
        try:
            assistant = Assistant(folder)
        except KnowledgeError:
            return [False] * len(self._open)
        finally:
            shutil.rmtree(folder)
        given: dict[int, list[Reply]] = {}
        for changed in self._open:
            if id(changed.conversation) not in given:
                given[id(changed.conversation)] = replies(changed.conversation, assistant)
        return [not differing(given[id(changed.conversation)][changed.position], changed.new) for changed in self._open]


def differing(reply: Reply, other: Reply) -> list[str]:
    """The fields in which two replies say something else to people or programs; how sure Onde is may differ."""
    return [name for name in Reply.__struct_fields__ if name != "confidence" and getattr(reply, name) != getattr(other, name)]
