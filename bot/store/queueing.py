"""The review queue read from the SQLite file, and what maintainers do written to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bot.records import Vote
from bot.reviews import KINDS, MOST_EXCHANGES, Action, Conflict, Exchange, Filter, Item, ItemDetail, Page, State, What
from bot.store.database import Database
from bot.store.projecting import VOTE_COLUMNS
from bot.store.rows import TURN_COLUMNS, turn_of

# An item shares its own findings and those of its duplicates; a duplicate still shows its own.
_SHARES = """shares (item, source) AS (
    SELECT id, id FROM items UNION ALL SELECT duplicate_of, id FROM items WHERE duplicate_of IS NOT NULL)"""
_KINDS = ", ".join(f"sum(stands AND kind = '{kind}') AS {kind}" for kind in KINDS)
_SUMS = f"""sums AS (
    SELECT shares.item AS id, sum(stands) AS count, {_KINDS}, count(DISTINCT iif(stands, user, NULL)) AS people,
        group_concat(DISTINCT language) AS languages, group_concat(DISTINCT products) AS products, min(at) AS first, max(at) AS last
    FROM shares JOIN findings ON findings.item = shares.source {{of_one}} GROUP BY shares.item)"""
_COLUMNS = f"""items.id, items.state, items.assignee, items.revision, coalesce(items.duplicate_of, 0), {", ".join(f"sums.{kind}" for kind in KINDS)},
    sums.count, sums.people, sums.languages, sums.products, sums.first, sums.last"""
_WITH_ALL, _WITH_ONE = f"WITH {_SHARES}, {_SUMS.format(of_one='')}", f"WITH {_SHARES}, {_SUMS.format(of_one='WHERE shares.item = :id')}"

_OF_ITEM = "findings.item IN (SELECT id FROM items WHERE id = :id OR duplicate_of = :id)"
_HAS = "EXISTS (SELECT 1 FROM shares JOIN findings ON findings.item = source WHERE shares.item = items.id AND stands AND {having})"
_QUESTION = f"""SELECT question FROM findings JOIN turns ON turns.id = turn WHERE {_OF_ITEM}
    ORDER BY stands DESC, findings.at DESC, findings.seq DESC LIMIT 1"""
_REASON = """SELECT text FROM actions WHERE item = ? AND what IN ('opened', 'accepted', 'fixed', 'declined', 'marked_duplicate')
    ORDER BY revision DESC LIMIT 1"""
_EXCHANGES = f"""SELECT turn, group_concat(DISTINCT iif(stands, kind, NULL)) FROM findings WHERE {_OF_ITEM}
    GROUP BY turn ORDER BY max(stands) DESC, max(at) DESC, max(seq) DESC LIMIT {MOST_EXCHANGES}"""
_ORDERS = {"newest": "sums.last DESC, items.id DESC", "frequent": "sums.count DESC, sums.last DESC, items.id DESC"}

_STATES: dict[What, State] = {"opened": "open", "accepted": "accepted", "fixed": "fixed", "declined": "declined", "marked_duplicate": "duplicate"}


def page(wanted: Filter, database: Database) -> Page:
    """See the protocol."""
    where, values = _matching(wanted)
    matching = f"{_WITH_ALL} SELECT {{columns}} FROM items JOIN sums ON sums.id = items.id WHERE {where}"
    number_of = ", ".join(f"coalesce(sum(sums.{kind} > 0), 0)" for kind in KINDS)
    everything, *numbers = database.execute(matching.format(columns=f"count(*), {number_of}"), values).fetchone()
    counts = dict(zip(KINDS, numbers, strict=True))
    of_kind = f" AND sums.{wanted.kind} > 0" if wanted.kind in KINDS else ""
    order = f"{of_kind} ORDER BY {_ORDERS[wanted.order]} LIMIT :limit OFFSET :offset"
    rows = database.execute(matching.format(columns=_COLUMNS) + order, {**values, "limit": wanted.limit, "offset": wanted.offset}).fetchall()
    return Page([_item_of(row, database) for row in rows], counts[wanted.kind] if wanted.kind else everything, counts)


def _matching(wanted: Filter) -> tuple[str, dict[str, Any]]:
    """The condition of a filter but for the kind, with its values."""
    states = {f"state{number}": state for number, state in enumerate(sorted(wanted.states))}
    where = [f"items.state IN ({', '.join(f':{name}' for name in states)})", "(sums.count > 0 OR items.state <> 'open')", "sums.last >= :since"]
    values: dict[str, Any] = {**states, "since": wanted.since}
    if wanted.assignee:
        where.append("items.assignee = :assignee")
        values["assignee"] = wanted.assignee
    if wanted.language:
        where.append(_HAS.format(having="findings.language = :language"))
        values["language"] = wanted.language
    if wanted.product:
        where.append(_HAS.format(having="EXISTS (SELECT 1 FROM json_each(findings.products) WHERE value = :product)"))
        values["product"] = wanted.product
    return " AND ".join(where), values


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
    query = f"{_WITH_ONE} SELECT {_COLUMNS} FROM items JOIN sums ON sums.id = items.id WHERE items.id = :id"
    row = database.execute(query, {"id": item_id}).fetchone()
    return _item_of(row, database) if row else None


def detail(item_id: int, database: Database) -> ItemDetail | None:
    """See the protocol."""
    item = _item(item_id, database)
    if item is None:
        return None
    exchanges = [_exchange(turn, kinds, database) for turn, kinds in database.execute(_EXCHANGES, {"id": item_id}).fetchall()]
    (turns,) = database.execute(f"SELECT count(DISTINCT turn) FROM findings WHERE {_OF_ITEM}", {"id": item_id}).fetchone()
    return ItemDetail(item, exchanges, _actions(item_id, 0, database), turns - len(exchanges))


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
