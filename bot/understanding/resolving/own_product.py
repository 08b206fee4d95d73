"""One product that is spoken of without its name ("is our tool in X?"): it is that spoken of before, and none of all products."""

from __future__ import annotations

from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.syntax.scope import Mentions

OWN = "own_product"
_ASKING_OF_ALL = frozenset({"which", "how_many", "list", "all", "any", "none", "sole", "compare"})
_RELATIVE = frozenset({"subject", "what", "which", "with", "without", "using", "of"})


def with_own_product(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message that speaks of "the product" or "our tools", a single one pointing at what was spoken of.

    It stands for any product where products are asked for, or where a clause tells which one is meant.
    """
    of_all = have_cue(mentions, _ASKING_OF_ALL)
    return [_read(mentions, at, of_all=of_all) if has_cue(mention, {OWN}) else mention for at, mention in enumerate(mentions)]


def _read(mentions: Mentions, at: int, *, of_all: bool) -> Mention:
    told = at + 1 < len(mentions) and has_cue(mentions[at + 1], _RELATIVE)
    return as_cue(mentions[at], "product" if of_all or told or "plural" in mentions[at].cues else "it")
