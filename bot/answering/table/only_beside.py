"""Places that are all there is beside others which are set aside ("besides X and Y, is Z the only region?"): all of them are all there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question, Where

_FAR = 100
_SETTING_ASIDE = ("besides", "outside", "except")
_ENDING = ("only", "aux", "host", "holds")
_OTHERWISE = frozenset({"not", "never", "none", "without", "lacks", "untrue", "or", "sole_lack", "every_region"})


def with_places_beside(table: HostingTable, question: Question, held: Collection[str]) -> Question:
    """The question if its product is only in the places named and in those set aside beside them, of the regions `held`; any other as it is."""
    aside = _set_aside(question)
    others = [where for where in question.mentioned if where not in aside]
    if not (aside and others):
        return question
    there = [where for where in aside if table.geography.within(held, where)]
    places = (replace(where, wanted=True, beyond=False, only=True, origin=False) for where in (*there, *others))
    return replace(question, regions=tuple(places))


def _set_aside(question: Question) -> list[Where]:
    """The places right after a word that sets them aside, where others are said to be all there is."""
    if len(question.products) != 1 or not question.yes_no or question.kind or not _OTHERWISE.isdisjoint(question.cues):
        return []
    bounds, start = question.positions.at("only"), min(question.positions.at_any(*_SETTING_ASIDE), default=-1)
    if start < 0 or not bounds or start in bounds:
        return []
    if start > bounds[0] and question.cues_at(start).isdisjoint({"besides", "except"}) and "sole" not in question.cues:
        return []  # "X is only in Y, outside of Z."
    ends = [*question.positions.at_any(*_ENDING), *question.own_positions_of(PRODUCT)]
    end = min((at for at in ends if at > start), default=start + _FAR)
    return [where for where in question.mentioned if start < where.position < end]


def sets_aside_first(question: Question, excluded: Sequence[Where]) -> bool:
    """Whether places are set aside before it is asked of all others ("apart from X, is Y in every region?"), so that Y may be in them too."""
    swept = min(question.positions.at_any("every_region", "all", "rest", "other"), default=-1)
    return question.yes_no and bool(question.products) and "only" not in question.cues and all(0 <= where.position < swept for where in excluded)
