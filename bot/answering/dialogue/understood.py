"""What a message was understood to ask, with all that was found, and these findings as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.findings import Finding, Sentence, say, without_yes
from bot.answering.common.negation import is_denied
from bot.answering.dialogue.dialogue import Asked, DialogueState
from bot.replies import Status, Verdict
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question

_DENYING = frozenset({"not", "never", "none"})
_ABSENT = frozenset({"not", "none", "without"})
_CLAIMING = frozenset({"aux", "host", "confirm", "yes_no", "claims", "contains", "untrue"})
_REQUESTING = frozenset({"list", "reports"})
_STATUSES: tuple[Status, ...] = ("answered", "unknown", "clarify", "help")
_OF_TOLD = frozenset({"both", "those"})


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


def tells_more(found: Understood, other: Understood) -> bool:
    """Whether another reading with more questions has the answers to all, the same verdict, and tells something of the text besides all else."""
    settled = all(item.finding.status == "answered" or (item.finding.status == "unknown" and item.read.outside) for item in found.asked)
    refused = any(item.finding.status == "unknown" for item in found.asked)
    plain = not any(item.read.yes_no or item.finding.verdict for item in found.asked)  # "The regions of X and a copy of the certificate."
    wanted = [item for item in found.asked if not (item.read.outside and plain)]
    if refused and not all(_asks(item) and (item.read.products or item.read.outside) for item in wanted):
        return False
    if len(found.asked) <= len(other.asked) or not settled or any(item.read.unknown for item in wanted):
        return False
    if any(item.read.yes_no and not item.read.kind and not item.finding.verdict and item.finding.facts for item in found.asked):
        return False
    told, before = [_quotes(item) for item in found.asked], _union(map(_quotes, other.asked))
    judged = all(item.finding.verdict and item.finding.statements for item in found.asked)
    same = judged or all(_agrees(item, quotes, other) for item, quotes in zip(found.asked, told, strict=True))
    apart = all(not quotes or quotes - _union(told[:at] + told[at + 1 :]) for at, quotes in enumerate(told))
    of_text = any(item.finding.statements or item.read.outside for item in found.asked)
    return same and apart and of_text and _union(told) > before


def _agrees(item: Asked, quotes: set[str], other: Understood) -> bool:
    """Whether what is told has the verdict that another reading tells the same with."""
    return all(item.finding.verdict == before.finding.verdict for before in other.asked if before.finding.verdict and _quotes(before) & quotes)


def tells_same(found: Understood, other: Understood) -> bool:
    """Whether another reading comes to the same findings."""
    return [item.finding for item in found.asked] == [item.finding for item in other.asked]


def without_yes_of_headings(found: Understood) -> Understood:
    """The same, what only names something getting no yes ("the regions of X and the clouds of Y")."""
    return replace(found, asked=tuple(item if _claims(item) else replace(item, finding=without_yes(item.finding)) for item in found.asked))


def with_one_verdict(found: Understood) -> Understood:
    """The same, no part of one claim getting yes where the whole of it is not so, or not said."""
    if all(item.finding.verdict == "yes" for item in found.asked):
        return found
    return replace(found, asked=tuple(replace(item, finding=without_yes(item.finding)) for item in found.asked))


def without_yes_of_half(found: Understood) -> Understood:
    """The same, no part of one claim getting yes where another part of it is not so, or not said; what is claimed of rows is told row by row."""
    unsaid = any(item.finding.status == "unknown" and (item.read.outside or not item.read.kind) for item in found.asked)
    unsaid = unsaid or any(item.finding.verdict == "no" and item.finding.statements for item in found.asked)
    return with_one_verdict(found) if unsaid else found


def _claims(item: Asked) -> bool:
    return bool(item.read.regions) or not item.read.cues.isdisjoint(_CLAIMING)


def _asks(item: Asked) -> bool:
    return bool(item.read.kind) or item.read.yes_no or not item.read.cues.isdisjoint(_REQUESTING)


def _union(quotes: Iterable[set[str]]) -> set[str]:
    return set[str]().union(*quotes)


def _quotes(item: Asked) -> set[str]:
    """The quotes that prove what is told."""
    return {piece.quote for piece in item.finding.evidence} if item.finding.status == "answered" else set()


def told_neutrally(found: Understood) -> Understood:
    """The same, claims told to be so or not in a sentence, since "yes" or "no" could be heard as the answer to something else."""
    return replace(found, asked=tuple(replace(item, finding=_told(item)) for item in found.asked))


def with_verdict_turned(found: Understood) -> Understood:
    """The same, yes said where what was judged is not so and no where it is, since the opposite is asked."""
    turned: dict[Verdict | None, Verdict] = {"yes": "no", "no": "yes"}
    asked = (replace(item, finding=replace(item.finding, verdict=turned.get(item.finding.verdict))) for item in found.asked)
    return replace(found, asked=tuple(asked))


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


def as_told(found: Understood) -> list[Finding]:
    """The findings of a message in the order in which they are told, each without what another one says already."""
    findings = [item.finding for item in found.asked]
    if len(findings) <= 1:
        return findings
    answers = [sentence for finding in findings for sentence in finding.sentences]
    said: list[Sentence] = []
    told: list[Finding] = []
    for finding in findings:
        sentences = finding.sentences if finding.verdict else tuple(sentence for sentence in finding.sentences if sentence not in said)
        conditions = tuple(sentence for sentence in finding.conditions if sentence not in said and sentence not in answers)
        said += (*sentences, *conditions)
        if sentences or conditions or finding.rows or finding.opening or finding.nearest:
            told.append(replace(finding, sentences=sentences, conditions=conditions))
    return told


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


def points_back(question: Question) -> bool:
    """Whether products are asked for that suit what was told before ("which work for both?"), or parts by a definition spoken of before."""
    if question.kind != "which" or question.products or question.regions or question.count:
        return False
    return "definitions" in question.cues if question.parts else not (question.data or question.cues.isdisjoint(_OF_TOLD))
