"""Two subjects of which a question asks the same ("which clouds do X and Y run on?"): what is said of the one, and of the other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.common.matching import Match
from bot.answering.statements.statements import Statements
from bot.understanding.syntax.question import Question, Term

_ALIKE = frozenset({"same", "difference", "compare"})
_REACH = 5  # So many words after the first of two subjects the other stands at most.


def told_of_both(statements: Statements, match: Match, question: Question) -> Finding:
    """What a statement says to a question, and what another one says of the subject beside its own, where that asks the same of both."""
    found = statements.finding(match, question)
    if not match.loose or (question.yes_no and question.cues.isdisjoint(_ALIKE)):
        return found
    for one, two in pairs(question):
        for told, other in ((one, two), (two, one)):
            if set(told.keys).isdisjoint(match.line) or not set(other.keys).isdisjoint(match.line):
                continue
            rest = without(question, told)
            second = statements.match(rest)
            if second and not (second.loose or set(other.keys).isdisjoint(second.line)):
                return joined(found, statements.finding(second, rest))
    return found


def pairs(question: Question) -> Iterator[tuple[Term, Term]]:
    """The subjects that a question joins."""
    own = [term for term in question.own_concepts if term.position >= 0]
    joints = question.positions.at_any("and", "what_about", "or", "compare")
    for one, two in zip(own, own[1:], strict=False):
        if two.position - one.position <= _REACH and any(one.position < at < two.position for at in joints):
            yield one, two


def without(question: Question, left: Term) -> Question:
    """The question without one of its subjects."""
    return replace(question, terms=tuple(term for term in question.terms if term is not left))


def joined(found: Finding, added: Finding) -> Finding:
    """Two findings told together, without yes or no."""
    return replace(
        found,
        sentences=(*found.sentences, *(sentence for sentence in added.sentences if sentence not in found.sentences)),
        verdict=None,
        evidence=(*found.evidence, *(piece for piece in added.evidence if piece not in found.evidence)),
        statements=(*found.statements, *(key for key in added.statements if key not in found.statements)),
    )
