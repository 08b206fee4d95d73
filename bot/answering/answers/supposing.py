"""Questions under a condition, or that take something for granted: what the articles say where they know nothing of it, name it or deny it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.answers.answer import Answerer, answer
from bot.answering.answers.each_subject import answer_each
from bot.answering.common.findings import Finding, Sentence, names, say
from bot.answering.common.negation import is_denied
from bot.answering.statements.unproven import not_said
from bot.understanding.syntax.question import NEAR, Question
from bot.understanding.syntax.suppositions import CONDITION, DEPENDING


def answer_supposed(answerer: Answerer, question: Question, listed: tuple[str, ...] = ()) -> Finding:
    """What `answer` finds, where an answer may depend on a condition without yes or no to what that may change.

    What has to be bought to have a choice belongs to every answer that has one, so that it may be supposed too.
    """
    if CONDITION not in question.cues:
        return answer_each(answerer, question, listed)
    supposed = {key for term in question.terms if term.supposed for key in term.keys}
    if not supposed:
        return _left_open(answer(answerer, question, listed), question)
    plain = replace(question, terms=tuple(term for term in question.terms if not term.supposed))
    bought = DEPENDING not in question.cues and not _is_denied_condition(question) and supposed <= _named_as_condition(answerer)
    found = answer(answerer, plain if bought else question, listed)
    if bought or found.status == "answered":
        return found if found.status == "answered" else answer(answerer, question, listed)
    if not plain.products:
        return found
    other = answer(answerer, plain, listed)
    return _left_open(other, question) if other.status == "answered" else found


def _is_denied_condition(question: Question) -> bool:
    """Whether what is supposed is that something is not done ("if we do not buy any, ...")."""
    supposed = [term.position for term in question.terms if term.supposed]
    return any(min(supposed) - NEAR <= at < max(supposed) for at in question.positions.at_any("not", "without", "never", "none"))


def _named_as_condition(answerer: Answerer) -> set[str]:
    """The subjects of what articles say must be done to have a choice of locations."""
    return {key for said in answerer.table.choices.values() for key in said.statement.confirms}


def _left_open(found: Finding, question: Question) -> Finding:
    """What was found, without the yes (or what denies it) that the condition may change; what cannot be chosen at all is not so under any.

    A list of what can be chosen is told, with what is not known of it; where data are, or how many, may be otherwise under the condition.
    """
    if found.status == "answered" and not question.yes_no:
        choice = question.kind in ("where", "which") and "available" in question.cues
        return replace(found, sentences=(*found.sentences, say("condition_unsaid"))) if choice else not_said(found)
    if not found.verdict or ((found.verdict == "yes") == is_denied(question) and "only" not in question.cues):
        return found
    return replace(found, verdict=None, sentences=(*found.sentences, say("condition_unsaid")))


def presuppositions(answerer: Answerer, question: Question) -> list[Sentence]:
    """A correction where a clause such as "since X is in Y" takes something for granted that the table denies."""
    opens = question.positions.at("because")
    if not opens or min(opens) > 1 or question.negative or not question.products or not question.regions:
        return []
    table = answerer.table
    absent = [
        table.geography.place_of(where)
        for where in question.regions
        if all(table.geography.within(table.regions(product), where) is False for product in question.products)
    ]
    return [say("correction", places=names("place", *absent), products=names("product", *question.products))] if absent else []
