"""Verbs of passing that name nothing to pass through, after a demand: what passes is what meets it ("they demand Y. Which of the two pass?")."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue
from bot.understanding.linking.spelling import Token

_MEETING = ("aux", "available")


def with_bare_passing(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, a verb that may mean being available and ends its part as that alone."""
    return [as_cue(mention, *_MEETING) if _passes(mention) and _ends(tokens, mentions, at) else mention for at, mention in enumerate(mentions)]


def _passes(mention: Mention) -> bool:
    return CONCEPT in mention.kinds and set(_MEETING).issubset(mention.cues)


def _ends(tokens: Sequence[Token], mentions: Sequence[Mention], at: int) -> bool:
    """Whether a mention stands before a mark, the end of the message, or a product."""
    end = mentions[at].end
    return end >= len(tokens) or not tokens[end].is_word or (at + 1 < len(mentions) and PRODUCT in mentions[at + 1].kinds)
