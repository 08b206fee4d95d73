"""The occasion of a question, a role, law or document in which it came up, which bears on no answer."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, OF_PLACES
from bot.understanding.syntax.scope import Mentions, is_place, silenced

_OPEN = frozenset({"which", "where"})
_INTRODUCING = frozenset({"at", "likened", "because"})
_SPEAKING = ASKING - {"how"} | {"aux", "not", "without", "only", "condition", "what_about"}
_REACH = 4  # So many mentions after a preposition, at most, stands the law or document ("in the report on Y").


def without_occasion(mentions: tuple[Mention, ...], pauses: frozenset[int]) -> tuple[Mention, ...]:
    """The mentions, what lies outside the articles saying nothing where only the occasion of an open question names it."""
    comma = min(pauses, default=0)
    if 1 < comma < len(mentions) and _is_role(mentions[:comma]) and _asks_of_product(mentions[comma:]):
        return silenced(mentions, set(range(comma)))
    asked = first_with_cue(mentions[1:], _OPEN, -1) + 1
    before = mentions[:asked]
    named = asked and have_kind(before, DATA) and not (have_kind(mentions[asked:], OUTSIDE) or any(map(is_place, mentions)))
    return silenced(mentions, _documents(before)) if named and not have_cue(before, ASKING - {"yes_no"}) else mentions


def _is_role(opening: Mentions) -> bool:
    """Whether the first part of a sentence only tells as whom, or by which law, somebody asks ("as DPO of the group, ...")."""
    opens = has_cue(opening[0], _INTRODUCING) or (opening[0].end - opening[0].start > 1 and not opening[0].cues)
    named = have_kind(opening, PRODUCT) or have_kind(opening, SOFTWARE) or any(map(is_place, opening))
    return opens and have_kind(opening, OUTSIDE) and not (named or have_cue(opening, _SPEAKING))


def _asks_of_product(rest: Mentions) -> bool:
    """Whether the places of a product are asked for, and no place is named."""
    return have_kind(rest, PRODUCT) and have_cue(rest, OF_PLACES | _OPEN) and not any(map(is_place, rest))


def _documents(before: Mentions) -> set[int]:
    """Where a law or document is named in which data came up ("the mapping for Y shows 'X data'"), with what it is called."""
    found: set[int] = set()
    for at, mention in enumerate(before):
        start = next((place for place in range(max(0, at - _REACH), at) if has_cue(before[place], {"at"})), -1)
        if OUTSIDE not in mention.kinds or start < 0:
            continue
        named = have_kind(before[:start], DATA)
        found |= {place for place in range(start + 1, at + 2) if place < len(before) and (place <= at or named) and not before[place].has(SMALL)}
    others = [at for at, mention in enumerate(before) if DATA in mention.kinds and at not in found]
    return {at for at in found if not has_cue(before[at], {"aux", "holds"})} if others else set()
