"""What a message demands of places, asked of the product that it then names."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.carrying import earlier
from bot.understanding.question import Question, Where

# Cues of a clause that says where somebody wants the data to be.
DEMANDS = frozenset({"demand", "own_place"})


def of_named_products(question: Question, context: Question, *, same_sentence: bool) -> Question:
    """A question that names its products, with the data ("tickets: are they in X or Y?") and places that what was said before it leaves for it."""
    demanded = _with_demanded(question, context)
    open_data = same_sentence and not question.data and not question.regions and question.cues & {"it", "or"}
    if open_data and context.data:
        return replace(demanded, data=context.data, terms=(*context.terms, *question.terms), filled=(*demanded.filled, "data"))
    return demanded


def _with_demanded(question: Question, context: Question) -> Question:
    """The question asked of the places that the message demands ("They insist on India. Is X possible?"); as it is where it demands none.

    Where a place is refused, what is demanded lies outside of it.
    """
    if question.kind or question.regions or question.negative or question.own_concepts or question.outside or context.products:
        return question
    judged = (question.yes_no or question.asked) and question.cues & {"yes_no", "available", "there", "suffices"}
    places = context.regions if judged or "demand" in question.cues | context.cues else ()
    fits = judged and not question.data and not (question.cues | context.cues) & {"which", "product"}
    if not places and (fits or "own_place" in question.cues | context.cues):
        places = context.customers
    if not places:
        return _with_obstacles(question, context) if "demand" in context.cues else question
    return replace(
        question,
        data=question.data or context.data,
        regions=tuple(_demanded(where) for where in places),
        customers=context.customers,
        yes_no=True,
        cues=question.cues | (context.cues & (DEMANDS | {"or"})),
        filled=("regions",),
    )


def _with_obstacles(question: Question, context: Question) -> Question:
    """The question with the other subjects that are demanded ("They require a certificate. Does X comply?")."""
    return replace(question, outside=context.outside, terms=(*(term for term in context.terms if term.is_weighty), *question.terms))


def _demanded(where: Where) -> Where:
    """A place as what is asked of a product: that it can be chosen ("only" is for the customer to choose), or a place outside of it."""
    return earlier(replace(where, wanted=True, beyond=where.beyond or not where.wanted, only=False))
