"""YAML documents turned into the structs of `schema`, every mistake noted at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from bot.errors import Problem
from bot.knowledge.templates import TemplateError, spell_out
from bot.knowledge.yaml_source import Document, Place, read

T = TypeVar("T")
E = TypeVar("E", bound=msgspec.Struct)

_WHERE = re.compile(r" - at `\$?(.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")
_MISMATCH = re.compile(r"Expected `(.*)`, got `(.*)`")
_TYPES = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "yes/no",
    "null": "nothing",
    "array": "a list",
    "object": "'key: value' lines",
}
_LENGTHS = {
    "Expected `str` of length >= 1": "the text is empty",
    "Expected `array` of length >= 1": "the list is empty",
    "Expected `array` of length 2": "expected a list of two",
    "Expected `float` > 0.0": "expected a number above 0",
}


class Reading:
    """One reading of a knowledge folder; collects `problems` instead of stopping at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._documents: dict[Path, Document | None] = {}

    def document(self, path: Path) -> Document | None:
        """One file of the folder, or None where it cannot be used; its problems are noted once."""
        if path not in self._documents:
            document, problems = read(path, str(path.relative_to(self.folder)))
            self.problems += problems
            self._documents[path] = document if not problems else None
        return self._documents[path]

    def whole(self, path: Path, kind: type[T]) -> T | None:
        """A file that is one struct."""
        document = self.document(path)
        return self.convert(document, document.data, kind) if document else None

    def entries(self, path: Path, field: str, kind: type[T]) -> list[T]:
        """The list under `field`, the file's only key, each entry validated on its own."""
        document = self.document(path)
        if document is None:
            return []
        items = self._only_field(document, field, list, "a list of entries, each beginning with '- '")
        found = [self.convert(document, item, kind, (field, index)) for index, item in enumerate(items)]
        return [item for item in found if item is not None]

    def convert(self, document: Document, data: Any, kind: type[T], place: Place = ()) -> T | None:
        """`data` as `kind`; a mismatch becomes a problem at its line."""
        try:
            converted = msgspec.convert(data, kind)
        except msgspec.ValidationError as error:
            self.problems.append(_explained(document, place, data, str(error), kind))
            return None
        blank = "is not allowed here: write more than blanks"
        blanks = [document.problem((*place, *steps), f"{_shown(steps)}{text!r} {blank}") for steps, text in _blanks(data)]
        self.problems += blanks
        return None if blanks else converted

    def mapping(self, path: Path, field: str, kind: type[T]) -> dict[str, T]:
        """The mapping under `field`, the file's only key, each value validated on its own."""
        document = self.document(path)
        if document is None:
            return {}
        items = self._only_field(document, field, dict, "a list of 'key: value' lines")
        found = {key: self.convert(document, value, kind, (field, key)) for key, value in items.items()}
        return {key: value for key, value in found.items() if value is not None}

    def expect_only(self, folder: Path, names: Iterable[str], also: str = "") -> None:
        """Note every YAML file of `folder` that is named neither so nor like the pattern `also`: nothing would read it."""
        for path in sorted(folder.glob("[!.]*.yaml")):
            if path.stem not in names and not (also and fnmatch(path.stem, also)):
                self.problems.append(Problem(str(path.relative_to(self.folder)), 1, f"nothing reads a file of this name{nearest(path.stem, names)}"))

    def groups(self, path: Path, field: str) -> list[str]:
        """All words of a file of named groups of words, templates spelt out."""
        groups = self.mapping(path, field, list[str])
        return [word for key, templates in groups.items() for word in self.spelt_out(path, templates, field, key)]

    def spelt_out(self, path: Path, templates: Iterable[str], *place: str | int) -> list[str]:
        """The phrases of a list at `place` of a file, each template in all its phrases; a wrong or repeated one becomes a problem at its line."""
        found: list[str] = []
        seen: set[str] = set()
        for index, template in enumerate(templates):
            try:
                found += spell_out(template)
                wrong = f"{template!r} stands twice in this list: remove one" if template in seen else ""
            except TemplateError as error:
                wrong = str(error)
            seen.add(template)
            document = self.document(path) if wrong else None
            if document:
                self.problems.append(document.problem((*place, index), f"{place[-1]}: {wrong}"))
        return found

    def with_phrases(self, path: Path, entry: E, fields: Iterable[str]) -> E:
        """A file's entry with the templates spelt out in its `fields`, each of named lists of phrases."""
        spelt = {field: {key: self.spelt_out(path, names, field, key) for key, names in getattr(entry, field).items()} for field in fields}
        return replace(entry, **spelt)

    def _only_field(self, document: Document, field: str, kind: type[T], form: str) -> T:
        """The value of `field`, the only key of a file; an empty one, with the problem noted, where it is not of that kind."""
        data = document.data
        if not isinstance(data, dict):
            self.problems.append(document.problem((), f"the file must begin with '{field}:'"))
            return kind()
        unknown = [key for key in data if key != field]
        for key in unknown:
            self.problems.append(document.problem((key,), f"unknown key {key!r}{nearest(key, [field])}"))
        if isinstance(value := data.get(field), kind):
            return value
        if field in data:
            self.problems.append(document.problem((field,), f"{field} must be {form}"))
        elif not unknown:
            self.problems.append(document.problem((), f"the key {field!r} is missing"))
        return kind()


def _blanks(data: Any) -> Iterator[tuple[list[str | int], str]]:
    """Texts of blanks only, each with where it stands in `data`."""
    if isinstance(data, str):
        if data.isspace():
            yield [], data
    elif isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            for steps, text in _blanks(value):
                yield [step, *steps], text


def is_near(word: str, others: Iterable[str]) -> bool:
    """Whether `word` is so close to one of `others` that one is taken for a misspelling of the other."""
    return bool(get_close_matches(word, list(others), 1, 0.6))


def nearest(word: str, right: Iterable[str]) -> str:
    """A hint at the nearest right word, or at all of them where they are few; empty where nothing is near."""
    choices = sorted(set(right))
    close = get_close_matches(word, choices, 1, 0.6)
    if close:
        return f": did you mean {close[0]!r}?"
    return f": it may be {', '.join(choices)}" if len(choices) <= 12 else ""


def _explained(document: Document, place: Place, data: Any, message: str, kind: Any) -> Problem:
    """msgspec's message about `data` in plain words, at the line it speaks of, with the nearest right field."""
    where = _WHERE.search(message)
    steps: list[str | int] = []
    if where:
        message = message[: where.start()]
        steps += [name or (int(index) if index else "...") for name, index in _STEP.findall(where.group(1))]
        steps = _with_keys(data, steps, kind)
        if where.group(1).startswith("key` in"):
            key_kind = _kind_at(kind, steps).__args__[0]
            key = next(key for key in _value_at(data, steps) if not _fits(key, key_kind))
            return document.problem((*place, *steps, key), f"{_shown(steps)}{_not_allowed(key, key_kind)}")
    inner = (*place, *steps)
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", message)
    if unknown:
        fields = getattr(_kind_at(kind, steps), "__struct_fields__", ())
        return document.problem((*inner, unknown.group(1)), f"unknown key {unknown.group(1)!r}{nearest(unknown.group(1), fields)}")
    return document.problem(inner, _shown(steps) + _plain(message, data, kind, steps))


def _shown(steps: list[str | int]) -> str:
    """Where in an entry a mistake is, as people count: "aliases, number 2: "."""
    parts = [f"number {step + 1}" if isinstance(step, int) else step for step in steps]
    return f"{', '.join(parts)}: " if parts else ""


def _plain(message: str, data: Any, kind: Any, steps: list[str | int]) -> str:
    """msgspec's message without its words for types and patterns."""
    if "matching regex" in message or message.startswith("Invalid enum value"):
        return _not_allowed(_value_at(data, steps), _declared_at(kind, steps))
    mismatch = _MISMATCH.fullmatch(message)
    if mismatch:
        wanted, got = (group.removesuffix(" | null") for group in mismatch.groups())
        quote = wanted == "str" and got in ("int", "float", "bool", "null")
        return f"expected {_TYPES.get(wanted, wanted)}, got {_TYPES.get(got, got)}" + (": write it in quotes" if quote else "")
    missing = re.fullmatch(r"Object missing required field `(.*)`", message)
    return f"the key {missing.group(1)!r} is missing" if missing else _LENGTHS.get(message.partition(", got ")[0], message)


def _not_allowed(value: Any, declared: Any) -> str:
    """A text that is not of the declared form, or none of the declared words."""
    wanted = next((meta.description for meta in getattr(declared, "__metadata__", ()) if meta.description), None)
    choices = [str(word) for word in getattr(_bare(declared), "__args__", ())]
    return f"{value!r} is not allowed here" + (f": write {wanted}" if wanted else nearest(str(value), choices))


def _with_keys(data: Any, steps: list[str | int], kind: Any) -> list[str | int]:
    """`steps` with the keys of mappings, which msgspec does not name, found by trying each."""
    found: list[str | int] = []
    for step in steps:
        if step == "...":
            value, inner = _value_at(data, found), _declared_at(kind, [*found, "..."])
            step = next((key for key, item in value.items() if not _fits(item, inner)), step)
        found.append(step)
    return found


def _value_at(data: Any, steps: Iterable[str | int]) -> Any:
    """The value at `steps` inside `data`."""
    for step in steps:
        data = data[step]
    return data


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _kind_at(kind: Any, steps: Iterable[str | int]) -> Any:
    """The struct or collection that stands at `steps` inside `kind`."""
    return _bare(_declared_at(kind, steps))


def _declared_at(kind: Any, steps: Iterable[str | int]) -> Any:
    """The type declared at `steps` inside `kind`, with its description."""
    for step in steps:
        kind = _bare(kind)
        if isinstance(step, str) and hasattr(kind, "__struct_fields__"):
            field = next((field for field in msgspec.structs.fields(kind) if field.encode_name == step), None)
            kind = field.type if field else None
        else:
            arguments = getattr(kind, "__args__", ())
            kind = arguments[-1] if arguments else None
    return kind


def _bare(kind: Any) -> Any:
    """A type without its description, and without the None beside it."""
    while getattr(kind, "__metadata__", None) or isinstance(kind, UnionType):
        kind = kind.__args__[0] if isinstance(kind, UnionType) else kind.__origin__
    return kind
