"""Golden questions: how a line is written, and whether a reply is right by it. tests/golden/README.md explains the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Annotated

from msgspec import DecodeError, Meta, Struct, json

from bot.assistant import Assistant
from bot.errors import OndeError
from bot.folding import fold_text
from bot.replies import Reply, Status, Verdict

Alternatives = Annotated[list[str], Meta(min_length=1)]
OPEN = "open.txt"

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))
_numbers = count()


class GoldenError(OndeError):
    """Golden questions cannot be read or written; the message names the file, the line and the remedy."""


class Line(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question with what a right reply holds; `q` is asked as it stands, after the earlier lines of its `thread`."""

    id: str
    lang: str
    q: str
    status: Status | list[Status]
    kind: str
    why: str
    thread: str | None = None
    verdict: Verdict | None = None
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


def read_lines(folder: Path) -> list[Line]:
    """Every golden line of a folder, file by file. Raises GoldenError naming file and line of one that cannot be read."""
    return [line for line, _, _ in _placed(folder)]


def places(folder: Path) -> dict[str, tuple[str, int]]:
    """The file and line where each id stands; the last of those that stand twice."""
    return {line.id: (file, number) for line, file, number in _placed(folder)}


def _placed(folder: Path) -> Iterator[tuple[Line, str, int]]:
    """Every line with the name of its file, and its number there."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, text in enumerate(_text(path).split("\n"), 1):
            if text.strip():
                yield _line(text, f"{path.name}:{number}"), path.name, number


def _line(text: str, where: str) -> Line:
    try:
        line = json.decode(text, type=Line)
    except DecodeError as mistake:
        raise GoldenError(f"{where}: {mistake}: write one object a line, as README.md beside it says") from None
    for pattern in [*line.must_not, *(pattern for group in line.must for pattern in group)]:
        try:
            re.compile(pattern)
        except re.error as mistake:
            raise GoldenError(f"{where}: the pattern {pattern!r} cannot be read: {mistake}") from None
    return line


def read_open(folder: Path) -> set[str]:
    """The ids in open.txt, lines that are known to be wrong; what follows a # is a remark. None are known where there is no such file."""
    path = folder / OPEN
    return {name for line in _text(path).splitlines() if (name := line.split("#")[0].strip())} if path.exists() else set()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path}: cannot be read: {error}") from None


def conversations(lines: list[Line]) -> dict[str, list[Line]]:
    """Lines that are asked together: those of a thread by its name, each other line alone by its id."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.thread or line.id, []).append(line)
    return found


def replies(conversation: list[Line], assistant: Assistant) -> list[Reply]:
    """What the lines of a conversation get, asked in order in a thread of its own."""
    thread = f"golden {next(_numbers)}" if conversation[0].thread else None
    return [assistant.ask(line.q, thread).reply for line in conversation]


def wrong_lines(conversation: list[Line], assistant: Assistant) -> dict[str, str]:
    """Asks a conversation in order, in a thread of its own; the wrong lines by id, each with the reasons."""
    wrong: dict[str, str] = {}
    for line, reply in zip(conversation, replies(conversation, assistant), strict=True):
        reasons = list(faults(line, reply, assistant))
        if reasons:
            wrong[line.id] = f"{line.q!r}\n    " + "\n    ".join(reasons) + f"\n    the reply: {reply.text!r}\n    the gold: {line.why}"
    return wrong


def faults(line: Line, reply: Reply, assistant: Assistant) -> Iterator[str]:
    """Why `reply` is wrong by `line`; nothing where it is right. What only answers can hold is asked of answers only."""
    texts = [_folded(article.text) for article in assistant.knowledge.articles.values()]
    for citation in reply.citations:
        if not any(fold_text(citation.quote) in text for text in texts):
            yield f"quotes {citation.quote!r}, which is not in the article"
    yield from _faults(line, reply)


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return fold_text(text)


def _faults(line: Line, reply: Reply) -> Iterator[str]:
    if reply.status not in line.statuses:
        yield f"status: {reply.status}, not {' or '.join(line.statuses)}"
        return
    text = _visible(reply.text)
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


def _text_held(line: Line, reply: Reply) -> Iterator[str]:
    text = _visible(reply.text)
    for group in line.must:
        if not any(re.search(pattern, text) for pattern in group):
            yield f"text: lacks {' or '.join(map(repr, group))}"


def _evidence(line: Line, reply: Reply) -> Iterator[str]:
    quotes = [fold_text(citation.quote) for citation in reply.citations]
    yield from (f"evidence: no quote holds {span!r}" for span in line.cite if not any(fold_text(span) in quote for quote in quotes))


_ANSWER_CHECKS: list[Callable[[Line, Reply], Iterator[str]]] = [_language, _verdict, _hosting, _products, _text_held, _evidence]


def _visible(text: str) -> str:
    return fold_text(text.translate(_INVISIBLE))
