"""Questions as they are meant: what is refused, demanded, allowed or lost is told in the words in which rows and statements are asked."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.dates import in_order
from bot.answering.common.lengths import with_limits
from bot.answering.dialogue.again import as_request
from bot.answering.dialogue.giving_up import with_avoided, with_refused
from bot.answering.dialogue.losing import with_given_up
from bot.answering.dialogue.lost_data import with_lost_data
from bot.answering.dialogue.obliged import with_obliged
from bot.answering.dialogue.shut_out import with_shut_out
from bot.answering.dialogue.striking_off import of_rest_by_number
from bot.understanding.syntax.question import Question


def as_meant(question: Question, *, day_first: bool) -> Question:
    """What a clause asks by itself; `day_first` tells how its language writes dates in figures."""
    if question.regions:
        question = with_obliged(with_avoided(_of_only_one(question)))
    if question.amounts:
        question = with_limits(question)
    return as_request(in_order(question, day_first=day_first) if question.dates else question)


def _of_only_one(question: Question) -> Question:
    """The question, "what is the only one in Y?" asking which product it is."""
    sought = question.kind == "define" and question.cues >= {"only", "product"} and not (question.products or question.data or question.yes_no)
    return replace(question, kind="which") if sought else question


def with_outcome(question: Question, context: Question | None) -> Question:
    """The question, in the light of what was told before it: what is lost or left by choosing or refusing a place is what is there, or is not."""
    if question.count:
        question = of_rest_by_number(question, context)
    if not question.regions and "gives_up" not in question.cues:
        return question
    return with_given_up(with_refused(with_lost_data(with_shut_out(question), context), context), context)
