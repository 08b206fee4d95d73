"""What the SQLite store does for those who review: findings, items and actions, versions of the knowledge, claims, backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bot.records import Vote
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
from bot.store import copying, projecting, queueing
from bot.store.database import Database
from bot.store.projecting import VOTE_COLUMNS
from bot.store.review_protocol import CLAIM_SECONDS
from bot.store.rows import TURN_COLUMNS, turn_of
from bot.store.writer import ALONE_SECONDS, Writer

_PIECE = 500

_BETWEEN = f"""SELECT turns.seq, {TURN_COLUMNS} FROM turns WHERE (asked, seq) < (?, ?) AND asked >= ? ORDER BY asked DESC, seq DESC LIMIT {_PIECE}"""
_CLAIM = """INSERT INTO claims (name, state, at) VALUES (:name, 'pending', :now)
    ON CONFLICT (name) DO UPDATE SET at = :now WHERE state = 'pending' AND at <= :before"""


class SqliteReviews:
    """Reviews in the file of a SqliteStore; see the protocol."""

    _writer: Writer
    _clock: Callable[[], float]

    def progress(self) -> Progress:
        """See the protocol."""
        return self._writer.read(projecting.progress)

    def waiting(self) -> int:
        """See the protocol."""
        count = "SELECT (SELECT count(*) FROM turns WHERE seq > (SELECT turns FROM projection)) + (SELECT count(*) FROM vote_changes)"
        return int(self._read_all(count)[0][0])

    def new_turns(self, after: int, limit: int) -> list[Succession]:
        """See the protocol."""
        return self._writer.read(partial(projecting.new_turns, after, limit))

    def clarifications(self, after: int, asked_before: float, limit: int) -> list[Succession]:
        """See the protocol."""
        return self._writer.read(partial(projecting.clarifications, after, asked_before, limit))

    def changed_votes(self, limit: int) -> list[VoteChange]:
        """See the protocol."""
        return self._writer.read(partial(projecting.changed_votes, limit))

    def grouped(self, after: int, limit: int) -> list[Grouped]:
        """See the protocol."""
        return self._writer.read(partial(projecting.grouped, after, limit))

    def project(self, batch: Batch) -> bool:
        """See the protocol."""
        return self._writer.write(partial(projecting.project, batch))

    def page(self, wanted: Filter) -> Page:
        """See the protocol."""
        return self._writer.read(partial(queueing.page, wanted))

    def item(self, item_id: int) -> ItemDetail | None:
        """See the protocol."""
        return self._writer.read(partial(queueing.detail, item_id))

    def findings(self, item_id: int) -> list[Finding]:
        """See the protocol."""
        return self._writer.read(partial(projecting.findings, item_id))

    def act(self, action: Action, *, revision: int) -> Item | Conflict | None:
        """See the protocol."""
        return self._writer.write(partial(queueing.act, action, revision))

    def turns_between(self, since: float, until: float) -> Iterator[Exchange]:
        """See the protocol."""
        asked, seq = until, -1
        while piece := self._writer.read(partial(_between, asked, seq, since), ALONE_SECONDS):  # Nobody in Slack waits for a report.
            yield from (exchange for _, exchange in piece)
            seq, last = piece[-1]
            asked = last.turn.asked

    def most_frequent(self, kind: Kind, since: float, until: float, limit: int) -> list[Often]:
        """See the protocol."""
        return self._writer.read(partial(queueing.most_frequent, kind, since, until, limit), ALONE_SECONDS)

    def keep_knowledge(self, version: str, archive: bytes) -> None:
        """See the protocol."""
        row = [version, self._clock(), archive]
        self._writer.write(lambda database: database.execute("INSERT INTO knowledge_versions VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row) and None)

    def knowledge(self, version: str) -> bytes | None:
        """See the protocol."""
        found = self._read_all("SELECT archive FROM knowledge_versions WHERE version = ?", version)
        return bytes(found[0][0]) if found else None

    def knowledge_versions(self) -> dict[str, float]:
        """See the protocol."""
        return dict(self._read_all("SELECT version, first_used FROM knowledge_versions ORDER BY first_used, version"))

    def claim(self, name: str) -> bool:
        """See the protocol."""
        values = {"name": name, "now": self._clock(), "before": self._clock() - CLAIM_SECONDS}
        return self._writer.write(lambda database: database.execute(_CLAIM, values).rowcount == 1)

    def settle(self, name: str) -> None:
        """See the protocol."""
        done = "INSERT INTO claims (name, state, at) VALUES (?, 'sent', ?) ON CONFLICT (name) DO UPDATE SET state = 'sent', at = excluded.at"
        self._writer.write(lambda database: database.execute(done, [name, self._clock()]) and None)

    def release(self, name: str) -> None:
        """See the protocol."""
        self._writer.write(lambda database: database.execute("DELETE FROM claims WHERE name = ? AND state = 'pending'", [name]) and None)

    def backup(self, file: Path) -> None:
        """See the protocol."""
        with copying.beside(file) as new:
            self._writer.alone(partial(copying.copy_into, new))

    def _read_all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._writer.read(lambda database: database.execute(sql, values).fetchall())


def _between(asked: float, seq: int, since: float, database: Database) -> list[tuple[int, Exchange]]:
    """The next piece of turns, before one of that time and number, with their numbers and votes."""
    rows = database.execute(_BETWEEN, [asked, seq, since]).fetchall()
    turns = [(row[0], turn_of(row[1:])) for row in rows]
    votes: dict[str, list[Vote]] = {}
    marks = ", ".join("?" * len(turns))
    for row in database.execute(f"SELECT {VOTE_COLUMNS} FROM votes WHERE turn IN ({marks}) ORDER BY user", [turn.id for _, turn in turns]):
        votes.setdefault(row[0], []).append(Vote(*row))
    return [(number, Exchange(turn, votes.get(turn.id, []))) for number, turn in turns]
