"""Mentions: which words of a message name something, exactly first, then in spite of typing errors."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from bot.folding import fold
from bot.understanding.codes import Codes
from bot.understanding.lexicon import CONCEPT, CUE, DATA, NUMBER, PRODUCT, REGION, SMALL, SOFTWARE, Lexicon, Phrases
from bot.understanding.spelling import Speller, Token
from bot.understanding.stems import Stem

UNKNOWN = "unknown"
Table = tuple[Phrases, list[str]]

ACCENT_VOTES = 3.0

# How many words of a second language make a message a mixed one.
FEWEST_OF_MIXED = 2

_QUOTES = frozenset("'\"«»")

# Kinds of names that a question may quote from an article in another language.
_NAMES = frozenset({PRODUCT, DATA, CONCEPT, REGION})

_AT = (f"{CUE}:at",)
# What words that only join say: they give way to longer phrases that begin inside them ("e da" in "e dá para").
_JOINING = frozenset({f"{CUE}:and", f"{CUE}:what_about"})

# Cues that keep their meaning inside the name of a region ("US only").
_KEPT_INSIDE = frozenset({f"{CUE}:only", f"{CUE}:or", f"{CUE}:and"})


class Mention(Struct, frozen=True, gc=False):
    """Words `start` to `end` (exclusive) of a message and what they may mean.

    `meanings` are "kind:key" strings; `score` is 1 for words as written and less for corrected ones; `read_as` is what a
    misspelt word was taken for, empty where it was taken as it stands. `kinds` are the kinds of its meanings in their order,
    `cues` the keys of those that are cues.
    """

    start: int
    end: int
    text: str
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    cues: tuple[str, ...]
    score: float
    read_as: str

    def has(self, meaning: str) -> bool:
        """Whether this may mean `meaning`."""
        return meaning in self.meanings


@lru_cache(maxsize=50_000)
def _split(meanings: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of meanings, and the keys of those that are cues."""
    pairs = [meaning.partition(":") for meaning in meanings]
    return tuple(kind for kind, _, _ in pairs), tuple(key for kind, _, key in pairs if kind == CUE)


def _without_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no pair of quotation marks."""
    marks = [index for index, token in enumerate(tokens) if token.text in _QUOTES]
    inside = {index for first, last in zip(marks[::2], marks[1::2], strict=False) for index in range(first, last + 1)}
    return [token for index, token in enumerate(tokens) if index not in inside]


class Linker:
    """Finds the mentions of a message by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stemmers: dict[str, Stem] = {code: lru_cache(maxsize=100_000)(stemmer) for code, stemmer in lexicon.stemmers().items()}
        self._endings = {code: stemmer.tells for code, stemmer in lexicon.stemmers().items()}
        self._ended = lru_cache(maxsize=20_000)(self._with_ending)
        self._speller = Speller(lexicon, self._stemmers)
        self._letters = {code: frozenset(letters) for code, letters in lexicon.letters.items()}
        self._codes = Codes(lexicon, self._stemmers)
        self._only_in = lru_cache(maxsize=20_000)(self._language_of)

    def tokens(self, parts: list[str]) -> list[Token]:
        """Tokens of the words and marks of a message, typing errors mended."""
        return self._speller.tokens(parts)

    def language(self, tokens: list[Token], before: str = "") -> tuple[str, dict[str, float]]:
        """The likeliest language, that of the thread `before` it or "" where nothing tells, and each language's share of telling words."""
        counts = dict.fromkeys(self._lexicon.common, 0.0)
        alone = before and sum(token.is_word for token in tokens) == 1
        for token in tokens:
            if token.is_word:
                telling = self._only_in(token.folded)
                if telling and not (alone and self._stemmers[before](token.folded) in self._lexicon.borrowed[before]):
                    counts[telling] += token.score
                if not token.text.isascii():
                    for code, letters in self._letters.items():
                        if not letters.isdisjoint(token.text.casefold()):
                            counts[code] += ACCENT_VOTES
        if not any(counts.values()):
            counts = self._meaningful(tokens) if not before else counts
        most = max(counts.values())
        leaders = [code for code, count in counts.items() if count == most]
        return (leaders[0] if most > 0 and len(leaders) == 1 else ""), counts

    def read(self, tokens: list[Token], before: str) -> tuple[str, list[Mention]]:
        """The language of a message, "" where nothing tells, and its mentions, looked for as in the language `before` it then."""
        detected, shares = self.language(tokens, before)
        frame = self._language_of_frame(tokens)
        detected = frame or detected
        mixed = frozenset(code for code, share in shares.items() if share >= FEWEST_OF_MIXED)
        mentions = self.mentions(tokens, detected or before, mixed)
        if not frame and sum(share > 0 for share in shares.values()) > 1:
            around = self._language_around(tokens, mentions)
            if around and not (detected or before):
                mentions = self.mentions(tokens, around, mixed)
            detected = around or detected
        return detected, mentions

    def _language_of_frame(self, tokens: list[Token]) -> str:
        """The language of what stands around sentences in quotation marks, where its own words tell: it is who asks that writes there."""
        frame = _without_quotes(tokens)
        if len(frame) == len(tokens):
            return ""
        language, shares = self.language(frame)
        return language if language and shares[language] >= FEWEST_OF_MIXED else ""

    def _language_around(self, tokens: list[Token], mentions: list[Mention]) -> str:
        """The language of the words between names, which may be quoted from another."""
        named = {index for mention in mentions if _NAMES & set(mention.kinds) for index in range(mention.start, mention.end)}
        around, _ = self.language([token for index, token in enumerate(tokens) if index not in named])
        return around

    def _meaningful(self, tokens: list[Token]) -> dict[str, float]:
        """For each language the number of words that are more than small words in it."""
        counts = dict.fromkeys(self._lexicon.common, 0.0)
        for token in tokens:
            for code, phrases in self._lexicon.phrases.items():
                counts[code] += phrases.get(self._stemmers[code](token.folded), SMALL) not in ("", SMALL)
        return counts

    def _language_of(self, word: str) -> str:
        """The only language in which a folded word stands alone, or nothing."""
        knowing = [code for code, common in self._lexicon.common.items() if self._stemmers[code](word) in common]
        return knowing[0] if len(knowing) == 1 else ""

    def mentions(self, tokens: list[Token], language: str, mixed: frozenset[str] = frozenset()) -> list[Mention]:
        """The longest phrases from left to right, the message's own language before others; every word is in one mention.

        In a message of several languages a word is "in" where it is in that of the word before it ("fica no" is no English "no").
        Small words of another language explain nothing unless the message is written in that too, as the languages in `mixed` are.
        """
        folded = [token.folded for token in tokens]
        tables: list[Table] = [(self._lexicon.names, folded)]
        others = self._lexicon.others.get(language, set())
        foreign = ["" if word in others else word for word in folded] if others else folded
        spoken: dict[str, list[Table]] = {}
        for code in sorted(self._lexicon.phrases, key=lambda code: code != language):
            tables.append((self._lexicon.phrases[code], list(map(self._stemmers[code], folded if code == language else foreign))))
            if len(mixed) > 1:
                spoken[code] = [tables[0], tables[-1], *tables[1:-1]]
        listed = self._codes.listed(tokens, folded, language, alone=mixed == {language})
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            if not tokens[index].is_word and folded[index] not in "&+%=":
                index += 1
                continue
            length, meanings = _longest(tables, index, telling=not language)
            if spoken and index and length == 1 and _single(spoken.get(self._only_in(folded[index - 1]), tables), index) == _AT:
                meanings = _AT
            if language and length == 1 and meanings == (SMALL,) and self._is_stray(tokens[index], language, mixed):
                meanings = ()
            exact = listed.get(index) or (self._codes.exact(tokens, index, length) if tokens[index].text in self._lexicon.written_exactly else None)
            if exact:
                length, meanings = 1, (exact,)
            if length > 1 and _is_overlapped(tables, index, length, meanings if language else _longest(tables, index, telling=False)[1]):
                length, meanings = 1, _single(tables, index)
            if length > 1 and meanings[0].startswith(REGION):
                meanings = (*meanings, *_cues_inside(tables, index, length))
            if not meanings and self._speller.is_like_a_name(folded[index]):
                meanings = (f"{SOFTWARE}:{folded[index]}",)
            found.append(_mention(tokens, index, length, self._ended(folded[index], meanings, language)))
            index += length
        return found

    def _with_ending(self, word: str, meanings: tuple[str, ...], language: str) -> tuple[str, ...]:
        """The meanings of a verb, with what its ending tells in the message's language: that it is in the past, or conditional."""
        told = self._endings[language](word) if language and any(meaning.startswith(CUE) for meaning in meanings) else ""
        return (*meanings, f"{CUE}:{told}") if told else meanings

    def meaning(self, phrase: str, language: str) -> tuple[str, ...]:
        """What all words of a phrase mean together, nothing where they are no one phrase."""
        found = self.mentions([Token(word, fold(word), True) for word in phrase.split()], language)
        return found[0].meanings if len(found) == 1 else ()

    def _is_stray(self, token: Token, language: str, mixed: frozenset[str]) -> bool:
        """Whether a small word, no name of a person, is only of languages that a message is not in ("logo" is "soon" in Portuguese)."""
        if token.text.istitle():
            return False
        own, telling = self._stemmers[language](token.folded), self._only_in(token.folded)
        known = own in self._lexicon.borrowed[language] or self._lexicon.phrases[language].get(own)
        return not known and telling not in ("", language) and telling not in mixed


def _longest(tables: list[Table], index: int, *, telling: bool) -> tuple[int, tuple[str, ...]]:
    """Length and meanings of the longest phrase at `index`, 1 and none without one; of equally long ones names and the first language win.

    Where no language is known (`telling`), a small word of one language gives way to what it means in another.
    """
    length, meanings = 0, ""
    for phrases, forms in tables:
        phrase, size = forms[index], 1
        means = phrases.get(phrase)
        while means is not None:
            if means and size > length:
                length, meanings = size, means
            if index + size == len(forms):
                break
            phrase = f"{phrase} {forms[index + size]}"
            size += 1
            means = phrases.get(phrase)
        if telling and meanings == SMALL:
            length = 0
    return length or 1, _meanings(meanings)


def _is_overlapped(tables: list[Table], index: int, length: int, here: tuple[str, ...]) -> bool:
    """Whether a longer or more telling phrase begins inside one that means `here` and goes on after it ("the page" in "the page status data")."""
    small = here == (SMALL,) or _JOINING.issuperset(here)
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
        number = (f"{NUMBER}:{first.folded}",) if len(first.folded) <= 6 else (SMALL,)
        meanings = number if first.folded.isdecimal() else (UNKNOWN,)
    if length == 1:
        return Mention(start, start + 1, first.text, meanings, *_split(meanings), first.score, first.read_as)
    span = tokens[start : start + length]
    return Mention(
        start,
        start + length,
        " ".join([token.text for token in span]),
        meanings,
        *_split(meanings),
        min([token.score for token in span]),
        " ".join([token.read_as for token in span]).strip(),
    )
