"""Words found in spite of typing errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

LONGEST_WORD = 40
_SHORT = 4


def edits_in_names(length: int) -> int:
    """How many edits a word of `length` letters may hold and still be taken for a name."""
    if length <= 3:
        return 0
    if length <= 6:
        return 1
    return 2 if length <= 9 else 3


def edits_in_words(length: int) -> int:
    """How many edits a word of `length` letters may hold and still be taken for another common word."""
    return 0 if length <= 3 else 1 if length <= 8 else 2


class TypoIndex:
    """Finds the words within `edits(length)` of a misspelt one, without comparing it with all of them.

    After Pass-Join (Li, Deng, Wang, Feng 2011, "Pass-Join: a partition-based method for similarity joins"): a word within k
    edits of another, cut into k+1 pieces, keeps one piece whole near its place; one piece more lets two letters be swapped
    across a cut. Edits are optimal string alignment: a letter missing, doubled, wrong, or two swapped.
    """

    def __init__(self, words: Iterable[str], edits: Callable[[int], int]) -> None:
        self._by_piece: dict[tuple[int, int, str], list[str]] = {}
        self._pieces: dict[int, list[tuple[int, int, int]]] = {}
        self._edits = edits
        for word in words:
            if len(word) > 3 and word.isalpha():
                for number, start, end in self._cut(len(word)):
                    self._by_piece.setdefault((len(word), number, word[start:end]), []).append(word)

    def near(self, word: str) -> list[tuple[int, str]]:
        """Words within the edits allowed, each with its distance, nearest first, then by alphabet."""
        found: list[tuple[int, str]] = []
        for candidate in self._candidates(word):
            most = self._edits(min(len(word), len(candidate)) if len(word) > 4 else len(candidate))
            distance = _osa()(word, candidate, score_cutoff=most) if most else 1
            if distance <= most:
                found.append((distance, candidate))
        return sorted(found)

    def _candidates(self, word: str) -> set[str]:
        size, found = len(word), set[str]()
        for length, pieces in self._pieces.items():
            slack = self._edits(length)
            if abs(size - length) > slack:
                continue
            for number, start, end in pieces:
                for shift in range(-slack, slack + 1):
                    if 0 <= start + shift and end + shift <= size:
                        found.update(self._by_piece.get((length, number, word[start + shift : end + shift]), ()))
        return found

    def _cut(self, length: int) -> list[tuple[int, int, int]]:
        """Number, start and end of the pieces into which a word of `length` letters is cut."""
        if length not in self._pieces:
            count = min(self._edits(length) + 2, length)
            bounds = [round(index * length / count) for index in range(count + 1)]
            self._pieces[length] = [(number, bounds[number], bounds[number + 1]) for number in range(count)]
        return self._pieces[length]


def best(near: list[tuple[int, str]], ranks: Mapping[str, int], word: str) -> tuple[str, float] | None:
    """The likeliest of the near words and how alike it is (0 to 1), or None.

    Fewer edits come first, then the same first letter, then the very same letters, then any but a short word with a letter too many,
    then what is more telling (the lower rank), then the likeness by Jaro and Winkler, then the alphabet.
    """
    if not near:
        return None
    letters = sorted(word)
    distance, *_, choice = min(
        (
            distance,
            choice[0] != word[0],
            sorted(choice) != letters,
            _adds_to_short(word, choice),
            ranks.get(choice, 2),
            -likeness(word, choice),
            choice,
        )
        for distance, choice in near
    )
    return choice, 1 - distance / max(len(word), len(choice))


def _adds_to_short(word: str, choice: str) -> bool:
    """Whether a word would be one of four letters with a letter too many, which is none typed twice."""
    return len(choice) == _SHORT < len(word) and all(letter != following for letter, following in zip(word, word[1:], strict=False))


def distance_between(word: str, other: str) -> int:
    """Edits between two words: optimal string alignment."""
    return _osa()(word, other)


def likeness(word: str, other: str) -> float:
    """How alike two words are by Jaro and Winkler, 0 to 1."""
    return _jaro_winkler()(word, other)


@cache
def _osa() -> Callable[..., int]:
    """Read when the first misspelt word comes: most starts answer one question, and reading it takes a tenth of them."""
    from rapidfuzz.distance import OSA

    return OSA.distance


@cache
def _jaro_winkler() -> Callable[[str, str], float]:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity
