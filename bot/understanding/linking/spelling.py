"""Words as they were meant: typing errors mended, words written apart joined, words run together parted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from msgspec import Struct

from bot.folding import fold, is_word
from bot.understanding.linking.known import Known
from bot.understanding.linking.lexicon import OUTSIDE, Lexicon
from bot.understanding.linking.phrases import longest_by_first
from bot.understanding.linking.stems import Stem
from bot.understanding.linking.typos import LONGEST_WORD, TypoIndex, best, distance_between, edits_in_names, edits_in_words, likeness

SHORTEST_JOINED = 6
SHORTEST_SPLIT = 6
LONG_ENOUGH = 6
LONGEST_GLUED = 3
FEWEST_LETTERS = 3
MOST_LETTERS = 20
MOST_MENDED = 200  # Of a message's words: one with more that are unknown is written in no language that is read here.
LEAST_LIKENESS = 0.92
SCORE_OF_SPLIT = 0.9
SCORE_OF_RESPELT = 0.95


class Token(Struct, frozen=True, gc=False):
    """One word or punctuation mark: as typed, folded, and how it was read."""

    text: str
    folded: str
    is_word: bool
    score: float = 1.0
    read_as: str = ""


_END = Token("", "", False)

# Sorts of words and marks, one letter each: single letters may spell an abbreviation in a row, and doubtful ones have to be looked at.
_SURE, _LETTER, _DOUBTFUL = ".l?"
_SPELT = _LETTER * FEWEST_LETTERS


class Speller:
    """Reads the words of a message by the vocabulary of a lexicon."""

    def __init__(self, lexicon: Lexicon, stemmers: dict[str, Stem]) -> None:
        self._lexicon = lexicon
        self._stemmers = stemmers
        self._typos: tuple[TypoIndex, TypoIndex] | None = None
        self._longest_mark = longest_by_first(lexicon.spoken_marks)
        self._corrected = lru_cache(maxsize=20_000)(self._correct_word)
        self._looked_at = Known(self._look_at)

    def tokens(self, parts: list[str]) -> list[Token]:
        """Tokens of the words and marks of a message, typing errors mended."""
        if not parts:
            return []
        tokens, sorts = zip(*map(self._looked_at.__getitem__, parts), strict=True)
        shape = "".join(sorts)
        if _DOUBTFUL in shape or _SPELT in shape:
            return self._all_mended(list(self._dictated(list(tokens))))
        return list(tokens)

    def _look_at(self, part: str) -> tuple[Token, str]:
        """A word or mark as it stands, and of which sort it is: doubtful unless it surely means what stands there."""
        token = Token(part, fold(part), is_word(part))
        if token.is_word and (token.folded in self._longest_mark or token.folded in self._lexicon.prefixes or not self.is_known(token.folded)):
            return token, _DOUBTFUL
        return token, _LETTER if token.is_word and len(token.folded) == 1 else _SURE

    def _all_mended(self, tokens: list[Token]) -> list[Token]:
        """The tokens with those that are unknown, or written apart, as they were meant."""
        mended: list[Token] = []
        unknown, joined = 0, None
        for token, following in zip_longest(tokens, tokens[1:], fillvalue=_END):
            if joined is not None:
                joined = None
                continue
            joined = self._joined(token, following) if token.is_word and following.is_word else None
            if joined is not None:
                mended.append(joined)
            elif token.is_word and unknown < MOST_MENDED and not self.is_known(token.folded):
                mended += self._mended(token)
                unknown += 1
            else:
                mended.append(token)
        return mended

    def _dictated(self, tokens: list[Token]) -> Iterator[Token]:
        """Tokens as one would write them: marks that were said ("question mark") as marks, words that were spelt out ("S S O") as words."""
        index = 0
        while index < len(tokens):
            length, mark = self._said_mark(tokens, index)
            if mark:
                yield Token(mark, mark, False)
            else:
                length = self._spelt_out(tokens, index)
                if length == 1:
                    yield tokens[index]
                    index += 1
                    continue
                span = tokens[index : index + length]
                yield Token("".join(token.text for token in span), "".join(token.folded for token in span), span[0].is_word)
            index += length

    def _said_mark(self, tokens: list[Token], index: int) -> tuple[int, str]:
        """How many tokens from `index` on name a mark, and the mark; the longest name counts. Nobody dictates one beside a written one."""
        for length in range(self._longest_mark.get(tokens[index].folded, 0), 0, -1):
            mark = self._lexicon.spoken_marks.get(" ".join(token.folded for token in tokens[index : index + length]))
            if mark and all(token.is_word for token in (*tokens[max(0, index - 1) : index], *tokens[index + length : index + length + 1])):
                return length, mark
        return 1, ""

    def _spelt_out(self, tokens: list[Token], index: int) -> int:
        """How many single letters from `index` on spell an abbreviation that is known, 1 where none do."""
        if len(tokens[index].folded) > 1:
            return 1
        end = index
        while end < min(len(tokens), index + MOST_LETTERS) and len(tokens[end].folded) == 1 and tokens[end].folded.isalpha():
            end += 1
        lengths = range(end - index, FEWEST_LETTERS - 1, -1)
        return next((length for length in lengths if self._is_exact_word("".join(token.folded for token in tokens[index : index + length]))), 1)

    def is_known(self, word: str) -> bool:
        """Whether a folded word stands in the lexicon, in any form."""
        return word.isdigit() or self._lexicon.knows(word, self._stemmers)

    def _joined(self, token: Token, following: Token) -> Token | None:
        """Two words that are one name written apart, or nothing; the first may be misspelt where the second is exact."""
        first = self._as_prefix(token.folded)
        together = first + following.folded
        rank = self._lexicon.vocabulary.get(together)
        leads = first in self._lexicon.prefixes
        if (rank is None and not leads) or len(together) < SHORTEST_JOINED:
            return None
        apart = leads or not (self.is_known(first) and self.is_known(following.folded))
        if rank is not None and rank <= 1 and apart:
            return Token(f"{token.text} {following.text}", together, True)
        if leads and not (self.is_known(following.folded) and following.folded not in self._lexicon.vocabulary):
            near = self._corrected(together)
            if (
                near
                and near[0] in self._lexicon.names
                and self._is_alike_where_it_counts(together, near[0])
                and not self._is_exact_word(following.folded)
            ):
                return Token(f"{token.text} {following.text}", near[0], True, near[1], near[0])
        return None

    def _as_prefix(self, word: str) -> str:
        """A word with which names begin, mended; any other as it is."""
        if word in self._lexicon.prefixes or len(word) <= FEWEST_LETTERS or self.is_known(word):
            return word
        near = self._corrected(word)
        return near[0] if near and near[0] in self._lexicon.prefixes else word

    def _is_exact_word(self, word: str) -> bool:
        return self._lexicon.vocabulary.get(word, 2) < 2

    def _mended(self, token: Token) -> list[Token]:
        """An unknown word as the word or the two words that it is likeliest to be; as it stands where nothing is near."""
        near = self._corrected(token.folded)
        if near is not None:
            return [Token(token.text, near[0], True, near[1], near[0])]
        halves = self._split(token.folded)
        if halves:
            return [Token(token.text if number == 0 else "", half, True, SCORE_OF_SPLIT, half) for number, half in enumerate(halves)]
        return [token]

    def _respelt(self, word: str) -> str:
        """The known word that sounds as an unknown one, which is written as in another country or by ear; nothing where there is none."""
        spelt = [word.replace(heard, written) for heard, written in self._lexicon.respellings.items() if heard in word]
        return next((other for other in spelt if self.is_known(other) and self._lexicon.vocabulary.get(other, 2) <= 2), "")

    def _correct_word(self, word: str) -> tuple[str, float] | None:
        if not word.isalpha() or len(word) > LONGEST_WORD:
            return None
        if len(word) >= LONG_ENOUGH and (respelt := self._respelt(word)):
            return respelt, SCORE_OF_RESPELT
        vocabulary = self._lexicon.vocabulary
        if len(word) == 3:
            longer = [(1, word[:at] + letter + word[at:]) for at in (1, 2) for letter in "aeiou"]
            return best([(distance, choice) for distance, choice in longer if vocabulary.get(choice, 2) < 2], vocabulary, word)
        near = [
            (distance, choice)
            for index in self._typo_indexes()
            for distance, choice in index.near(word)
            if self._is_alike_where_it_counts(word, choice)
        ]
        if len(word) == 4:
            near = [
                (distance, choice) for distance, choice in near if sorted(choice) == sorted(word) or len(choice) > 4 or vocabulary.get(choice, 2) == 0
            ]
        return best([(distance, choice) for distance, choice in near if self._is_likely(word, choice, distance)], vocabulary, word)

    def _typo_indexes(self) -> tuple[TypoIndex, TypoIndex]:
        """Of names and of other words, made when the first misspelt word comes."""
        if self._typos is None:
            ranks = self._lexicon.vocabulary.items()
            names, others = [word for word, rank in ranks if rank == 0], [word for word, rank in ranks if rank in (1, 2)]
            self._typos = (TypoIndex(names, edits_in_names), TypoIndex(others, edits_in_words))
        return self._typos

    def _is_likely(self, word: str, choice: str, distance: int) -> bool:
        """Names may be far off; another word must be nearly there, for it could be a word that the lexicon lacks."""
        if self._lexicon.vocabulary[choice] == 0:
            return True
        if self._lexicon.vocabulary[choice] == 2 and len(word) < LONG_ENOUGH:
            is_place = choice in self._lexicon.names and len(choice) == LONG_ENOUGH
            return distance == 1 and is_place and (choice[0], choice[-1]) == (word[0], word[-1])
        if distance == 1:
            return choice[0] == word[0] or sorted(choice) == sorted(word)
        return distance == 2 and len(word) >= 9 and likeness(word, choice) >= LEAST_LIKENESS

    def _is_alike_where_it_counts(self, word: str, name: str) -> bool:
        """Names that share a beginning must be alike in what distinguishes them."""
        for prefix in self._lexicon.prefixes:
            if name.startswith(prefix) and name in self._lexicon.names:
                rest = name[len(prefix) :]
                return min(distance_between(word[cut:], rest) for cut in range(max(0, len(prefix) - 2), len(prefix) + 2)) <= len(rest) * 2 // 5
        return True

    def is_like_a_name(self, word: str) -> bool:
        """Whether a word begins as several names do."""
        return any(word.startswith(prefix) and len(word) > len(prefix) + 2 for prefix in self._lexicon.prefixes)

    def _split(self, word: str) -> tuple[str, str] | None:
        """Two known words run together, the longer first half preferred."""
        if not SHORTEST_SPLIT <= len(word) <= LONGEST_WORD or self.is_like_a_name(word):
            return None
        for at in range(len(word) - 2, 1, -1):
            left, right = word[:at], word[at:]
            ranks = sorted((self._lexicon.vocabulary.get(left, 3), self._lexicon.vocabulary.get(right, 3)))
            joined = ranks[1] <= 1 or min(len(left), len(right)) <= LONGEST_GLUED
            joined = joined and not self._is_of_outside(min(left, right, key=len))
            if max(len(left), len(right)) >= 4 and ranks[0] <= 1 and ranks[1] <= 2 and joined:
                return left, right
        return None

    def _is_of_outside(self, word: str) -> bool:
        """Whether a short word names what lies outside the articles, as no part of another word does."""
        if len(word) > LONGEST_GLUED:
            return False
        return any(self._lexicon.phrases[code].alone.get(stem(word), "").startswith(OUTSIDE) for code, stem in self._stemmers.items())
