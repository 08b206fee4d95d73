"""What names a click in the review and what it carries, and what a maintainer looks at: kept in the view itself, so that nothing is held here.

As everywhere, a value is no proof of anything: what cannot be read is None or the default, and rights are looked up at every click.
"""

from __future__ import annotations

import re
from typing import Literal, TypeVar, cast, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.config import DAY_SECONDS
from bot.reviews import Filter, Kind, Order, State

# Actions; those with several in one view end in ":" and a name or number there.
FILTER = "review_filter"  # one select for each field of Looking; selected_option.value is the field's new value
PAGE = "review_page"  # another page of the queue; value is its number from 0
OPEN = "review_open"  # an item; value is its number
EXCHANGE = "review_exchange"  # another exchange of the item that is open; value is its number from 0
OFFER = "review_offer"  # offers once more to tell those who asked

ITEM_VIEW = "review_item_view"
TELL_VIEW = "review_tell_view"

# Inputs of an item. The blocks of state and assignee have the item's revision in their names: Slack keeps what stands in an input as long as
# its block keeps its name, and these must show what the item has become.
STATE_BLOCK, STATE = "review_state_block", "review_state"
REASON_BLOCK, REASON = "review_reason_block", "review_reason"
OTHER_BLOCK, OTHER = "review_other_block", "review_other"
ASSIGNEE_BLOCK, ASSIGNEE = "review_assignee_block", "review_assignee"
COMMENT_BLOCK, COMMENT = "review_comment_block", "review_comment"

PAGE_SIZE = 10
AGES = (1, 7, 30, 90)
ANY = "any"
MINE = "mine"

Shown = Literal["to_do", "open", "accepted", "fixed", "declined", "duplicate", "any"]
Assigned = Literal["", "mine"]

_NUMBER = re.compile("0|[1-9][0-9]{0,8}")
T = TypeVar("T", bound=Struct)


class Looking(Struct, frozen=True, omit_defaults=True):
    """Which part of the queue somebody looks at: a kind, a language's code, a product's key, the last so many days (0 for all), the states,
    only their own, the order, and the page, counted from 0."""

    kind: Kind | Literal[""] = ""
    language: str = ""
    product: str = ""
    days: int = 0
    state: Shown = "to_do"
    assigned: Assigned = ""
    order: Order = "newest"
    page: int = 0


class Editing(Struct, frozen=True, omit_defaults=True):
    """What the modal of an item stands for: the item as it was when the modal was filled, the exchange in sight, and the queue behind it."""

    item: int
    revision: int = 0
    state: State = "open"
    assignee: str = ""
    exchange: int = 0
    looking: Looking = Looking()


def written(what: Struct) -> str:
    """As a view's private_metadata."""
    return msgspec.json.encode(what).decode()


def read_looking(metadata: object) -> Looking:
    """From the Home tab's private_metadata; the default where that is none of ours."""
    return _read(metadata, Looking) or Looking()


def read_editing(metadata: object) -> Editing | None:
    """From an item's private_metadata."""
    return _read(metadata, Editing)


def _read(metadata: object, kind: type[T]) -> T | None:
    if not isinstance(metadata, str):
        return None
    try:
        return msgspec.json.decode(metadata, type=kind)
    except (msgspec.DecodeError, RecursionError):
        return None


def read_number(value: object) -> int | None:
    """The value of OPEN, PAGE or EXCHANGE."""
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def changed(looking: Looking, field: str, value: object) -> Looking | None:
    """What is looked at after a choice in the select of `field`, from the first page; None where there is no such field or value."""
    text = "" if value == ANY and field != "state" else value
    if not isinstance(text, str) or field not in ("kind", "language", "product", "days", "state", "assigned", "order"):
        return None
    try:
        return msgspec.convert({**msgspec.to_builtins(looking), field: int(text or 0) if field == "days" else text, "page": 0}, Looking)
    except (msgspec.ValidationError, ValueError):
        return None


def turned(looking: Looking, page: int) -> Looking:
    """The same at another page."""
    return replace(looking, page=page)


def filter_of(looking: Looking, user: str, now: float) -> Filter:
    """What the store is asked for; `user` is who looks, `now` in Unix seconds."""
    return Filter(
        states=_STATES.get(looking.state) or frozenset({cast(State, looking.state)}),
        kind=looking.kind,
        language=looking.language,
        product=looking.product,
        assignee=user if looking.assigned == MINE else "",
        since=now - looking.days * DAY_SECONDS if looking.days else 0.0,
        order=looking.order,
        offset=looking.page * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


_STATES: dict[str, frozenset[State]] = {"to_do": frozenset({"open", "accepted"}), ANY: frozenset(get_args(State))}
