"""The account that a thread speaks of: where it was said to be, and with which products."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.understanding.syntax.question import Question, Where

_NAMING = frozenset({"account", "host", "data_center", "back_to"})


class Account(Struct, frozen=True):
    """Where an account is: the places and products that were told together, and whether it was said (`sure`), not only asked about."""

    places: tuple[Where, ...] = ()
    products: tuple[str, ...] = ()
    sure: bool = False


NO_ACCOUNT = Account()


def told_account(account: Account, read: Question, *, beside: bool = False) -> Account:
    """The account in hand after a clause: where it says, or asks, no more than that a product or account is in a place, that one.

    None where a clause `beside` a question tells of another place ("if we moved to X, ...").
    """
    if read.kind or read.data or read.outside or read.own_concepts or read.software or not read.mentioned:
        return account
    if any(where.place or where.beyond for where in read.mentioned) or not all(other.wanted and not other.beyond for other in read.regions):
        return account
    named = bool(read.products) or not read.cues.isdisjoint(_NAMING)
    sure = named and len(read.mentioned) == 1 and not (read.asked or read.customers)
    if not (named or read.customers) and (beside or read.asked or "what_about" in read.cues):
        return NO_ACCOUNT if beside else account  # Else it tells where somebody is ("I'm in X").
    if account.sure and not sure and (read.asked or len(read.mentioned) == 1):
        return account
    return Account(tuple(map(as_home, read.mentioned)), read.products, sure)


def as_home(where: Where) -> Where:
    """A place as the one where the account is, said before the question."""
    return earlier(replace(where, origin=True, only=False))
