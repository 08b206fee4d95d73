"""Examples of data, named after the kind of data that they are of: they tell no more of what is asked ("X data such as tags and notes")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, EVERYDAY, PART, SMALL
from bot.understanding.linking.mentions import UNKNOWN, Mention, has_cue
from bot.understanding.syntax.scope import silent

FOR_EXAMPLE = frozenset({"for_example"})
_NAMES = frozenset({PART, DATA, EVERYDAY, UNKNOWN, SMALL})
_JOINING = frozenset({"and", "or"})


def without_examples(mentions: list[Mention]) -> list[Mention]:
    """The mentions, what is listed as examples right after a kind of data saying nothing."""
    at = next((at for at in range(1, len(mentions)) if has_cue(mentions[at], FOR_EXAMPLE) and DATA in mentions[at - 1].kinds), 0)
    if not at:
        return mentions
    listed = (end for end in range(at + 1, len(mentions)) if _NAMES.isdisjoint(mentions[end].kinds) and not has_cue(mentions[end], _JOINING))
    end = next(listed, len(mentions))
    return [*mentions[:at], *map(silent, mentions[at:end]), *mentions[end:]]
