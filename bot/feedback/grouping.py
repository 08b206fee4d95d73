"""Alike questions brought together: the same things named, and the same words but for typing errors and endings, or the same understood.

Only questions that name the same products and places are ever compared, and every word of one must be in the other, so that two
that differ in one thing alone are never one. In other words, or in another language, a question is the same where all of it was
understood, as the same, and got the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Prefix

from bot.feedback.naming import DOUBTFUL, STRANGE, Gist

LEAST_LIKENESS_ASKED_AGAIN, LEAST_LIKENESS_AS_WRITTEN = 70.0, 50.0
# From how many letters on two words with so many edits between them may be one; each of the two may be misspelt.
_FEWEST_LETTERS = {1: 4, 2: 7}
# How many letters two forms of one word begin with, at least, and which part of the longer one.
_BEGINNING, _LEAST_BEGINNING = 5, 0.7
_PIECE = 3
_MOST_LEFT_OUT = 1
_MOST_COMPARED = 500

Named = frozenset[str]
Words = tuple[str, ...]


def likeness(one: str, other: str) -> float:
    """How alike the words of two texts are, whatever their order: from 0 to 100."""
    return fuzz.token_sort_ratio(one, other)


class Groups:
    """Groups of questions by the number of each; questions are compared with those that share a word, or a piece of one."""

    def __init__(self) -> None:
        self._same: dict[tuple[Named, frozenset[str]], int] = {}
        self._understood: dict[tuple[Named, frozenset[str]], int] = {}
        self._groups: dict[tuple[Named, Words], int] = {}
        self._sharing: dict[tuple[Named, str], list[Words]] = defaultdict(list)

    def put(self, gist: Gist, group: int) -> None:
        """A question belongs to a group; the last one counts."""
        said = tuple(gist.words.split())
        if (gist.named, said) not in self._groups:
            for piece in _pieces(said):
                self._sharing[gist.named, piece].append(said)
        self._groups[gist.named, said] = group
        self._same[gist.named, gist.meanings] = group
        if gist.understood:
            self._understood[gist.named, gist.understood] = group

    def find(self, gist: Gist) -> int:
        """The group of a question; 0 where none is alike."""
        said = tuple(gist.words.split())
        found = self._same.get((gist.named, gist.meanings)) or self._groups.get((gist.named, said))
        found = found or self._understood.get((gist.named, gist.understood))
        if found:
            return found
        sharing = sorted((texts for piece in _pieces(said) if (texts := self._sharing.get((gist.named, piece)))), key=len)
        compared = dict.fromkeys(other for texts in sharing for other in texts[-_MOST_COMPARED:])
        alike = [(distance, other) for other in islice(compared, _MOST_COMPARED) if (distance := _distance(said, other)) is not None]
        return self._groups[gist.named, min(alike)[1]] if alike else 0


def _pieces(said: Words) -> Iterator[str]:
    """By what questions that may be alike are found: a word with a typing error keeps its beginning or its end."""
    for word in dict.fromkeys(word.rstrip(STRANGE + DOUBTFUL) for word in said):
        yield from (f"^{word[:_PIECE]}", f"{word[-_PIECE:]}$")


def _distance(one: Words, other: Words) -> int | None:
    """Edits between the words of two questions, each taken for one of the other's; None where one has none like it, a doubtful one aside."""
    left, total, alone = set(other).difference(one), 0, []
    for word in sorted(set(one).difference(other)):
        near = min(((edits, choice) for choice in left if (edits := _edits(word, choice)) is not None), default=None)
        if near is None:
            alone.append(word)
        else:
            left.remove(near[1])
            total += near[0]
    alone += left
    is_doubtful = len(alone) <= _MOST_LEFT_OUT and all(word.endswith(DOUBTFUL) for word in alone)
    return total + len(alone) if is_doubtful else None


def _edits(word: str, other: str) -> int | None:
    """Edits between two words that may be the same; None where they are two: words that are both known are only if they begin alike."""
    one, two = word.rstrip(STRANGE + DOUBTFUL), other.rstrip(STRANGE + DOUBTFUL)
    if one == two:
        return 0
    shared, shorter, longer = Prefix.similarity(one, two), *sorted((len(one), len(two)))
    if shared >= max(_BEGINNING, _LEAST_BEGINNING * longer):
        return 1
    edits = OSA.distance(one, two)
    may_be_misspelt = len(one) < len(word) or len(two) < len(other)
    return edits if may_be_misspelt and shorter >= _FEWEST_LETTERS.get(edits, longer + 1) else None
