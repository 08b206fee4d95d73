"""How what a thread has settled goes on: after an answer, after what is only told, and back to what was spoken of before."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.account import told_account
from bot.answering.common.carrying import without_data
from bot.answering.common.claims import WHEN_OVER
from bot.answering.common.defined import after
from bot.answering.common.findings import Finding
from bot.answering.dialogue.data_in_order import data_in_turn
from bot.answering.dialogue.dialogue import Completed, DialogueState
from bot.answering.dialogue.places_in_turn import in_turn
from bot.answering.table.membership import MEMBERS, seeks_products
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_SIZES = frozenset({"most", "fewest", "more_than", "fewer_than"})  # Cues of a question for products by the number of their regions.


def back_to_list(question: Question, state: DialogueState) -> DialogueState:
    """The state right after the list that was told, where its number alone is asked about after products held against it ("so just three?")."""
    last = state.question
    counts = last is not None and MEMBERS in last.filled and question.number_alone and not question.names_subject
    return replace(state, question=state.sought, found=None) if counts and state.sought else state


def gone_back(state: DialogueState, question: Question) -> DialogueState:
    """The state before an aside where a question goes on with that: it says so, or names a thing after a question about the article itself."""
    if state.before is None:
        return state
    aside = state.found is not None and state.found.status == "answered"
    named = question.products or question.data or question.regions
    goes_on = aside and named and question.kind in ("", "where", "which") and not (question.own_concepts or question.outside)
    return state.before if goes_on or "back_to" in question.cues else state


def advance(state: DialogueState, read: Question, completed: Completed, finding: Finding, *, aside: bool) -> DialogueState:
    """The state after a question; what was settled before an `aside` is kept beside it, as before one that finds nothing."""
    made = _advanced(state, read, completed, finding)
    if read.mentioned and (account := told_account(state.account, read)) is not state.account:
        made = replace(made, account=account)
    if made is state or made.question is state.question:
        return made
    before = state.before or state
    kept = before if (aside or finding.status == "unknown") and before.question is not None else None
    return replace(made, before=replace(kept, before=None) if kept else None)


def _advanced(state: DialogueState, read: Question, completed: Completed, finding: Finding) -> DialogueState:
    """The state after a question, as `read` and completed, was answered by `finding`; where nothing is left to go on with, as it was."""
    question = completed.question
    if finding.status == "unknown" and state.question and not (read.has_subject or read.amounts):
        return state
    counts = read.kind == "how_many" and not read.has_subject  # "How many is that?" chooses none of them.
    among = state.groups.among if counts else completed.listed
    if not among and "data" in question.filled and "any" in question.cues and set(finding.products) < set(state.groups.listed):
        among = state.groups.listed  # "Which hold X?" - "Any in Y?"
    if finding.status == "answered" and question.unknown:
        question = replace(question, unknown=())
    if finding.status == "unknown" and question.software and not question.products:
        question = replace(question, data=(), parts=(), terms=())
    elif finding.status != "clarify" and not (question.has_subject or (finding.products and question.cues & _SIZES and not question.products)):
        return replace(state, groups=state.groups.after(question, finding.products, among)) if finding.products else state
    elif finding.status == "unknown" and (question.outside or (question.own_concepts and not (question.products or question.regions))):
        question = without_data(question)
    if question.told and state.question:
        question = replace(state.question, products=question.products or state.question.products)
    if question.kind in ("what", "") and not question.yes_no and finding.products and not question.products:
        question = replace(question, kind="which")
    if finding.verdict and not question.kind:
        question = replace(question, yes_no=True)  # "X - Y ok?"
    if "regions" in question.filled and finding.statements and any(WHEN_OVER in term.keys for term in read.terms):
        question = replace(question, regions=())  # "It is in Y at first." - "And then?": what is "there" after that is not in Y.
    sought = question if seeks_products(question) else state.sought
    defined = after(state.defined, question, finding)
    groups = state.groups.after(question, finding.products, among, finding.holding)
    places = in_turn(state.places, read, question)
    data = data_in_turn(state.data, read, question, state.question)
    return replace(state, question=question, found=finding, sought=sought, defined=defined, groups=groups, places=places, data=data)


def told(state: DialogueState, question: Question) -> DialogueState:
    """The state after a message that asks nothing: what it names is spoken of from then on ("we also want X there")."""
    last = state.question
    if last is None or not question.products:
        return state
    terms = tuple(term for term in last.terms if PRODUCT not in term.kinds)
    last = replace(last, products=question.products, terms=terms)
    return replace(state, question=last, groups=state.groups.after(last, (), ()))
