"""A whole message answered: its clauses in order, each completed by what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.answer import Answerer, answer
from bot.answering.dialogue import Completed, DialogueState, advance, complete, complete_from_message, with_topic
from bot.answering.findings import Finding, Sentence, Status, names, say
from bot.understanding.clauses import Clause
from bot.understanding.lexicon import DATA, PRODUCT
from bot.understanding.question import Question
from bot.understanding.reading import read_question

_REQUESTS = frozenset({"location_noun", "list", "compare", "yes_no", "confirm", "quote_it", "define"})
_POINTING = frozenset({"it", "those", "other", "there", "yes_no", "rest", "what_about"})
_STATUSES: tuple[Status, ...] = ("answered", "unknown", "clarify", "help")
_MOST_QUESTIONS = 8


class Asked(Struct, frozen=True):
    """A clause that asks: as read, as completed, and what was found."""

    read: Question
    understood: Question
    finding: Finding


class Understood(Struct, frozen=True):
    """A message's questions with their findings, what it says besides, and the thread's state after it."""

    asked: tuple[Asked, ...]
    corrections: tuple[Sentence, ...]
    talk: frozenset[str]
    state: DialogueState


def understand(answerer: Answerer, clauses: Sequence[Clause], state: DialogueState) -> Understood:
    """Answer every question of a message, in order, in the light of `state`."""
    talk = frozenset(kind for clause in clauses for kind in clause.talk)
    readings = [(clause, read_question(clause)) for clause in clauses]
    asking = [_is_asked(clause, question) and not _leads_to(index, readings) for index, (clause, question) in enumerate(readings)]
    if not any(asking):
        aside = frozenset(start for clause in clauses for start in clause.aside)
        whole = Clause(tuple(mention for clause in clauses for mention in clause.mentions), aside=aside)
        question = read_question(whole)
        if not _is_about_something(question, talk):
            return Understood((), (), talk, state)
        readings, asking = [(whole, question)], [True]
    asked: list[Asked] = []
    corrections: list[Sentence] = []
    context: Question | None = None
    context_sentence = -1
    thread = state
    for index, (clause, question) in enumerate(readings):
        if not asking[index]:
            if question.has_subject or question.cues & {"first_one"}:
                corrections += _presuppositions(answerer, clause, question)
                context, context_sentence = _joined(context, question), clause.sentence
            continue
        completed = complete(complete_from_message(question, context, clause.sentence == context_sentence), thread)
        later = _context_after(readings[index + 1 :], asking[index + 1 :])
        if later is not None and not (completed.question.products or completed.question.data) and not _has_topic(completed.question):
            completed = complete(complete_from_message(question, later, False), thread)
        if question.cues & {"rest"} and thread.seen and not question.products:
            completed = Completed(completed.question, tuple(key for key in answerer.knowledge.products if key not in thread.seen))
        elif completed.listed and question.yes_no and not question.cues & {"any"} and question.regions and not question.kind:
            completed = Completed(replace(completed.question, products=completed.listed), ())
        finding = answer(answerer, completed.question, completed.listed)
        if finding.status == "unknown" and "data" in completed.question.filled and completed.question.products:
            completed, finding = _without_data(answerer, completed, finding)
        if asked and _is_refused(asked[-1]) and question.cues & {"it", "those"} and not question.products and not question.regions and not (question.data and question.kind == "where") and finding.status == "answered":
            finding = asked[-1].finding
        elif finding.status in ("unknown", "clarify") and thread.question is not None and completed.question.has_subject:
            completed, finding = _with_topic(answerer, completed, thread, finding)
        asked.append(Asked(question, completed.question, finding))
        if finding.status in ("answered", "unknown") and completed.question.has_subject or finding.status == "clarify":
            thread = advance(thread, completed.question, finding.products, state.language)
        if len(asked) >= _MOST_QUESTIONS:
            break
    return Understood(tuple(_worth_telling(asked)), tuple(corrections), talk, thread)


def _is_refused(asked: Asked) -> bool:
    """Whether a question was refused for what it names, so that "his" or "its" in the next cannot be known either."""
    named = asked.understood.unknown or asked.understood.software or asked.understood.outside
    return asked.finding.status == "unknown" and bool(named) or asked.finding.status == "clarify"


def _leads_to(index: int, readings: Sequence[tuple[Clause, Question]]) -> bool:
    """Whether a clause only names what the rest of its sentence then asks ("tickets vs chats: same region?")."""
    clause, question = readings[index]
    if question.kind not in ("", "when", "how", "what") or question.yes_no or clause.asked or index + 1 == len(readings):
        return False
    following, asked = readings[index + 1]
    own = asked.products or asked.concepts or asked.outside or asked.data and not question.kind
    return following.sentence == clause.sentence and not own and bool(asked.kind or asked.yes_no or asked.cues & {"same", "difference", "location_noun"})


def _without_data(answerer: Answerer, completed: Completed, finding: Finding) -> tuple[Completed, Finding]:
    """A second try without the kind of data that the thread spoke of, where the new product does not list it."""
    question = replace(completed.question, data=(), terms=tuple(term for term in completed.question.terms if not (DATA in term.kinds and not term.text)))
    found = answer(answerer, question, completed.listed)
    return (Completed(question, completed.listed), found) if found.status == "answered" else (completed, finding)


def _is_about_something(question: Question, talk: frozenset[str]) -> bool:
    """Whether a message without any question is one all the same: keywords, or a pointer at what was said."""
    if question.cues & _POINTING and not talk and not question.has_subject:
        return True
    weighty = question.data or question.regions or question.outside or question.software or question.unknown or any(term.text for term in question.terms if PRODUCT not in term.kinds)
    return bool(weighty or (question.products and not (talk & {"thanks", "insult"})))


def _with_topic(answerer: Answerer, completed: Completed, thread: DialogueState, finding: Finding) -> tuple[Completed, Finding]:
    """A second try with the thread's subject taken up, for a question that alone finds nothing."""
    fuller = with_topic(completed.question, thread)
    if fuller is None:
        return completed, finding
    found = answer(answerer, fuller, completed.listed)
    return (Completed(fuller, completed.listed), found) if found.status == "answered" else (completed, finding)


def _is_asked(clause: Clause, question: Question) -> bool:
    if not clause.mentions:
        return False
    if clause.talk & {"greeting", "thanks", "help", "insult"} and not (question.kind in ("how_many", "where", "which") and question.cues & {"it", "those"}) and not (question.products or question.data or question.regions or question.concepts or question.outside or question.software):
        return False
    if not clause.asked and any(cue == "because" and at <= 1 for cue, at in question.positions):
        return False
    if clause.talk & {"injection"} and not question.has_subject:
        return False
    if not question.has_subject and not question.kind and not question.yes_no and not clause.cues() & {"location_noun", "quote_it", "compare"}:
        return False
    return clause.asked or bool(question.kind) or bool(question.cues & _REQUESTS) or question.yes_no or (clause.numbered and clause.has_content)


def _has_topic(question: Question) -> bool:
    return bool(question.concepts) or bool(question.regions and question.kind == "which")


def _joined(old: Question | None, new: Question) -> Question:
    """Context gathered clause by clause: what is named later replaces what was named before of the same kind."""
    if old is None:
        return new
    return replace(
        new,
        products=new.products or old.products,
        data=new.data or old.data,
        regions=new.regions or old.regions,
        terms=(*new.terms, *old.terms),
        outside=(*old.outside, *new.outside),
        software=(*old.software, *new.software),
    )


def _context_after(readings: Sequence[tuple[Clause, Question]], asking: Sequence[bool]) -> Question | None:
    """What the message names after a question, as in "Which regions? It is about Freshteam."."""
    found: Question | None = None
    for (_, question), asks in zip(readings, asking, strict=True):
        if not asks and question.products:
            found = _joined(found, question)
    return found


def _presuppositions(answerer: Answerer, clause: Clause, question: Question) -> list[Sentence]:
    """A correction where a clause such as "since X is in Y" takes something for granted that the table denies."""
    opens = [position for cue, position in question.positions if cue == "because"]
    if not opens or min(opens) > 1 or question.negative or not question.products or not question.regions:
        return []
    table = answerer.table
    absent = [
        table.geography.place_of(where)
        for where in question.regions
        if all(table.geography.within(table.regions(product), where) is False for product in question.products)
    ]
    return [say("correction", places=names("place", *absent), products=names("product", *question.products))] if absent else []


def _worth_telling(asked: Sequence[Asked]) -> list[Asked]:
    """All answers once; of what could not be answered beside them, only what was plainly asked."""
    if not any(item.finding.status == "answered" for item in asked):
        strong = [item for item in asked if item.understood.has_subject] or list(asked)
        return strong[-1:] if all(item.finding.status == "clarify" for item in strong) else [item for item in strong if item.finding.status != "clarify"] or strong[-1:]
    kept: list[Asked] = []
    for item in asked:
        if item.finding.status == "clarify" or (item.finding.status == "unknown" and not _is_plainly_asked(item)):
            continue
        if not any(other.finding.sentences == item.finding.sentences for other in kept):
            kept.append(item)
    return kept


def _is_plainly_asked(item: Asked) -> bool:
    """Whether a question that cannot be answered was surely one, and not small talk around the others."""
    if item.read.asked and item.read.unknown:
        return True
    named = item.understood.outside or item.understood.software or item.understood.kind
    return bool(named) and (item.read.asked or item.read.kind not in ("", "what", "how", "when", "who"))


def combine(found: Understood) -> Finding | None:
    """All findings of a message as one, or None where nothing was asked."""
    findings = [item.finding for item in found.asked]
    if not findings:
        return None
    if len(findings) == 1 and not found.corrections:
        return findings[0]
    status = next(status for status in _STATUSES if any(finding.status == status for finding in findings))
    verdicts = {finding.verdict for finding in findings if finding.verdict}
    return Finding(
        status,
        verdict=next(iter(verdicts)) if len(verdicts) == 1 else None,
        products=tuple(dict.fromkeys(product for finding in findings for product in finding.products)),
        facts=tuple(cell for finding in findings for cell in finding.facts),
        evidence=tuple(piece for finding in findings for piece in finding.evidence),
        choices=tuple(dict.fromkeys(choice for finding in findings for choice in finding.choices)),
        statements=tuple(key for finding in findings for key in finding.statements),
        confidence=min(finding.confidence for finding in findings),
        why=tuple(reason for finding in findings for reason in finding.why),
    )
