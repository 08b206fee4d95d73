"""A number of products that all but those are said to be somewhere, without a noun of its own ("all but three are in X")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.lexicon import CUE, NUMBER, SMALL
from bot.understanding.mentions import Mention, has_cue
from bot.understanding.scope import is_place

ALL_BUT = frozenset({"all", "except"})
_PRODUCT = "product"
_VERBS = frozenset({"aux", "host", "available", "confirm", "and", "at"})  # What may follow a number that has no noun.


def with_products_counted(mentions: list[Mention], breaks: set[int]) -> list[Mention]:
    """The mentions, a bare number after "all but", or after a whole sentence and "except", counting products."""
    found = list(mentions)
    for at, mention in enumerate(mentions):
        if NUMBER in mention.kinds and at and has_cue(mentions[at - 1], {"except"}) and _is_bare(mentions, at, breaks):
            found[at] = replace(
                mention, meanings=(*mention.meanings, f"{CUE}:{_PRODUCT}"), kinds=(*mention.kinds, CUE), cues=(*mention.cues, _PRODUCT)
            )
    return found


def counts_products(mention: Mention) -> bool:
    """Whether a mention is a number that counts products."""
    return NUMBER in mention.kinds and _PRODUCT in mention.cues


def _is_bare(mentions: list[Mention], at: int, breaks: set[int]) -> bool:
    """Whether nothing that a number could count comes right after it."""
    after = next((other for other in mentions[at + 1 :] if other.kinds != (SMALL,)), None)
    ends = after is None or at + 1 in breaks or -at - 1 in breaks
    return ends or (after is not None and not is_place(after) and has_cue(after, _VERBS) and not has_cue(after, {"location_noun"}))
