"""Turns and votes read for a projection, and the findings that come of them kept: the SQL behind `Reviews.project` and its inputs."""

from __future__ import annotations

from typing import Any

import msgspec

from bot.records import Vote
from bot.reviews import CLOSED, Batch, Finding, Grouped, Progress, Succession, VoteChange
from bot.store.database import Database
from bot.store.rows import TURN_COLUMNS, turn_of

_WIDTH = TURN_COLUMNS.count(", ") + 1
_OTHER_COLUMNS = TURN_COLUMNS.replace("turns.", "other.")

# The first turn that is there with the question of the one that a turn takes the place of, else follows.
_BEFORE = """LEFT JOIN turns AS linked ON linked.id = iif(turns.instead_of <> '', turns.instead_of, turns."after")
    LEFT JOIN turns AS other ON other.seq = (SELECT min(seq) FROM turns AS same WHERE same.judged = linked.judged)"""
_NEW = f"SELECT turns.seq, {TURN_COLUMNS}, {_OTHER_COLUMNS} FROM turns {_BEFORE} WHERE turns.seq > ? ORDER BY turns.seq LIMIT ?"

# A choice that was clicked in the clarification or one of its translations, else the first turn that follows it.
_NEXT = """LEFT JOIN turns AS other ON other.seq = (
    SELECT next.seq FROM turns AS next WHERE next."after" IN (SELECT id FROM turns AS same WHERE same.judged = turns.judged) AND next."after" <> ''
    ORDER BY (next.instead_of = next."after") DESC, next.seq LIMIT 1)"""
_CLARIFICATIONS = f"""SELECT turns.seq, {TURN_COLUMNS}, {_OTHER_COLUMNS} FROM turns {_NEXT}
    WHERE turns.status = 'clarify' AND turns.seq > ? ORDER BY turns.seq LIMIT ?"""

VOTE_COLUMNS = "votes.turn, votes.user, votes.value, iif(explained = value, reason, ''), iif(explained = value, comment, ''), votes.at"
_CHANGED = f"""SELECT vote_changes.seq, {VOTE_COLUMNS}, {TURN_COLUMNS} FROM vote_changes
    JOIN votes ON votes.turn = vote_changes.turn AND votes.user = vote_changes.user JOIN turns ON turns.id = votes.turn
    ORDER BY vote_changes.seq LIMIT ?"""
_VOTE_WIDTH = 6

_GROUPED = "SELECT seq, item, gist FROM findings WHERE seq > ? ORDER BY seq LIMIT ?"
_FINDING = "turn, kind, item, at, user, language, products, stands, gist"
_WITHDRAW = "UPDATE findings SET stands = 0 WHERE turn = ?1 AND kind = ?2 AND (?3 = '' OR user = ?3)"
_FINDINGS = f"""SELECT {_FINDING} FROM findings
    WHERE item IN (SELECT id FROM items WHERE id = :item OR duplicate_of = :item) AND stands ORDER BY at, seq"""


def progress(database: Database) -> Progress:
    """How far turns and votes have become findings."""
    turns, aged, batches = database.execute("SELECT turns, aged, batches FROM projection").fetchone()
    # Not the last row's: that may be deleted, and numbers are never given twice.
    found = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'findings'").fetchone()
    return Progress(turns, aged, found[0] if found else 0, batches)


def new_turns(after: int, limit: int, database: Database) -> list[Succession]:
    """See the protocol."""
    return [_succession(row) for row in database.execute(_NEW, [after, limit])]


def clarifications(after: int, asked_before: float, limit: int, database: Database) -> list[Succession]:
    """See the protocol."""
    found: list[Succession] = []
    for row in database.execute(_CLARIFICATIONS, [after, limit]):
        succession = _succession(row)
        if succession.turn.asked >= asked_before:
            break
        found.append(succession)
    return found


def _succession(row: tuple[Any, ...]) -> Succession:
    other = row[1 + _WIDTH :]
    return Succession(row[0], turn_of(row[1 : 1 + _WIDTH]), turn_of(other) if other[0] is not None else None)


def changed_votes(limit: int, database: Database) -> list[VoteChange]:
    """See the protocol."""
    rows = database.execute(_CHANGED, [limit])
    return [VoteChange(row[0], Vote(*row[1 : 1 + _VOTE_WIDTH]), turn_of(row[1 + _VOTE_WIDTH :])) for row in rows]


def grouped(after: int, limit: int, database: Database) -> list[Grouped]:
    """See the protocol."""
    return [Grouped(*row) for row in database.execute(_GROUPED, [after, limit])]


def findings(item_id: int, database: Database) -> list[Finding]:
    """See the protocol."""
    return [_finding(row) for row in database.execute(_FINDINGS, {"item": item_id})]


def _finding(row: tuple[Any, ...]) -> Finding:
    turn, kind, item, at, user, language, products, stands, gist = row
    keys = msgspec.json.decode(products, type=list[str])
    return Finding(turn=turn, kind=kind, item=item, at=at, user=user, language=language, products=keys, stands=bool(stands), gist=gist)


def project(batch: Batch, database: Database) -> bool:
    """See the protocol."""
    if progress(database) != batch.progress:
        return False
    begun: dict[int, int] = {}
    for finding in batch.findings:
        _keep(finding, begun, database)
    for gone in batch.withdrawn:
        database.execute(_WITHDRAW, [gone.turn, gone.kind, gone.user])
    database.execute("DELETE FROM vote_changes WHERE seq <= ?", [batch.votes])
    database.execute("UPDATE projection SET turns = ?, aged = ?, batches = batches + 1", [batch.turns, batch.aged])
    return True


def _keep(finding: Finding, begun: dict[int, int], database: Database) -> None:
    """Keep one finding; `begun` holds the items that this batch began, by what its findings call them."""
    known = "UPDATE findings SET stands = 1, at = ? WHERE turn = ? AND kind = ? AND user = ?"
    if database.execute(known, [finding.at, finding.turn, finding.kind, finding.user]).rowcount:
        return
    asked = database.execute("SELECT asked FROM turns WHERE id = ?", [finding.turn]).fetchone()
    if asked is None:
        return
    item = begun.get(finding.item) or (finding.item if _takes(finding.item, asked[0], database) else 0)
    if not item:
        item = begun[finding.item] = database.execute("INSERT INTO items DEFAULT VALUES").lastrowid or 0
    products = msgspec.json.encode(finding.products).decode()
    values = [finding.turn, finding.kind, item, finding.at, finding.user, finding.language, products, finding.gist]
    database.execute("INSERT INTO findings (turn, kind, item, at, user, language, products, gist) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def _takes(item: int, asked: float, database: Database) -> bool:
    """Whether an item is there and was not closed before a question; a duplicate is closed with the item that it duplicates."""
    standing = "SELECT root.state, root.changed FROM items JOIN items AS root ON root.id = coalesce(items.duplicate_of, items.id) WHERE items.id = ?"
    found = database.execute(standing, [item]).fetchone()
    return found is not None and not (found[0] in CLOSED and found[1] < asked)
