"""Products called by what they are for, where a thread speaks of products and a message names nothing else: "sorry, I meant the HR one"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PRODUCT, SOFTWARE
from bot.understanding.linking.mentions import UNKNOWN, Mention
from bot.understanding.linking.spelling import Token

# What a message may say before it that "one" could stand for as well, and what people do, after it ("the HR one asked").
_NOUNS = frozenset({OUTSIDE, CONCEPT, EVERYDAY, SOFTWARE, UNKNOWN})
_PEOPLE = frozenset({"customer", "staff", "account"})
_SPEAKING = frozenset({"reports", "claims", "demand"})

Keys = Mapping[str, Mapping[str, str] | None]

_MOST_WORDS = 6
_SCORE = 0.9


def with_purposes(tokens: Sequence[Token], mentions: list[Mention], keys: Keys, *, of_data: bool) -> list[Mention]:
    """The mentions of a message, those of words that call a product by what it is for read as that; `keys` are products' keys by the first
    of such words, and then by those after it.

    Where the thread speaks of some data (`of_data`), words that also name a kind of data mean that.
    """
    if any(PRODUCT in mention.kinds and not mention.read_as for mention in mentions):
        return mentions
    start, found = 0, list(mentions)
    while start < len(tokens):
        end, key = _longest(tokens, start, keys[tokens[start].folded] or {})
        if end:
            found = _called(found, start, end, tokens, key, of_data=of_data)
        start = end or start + 1
    return found


def _longest(tokens: Sequence[Token], start: int, keys: Mapping[str, str]) -> tuple[int, str]:
    """Where the longest words end that call a product by what it is for and of which the first is at `start`, and its key; 0 where there are none."""
    if not keys:
        return 0, ""
    ends = range(min(start + _MOST_WORDS, len(tokens)), start + 1, -1)
    called = ((end, keys.get(" ".join([token.folded for token in tokens[start + 1 : end]]), "")) for end in ends)
    return next(((end, key) for end, key in called if key), (0, ""))


def _called(mentions: list[Mention], start: int, end: int, tokens: Sequence[Token], key: str, *, of_data: bool) -> list[Mention]:
    """The mentions with one of a product in the place of words `start` to `end`, where nothing else can be meant."""
    before = [mention for mention in mentions if mention.start < start]
    inside = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    after = mentions[len(before) + len(inside) :]
    if any(_may_be_meant(mention) for mention in before) or (after and (after[0].start < end or not _SPEAKING.isdisjoint(after[0].cues))):
        return mentions
    if not inside or (of_data and any({DATA, EVERYDAY} & set(mention.kinds) for mention in inside)):
        return mentions
    text = " ".join([token.text for token in tokens[start:end]])
    return [*before, Mention(inside[0].start, end, text, (f"{PRODUCT}:{key}",), (PRODUCT,), (), _SCORE, key), *after]


def _may_be_meant(mention: Mention) -> bool:
    """Whether "one" may stand for what is named; a verb or a word of talk that could mean something else besides is none."""
    return (not mention.cues and not _NOUNS.isdisjoint(mention.kinds)) or not _PEOPLE.isdisjoint(mention.cues)
