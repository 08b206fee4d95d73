"""The product and place in hand: what a thread told of an account, where a statement holds for some products or places alone."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.answers.answer import Answerer
from bot.answering.answers.supposing import answer_supposed
from bot.answering.common.account import Account, as_home
from bot.answering.common.carrying import silent_names
from bot.answering.common.claims import ORIGIN, claims_of
from bot.answering.common.findings import Finding
from bot.answering.dialogue.dialogue import Completed, DialogueState
from bot.knowledge.schema import Statement
from bot.understanding.syntax.question import Question, Where

_POINTING = ("it", "those")
_SWEEPING = frozenset({"all", "any", "product", "other", "rest"})
_POSSIBLE = frozenset({"available", "able"})


def of_account(answerer: Answerer, thread: DialogueState, completed: Completed, found: Finding) -> tuple[Completed, Finding]:
    """What is found for the product and place in hand, where a statement of some products or places alone was found for a question."""
    made = completed.question
    if not found.statements or made.kind not in ("", "where") or not (found.verdict or made.regions) or not made.cues.isdisjoint(_SWEEPING):
        return completed, found
    limited = _limited(answerer, found)
    if not limited:
        return completed, found
    products = made.products or _products_in_hand(thread, made)
    home = _home(thread.account, made, frozenset().union(*(claims_of(statement).confirms_at(ORIGIN) for statement in limited)))
    if products == made.products and not home:
        return completed, at_home(answerer, made, _without_yes_of_others(answerer, made, found))
    other = _asked_of(made, products, home)
    again = _without_yes_of_others(answerer, other, answer_supposed(answerer, other, completed.listed))
    if again.status != "answered":
        return completed, replace(found, verdict=None)
    if _is_unsure(answerer, thread.account, other, again, found) or _is_of_some(answerer, other, again):
        again = replace(again, verdict=None)
    return replace(completed, question=other), at_home(answerer, other, again)


def at_home(answerer: Answerer, question: Question, found: Finding) -> Finding:
    """What is found where a product may be hosted in the place asked about, if a statement holds for others alone ("can X's logs be in Y?").

    It is yes where it is asked if it can be so; else it is left open where the account is.
    """
    if not (found.verdict is None and _only_for(found) and question.yes_no and question.regions and _limited(answerer, found)):
        return found
    table = answerer.table
    places = [where for where in question.mentioned if where.wanted and not where.beyond]
    if len(places) != 1 or not all(table.geography.within(table.regions(product), where) for product in question.products for where in places):
        return found
    again = answer_supposed(answerer, _asked_of(question, question.products, (as_home(places[0]),)))
    if again.verdict != "yes" or _only_for(again):
        return found
    return again if not question.cues.isdisjoint(_POSSIBLE) else replace(again, verdict=None)


def _asked_of(question: Question, products: tuple[str, ...], home: tuple[Where, ...]) -> Question:
    """The question of products, for an account in a place."""
    asked = question.mentioned or tuple(replace(where, origin=False) for where in question.regions)
    other = replace(question, products=products, mentioned=(*home, *asked), filled=(*question.filled, "products"))
    return replace(other, terms=(*other.terms, *silent_names(other, question)))


def _leading(answerer: Answerer, found: Finding) -> Statement | None:
    """The statement on which a finding rests, None where it rests on none."""
    return answerer.knowledge.statements[found.statements[0]].statement if found.statements else None


def _limited(answerer: Answerer, found: Finding) -> list[Statement]:
    """The statement on which a finding rests and those told with it, of which any is of some products alone; none where none is."""
    statements = answerer.knowledge.statements
    keys = found.statements[:1] and (found.statements[0], *statements[found.statements[0]].statement.also)
    told = [statements[key].statement for key in keys]
    return told if any(statement.limited for statement in told) else []


def _home(account: Account, made: Question, origins: frozenset[str]) -> tuple[Where, ...]:
    """The places of the account, where a statement tells from which places (`origins`) something comes, and the question does not.

    Where it names no place at all, what is said of those is so of an account there.
    """
    if not origins or any(where.origin or where.position < 0 for where in made.mentioned):
        return ()
    plain = not (made.mentioned or made.regions) and origins.issuperset(where.code for where in account.places)
    return () if plain else account.places


def _products_in_hand(thread: DialogueState, made: Question) -> tuple[str, ...]:
    """The products spoken of last, else those of the account; those that were just listed, where the question points at them."""
    if thread.question is not None and thread.question.products:
        return thread.question.products
    return (thread.groups.chosen if made.positions.at_any(*_POINTING) else ()) or thread.account.products


def _is_unsure(answerer: Answerer, account: Account, asked: Question, found: Finding, before: Finding) -> bool:
    """Whether a verdict is another one for a place that was not said to be that of the product, unless it is so wherever an account is."""
    if not account.places or found.verdict == before.verdict:
        return False
    apart = account.products and not set(asked.products) <= set(account.products)
    several = len({where.code for where in asked.mentioned if where.position >= 0}) > 1
    if account.sure and not (apart or several):
        return False
    statement = _leading(answerer, found)
    return found.verdict == "no" or (statement is not None and statement.limited)


def _without_yes_of_others(answerer: Answerer, question: Question, found: Finding) -> Finding:
    """The finding, without yes where a statement is not of all products that the thread tells; "the copies" are of those that have them."""
    if found.verdict != "yes" or {"products", "topic"}.isdisjoint(question.filled):
        return found
    statement = _leading(answerer, found)
    others = statement is not None and statement.limited and not set(question.products) <= set(statement.products)
    return replace(found, verdict=None) if others and (question.regions or _only_for(found)) else found


def _is_of_some(answerer: Answerer, question: Question, found: Finding) -> bool:
    """Whether no is said of several products, of which a statement is of some."""
    statement = _leading(answerer, found)
    return found.verdict == "no" and _only_for(found) and statement is not None and not set(statement.products).isdisjoint(question.products)


def _only_for(found: Finding) -> bool:
    """Whether it is told that something is said of other products alone."""
    return any(sentence.phrase == "only_for" for sentence in found.sentences)
