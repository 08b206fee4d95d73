"""Every error that Onde raises on purpose, as one tree."""

from __future__ import annotations

import msgspec


class OndeError(Exception):
    """The root: whatever a person may be told in one line, without a traceback."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """One mistake in the knowledge: where it is, what is wrong and what would be right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class KnowledgeError(OndeError):
    """The knowledge cannot be used.

    `problems` holds every mistake that was found, in the order of files and lines.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingError(OndeError):
    """A setting is missing or malformed; the message names it and the remedy."""


class StoreError(OndeError):
    """The store cannot be used; the message names its place and the remedy."""


class StoreUnavailable(StoreError):
    """The store cannot read or write now: locked, full, read-only or closed. The same call may be made again later."""


class Forgotten(OndeError):
    """What was to be kept is of somebody who was forgotten meanwhile, so it is not."""


class ReviewError(OndeError):
    """What a maintainer wants done cannot be done; the message says why and what would be right."""
