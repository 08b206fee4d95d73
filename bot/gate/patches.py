"""Edits of YAML files that keep every comment and the order of all that stands there: one word or some lines are put in, nothing else changes."""

from __future__ import annotations

import os
import re
import shutil
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, json

from bot.errors import KnowledgeError, OndeError
from bot.gate.alike import weigh
from bot.knowledge.load import load_knowledge
from bot.knowledge.yaml_source import Closing, Place, closings

WIDEST = 150
_PLAIN = re.compile(r"[^\W\d_][\w -]*(?<! )")
_NOT_TEXT = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null")


class PatchError(OndeError):
    """An edit cannot be made; the message says why, and nothing has been written."""


class Patch(Struct, frozen=True):
    """A file of a knowledge folder with what it holds now, and what it shall hold."""

    file: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change, as `diff -u` would tell it."""
        lines = unified_diff(self.before.splitlines(True), self.after.splitlines(True), f"a/{self.file}", f"b/{self.file}")
        return "".join(lines)


def with_word(folder: Path, file: str, place: Place, word: str) -> Patch:
    """A word added at the end of the list at `place`. A flow mapping around it that lacks the list gets one. Raises PatchError."""
    text = _read(folder / file)
    ends = closings(text)
    if place in ends:
        after = _in_list(text, ends[place], _written(word))
    elif place[:-1] in ends and ends[place[:-1]].is_flow:
        after = _put(text, ends[place[:-1]], f"{place[-1]}: [{_written(word)}]")
    else:
        raise PatchError(f"{file}: there is no list at {'.'.join(map(str, place))}: add {word!r} by hand")
    return Patch(file, text, after)


def with_lines(folder: Path, file: str, lines: list[str]) -> Patch:
    """Lines added at the end of a file. Raises PatchError."""
    text = _read(folder / file)
    return Patch(file, text, text.rstrip("\n") + "\n" + "".join(f"{line}\n" for line in lines))


def apply(folder: Path, patch: Patch) -> None:
    """Write a patch, whole or not at all. Raises PatchError where the knowledge would not be sound with it, or a near-clash would come of it."""
    path = folder / patch.file
    if _read(path) != patch.before:
        raise PatchError(f"{patch.file} has changed meanwhile: run `onde feedback suggest` again")
    with TemporaryDirectory(prefix="onde-") as made:
        trial = Path(shutil.copytree(folder, Path(made, "knowledge")))
        (trial / patch.file).write_text(patch.after, "utf-8")
        try:
            clashes = weigh(trial, load_knowledge(trial)).open
        except KnowledgeError as error:
            raise PatchError(f"nothing is written, since the knowledge would not be sound:\n{error}") from None
    known = weigh(folder, load_knowledge(folder)).open if clashes else []
    new = [str(clash) for clash in clashes if clash not in known]
    if new:
        raise PatchError("nothing is written, since names would be too much alike:\n" + "\n".join(new))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(patch.after, "utf-8")
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PatchError(f"{path} cannot be read: {error}") from None


def _written(word: str) -> str:
    """A word as YAML takes it for text: in quotes where it could be anything else."""
    is_plain = _PLAIN.fullmatch(word) and not _NOT_TEXT.fullmatch(word)
    return word if is_plain else json.encode(word).decode()


def _in_list(text: str, end: Closing, word: str) -> str:
    if end.is_flow:
        return _put(text, end, word)
    lines = text.splitlines(True)
    dash = lines[end.line].rfind("-", 0, end.column)
    lines.insert(end.last + 1, f"{lines[end.line][:dash]}- {word}\n")
    return "".join(lines)


def _put(text: str, end: Closing, entry: str) -> str:
    """An entry put before a closing bracket, on a line of its own where that would become too long."""
    lines = text.split("\n")
    line = lines[end.line]
    head, tail = line[: end.column].rstrip(), line[end.column :]
    comma = ", " if end.size else ""
    if len(head) + len(comma) + len(entry) + len(tail) > WIDEST and end.size:
        indent = " " * (len(line) - len(line.lstrip()) + (0 if line.lstrip()[:1] not in ("-", "{") and ": [" not in line else 2))
        lines[end.line : end.line + 1] = [f"{head},", f"{indent}{entry}{tail}"]
    else:
        lines[end.line] = f"{head}{comma}{entry}{tail}"
    return "\n".join(lines)
