"""A name put before the rest of a question by "is ... where": "Is X where Y is hosted?" asks whether Y is hosted in X."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.syntax.scope import DENYING, is_place, silent

CLEAVING = frozenset({"where"})
_BEING = frozenset({"aux", "what_about"})  # Cues of "is", and of "is in" as one word.
_LEADING = frozenset({"at", "toward", "of", "from"})
_LONGEST = 6  # So many words stand at most between the verb and "where".
_HOSTED = frozenset({PRODUCT, DATA, CONCEPT})
_NAMED = frozenset({CONCEPT, OUTSIDE, SOFTWARE})


def with_clefts(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "where" after "is" and a name, or after a name and "is", as a word that leads to no question but for yes or no."""
    denied = next((at for at in range(len(mentions) - 1, -1, -1) if has_cue(mentions[at], DENYING)), -1)
    for at in range(max(2, denied + 1), len(mentions) - 1):
        verb = _verb_of(mentions, at) if "where" in mentions[at].cues else -1
        if verb >= 0 and _tells_more(mentions[at + 1 :]):
            changed = [as_cue(mentions[verb], "aux"), *mentions[verb + 1 : at], silent(mentions[at])]
            return [*mentions[:verb], *changed, *mentions[at + 1 :]]
    return mentions


def _verb_of(mentions: list[Mention], at: int) -> int:
    """Where "is" stands, before "where" at a position and after a name, or before one; -1 where there is none."""
    last = mentions[at - 1]
    joined = last.end == mentions[at].start  # Not 'it came by Frob now: "where is X?"'.
    return at - 1 if joined and _is_verb(last) and _is_named(mentions[at - 2]) else _verb_before(mentions, at)


def _verb_before(mentions: list[Mention], at: int) -> int:
    """Where "is" stands from which only names lead to a position, -1 where there is none."""
    if not _is_named(mentions[at - 1]):
        return -1
    first = next((one for one in range(at - 1, max(-1, at - 2 - _LONGEST), -1) if not (_is_named(mentions[one]) or _only_leads(mentions[one]))), -1)
    opens = first == 0 or not have_cue(mentions[first + 1 : at], {"at"})  # "If X is in Y, where is Z?"
    joins = first > 0 and "aux" not in mentions[first].cues  # "The regions of X and the cloud where Y runs" are two.
    return first if first >= 0 and opens and not joins and _is_verb(mentions[first]) else -1


def _is_verb(mention: Mention) -> bool:
    return has_cue(mention, _BEING) and not has_cue(mention, {"and", "available"})


def _is_named(mention: Mention) -> bool:
    return is_place(mention) or (not _NAMED.isdisjoint(mention.kinds) and not mention.cues)


def _only_leads(mention: Mention) -> bool:
    return mention.has(SMALL) or has_cue(mention, {"and"}) or (bool(mention.cues) and _LEADING.issuperset(mention.cues))


def _tells_more(after: list[Mention]) -> bool:
    """Whether what follows "where" says what is there, and not only that something is."""
    return have_cue(after, {"data"}) or any(not _HOSTED.isdisjoint(mention.kinds) for mention in after)
