"""The gazetteer: every phrase that means something, ready to be looked up word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import msgspec

from bot.folding import MEANINGFUL_MARKS, fold, is_word, strip_markup, words
from bot.knowledge.model import Knowledge
from bot.knowledge.schema import Ending
from bot.understanding.linking.interchanging import forms_of
from bot.understanding.linking.phrase_table import Phrases, PhrasesBeingMade
from bot.understanding.linking.stems import Stem, Stemmer

# Kinds of meaning. A meaning is written "kind:key".
PRODUCT, REGION, DATA, EVERYDAY, PART, CONCEPT, CUE, OUTSIDE, PLACE, SOFTWARE, SMALL, NUMBER, UNIT = (
    "product", "region", "data", "everyday", "part", "concept", "cue", "outside", "place", "software", "small", "number", "unit",
)  # fmt: skip

# Cues whose phrases may say how many are meant.
POINTING = frozenset({"those", "rest", "other", "both", "first_one", "named_first"})

_IN_ANY_FORM = (f"{DATA}:", f"{PART}:")  # Kinds of names of which the words that join them may be others.
_IN_ALL_LANGUAGES = f"{CUE}:reply_in"  # A language is asked for in every language.

# What stands in the forms of `by_purpose` for what a product is for.
_HOLE = "*"

FEWEST_SHARING_A_PREFIX = 3
SHORTEST_PREFIX = 4


class Lexicon(msgspec.Struct):
    """All phrases with their meanings; `names` by folded words as written, `phrases[language]` by stems.

    `written_exactly` maps a word in its exact capitals to its meaning. `common[language]` are the stems of the words that
    stand alone in a language, `borrowed[language]` those that it takes from others, `letters[language]` its letters with
    accents. `vocabulary` maps each folded word to 0 for names, 1 for other words of the subject and 2 for small words, the
    order in which a typing error is taken for them, and 3 for words that mean nothing alone. `prefixes` are beginnings that
    several names share, `short_names` the products by what follows one, `by_purpose` those by what calls one by what it is for ("the x one"),
    `spoken_marks` the marks by what they are called when a message is dictated. `others[language]` are folded words that mean nothing in a
    language and are not looked for in another. `places_in` maps words that name places to the only language that writes them so, `accented`
    words to what they mean where their accents tell them from others, `neighbours[language]` foreign words to its own, `respellings`
    letters that some write to those that are written for the same sound.
    """

    endings: dict[str, list[list[Ending]]]
    irregular: dict[str, dict[str, str]]
    names: Phrases
    phrases: dict[str, Phrases]
    written_exactly: dict[str, str]
    common: dict[str, set[str]]
    borrowed: dict[str, set[str]]
    letters: dict[str, str]
    vocabulary: dict[str, int]
    stems: dict[str, set[str]]
    prefixes: list[str]
    short_names: dict[str, str]
    by_purpose: Phrases
    spoken_marks: dict[str, str]
    others: dict[str, set[str]]
    places_in: dict[str, str]
    accented: dict[str, tuple[str, ...]]
    neighbours: dict[str, dict[str, str]]
    respellings: dict[str, str]

    def knows(self, word: str, stemmers: Mapping[str, Stem], *, but: str = "") -> bool:
        """Whether a folded word stands here in any form, of any language of the `stemmers` but one."""
        return word in self.vocabulary or any(stem(word) in self.stems[code] for code, stem in stemmers.items() if code != but)

    def stemmers(self) -> dict[str, Stemmer]:
        """Each language's stemmer, made anew."""
        return {code: Stemmer(rounds, self.irregular[code]) for code, rounds in self.endings.items()}


def phrase_words(phrase: str) -> list[str]:
    """The folded words of a phrase, punctuation aside."""
    if phrase.isascii() and phrase.islower() and phrase.replace(" ", "").isalpha():
        return phrase.split()  # Most are so, and folded as they stand.
    return [fold(word) for word in words(strip_markup(phrase)) if is_word(word) or word in MEANINGFUL_MARKS]


def build_lexicon(knowledge: Knowledge) -> Lexicon:
    """Collect every name and cue of `knowledge`."""
    return _Building(knowledge).lexicon


class _Building:
    """A lexicon being filled."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        codes = list(knowledge.languages)
        self.lexicon = Lexicon(
            endings={code: knowledge.languages[code].file.endings for code in codes},
            irregular={code: knowledge.languages[code].file.irregular for code in codes},
            names=Phrases(), phrases={}, written_exactly={},
            common={code: set() for code in codes}, borrowed={}, letters={}, vocabulary={}, stems={code: set() for code in codes},
            prefixes=[], short_names={}, by_purpose=Phrases(), spoken_marks={}, others={}, places_in={}, accented={}, neighbours={}, respellings={},
        )  # fmt: skip
        self.stemmers = self.lexicon.stemmers()
        self.letters: dict[str, set[str]] = {code: set() for code in codes}
        self.names, self.phrases = PhrasesBeingMade(weak=SMALL), {code: PhrasesBeingMade(weak=SMALL) for code in codes}
        self._fill()
        self._finish()

    def _fill(self) -> None:
        for product in self.knowledge.products.values():
            for name in (product.name, *product.aliases):
                self._add_name(name, f"{PRODUCT}:{product.key}", 0)
        for name in self.knowledge.software:
            self._add_name(name, f"{SOFTWARE}:{name}", 3)
        self._fill_places()
        for code in self.knowledge.languages:
            for words_of_article in self.knowledge.words.values():
                for meaning, names in _article_meanings(words_of_article[code]):
                    groups = self.knowledge.languages[code].file.interchangeable if meaning.startswith(_IN_ANY_FORM) else ()
                    for form in forms_of(names, groups):
                        self._add(code, form, meaning)
                for region, marks in words_of_article[code].written_exactly.items():
                    for mark in marks:
                        self.lexicon.written_exactly[mark] = f"{REGION}:{region}"
                for topic, cues in words_of_article[code].outside.items():
                    for cue in cues:
                        self._add(code, cue, f"{OUTSIDE}:{topic}", 3)
            self._fill_language(code)

    def _fill_places(self) -> None:
        region_of = {region.place: f"{REGION}:{region.code}" for region in self.knowledge.regions.values()}
        shared: set[str] = set()
        for place in self.knowledge.places.values():
            meaning = region_of.get(place.key, f"{PLACE}:{place.key}")
            for code, names in place.names.items():
                for name in names:
                    self._add_name(name, meaning, 0 if place.key in region_of else 2 if " " not in name else 3)
                    shared |= self._spell_place(code, name)
        for words_of_article in self.knowledge.words.values():
            for code, found in words_of_article.items():
                for names in found.regions.values():
                    shared = shared.union(*(self._spell_place(code, name) for name in names))
        self.lexicon.places_in = {word: code for word, code in self.lexicon.places_in.items() if word not in shared}

    def _spell_place(self, code: str, name: str) -> set[str]:
        """Keep how a language writes a place's name, with and without accents and capitals; what another language writes so too."""
        spelt = {*words(name), *phrase_words(name)}
        return {word for word in spelt if self.lexicon.places_in.setdefault(word, code) != code}

    def _fill_language(self, code: str) -> None:
        language = self.knowledge.languages[code]
        for key, names in language.file.cues.items():
            for name in names:
                self._add(code, name, f"{CUE}:{key}")
                for number in self._numbers_in(code, name) if key in POINTING else ():
                    self._add(code, name, f"{NUMBER}:{number}")
        for topic, outside in language.outside.items():
            for name in outside.cues:
                self._add(code, name, f"{OUTSIDE}:{topic}", 1 if " " not in name else 3)
        for unit, names in language.file.units.items():
            for name in names:
                self._add(code, name, f"{UNIT}:{unit}")
        for word, amount in language.file.numbers.items():
            self._add(code, word, f"{NUMBER}:{amount}")
        for mark, names in language.file.spoken_marks.items():
            self.lexicon.spoken_marks.update({" ".join(phrase_words(name)): mark for name in names})
        for key, names in language.file.accented.items():
            for name in names:
                self.lexicon.accented[name] = (*self.lexicon.accented.get(name, ()), f"{CUE}:{key}")
        foreign = {" ".join(words(phrase.casefold())): own for own, phrases in language.file.neighbours.items() for phrase in phrases}
        self.lexicon.neighbours[code] = foreign
        self.lexicon.respellings |= language.file.respellings
        joins = {phrase_words(name)[0] for name in language.file.cues["and"]}
        for name in language.small_words:
            if " " not in name or phrase_words(name)[0] not in joins:
                self._add(code, name, SMALL, 2 if " " not in name else 3)
        self.lexicon.others[code] = {fold(word) for word in language.other_words}
        self._learn(self.lexicon.others[code], 3)

    def _numbers_in(self, code: str, phrase: str) -> Iterator[float]:
        """The numbers above one in a phrase such as "the other two"."""
        known = {fold(word): amount for word, amount in self.knowledge.languages[code].file.numbers.items()}
        for part in phrase_words(phrase) if " " in phrase else ():
            amount = float(part) if part.isdigit() else known.get(part, 0)
            if amount > 1:
                yield amount

    def _add_name(self, name: str, meaning: str, rank: int) -> None:
        parts = phrase_words(name)
        if parts:
            self.names.insert(parts, meaning)
            self._learn(parts, rank)

    def _add(self, code: str, phrase: str, meaning: str, rank: int = 1) -> None:
        parts = phrase_words(phrase)
        if not parts:
            return
        if not phrase.isascii() and rank < 2 and meaning != _IN_ALL_LANGUAGES and phrase not in self.knowledge.languages[code].file.borrowed:
            self.letters[code].update(letter for letter in phrase.casefold() if letter.isalpha() and not letter.isascii())
        stem = self.stemmers[code]
        stems = [stem(part) for part in parts]
        self.phrases[code].insert(stems, meaning)
        self._learn(parts, rank)
        if len(parts) == 1:
            self.lexicon.common[code].update(stems)
        self.lexicon.stems[code].update(stems)

    def _learn(self, parts: Iterable[str], rank: int) -> None:
        vocabulary = self.lexicon.vocabulary
        for part in parts:
            vocabulary[part] = min(rank, vocabulary.get(part, rank))

    def _finish(self) -> None:
        self.lexicon.names = self.names.made()
        self.lexicon.phrases = {code: phrases.made() for code, phrases in self.phrases.items()}
        common = self.lexicon.common
        for code, language in self.knowledge.languages.items():
            self.lexicon.borrowed[code] = {self.stemmers[code](part) for word in language.file.borrowed for part in phrase_words(word)}
            common[code] -= self.lexicon.borrowed[code]
        for code in common:
            self.lexicon.letters[code] = "".join(sorted(self.letters[code]))
        names = list(self._single_names())
        self.lexicon.prefixes = list(_shared_prefixes([name for name, _ in names]))
        self.lexicon.short_names = {
            name.removeprefix(prefix): key for prefix in self.lexicon.prefixes for name, key in names if name.startswith(prefix) and name != prefix
        } | {parts[-1]: key for parts, key in self._named_in_words() if len(parts) > 1}
        self._call_by_purpose()

    def _call_by_purpose(self) -> None:
        """Keep all that calls a product by what it is for, or by its short name in the same form."""
        called: dict[tuple[str, ...], str] = {}
        for code, language in self.knowledge.languages.items():
            purposes = {name: key for words_of in self.knowledge.words.values() for key, names in words_of[code].purposes.items() for name in names}
            forms = [tuple(map(phrase_words, form.split(_HOLE))) for group in language.file.by_purpose.values() for form in group]
            for purpose, key in (self.lexicon.short_names | purposes).items():
                named = phrase_words(purpose)
                self._learn(named, 3)
                called.update({(*before, *named, *after): key for before, after in forms})
        table = PhrasesBeingMade()
        for parts, key in called.items():
            table.insert([*parts], key)
        self.lexicon.by_purpose = table.made()

    def _single_names(self) -> Iterator[tuple[str, str]]:
        yield from ((parts[0], key) for parts, key in self._named_in_words() if len(parts) == 1)

    def _named_in_words(self) -> Iterator[tuple[list[str], str]]:
        """The words of each product's name, with its key."""
        yield from ((phrase_words(product.name), product.key) for product in self.knowledge.products.values())


def _article_meanings(found: object) -> Iterator[tuple[str, list[str]]]:
    """The meanings of one article's words in one language, each with its names."""
    for field, kind in (
        ("products", PRODUCT),
        ("regions", REGION),
        ("regions_in_phrases", REGION),
        ("data", DATA),
        ("everyday_data", EVERYDAY),
        ("parts", PART),
        ("concepts", CONCEPT),
    ):
        for key, names in getattr(found, field).items():
            yield f"{kind}:{key}", names


def _shared_prefixes(names: list[str]) -> Iterator[str]:
    """The longest beginnings that at least three of the names share."""
    ordered = sorted(names)
    found: set[str] = set()
    for index in range(len(ordered) - FEWEST_SHARING_A_PREFIX + 1):
        first, last = ordered[index], ordered[index + FEWEST_SHARING_A_PREFIX - 1]
        common = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
        if len(common) >= SHORTEST_PREFIX:
            found.add(common)
    for prefix in sorted(found):
        if not any(prefix != other and prefix.startswith(other) for other in found):
            yield prefix
