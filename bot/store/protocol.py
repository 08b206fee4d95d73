"""What every store must do, whichever database is behind it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from bot.records import Click, Delivery, Incoming, Place, StoredTurn, Vote

MOST_OF_A_THREAD = 50
INBOX_SECONDS = 7 * 24 * 3600.0  # Keys of events stay known that long, whatever is purged: Slack may deliver an event again.


class Store(Protocol):
    """Keeps what must not be lost. Safe to call from any thread.

    Whatever returns is durable: it survives the end of the process and a loss of power. Every method raises
    StoreUnavailable where that cannot be had now, and does so within three seconds (purge and forget excepted). The same
    call may then be made again, since none has a second effect; it is not known whether the first was kept. What does not wait
    (`..._soon`) tells its outcome in the store's own thread: who is called there must be quick, and wait for nothing of the store.
    """

    def accept(self, incoming: Incoming) -> bool:
        """Keep an event until it is done. False where its key is known already: nothing changes then."""

    def accept_soon(self, incoming: Incoming) -> Future[bool]:
        """As `accept`, without waiting: its outcome, StoreUnavailable too. What is cancelled in time is not kept."""

    def unfinished(self) -> list[Incoming]:
        """The events that were accepted and are not done, oldest first."""

    def done(self, key: str) -> None:
        """An event is handled: its payload and person are forgotten, its key stays known."""

    def save(self, turn: StoredTurn, delivery: Delivery | None, done: str = "") -> StoredTurn:
        """Keep a turn with its delivery, and finish the event `done`: all or nothing.

        The delivery's `turn` must be the turn's id (ValueError). A turn `instead_of` one that is gone has a position of its
        own. Where the origin is known the turn that has it is returned, and nothing else changes but `done`.
        Forgotten where the event's person was forgotten since, or it was purged: then nothing is kept.
        """

    def save_soon(self, turn: StoredTurn, delivery: Delivery | None, done: str = "") -> Future[StoredTurn]:
        """As `save`, without waiting: its outcome, StoreUnavailable too. Whatever is read from now on sees it."""

    def turn(self, turn_id: str) -> StoredTurn | None:
        """The turn with that id."""

    def by_origin(self, origin: str) -> StoredTurn | None:
        """The turn that answers `origin`."""

    def by_message(self, team: str, channel: str, ts: str) -> StoredTurn | None:
        """The turn that a message of ours shows now: the latest where the message was updated."""

    def thread(self, place: Place, before: str = "", *, anew: bool = False) -> list[StoredTurn]:
        """The turns of a thread: each position once, by its latest turn, in the order of those that came first; the newest 50.

        A turn that is there `instead_of` another has its position; before a choice stand the clarifications that it answers.
        With `before` those that the turn of that id followed, as they were when its question was asked; with `anew` those that
        a question asked now in its place follows. A place without a thread has none.
        """

    def recent(self, team: str, user: str, limit: int) -> list[StoredTurn]:
        """The last turns of a person, newest first."""

    def deliveries(self) -> list[Delivery]:
        """The deliveries that are pending or sending, oldest first."""

    def delivery(self, turn_id: str) -> Delivery | None:
        """The delivery of a turn."""

    def set_delivery(self, delivery: Delivery) -> None:
        """Keep how far a delivery has come; nothing happens where its turn is gone."""

    def set_delivery_soon(self, delivery: Delivery) -> Future[None]:
        """As `set_delivery`, without waiting: its outcome, StoreUnavailable too."""

    def rate(self, click: Click) -> Vote | None:
        """Keep a click and return the person's vote as it is with it; None where the turn is gone.

        A vote is the fold of a person's clicks in the order of their times: the same value as now withdraws, another
        replaces. So neither doubled clicks nor disorder matter. A question and its translations have one vote a person, kept
        with the first of them.
        """

    def explain_vote(self, turn_id: str, user: str, reason: str, comment: str) -> Vote | None:
        """Keep why a person votes as they do now; None where they do not (or no longer) vote on that turn."""

    def votes(self, turn_id: str) -> list[Vote]:
        """The votes on a turn, withdrawn ones too, in the order of the persons' ids."""

    def purge(self, before: float) -> int:
        """Forget all turns asked before that Unix time, with deliveries and votes, and all events received before it.

        Returns how many turns. The bytes are gone from the files. Keys of events of the last seven days stay known.
        Meant for once a day: the files may be written anew, and while that lasts other calls may be refused (StoreUnavailable).
        """

    def forget(self, user: str) -> int:
        """Forget everything that a person left: turns that they asked or wrote, with all that hangs on them, clicks, votes, events.

        Returns how many turns. The bytes are gone from the files. Other calls may be refused meanwhile, as in purge.
        """

    def is_writable(self) -> bool:
        """Whether a write can be made durable now; tried out by one."""

    def close(self) -> None:
        """Finish what is under way; afterwards every call raises StoreUnavailable."""
