"""Versions of the knowledge to compare: a folder as it is, or what git keeps of one."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from bot.errors import OndeError

SECONDS = 60


class RevisionError(OndeError):
    """A version that is named is not there; the message says what was looked for."""


class Version(Struct, frozen=True):
    """A version of the knowledge, readable as long as it is open: `golden` is the folder of its golden questions, where it has its own."""

    name: str
    folder: Path
    golden: Path | None = None


@contextmanager
def opened(name: str, knowledge: Path, golden: Path) -> Iterator[Version]:
    """The version `name`: a folder, else a revision of the git repository in which `knowledge` and perhaps `golden` lie.

    Raises RevisionError where it is neither.
    """
    if Path(name).is_dir():
        yield Version(name, Path(name))
        return
    error = f"{name} is no folder, and {knowledge} lies in no git repository"
    top = Path(_git(knowledge, "rev-parse", "--show-toplevel", error=error).decode().strip())
    error = f"{name} is neither a folder nor a revision of {top}: name a folder, or a branch, tag or commit"
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", error=error).decode().strip()
    with TemporaryDirectory(prefix="onde-") as made:
        inside = knowledge.resolve().relative_to(top)
        _extract(top, commit, inside, Path(made), f"{name} has no folder {inside}")
        try:
            questions = golden.resolve().relative_to(top)
            _extract(top, commit, questions, Path(made), "")
        except (ValueError, RevisionError):
            yield Version(name, Path(made) / inside)
        else:
            yield Version(name, Path(made) / inside, Path(made) / questions)


def _extract(top: Path, commit: str, inside: Path, into: Path, error: str) -> None:
    """Write a folder as it was at a commit."""
    packed = _git(top, "archive", "--format=tar", commit, "--", str(inside), error=error)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")


def _git(folder: Path, *arguments: str, error: str) -> bytes:
    """What a command of git prints. Raises RevisionError with `error` where it fails or git is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, timeout=SECONDS, check=False)
    except OSError:
        raise RevisionError(f"{error}: git is not installed here") from None
    if done.returncode:
        raise RevisionError(error)
    return done.stdout
