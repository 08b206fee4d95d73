"""Near-clashes: names so alike that a typing error makes one of the other, by the linker's own rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from bot.knowledge.model import Knowledge
from bot.understanding.linking.lexicon import DATA, PLACE, PRODUCT, REGION, SOFTWARE, build_lexicon, phrase_words
from bot.understanding.linking.linking import Linker
from bot.understanding.linking.typos import distance_between, edits_in_names

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PROPER = frozenset({PRODUCT, REGION})
_WITHIN = 2


class Clash(Struct, frozen=True, order=True):
    """Two names of different things. `typed` is one typing error away from `name` and is read as `other`.

    Where it is the other name itself, letter by letter, nobody would see the error.
    """

    name: str
    meaning: str
    other: str
    other_meaning: str
    typed: str

    @property
    def is_one_error(self) -> bool:
        """Whether a typing error in one name gives the other itself, and no word between them."""
        return self.typed == self.other

    def __str__(self) -> str:
        how = "one typing error makes one of the other" if self.is_one_error else f"{self.typed!r} may be either, and is read as {self.other!r}"
        return f"{self.name!r} ({self.meaning}) and {self.other!r} ({self.other_meaning}): {how}"


def near_clashes(knowledge: Knowledge) -> list[Clash]:
    """Every pair of names that a typing error confuses, first those that one error makes one."""
    linker = Linker(build_lexicon(knowledge))
    named = all_names(knowledge)
    found = [clash for a, b in _alike(list(named)) if (clash := _clash(a, b, named, linker))]
    return sorted(found, key=lambda clash: (not clash.is_one_error, clash))


Name = tuple[str, ...]


def name_of(text: str) -> str:
    """A name as clashes show it: its words without capitals, accents and marks."""
    return " ".join(phrase_words(text))


def all_names(knowledge: Knowledge) -> dict[Name, set[str]]:
    """Every name by its words, with all that it means. Regions' names stand among the places of the world too."""
    found: dict[Name, set[str]] = {}
    regions = {region.place: f"{REGION}:{region.code}" for region in knowledge.regions.values()}
    for text, meaning in _names(knowledge, regions):
        if parts := tuple(phrase_words(text)):
            found.setdefault(parts, set()).add(meaning)
    return found


def _names(knowledge: Knowledge, regions: dict[str, str]) -> Iterator[tuple[str, str]]:
    for product in knowledge.products.values():
        yield from ((name, f"{PRODUCT}:{product.key}") for name in (product.name, *product.aliases))
    for place in knowledge.places.values():
        for names in place.names.values():
            yield from ((name, regions.get(place.key, f"{PLACE}:{place.key}")) for name in names)
    yield from ((name, f"{SOFTWARE}:{name}") for name in knowledge.software)
    for words in (words for by_language in knowledge.words.values() for words in by_language.values()):
        for kind, table in ((PRODUCT, words.products), (REGION, words.regions), (DATA, words.data)):
            yield from ((name, f"{kind}:{key}") for key, names in table.items() for name in names)


def _alike(names: list[Name]) -> list[tuple[Name, Name]]:
    """Pairs of names that differ in one word only, and there by one or two typing errors that the linker would mend."""
    frames: dict[tuple[Name, Name], list[tuple[Name, str]]] = {}
    for name in names:
        for at, word in enumerate(name):
            if edits_in_names(len(word)):
                frames.setdefault((name[:at], name[at + 1 :]), []).append((name, word))
    return sorted({pair for frame in frames.values() if len(frame) > 1 for pair in _within_two(frame)})


def _within_two(frame: list[tuple[Name, str]]) -> Iterator[tuple[Name, Name]]:
    """Pairs of names of which the one word that each differs in is within two typing errors of the other's.

    Such words have something in common that is left of both without two letters at most (symmetric deletion, as in SymSpell), so not
    all are compared with all.
    """
    left: dict[str, list[tuple[Name, str]]] = {}
    for name, word in frame:
        for rest in _without_two(word):
            left.setdefault(rest, []).append((name, word))
    for group in left.values():
        yield from ((a, b) for (a, word), (b, other) in combinations(group, 2) if a != b and distance_between(word, other) <= _WITHIN)


def _without_two(word: str) -> set[str]:
    """A word, and what is left of it without one letter or two."""
    one = {word[:at] + word[at + 1 :] for at in range(len(word))}
    return {word, *one, *(rest[:at] + rest[at + 1 :] for rest in one for at in range(len(rest)))}


def _clash(a: Name, b: Name, named: dict[Name, set[str]], linker: Linker) -> Clash | None:
    """Two names that are alike, as a clash where they mean things of a kind that is compared and no meaning is common."""
    if named[a] & named[b]:
        return None
    if not any(_is_product_or_region(meaning) for meaning in named[b]):
        a, b = b, a
    meanings = [(mine, other) for mine in sorted(named[a]) for other in sorted(named[b]) if _comparable(mine, other)]
    if not meanings:
        return None
    at = next(index for index in range(len(a)) if a[index] != b[index])
    mine, other = meanings[0]
    if distance_between(a[at], b[at]) == 1:
        return Clash(" ".join(a), mine, " ".join(b), other, " ".join(b))
    typed = next((word for word in sorted(_typos(a[at])) if distance_between(word, b[at]) == 1 and _read(word, linker) == b[at]), None)
    return Clash(" ".join(a), mine, " ".join(b), other, " ".join([*a[:at], typed, *a[at + 1 :]])) if typed else None


def _is_product_or_region(meaning: str) -> bool:
    return meaning.partition(":")[0] in _PROPER


def _comparable(mine: str, other: str) -> bool:
    """Proper names are compared with each other, of which one is a product's or a region's; words for data with each other."""
    kinds = {mine.partition(":")[0], other.partition(":")[0]}
    return kinds == {DATA} or (DATA not in kinds and bool(kinds & _PROPER))


def _typos(word: str) -> set[str]:
    """All that one typing error makes of a word: a letter missing, added, wrong, or two swapped."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    found |= {word[:at] + letter + word[at + skipped :] for at in range(len(word) + 1) for letter in _LETTERS for skipped in (0, 1)}
    return found - {word}


def _read(word: str, linker: Linker) -> str:
    """How the linker reads a word that stands alone."""
    return " ".join(token.folded for token in linker.tokens([word]))
