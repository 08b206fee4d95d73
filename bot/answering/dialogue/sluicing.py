"""Follow-ups without a subject: a question word alone ("do data leave Z?" - "when?", "any in Z? Which?"), and nouns that are no products then."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import earlier, is_topic
from bot.answering.common.findings import Finding
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.syntax.question import KINDS, Question

_ALONE = frozenset({"when", "how", "why"})
_BESIDE = frozenset({"and", "what_about", "but", "it", "subject", "aux", "at", "exactly", "yes"})

_WHICH = frozenset({"which", "product", "those", "subject", "it", "list", "and", "what_about", "toward", "exactly", "yes_no"})
_THERE_ARE = frozenset({"aux", "available", "at", "there", "any", "past"})
_THEY = frozenset({"aux", "at", "it"})

_COUNTED = {"where": "location_noun", "which_data": "kind_of_data"}
_BESIDE_COUNT = frozenset({"how_many", "it", "those", "subject", "aux", "at", "and", "what_about", "thanks", "all", "yes", "of", "yes_no"})


def counted(question: Question, last: Question, told: Finding) -> Question:
    """The question, where it counts what was just told of one product, as one for that number ("where is X?" - "how many is that?")."""
    if question.kind != "how_many" or question.has_subject or not question.cues <= _BESIDE_COUNT:
        return question
    noun = _COUNTED.get(last.kind, "")
    one = noun and told.status == "answered" and len(last.products) == 1 and not told.statements
    return replace(question, products=last.products, data=last.data, cues=question.cues | {noun}) if one else question


def only_asks_which(read: Question, completed: Question, told: Finding) -> bool:
    """Whether a question as `read` only asks which ones they are ("any in Z? If there are, which?"), where those were told or nothing selects any."""
    if read.kind != "which" or read.has_subject:
        return False
    supposed = frozenset(cue for cue, at in read.positions if cue in _THERE_ARE and at < read.positions.at("which")[-1])
    if not read.cues <= _WHICH | supposed | (_THEY if "it" in read.cues else frozenset()):
        return False
    selects = completed.has_subject or completed.besides or completed.told or completed.excluded_products
    return bool(told.products) or not selects or (told.verdict == "no" and not told.facts)  # Where there are none, none is asked for.


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
    subjects = set(question.positions_of(CONCEPT))
    return question if subjects.isdisjoint(question.positions.at("product")) else replace(question, cues=question.cues - {"product"})
