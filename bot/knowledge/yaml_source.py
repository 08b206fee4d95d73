"""YAML read strictly: every value with its line, and nothing that surprises a person who edits the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem

MOST_BYTES = 1024 * 1024
DEEPEST = 32

Place = tuple[str | int, ...]


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


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses aliases: they hide what a file says and can blow it up."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed here: write the value out", problem_mark=self.peek_event().start_mark)
        return super().compose_node(parent, index)


def read(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """Read one file. `file` is the name to show in problems.

    Returns the document (None where it cannot be read at all) and every problem found while reading.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, [Problem(file, 1, f"the file is larger than {MOST_BYTES} bytes: split it")]
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None, [Problem(file, 1, "the file is not UTF-8 text: save it as UTF-8")]
    except OSError as error:
        return None, [Problem(file, 1, f"the file cannot be read: {error.strerror}")]
    try:
        node = _Loader(text).get_single_node()
        if node is None:
            return None, [Problem(file, 1, "the file is empty")]
        reader = _Reader(file)
        data = reader.value(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Problem(file, mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}")]
    except yaml.YAMLError as error:
        return None, [Problem(file, 1, f"not valid YAML: {str(error).splitlines()[0]}")]
    except RecursionError:
        return None, [Problem(file, 1, f"nested deeper than {DEEPEST} levels")]
    return Document(file, data, reader.lines), reader.problems


class _Reader:
    """Turns YAML nodes into plain values, noting lines, duplicate keys and scalars that are not what they seem."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._scalars = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self.lines[place] = line
        if len(place) > DEEPEST:
            self.problems.append(Problem(self.file, line, f"nested deeper than {DEEPEST} levels"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._scalar(key_node, line)
            if not isinstance(key, str):
                self.problems.append(Problem(self.file, line, f"the key {key_node.value} is read as {_kind(key)}: write it in quotes"))
                key = str(key_node.value)
            if key in found:
                self.problems.append(Problem(self.file, line, f"the key {key!r} stands twice here: join the two or rename one"))
            found[key] = self.value(value_node, (*place, key))
            self.lines[(*place, key)] = line
        return found

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        try:
            return self._scalars.construct_object(node)
        except yaml.YAMLError:
            self.problems.append(Problem(self.file, line, f"the tag {node.tag} is not allowed here: write plain text"))
        except ValueError as error:
            self.problems.append(Problem(self.file, line, f"{str(node.value)[:40]!r} cannot be read ({error}): write it in quotes"))
        return None


def _kind(value: object) -> str:
    """What YAML made of an unquoted word, in a person's words."""
    return {bool: "yes/no", int: "a number", float: "a number", type(None): "nothing"}.get(type(value), "a date")
