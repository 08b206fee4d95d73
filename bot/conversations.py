"""Conversations that are kept: questions asked in threads, their turns stored, replayed and voted on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TypedDict, Unpack
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.dialogue.dialogue import DialogueState
from bot.assistant import Assistant, Turn
from bot.config import DAY_SECONDS
from bot.folding import LONGEST
from bot.later import fulfil
from bot.records import Click, Delivery, Place, StoredTurn, Vote
from bot.replies import Reply
from bot.store.masking import mask
from bot.store.protocol import Store

LONGEST_COMMENT = 1_000
_LOCKS = 64


class Shown(Struct, frozen=True):
    """A turn as it was stored, and how it comes about now.

    `questions` are what was asked as a stranger must read it: before a choice the question that it answers. `is_same` is false
    where the reply is not the stored one any more: the knowledge has changed, turns before it in its thread are gone, or
    another language was wanted. `is_new` tells that it was just kept for the first time.
    """

    turn: Turn
    stored: StoredTurn
    questions: tuple[str, ...]
    is_same: bool = True
    is_new: bool = False


class How(TypedDict, total=False):
    """How a question is asked; what is left out is empty.

    `language` is the one that the reply must have; `otherwise` the one where nothing said tells it. `delivery` is kept with
    the turn, the event `done` finished with it. `instead_of` is the turn that this one takes the place of, in another language
    (where `language` is given, the same question) or after an edit: only what was said before it counts. `choice_of` is the
    clarification that the question is a choice of, `author` who wrote it where that is not `user`, `edited` the time of the edit
    that it is from. `begins` tells that nothing was said before, so that nothing is looked up.
    """

    language: str
    otherwise: str
    delivery: Delivery
    done: str
    instead_of: str
    choice_of: str
    author: str
    edited: str
    begins: bool


class Conversations:
    """The assistant with a memory in the store: no thread is held anywhere else, so a restart changes nothing.

    What a thread has settled is found by asking its stored questions again, a quarter of a millisecond each. Safe to call
    from any thread; questions of one conversation are taken one after the other. Every method raises StoreUnavailable
    where the store does.
    """

    def __init__(self, assistant: Assistant, store: Store, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives Unix seconds."""
        self._assistant = assistant
        self._store = store
        self._clock = clock
        self._asking = threading.Lock()
        self._taking_turns = [threading.Lock() for _ in range(_LOCKS)]

    def ask(self, question: str, place: Place, user: str, origin: str, **how: Unpack[How]) -> Shown:
        """As `ask_soon`, waited for."""
        return self.ask_soon(question, place, user, origin, **how).result()

    def ask_soon(self, question: str, place: Place, user: str, origin: str, **how: Unpack[How]) -> Future[Shown]:
        """Answer a question and keep the turn with its delivery; the event `done` is finished with it, all or nothing.

        What is given comes about once that is durable, mostly in the store's thread, which must not be held up there. What is
        personal is masked before anything else, so that the turn can be replayed as it was. Where `origin` was answered
        already, that turn is given again and nothing is kept but that the event is done.
        """
        language, instead_of, choice_of = how.get("language", ""), how.get("instead_of", ""), how.get("choice_of", "")
        delivery = how.get("delivery")
        with self._taking_turns[hash((place.team, place.channel, place.thread)) % _LOCKS]:
            earlier = [] if how.get("begins") else self._earlier(place, instead_of, choice_of, language)
            question = mask(question)
            turn, asked = self._answer(question, earlier, language, how.get("otherwise", ""))
            after = choice_of or (earlier[-1].id if earlier else "")
            made = self._stored(turn, question, place, user, origin)
            told = {"author": how.get("author", ""), "edited": how.get("edited", "")}
            stored = replace(made, forced_language=language, after=after, instead_of=instead_of or choice_of, **told)
            # Whoever comes next reads this turn although it is not durable yet: what is read waits for what was to be kept before.
            kept = self._store.save_soon(stored, replace(delivery, turn=stored.id) if delivery else None, how.get("done", ""))
        shown: Future[Shown] = Future()
        kept.add_done_callback(lambda kept: self._settle(kept, Shown(turn, stored, asked, is_new=True), shown))
        return shown

    def _settle(self, kept: Future[StoredTurn], new: Shown, shown: Future[Shown]) -> None:
        """A known origin is rare, and found only now: looking for it first would cost every question a wait for the disk."""
        if kept.exception() is not None:
            shown.set_exception(kept.exception())
        elif kept.result().id == new.stored.id:
            shown.set_result(new)
        else:  # In a thread that may wait for the store.
            threading.Thread(target=lambda: fulfil(shown, lambda: self._known_already(kept.result())), daemon=True).start()

    def _known_already(self, kept: StoredTurn) -> Shown:
        return self._replayed(kept, kept.forced_language)

    def _earlier(self, place: Place, instead_of: str, choice_of: str, language: str) -> list[StoredTurn]:
        """What a question follows: a translation and a choice what the turn itself followed, an edit what stands before it now."""
        if not choice_of:
            return self._store.thread(place, instead_of, anew=not language)
        clarification = self._store.turn(choice_of)
        return [*self._store.thread(place, choice_of), *([clarification] if clarification else [])]

    def _stored(self, turn: Turn, question: str, place: Place, user: str, origin: str) -> StoredTurn:
        return StoredTurn(
            id=uuid4().hex,
            origin=origin,
            place=place,
            user=user,
            asked=self._clock(),
            question=question,
            language=turn.reply.language,
            status=turn.reply.status,
            confidence=turn.reply.confidence,
            reply=msgspec.json.encode(turn.reply),
            evidence=_evidence(turn),
            knowledge=self._assistant.knowledge.version,
        )

    def preview(self, question: str, place: Place, *, otherwise: str = "", instead_of: str = "") -> Turn:
        """The turn as `ask` would give it; keeps nothing."""
        return self._answer(mask(question), self._store.thread(place, instead_of), "", otherwise)[0]

    def again(self, turn_id: str, language: str = "") -> Shown | None:
        """A turn replayed after the questions before it, in another language where one is given; None where it is gone. Keeps nothing."""
        stored = self._store.turn(turn_id)
        return self._replayed(stored, language or stored.forced_language) if stored else None

    def rate(self, click: Click) -> Vote | None:
        """Keep a click on a thumb; the person's vote with it, or None where the turn is gone."""
        return self._store.rate(click)

    def explain_vote(self, turn_id: str, user: str, reason: str, comment: str) -> Vote | None:
        """Keep why a person votes as they do, masked and at most 1,000 characters; None where they do not vote (any more)."""
        return self._store.explain_vote(turn_id, user, reason, mask(comment)[:LONGEST_COMMENT])

    def forget(self, user: str) -> int:
        """Forget all that a person left; how many turns."""
        return self._store.forget(user)

    def purge(self, days: float) -> int:
        """Forget what is older than that; how many turns."""
        return self._store.purge(self._clock() - days * DAY_SECONDS)

    def _replayed(self, stored: StoredTurn, language: str) -> Shown:
        turn, asked = self._answer(stored.question, self._store.thread(stored.place, stored.id), language, stored.language)
        return Shown(turn, stored, asked, msgspec.json.encode(turn.reply) == stored.reply)

    def _answer(self, question: str, earlier: list[StoredTurn], language: str, otherwise: str) -> tuple[Turn, tuple[str, ...]]:
        """A turn after those before it, and its question as a stranger must read it.

        Where nothing told the language of one of these, it was whatever its reply is in.
        """
        with self._asking:
            state = DialogueState()
            reply: Reply | None = None
            asked: tuple[str, ...] = ()
            for stored in _worth_replaying(earlier):
                forced, told = self._known(_language_of(stored)), self._known(stored.language)
                turn = self._assistant.ask(stored.question, language=forced, otherwise=told, state=state)
                state = replace(turn.understood.state, language=turn.reply.language)
                reply, asked = turn.reply, _in_full(stored.question, asked, reply)
            turn = self._assistant.ask(question, language=self._known(language), otherwise=self._known(otherwise), state=state)
            return turn, _in_full(question, asked, reply)

    def _known(self, language: str) -> str:
        """A language that the knowledge has (still), else ""."""
        return language if language in self._assistant.knowledge.languages else ""


def _language_of(stored: StoredTurn) -> str:
    """The language that a turn was forced to, as far as it counts for what follows: where others speak too, a translation does not."""
    return "" if (stored.is_translation or stored.is_told) and stored.place.surface != "direct" else stored.forced_language


def _in_full(question: str, before: tuple[str, ...], reply: Reply | None) -> tuple[str, ...]:
    """A question; where it is one of the choices that `reply` gave, after those `before` that it answers."""
    chosen = reply is not None and reply.status == "clarify" and question in reply.suggestions
    return (*before, question) if chosen else (question,)


def _worth_replaying(earlier: list[StoredTurn]) -> list[StoredTurn]:
    """The latest turns, as many as have together no more text than one message: so replaying costs no more than answering it."""
    left = LONGEST
    first = len(earlier)
    while first and len(earlier[first - 1].question) <= left:
        first -= 1
        left -= len(earlier[first].question)
    return earlier[first:]


def _evidence(turn: Turn) -> list[str]:
    """The facts and statements that a turn used, each once: a fact as its product and its row's first data type."""
    findings = [turn.finding, *(asked.finding for asked in turn.understood.asked)]
    facts = (f"{fact.product}/{next(iter(fact.data), '')}" for finding in findings for fact, _ in finding.facts)
    return list(dict.fromkeys([*facts, *(key for finding in findings for key in _statements(finding))]))


def _statements(finding: Finding) -> Iterator[str]:
    """Those that answer, and those that stand beside an answer: conditions and what is nearest."""
    yield from finding.statements
    said = (*finding.opening, *finding.sentences, *finding.conditions, *finding.nearest)
    yield from (sentence.statement for sentence in said if sentence.statement)
