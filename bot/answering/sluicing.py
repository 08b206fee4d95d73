"""Follow-ups to a statement: a question word alone ("do data leave Z?" - "when?"), and nouns that are not the vendor's products then."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.carrying import earlier, is_topic
from bot.answering.findings import Finding
from bot.understanding.lexicon import CONCEPT
from bot.understanding.question import KINDS, Question

_ALONE = frozenset({"when", "how", "why"})
_BESIDE = frozenset({"and", "what_about", "but", "it", "subject", "aux", "at", "exactly", "yes"})


def sluiced(question: Question, last: Question, told: Finding) -> Question | None:
    """The last question, which a statement answered, with the question word of this one; None where this one is more than that."""
    if question.kind not in _ALONE or not told.statements or told.facts or not question.cues <= _BESIDE | {question.kind}:
        return None
    named = question.names_subject or question.regions or question.unknown or question.amounts
    if named or any(term.is_weighty for term in question.terms):
        return None
    return replace(
        last,
        kind=question.kind,
        yes_no=False,
        asked=question.asked,
        terms=tuple(earlier(term) for term in last.terms),
        regions=tuple(earlier(where) for where in last.regions),
        mentioned=tuple(earlier(where) for where in last.mentioned),
        cues=(last.cues - KINDS.keys()) | question.cues,
        positions=question.positions.after(last.positions),
        filled=(*last.filled, "terms"),
    )


def of_its_things(question: Question, last: Question, told: Finding) -> Question:
    """The question not asking for products where its noun names a subject too ("is there a marketplace?" - "how many apps?")."""
    if "product" not in question.cues or told.facts or not any(is_topic(term) and (term.is_weighty or term.position < 0) for term in last.terms):
        return question
    subjects = {term.position for term in question.terms if CONCEPT in term.kinds}
    return question if subjects.isdisjoint(question.positions.at("product")) else replace(question, cues=question.cues - {"product"})
