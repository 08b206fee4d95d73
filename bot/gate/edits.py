"""What differs between two knowledge folders, edit by edit, and folders with some of these edits made and others not.

An edit is the smallest change that a person would name: a word added to a list, an entry taken out, a value changed. Which
edits are made is told by their numbers, so that a comparison can find the one that changes an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct, json

from bot.errors import KnowledgeError
from bot.knowledge.version import knowledge_files
from bot.knowledge.yaml_source import read

_GONE: Any = object()  # What stands where nothing does.
_MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": "~"}


class Edit(Struct, frozen=True):
    """One edit: `file` and `path` say where, `before` and `after` what stood there and stands there now, as text ("" for nothing)."""

    file: str
    path: str
    kind: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.path}" if self.path else self.file
        told = {"added": self.after, "removed": self.before, "changed": f"{self.before} → {self.after}", "moved": "another order"}[self.kind]
        return f"{where} {_MARKS[self.kind]} {told}".rstrip()


class Edits:
    """All edits from one folder to another, numbered as in `listed`. Raises KnowledgeError where a YAML file of either cannot be read."""

    def __init__(self, old: Path, new: Path) -> None:
        self.listed: list[Edit] = []
        self._old, self._new = _contents(old), _contents(new)
        for file in sorted({*self._old, *self._new}):
            self._merged(self._old.get(file, _GONE), self._new.get(file, _GONE), _Where(file), None)

    def write(self, folder: Path, made: Collection[int]) -> None:
        """Write the old folder with the edits of these numbers made, comments aside, into `folder`, which must not exist."""
        self._count = 0
        chosen = frozenset(made)
        for file in sorted({*self._old, *self._new}):
            content = self._merged(self._old.get(file, _GONE), self._new.get(file, _GONE), _Where(file), chosen)
            if content is not _GONE:
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if path.suffix == ".txt" else json.encode(content))  # JSON is YAML too.

    _count = 0

    def _is_made(self, edit: Edit, chosen: frozenset[int] | None) -> bool:
        """Whether an edit is among those chosen; where none are chosen it is listed. Both walks meet the edits in the same order."""
        if chosen is None:
            self.listed.append(edit)
            return False
        self._count += 1
        return self._count - 1 in chosen

    def _merged(self, old: Any, new: Any, where: _Where, chosen: frozenset[int] | None) -> Any:
        """What stands at a place once the chosen edits are made there."""
        if old is not _GONE and new is not _GONE and json.encode(old) == json.encode(new):  # The order of keys counts too.
            return old
        if isinstance(old, dict) and isinstance(new, dict):
            return self._items(old, new, where, chosen)
        if isinstance(old, list) and isinstance(new, list):
            before, after = _named(old), _named(new)
            if before is not None and after is not None:
                return list(self._items(before, after, where, chosen).values())
        kind = "added" if old is _GONE else "removed" if new is _GONE else "changed"
        return new if self._is_made(Edit(where.file, where.path, kind, _text(old), _text(new)), chosen) else old

    def _items(self, old: Mapping[Any, Any], new: Mapping[Any, Any], where: _Where, chosen: frozenset[int] | None) -> dict[Any, Any]:
        """A mapping, or a list whose items are told apart by names, item by item."""
        items: dict[Any, Any] = {}
        for name in [*old, *(name for name in new if name not in old)]:
            is_word = isinstance(name, _Again) or old.get(name, new.get(name)) == name
            items[name] = self._merged(old.get(name, _GONE), new.get(name, _GONE), where if is_word else where.inside(name), chosen)
        order = self._order([*old], [*new], where, chosen)
        return {name: items[name] for name in order if items[name] is not _GONE}

    def _order(self, old: Sequence[Any], new: Sequence[Any], where: _Where, chosen: frozenset[int] | None) -> list[Any]:
        """All names of both, in the old order with those added after what they stand after in the new one; or in the new order."""
        kept = [name for name in new if name in set(old)]
        moved = [name for name in old if name in set(new)] != kept
        if moved and self._is_made(Edit(where.file, where.path, "moved"), chosen):
            return [*new, *(name for name in old if name not in set(new))]
        order = list(old)
        for at, name in enumerate(new):
            if name not in set(old):
                order.insert(order.index(new[at - 1]) + 1 if at else 0, name)
        return order


class _Again(Struct, frozen=True):
    """The name of a word that stands in a list for the second time or more."""

    word: Hashable
    times: int


class _Where(Struct, frozen=True):
    """A place in a file, as people read it."""

    file: str
    path: str = ""

    def inside(self, name: Hashable) -> _Where:
        """A place below."""
        step = "/".join(map(str, name)) if isinstance(name, tuple) else str(name)
        return _Where(self.file, f"{self.path}.{step}" if self.path else step)


def _contents(folder: Path) -> dict[str, Any]:
    """The files of a folder by name: YAML as data, article texts as text."""
    found: dict[str, Any] = {}
    for path in knowledge_files(folder):
        name = str(path.relative_to(folder))
        if path.suffix == ".txt":
            found[name] = path.read_text("utf-8", "replace")
            continue
        document, problems = read(path, name)
        if document is None or problems:
            raise KnowledgeError(problems)
        found[name] = document.data
    return found


def _named(items: list[Any]) -> dict[Hashable, Any] | None:
    """The items of a list by name; None where an item has no name, or entries share one. A word may stand there again."""
    found: dict[Hashable, Any] = {}
    for item in items:
        name = _name(item)
        if name in found and not isinstance(item, dict):
            name = next(again for times in count(2) if (again := _Again(name, times)) not in found)
        found[name] = item
    return found if None not in found and len(found) == len(items) else None


def _name(item: Any) -> Hashable:
    """What tells an item of a list from the others: a word itself; an entry's key, code or text; a row's product and first kind of data."""
    if isinstance(item, str | int | float):
        return item
    if not isinstance(item, dict):
        return None
    name = next((item[field] for field in ("key", "code", "text") if isinstance(item.get(field), str)), None)
    data = item.get("data")
    return name or ((item["product"], data[0]) if "product" in item and isinstance(data, list) and data else None)


def _text(value: Any) -> str:
    return "" if value is _GONE else value if isinstance(value, str) else json.encode(value).decode()
