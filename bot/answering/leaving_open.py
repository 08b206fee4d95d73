"""Whether yes or no from a statement would mislead, since only a part of what is asked is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.claims import Claims
from bot.answering.matching import Match
from bot.understanding.lexicon import CONCEPT
from bot.understanding.question import Question


def leaves_out_unsaid(match: Match, claims: Claims, question: Question) -> bool:
    """Whether something is said to be absent of which the statement says nothing ("and without apps?"), after something that it does speak of.

    Where the question itself names what the statement is about, what the statement explains may be absent too.
    """
    if match.affirmed or "terms" not in question.filled and "topic" not in question.filled:
        return False
    said = {*match.line, *(word for claim in (*claims.confirmed, *claims.denied) for word in (claim.word, *claim.beside))}
    if any(term.position >= 0 and not set(term.keys).isdisjoint(match.line) for term in question.own_concepts):
        said.update(match.said.statement.explains)
    return any(term.negated and term.position >= 0 and CONCEPT in term.kinds and said.isdisjoint(term.keys) for term in question.terms)


def is_one_of_two(question: Question, line: Sequence[str], judged: Sequence[int]) -> bool:
    """Whether all that is `judged`, by positions, is the second of two things to choose from, each with a verb ("do logs stay in X or leave?")."""
    first = min((at for at in judged if at >= 0), default=0)
    others = [term.position for term in question.own_concepts if set(term.keys).isdisjoint(line)]
    return any(0 <= at < choice < first for choice in question.positions.at("or") for at in (*question.positions.at("host"), *others))
