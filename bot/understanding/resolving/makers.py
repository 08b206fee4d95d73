"""The end of a product's name right after the name of another maker ("Frob CRM, where is it?"), which names a product of theirs."""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import PRODUCT, SOFTWARE
from bot.understanding.linking.mentions import UNKNOWN, Mention
from bot.understanding.linking.spelling import Token


def with_other_makers(tokens: Sequence[Token], mentions: list[Mention], ends: Container[str]) -> list[Mention]:
    """The mentions of a message, the end of a product's name and another maker's name before it as one of software; `ends` are such ends."""
    found: list[Mention] = []
    for mention in mentions:
        if PRODUCT in mention.kinds and mention.text.casefold() in ends and found and _is_makers(tokens, found[-1], mention):
            name = f"{found[-1].text} {mention.text}"
            maker = found.pop()
            mention = replace(mention, start=maker.start, text=name, meanings=(f"{SOFTWARE}:{name}",), kinds=(SOFTWARE,), cues=(), read_as="")
        found.append(mention)
    return found


def _is_makers(tokens: Sequence[Token], maker: Mention, end: Mention) -> bool:
    """Whether a mention right before another is software of others, or a name that nothing explains."""
    named = SOFTWARE in maker.kinds or (UNKNOWN in maker.kinds and tokens[maker.start].text[:1].isupper())
    return named and maker.end == end.start
