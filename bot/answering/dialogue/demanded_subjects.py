"""What a message demands of a subject, or refuses for a kind of data, asked of the product that it then names."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.answering.common.lengths import asks_of_length, measured
from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE
from bot.understanding.syntax.question import OF_AGE, Question

# Cues of a clause that says what somebody demands, or does not allow.
_DEMANDING = frozenset({"demand", "duty", "suffices", "not", "none", "never"})
# Cues of words by which it is asked if something is fit ("are we fine with X?", "does X pass?"), and of those for how long it is kept.
_FIT = ("suffices", "thanks", "quality", "available")
_BESIDE_FIT = (*_FIT, "applies", "contains", "how_long", "holds", "host")
_OURS_COVERED = {"applies", "oneself"}
_FITTED_KINDS = frozenset({"", "define", "how_long", "what"})
_REPORTED = frozenset({"claims", "reports", "untrue"})


def of_demanded_subject(question: Question, context: Question | None, table: HostingTable) -> Question | None:
    """The question of what is said of the subject that is demanded ("the logs must stay in Y. Does X fit?"); None where it is of none.

    Where places are named, whether that meets the demand is left open.
    """
    if context and context.amounts and (of_length := _of_own_subject(question, context, table) or _of_demanded_length(question, context, table)):
        return of_length
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


def _of_own_subject(question: Question, context: Question, table: HostingTable) -> Question | None:
    """The question if its own subject meets a length of time told of another one ("A login happened 8 months ago. Are logs still there?")."""
    own = any(not table.demanded.isdisjoint(term.keys) for term in question.own_concepts)
    if not own or question.amounts or not asks_of_length(question, context):
        return None
    return measured(question, replace(context, terms=tuple(term for term in context.terms if CONCEPT not in term.kinds)))


def _of_demanded_length(question: Question, context: Question, table: HostingTable) -> Question | None:
    """The question if a length of time is met that was told before it of a subject ("policy: X for 90 days. Is Y fine with that?")."""
    demands = context.positions.at("demand")
    subjects = any(not table.demanded.isdisjoint(term.keys) for term in context.terms)
    fit = not question.cues.isdisjoint(_FIT) or question.cues >= _OURS_COVERED
    asked = fit and context.cues.isdisjoint(_REPORTED)
    if not subjects or not (asked or (demands and question.products)) or (question.products and context.products):
        return None
    if context.regions or any(amount.bound == OF_AGE for amount in context.amounts):
        return None
    if any(not demands or term.position > demands[0] for term in context.terms if OUTSIDE in term.kinds):
        return None  # "The auditor of a certificate requires ..." asks for no certificate.
    judging = question.positions.at_any(*_BESIDE_FIT)
    more = [term for term in question.own_concepts if term.position not in judging and table.everywhere.isdisjoint(term.keys)]
    says_more = question.data or question.regions or question.outside or question.amounts or question.kind not in _FITTED_KINDS
    if says_more or more or not (question.products or context.products or "suffices" in question.cues) or not (question.yes_no or question.asked):
        return None
    terms = tuple(term for term in question.terms if term.position not in judging or not {CONCEPT, DATA}.intersection(term.kinds))
    positions = question.positions.without({*judging, *question.positions.at("what")})
    made = replace(question, kind="", yes_no=True, terms=terms, positions=positions, cues=frozenset({*positions.by_cue, "suffices"}))
    return measured(made, context)


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
