"""Clauses that only remark on what the others of a message ask: how somebody takes it, that an answer is sought, what counts, what follows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.table.membership import PRODUCT_KINDS
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question
from bot.understanding.syntax.scope import is_place

_OF_SURPRISE = frozenset({"repeat", "claims"})
_CALLING = frozenset({
    "what", "how", "aux", "available", "yes_no", "subject", "customer", "assistant", "able", "reports", "claims", "it", "toward", "any", "would",
    "duty", "at", "help", "staff", "correction", "there", "who", "advice", "from", "of", "back_to",
})  # fmt: skip
_ASKING = frozenset({"location_noun", "list", "compare", "quote_it", "define"})

_PLACE_NOUN = frozenset({"location_noun", "finer", "data_center"})

Reading = tuple[Clause, Question]


def only_remarks(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause of a message only says something about what the others ask."""
    return any(tells(index, readings) for tells in (_sighs, _calls_for_answer, _says_what_counts, _tells_what_follows, _names_place))


def remarks(question: Question, readings: Sequence[Reading]) -> bool:
    """Whether a sentence only says something about what another one wants of products in a place ("X in Y. The policy has a rule on that.")."""
    said = question.cues >= {"it", "aux"} and not (question.products or question.regions or "product" in question.cues)
    return said and any(other.regions and (other.products or "product" in other.cues) for _, other in readings)


def _sighs(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a sentence names nothing and only says how somebody takes the answer, before one that asks ("how odd. And X?")."""
    clause, question = readings[index]
    asks_after = any(other.asked and other.sentence != clause.sentence for other, _ in readings[index + 1 :])
    if not asks_after or question.names_subject or question.regions:
        return False
    if question.cues <= _OF_SURPRISE:
        return True
    if clause.asked or clause.numbered or not question.cues.isdisjoint(_ASKING):
        return False
    verbs = question.positions.at("aux")
    return question.kind in ("what", "how") and not verbs if question.kind else question.yes_no and min(verbs, default=1) > 0


def _calls_for_answer(index: int, readings: Sequence[Reading]) -> bool:
    """Whether only an answer or help is asked for, before anything is named ("what can I tell them? ... Can X be in Y?"), or last of all."""
    clause, question = readings[index]
    if not clause.asked or question.kind not in ("", "what", "how") or question.names_subject or question.regions or question.unknown:
        return False
    if _closes_calling(question, [before for _, before in readings[:index]]):
        return True
    if not question.cues <= _CALLING or any(before.names_subject for _, before in readings[:index]):
        return False
    return any(other.asked and other.sentence != clause.sentence and (asked.names_subject or asked.regions) for other, asked in readings[index + 1 :])


def _closes_calling(question: Question, before: Sequence[Question]) -> bool:
    """Whether only somebody who is able to answer is asked for, after what is asked ("... the price of X? Can anybody answer today?")."""
    calls = "able" in question.cues and not question.kind and question.cues <= _CALLING - {"it", "subject"}
    return calls and any(asked.names_subject and (asked.kind or asked.yes_no or "reports" in asked.cues) for asked in before)


def _says_what_counts(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a sentence only says that some will not do, of the places just asked about ("in X and Y? Those with only one don't count.")."""
    clause, question = readings[index]
    if clause.asked or not index or "list" in question.cues or question.names_subject or question.regions or not question.negative:
        return False
    sought = readings[index - 1][1]
    return not clause.said.isdisjoint({"only", "not_both"}) and sought.kind in PRODUCT_KINDS and len(sought.regions) > 1


def _tells_what_follows(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause only tells what follows from a claim before it, which is judged after it ("X is in Y, which would sink us. Is that so?")."""
    clause, question = readings[index]
    if clause.asked or not index or readings[index - 1][0].sentence != clause.sentence or ("subject", 0) not in question.positions:
        return False
    if question.kind not in ("which", "what") or question.names_subject or question.regions:
        return False
    judging = (later for later, asked in readings[index + 1 :] if later.asked and not (asked.names_subject or asked.kind))
    return any(not later.cues.isdisjoint({"confirm", "untrue"}) for later in judging)


def _names_place(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause is no more than a place, or the word for one, at which a later one points ("Country: X. Any product there?")."""
    clause = readings[index][0]
    if clause.asked or not all(is_place(mention) or _PLACE_NOUN.issuperset(mention.cues) for mention in clause.mentions):
        return False
    return any("there" in question.cues and not question.regions for _, question in readings[index + 1 :])
