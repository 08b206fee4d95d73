"""Where "not" denies no place: beside data that are left out or added, and where it only doubles another denial."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question

_PAIR = 2
_REACH = 4  # How far before what is left out, or before the other denial, "not" may stand.


def said_beside(question: Question) -> set[int]:
    """All places of words that deny nothing of what is asked about."""
    if question.positions.by_cue.keys().isdisjoint({"not", "never"}):
        return set()
    return rejections(question) | _additions(question) | _doubles(question)


def rejections(question: Question) -> set[int]:
    """Where "not" stands beside data that it only leaves out of what is said ("X is in Y, not the recordings", "only the recordings aren't")."""
    left_out = [term.position for term in question.terms if term.negated and DATA in term.kinds] if question.excluded_data else []
    nots = question.positions.at("not")
    places = [where.position for where in question.mentioned]
    found: set[int] = set()
    for position in left_out:
        before = max((at for at in nots if at < position), default=-1)
        after = min((at for at in nots if at > position), default=-1)
        if 0 <= before and position - before <= _REACH and not any(before < at < position for at in places):
            found.add(before)
        elif 0 <= after <= position + _REACH and any(at < position for at in places):
            found.add(after)
    return found


def _additions(question: Question) -> set[int]:
    """Where "not" stands before an "only" that bounds data, or the first of several products, and no place: others are added ("not just X")."""
    if any(where.only for where in question.regions):
        return set()
    kinds = {DATA, PRODUCT} if len(question.products) > 1 else {DATA}
    added = [term.position for term in question.terms if not kinds.isdisjoint(term.kinds)]
    bounded = {at for at in question.positions.at("only") if any(0 < position - at <= _PAIR for position in added)}
    return {at for at in question.positions.at("not") if at + 1 in bounded}


def _doubles(question: Question) -> set[int]:
    """Where "nothing but" stands, which only bounds a place, and "not" before it, where a language denies twice ("não tem nada além de X")."""
    nothing = set(question.positions.at("only")).intersection(question.positions.at("none"))
    doubled = {at for at in question.positions.at_any("not", "never") if any(0 < other - at <= _REACH for other in nothing)} if nothing else set()
    return nothing | doubled
