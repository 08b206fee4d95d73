"""The product and place in hand: what a thread told of an account, where a statement holds for some products or places alone."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.carrying import earlier, silent_names
from bot.answering.findings import Finding
from bot.answering.reference import Groups
from bot.knowledge.model import Knowledge
from bot.understanding.question import Question, Where

_POINTING = ("it", "those")
_SWEEPING = frozenset({"all", "any", "product", "other", "rest"})


class Account(Struct, frozen=True):
    """Where an account is: the places and products that were told together, and whether it was said (`sure`), not only asked about."""

    places: tuple[Where, ...] = ()
    products: tuple[str, ...] = ()
    sure: bool = False


NO_ACCOUNT = Account()


def told_account(account: Account, read: Question) -> Account:
    """The account in hand after a clause: where it says, or asks, no more than that a product or account is in a place, that one."""
    if read.kind or read.data or read.outside or read.own_concepts or read.software or len(read.mentioned) != 1:
        return account
    where = read.mentioned[0]
    if where.place or where.beyond or not all(other.wanted and not other.beyond for other in read.regions):
        return account
    sure = not (read.asked or read.customers)
    named = read.products or read.customers or not read.cues.isdisjoint({"account", "host", "data_center"})
    if not named or (account.sure and not sure):
        return account
    return Account((earlier(replace(where, origin=True)),), read.products, sure)


def of_account(knowledge: Knowledge, account: Account, last: Question | None, groups: Groups, made: Question, found: Finding) -> Question | None:
    """The question asked of the product and place in hand, where yes or no rests on a statement of some products or places alone; else None."""
    if not (found.verdict and found.statements) or not made.cues.isdisjoint(_SWEEPING):
        return None
    statement = knowledge.statements[found.statements[0]].statement
    if not (statement.limited or any(knowledge.statements[key].statement.limited for key in statement.also)):
        return None
    products = made.products or _products_in_hand(last, groups, made)
    told = any(where.origin or where.position < 0 for where in made.mentioned)
    apart = account.products and not set(products) <= set(account.products)
    places = () if told or apart else account.places
    if products == made.products and not places:
        return None
    other = replace(made, products=products, mentioned=(*places, *made.mentioned), filled=(*made.filled, "products"))
    return replace(other, terms=(*other.terms, *silent_names(other, made)))


def _products_in_hand(last: Question | None, groups: Groups, made: Question) -> tuple[str, ...]:
    """The products spoken of last; those that were just listed, where the question points at them."""
    if last is None:
        return ()
    if last.products:
        return last.products
    return groups.chosen if made.positions.at_any(*_POINTING) else ()


def settled(account: Account, before: Finding, found: Finding) -> Finding:
    """What is found of the product and place in hand; without a verdict where that differs and the place was not said to be the account's."""
    if found.status != "answered":
        return replace(before, verdict=None)
    unsure = account.places and not account.sure and found.verdict != before.verdict
    return replace(found, verdict=None) if unsure else found
