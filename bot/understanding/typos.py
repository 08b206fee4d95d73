"""Words found in spite of typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA, JaroWinkler

MOST_EDITS = 3


def edits_allowed(length: int) -> int:
    """How many edits a word of `length` letters may hold and still be taken for another."""
    if length <= 3:
        return 0
    if length <= 6:
        return 1
    return 2 if length <= 9 else MOST_EDITS


class TypoIndex:
    """Finds the words within a few edits of a misspelt one, without comparing it with all of them.

    Pass-Join (Li, Deng, Wang, Feng 2011, "Pass-Join: a partition-based method for similarity joins"): a word within k edits
    of another, cut into k+1 pieces, keeps one piece whole near its place. Edits are optimal string alignment: a letter
    missing, doubled, wrong, or two swapped.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_piece: dict[tuple[int, int, str], list[str]] = {}
        self._lengths: set[int] = set()
        for word in words:
            if len(word) > 3 and word.isalpha():
                self._lengths.add(len(word))
                for number, start, end in _pieces(len(word)):
                    self._by_piece.setdefault((len(word), number, word[start:end]), []).append(word)

    def near(self, word: str) -> list[tuple[int, str]]:
        """Words within the edits allowed, each with its distance, nearest first, then by alphabet."""
        found: dict[str, int] = {}
        for candidate in self._candidates(word):
            if candidate not in found:
                most = edits_allowed(min(len(word), len(candidate)) if len(word) > 4 else len(candidate))
                found[candidate] = OSA.distance(word, candidate, score_cutoff=most) if most else MOST_EDITS + 1
                if found[candidate] > most:
                    found[candidate] = MOST_EDITS + 1
        return sorted((distance, candidate) for candidate, distance in found.items() if distance <= MOST_EDITS)

    def _candidates(self, word: str) -> Iterator[str]:
        size = len(word)
        for length in range(max(4, size - MOST_EDITS), size + MOST_EDITS + 1):
            if length not in self._lengths:
                continue
            slack = edits_allowed(length)
            if abs(size - length) > slack:
                continue
            for number, start, end in _pieces(length):
                for shift in range(-slack, slack + 1):
                    if 0 <= start + shift and end + shift <= size:
                        yield from self._by_piece.get((length, number, word[start + shift : end + shift]), ())


def _pieces(length: int) -> list[tuple[int, int, int]]:
    """Number, start and end of the pieces into which a word of `length` letters is cut.

    A swap of two letters touches two neighbouring pieces, so there is one piece more for each edit than Pass-Join needs.
    """
    count = min(2 * edits_allowed(length) + 1, length)
    bounds = [round(index * length / count) for index in range(count + 1)]
    return [(number, bounds[number], bounds[number + 1]) for number in range(count)]


def best(near: list[tuple[int, str]], ranks: Mapping[str, int], word: str) -> tuple[str, float] | None:
    """The likeliest of the near words and how alike it is (0 to 1), or None.

    Fewer edits come first, then the same first letter, then what is more telling (the lower rank), then the likeness by
    Jaro and Winkler, then the alphabet.
    """
    if not near:
        return None
    distance, *_, choice = min(
        (distance, choice[0] != word[0], ranks.get(choice, 2), -JaroWinkler.similarity(word, choice), choice) for distance, choice in near
    )
    return choice, 1 - distance / max(len(word), len(choice))


def distance_between(word: str, other: str) -> int:
    """Edits between two words: optimal string alignment."""
    return OSA.distance(word, other)


def likeness(word: str, other: str) -> float:
    """How alike two words are by Jaro and Winkler, 0 to 1."""
    return JaroWinkler.similarity(word, other)
