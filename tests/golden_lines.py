"""The project's own golden questions, judged by `bot.gate.golden` on the assistant that the tests share.

`python -m tests.golden_lines` prints the ids of the lines that are wrong today, for golden/open.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.gate import golden
from bot.gate.golden import Line, conversations
from bot.replies import Reply
from tests.asking import assistant

__all__ = ["FOLDER", "Line", "conversations", "faults", "read_lines", "read_open", "wrong_lines"]

FOLDER = Path(__file__).resolve().parent / "golden"


def read_lines() -> list[Line]:
    """Every golden line, file by file."""
    return golden.read_lines(FOLDER)


def read_open() -> set[str]:
    """The ids in open.txt."""
    return golden.read_open(FOLDER)


def wrong_lines(conversation: list[Line]) -> dict[str, str]:
    """The wrong lines of a conversation by id, each with the reasons."""
    return golden.wrong_lines(conversation, assistant())


def faults(line: Line, reply: Reply) -> Iterator[str]:
    """Why `reply` is wrong by `line`; nothing where it is right."""
    return golden.faults(line, reply, assistant())


def main() -> None:
    """Prints the ids of the lines that are wrong today, each with its question as a remark."""
    for conversation in conversations(read_lines()).values():
        for name, reasons in wrong_lines(conversation).items():
            print(f"{name}  # {reasons.splitlines()[0][:100]}")


if __name__ == "__main__":
    main()
