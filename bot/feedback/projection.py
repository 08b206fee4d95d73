"""Turns and votes become findings, and findings items: in pieces, each kept all or nothing, whoever does it.

What a piece comes to depends on what is kept and on nothing else, so a projection may be begun again or run in several
processes: of two that read the same piece, one is refused and goes on from where the other has come.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.feedback.grouping import LEAST_LIKENESS_AS_WRITTEN, LEAST_LIKENESS_ASKED_AGAIN, Groups, likeness
from bot.feedback.naming import Gist, Naming
from bot.folding import fold_text
from bot.records import StoredTurn
from bot.reviews import Batch, Finding, Kind, Progress, Succession, VoteChange, Withdrawal
from bot.store.review_protocol import Reviews
from bot.understanding.linking.lexicon import phrase_words

UNPICKED_SECONDS = 600.0
PIECE = 500


class Projection:
    """Keeps the findings of a store up to date. One thread at a time may use it."""

    def __init__(self, store: Reviews, naming: Naming, clock: Callable[[], float] = time.time, piece: int = PIECE) -> None:
        """`naming` reads questions; `clock` gives Unix seconds; so many turns, clarifications and votes are a `piece`."""
        self._piece_size = piece
        self._store = store
        self._naming = naming
        self._clock = clock
        self._groups = Groups()
        self._grouped = 0

    def run(self) -> int:
        """Look at all that is new; how many turns and votes that were.

        Raises StoreUnavailable where the store does; what was done until then stays.
        """
        return sum(self.pieces())

    def pieces(self) -> Iterator[int]:
        """As `run`, piece by piece: how many turns and votes each had."""
        while count := self._piece():
            yield count

    def _piece(self) -> int:
        """One piece, tried until nobody else was faster; how much there was to look at."""
        while True:
            progress = self._store.progress()
            turns = self._store.new_turns(progress.turns, self._piece_size)
            aged = self._store.clarifications(progress.aged, self._clock() - UNPICKED_SECONDS, self._piece_size)
            votes = self._store.changed_votes(self._piece_size)
            if not (turns or aged or votes):
                return 0
            self._catch_up(progress)
            if self._store.project(self._batch(progress, turns, aged, votes)):
                return len(turns) + len(aged) + len(votes)

    def _catch_up(self, progress: Progress) -> None:
        """Learn the groups of the findings that are kept."""
        while self._grouped < progress.findings:
            piece = self._store.grouped(self._grouped, self._piece_size)
            for one in piece:
                self._groups.put(msgspec.json.decode(one.gist, type=Gist), one.item)
            self._grouped = piece[-1].seq if len(piece) == self._piece_size else progress.findings

    def _batch(self, progress: Progress, turns: list[Succession], aged: list[Succession], votes: list[VoteChange]) -> Batch:
        found = _Piece(self._naming, self._groups)
        for succession in turns:
            found.look_at(succession)
        for clarification in aged:
            found.settle(clarification)
        for change in votes:
            found.count(change)
        return Batch(
            progress=progress,
            turns=turns[-1].seq if turns else progress.turns,
            aged=aged[-1].seq if aged else progress.aged,
            votes=votes[-1].seq if votes else 0,
            findings=found.findings,
            withdrawn=found.withdrawn,
        )


class _Piece:
    """The findings of one piece; groups that are not kept yet are numbered from -1 downwards."""

    def __init__(self, naming: Naming, groups: Groups) -> None:
        self._naming = naming
        self._known = groups
        self._new = Groups()
        self._begun = 0
        self.findings: list[Finding] = []
        self.withdrawn: list[Withdrawal] = []

    def look_at(self, succession: Succession) -> None:
        """What a turn tells of itself and of the one before it; answers that Onde gave of its own accord tell nothing."""
        turn, before = succession.turn, succession.other
        if turn.is_translation or turn.is_told:
            return
        if turn.status == "unknown":
            self._add(turn, "unknown", turn.user, turn.asked)
        if before is None or before.is_told:
            return
        if before.status == "clarify" and is_pick(before, turn):
            self.withdrawn.append(Withdrawal(before.id, "unpicked"))
        elif before.status == "clarify" and not turn.instead_of:
            self._add(before, "unpicked", before.user, before.asked)
        if self._is_asked_again(before, turn):
            self._add(before, "asked_again", turn.user, turn.asked)

    def settle(self, clarification: Succession) -> None:
        """A clarification that is old enough: nobody picked a choice of it, or somebody did."""
        turn, following = clarification.turn, clarification.other
        if not (turn.is_translation or turn.is_told) and (following is None or not is_pick(turn, following)):
            self._add(turn, "unpicked", turn.user, turn.asked)

    def count(self, change: VoteChange) -> None:
        """A vote as it is now."""
        if change.vote.value == "down":
            self._add(change.turn, "down", change.vote.user, float(change.vote.at))
        else:
            self.withdrawn.append(Withdrawal(change.turn.id, "down", change.vote.user))

    def _is_asked_again(self, before: StoredTurn, turn: StoredTurn) -> bool:
        """Whether a turn asks what the one before it asked, in other words: it names the same and says nearly the same, or got the same
        answer."""
        if turn.is_choice or before.status == "help" or turn.status == "help" or fold_text(before.question) == fold_text(turn.question):
            return False
        if before.evidence != turn.evidence and likeness(before.question, turn.question) < LEAST_LIKENESS_AS_WRITTEN:
            return False  # Reading gists costs a hundred times as much.
        one, other = self._gist(before), self._gist(turn)
        if one.named != other.named:
            return False
        if before.status == turn.status == "answered" and before.evidence == turn.evidence and _is_same_answer(before, turn):
            return True
        return one.meanings == other.meanings or likeness(one.words, other.words) >= LEAST_LIKENESS_ASKED_AGAIN

    def _gist(self, turn: StoredTurn) -> Gist:
        return self._naming.gist(turn.question, tuple(turn.evidence))

    def _add(self, turn: StoredTurn, kind: Kind, user: str, at: float) -> None:
        gist = self._naming.gist(turn.question, tuple(turn.evidence), _answer(turn))
        group = self._known.find(gist) or self._new.find(gist)
        if not group:
            self._begun -= 1
            group = self._begun
        if group < 0:
            self._new.put(gist, group)
        found = Finding(turn=turn.id, kind=kind, item=group, at=at, user=user, language=turn.language, products=list(gist.products))
        self.findings.append(replace(found, gist=msgspec.json.encode(gist).decode()))


def _answer(turn: StoredTurn) -> str:
    """What tells an answer from others on the same facts, in no language: the verdict and the quotes; "" where a turn has none."""
    said = _said(turn)
    return f"answer:{said.verdict}:{' '.join(one.quote for one in said.citations)}" if turn.status == "answered" else ""


def is_pick(clarification: StoredTurn, turn: StoredTurn) -> bool:
    """Whether a turn is one of the choices of a clarification: one that was clicked, or written with all its words."""
    if turn.is_choice:
        return True
    said = set(phrase_words(turn.question))
    return any(said.issuperset(phrase_words(choice)) for choice in _said(clarification).suggestions if phrase_words(choice))


class _Quoted(Struct, frozen=True):
    quote: str = ""


class _Said(Struct, frozen=True):
    """What counts here of a Reply, whichever version wrote it."""

    text: str = ""
    verdict: str | None = None
    citations: list[_Quoted] = []
    suggestions: list[str] = []


def _is_same_answer(before: StoredTurn, turn: StoredTurn) -> bool:
    """Whether two answers on the same facts say the same: in one language by their text, else by verdict and quotes."""
    one, other = _said(before), _said(turn)
    return one.text == other.text or (before.language != turn.language and (one.verdict, one.citations) == (other.verdict, other.citations))


def _said(turn: StoredTurn) -> _Said:
    return msgspec.json.decode(turn.reply, type=_Said)
