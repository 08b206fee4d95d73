"""Whether it is clear what yes and no mean as the answer to a denial."""

from __future__ import annotations

from bot.answering.common.negation import is_denied, is_judged
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_VERBS = ("aux", "available", "host", "holds", "using")
_PAIR = 2
_REACH = 2  # How far before "wrong" stands what denies that.
_DENIALS = ("not", "never", "none")


def is_unclear(question: Question) -> bool:
    """Whether a denial asks for assent without a verb ("no X for Y, then?"), or as what follows from what was said ("so Y isn't in X?").

    So does what is called not wrong, or what nobody can deny, and what is denied of one product and then said of another.
    """
    untrue = "untrue" in question.cues and is_untrue_twice(question)
    if untrue or _is_doubled(question) or _contrasts(question) or _denies_none(question):
        return True
    if question.cues.isdisjoint(_DENIALS) or not question.regions or is_judged(question) or is_denied(question):
        return False
    if {"products", "regions"} & set(question.filled):
        return False
    place = min(where.position for where in question.regions)
    denials = [at for at in question.positions.at_any(*_DENIALS) if 0 <= at < place]
    if not denials:
        return False
    ends = max(at for _, at in question.positions)
    follows = any(at in (0, ends) for at in question.positions.at_any("infers", "what_about"))
    return follows or not any(at < place for at in question.positions.at_any(*_VERBS))


def is_untrue_twice(question: Question) -> bool:
    """Whether what a claim calls untrue is itself called so ("it's false that X is in Y. Is that wrong?")."""
    untrue = question.positions.at("untrue")
    if len(untrue) < _PAIR:
        return False
    named = [term.position for term in question.terms if term.is_weighty and term.position >= 0]
    named += [where.position for where in question.mentioned if where.position >= 0]
    offered = any(at > max(named) for at in question.positions.at("or")) if named else True
    return not offered and untrue[0] < min(named) and untrue[-1] > max(named)


def _is_doubled(question: Question) -> bool:
    """Whether it is denied that something is wrong ("I wouldn't be wrong to say ...?"), or that anybody says what is a denial itself."""
    nots = [at for at in question.positions.at("not") if at > 0]
    if not nots:
        return False
    named = {where.position for where in question.mentioned}
    wrong = [at for at in question.positions.at("untrue") if "confirm" not in question.cues]
    if any(0 < at - other <= _REACH and named.isdisjoint(range(other, at)) for at in wrong for other in nots if other not in wrong):
        return True
    nobody = min(question.positions.at("none"), default=-1)
    return 0 <= nobody and any(nobody < said < at for said in question.positions.at("claims") for at in nots)


def _denies_none(question: Question) -> bool:
    """Whether several products are each denied, and so is the place after them ("neither X nor Y is left out of Z?", "nem X nem Y ficam fora")."""
    named = question.own_positions_of(PRODUCT)
    if len(named) < _PAIR or not question.regions:
        return False
    first = max(named[0], 0)
    before = any(at < first for at in question.positions.at_any("not", "never", "none", "without"))
    place = max(where.position for where in question.regions)
    return before and any(named[-1] < at < place for at in question.positions.at_any("not", "never", "lacks", "without", "outside"))


def _contrasts(question: Question) -> bool:
    """Whether a place is denied for one product and then said of another ("Y can't be in X but Z can")."""
    last = max((where.position for where in question.regions), default=-1)
    denied = any(at < last for at in question.positions.at("not"))
    return len(question.products) > 1 and denied and any(at > last for at in question.positions.at("but"))


def says_possible(question: Question) -> bool:
    """Whether it is only said that something can be outside of a place, which it may be in too ("X can be outside Y: true or false?")."""
    if not question.cues.isdisjoint({"not", "never", "none", "without"}):
        return False
    able = set(question.positions.at("available")).intersection(question.positions.at("aux"))
    able.difference_update(question.positions.at_any("holds", "using"))
    return any(at < outside for at in able for outside in question.positions.at("outside")) and "only" not in question.cues
