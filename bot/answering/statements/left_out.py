"""Whether what a statement says leaves products out ("does the rule leave any product out?", "is any exempt?", "does it leave X out?")."""

from __future__ import annotations

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.claims import words_of
from bot.answering.common.matching import states_length
from bot.knowledge.schema import Statement
from bot.replies import Verdict
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_LEAVING_OUT = ("except", "lacks", "gives_up", "left_out", "strikes_out", "outside")
_LEFT_OUT = ("gives_up", "left_out", "strikes_out")  # Those that say it of what is named beside them.
_DENYING = ("not", "never", "none", "without")
_REACH_OF_SWEEP = 4  # So many words after "any" or "no" stands what is left out ("any of the listed products").
_BESIDE = 3
_LAST_OF_OPENING = 1  # A "not" no later than this only opens the question.


def asks_if_left_out(question: Question) -> bool:
    """Whether it is asked if a statement leaves something out: a product that is named, any product at all, or any data."""
    if not question.yes_no or question.kind or question.cues.isdisjoint(_LEAVING_OUT) or is_called_untrue(question):
        return False
    if question.products or question.excluded_products:
        return bool(_leaving_named(question)) and "only" not in question.cues
    if question.regions:
        return False
    return bool(_swept(question)) or not (question.data or question.cues.isdisjoint(_LEFT_OUT) or not _swept(question, "data"))


def verdict_of_left_out(statement: Statement, question: Question) -> Verdict | None:
    """The verdict where it is asked if something is left out: a statement of all products leaves out none, another those it does not name."""
    products = {*question.products, *question.excluded_products}
    leaving = set(_leaving_named(question) if products else question.positions.at_any(*_LEAVING_OUT))
    swept = _swept(question)
    denials = [at for at in question.positions.at_any(*_DENYING) if at not in leaving and at not in swept]
    none = not products and bool(denials) and min(denials) > _LAST_OF_OPENING  # "It doesn't leave any out", "não deixa nenhum de fora".
    if (denials and not none) or (question.amounts and not states_length(statement, question)):
        return None
    if products:
        left_out = {product in statement.products for product in products} if statement.limited else {True}
        known = len(left_out) == 1 and (statement.limited or "all" in words_of(statement.confirms))
        return ("no" if True in left_out else "yes") if known else None
    if not swept:
        return None
    none = none or swept[0] in question.positions.at("none")
    leaves_none = not statement.limited
    known = statement.limited or "all" in words_of(statement.confirms)
    return ("yes" if none == leaves_none else "no") if known else None


def _swept(question: Question, noun: str = "product") -> list[int]:
    """Where it stands that any, or none, of some things are meant."""
    leaving = set(question.positions.at_any(*_LEAVING_OUT))
    nouns = question.positions.at(noun)
    swept = [*question.positions.at_any("any", "none"), *leaving.intersection(question.positions.at("all"))]  # "Exclude any" is one word.
    return [at for at in swept if leaving and any(0 <= other - at <= _REACH_OF_SWEEP for other in nouns)]


def _leaving_named(question: Question) -> list[int]:
    """Where it is said that a product is left out, which is named beside that."""
    positions = question.positions
    leaving = {*positions.at_any(*_LEFT_OUT), *set(positions.at("lacks")).intersection(positions.at_any("not", "except"))}
    named = question.own_positions_of(PRODUCT)
    return [at for at in leaving if any(abs(at - name) <= _BESIDE for name in named)]
