"""Numbers of products or regions that say nothing of the place beside them ("all but three products in X", "in X but only two regions")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import NUMBER
from bot.understanding.linking.mentions import has_cue, have_cue
from bot.understanding.syntax.belonging import names_rule
from bot.understanding.syntax.scope import Mentions, is_place

_VERB = frozenset({"aux"})
_NOUN = frozenset({"product"})
_COUNTED = frozenset({"location_noun"})


def leaves_number(mentions: Mentions, at: int) -> bool:
    """Whether a number of products stands at a position left out of all of which a verb before asks ("are all but three products in X?")."""
    if at >= len(mentions) or NUMBER not in mentions[at].kinds or not has_cue(mentions[0], _VERB):
        return False
    return have_cue(mentions[at : at + 2], _NOUN) and not have_cue(mentions[at + 1 :], _VERB)


def bounds_no_place(mentions: Mentions, at: int) -> bool:
    """Whether "only" at a position bounds a rule, or a number of regions none of which is named after it ("in X but only two regions")."""
    numbered = at + 2 < len(mentions) and NUMBER in mentions[at + 1].kinds and have_cue(mentions[at + 2 : at + 4], _COUNTED)
    return names_rule(mentions, at) or (numbered and not any(map(is_place, mentions[at + 2 :])))
