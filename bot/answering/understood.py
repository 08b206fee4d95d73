"""What a message was understood to ask, with all that was found, and these findings as one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.dialogue import Asked, DialogueState
from bot.answering.findings import Finding, Sentence, say
from bot.answering.negation import is_denied
from bot.replies import Status
from bot.understanding.clause import Clause

_DENYING = frozenset({"not", "never", "none"})
_ABSENT = frozenset({"not", "none", "without"})
_STATUSES: tuple[Status, ...] = ("answered", "unknown", "clarify", "help")


class Understood(Struct, frozen=True):
    """A message's questions with their findings, what it says besides, and the thread's state after it."""

    asked: tuple[Asked, ...]
    corrections: tuple[Sentence, ...]
    talk: frozenset[str]
    state: DialogueState


def is_sure(found: Understood) -> bool:
    """Whether every question of a message has its answer, its yes or no where that is expected, and no word was passed over."""
    return bool(found.asked) and all(
        item.finding.status == "answered" and not item.read.unknown and (item.finding.verdict or not item.read.yes_no) for item in found.asked
    )


def settles_claims(found: Understood) -> bool:
    """Whether every claim of a message got a yes or no, or was refused for what lies outside the articles."""
    return bool(found.asked) and all(
        item.finding.verdict or (item.finding.status == "unknown" and (item.read.outside or item.read.software)) for item in found.asked
    )


def told_neutrally(found: Understood) -> Understood:
    """The same, claims told to be so or not in a sentence, since "yes" or "no" could be heard as the answer to something else."""
    return replace(found, asked=tuple(replace(item, finding=_told(item)) for item in found.asked))


def _told(item: Asked) -> Finding:
    """What was found for a claim, which is not called so or not where it denies something and yes means that this is there."""
    finding, question = item.finding, item.understood
    if not finding.verdict:
        return finding
    denies = not question.cues.isdisjoint(_DENYING) or any(not where.wanted for where in question.regions)
    if denies and not is_denied(question):
        return replace(finding, verdict=None)
    sentence = say("claim_holds" if finding.verdict == "yes" else "claim_fails")
    return replace(finding, verdict=None, opening=(sentence, *finding.opening))


def combine(found: Understood) -> Finding | None:
    """All findings of a message as one, or None where nothing was asked."""
    findings = [item.finding for item in found.asked]
    if len(findings) <= 1:
        return findings[0] if findings else None
    verdicts = {finding.verdict for finding in findings if finding.verdict}
    return Finding(
        next(status for status in _STATUSES if any(finding.status == status for finding in findings)),
        verdict=next(iter(verdicts)) if len(verdicts) == 1 else None,
        products=tuple(dict.fromkeys(product for finding in findings for product in finding.products)),
        facts=tuple(cell for finding in findings for cell in finding.facts),
        evidence=tuple(piece for finding in findings for piece in finding.evidence),
        choices=tuple(dict.fromkeys(choice for finding in findings for choice in finding.choices)),
        statements=tuple(key for finding in findings for key in finding.statements),
        confidence=min(finding.confidence for finding in findings),
        why=tuple(reason for finding in findings for reason in finding.why),
    )


def may_be_of_others(item: Asked) -> bool:
    """Whether what is asked about may be another vendor's, which is named beside it ("I know Zendesk. Where does it keep tickets?")."""
    return not item.understood.names_subject or ("it" in item.read.cues and not item.read.products)


def rests_on_statement(item: Asked, beside: Sequence[Clause]) -> bool:
    """Whether yes or no is said by a statement, which may hold under a condition alone ("we have the plain frob. Do data stay in X?").

    So may anything that is said by one, where what it speaks of may be said to be absent.
    """
    absent = any(not _ABSENT.isdisjoint(clause.said) for clause in beside)
    return bool(item.finding.statements and (item.finding.verdict or absent))
