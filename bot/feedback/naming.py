"""What a question is about, in no language: the things that it names, and its words without those that say little."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.folding import fold, fold_text, strip_markup, words
from bot.understanding.linking.compiled import open_knowledge
from bot.understanding.linking.lexicon import CUE, NUMBER, OUTSIDE, PLACE, PRODUCT, REGION, SMALL, SOFTWARE, Lexicon
from bot.understanding.linking.linking import Linker
from bot.understanding.linking.mentions import UNKNOWN, Mention
from bot.understanding.linking.spelling import Token
from bot.understanding.linking.typos import TypoIndex, best, edits_in_words

# Behind a word of a gist: it stands nowhere, so it may be a typing error of any other; and the same, but perhaps of one that says nothing.
STRANGE, DOUBTFUL = "~", "?"

_NAMED = frozenset({PRODUCT, REGION, PLACE})
# What is read as a wide topic or as a name of anything: "webhook" and "rate limit" are two problems, whatever they are both read as.
_BY_ITS_WORDS = frozenset({OUTSIDE, SOFTWARE, UNKNOWN})
_TALK = frozenset({"greeting", "thanks", "insult", "laugh", "help"})
# Cues of how one asks, not of what: the same is asked with and without them.
_MANNER = _TALK | {
    "abandons", "able", "and", "any", "article_says", "assistant", "at", "aux", "available", "back_to", "because", "certain", "claims", "condition",
    "confirm",
    "correction", "customer", "deed", "demand", "disagrees", "duty", "from", "gains", "heard", "holds", "hopes", "how", "how_much", "how_to",
    "infers", "it", "lasting", "left_product", "likened", "loses", "not_knowing", "of", "of_age", "oneself", "option", "perfect", "everything",
    "product", "quality", "recorded", "repeat", "replaces", "reply_in", "reports", "speaks", "subject", "there", "toward", "unless", "using", "what",
    "what_about", "which", "whichever", "wholly", "with", "would", "yes", "yes_no",
}  # fmt: skip
# How one says that data are somewhere: "hosted", "kept", "residency". Where all else is the same, and the answer too, it is one question.
_KEEPING = frozenset({"concept:retention", *(f"{CUE}:{cue}" for cue in ("host", "data", "location_noun", "it", "suffices"))})
_STAFF = f"{CUE}:staff"  # "Support" may be people or what one asks whether it is there; only who can be nothing but people is asked for.
_CUSTOMER = "customer"  # Its phrases name data too: "my contacts" is whom one asks for, or what one asks about.
_LONG_ENOUGH = 6  # From so many letters on a word that stands nowhere is rather a typing error of one that does.
_ONE = f"{NUMBER}:1.0"  # What articles mean too.


class Gist(Struct, frozen=True):
    """What a question is about: `named` are the meanings of products and places, `meanings` of all that counts, and of what means
    nothing or a wide topic the words; `words` are the stems of all that counts but is not named, in the order of letters, those
    that are known nowhere with STRANGE or DOUBTFUL behind them; `products` are keys. `understood` is what an answer was given to, where
    every word was understood and a product named, with that answer; else empty."""

    named: frozenset[str]
    meanings: frozenset[str]
    words: str
    products: tuple[str, ...]
    understood: frozenset[str] = frozenset()


class Naming:
    """Reads gists by a lexicon; safe to call from any thread, one at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        """`lexicon` is that of the knowledge by which questions are read, whatever knowledge answered them."""
        self._lexicon = lexicon
        self._linker = Linker(lexicon)
        self._stemmers = lexicon.stemmers()
        self._read = lru_cache(maxsize=20_000)(self._gist)
        self._spelt = lru_cache(maxsize=20_000)(self._spelling)
        self._tells = lru_cache(maxsize=20_000)(self._is_telling)

    @property
    def languages(self) -> list[str]:
        """The codes of the languages that are known."""
        return list(self._lexicon.stems)

    def knows(self, product: str) -> bool:
        """Whether there is a product with that key."""
        return any(f"{PRODUCT}:{product}" in meaning.split("|") for meaning in self._lexicon.names.meanings())

    def gist(self, question: str, evidence: tuple[str, ...] = (), answer: str = "") -> Gist:
        """The gist of a question. Where it names no product, those that its answer rests on count as named: "and in India?" asks
        of another product each time. `answer` tells answers on the same evidence apart, in no language; "" where none was given."""
        found = self._read(question)
        if answer and evidence and found.products and _is_understood(found.meanings):
            return replace(found, understood=found.meanings.difference(_KEEPING).union(evidence, [answer]))
        products = tuple(dict.fromkeys(key.partition("/")[0] for key in evidence if "/" in key))
        if found.products or not products:
            return found
        named = frozenset(f"{PRODUCT}:{key}" for key in products)
        return Gist(found.named | named, found.meanings | named, found.words, products)

    def _gist(self, question: str) -> Gist:
        spelt = [self._spelt(part) for part in words(strip_markup(question))]
        doubtful = {f"{self._stem(word[:-1]).rstrip(STRANGE)}{DOUBTFUL}" for word in spelt if _is_doubtful(word)}
        tokens, mentions = self._question([word for word in spelt if not _is_doubtful(word)])
        named: dict[str, None] = {}
        said, meanings = set(doubtful), set(doubtful)
        for mention in mentions:
            if not _NAMED.isdisjoint(mention.kinds):
                named |= dict.fromkeys(meaning for meaning in mention.meanings if meaning.partition(":")[0] in _NAMED)
            elif not _is_small(mention) or _CUSTOMER in mention.cues:
                stems = {self._stem(token.folded) for token in tokens[mention.start : mention.end] if self._tells(token.folded)}
                said |= stems
                meanings |= stems if _is_small(mention) or not _BY_ITS_WORDS.isdisjoint(mention.kinds) else set(mention.meanings)
        if not (named or said):
            said = meanings = {f"{word}{STRANGE}" for word in fold_text(question).split()}
        products = tuple(meaning.partition(":")[2] for meaning in named if meaning.startswith(f"{PRODUCT}:"))
        return Gist(frozenset(named), frozenset(meanings).union(named), " ".join(sorted(said)), products)

    def _question(self, parts: list[str]) -> tuple[list[Token], list[Mention]]:
        """Tokens and mentions of what is asked: greetings and courtesies go first, since they may be in another language."""
        tokens = self._linker.tokens(parts)
        for mention in reversed(self._linker.read(tokens, "")[1]):
            if not _TALK.isdisjoint(mention.cues) or (mention.end - mention.start > 1 and mention.kinds == (SMALL,)):
                del tokens[mention.start : mention.end]
        return tokens, self._linker.read(tokens, "")[1]

    def _spelling(self, part: str) -> str:
        """A word that stands nowhere as the nearest that does, of the subject or not; marked as DOUBTFUL where it is as near to one that tells
        something as to one that does not. Names stay as they are: they are mended by a rule of their own."""
        word = fold(part)
        near = [] if self._is_known(word) else self._spellings.near(word)
        nearest = [one for one in near if one[0] == near[0][0]]
        if not nearest or any(not self._lexicon.vocabulary[choice] for _, choice in nearest):
            return part
        telling = [one for one in nearest if self._tells(one[1])]
        doubt = DOUBTFUL if len(telling) < len(nearest) else ""
        if len(word) < _LONG_ENOUGH:
            return f"{word}{doubt}"  # As likely a word of its own.
        choice = best(telling or nearest, self._lexicon.vocabulary, word)
        return f"{choice[0]}{doubt if telling else ''}" if choice else part

    @cached_property
    def _spellings(self) -> TypoIndex:
        return TypoIndex(self._lexicon.vocabulary, edits_in_words)

    def _is_known(self, word: str) -> bool:
        """Whether a folded word stands in the lexicon, in any form."""
        return self._lexicon.knows(word, self._stemmers)

    def _is_telling(self, word: str) -> bool:
        """Whether a folded word says something of what is asked also where it stands alone."""
        if not word.isalnum() or (len(word) == 1 and not word.isdecimal()):
            return False
        return not all(map(_is_small, self._linker.read([Token(word, word, True)], "")[1]))

    def _stem(self, word: str) -> str:
        """The shortest stem in any language, since which one a question is in is not always told; marked where the word stands nowhere."""
        stem = min((stemmer(word) for stemmer in self._stemmers.values()), key=lambda stem: (len(stem), stem))
        return stem if word.isdecimal() or self._is_known(word) else f"{stem}{STRANGE}"


def _is_understood(meanings: frozenset[str]) -> bool:
    """Whether none of the meanings is a mere word."""
    return all(":" in meaning for meaning in meanings)


def _is_doubtful(word: str) -> bool:
    return len(word) > 1 and word.endswith(DOUBTFUL)


def _is_small(mention: Mention) -> bool:
    """Whether a mention says nothing of what is asked: small words and articles, greetings and thanks, and how one asks."""
    manner = _MANNER if mention.meanings == (_STAFF,) else _MANNER | {"staff"}
    said = zip(mention.kinds, mention.meanings, strict=True)
    return all(kind == SMALL or meaning == _ONE or (kind == CUE and meaning.partition(":")[2] in manner) for kind, meaning in said)


def naming_of(folder: Path, cache: Path | None) -> Naming:
    """Naming by the knowledge in `folder`; see `open_knowledge`."""
    return Naming(open_knowledge(folder, cache)[1])
