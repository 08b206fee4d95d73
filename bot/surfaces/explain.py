"""How a question was understood and answered, for whoever mends the knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from bot.answering.common.findings import Finding
from bot.answering.dialogue.dialogue import Asked
from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.replies import HostingClaim
from bot.surfaces.incoming import without_controls
from bot.understanding.syntax.question import Question

# What a question holds besides what only serves its reading, with the subjects among its terms.
_SHOWN = (*(name for name in Question.__struct_fields__ if name not in ("terms", "positions", "asked", "filled", "confidence")), "concepts")


def explanation(turn: Turn, assistant: Assistant) -> list[str]:
    """The mentions with readings and scores, what is asked, what the thread filled in, the facts that answered, refusals.

    The headings are the language's phrases; keys stand as they do in the knowledge's files.
    """
    phrasing = assistant.phrasing(turn.reply.language)
    lines = ["", *_section("mentions", _mentions(turn), phrasing)]
    for number, asked in enumerate(turn.understood.asked, 1):
        lines += _asked(number, asked, phrasing)
    if not turn.understood.asked:
        lines += _section(_outcome(turn.finding), turn.finding.why, phrasing)
    lines += _section("talk", sorted(turn.understood.talk), phrasing)
    lines += _section("facts", [_fact(claim) for claim in turn.reply.hosting], phrasing)
    lines += [f"{phrasing.phrases['status']}: {turn.reply.status}, {turn.reply.language}, {turn.reply.confidence:.2f}"]
    return [without_controls(line) for line in lines]


def _section(key: str, entries: Iterable[str], phrasing: Phrasing) -> list[str]:
    """A heading over its entries; nothing where there are none."""
    indented = [f"  {entry}" for entry in entries]
    return [f"{phrasing.phrases[key]}:", *indented] if indented else []


def _mentions(turn: Turn) -> Iterator[str]:
    """Each mention as typed, as read where that differs, with all that it may mean and its score."""
    shown = [f"{mention.text} → {mention.read_as}" if mention.read_as else mention.text for mention in turn.mentions]
    width = max((len(text) for text in shown), default=0)
    for text, mention in zip(shown, turn.mentions, strict=True):
        yield f"{text.ljust(min(width, 40))}  {mention.score:.2f}  {' | '.join(mention.meanings)}"


def _asked(number: int, asked: Asked, phrasing: Phrasing) -> list[str]:
    """A question as read, what was filled in, and what answered or refused it."""
    lines = _section("asked", [f"{number}. {_content(asked.read)}"], phrasing)
    filled = [name for name in _SHOWN if getattr(asked.understood, name) != getattr(asked.read, name)]
    lines += _section("filled_in", [f"{name}: {_value(getattr(asked.understood, name))}" for name in filled], phrasing)
    return lines + _section(_outcome(asked.finding), asked.finding.why, phrasing)


def _outcome(finding: Finding) -> str:
    return "answered_by" if finding.status == "answered" else "refused"


def _content(question: Question) -> str:
    """All that a question holds, "field: value" each."""
    held = ((name, getattr(question, name)) for name in _SHOWN)
    return "; ".join(f"{name}: {_value(value)}" for name, value in held if value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | frozenset | set):
        return ", ".join(map(_value, value) if isinstance(value, tuple) else sorted(map(_value, value))) or "-"
    if isinstance(value, Struct):
        return " ".join(f"{name}={getattr(value, name)}" for name in value.__struct_fields__ if getattr(value, name) not in ("", None))
    return str(value) or "-"


def _fact(claim: HostingClaim) -> str:
    return f"{claim.product} ({', '.join(claim.data)}): {' '.join(claim.regions)}{' *' if claim.inherited else ''}"
