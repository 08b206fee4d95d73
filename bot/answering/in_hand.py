"""The product and place in hand: what a thread told of an account, where a statement holds for some products or places alone."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.account import as_home
from bot.answering.answer import Answerer
from bot.answering.carrying import silent_names
from bot.answering.dialogue import Completed, DialogueState
from bot.answering.findings import Finding
from bot.answering.supposing import answer_supposed
from bot.understanding.question import Question, Where

_POINTING = ("it", "those")
_SWEEPING = frozenset({"all", "any", "product", "other", "rest"})
_POSSIBLE = frozenset({"available", "able"})


def of_account(answerer: Answerer, thread: DialogueState, completed: Completed, found: Finding) -> tuple[Completed, Finding]:
    """What is found for the product and place in hand, where a statement of some products or places alone was found for a question."""
    made, account = completed.question, thread.account
    if not found.statements or made.kind not in ("", "where") or not (found.verdict or made.regions) or not made.cues.isdisjoint(_SWEEPING):
        return completed, found
    products = made.products or _products_in_hand(thread, made)
    told = any(where.origin or where.position < 0 for where in made.mentioned)
    apart = account.products and not set(products) <= set(account.products)
    home = () if told or apart else account.places
    if not _is_limited(answerer, found):
        return completed, found
    if products == made.products and not home:
        return completed, at_home(answerer, made, found)
    other = _asked_of(made, products, home)
    again = answer_supposed(answerer, other, completed.listed)
    if again.status != "answered":
        return completed, replace(found, verdict=None)
    if _is_unsure(answerer, thread, found, again) or _is_of_others(answerer, other, again):
        again = replace(again, verdict=None)
    return replace(completed, question=other), at_home(answerer, other, again)


def at_home(answerer: Answerer, question: Question, found: Finding) -> Finding:
    """What is found where a product may be hosted in the place asked about, if a statement holds for others alone ("can X's logs be in Y?").

    It is yes where it is asked if it can be so; else it is left open where the account is.
    """
    only_for = found.verdict is None and any(sentence.phrase == "only_for" for sentence in found.sentences)
    if not (only_for and question.yes_no and question.regions and _is_limited(answerer, found)):
        return found
    table = answerer.table
    places = [where for where in question.mentioned if where.wanted and not where.beyond]
    if len(places) != 1 or not all(table.geography.within(table.regions(product), where) for product in question.products for where in places):
        return found
    again = answer_supposed(answerer, _asked_of(question, question.products, (as_home(places[0]),)))
    if again.verdict != "yes" or _is_of_others(answerer, question, again):
        return found
    return again if not question.cues.isdisjoint(_POSSIBLE) else replace(again, verdict=None)


def _asked_of(question: Question, products: tuple[str, ...], home: tuple[Where, ...]) -> Question:
    """The question of products, for an account in a place."""
    asked = question.mentioned or tuple(replace(where, origin=False) for where in question.regions)
    other = replace(question, products=products, mentioned=(*home, *asked), filled=(*question.filled, "products"))
    return replace(other, terms=(*other.terms, *silent_names(other, question)))


def _is_limited(answerer: Answerer, found: Finding) -> bool:
    """Whether what was found rests on a statement of some products alone, or is told with one."""
    statements = answerer.knowledge.statements
    statement = statements[found.statements[0]].statement if found.statements else None
    return statement is not None and (statement.limited or any(statements[key].statement.limited for key in statement.also))


def _products_in_hand(thread: DialogueState, made: Question) -> tuple[str, ...]:
    """The products spoken of last, else those of the account; those that were just listed, where the question points at them."""
    if thread.question is not None and thread.question.products:
        return thread.question.products
    return (thread.groups.chosen if made.positions.at_any(*_POINTING) else ()) or thread.account.products


def _is_unsure(answerer: Answerer, thread: DialogueState, before: Finding, found: Finding) -> bool:
    """Whether a verdict is another one for a place that was only asked about, unless it is so wherever an account is."""
    unsure = thread.account.places and not thread.account.sure and found.verdict != before.verdict
    return bool(unsure) and (found.verdict == "no" or answerer.knowledge.statements[found.statements[0]].statement.limited)


def _is_of_others(answerer: Answerer, question: Question, found: Finding) -> bool:
    """Whether yes would be of what is said of other products, or no of what is said of some of several."""
    if not any(sentence.phrase == "only_for" for sentence in found.sentences):
        return False
    products = answerer.knowledge.statements[found.statements[0]].statement.products
    return found.verdict == "yes" or not set(products).isdisjoint(question.products)
