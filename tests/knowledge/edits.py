"""Ways to spoil a knowledge folder: each function makes an edit, a function of the folder's path."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path], None]


def swap(file: str, old: str, new: str) -> Edit:
    """Put `new` where `old` stands first; fails where it does not stand at all, so that no edit goes stale unseen."""

    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} no longer holds {old!r}: give this test another text to spoil"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def put(file: str, content: str | bytes) -> Edit:
    """Write a whole file."""

    def edit(folder: Path) -> None:
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    return edit


def append(file: str, content: str | bytes) -> Edit:
    """Write at a file's end."""

    def edit(folder: Path) -> None:
        with (folder / file).open("ab") as opened:
            opened.write(content if isinstance(content, bytes) else content.encode())

    return edit


def delete(name: str) -> Edit:
    """Delete a file or a folder."""

    def edit(folder: Path) -> None:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return edit


def rename(file: str, new: str) -> Edit:
    """Rename a file inside its folder."""

    def edit(folder: Path) -> None:
        (folder / file).rename((folder / file).with_name(new))

    return edit


def link(file: str, target: str) -> Edit:
    """A symbolic link in a file's place."""

    def edit(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).symlink_to(target)

    return edit


def pipe(file: str) -> Edit:
    """A named pipe in a file's place: who reads it waits for a writer that never comes."""

    def edit(folder: Path) -> None:
        (folder / file).unlink()
        os.mkfifo(folder / file)

    return edit


def turn_into_folder(file: str) -> Edit:
    """A folder in a file's place."""

    def edit(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).mkdir()

    return edit


def line_of(path: Path, marker: str) -> int:
    """The number of the first line that holds `marker`, from 1."""
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if marker in line:
            return number
    raise AssertionError(f"{path.name} does not hold {marker!r}")
