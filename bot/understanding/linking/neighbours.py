"""Words of neighbouring languages that people mix into a message, put into the words of one that is read here."""

from __future__ import annotations

from bot.folding import fold, words
from bot.understanding.linking.known import Known
from bot.understanding.linking.lexicon import Lexicon
from bot.understanding.linking.phrases import longest_by_first
from bot.understanding.linking.stems import Stem

# How many letters a foreign word has at least that shows by itself that a language is mixed in, and how many such words show it of those too
# that mean something else here.
_TELLING, _FEWEST = 3, 2


class Neighbours:
    """Foreign words and phrases of a lexicon, each with what it is here.

    A word with accents is known without them too, unless that is a word of its own.
    """

    def __init__(self, lexicon: Lexicon, stemmers: dict[str, Stem]) -> None:
        self._lexicon = lexicon
        self._stemmers = stemmers
        self._own: dict[str, str] = {}
        self._of: dict[str, str] = {}  # The language for whose words a foreign one is taken.
        for code, meant in lexicon.neighbours.items():
            plain = {" ".join(map(fold, foreign.split())): own for foreign, own in meant.items() if not foreign.isascii()}
            self._own |= {foreign: own for foreign, own in plain.items() if " " in foreign or not lexicon.knows(foreign, stemmers)} | meant
            self._of |= dict.fromkeys((*plain, *meant), code)
        self._longest = longest_by_first(self._own)
        self._looked_at = Known(self._look_at)

    def _means_else(self, word: str) -> bool:
        """Whether a folded word means something by itself here."""
        return any(self._lexicon.phrases[code].alone.get(stem(word)) for code, stem in self._stemmers.items())

    def _look_at(self, part: str) -> tuple[str, bool, int]:
        """A word or mark as foreign phrases spell it, whether it shows by itself that it is foreign, and beside how many that do it is replaced."""
        exact, plain = part.casefold(), fold(part)
        if not exact.isascii() and exact in self._longest:
            return exact, exact in self._own, 0
        tells = plain in self._own and len(plain) >= _TELLING and not self._lexicon.knows(plain, self._stemmers, but=self._of[plain])
        return plain, tells, 0 if tells else _FEWEST if self._means_else(plain) else 1

    def in_own_words(self, parts: list[str]) -> list[str]:
        """The words and marks of a message, foreign ones replaced; those that are a word here too only where several show what is mixed in."""
        looked = [self._looked_at[part] for part in parts]
        spelt = [word for word, _, _ in looked]
        if self._longest.keys().isdisjoint(spelt):
            return parts
        lengths = [self._length(spelt, at) for at in range(len(spelt))]
        telling = len({word for word, tells, _ in looked if tells}) + sum(length > 1 for length in lengths)
        found: list[str] = []
        index = 0
        while index < len(parts):
            length = lengths[index]
            if length > 1 or (length and telling >= looked[index][2]):
                found += words(self._own[" ".join(spelt[index : index + length])])
            else:
                found.append(parts[index])
            index += max(length, 1)
        return found

    def _length(self, spelt: list[str], at: int) -> int:
        """How many words from a position on are a foreign phrase, the longest one; none where a name begins there ("Los Angeles")."""
        if spelt[at] not in self._longest or any(f"{spelt[at]} {word}" in self._lexicon.names for word in spelt[at + 1 : at + 2]):
            return 0
        return next((size for size in range(self._longest[spelt[at]], 0, -1) if " ".join(spelt[at : at + size]) in self._own), 0)
