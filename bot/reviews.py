"""What maintainers look at, as plain types: findings, the items that they come to, what was done about them, and how the queue is read."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.records import StoredTurn, Vote

# Why an exchange is looked at: a thumb down; the article does not say; a clarification of which nobody picked a choice; a question
# that was asked again in other words right after in its thread.
Kind = Literal["down", "unknown", "unpicked", "asked_again"]
KINDS: tuple[Kind, ...] = ("down", "unknown", "unpicked", "asked_again")

State = Literal["open", "accepted", "fixed", "declined", "duplicate"]
STATES: tuple[State, ...] = ("open", "accepted", "fixed", "declined", "duplicate")
CLOSED: tuple[State, ...] = ("fixed", "declined")

What = Literal["commented", "assigned", "opened", "accepted", "fixed", "declined", "marked_duplicate", "told"]
Order = Literal["newest", "frequent"]

MOST_EXCHANGES = 20


class Finding(Struct, frozen=True, kw_only=True):
    """One reason to look at the turn `turn`, because of the person `user`; a turn has each kind once a person.

    `item` is the item that it belongs to. `at` is in Unix seconds: when it was voted, or asked. `products` are keys.
    `stands` is false once its cause is withdrawn. `gist` is what its question is grouped by, as text; it goes with the turn.
    """

    turn: str
    kind: Kind
    item: int
    at: float
    user: str
    language: str
    products: list[str] = []
    stands: bool = True
    gist: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """Alike findings as one thing to look at: its own, and those of the items that are duplicates of it.

    `question` is that of its newest finding, `kinds` how many findings of each kind stand, `count` all of these, `people` the
    persons whom they are of. `first` and `last` are in Unix seconds. `reason` was given for the state. `duplicate_of` is another
    item's number, or 0. `revision` is raised by every action.
    """

    id: int
    question: str
    kinds: dict[Kind, int]
    count: int
    people: int
    languages: list[str]
    products: list[str]
    first: float
    last: float
    state: State = "open"
    reason: str = ""
    duplicate_of: int = 0
    assignee: str = ""
    revision: int = 0


class Action(Struct, frozen=True, kw_only=True):
    """What a maintainer did with an item: `text` is a comment or a reason, `value` the assignee or the number of the other item.

    `at` is in Unix seconds. `revision` is the item's since this action; what is given to a store need not have it.
    """

    item: int
    at: float
    who: str
    what: What
    text: str = ""
    value: str = ""
    revision: int = 0


class Conflict(Struct, frozen=True):
    """An action that was refused since somebody was faster: the item as it is now, and what was done meanwhile, oldest first."""

    item: Item
    since: list[Action]


class Filter(Struct, frozen=True, kw_only=True):
    """Which items of the queue, in which order; "" takes all. `since` is the time of the newest finding at the earliest."""

    states: frozenset[State] = frozenset(("open", "accepted"))
    kind: Kind | Literal[""] = ""
    language: str = ""
    product: str = ""
    assignee: str = ""
    since: float = 0.0
    order: Order = "newest"
    offset: int = 0
    limit: int = 50


class Page(Struct, frozen=True):
    """A piece of the queue; `total` items match, and `counts` of them have findings of each kind, whichever kind was asked for."""

    items: list[Item]
    total: int
    counts: dict[Kind, int]


class Exchange(Struct, frozen=True):
    """A turn with the votes that are kept with it; `kinds` are those of its findings that stand."""

    turn: StoredTurn
    votes: list[Vote]
    kinds: list[Kind] = []


class Often(Struct, frozen=True):
    """An item with how many of its findings of one kind are of a certain time, of how many persons, and when the last was (Unix seconds)."""

    item: Item
    count: int
    people: int
    last: float


class ItemDetail(Struct, frozen=True):
    """An item with its exchanges, newest first (`more` are left out), and what was done with it, oldest first."""

    item: Item
    exchanges: list[Exchange]
    actions: list[Action]
    more: int = 0


class Progress(Struct, frozen=True):
    """How far turns and votes have become findings.

    `turns` is the number of the last turn that was looked at, `aged` that of the last clarification that was old enough to be
    settled, `findings` that of the last finding that was kept. `batches` counts what was kept at once.
    """

    turns: int = 0
    aged: int = 0
    findings: int = 0
    batches: int = 0


class Succession(Struct, frozen=True):
    """A turn under its number, with another one that is next to it in their thread, or None."""

    seq: int
    turn: StoredTurn
    other: StoredTurn | None


class VoteChange(Struct, frozen=True):
    """A vote that is not what it was, under the number of the change, and the turn that it is kept with."""

    seq: int
    vote: Vote
    turn: StoredTurn


class Grouped(Struct, frozen=True):
    """A finding that is kept under its number: its item, and what its question is grouped by."""

    seq: int
    item: int
    gist: str


class Withdrawal(Struct, frozen=True):
    """A cause that is gone: the findings of that kind on a turn, of everybody or of one person, stand no more."""

    turn: str
    kind: Kind
    user: str = ""


class Batch(Struct, frozen=True, kw_only=True):
    """What a projection found, to be kept all or nothing: `progress` as it was read, and as far as it has come with it.

    In `findings` an item below zero stands for a new one, the same for all that have the same number. Changes of votes up to
    `votes` are done with.
    """

    progress: Progress
    turns: int
    aged: int
    votes: int
    findings: list[Finding]
    withdrawn: list[Withdrawal]
