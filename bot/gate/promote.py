"""A bad exchange made a golden question: filled in as far as it is known, and wrong until the mend is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from msgspec import json
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.errors import ReviewError
from bot.folding import fold_text
from bot.gate.golden import GoldenError, Line, faults, read_lines, replies
from bot.gate.meaning import Reading
from bot.gate.questions import following_turn
from bot.records import StoredTurn
from bot.replies import Reply, Status
from bot.reviews import Exchange, ItemDetail
from bot.store.protocol import Store

KIND = "review"
FILL_IN = "what a right answer holds"
_LONGEST_WHY = 500


def promote(detail: ItemDetail, golden: Path, assistant: Assistant, store: Store) -> list[Line]:
    """Add the item's newest question to the golden questions in the folder `golden`, after those that stood before it in its thread.

    Returns the lines added; the last is the question itself. Raises GoldenError where it is golden already or the folder cannot
    be written, ReviewError where the item has no question left, or one that is right by all that is known.
    """
    if not detail.exchanges:
        raise ReviewError(f"item {detail.item.id} has no questions any more")
    turn = detail.exchanges[0].turn
    known = {line.id for line in read_lines(golden)}
    name = f"item-{detail.item.id}"
    if name in known:
        raise GoldenError(f"the line {name} is there already: edit it in {golden}")
    earlier = store.thread(turn.place, turn.id)
    lines = [_earlier(said, f"{name}-{number}", name) for number, said in enumerate(earlier, 1)]
    lines.append(_line(detail, turn, name, name if earlier else None, _settled(detail.exchanges[0], store, Reading(assistant))))
    asked = replies(lines, assistant)[-1]
    if not any(faults(lines[-1], asked, assistant)):
        raise ReviewError(f"item {detail.item.id}: {turn.question!r} is answered as it should be now: nothing to promote")
    _append(golden / f"{turn.language}.jsonl", lines)
    return lines


def _earlier(turn: StoredTurn, name: str, thread: str) -> Line:
    """A question that stood before it: only asked, for the sake of what follows."""
    return Line(id=name, lang=turn.language, q=turn.question, status=list(get_args(Status)), kind=KIND, why="asked before", thread=thread)


def _line(detail: ItemDetail, turn: StoredTurn, name: str, thread: str | None, settled: Reply | None) -> Line:
    """The question, with what is known: the answer that was bad is none, and what its asker found next holds."""
    bad = json.decode(turn.reply, type=Reply)
    line = Line(id=name, lang=turn.language, q=turn.question, status="answered", kind=KIND, why="", thread=thread)
    if bad.status == "answered":
        line = replace(line, must_not=[f"^{re.escape(fold_text(bad.text))}$"])
    if settled is not None:
        pairs = dict.fromkeys((claim.product, " ".join(claim.regions)) for claim in settled.hosting)
        line = replace(line, verdict=settled.verdict, hosting=list(pairs) or None, cite=[citation.quote for citation in settled.citations[:1]])
    if settled is None:
        line = replace(line, must=[[FILL_IN]])
    return replace(line, why=_why(detail, bad, settled)[:_LONGEST_WHY])


def _why(detail: ItemDetail, bad: Reply, settled: Reply | None) -> str:
    """Where the line comes from, what a maintainer said of it, and what is still to be filled in."""
    kinds = ", ".join(f"{kind} {count}" for kind, count in detail.item.kinds.items() if count)
    said = f"; {detail.item.reason}" if detail.item.reason else ""
    rest = "check it with the article: what the asker found next was taken for right" if settled else f"fill in `must` ({FILL_IN}) or another field"
    unknown = ", or make `status` unknown where the article does not say" if bad.status != "answered" else ""
    return f"item {detail.item.id}: {kinds}{said}; {rest}{unknown}"


def _settled(exchange: Exchange, store: Store, reading: Reading) -> Reply | None:
    """The answer that the asker got next in the thread, to a choice or to the same in other words; None after any other question."""
    turn = exchange.turn
    following = following_turn(turn, store)
    if following is None:
        return None
    is_the_same = following.instead_of == turn.id or "asked_again" in exchange.kinds or reading.meant(turn, following) is not None
    reply = json.decode(following.reply, type=Reply)
    return reply if is_the_same and reply.status == "answered" else None


def _append(path: Path, lines: list[Line]) -> None:
    """Write lines at the end of a file, which need not exist."""
    try:
        before = path.read_bytes() if path.exists() else b""
        begun = before and not before.endswith(b"\n")
        with path.open("ab") as out:
            out.write(b"\n" * bool(begun) + b"".join(json.encode(line) + b"\n" for line in lines))
    except OSError as error:
        raise GoldenError(f"{path} cannot be written: {error.strerror}") from None
