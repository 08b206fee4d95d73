"""Lengths of time that a clause names, with what bounds them: "at least six months", "logs from a year and a half ago"."""

from __future__ import annotations

from bot.understanding.linking.mentions import cues_of, have_cue
from bot.understanding.linking.units import measured
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import OF_AGE, Amount
from bot.understanding.syntax.scope import number_before, number_of

# Cues that bound a length of time, the more telling first.
_LEAST_AND_MOST = ("at_least", "at_most")
_BOUNDS = ("more_than", "fewer_than", *_LEAST_AND_MOST)
_HALF = 0.5
_REACH_OF_BOUND = 4  # How far before a length of time "at least" may stand.


def amount_at(clause: Clause, position: int) -> Amount | None:
    """The length of time whose unit stands at a position, None for a bare unit."""
    mentions = clause.mentions
    unit, amount = measured(mentions[position], number_before(mentions, position))
    if amount is None:
        return None
    before = cues_of(mentions[max(0, position - _REACH_OF_BOUND) : position])
    after = cues_of(mentions[position + 1 : position + 2])
    if "before" in cues_of(mentions[max(0, position - 2) : position]):
        before |= {"fewer_than"}
    half = _half_after(clause, position)
    bound = next((cue for cue in _BOUNDS if cue in before or (cue in after and cue in _LEAST_AND_MOST)), _age(clause, position, half))
    return Amount(amount + half, unit, bound, position)


def _age(clause: Clause, position: int, half: float) -> str:
    """OF_AGE where the word before a number, which opens no clause, or after its unit says how old something is; else ""."""
    mentions = clause.mentions
    places = (position - 2, position + (3 if half else 1))
    beside = [mentions[at] for at in places if 0 < at < len(mentions)]
    ended = all("and" in other.cues for other in mentions[position + 1 : position + 2])  # "O log tem seis meses."
    told = ended and not clause.asked and have_cue(beside, {"holds"})
    return OF_AGE if told or any(OF_AGE in mention.cues for mention in beside) else ""


def _half_after(clause: Clause, position: int) -> float:
    """What "and a half" after a unit adds."""
    following = clause.mentions[position + 1 : position + 3]
    joined = len(following) == 2 and "and" in following[0].cues
    return _HALF if joined and number_of(following[1]) == _HALF else 0.0
