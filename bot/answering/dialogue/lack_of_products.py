"""Products given up for what they lack, which nobody refuses ("which must we drop because they have no hosting in X?")."""

from __future__ import annotations

from bot.understanding.syntax.question import Question

_PEOPLE = ("oneself", "customer", "who")
_HAVING = frozenset({"holds", "host", "available", "using", "aux", "location_noun", "data_center", "data"})
_REFUSED_BY_SOMEBODY = frozenset({"condition", "usage", "outside", "keeps_out", "replaces", "stays_left", "only", "none"})
_REACH = 3


def is_lack_of_products(question: Question, losing: int) -> bool:
    """Whether the places are those that what is given up, by the verb at `losing`, is said not to have.

    What is lost, and not put away, is so only for a reason that is told of it ("because they are not in X").
    """
    if not _REFUSED_BY_SOMEBODY.isdisjoint(question.cues) or not question.positions.at("gives_up"):
        return False
    first, last = question.regions[0].position, question.regions[-1].position
    denied = set(question.positions.at_any("not", "lacks")) - {losing}
    denials = [at for at in sorted(denied) if at < first and _is_of_having(question, at, first)]
    if len(denials) != 1 or any(where.beyond for where in question.regions):
        return False
    start = losing + 1 if losing < denials[0] else 0
    told = range(start, last)
    people = any(at in told and at < denials[0] for at in question.positions.at_any(*_PEOPLE))
    demanded = any(at in told for at in question.positions.at("demand"))
    reason = losing not in question.positions.at("not") or any(at in told for at in question.positions.at("because"))
    return reason and not (people or demanded)


def _is_of_having(question: Question, denial: int, place: int) -> bool:
    """Whether a denial is of having something in a place, or of being there: "does not have", "has no", "for lack of", not "without X"."""
    if denial in question.positions.at("lacks"):
        return True
    after = any(not _HAVING.isdisjoint(question.cues_at(at)) for at in range(denial + 1, min(place, denial + 1 + _REACH)))
    before = not {"holds", "aux"}.isdisjoint(question.cues_at(denial - 1))
    return (after and "without" not in question.cues_at(denial)) or before
