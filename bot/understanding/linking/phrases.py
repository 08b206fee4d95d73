"""The phrases that begin at each word of a message, in the tables of names and of each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec import Struct

from bot.understanding.linking.known import Known
from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, PRODUCT, SMALL, Lexicon
from bot.understanding.linking.phrase_table import Phrases
from bot.understanding.linking.stems import Stem

# What words that only join say: they give way to longer phrases that begin inside them ("e da" in "e dá para").
_JOINING = frozenset({f"{CUE}:and", f"{CUE}:what_about"})

# Cues that keep their meaning inside the name of a region ("US only").
_KEPT_INSIDE = frozenset({f"{CUE}:only", f"{CUE}:or", f"{CUE}:and"})

# Question words by which the phrase of a subject asks something, and what may stand before them in it.
_QUESTION_WORDS = frozenset({f"{CUE}:{cue}" for cue in ("what", "which", "where", "who", "why")})
_BEFORE_QUESTION_WORDS = frozenset({SMALL, f"{CUE}:at", f"{CUE}:with", f"{CUE}:toward"})


class Word(Struct, frozen=True, gc=False):
    """A folded word in a message of one language, as the tables know it.

    `forms` is how each table writes it; `starts` are those in which it means something or begins a longer phrase: the number of the table,
    the meanings of the word alone, and what may follow it; `alone` is what it means where no longer phrase begins at it; `leads` are the
    tables in which one may, with what may follow.
    """

    forms: tuple[str, ...]
    starts: tuple[tuple[int, str, dict[str, str] | None], ...]
    alone: tuple[str, ...]
    leads: tuple[tuple[int, dict[str, str]], ...]


_END = Word((), (), (), ())


class Phrasebook:
    """The tables of a lexicon, looked up word by word: names first, then the message's own language, then others."""

    def __init__(self, lexicon: Lexicon, stemmers: dict[str, Stem]) -> None:
        self._lexicon = lexicon
        self._stemmers = stemmers
        self._languages = {language: sorted(lexicon.phrases, key=lambda code: code != language) for language in ("", *lexicon.phrases)}
        self._word = {language: Known(partial(self._look_up, language)) for language in ("", *lexicon.phrases)}

    def text(self, folded: Sequence[str], language: str) -> Text:
        """The words of a message in a language, "" where that is not known."""
        return Text([*map(self._word[language].__getitem__, folded), _END], telling=not language)

    def languages(self, language: str) -> list[str]:
        """The languages of the tables after that of names, for a message in a language."""
        return self._languages[language]

    def _look_up(self, language: str, word: str) -> Word:
        foreign = "" if word in self._lexicon.others.get(language, ()) else word
        forms, tables = [word], [self._lexicon.names]
        for code in self._languages[language]:
            forms.append(self._stemmers[code](word if code == language else foreign))
            tables.append(self._lexicon.phrases[code])
        starts = tuple(start for number, (table, form) in enumerate(zip(tables, forms, strict=True)) if (start := _start(number, table, form)))
        means = [means for _, means, _ in starts if means]
        alone = next((meaning for meaning in means if language or meaning != SMALL), means[0] if means else "")
        return Word(tuple(forms), starts, _MEANINGS[alone], tuple((table, longer) for table, _, longer in starts if longer))


class Text:
    """The words of one message, and _END after them.

    It is `telling` where its language is not known, so that a small word of one gives way to what it means in another.
    """

    def __init__(self, words: list[Word], *, telling: bool) -> None:
        self._words = words
        self._telling = telling

    def longest(self, index: int) -> tuple[int, tuple[str, ...]]:
        """Length and meanings of the longest phrase at `index`, 1 and none without one; of equally long ones names and the first language win."""
        word, following = self._words[index], self._words[index + 1].forms
        if following:
            for table, longer in word.leads:
                if following[table] in longer:
                    return self._longest_of(index, telling=self._telling)
        return 1, word.alone

    def _longest_of(self, index: int, *, telling: bool) -> tuple[int, tuple[str, ...]]:
        """The longest phrase at `index`; where it is `telling` a small word gives way to what it means in another language."""
        following = self._words[index + 1].forms
        length, meanings = 0, ""
        for table, means, longer in self._words[index].starts:
            if means and not length:
                length, meanings = 1, means
            if longer and following and following[table] in longer:
                size, meant = self._longest_after(index, table, longer)
                if size > length:
                    length, meanings = size, meant
            if telling and meanings == SMALL:
                length = 0
        return length or 1, _MEANINGS[meanings]

    def _longest_after(self, index: int, table: int, longer: dict[str, str]) -> tuple[int, str]:
        """Length and meanings of the longest phrase of one table that begins at `index` and goes on as one of `longer`; 0 and none without one."""
        rest, end = self._words[index + 1].forms[table], index + 2
        means, found = longer.get(rest), (0, "")
        while means is not None:
            if means:
                found = end - index, means
            if self._words[end] is _END:
                break
            rest = f"{rest} {self._words[end].forms[table]}"
            end += 1
            means = longer.get(rest)
        return found

    def single(self, index: int, tables: Sequence[int] | None = None) -> tuple[str, ...]:
        """The meanings of one word alone, in the first of the tables that knows it."""
        known = {table: means for table, means, _ in self._words[index].starts if means}
        return _MEANINGS[next((known[table] for table in (known if tables is None else tables) if table in known), SMALL)]

    def is_overlapped(self, index: int, length: int, meanings: tuple[str, ...]) -> bool:
        """Whether a longer or more telling phrase begins inside one with `meanings` and goes on after it ("the page" in "the page status data")."""
        here = self._longest_of(index, telling=False)[1] if self._telling else meanings
        small = here == (SMALL,) or _JOINING.issuperset(here)
        for at in range(index + 1, index + length):
            if not self._words[at].leads:
                continue
            size, meant = self._longest_of(at, telling=False)
            telling = small or (bool(meant) and meant[0].startswith((PRODUCT, DATA) if size > length else PRODUCT))
            if size > index + length - at and meant != (SMALL,) and telling:
                return True
        return False

    def cues_inside(self, index: int, length: int) -> list[str]:
        """Cues among the words of a region's phrase ("only" in "US only"), which mean what they mean all the same."""
        return [meaning for at in range(index, index + length) for meaning in self.single(at) if meaning in _KEPT_INSIDE]

    def asks(self, index: int, meanings: tuple[str, ...]) -> bool:
        """Whether the phrase of a subject at `index` begins with a question word, "the" or a preposition before it or not ("for what we send")."""
        if not meanings[0].startswith(CONCEPT):
            return False
        first = self.single(index)
        asking = self.single(index + 1) if _BEFORE_QUESTION_WORDS.issuperset(first) else first
        return not _QUESTION_WORDS.isdisjoint(asking)


def longest_by_first(phrases: Iterable[str]) -> dict[str, int]:
    """How many words the longest of some phrases has, by the first word of each."""
    longest: dict[str, int] = {}
    for first, *rest in map(str.split, phrases):
        longest[first] = max(len(rest) + 1, longest.get(first, 0))
    return longest


def _start(number: int, table: Phrases, form: str) -> tuple[int, str, dict[str, str] | None] | None:
    """How a word stands in a table; nothing where the table lacks it."""
    means = table.alone.get(form)
    return None if means is None else (number, means, table.following(form))


def _meanings_of(joined: str) -> tuple[str, ...]:
    """The meanings of an entry of a table."""
    return tuple(joined.split("|")) if joined else ()


_MEANINGS = Known(_meanings_of)
