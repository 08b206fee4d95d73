"""Which turns make up a thread, and which share their votes: the SQL of a turn's place."""

from __future__ import annotations

from typing import Any

from bot.records import Place, StoredTurn
from bot.store.database import Database
from bot.store.protocol import MOST_OF_A_THREAD
from bot.store.rows import TURN_COLUMNS

_IN_PLACE = "team = :team AND channel = :channel AND thread = :thread AND thread <> ''"
_EARLIER = " AND position < (SELECT position FROM turns WHERE id = :before)"
_AS_IT_WAS = " AND seq < (SELECT as_of FROM turns WHERE id = :before)"

# With max(), SQLite takes the other columns from the row that has it. A choice leads to the clarification at its own position.
_THREAD = """WITH RECURSIVE
    latest (seq, position, "after") AS (
        SELECT max(seq), position, "after" FROM turns WHERE {where} GROUP BY position ORDER BY position DESC LIMIT {most}),
    said (seq, position, "after") AS (
        SELECT seq, position, "after" FROM latest {itself}
        UNION SELECT turns.seq, turns.position, turns."after" FROM said JOIN turns ON turns.id = said."after" AND turns.position = said.position)
    SELECT {columns} FROM turns WHERE seq IN (SELECT seq FROM said) AND id <> :before ORDER BY position, seq"""
_ITSELF = 'UNION SELECT seq, position, "after" FROM turns WHERE id = :before'


def _thread(where: str, itself: str = "") -> str:
    return _THREAD.format(where=where, itself=itself, most=MOST_OF_A_THREAD, columns=TURN_COLUMNS)


_ALL, _ANEW, _BEFORE = _thread(_IN_PLACE), _thread(_IN_PLACE + _EARLIER), _thread(_IN_PLACE + _EARLIER + _AS_IT_WAS, _ITSELF)

# The turn that keeps the votes on a turn: the first with its question that is still there.
JUDGED = "(SELECT id FROM turns WHERE judged = (SELECT judged FROM turns WHERE id = ?) ORDER BY seq LIMIT 1)"


def thread_query(place: Place, before: str, anew: bool) -> tuple[str, dict[str, Any]]:
    """The query for a thread's turns, with its values; see the protocol."""
    query = _ALL if not before else _ANEW if anew else _BEFORE
    return query, {"team": place.team, "channel": place.channel, "thread": place.thread, "before": before}


def put_in_place(turn: StoredTurn, seq: int, database: Database) -> None:
    """Give a turn that was just inserted as `seq` its position, and tell with which turn it shares its past and its votes."""
    database.execute("UPDATE turns SET position = seq, as_of = seq, judged = seq WHERE seq = ?", [seq])
    if not turn.instead_of:
        return
    same_text = turn.is_choice or turn.is_translation
    shared = ["position", *(["as_of", "edited"] if same_text else []), *(["judged"] if turn.is_translation else [])]
    changes = ", ".join(f"{name} = other.{name}" for name in shared)
    database.execute(f"UPDATE turns SET {changes} FROM turns AS other WHERE turns.seq = ? AND other.id = ?", [seq, turn.instead_of])


def judged(turn_id: str, database: Database) -> str:
    """The id of the turn that keeps the votes on a turn; "" where that is gone."""
    found = database.execute(f"SELECT {JUDGED}", [turn_id]).fetchone()[0]
    return str(found) if found else ""
