"""Two products of which one sentence says different things: "X is in Y but Z isn't"."""

from __future__ import annotations

from bot.understanding.lexicon import DATA, PRODUCT
from bot.understanding.mentions import Mention, have_cue, have_kind
from bot.understanding.openings import ASKING
from bot.understanding.scope import is_place

_PLAIN = ASKING - {"yes_no", "what", "how"}
_COMPARING = frozenset({"same", "difference", "compare", "both"})


def contrasts_with(before: list[Mention], after: list[Mention], *, asked: bool) -> bool:
    """Whether of two products one is said not to be there ("X is in Y but Z isn't"), or each is `asked` of its own place ("X in Y and Z in W?")."""
    named = next((mention.kinds for mention in after[:2] if {PRODUCT, DATA} & set(mention.kinds)), ())
    if not named or not have_kind(before, PRODUCT):
        return False
    if not any(map(is_place, before)) or have_cue((*before, *after), _PLAIN | _COMPARING):
        return False
    denied = [have_cue(half, {"not"}) for half in (before, after[1:])]
    alike = PRODUCT in named or have_kind(before, DATA)
    return denied[0] != denied[1] or (asked and alike and any(map(is_place, after)) and is_place(before[-1]))
