"""What data of a product a place shuts out, or what is lost by choosing it ("what do we lose if we pick Y for X?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.syntax.question import Question

_LOSING = ("loses", "gives_up", "left_out")
_DENYING = ("not", "never", "lacks", "without")


def with_lost_data(question: Question, told: Question | None) -> Question:
    """The question, as one for the data of its product that are not in its places, where those are asked for; `told` is what was said before."""
    if question.kind not in ("what", "define", "which_data") or not question.regions or question.data:
        return question
    products = question.products or question.excluded_products  # "Which data types would Y for X leave out?"
    if len(products) != 1 or any(where.beyond or where.only for where in question.regions):
        return question
    if not (_shuts_out(question) if question.kind == "which_data" else _loses(question, told)):
        return question
    places = tuple(replace(where, wanted=False) for where in question.regions)
    return replace(question, kind="which_data", yes_no=False, products=products, excluded_products=(), regions=places)


def _loses(question: Question, told: Question | None) -> bool:
    """Whether it is asked what is lost by choosing a place, that is neither denied nor refused."""
    losing = question.positions.at_any(*_LOSING)
    denied = set(question.positions.at_any(*_DENYING)).difference(losing)
    asked = question.cues.isdisjoint({"product", "replaces", "demand", "location_noun"}) and not denied
    places = told.regions if told is not None and "regions" in question.filled else question.regions
    return asked and bool(losing) and all(where.wanted or where.position > losing[0] for where in places)


def _shuts_out(question: Question) -> bool:
    """Whether kinds of data are asked for that are not in a place named before that denial ("in Y, which data can't go along?")."""
    kinds = question.positions.at("kind_of_data")
    denials = question.positions.at_any(*_DENYING, "leave_aside")
    return bool(kinds and denials) and denials[-1] >= kinds[-1] and all(where.wanted and where.position < denials[-1] for where in question.regions)
