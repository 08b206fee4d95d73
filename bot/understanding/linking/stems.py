"""Words without their endings, by the rules of each language's YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.folding import fold
from bot.knowledge.schema import Ending

Stem = Callable[[str], str]


class Stemmer:
    """Cuts endings in rounds: in each round the first rule that fits is applied.

    A light stemmer in the manner of Harman (1991), "How effective is suffixing?": plural, gender and verb endings only.
    """

    def __init__(self, rounds: Sequence[Sequence[Ending]], irregular: Mapping[str, str]) -> None:
        self._rounds = [_by_last_letter(endings) for endings in rounds]
        self._telling = [(fold(ending.cut), ending.keep, ending.tells) for endings in rounds for ending in endings if ending.tells]
        self._irregular = frozenset(map(fold, irregular))
        self._known: dict[str, str] = {fold(word): fold(stem) for word, stem in irregular.items()}

    def __call__(self, word: str) -> str:
        """The stem of a folded word."""
        stem = self._known.get(word)
        if stem is None:
            stem = self._cut(word)
            if len(self._known) < 100_000:
                self._known[word] = stem
        return stem

    def tells(self, word: str) -> str:
        """The cue that the ending of a folded word tells beside its stem, nothing where it tells none."""
        if word in self._irregular:
            return ""
        return next((cue for cut, keep, cue in self._telling if word.endswith(cut) and len(word) - len(cut) >= keep), "")

    def _cut(self, word: str) -> str:
        for endings in self._rounds:
            for cut, put, keep in endings.get(word[-1:], ()):
                if word.endswith(cut) and len(word) - len(cut) >= keep:
                    word = word[: len(word) - len(cut)] + put
                    break
        return word


def _by_last_letter(endings: Sequence[Ending]) -> dict[str, list[tuple[str, str, int]]]:
    """What each ending is cut to, and how many letters it keeps before it, in order, by the letter with which it ends."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for ending in endings:
        found.setdefault(fold(ending.cut)[-1:], []).append((fold(ending.cut), fold(ending.put), ending.keep))
    return found
