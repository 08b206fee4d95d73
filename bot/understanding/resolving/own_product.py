"""One product that is spoken of without its name ("is our tool in X?"): it is that spoken of before, and none of all products."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.scope import Mentions, silent

OWN = "own_product"
# Cues of a sentence that speaks of "that same product", and of one in which somebody has "those".
SAME_PRODUCT, HAVING_WHICH = frozenset({"same", "product"}), frozenset({"which", "holds"})
_POINTING = frozenset({"it", "those", "of", "at", "from"})
# Cues of a sentence that goes on with those that are told apart by their places, and of what tells them apart.
THOSE_ONLY, THOSE_WITH = frozenset({"what_about", "only"}), frozenset({"what_about", "with"})
_THOSE = frozenset({"it", "those"})
_RELATIVE_WORD = frozenset({"what", "subject"})
_APART = frozenset({"only", "with", "without"})
_LEAST = 3  # The number of mentions of "and those with X" is more.
_ASKING_OF_ALL = frozenset({"which", "how_many", "list", "all", "any", "none", "sole", "compare"})
_RELATIVE = frozenset({"subject", "what", "which", "with", "without", "using", "of"})


def with_own_product(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message that speaks of "the product" or "our tools", a single one pointing at what was spoken of.

    It stands for any product where products are asked for, or where a clause tells which one is meant.
    """
    of_all = have_cue(mentions, _ASKING_OF_ALL)
    return [_read(mentions, at, of_all=of_all) if has_cue(mention, {OWN}) else mention for at, mention in enumerate(mentions)]


def with_same_product(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, "that same product" pointing at the one spoken of before, where no product is named that it could be likened to."""
    if have_kind(mentions, PRODUCT):
        return mentions
    for at, mention in enumerate(mentions[1:-1], 1):
        if mention.cues == ("same",) and has_cue(mentions[at + 1], {"product"}) and not has_cue(mentions[at + 1], {"plural"}):
            before = next((other for other in range(at - 1, -1, -1) if mentions[other].kinds != (SMALL,)), 0)
            if has_cue(mentions[before], _POINTING):
                return [*mentions[:at], silent(mention), as_cue(mentions[at + 1], "it"), *mentions[at + 2 :]]
    return mentions


def with_those_told_apart(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, "and those limited to X" or "and those with two regions" asking which they are, and pointing at none."""
    if len(mentions) <= _LEAST or not has_cue(mentions[0], {"what_about"}) or not mentions[1].cues or not _THOSE.issuperset(mentions[1].cues):
        return mentions
    teller = 3 if _RELATIVE_WORD.issubset(mentions[2].cues) else 2
    told = has_cue(mentions[teller], _APART) and not have_cue(mentions[teller + 1 :], {"aux", "yes_no", "which", "host"})
    return [mentions[0], as_cue(mentions[1], "which", "product"), *mentions[2:]] if told else mentions


def with_those_had(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "those" that somebody has in a place being data named before, and none that are asked for ("its frobs, have those in X?")."""
    for at, mention in enumerate(mentions):
        had = mention.cues == ("which",) and at and has_cue(mentions[at - 1], {"holds"}) and not has_cue(mentions[at - 1], {"list"})
        if had and have_kind(mentions[:at], DATA) and have_cue(mentions[:at], {"aux"}):
            return [*mentions[:at], as_cue(mention, "those"), *mentions[at + 1 :]]
    return mentions


def _read(mentions: Mentions, at: int, *, of_all: bool) -> Mention:
    told = at + 1 < len(mentions) and has_cue(mentions[at + 1], _RELATIVE)
    return as_cue(mentions[at], "product" if of_all or told or "plural" in mentions[at].cues else "it")


# Where all of some cues are said, what takes the words that point as they are meant.
POINTING_REWORDED = (
    (SAME_PRODUCT, with_same_product),
    (HAVING_WHICH, with_those_had),
    (THOSE_ONLY, with_those_told_apart),
    (THOSE_WITH, with_those_told_apart),
)
