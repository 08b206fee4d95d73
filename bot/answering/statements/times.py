"""Whether a question asks how things were before, or in another time than the articles speak of."""

from __future__ import annotations

from bot.answering.common.negation import is_no_longer
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question
from bot.understanding.syntax.scope import REPORTING

# Cues of verbs that ask or tell: one after what a past verb says of makes that verb a mere part of it ("X was sold to us in Y, is it there?").
_VERBS = frozenset({"aux", "yes_no", "host", "holds"})
# What somebody said, or remembers, is told in the past too ("they told us that it was in X", "it was in X, right?").
_REPORTED = REPORTING | {"confirm"}
_TIMES = frozenset({"past", "ever", "season", "still"})  # Without any of these cues no other time is spoken of.
# Kinds of question whose answer is a list; "where was X?" is mostly asked by those who try to remember.
_LISTING = frozenset({"which", "how_many", "who"})
# Cues of a verb that asks if something ever is so, and of what may stand beside it.
_EVER = frozenset({"aux", "ever"})
_BESIDE_EVER = _EVER | {"it", "past", "at", "host", "there", "would", "available", "those", "subject"}
# The perfect's verb opens a question ("has X ever left Y?").
_LAST_OF_OPENING = 2


def asks_of_another_time(question: Question) -> bool:
    """Whether a question for yes or no, or for products, is of the past ("was X in Y?", "has it ever left Y?") or of a time ("... this year?")."""
    if question.cues.isdisjoint(_TIMES) or not (question.yes_no or question.kind in _LISTING):
        return False
    return (
        _is_past(question)
        or _is_perfect(question)
        or _asks_if_ever(question)
        or _names_time(question)
        or (not question.yes_no and is_no_longer(question))
    )


def _is_past(question: Question) -> bool:
    if "past" not in question.cues:
        return False
    telling = {at for cue, at in question.positions if cue in REPORTING}
    at = next((at for cue, at in question.positions if cue == "past" and at >= 0 and at not in telling), None)
    if at is None or any(cue in _REPORTED and told != at for cue, told in question.positions):
        return False
    if at > 1 and {("subject", at - 1), ("what", at - 1)} & set(question.positions):
        return False
    named = min((term.position for term in question.terms if PRODUCT in term.kinds and term.position > at), default=at)
    if any(cue == "aux" and at < position < named for cue, position in question.positions):
        return False
    said = [where.position for where in question.mentioned] + [amount.position for amount in question.amounts]
    first = min((position for position in said if position > at), default=-1)
    return first > 0 and not any(cue in _VERBS and position > first for cue, position in question.positions)


def _is_perfect(question: Question) -> bool:
    if not question.cues >= {"perfect", "ever"} or question.amounts or question.dates or not question.cues.isdisjoint(_REPORTED):
        return False
    modal = min(question.positions.at("aux"), default=_LAST_OF_OPENING)  # "Would X have been possible in Y?" is no question of the past.
    return any(0 <= at <= _LAST_OF_OPENING and at <= modal for at in question.positions.at("perfect"))


def _asks_if_ever(question: Question) -> bool:
    """Whether nothing is said but that what was asked may be so at any time ("X is not in Y." - "Will it ever?")."""
    if not _EVER <= question.positions.by_cue.keys():
        return False
    own = {cue for cue, at in question.positions if at >= 0}
    return own >= _EVER and own <= _BESIDE_EVER and ("aux", 0) in question.positions and all(term.position < 0 for term in question.terms)


def _names_time(question: Question) -> bool:
    """Whether a stretch of time opens or ends a question; in its midst it tells of something else."""
    if "season" not in question.cues:
        return False
    last = max((at for _, at in question.positions), default=0)
    named = max((term.position for term in question.terms), default=0)
    return any(cue == "season" and (at == 0 or at >= max(last, named)) for cue, at in question.positions)
