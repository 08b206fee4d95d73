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
    supposed = frozenset(cue for cue, at in read.positions if cue in _THERE_ARE and at < max(read.positions.at("which"), default=0))
    if not _is_which_alone(read, supposed):
        return False
    if "product" in read.cues and told.facts and told.verdict != "no" and len({fact.product for fact, _ in told.facts}) == 1:
        return True  # "X can be in three regions. Which ones are they?"
    selects = completed.has_subject or completed.besides or completed.told or completed.excluded_products
    return bool(told.products) or not selects or (told.verdict == "no" and not told.facts)  # Where there are none, none is asked for.


def of_places_told(question: Question, context: Question) -> Question:
    """The question which ones they are, after the places of one product were spoken of, as one for these ("X has three regions, which ones?")."""
    places = len(context.products) == 1 and "location_noun" in context.cues and not context.regions
    if not places or not _is_which_alone(question, frozenset()):
        return question
    return replace(question, kind="where", cues=question.cues - {"product", "those", "which"} | {"where"})


def _is_which_alone(question: Question, beside: frozenset[str]) -> bool:
    """Whether a question only asks which ones they are, with nothing but cues `beside`."""
    they = _THEY if "it" in question.cues else frozenset[str]()
    return question.kind == "which" and not question.has_subject and question.cues <= _WHICH | beside | they


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
