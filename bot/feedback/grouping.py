"""Alike questions brought together: the same things named, and the same or nearly the same words.

Only questions that name the same products and places are ever compared, so that two that differ in a product alone are never one.
"""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz, process

from bot.feedback.naming import Gist

LEAST_LIKENESS = 88.0
LEAST_LIKENESS_ASKED_AGAIN, LEAST_LIKENESS_AS_WRITTEN = 70.0, 50.0
_RAREST = 2
_MOST_COMPARED = 500


def likeness(one: str, other: str) -> float:
    """How alike the words of two texts are, whatever their order: from 0 to 100."""
    return fuzz.token_sort_ratio(one, other)


class Groups:
    """Groups of questions by the number of each; questions are compared with those that share one of their rarest words."""

    def __init__(self) -> None:
        self._exact: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._texts: dict[tuple[frozenset[str], str], int] = {}
        self._sharing: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)

    def put(self, gist: Gist, group: int) -> None:
        """A question belongs to a group; the last one counts."""
        self._exact[gist.named, gist.meanings] = group
        if (gist.named, gist.words) not in self._texts:
            for word in set(gist.words.split()):
                self._sharing[gist.named, word].append(gist.words)
        self._texts[gist.named, gist.words] = group

    def find(self, gist: Gist) -> int:
        """The group of a question; 0 where none is alike."""
        found = self._exact.get((gist.named, gist.meanings)) or self._texts.get((gist.named, gist.words))
        if found:
            return found
        sharing = [texts for word in set(gist.words.split()) if (texts := self._sharing.get((gist.named, word)))]
        rarest = sorted(sharing, key=lambda texts: (len(texts), texts))[:_RAREST]
        alike = list(dict.fromkeys(text for texts in rarest for text in texts[-_MOST_COMPARED:]))
        best = process.extractOne(gist.words, alike, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_LIKENESS)
        return self._texts[gist.named, best[0]] if best else 0
