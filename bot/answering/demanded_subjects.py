"""What a message demands of a subject, or refuses for a kind of data, asked of the product that it then names."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.carrying import earlier
from bot.answering.lengths import measured
from bot.answering.table import HostingTable
from bot.understanding.question import Question

# Cues of a clause that says what somebody demands, or does not allow.
_DEMANDING = frozenset({"demand", "duty", "suffices", "not", "none", "never"})


def of_demanded_subject(question: Question, context: Question | None, table: HostingTable) -> Question | None:
    """The question of what is said of the subject that is demanded ("the logs must stay in Y. Does X fit?"); None where it is of none.

    Where places are named, whether that meets the demand is left open.
    """
    if context is None or context.cues.isdisjoint(_DEMANDING) or context.outside or (context.products and question.products):
        return None
    question = replace(question, products=context.products) if context.products and not question.regions else question
    if not _judges(question):
        return None
    placed = bool(context.regions) or not context.cues.isdisjoint({"location_noun", "outside"})
    lacking = any(where.wanted and where.code not in table.regions(key) for where in context.regions for key in question.products)
    if (question.regions and not placed) or (lacking and not question.regions):
        return None  # Where the product cannot be, nothing of it can.
    subjects = tuple(earlier(term) for term in context.own_concepts if not table.demanded.isdisjoint(term.keys))
    if not subjects:
        return _of_refused_data(question, context)
    if context.amounts:
        return measured(replace(question, cues=question.cues | {"suffices"}), context)
    made = replace(question, terms=(*subjects, *question.terms), data=context.data, filled=(*question.filled, "terms"))
    return replace(made, kind="where", yes_no=False, regions=tuple(map(earlier, context.regions))) if placed or question.regions else made


def _of_refused_data(question: Question, context: Question) -> Question | None:
    """The question where data are that may not be in some place, if it names another one ("no tickets in Y. Does X in Z fit?"), else None."""
    refused = context.data and any(not where.wanted for where in context.regions)
    if not (refused and question.regions):
        return None
    return replace(question, kind="where", yes_no=False, regions=(), data=context.data, terms=(*context.terms, *question.terms))


def _judges(question: Question) -> bool:
    """Whether no more is asked than if a product is fit, perhaps in a place."""
    says_more = question.kind or question.data or question.own_concepts or question.outside or question.amounts
    return bool(question.products and (question.yes_no or question.asked) and not says_more)
