"""What the clauses of one message say before a question, and how that completes it."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from bot.understanding.lexicon import OUTSIDE, REGION
from bot.understanding.question import BEFORE, Question, Term, Where

T = TypeVar("T", Term, Where)

# Cues of a clause that belong to the question after it in the same sentence.
_MODIFIERS = frozenset(
    {"only", "not", "both", "or", "every_region", "all", "compare", "same", "difference", "except", "first_one", "host"}
)


def joined(old: Question | None, new: Question) -> Question:
    """Context gathered clause by clause: what is named later replaces what was named before of the same kind."""
    if old is None:
        return new
    return replace(
        new,
        products=new.products or old.products,
        data=new.data or old.data,
        regions=new.regions or old.regions,
        terms=(*new.terms, *old.terms),
        outside=(*old.outside, *new.outside),
        software=(*old.software, *new.software),
    )


def complete_from_message(question: Question, context: Question | None, same_sentence: bool) -> Question:
    """Fill in what a question leaves out from what the same message said before it ("Freshservice: is India possible?")."""
    if context is None:
        return question
    if question.products:
        asks_of_them = same_sentence and not question.data and not question.regions and question.cues & {"it", "or"}
        return replace(question, data=context.data, terms=(*context.terms, *question.terms), filled=("data",)) if asks_of_them else question
    changes = {**_subjects(question, context, same_sentence), "terms": _terms(question, context, same_sentence)}
    if same_sentence:
        changes |= _same_sentence(question, context)
    filled = tuple(name for name, value in changes.items() if value != getattr(question, name))
    return replace(question, **changes, filled=filled)


def _subjects(question: Question, context: Question, same_sentence: bool) -> dict[str, object]:
    """Products, data and regions that the question does not name."""
    changes: dict[str, object] = {}
    asks_products = "product" in question.cues and question.kind in ("which", "what", "how_many")
    if not asks_products or (same_sentence and len(context.products) > 1):
        changes["products"] = context.products
    if not question.data:
        changes["data"] = context.data
    if not question.regions and question.kind != "where":
        denied = same_sentence and question.negative and question.kind == "which"
        changes["regions"] = tuple(_earlier(replace(where, wanted=where.wanted != denied)) for where in context.regions)
    elif question.regions and same_sentence and question.kind == "which":
        changes["regions"] = (*context.regions, *question.regions)
    return changes


def _same_sentence(question: Question, context: Question) -> dict[str, object]:
    """What only a clause of the same sentence hands on: modifiers, exceptions, and what stands in the way of an answer."""
    changes: dict[str, object] = {
        "cues": question.cues | (context.cues & _MODIFIERS),
        "positions": (*((cue, at - BEFORE) for cue, at in context.positions), *question.positions),
        "excluded_products": (*context.excluded_products, *question.excluded_products),
        "excluded_data": (*context.excluded_data, *question.excluded_data),
    }
    if _is_bare(question) or "it" in question.cues:
        changes["outside"] = (*context.outside, *question.outside)
        changes["software"] = (*context.software, *question.software)
    return changes


def _terms(question: Question, context: Question, same_sentence: bool) -> tuple[Term, ...]:
    """The context's terms, weightless where the question stands on its own, before the question's."""
    old = [_earlier(term if same_sentence and _weighs_on(question, term) else term.silent()) for term in context.terms]
    if question.regions:
        old += [_earlier(Term((where.code,), (REGION,), where.position, "")) for where in context.regions if where.code]
    return (*old, *question.terms)


def _weighs_on(question: Question, term: Term) -> bool:
    return _is_bare(question) or (bool(question.cues & {"it", "those"}) and OUTSIDE not in term.kinds)


def _is_bare(question: Question) -> bool:
    """Whether the question names nothing itself."""
    return not (question.products or question.data or question.regions or question.own_concepts)


def _earlier(placed: T) -> T:
    return replace(placed, position=placed.position - BEFORE)
