"""What is handed on from an earlier question: its subject, its names without weight, and how it is put aside again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.syntax.question import BEFORE, Amount, Date, Positions, Question, Term, Where

# Tells, among what was filled in, that an earlier message gave the products.
THREAD = "thread"

# Tells that a topic of which no article speaks was handed on from the thread.
OBSTACLE = "outside_before"

# Tells that such a topic says which product is meant ("the trial account of X: is it in Y?").
QUALIFIED = "outside_told"

# Cues of what is said to be wrong, or not right, and of the words around it.
_WRONG = (frozenset({"untrue"}), frozenset({"not", "confirm"}))
_AROUND_WRONG = frozenset({"untrue", "not", "confirm", "yes", "it", "of", "subject", "customer", "past", "aux", "what_about", "correction"})
_AROUND_WRONG |= frozenset({"at", "without", "demand", "suffices", "host", "using", "holds"})

T = TypeVar("T", Term, Where, Amount, Date)
_POINTING = frozenset({"it", "those"})


def fill_eagerly(question: Question, last: Question) -> Question | None:
    """The question with the thread's subject, products and data where it has none of its own; None where nothing is new."""
    topic = tuple(earlier(term.silent()) for term in last.terms if is_topic(term))
    data = question.data or (() if question.outside and question.cues.isdisjoint(_POINTING) else last.data)  # "And are backups frobbed too?"
    made = replace(question, terms=(*topic, *question.terms), products=question.products or last.products, data=data)
    made = replace(made, terms=(*made.terms, *silent_names(made, question)), filled=(*question.filled, "topic"))
    return None if made.terms == question.terms else made


def without_data(question: Question) -> Question:
    """The question without the kind of data that was filled in, for a product that does not list it."""
    return replace(question, data=(), terms=tuple(term for term in question.terms if term.is_weighty or DATA not in term.kinds))


def of_products(question: Question, products: tuple[str, ...]) -> Question:
    """The question of some of its products alone."""
    terms = tuple(term for term in question.terms if PRODUCT not in term.kinds or not set(products).isdisjoint(term.keys))
    return replace(question, products=products, terms=terms)


def silent_names(made: Question, question: Question) -> Iterable[Term]:
    """Weightless terms for products and data that were filled in, so that statements can ask for them."""
    new = [(DATA, key) for key in made.data if key not in question.data] + [(PRODUCT, key) for key in made.products if key not in question.products]
    return tuple(Term((key,), (kind,), -1, "") for kind, key in new)


def is_topic(term: Term) -> bool:
    """Whether a term is a subject or a part of a definition."""
    return CONCEPT in term.kinds or PART in term.kinds


def earlier(placed: T) -> T:
    """The same as said before the question."""
    return replace(placed, position=placed.position - BEFORE)


def goes_on_in_place(question: Question, before: Question) -> bool:
    """Whether the same is asked of something else as `before`, so that a place told earlier is not asked about ("Can X be in Y? And Z?")."""
    adds = min(question.positions.at_any("what_about", "same"), default=1) == 0
    return adds and not question.regions and any(where.position >= 0 for where in before.regions)


def as_before(question: Question, put_right: Question) -> Question:
    """The question's places under the "only" of the one that it puts right ("only in X? I mean Y"), and nothing asked by the word that does so."""
    if question.kind:
        at = question.positions.at("correction")
        terms = tuple(term for term in question.terms if term.position not in at)
        question = replace(question, kind="", terms=terms, cues=question.cues - {"define", "claims"})
    if not any(where.only for where in put_right.regions):
        return question
    return replace(question, regions=tuple(replace(where, only=True) for where in question.regions), cues=question.cues | {"only"})


def as_correction(question: Question, last: Question) -> Question:
    """The question; what is said to be wrong of another thing as one that puts that in its place ("that's wrong, it is X").

    Where it may be asked if it is wrong, its places are told without yes or no. So puts right a word that may mean what a thing means.
    """
    correcting = question.positions.at("correction")
    defining = question.kind == "define" and 0 in correcting and 0 in question.positions.at("define")
    said = [term for term in question.terms if not (defining and term.position in correcting)]
    says_more = (question.kind and not defining) or any(CONCEPT in term.kinds and term.is_weighty for term in said)
    same = question.products == last.products and question.data == last.data and not question.regions
    if says_more or same or question.unknown or question.outside or not (question.products or question.data or question.regions):
        return question
    if defining:
        return as_before(question, last)
    named = min((*(term.position for term in said), *(where.position for where in question.regions)), default=0)
    if not question.cues <= _AROUND_WRONG or (question.asked and ("aux", 0) in question.positions):
        return question
    if not any(cues <= {cue for cue, at in question.positions if at < named} for cues in _WRONG):
        return question
    kind, cues = "where" if question.asked and not question.regions else "", ("correction", "what_about")
    return replace(question, kind=kind, yes_no=False, cues=frozenset(cues), positions=Positions((cue, 0) for cue in cues))


def with_data_of(question: Question, asked: Question) -> Question:
    """The question, "they" standing for the data that its sentence has just asked about ("where are X's frobs kept, and where do they go then?")."""
    points = "it" in question.cues and not (question.products or question.data or question.regions or question.maybe_data)
    return replace(question, data=asked.data, filled=(*question.filled, "data")) if points and len(asked.data) == 1 else question


def with_data_kept(context: Question | None, question: Question, last: Question | None) -> Question | None:
    """What puts a product right before a question, with the data of the thread where no more is said ("sorry, I mean X: where are they?")."""
    if context is None or last is None or not last.data or not context.products:
        return context
    more = context.data or context.regions or question.has_subject or question.kind not in ("", "where")
    return context if more or _POINTING.isdisjoint(question.cues) else replace(context, data=last.data)
