"""Takes what the inbox accepted and answers it, apart from the threads that acknowledge."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import NamedTuple

import msgspec

from bot.errors import Forgotten, StoreUnavailable
from bot.records import Incoming
from bot.surfaces.slack.admission import is_help
from bot.surfaces.slack.answers import answer, refuse
from bot.surfaces.slack.asked import Asked
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.people import PATIENCE_SECONDS, Person
from bot.surfaces.slack.wishes import Decision, Wish

# Threads that answer. Questions take turns at the assistant; what runs side by side are waits for the disk, so that many share a commit.
WORKERS = 8
_LATER_SECONDS = 1.0
_SWEEP_SECONDS = 5.0
_MOST_REMEMBERED = 20_000
# Help needs no verdict on who asks for it, only their language.
_HELP_SECONDS = 1.0

# How long a reply waits for its asker's language, where nothing else of them is wanted.
_MOMENT_SECONDS = 1.0
_NOBODY = Person(external=False)


class _Work(NamedTuple):
    """An event with who asks, and whether an earlier process may have worked on it."""

    incoming: Incoming
    asked: Asked
    person: Person
    again: bool


class Answering:
    """Answers events, those of one conversation in their order. An event that cannot be answered now is taken up again until it is."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._changed = threading.Condition()
        self._held: set[str] = set()
        self._finished: OrderedDict[str, None] = OrderedDict()
        self._closed = False
        self._queues: list[SimpleQueue[_Work | None]] = [SimpleQueue() for _ in range(WORKERS)]
        self._threads = [threading.Thread(target=self._run, args=(queue,), name="answering", daemon=True) for queue in self._queues]
        for thread in self._threads:
            thread.start()
        office.metrics.unanswered.set_function(lambda: len(self._held))
        office.metrics.waiting.set_function(lambda: office.lanes.waiting() + office.asides.waiting())

    def resume(self) -> int:
        """Take up every event that is accepted and not finished; how many. Raises StoreUnavailable."""
        return sum(self._take(incoming, again=True) for incoming in self._office.store.unfinished())

    def sweep(self) -> None:
        """Now and every few seconds: what the store accepted although it could not say so in time would else wait for a restart."""
        with suppress(StoreUnavailable):
            self.resume()
        self._office.timer.after(_SWEEP_SECONDS, lambda: threading.Thread(target=self.sweep, daemon=True).start())

    def put(self, incoming: Incoming) -> None:
        """Answer an event that was accepted."""
        self._take(incoming, again=False)

    def close(self, seconds: float) -> bool:
        """Finish what is under way, for so many seconds; whether all was. What is left is in the inbox."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while self._held and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            self._closed = True
        for queue in self._queues:
            queue.put(None)
        for thread in self._threads:
            thread.join(max(0.0, deadline + 1 - time.monotonic()))
        return not self._held

    def _take(self, incoming: Incoming, again: bool) -> bool:
        with self._changed:
            if self._closed or incoming.key in self._held or incoming.key in self._finished:
                return False
            self._held.add(incoming.key)
        try:
            asked = msgspec.json.decode(incoming.payload, type=Asked)
        except msgspec.DecodeError as error:  # Written by another version of Onde.
            self._office.log.failure("question", error, id=incoming.key, decision="unreadable")
            self._office.store.done(incoming.key)
            self._release(incoming.key)
            return False
        if asked.kind == "tell":  # Of a maintainer, perhaps at the command line, whom Slack does not know.
            self._enqueue(_Work(incoming, asked, _NOBODY, again))
        elif self._office.settings.allow_external:
            self._take_within_a_moment(incoming, asked, again)
        else:
            patience = _HELP_SECONDS if is_help(self._office, asked) else PATIENCE_SECONDS
            self._office.people.tell(asked.team, asked.user, lambda person: self._enqueue(_Work(incoming, asked, person, again)), patience)
        return True

    def _take_within_a_moment(self, incoming: Incoming, asked: Asked, again: bool) -> None:
        """Where everybody may ask, only their language is wanted: without it where Slack does not tell it soon."""
        taken = threading.Lock()

        def take(person: Person) -> None:
            if taken.acquire(blocking=False):
                self._enqueue(_Work(incoming, asked, person, again))

        if self._office.people.known(asked.user) is None:
            self._office.timer.after(_MOMENT_SECONDS, lambda: take(_NOBODY))
        self._office.people.tell(asked.team, asked.user, take)

    def _enqueue(self, work: _Work) -> None:
        """Events of one conversation go to one thread, which keeps them in order."""
        conversation = (work.asked.team, work.asked.channel, work.asked.thread)
        self._queues[hash(conversation) % WORKERS].put(work)

    def _run(self, queue: SimpleQueue[_Work | None]) -> None:
        while (work := queue.get()) is not None:
            if not self._closed:
                self._answer(work)

    def _answer(self, work: _Work) -> None:
        office, wish = self._office, Wish(work.asked, work.person, work.incoming.received, work.again)
        try:
            decided = answer(office, wish)
        except Exception as error:  # A question that nobody foresaw must still get a reply, and not stop the others.
            self._failed(work, wish, error)
            return
        if isinstance(decided, Future):
            decided.add_done_callback(lambda decided: self._settle(work, wish, decided))
        else:
            self._decided(work, decided)

    def _settle(self, work: _Work, wish: Wish, decided: Future[Decision]) -> None:
        """In the store's thread, where nothing may wait for the store."""
        error = decided.exception()
        if error is None:
            self._decided(work, decided.result())
        else:
            threading.Thread(target=self._failed, args=(work, wish, error), daemon=True).start()

    def _failed(self, work: _Work, wish: Wish, error: BaseException) -> None:
        if isinstance(error, StoreUnavailable):
            self._decided(work, "later")
            return
        if isinstance(error, Forgotten):
            self._decided(work, "forgotten")
            return
        self._office.log.failure("question", error, id=work.asked.key, kind=work.asked.kind)
        self._decided(work, self._apologise(wish))

    def _decided(self, work: _Work, decision: str) -> None:
        """An event is finished, or its turn comes later."""
        office = self._office
        if decision == "later":
            office.timer.after(_LATER_SECONDS, lambda: self._enqueue(work))
            return
        taken = time.time() - work.incoming.received
        office.metrics.events.labels(work.asked.kind, decision).inc()
        office.log.event(
            "question", user=work.asked.user, id=work.asked.key, kind=work.asked.kind, decision=decision, ms=round(taken * 1000),
            knowledge=office.knowledge, retry=work.asked.retry, again=work.again,
        )  # fmt: skip
        self._release(work.incoming.key)

    def _apologise(self, wish: Wish) -> str:
        try:
            return refuse(self._office, wish, "failed", "refused")
        except StoreUnavailable:
            return "later"
        except Exception as error:  # As above; the event stays in the inbox.
            self._office.log.failure("question", error, level=logging.CRITICAL, id=wish.asked.key, kind=wish.asked.kind)
            return "failed"

    def _release(self, key: str) -> None:
        """The event is out of this thread's hands; a sweep that still saw it must not begin it again."""
        with self._changed:
            self._finished[key] = None
            if len(self._finished) > _MOST_REMEMBERED:
                self._finished.popitem(last=False)
            self._held.discard(key)
            self._changed.notify_all()
