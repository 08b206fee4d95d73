"""What every store must do for those who review what people asked, whichever database is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bot.reviews import (
    Action,
    Batch,
    Conflict,
    Exchange,
    Filter,
    Finding,
    Grouped,
    Item,
    ItemDetail,
    Kind,
    Often,
    Page,
    Progress,
    Succession,
    VoteChange,
)
from bot.store.protocol import Store

CLAIM_SECONDS = 600.0  # How long a claim that is neither settled nor released is left to who has it: that process may be dead.


class Reviews(Protocol):
    """Keeps findings, the items that they come to, and what maintainers did. As durable, and with the same errors, as a Store.

    Findings go with their turn, and an item without any findings goes with all that was done with it.
    """

    def progress(self) -> Progress:
        """How far turns and votes have become findings."""

    def waiting(self) -> int:
        """How many turns and changes of votes nobody has looked at."""

    def new_turns(self, after: int, limit: int) -> list[Succession]:
        """Turns whose number is above `after`, in order. `other` is the one before: which it takes the place of, else which it follows
        (the first of its translations that is there)."""

    def clarifications(self, after: int, asked_before: float, limit: int) -> list[Succession]:
        """Clarifications whose number is above `after`, in order, up to the first that was asked later. `other` is the choice that
        was clicked in it, else the first turn that follows it."""

    def changed_votes(self, limit: int) -> list[VoteChange]:
        """Votes that changed and are not yet done with, in the order of their changes."""

    def grouped(self, after: int, limit: int) -> list[Grouped]:
        """Findings whose number is above `after`, in order."""

    def project(self, batch: Batch) -> bool:
        """Keep what a projection found. False where another has come further meanwhile: nothing changes then.

        A finding that is there already stands again. One whose turn is gone is dropped. One whose item is gone, or was fixed or
        declined before its question was asked, begins a new item, together with the others of its item.
        """

    def page(self, wanted: Filter) -> Page:
        """A piece of the queue. Open items are listed while a finding stands, the others always."""

    def item(self, item_id: int) -> ItemDetail | None:
        """An item with the newest 20 of its exchanges."""

    def findings(self, item_id: int) -> list[Finding]:
        """All findings of an item that stand, its duplicates' too, oldest first."""

    def act(self, action: Action, *, revision: int) -> Item | Conflict | None:
        """Keep what a maintainer did, and change the item accordingly. None where the item is gone.

        Where `revision` is not the item's any more, nothing is kept. The items that are duplicates of a new duplicate become
        duplicates of the same item. ValueError where the other item is none, or is the item itself.
        """

    def turns_between(self, since: float, until: float) -> Iterator[Exchange]:
        """All turns asked from `since` to before `until`, newest first, read in pieces. Each vote comes once: with the turn that keeps it."""

    def most_frequent(self, kind: Kind, since: float, until: float, limit: int) -> list[Often]:
        """The items with most findings of a kind that stand and are from `since` to before `until`, whatever their state, most first."""

    def keep_knowledge(self, version: str, archive: bytes) -> None:
        """Keep a version of the knowledge; the first one kept under a name stays."""

    def knowledge(self, version: str) -> bytes | None:
        """The archive of a version of the knowledge."""

    def knowledge_versions(self) -> dict[str, float]:
        """The versions that are kept, with the Unix time of their first use, in that order."""

    def claim(self, name: str) -> bool:
        """Whether the caller, and nobody else, shall do the thing of that name now: it was neither done, nor claimed within ten minutes."""

    def settle(self, name: str) -> None:
        """The thing of that name is done, for ever."""

    def release(self, name: str) -> None:
        """The thing of that name was not done: anybody may claim it at once. Nothing happens where it is done."""

    def backup(self, file: Path) -> None:
        """Write all that is kept to a new file, as it is at one moment; it replaces `file` once it is whole and on the disk.

        OSError where that cannot be written.
        """


class ReviewStore(Store, Reviews, Protocol):
    """A store with all that it can do."""
