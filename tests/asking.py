"""What the tests share: one assistant over the project's own knowledge, and the check of what a reply asserts."""

from __future__ import annotations

from functools import cache
from itertools import count
from pathlib import Path

from bot.assistant import Assistant
from bot.replies import HostingClaim, Reply
from tests.article_table import TABLE, fold, row_of, types_named

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
_numbers = count()


@cache
def assistant() -> Assistant:
    """The assistant, made once for a whole run."""
    return Assistant(KNOWLEDGE)


def ask(question: str, thread: str | None = None) -> Reply:
    """The reply to one message."""
    return assistant().ask(question, thread).reply


def new_thread() -> str:
    """The name of a thread that nothing was said in yet."""
    return f"thread {next(_numbers)}"


@cache
def article() -> str:
    """The article's text, folded."""
    return "\n".join(fold(path.read_text("utf-8")) for path in sorted(KNOWLEDGE.glob("*/article.txt")))


def false_claims(reply: Reply) -> list[str]:
    """What a reply asserts that the article's table does not hold; empty where all of it is true."""
    return [fault for claim in reply.hosting for fault in _faults(claim)]


def _faults(claim: HostingClaim) -> list[str]:
    """Why a claim is false; a name of data that the table lacks is a fault too."""
    if claim.product not in TABLE:
        return [f"{claim.product!r} is no product of the table"]
    faults = [] if claim.data else [f"a claim on {claim.product} names no data"]
    for name in claim.data:
        rows = [row for key in types_named(name) if (row := row_of(claim.product, key))]
        if not rows:
            faults.append(f"{claim.product} does not list {name!r}")
        elif not any(set(claim.regions) == set(row.regions) and claim.inherited == row.inherited for row in rows):
            faults.append(f"{claim.product}, {name}: says {claim.regions}{' inherited' * claim.inherited}, the table says {rows}")
    return faults


def unproven(reply: Reply) -> list[str]:
    """The quotes of a reply that do not stand in the article."""
    return [citation.quote for citation in reply.citations if fold(citation.quote) not in article()]
