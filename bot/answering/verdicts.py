"""Yes or no from a statement: only where it speaks of all that the question says."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.knowledge.model import Said
from bot.knowledge.schema import Duration
from bot.replies import Verdict
from bot.understanding.lexicon import DATA, PART
from bot.understanding.question import Amount, Question, Where

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_SAME_LENGTH = 0.02


class Match(Struct, frozen=True):
    """A statement that answers a question: the line of `asked_by` that is in it, and how well it fits."""

    said: Said
    line: tuple[str, ...]
    weight: float
    excluded_products: tuple[str, ...] = ()


def verdict_of(match: Match, question: Question) -> Verdict | None:
    """What the statement says to a yes/no question, negation in the question counted."""
    truth = _truth(match, question)
    if truth is None or _is_qualified(match, question):
        return None
    if (question.negative or "none" in question.cues) and (question.cues & {"confirm", "never", "none"} or _negates_verb(question)):
        truth = not truth
    return "yes" if truth else "no"


def keys_of(question: Question) -> set[str]:
    """Everything that a line may ask for: subjects, data, parts aside, regions, cues, products, units, outside topics."""
    found = set(question.cues)
    for term in question.terms:
        if not term.negated:
            found.update(key for kind, key in zip(term.kinds, term.keys, strict=True) if kind != PART)
    found.update(where.code for where in question.regions if where.code)
    found.update(amount.unit for amount in question.amounts)
    return found


def _truth(match: Match, question: Question) -> bool | None:
    statement = match.said.statement
    if match.excluded_products:
        return False
    if statement.limited is False and statement.products and "only" in question.cues:
        return None
    keys = keys_of(question)
    denied = any(_stands(question, line, keys) for line in statement.denies)
    confirmed = any(_stands(question, line, keys) for line in statement.confirms)
    if denied and (("or" in question.cues and confirmed) or any(amount.bound for amount in question.amounts)):
        return None
    if denied:
        return False
    if "only" in question.cues and statement.products and not question.products:
        return None
    if question.amounts and statement.duration:
        return all(_holds(amount, statement.duration) for amount in question.amounts)
    if statement.numbers and question.numbers:
        return set(question.numbers) <= set(statement.numbers)
    return confirmed or None


def _is_qualified(match: Match, question: Question) -> bool:
    """Whether the question says more than the statement: places, "only", "all", conditions or bounds that it does not speak of."""
    statement = match.said.statement
    keys = keys_of(question)
    spoken = set(match.line).union(*(line for line in (*statement.confirms, *statement.denies) if _stands(question, line, keys)))
    if any(where.place or where.code not in spoken for where in question.regions):
        return True
    if question.cues & {"at_least", "at_most"} and not question.amounts:
        return True
    if question.cues & {"only", "without"} - spoken or (statement.products and "all" in question.cues):
        return True
    if "not" in question.cues and not question.cues & {"confirm", "none"} and not _negates_verb(question) and not opens_with_not(question):
        return True
    if question.amounts and statement.duration:
        whose = question.products or question.regions
        exactly = replace(question.amounts[0], bound="")
        edge = question.amounts[0].bound and _holds(exactly, statement.duration)
        return bool(edge or len(question.amounts) > 1 or (statement.products and not whose))
    return False


def opens_with_not(question: Question) -> bool:
    """Whether "not" belongs to the opening of the question ("isn't it ...?")."""
    return min(position for cue, position in question.positions if cue == "not") <= 1


def _negates_verb(question: Question) -> bool:
    """Whether "not" stands after what is said, not in the opening of the question ("isn't it ...?")."""
    first = min((position for cue, position in question.positions if cue == "not"), default=0)
    opening = min((position for cue, position in question.positions if cue == "aux"), default=99)
    return opening < first and first - opening > 1


def _stands(question: Question, line: list[str], keys: set[str]) -> bool:
    """Whether all words of a line are in the question; a region beside a subject must be the one nearest to it."""
    if not keys.issuperset(line):
        return False
    codes = {where.code for where in question.regions}
    regions = [word for word in line if word in codes]
    if any(not any(where.code == code and (where.wanted or question.negative) for where in question.regions) for code in regions):
        return False
    subjects = [term for term in question.terms if set(term.keys) & set(line) and DATA not in term.kinds]
    if len(regions) != 1 or not subjects or len({where.code for where in question.regions}) < 2:
        return True
    return _nearest_region(question.regions, subjects[-1].position) == regions[0]


def _nearest_region(regions: tuple[Where, ...], position: int) -> str:
    """The first region after a position, or the last before it."""
    after = [where for where in regions if where.position > position]
    return after[0].code if after else regions[-1].code


def _holds(amount: Amount, duration: Duration) -> bool:
    """Whether a stated length of time meets the one asked about."""
    days, asked = duration.amount * _DAYS[duration.unit], amount.amount * _DAYS[amount.unit]
    if amount.bound == "at_least":
        return days >= asked * (1 - _SAME_LENGTH)
    if amount.bound == "at_most":
        return days <= asked * (1 + _SAME_LENGTH)
    return abs(days - asked) <= asked * _SAME_LENGTH
