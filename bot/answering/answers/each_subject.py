"""A question of two subjects that no answer tells of together ("where are X and Y kept?"), asked of each."""

from __future__ import annotations

from bot.answering.answers.answer import Answerer, answer
from bot.answering.answers.both_subjects import joined, pairs, without
from bot.answering.common.findings import Finding
from bot.understanding.syntax.question import Question


def answer_each(answerer: Answerer, question: Question, listed: tuple[str, ...] = ()) -> Finding:
    """What `answer` finds; where that is nothing, and statements tell what is asked of each of two subjects, both of them."""
    found = answer(answerer, question, listed)
    if found.status != "unknown" or question.yes_no or question.unknown or question.outside:
        return found
    for one, two in pairs(question):
        first, second = (answer(answerer, without(question, left), listed) for left in (two, one))
        if first.status == second.status == "answered" and first.statements and second.statements:
            return joined(first, second)
    return found
