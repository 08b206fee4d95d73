"""Questions that the hosting options of a product answer, and not the statement of the condition on which one has them."""

from __future__ import annotations

from bot.answering.common.matching import Match
from bot.answering.common.table import HostingTable
from bot.answering.table.compare import asks_comparison
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.syntax.question import Question


def asks_rows(table: HostingTable, match: Match, question: Question) -> bool:
    """Whether, where a statement tells on what condition one chooses, the rows are asked for, which tell that too.

    That is where what is asked is what a product has of a subject that its rows tell ("what are the hosting options of X?"), not what that means;
    or where a product is in a place, and the subject was only told before ("they bought X. Can it be in Y?").
    """
    if not (match.said.statement.condition_of_choice and question.products):
        return False
    if asks_comparison(question):
        return True
    if question.regions and all(term.position < 0 for term in question.own_concepts):
        return True
    subjects = {key for term in question.terms if CONCEPT in term.kinds for key in term.keys}.intersection(match.line)
    return question.kind == "define" and bool(subjects) and subjects <= table.explained_concepts
