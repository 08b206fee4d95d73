"""What is not to be had where a place is chosen, or by choosing one place over another: that is there and not here."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.dialogue.losing import denials_of_losing
from bot.understanding.syntax.question import ONE, Question, Where

_LOSING = frozenset({"gives_up", "gains"})
_DENYING = ("not", "never", "lacks", "without")
_LISTING = ("which", "what", "define", "how_many")
_GUARD = _LOSING | {"not", "lacks", "never", "keeps_out", "difference"}
# Cues of words that turn what is lost: a place that is itself refused, or given up for another.
_TURNING = frozenset({"without", "outside", "except", "leave_aside", "replaces", "demand", "unless", "only", "other", "rest", "but", "still"})
_OVER = frozenset({"instead", "more_than", "compare"})
_BESIDE = 2


def with_shut_out(question: Question) -> Question:
    """The question what is not to be had where a place is chosen, as one for what is not there."""
    if not question.regions or question.cues.isdisjoint(_GUARD) or question.products or question.data:
        return question
    if len(question.regions) > 1:
        return _of_two_places(question)
    where = question.regions[0]
    if where.only or where.beyond or where.choice or not where.wanted or "gives_up" in question.cues:
        return question
    if question.kind in _LISTING and question.product_count is None:
        return _of_products(question)
    return _if_any(question) if question.yes_no and not question.kind else question


def _of_products(question: Question) -> Question:
    """The question which products, or how many, are not to be had where its place is chosen first."""
    first = question.regions[0].position
    chosen = 0 <= first < max(question.positions.at_any(*_LISTING), default=-1)
    denials = [at for at in question.positions.at_any("not", "never", "lacks", "keeps_out") if at > first] if chosen else []
    turned = any(at not in denials for at in question.positions.at_any(*_TURNING)) or "without" in question.cues
    return _listing(question) if len(set(denials)) == 1 and not turned else question


def _listing(question: Question) -> Question:
    """The question as one for the products that are not in its place."""
    places = (replace(question.regions[0], wanted=False),)
    dropped = question.positions.at_any(*_DENYING, "keeps_out", "only")
    kind = "how_many" if question.kind == "how_many" else "which"
    return replace(question.with_positions(question.positions.without(set(dropped)), "product"), kind=kind, yes_no=False, regions=places)


def _if_any(question: Question) -> Question:
    """The question if anything at all is not to be had where a place is chosen ("if we pick Y, is anything unavailable?")."""
    things = question.positions.at("any")
    first = question.regions[0]
    denials = question.positions.at_any(*_DENYING)
    told = len(set(denials)) == 1 and any(first.position < at and 0 < denials[0] - at <= _BESIDE for at in things)
    if not told or question.positions.at_any(*_TURNING):
        return question
    kept = question.positions.without(set(denials))
    return replace(question, regions=(replace(first, wanted=False),), positions=kept, cues=frozenset({"any", "product"}))


def _of_two_places(question: Question) -> Question:
    """The question what is lost, or gained, by choosing one place over another, or in what two differ, by what is in one and not in the other."""
    asked = question.kind in _LISTING or (question.yes_no and not question.kind and "any" in question.cues)
    if len(question.regions) != _BESIDE or not asked or any(where.only or where.choice for where in question.regions):
        return question
    first, second = question.regions
    plain = question.cues.isdisjoint({"location_noun", "data_center"})
    if "difference" in question.cues and plain and "not" not in question.cues:
        return _apart(question, (replace(first, choice=ONE), replace(second, choice=ONE)))
    if either := _lacking_either(question, first.position, second.position):
        places = (replace(first, wanted=False), replace(second, wanted=False))
        return replace(question.with_positions(question.positions.without(either), "both"), regions=places)
    verbs = question.positions.at_any(*_LOSING)
    if not verbs or denials_of_losing(question, verbs[-1]) or verbs[-1] > first.position > 0:
        return question
    between = {cue for cue, at in question.positions if first.position < at < second.position}
    moved = not question.cues_at(first.position - 1).isdisjoint({"from"}) and "toward" in between
    if not moved and between.isdisjoint(_OVER):
        return question
    gained = verbs[-1] in question.positions.at("gains")
    of_first = (not moved) == gained  # What is asked for is in the first place: gained by choosing it, or lost by leaving it.
    return _apart(question, (replace(first, wanted=of_first, beyond=False), replace(second, wanted=not of_first, beyond=False)))


def _lacking_either(question: Question, first: int, second: int) -> set[int]:
    """Where "or" and what it joins stand: each of two places denied for itself ("which lack X or lack Y?"); empty where that is not so."""
    if question.kind not in ("which", "how_many") or any(first < at < second for at in question.positions.at_any("which", "how_many")):
        return set()  # "Of those that are not in X, which have an option in Y?"
    both = [at for at in question.positions.at("yes_no") if first < at < second and question.cues_at(at) == {"yes_no"}]  # "Or not in Y."
    joint = both[0] if both else min(question.positions.at("or"), default=-1)
    denials = question.positions.at_any(*_DENYING)
    before, after = [at for at in denials if at < first], both or [at for at in denials if joint < at < second]
    return {joint, *before, *after} if before and after and first < joint < second else set()


def _apart(question: Question, places: tuple[Where, ...]) -> Question:
    kind = "how_many" if question.kind == "how_many" else "which" if question.kind else ""
    positions = question.positions.without(set(question.positions.at_any(*_LOSING, *_DENYING, *_OVER, "difference", "except")))
    terms = tuple(term for term in question.terms if "gains" not in question.cues_at(term.position))
    cues = frozenset(positions.by_cue) - {"and"} | {"product"}
    return replace(question, kind=kind, yes_no=not kind, regions=places, terms=terms, positions=positions, cues=cues)
