"""YAML read strictly: every value with its line, and nothing that surprises a person who edits the files."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.errors import Problem
from bot.knowledge.version import MOST_BYTES

DEEPEST = 32

Place = tuple[str | int, ...]

# Of libyaml's C parser, which reads twenty times as fast as the Python one (measured on this knowledge: 0.03 s against
# 0.69 s), only the events are used: composing them is done here, with a limit, since in C it crashes on deep nesting.
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SLACK_MARK = re.compile(r"<[!@#][^>]{0,40}>?")
_PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_YAML_TAG = "tag:yaml.org,2002:"


class Document:
    """One YAML file: its `data` as plain dicts, lists and scalars, and the line of every value.

    `file` is the path shown to people; `lines` maps a place such as ("products", 3, "name") to its line from 1.
    """

    def __init__(self, file: str, data: Any, lines: dict[Place, int]) -> None:
        self.file = file
        self.data = data
        self.lines = lines

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str) -> Problem:
        """A mistake at `place`."""
        return Problem(self.file, self.line(place), message)


class _Unusable(Exception):
    """Nothing more can be made of a file; `problem` says why."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(file, line, message)


def read(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """Read one YAML file. `file` is the name to show in problems.

    Returns the document (None where it cannot be read at all) and every problem found while reading.
    """
    try:
        text = _text(path, file)
        _refuse_first(_TURNS_TEXT, text, file, "turns the direction of text")
        reader = _Reader(file, text)
        data = reader.document()
    except _Unusable as error:
        return None, [error.problem]
    except yaml.MarkedYAMLError as error:
        unfinished = "end of" in (error.problem or "")
        mark = error.context_mark if unfinished and error.context_mark else error.problem_mark or error.context_mark
        said = ", ".join(part for part in (error.context, error.problem) if part)
        return None, [Problem(file, mark.line + 1 if mark else 1, f"not valid YAML: {said}")]
    except yaml.YAMLError as error:
        return None, [Problem(file, 1, f"not valid YAML: {str(error).splitlines()[0]}")]
    return Document(file, data, reader.lines), reader.problems


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """Read one text file with the same care: its text with plain line ends (None where it cannot be used), and the problem."""
    try:
        return _text(path, file), []
    except _Unusable as error:
        return None, [error.problem]


def _text(path: Path, file: str) -> str:
    """The UTF-8 text of a plain file of at most `MOST_BYTES`; raises _Unusable."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _Unusable(file, 1, "this is not a plain file: put a text file here")
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _Unusable(file, 1, f"the file cannot be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise _Unusable(file, 1, f"the file is larger than {MOST_BYTES} bytes: split it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unusable(file, content.count(b"\n", 0, error.start) + 1, "the file is not UTF-8 text: save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_first(_CONTROL, text, file, "is a control character")
    return text


def _refuse_first(wrong: re.Pattern[str], text: str, file: str, what: str) -> None:
    found = wrong.search(text)
    if found:
        raise _Unusable(file, text.count("\n", 0, found.start()) + 1, f"the invisible character U+{ord(found.group()):04X} here {what}: delete it")


class _Reader:
    """Turns YAML's events into plain values, noting lines, duplicate keys and scalars that are not what they seem."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._next: Callable[[], Any] = _Parser(text).get_event
        self._resolve: Callable[..., str] = yaml.resolver.Resolver().resolve

    def document(self) -> Any:
        """The file's one document; raises _Unusable where there is none or more than one."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise _Unusable(self.file, 1, "the file is empty")
        data = self._value(self._next(), ())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Unusable(self.file, _line(after), "a second document begins here: keep one, without lines of '---'")
        return data

    def _note(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def _value(self, event: Any, place: Place) -> Any:
        line = _line(event)
        self.lines[place] = line
        if isinstance(event, yaml.AliasEvent):
            raise _Unusable(self.file, line, f"aliases (*{event.anchor}) are not allowed here: write the value out")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(place) >= DEEPEST:
            raise _Unusable(self.file, line, f"nested deeper than {DEEPEST} levels")
        if event.tag is not None:
            self._refuse_tag(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        found: list[Any] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(item, (*place, len(found))))
        return found

    def _mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unusable(self.file, line, "a key must be plain text, not a list, a mapping or an alias")
            key = self._scalar(event)
            if not isinstance(key, str):
                self._note(line, f"the key {event.value[:40]} is read as {_kind(key)}: write it in quotes")
                key = str(event.value)
            if key in found:
                self._note(line, f"the key {key!r} stands twice here: join the two or rename one")
            found[key] = self._value(self._next(), (*place, key))
            self.lines[(*place, key)] = line
        return found

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        """Text, a plain decimal number, yes/no or nothing; all else that YAML knows is noted and read as text."""
        text: str = event.value
        if event.tag is not None:
            self._refuse_tag(event)
            return text
        kind = self._resolve(yaml.ScalarNode, text, event.implicit).removeprefix(_YAML_TAG)
        if kind == "str":
            self._check_text(text, _line(event))
        elif kind == "bool":
            return text.lower() in ("yes", "true", "on")
        elif kind == "null":
            return None
        elif kind in ("int", "float"):
            if _PLAIN_NUMBER.fullmatch(text):
                return float(text) if "." in text else int(text)
            self._note(_line(event), f"{text[:40]!r} is read as another number or none: write it plainly, with at most 15 digits, or in quotes")
        else:
            meaning = "a date" if kind == "timestamp" else "a sign of YAML's own"
            self._note(_line(event), f"{text[:40]!r} is read as {meaning}: write it in quotes")
        return text

    def _check_text(self, text: str, line: int) -> None:
        for wrong in (_CONTROL, _TURNS_TEXT):
            found = wrong.search(text)
            if found:
                self._note(line, f"the escaped character U+{ord(found.group()):04X} cannot be shown: delete it")
        found = _SLACK_MARK.search(text)
        if found:
            self._note(line, f"{found.group()!r} would call people in Slack: write it without the bracket")

    def _refuse_tag(self, event: Any) -> None:
        self._note(_line(event), f"the tag {event.tag.replace(_YAML_TAG, '!!')} is not allowed here: write the value without it")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _kind(value: object) -> str:
    """What YAML made of an unquoted word, in a person's words."""
    return {bool: "yes/no", type(None): "nothing"}.get(type(value), "a number")


class Closing(NamedTuple):
    """Where a list or mapping ends, for who writes into it: line from 0 and column of its closing bracket, `size` entries before it.

    `is_flow` is false where it stands in lines of its own without brackets: then the line and column are those where its last
    entry begins, and `last` is the line where that ends.
    """

    line: int
    column: int
    size: int
    is_flow: bool
    last: int


def closings(text: str) -> dict[Place, Closing]:
    """The ends of all lists and mappings of a YAML text that `read` finds no problem in, by their places."""
    found: dict[Place, Closing] = {}
    following = _Parser(text).get_event
    following()  # The stream's and the document's beginnings.
    following()

    def walk(event: Any, place: Place) -> tuple[int, int, int]:
        """Passes over a value; the line and column where it begins, and the line where it ends."""
        start: Any = event.start_mark
        if not isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            return start.line, start.column, event.end_mark.line
        is_list, count, last = isinstance(event, yaml.SequenceStartEvent), 0, (start.line, start.column, start.line)
        while not isinstance(inner := following(), yaml.SequenceEndEvent | yaml.MappingEndEvent):
            last = walk(following() if not is_list else inner, (*place, count if is_list else inner.value))
            count += 1
        end: Any = inner.start_mark
        found[place] = Closing(end.line, end.column, count, True, end.line) if event.flow_style else Closing(last[0], last[1], count, False, last[2])
        return start.line, start.column, end.line if event.flow_style else last[2]

    walk(following(), ())
    return found
