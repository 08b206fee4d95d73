"""What is lost by choosing a place: the products, or the one asked about, that are not there ("if we pick Y, what do we lose?").

What is lost by choosing one place over another is there and not here.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.question import ONE, Question, Where

_LOSING = frozenset({"gives_up", "gains"})
_DENYING = ("not", "never", "lacks", "without")
_LISTING = frozenset({"which", "what", "define", "how_many"})
_ASKING = ("which", "what", "define", "how_many")
_GUARD = _LOSING | {"not", "lacks", "never", "keeps_out", "difference"}
# Cues of words that turn what is lost: a place that is itself refused, or given up for another.
_TURNING = frozenset({"without", "outside", "except", "leave_aside", "replaces", "demand", "unless", "only", "other", "rest", "but", "still"})
_OVER = frozenset({"instead", "more_than", "compare"})
_REACH = 4  # How far before a verb of losing its denial stands.
_BESIDE = 2


def with_shut_out(question: Question) -> Question:
    """The question what is lost by choosing a place, or not available then, as one for what is not there."""
    if not question.regions or question.cues.isdisjoint(_GUARD):
        return question
    if question.products or question.data:
        return _of_product(question)
    if len(question.regions) > 1:
        return _of_two_places(question)
    where = question.regions[0]
    losing = question.positions.at("gives_up")
    if (where.only and not (losing and _chosen_alone(question))) or where.beyond or where.choice:
        return question
    if question.kind in _LISTING and question.product_count is None:
        return _of_products(question, losing)
    return _if_any(question, losing) if question.yes_no and not question.kind else question


def _of_products(question: Question, losing: Sequence[int]) -> Question:
    """The question which products, or how many, are lost by choosing its place, or are not to be had where it is chosen first."""
    where = question.regions[0]
    asked = max(question.positions.at_any(*_ASKING), default=-1)
    if losing:
        alone = question.positions.at("only") if where.only else ()
        others = {at for at in question.positions.at_any(*_TURNING) if at not in losing and at not in alone}
        if others or (question.kind == "which" and question.positions.at("abandons")):
            return question
        if losing[0] < where.position < losing[-1]:  # "If we drop Y, what do we lose?"
            return replace(_listing(question, wanted=True), regions=(replace(where, wanted=True, only=True),))
        kept = bool(denials_of_losing(question, losing[-1]))
        if question.kind == "which" and not kept and not where.wanted:
            return question
        return _listing(question, wanted=kept)
    chosen = 0 <= where.position < asked and where.wanted
    denials = [at for at in question.positions.at_any("not", "never", "lacks", "keeps_out") if at > where.position] if chosen else []
    turned = any(at not in denials for at in question.positions.at_any(*_TURNING)) or "without" in question.cues
    return _listing(question, wanted=False) if len(set(denials)) == 1 and not turned else question


def _chosen_alone(question: Question) -> bool:
    """Whether it is said of choosing, not of products, that it is of one place only ("if we choose only Y")."""
    return any(at - 1 in question.positions.at("available") for at in question.positions.at("only"))


def _listing(question: Question, *, wanted: bool) -> Question:
    """The question as one for the products that are in its place, or are not."""
    places = (replace(question.regions[0], wanted=wanted, only=False),)
    dropped = question.positions.at_any(*_DENYING, "gives_up", "keeps_out", "only")
    kind = "how_many" if question.kind == "how_many" else "which"
    return replace(question.with_positions(question.positions.without(set(dropped)), "product"), kind=kind, yes_no=False, regions=places)


def _if_any(question: Question, losing: Sequence[int]) -> Question:
    """The question if anything at all is lost by choosing a place ("if we pick Y, do we lose anything?", "is anything unavailable?")."""
    things = question.positions.at("any")
    first = question.regions[0]
    if losing:
        told = any(0 < at - losing[-1] <= _BESIDE for at in things) and not denials_of_losing(question, losing[-1])
    else:
        denials = question.positions.at_any(*_DENYING)
        told = first.wanted and len(set(denials)) == 1 and any(first.position < at and 0 < denials[0] - at <= _BESIDE for at in things)
    if not told or any(at not in losing for at in question.positions.at_any(*_TURNING)):
        return question
    kept = question.positions.without({*losing, *question.positions.at_any(*_DENYING)})
    return replace(question, regions=(replace(first, wanted=False),), positions=kept, cues=frozenset({"any", "product"}))


def _of_product(question: Question) -> Question:
    """The question if a product is lost by choosing a place, as one if that lacks it."""
    losing = [at for at in question.positions.at("gives_up") if at >= 0]
    if not (losing and question.products and question.yes_no) or question.kind or any(where.only or where.beyond for where in question.regions):
        return question
    named = [term.position for term in question.terms]
    turned = any(at not in losing for at in question.positions.at_any(*_TURNING, "replaces", "any"))
    if turned or len(losing) > 1 or len(question.regions) > 1 or not any(at > losing[0] for at in named):
        return question
    places = tuple(replace(where, wanted=False) for where in question.regions)
    return replace(question.with_positions(question.positions.saying("lacks", losing[0])), regions=places)


def _of_two_places(question: Question) -> Question:
    """The question what is lost, or gained, by choosing one place over another, or in what two differ, by what is in one and not in the other."""
    if len(question.regions) != _BESIDE or question.kind not in _LISTING or any(where.only or where.choice for where in question.regions):
        return question
    first, second = question.regions
    plain = question.cues.isdisjoint({"location_noun", "data_center"})
    if "difference" in question.cues and plain and "not" not in question.cues:
        return _apart(question, (replace(first, choice=ONE), replace(second, choice=ONE)))
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


def _apart(question: Question, places: tuple[Where, ...]) -> Question:
    kind = "how_many" if question.kind == "how_many" else "which"
    positions = question.positions.without(set(question.positions.at_any(*_LOSING, *_DENYING, *_OVER, "difference", "except")))
    terms = tuple(term for term in question.terms if "gains" not in question.cues_at(term.position))
    cues = frozenset(positions.by_cue) - {"and"} | {"product"}
    return replace(question, kind=kind, yes_no=False, regions=places, terms=terms, positions=positions, cues=cues)


def denials_of_losing(question: Question, at: int) -> set[int]:
    """Where it is denied that something is lost, gained or left, by the verb at a position."""
    return {other for other in question.positions.at_any("not", "never") if 0 < at - other <= _REACH}
