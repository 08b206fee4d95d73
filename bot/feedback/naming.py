"""What a question is about, in no language: the things that it names, and its words without those that say little."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from bot.folding import fold_text, strip_markup, words
from bot.understanding.compiled import open_knowledge
from bot.understanding.lexicon import PLACE, PRODUCT, REGION, SMALL, SOFTWARE, Lexicon
from bot.understanding.linking import UNKNOWN, Linker, Mention

_NAMED = frozenset({PRODUCT, REGION, PLACE, SOFTWARE})
_TALK = frozenset({"greeting", "thanks", "insult", "laugh", "help"})


class Gist(Struct, frozen=True):
    """What a question is about: `named` are the meanings of products and places, `meanings` of all that counts, words that
    nothing explains as they stand; `words` are its words in the order of letters, typing errors mended; `products` are keys."""

    named: frozenset[str]
    meanings: frozenset[str]
    words: str
    products: tuple[str, ...]


class Naming:
    """Reads gists by a lexicon; safe to call from any thread, one at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        """`lexicon` is that of the knowledge by which questions are read, whatever knowledge answered them."""
        self._linker = Linker(lexicon)
        self._read = lru_cache(maxsize=20_000)(self._gist)

    def gist(self, question: str, evidence: tuple[str, ...] = ()) -> Gist:
        """The gist of a question. Where it names no product, those that its answer rests on count as named: "and in India?" asks
        of another product each time."""
        found = self._read(question)
        products = tuple(dict.fromkeys(key.partition("/")[0] for key in evidence if "/" in key))
        if found.products or not products:
            return found
        named = frozenset(f"{PRODUCT}:{key}" for key in products)
        return Gist(found.named | named, found.meanings | named, found.words, products)

    def _gist(self, question: str) -> Gist:
        tokens = self._linker.tokens(words(strip_markup(question)))
        _, mentions = self._linker.read(tokens, "")
        telling = [mention for mention in mentions if not _is_small(mention)]
        named = [meaning for mention in telling for meaning in mention.meanings if meaning.partition(":")[0] in _NAMED]
        folded = [token.folded for mention in telling for token in tokens[mention.start : mention.end]]
        meanings = [
            meaning if meaning != UNKNOWN else tokens[mention.start].folded for mention in telling for meaning in mention.meanings
        ] or [fold_text(question)]  # fmt: skip
        products = [meaning.partition(":")[2] for meaning in named if meaning.startswith(f"{PRODUCT}:")]
        return Gist(frozenset(named), frozenset(meanings), " ".join(sorted(folded)), tuple(dict.fromkeys(products)))


def _is_small(mention: Mention) -> bool:
    """Whether a mention says nothing of what is asked: small words, greetings and thanks."""
    return mention.kinds[0] == SMALL or not _TALK.isdisjoint(mention.cues)


def naming_of(folder: Path, cache: Path | None) -> Naming:
    """Naming by the knowledge in `folder`; see `open_knowledge`."""
    return Naming(open_knowledge(folder, cache)[1])
