"""Questions for advice, and for what somebody must do, on which no fact says yes or no ("should we host it in X?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.statements.unproven import not_said
from bot.answering.table.regions import is_exclusive
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

# The last mention that still opens a question.
_LAST_OF_OPENING = 3
# Cues of advice, and of advice and duty: of a statement one asks with duty what is to be expected ("should we assume that ...?").
_ADVICE = frozenset({"advice"})
_DUTIES = _ADVICE | {"duty"}

# Cues of what somebody would do with data.
_DOING = frozenset({"host", "holds", "using", "available"})

# Cues of verbs that ask whether something can be.
_ASKING_VERBS = frozenset({"aux", "host", "available", "yes_no"})


def without_advice(finding: Finding, question: Question) -> Finding:
    """What was found; to a question that asks for advice or duty ("should we host X in Y?") only as the nearest that is said."""
    if not _asks_advice(question, _DUTIES if not finding.statements else _ADVICE):
        return finding
    return not_said(finding, "no_advice") if question.yes_no else replace(finding, verdict=None)


def _asks_advice(question: Question, cues: frozenset[str]) -> bool:
    """Whether a question opens with one of `cues`, and not only with why it is asked ("we must be in Y, can X do that?")."""
    if _asks_what_they_would(question):
        return True
    opening = question.positions.at_any(*cues)
    if "able" in question.cues or not any(_is_for_people(question, at) for at in opening):
        return False
    if is_exclusive(question) and not any(at + 1 in question.positions.at("subject") for at in opening):  # "Must a customer of X put up with Y?"
        return False
    product = max(question.positions_of(PRODUCT), default=-1)
    given = any(where.position < product for where in question.regions)
    return not (given and any(at > product and cue in _ASKING_VERBS for cue, at in question.positions))


def _asks_what_they_would(question: Question) -> bool:
    """Whether the one who is asked, named or not, would host something somewhere (told by the ending of the verb)."""
    at = next((at for at in question.positions.at("would") if at >= 0), -1)
    cues = question.cues_at(at) if at >= 0 else set[str]()
    doing = not cues.isdisjoint(_DOING) and "aux" not in cues
    return doing and (at == 0 or at - 1 in question.positions.at("assistant"))


def _is_for_people(question: Question, at: int) -> bool:
    """Whether a word of advice opens a question; a verb such as "should" only where people follow it ("should we", not "should X be in Y")."""
    customers = question.positions.at("customer")
    people = at + 1 in question.positions.at("subject") or at + 1 in customers or at + 2 in customers
    return at <= _LAST_OF_OPENING and (people or at not in question.positions.at("aux"))
