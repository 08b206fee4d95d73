"""The review queue read from the SQLite file, and what maintainers do written to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bot.records import Vote
from bot.reviews import KINDS, MOST_EXCHANGES, Action, Conflict, Exchange, Filter, Item, ItemDetail, Kind, Often, Page, State, What
from bot.store.database import Database
from bot.store.projecting import VOTE_COLUMNS
from bot.store.rows import TURN_COLUMNS, turn_of

# An item shares its own findings and those of its duplicates; a duplicate still shows its own.
_SHARES = """shares (item, source) AS (
    SELECT id, id FROM items UNION ALL SELECT duplicate_of, id FROM items WHERE duplicate_of IS NOT NULL)"""
_KINDS = ", ".join(f"sum(stands AND kind = '{kind}') AS {kind}" for kind in KINDS)

# Of all items what a filter and an order need; the rest only of those that are shown.
_MATCHING = f"""WITH {_SHARES}, sums AS (
    SELECT shares.item AS id, sum(stands) AS count, max(at) AS last, {_KINDS},
        sum(stands AND language = :language) AS spoken, sum(stands AND instr(products, :product)) AS about
    FROM shares JOIN findings ON findings.item = shares.source GROUP BY shares.item)
    SELECT items.id, sums.count, sums.last, {", ".join(f"sums.{kind}" for kind in KINDS)} FROM items JOIN sums ON sums.id = items.id
    WHERE (sums.count > 0 OR items.state <> 'open') AND sums.last >= :since AND :assignee IN ('', items.assignee)
        AND (:language = '' OR spoken) AND (:product = '' OR about) AND items.state IN"""
_ITEM = f"""WITH {_SHARES}
    SELECT items.id, items.state, items.assignee, items.revision, coalesce(items.duplicate_of, 0), {_KINDS}, sum(stands),
        count(DISTINCT iif(stands, user, NULL)), group_concat(DISTINCT language), group_concat(DISTINCT products), min(at), max(at)
    FROM items JOIN shares ON shares.item = items.id JOIN findings ON findings.item = shares.source WHERE items.id = ? GROUP BY items.id"""

_OF_ITEM = "findings.item IN (SELECT id FROM items WHERE id = :id OR duplicate_of = :id)"
_QUESTION = f"""SELECT question FROM turns
    WHERE id = (SELECT turn FROM findings WHERE {_OF_ITEM} ORDER BY stands DESC, at DESC, seq DESC LIMIT 1)"""
_REASON = """SELECT text FROM actions WHERE item = ? AND what IN ('opened', 'accepted', 'fixed', 'declined', 'marked_duplicate')
    ORDER BY revision DESC LIMIT 1"""
_EXCHANGES = f"""SELECT turn, group_concat(DISTINCT iif(stands, kind, NULL)) FROM findings WHERE {_OF_ITEM}
    GROUP BY turn ORDER BY max(stands) DESC, max(at) DESC, max(seq) DESC LIMIT {MOST_EXCHANGES}"""
_OFTEN = f"""WITH {_SHARES} SELECT items.id, count(*), count(DISTINCT user), max(at)
    FROM shares JOIN items ON items.id = shares.item JOIN findings ON findings.item = shares.source
    WHERE items.duplicate_of IS NULL AND kind = ? AND stands AND at >= ? AND at < ? GROUP BY items.id ORDER BY 2 DESC, 4 DESC, 1 DESC LIMIT ?"""
_STATES: dict[What, State] = {"opened": "open", "accepted": "accepted", "fixed": "fixed", "declined": "declined", "marked_duplicate": "duplicate"}


def page(wanted: Filter, database: Database) -> Page:
    """See the protocol."""
    states = sorted(wanted.states)
    product = msgspec.json.encode(wanted.product).decode() if wanted.product else ""
    values = {"language": wanted.language, "product": product, "since": wanted.since, "assignee": wanted.assignee}
    marks = ", ".join(f":state{number}" for number in range(len(states)))
    named = {f"state{number}": state for number, state in enumerate(states)}
    rows = database.execute(f"{_MATCHING} ({marks})", {**values, **named}).fetchall()
    counts = {kind: sum(row[column] > 0 for row in rows) for column, kind in enumerate(KINDS, _FIRST_KIND)}
    of_kind = [row for row in rows if not wanted.kind or row[_FIRST_KIND + KINDS.index(wanted.kind)]]
    of_kind.sort(key=_newest if wanted.order == "newest" else _frequent, reverse=True)
    shown = [_item(row[0], database) for row in of_kind[wanted.offset : wanted.offset + wanted.limit]]
    return Page([item for item in shown if item], len(of_kind), counts)


_FIRST_KIND = 3


def _newest(row: Sequence[Any]) -> tuple[float, int]:
    """By the last finding; then the item that began later."""
    number, _, last, *_ = row
    return last, number


def _frequent(row: Sequence[Any]) -> tuple[int, float, int]:
    """By the number of findings, then as `_newest`."""
    number, count, last, *_ = row
    return count, last, number


def _item_of(row: Sequence[Any], database: Database) -> Item:
    number, state, assignee, revision, duplicate_of, *rest = row
    kinds, (count, people, languages, products, first, last) = rest[: len(KINDS)], rest[len(KINDS) :]
    keys = {key for keys in msgspec.json.decode(f"[{products}]", type=list[list[str]]) for key in keys}
    question = database.execute(_QUESTION, {"id": number}).fetchone()
    reason = database.execute(_REASON, [number]).fetchone()
    return Item(
        id=number,
        question=question[0] if question else "",
        kinds={kind: number_of for kind, number_of in zip(KINDS, kinds, strict=True) if number_of},
        count=count,
        people=people,
        languages=sorted(languages.split(",")),
        products=sorted(keys),
        first=first,
        last=last,
        state=state,
        reason=reason[0] if reason else "",
        duplicate_of=duplicate_of,
        assignee=assignee,
        revision=revision,
    )


def _item(item_id: int, database: Database) -> Item | None:
    row = database.execute(_ITEM, [item_id]).fetchone()
    return _item_of(row, database) if row else None


def detail(item_id: int, database: Database) -> ItemDetail | None:
    """See the protocol."""
    item = _item(item_id, database)
    if item is None:
        return None
    exchanges = [_exchange(turn, kinds, database) for turn, kinds in database.execute(_EXCHANGES, {"id": item_id}).fetchall()]
    (turns,) = database.execute(f"SELECT count(DISTINCT turn) FROM findings WHERE {_OF_ITEM}", {"id": item_id}).fetchone()
    return ItemDetail(item, exchanges, _actions(item_id, 0, database), turns - len(exchanges))


def most_frequent(kind: Kind, since: float, until: float, limit: int, database: Database) -> list[Often]:
    """See the protocol."""
    rows = database.execute(_OFTEN, [kind, since, until, limit]).fetchall()
    return [Often(item, *numbers) for number, *numbers in rows if (item := _item(number, database))]


def _exchange(turn_id: str, kinds: str | None, database: Database) -> Exchange:
    row = database.execute(f"SELECT {TURN_COLUMNS} FROM turns WHERE id = ?", [turn_id]).fetchone()
    votes = [Vote(*vote) for vote in database.execute(f"SELECT {VOTE_COLUMNS} FROM votes WHERE turn = ? ORDER BY user", [turn_id])]
    named = (kinds or "").split(",")
    return Exchange(turn_of(row), votes, [kind for kind in KINDS if kind in named])


def _actions(item_id: int, after: int, database: Database) -> list[Action]:
    """What was done with an item after a revision, oldest first."""
    rows = database.execute(
        "SELECT item, at, who, what, text, value, revision FROM actions WHERE item = ? AND revision > ? ORDER BY revision", [item_id, after]
    )
    return [Action(item=item, at=at, who=who, what=what, text=text, value=value, revision=now) for item, at, who, what, text, value, now in rows]


def act(action: Action, revision: int, database: Database) -> Item | Conflict | None:
    """See the protocol."""
    item = _item(action.item, database)
    if item is None:
        return None
    if item.revision != revision:
        return Conflict(item, _actions(item.id, revision, database))
    if action.what == "assigned":
        database.execute("UPDATE items SET assignee = ? WHERE id = ?", [action.value, item.id])
    elif action.what in _STATES:
        _change_state(action, database)
    row = [item.id, revision + 1, action.at, action.who, action.what, action.text, action.value]
    database.execute("INSERT INTO actions (item, revision, at, who, what, text, value) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    database.execute("UPDATE items SET revision = revision + 1 WHERE id = ?", [item.id])
    return _item(item.id, database)


def _change_state(action: Action, database: Database) -> None:
    other = _other(action, database) if action.what == "marked_duplicate" else None
    change = "UPDATE items SET state = ?, changed = ?, duplicate_of = ? WHERE id = ?"
    database.execute(change, [_STATES[action.what], action.at, other, action.item])
    if other:
        database.execute("UPDATE items SET duplicate_of = ? WHERE duplicate_of = ?", [other, action.item])


def _other(action: Action, database: Database) -> int:
    """The item of which another one is a duplicate; ValueError where it is none, or the item itself."""
    number = int(action.value) if action.value.isdecimal() and len(action.value) < 19 else 0
    row = database.execute("SELECT coalesce(duplicate_of, id) FROM items WHERE id = ?", [number]).fetchone()
    if row is None:
        raise ValueError(f"item {action.value} is not there")
    if row[0] == action.item:
        raise ValueError(f"item {action.item} would be a duplicate of itself")
    return int(row[0])
