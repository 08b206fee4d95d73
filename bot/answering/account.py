"""The account that a thread speaks of: where it was said to be, and with which products."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.carrying import earlier
from bot.understanding.question import Question, Where

_NAMING = frozenset({"account", "host", "data_center", "back_to"})


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
    named = read.products or read.customers or not read.cues.isdisjoint(_NAMING)
    if not named or (account.sure and not sure):
        return account
    return Account((as_home(where),), read.products, sure)


def as_home(where: Where) -> Where:
    """A place as the one where the account is, said before the question."""
    return earlier(replace(where, origin=True, only=False))
