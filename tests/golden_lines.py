"""Golden questions: how a line is written, and whether a reply is right by it. golden/README.md explains the fields.

`python -m tests.golden_lines` prints the ids of the lines that are wrong today, for golden/open.txt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from bot.replies import Reply
from tests.article_table import fold
from tests.asking import ask, new_thread, unproven

FOLDER = Path(__file__).resolve().parent / "golden"
OPEN = FOLDER / "open.txt"

Status = Literal["answered", "clarify", "unknown", "help"]
Alternatives = Annotated[list[str], msgspec.Meta(min_length=1)]


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question with what a right reply holds; `q` is asked as it stands, after the earlier lines of its `thread`."""

    id: str
    lang: Literal["pt", "en"]
    q: str
    status: Status | list[Status]
    kind: str
    why: str
    thread: str | None = None
    verdict: Literal["yes", "no"] | None = None
    hosting: list[tuple[str, str]] | None = None
    products: list[str] | None = None
    products_optional: list[str] = []
    must: list[Alternatives] = []
    must_not: list[str] = []
    cite: list[str] = []
    lang_any: bool = False

    @property
    def statuses(self) -> list[Status]:
        """The statuses that are right."""
        return self.status if isinstance(self.status, list) else [self.status]


def read_lines() -> list[Line]:
    """Every golden line, file by file. Raises ValueError naming file and line of one that cannot be read."""
    found: list[Line] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, text in enumerate(path.read_text("utf-8").split("\n"), 1):
            if text.strip():
                try:
                    found.append(msgspec.json.decode(text, type=Line))
                except msgspec.DecodeError as mistake:
                    raise ValueError(f"{path.name}:{number}: {mistake}") from None
    return found


def read_open() -> set[str]:
    """The ids in open.txt; what follows a # is a remark."""
    return {name for line in OPEN.read_text("utf-8").splitlines() if (name := line.split("#")[0].strip())}


def conversations(lines: list[Line]) -> dict[str, list[Line]]:
    """Lines that are asked together: those of a thread by its name, each other line alone by its id."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.thread or line.id, []).append(line)
    return found


def wrong_lines(conversation: list[Line]) -> dict[str, str]:
    """Asks a conversation in order, in a thread of its own; the wrong lines by id, each with the reasons."""
    thread = new_thread() if conversation[0].thread else None
    wrong: dict[str, str] = {}
    for line in conversation:
        reply = ask(line.q, thread)
        reasons = list(faults(line, reply))
        if reasons:
            wrong[line.id] = f"{line.q!r}\n    " + "\n    ".join(reasons) + f"\n    the reply: {reply.text!r}\n    the gold: {line.why}"
    return wrong


def faults(line: Line, reply: Reply) -> Iterator[str]:
    """Why `reply` is wrong by `line`; nothing where it is right. What only answers can hold is asked of answers only."""
    yield from (f"quotes {quote!r}, which is not in the article" for quote in unproven(reply))
    if reply.status not in line.statuses:
        yield f"status: {reply.status}, not {' or '.join(line.statuses)}"
        return
    text = fold(_visible(reply.text))
    yield from (f"text: must not hold {pattern!r}" for pattern in line.must_not if re.search(pattern, text))
    if reply.status == "answered":
        for check in _ANSWER_CHECKS:
            yield from check(line, reply)


def _language(line: Line, reply: Reply) -> Iterator[str]:
    if not line.lang_any and reply.language != line.lang:
        yield f"language: {reply.language}, not {line.lang}"


def _verdict(line: Line, reply: Reply) -> Iterator[str]:
    if line.verdict and reply.verdict != line.verdict:
        yield f"verdict: {reply.verdict}, not {line.verdict}"


def _hosting(line: Line, reply: Reply) -> Iterator[str]:
    if line.hosting is None:
        return
    wanted = {(product, frozenset(regions.split())) for product, regions in line.hosting}
    said = {(claim.product, frozenset(claim.regions)) for claim in reply.hosting}
    yield from (f"hosting: lacks {_pair(pair)}" for pair in sorted(wanted - said, key=_pair))
    yield from (f"hosting: should not say {_pair(pair)}" for pair in sorted(said - wanted, key=_pair))


def _pair(pair: tuple[str, frozenset[str]]) -> str:
    return f"{pair[0]} {' '.join(sorted(pair[1]))}"


def _products(line: Line, reply: Reply) -> Iterator[str]:
    if line.products is None:
        return
    yield from (f"products: lacks {name}" for name in line.products if name not in reply.products)
    allowed = {*line.products, *line.products_optional}
    yield from (f"products: should not list {name}" for name in reply.products if name not in allowed)


def _text(line: Line, reply: Reply) -> Iterator[str]:
    text = fold(_visible(reply.text))
    for group in line.must:
        if not any(re.search(pattern, text) for pattern in group):
            yield f"text: lacks {' or '.join(map(repr, group))}"


def _evidence(line: Line, reply: Reply) -> Iterator[str]:
    quotes = [fold(citation.quote) for citation in reply.citations]
    yield from (f"evidence: no quote holds {span!r}" for span in line.cite if not any(fold(span) in quote for quote in quotes))


_ANSWER_CHECKS: list[Callable[[Line, Reply], Iterator[str]]] = [_language, _verdict, _hosting, _products, _text, _evidence]


def _visible(text: str) -> str:
    return text.translate({ord(mark): None for mark in "\u200b\u200c\u200d\ufeff"})


def main() -> None:
    """Prints the ids of the lines that are wrong today, each with its question as a remark."""
    for conversation in conversations(read_lines()).values():
        for name, reasons in wrong_lines(conversation).items():
            print(f"{name}  # {reasons.splitlines()[0][:100]}")


if __name__ == "__main__":
    main()
