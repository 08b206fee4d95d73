"""Mentions: which words of a message name something, exactly first, then in spite of typing errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from bot.folding import fold
from bot.understanding.lexicon import CUE, DATA, NUMBER, PRODUCT, REGION, SMALL, Lexicon, Phrases
from bot.understanding.stems import Stemmer
from bot.understanding.typos import LONGEST_WORD, TypoIndex, best, distance_between, edits_in_names, edits_in_words, likeness

UNKNOWN = "unknown"
Table = tuple[Phrases, list[str]]

SHORTEST_JOINED = 6
SHORTEST_SPLIT = 7
LONG_ENOUGH = 6
LEAST_LIKENESS = 0.92
ACCENT_VOTES = 3.0

# Cues that keep their meaning inside the name of a region ("US only").
_KEPT_INSIDE = frozenset({f"{CUE}:only", f"{CUE}:or", f"{CUE}:and"})


class Mention(Struct, frozen=True):
    """Words `start` to `end` (exclusive) of a message and what they may mean.

    `meanings` are "kind:key" strings; `score` is 1 for words as written and less for corrected ones; `read_as` is what a
    misspelt word was taken for, empty where it was taken as it stands.
    """

    start: int
    end: int
    text: str
    meanings: tuple[str, ...]
    score: float = 1.0
    read_as: str = ""

    @property
    def cues(self) -> tuple[str, ...]:
        """The keys of the cues that this is."""
        return _split(self.meanings)[1]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its meanings, in their order."""
        return _split(self.meanings)[0]

    def has(self, meaning: str) -> bool:
        """Whether this may mean `meaning`."""
        return meaning in self.meanings


@lru_cache(maxsize=50_000)
def _split(meanings: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of meanings, and the keys of those that are cues."""
    pairs = [meaning.partition(":") for meaning in meanings]
    return tuple(kind for kind, _, _ in pairs), tuple(key for kind, _, key in pairs if kind == CUE)


class Token(Struct):
    """One word or punctuation mark: as typed, folded, and how it was read."""

    text: str
    folded: str
    is_word: bool
    score: float = 1.0
    read_as: str = ""


class Linker:
    """Finds the mentions of a message by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stemmers = {code: Stemmer(rounds, lexicon.irregular[code]) for code, rounds in lexicon.endings.items()}
        self._typos: tuple[TypoIndex, TypoIndex] | None = None
        self._corrected = lru_cache(maxsize=20_000)(self._correct_word)
        self._only_in = lru_cache(maxsize=20_000)(self._language_of)

    def tokens(self, parts: list[str]) -> list[Token]:
        """Tokens of the words and marks of a message, typing errors mended."""
        tokens = [Token(part, fold(part), part[0].isalnum()) for part in parts]
        mended: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            joined = self._joined(token, following) if following is not None and token.is_word and following.is_word else None
            if joined is not None:
                mended.append(joined)
                index += 2
                continue
            index += 1
            if token.is_word and not self.is_known(token.folded):
                mended += self._mended(token)
            else:
                mended.append(token)
        return mended

    def is_known(self, word: str) -> bool:
        """Whether a folded word stands in the lexicon, in any form."""
        return word in self._lexicon.vocabulary or word.isdigit() or any(self._stemmers[code](word) in stems for code, stems in self._lexicon.stems.items())

    def _joined(self, token: Token, following: Token) -> Token | None:
        """Two words that are one name written apart, or nothing."""
        together = token.folded + following.folded
        rank = self._lexicon.vocabulary.get(together)
        if (rank is None and token.folded not in self._lexicon.prefixes) or len(together) < SHORTEST_JOINED:
            return None
        apart = token.folded in self._lexicon.prefixes or not (self.is_known(token.folded) and self.is_known(following.folded))
        if rank is not None and rank <= 1 and apart:
            return Token(f"{token.text} {following.text}", together, True)
        if token.folded in self._lexicon.prefixes and not (self.is_known(following.folded) and following.folded not in self._lexicon.vocabulary):
            near = self._corrected(together)
            if near and near[0] in self._lexicon.names and self._is_alike_where_it_counts(together, near[0]) and not self._is_exact_word(following.folded):
                return Token(f"{token.text} {following.text}", near[0], True, near[1], near[0])
        return None

    def _is_exact_word(self, word: str) -> bool:
        return self._lexicon.vocabulary.get(word, 2) < 2

    def _mended(self, token: Token) -> list[Token]:
        """An unknown word as the word or the two words that it is likeliest to be; as it stands where nothing is near."""
        near = self._corrected(token.folded)
        if near is not None:
            return [Token(token.text, near[0], True, near[1], near[0])]
        halves = self._split(token.folded)
        if halves:
            return [Token(token.text if number == 0 else "", half, True, 0.9, half) for number, half in enumerate(halves)]
        return [token]

    def _correct_word(self, word: str) -> tuple[str, float] | None:
        if not word.isalpha() or len(word) > LONGEST_WORD:
            return None
        vocabulary = self._lexicon.vocabulary
        if len(word) == 3:
            longer = [(1, word[:at] + letter + word[at:]) for at in (1, 2) for letter in "aeiou"]
            return best([(distance, choice) for distance, choice in longer if vocabulary.get(choice, 2) < 2], vocabulary, word)
        near = [(distance, choice) for index in self._typo_indexes() for distance, choice in index.near(word) if self._is_alike_where_it_counts(word, choice)]
        if len(word) == 4:
            near = [(distance, choice) for distance, choice in near if sorted(choice) == sorted(word) or len(choice) > 4 or vocabulary.get(choice, 2) == 0]
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
            return False
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

    def _split(self, word: str) -> tuple[str, str] | None:
        """Two known words run together, the longer first half preferred."""
        if not SHORTEST_SPLIT <= len(word) <= LONGEST_WORD:
            return None
        for at in range(len(word) - 2, 1, -1):
            left, right = word[:at], word[at:]
            ranks = sorted((self._lexicon.vocabulary.get(left, 3), self._lexicon.vocabulary.get(right, 3)))
            if max(len(left), len(right)) >= 4 and ranks[0] <= 1 and ranks[1] <= 2:
                return left, right
        return None

    def language(self, tokens: list[Token]) -> tuple[str, dict[str, float]]:
        """The likeliest language ("" where nothing tells) and each language's share of telling words."""
        counts = {code: 0.0 for code in self._lexicon.common}
        for token in tokens:
            if token.is_word:
                telling = self._only_in(token.folded)
                if telling:
                    counts[telling] += token.score
                if not token.text.isascii():
                    for code, letters in self._lexicon.letters.items():
                        if any(letter in letters for letter in token.text.casefold()):
                            counts[code] += ACCENT_VOTES
        if not any(counts.values()):
            counts = self._meaningful(tokens)
        most = max(counts.values())
        leaders = [code for code, count in counts.items() if count == most]
        return (leaders[0] if most > 0 and len(leaders) == 1 else ""), counts

    def _meaningful(self, tokens: list[Token]) -> dict[str, float]:
        """For each language the number of words that are more than small words in it."""
        counts = {code: 0.0 for code in self._lexicon.common}
        for token in tokens:
            for code, phrases in self._lexicon.phrases.items():
                counts[code] += phrases.get(self._stemmers[code](token.folded), SMALL) not in ("", SMALL)
        return counts

    def _language_of(self, word: str) -> str:
        """The only language in which a folded word stands alone, or nothing."""
        knowing = [code for code, common in self._lexicon.common.items() if self._stemmers[code](word) in common]
        return knowing[0] if len(knowing) == 1 else ""

    def mentions(self, tokens: list[Token], language: str) -> list[Mention]:
        """The longest phrases from left to right, the message's own language before others; every word is in one mention."""
        folded = [token.folded for token in tokens]
        tables: list[Table] = [(self._lexicon.names, folded)]
        for code in sorted(self._lexicon.phrases, key=lambda code: code != language):
            stem = self._stemmers[code]
            tables.append((self._lexicon.phrases[code], [stem(word) for word in folded]))
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            if not tokens[index].is_word and folded[index] not in "&+%=":
                index += 1
                continue
            length, meanings = _longest(tables, index, telling=not language)
            exact = self._lexicon.written_exactly.get(tokens[index].text) if length <= 1 else None
            if exact:
                length, meanings = 1, (exact,)
            if length > 1 and _is_overlapped(tables, index, length):
                length, meanings = 1, _single(tables, index)
            if length > 1 and meanings[0].startswith(REGION):
                meanings = (*meanings, *_cues_inside(tables, index, length))
            found.append(_mention(tokens, index, max(1, length), meanings))
            index += max(1, length)
        return found


def _longest(tables: list[Table], index: int, *, telling: bool) -> tuple[int, tuple[str, ...]]:
    """Length and meanings of the longest phrase at `index`; of equally long ones names and the first language win.

    Where no language is known (`telling`), a small word of one language gives way to what it means in another.
    """
    length, meanings = 0, ""
    for phrases, forms in tables:
        phrase, at = forms[index], index + 1
        means = phrases.get(phrase)
        while means is not None:
            if means and at - index > length:
                length, meanings = at - index, means
            if at == len(forms):
                break
            phrase = f"{phrase} {forms[at]}"
            at += 1
            means = phrases.get(phrase)
        if telling and meanings == SMALL:
            length = 0
    return max(length, 1 if meanings else 0), _meanings(meanings)


def _is_overlapped(tables: list[Table], index: int, length: int) -> bool:
    """Whether a longer or more telling phrase begins inside a phrase and goes on after it ("the page" in "the page status data")."""
    small = _longest(tables, index, telling=False)[1] == (SMALL,)
    for at in range(index + 1, index + length):
        size, meanings = _longest(tables, at, telling=False)
        telling = small or (size > length and meanings[0].startswith((PRODUCT, DATA)))
        if size > index + length - at and meanings != (SMALL,) and telling:
            return True
    return False


def _single(tables: list[Table], index: int) -> tuple[str, ...]:
    """The meanings of one word alone."""
    for phrases, forms in tables:
        if phrases.get(forms[index]):
            return _meanings(phrases[forms[index]])
    return (SMALL,)


def _cues_inside(tables: list[Table], index: int, length: int) -> list[str]:
    """Cues among the words of a region's phrase ("only" in "US only"), which mean what they mean all the same."""
    found: list[str] = []
    for at in range(index, index + length):
        for phrases, forms in tables:
            meanings = phrases.get(forms[at])
            if meanings:
                found += [meaning for meaning in meanings.split("|") if meaning in _KEPT_INSIDE]
                break
    return found


@lru_cache(maxsize=20_000)
def _meanings(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()


def _mention(tokens: list[Token], start: int, length: int, meanings: tuple[str, ...]) -> Mention:
    first = tokens[start]
    if not meanings:
        meanings = (f"{NUMBER}:{first.folded}",) if first.folded.isdigit() and len(first.folded) <= 6 else (SMALL,) if first.folded.isdigit() else (UNKNOWN,)
    if length == 1:
        return Mention(start, start + 1, first.text, meanings, first.score, first.read_as)
    span = tokens[start : start + length]
    return Mention(start, start + length, " ".join(token.text for token in span), meanings, min(token.score for token in span), " ".join(token.read_as for token in span).strip())
