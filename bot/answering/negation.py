"""Which stretches of a question are negated."""

from __future__ import annotations

from msgspec import Struct

from bot.understanding.question import BEFORE, Question

_FAR = 10 * BEFORE

# How far after "without" or "no" a word stands that is negated with it.
_REACH = 3


class Segment(Struct, frozen=True):
    """Positions `start` to `end` (exclusive) of a question, negated as a whole or not."""

    start: int
    end: int
    negated: bool


def segments(question: Question) -> list[Segment]:
    """The question cut where a negated part begins after "and" or "but", or ends before "but"."""
    negations = sorted({position for cue, position in question.positions if cue in ("not", "never", "none", "without")})
    genuine = [position for position in negations if _negates(question, position)]
    if not genuine:
        return [Segment(-_FAR, _FAR, False)]
    first = genuine[0]
    joins = [position for cue, position in question.positions if cue in ("and", "but") and position < first and _named_before(question, position)]
    ends = [position for cue, position in question.positions if cue == "but" and position > first]
    start, end = max(joins, default=-_FAR), min(ends, default=_FAR)
    return [Segment(-_FAR, start, False), Segment(start, end, True), Segment(end, _FAR, False)]


def opens_with_not(question: Question) -> bool:
    """Whether "not" belongs to the opening of the question ("isn't it ...?")."""
    return min(position for cue, position in question.positions if cue == "not") <= 1


def not_only(question: Question, position: int) -> bool:
    """Whether "only" at a position is itself negated ("not only")."""
    return ("not", position - 1) in question.positions


def is_open(question: Question, position: int) -> bool:
    """Whether what "without" at a position takes away is something that the question names as absent."""
    return any(term.negated and position < term.position <= position + _REACH for term in question.terms)


def _negates(question: Question, position: int) -> bool:
    """Whether a negation turns what is said: not the "n't" that opens a question, "not only", or "no" before a mere circumstance."""
    at = question.positions
    if ("only", position + 1) in at or ("confirm", position) in at or ("yes_no", position) in at or is_open(question, position):
        return False
    if ("not", position) not in at and ("never", position) not in at and ("none", position) not in at:
        return False
    if ("never", position) in at or ("none", position) in at or ("without", position) in at:
        return True
    told = any(cue in ("confirm", "reports", "yes_no", "because", "untrue") and before < position for cue, before in at)
    opens = ("aux", position) in at or ("aux", position - 1) in at or ("at", position - 1) in at or position == 0
    return told or _named_before(question, position) or not opens


def _named_before(question: Question, position: int) -> bool:
    """Whether something is named before a position."""
    return any(0 <= term.position < position for term in question.terms)
