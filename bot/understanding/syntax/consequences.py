"""What those who ask fear would follow if it were not so ("can I promise X in Y, or will I look silly?"), which asks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SOFTWARE
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.linking.spelling import Token
from bot.understanding.syntax.scope import is_place, is_unknown, silent

_OR = frozenset({"or"})
_COMING = frozenset({"aux", "intends"})
_OWN = frozenset({"oneself", "intends"})
_POINTING = frozenset({"it"})
_ASKING = frozenset({"which", "where", "what", "who", "how_many", "host", "available", "there", "only", "product"})
_NAMING = (PRODUCT, DATA, SOFTWARE)
_LONGEST = 9  # The number of mentions of "or am I going to look stupid in front of them?" at most.
_OPENING = 3  # The verb, and who it is about, are among so many first words.


def without_consequence(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, "or" and the consequence after it saying nothing, where a place was asked about before it."""
    for at, mention in enumerate(mentions):
        if has_cue(mention, _OR) and have_kind(mentions[:at], PRODUCT) and any(map(is_place, mentions[:at])):
            end = next((index for index in range(mention.end, len(tokens)) if not tokens[index].is_word), len(tokens))
            after = [other for other in mentions[at + 1 :] if other.start < end]
            if _is_feared(after):
                return [*mentions[:at], *map(silent, mentions[at : at + 1 + len(after)]), *mentions[at + 1 + len(after) :]]
    return mentions


def _is_feared(after: Sequence[Mention]) -> bool:
    """Whether words tell what would happen to those who ask, and name nothing that an answer could be about."""
    opening = after[:_OPENING]
    strange = any(map(is_unknown, after))
    befalls = have_cue(opening, _OWN) or (have_cue(opening[1:], _POINTING) and strange)
    if not (opening and has_cue(after[0], _COMING) and befalls and len(after) <= _LONGEST):
        return False
    named = any(map(is_place, after)) or any(have_kind(after, kind) for kind in _NAMING) or (have_kind(after, CONCEPT) and not strange)
    return not named and (strange or not have_cue(after[1:], _ASKING))
