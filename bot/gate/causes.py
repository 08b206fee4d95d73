"""Which edit changes an answer: found by making some of the edits and not others, never guessed.

For each answer a set of edits is sought with which the old knowledge gives the new answer, and none of which can be left out. Where
one alone does, it is the cause. After QuickXplain (Junker 2004): the shortest beginning of the list of edits that suffices
ends with one that is needed; that is kept, and the search goes on before it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from functools import lru_cache
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

_MOST_LIKELY = 3
_MOST_KEPT = 24  # Assistants with some of the edits made: each takes 0.5 s to make and 13 MB to keep.
_WORD = re.compile(r"\w{3,}")


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
        self._assistant = lru_cache(_MOST_KEPT)(self._make)
        self._words = [_words(edit.before) ^ _words(edit.after) for edit in edits.listed]

    def of(self, changed: Sequence[Changed], watch: Watch) -> list[list[int]]:
        """For each changed answer the numbers of the edits that cause it together, in their order."""
        numbers = [number for number in range(len(self._edits.listed)) if number not in self._needed]
        found: dict[int, frozenset[int]] = {at: frozenset(numbers) for at in range(len(changed))} if len(numbers) == 1 else {}
        for at in watch(range(len(changed)), "causes"):
            if at not in found:
                causes = found[at] = self._search(changed[at], numbers)
                found |= {other: causes for other in range(at + 1, len(changed)) if other not in found and self._are_causes(causes, changed[other])}
        return [sorted(found[at]) for at in range(len(changed))]

    def _search(self, changed: Changed, numbers: list[int]) -> frozenset[int]:
        """A set of edits that gives the new answer, none of which can be left out."""
        for number in self._likely(changed, numbers):
            if self._suffices(frozenset((number,)), changed):
                return frozenset((number,))
        kept: frozenset[int] = frozenset()
        left = numbers
        while left and not self._suffices(kept, changed):
            short, enough = 0, len(left)  # The beginning of length `enough` suffices, that of length `short` does not.
            while enough - short > 1:
                middle = (short + enough) // 2
                short, enough = (short, middle) if self._suffices(kept | {*left[:middle]}, changed) else (middle, enough)
            kept |= {left[enough - 1]}
            left = left[: enough - 1]
        return self._smallest(kept, changed)

    def _smallest(self, causes: frozenset[int], changed: Changed) -> frozenset[int]:
        for number in sorted(causes):
            if len(causes) > 1 and self._suffices(causes - {number}, changed):
                return self._smallest(causes - {number}, changed)
        return causes

    def _are_causes(self, causes: frozenset[int], changed: Changed) -> bool:
        """Whether edits that cause another answer cause this one too, and all are needed for it."""
        return self._suffices(causes, changed) and (len(causes) == 1 or not any(self._suffices(causes - {number}, changed) for number in causes))

    def _likely(self, changed: Changed, numbers: list[int]) -> list[int]:
        """The edits whose words are asked for or differ in the answer, those with most such words first: tried before the search,
        since mostly it is they."""
        said = _words(*(message.text for message in changed.conversation.messages)) | (_words(changed.old.text) ^ _words(changed.new.text))
        shared = {number: len(said & self._words[number]) for number in numbers}
        return sorted((number for number in numbers if shared[number]), key=lambda number: -shared[number])[:_MOST_LIKELY]

    def _suffices(self, made: frozenset[int], changed: Changed) -> bool:
        """Whether the old knowledge with these edits gives the new answer; not where it would not be sound."""
        assistant = self._assistant(made)
        return assistant is not None and not differing(replies(changed.conversation, assistant)[changed.position], changed.new)

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


def _words(*texts: str) -> set[str]:
    return set(_WORD.findall(fold_text(" ".join(texts))))


def differing(reply: Reply, other: Reply) -> list[str]:
    """The fields in which two replies say something else to people or programs; how sure Onde is may differ."""
    return [name for name in Reply.__struct_fields__ if name != "confidence" and getattr(reply, name) != getattr(other, name)]
