"""Whether what a statement says leaves any product out ("does the rule leave any product out?", "is any product exempt?")."""

from __future__ import annotations

from bot.answering.claims import words_of
from bot.answering.matching import states_length
from bot.answering.negation import is_called_untrue
from bot.answering.quantities import REACH_OF_ANY
from bot.knowledge.schema import Statement
from bot.replies import Verdict
from bot.understanding.question import Question

_LEAVING_OUT = ("except", "lacks", "gives_up", "left_out", "strikes_out", "outside")


def asks_if_left_out(question: Question) -> Verdict | None:
    """The verdict for what leaves no product out, where it is asked if it leaves any out ("is any product exempt?"), or none; None elsewhere."""
    if not question.yes_no or question.kind or question.products or question.excluded_products or question.regions:
        return None
    leaving = set(question.positions.at_any(*_LEAVING_OUT))
    nouns = question.positions.at("product")
    swept = [*question.positions.at_any("any", "none"), *leaving.intersection(question.positions.at("all"))]  # "Exclude any" is one word.
    swept = [at for at in swept if any(0 < noun - at <= REACH_OF_ANY for noun in nouns)]
    denied = {*leaving, *swept}.issuperset(question.positions.at_any("not", "never", "none", "without"))
    if not (leaving and swept and denied) or is_called_untrue(question):
        return None
    return "yes" if swept[0] in question.positions.at("none") else "no"


def verdict_of_left_out(statement: Statement, question: Question, of_all: Verdict) -> Verdict | None:
    """The verdict where it is asked if products are left out: `of_all` for a statement of all products, the other for one of some of them."""
    if question.amounts and not states_length(statement, question):
        return None
    of_some: Verdict = "no" if of_all == "yes" else "yes"
    return of_some if statement.limited else of_all if "all" in words_of(statement.confirms) else None
