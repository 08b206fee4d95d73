"""Messages that want what was told last once more: in another language, with its source, or because they take it for yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.dialogue import Asked
from bot.understanding.clause import Clause
from bot.understanding.lexicon import NUMBER, SMALL
from bot.understanding.question import Question
from bot.understanding.reading import read_question

_AGAIN = frozenset({"repeat", "reply_in", "quote_it"})
_ANSWERS = frozenset({"yes", "not", "none", "never"})
_ECHOES = _ANSWERS | {
    "without", "because", "of", "at", "and", "what_about", "it", "confirm", "those", "other", "aux", "subject", "any", "whichever", "both",
}  # fmt: skip
_WHICH = frozenset({"which", "product", "those", "it", "subject"})
_THANKS = ("thanks",)
_SAME = ("same",)
_LONGEST_ECHO = 7


def asks_again(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether a message asks nothing but what was `told` last."""
    again = _wants_it_again(read_question(whole(clauses))) or _says_what_for(clauses)
    return again or _wonders(clauses) or _takes_as_answer(clauses, told) or _points_at_told(clauses, told)


def whole(clauses: Sequence[Clause]) -> Clause:
    """A message without any question, read as one: keywords, or a pointer at what was said."""
    aside = frozenset(start for clause in clauses for start in clause.aside)
    asked = len(clauses) == 1 and clauses[0].asked
    return Clause(tuple(mention for clause in clauses for mention in clause.mentions), asked, aside)


def _wants_it_again(question: Question) -> bool:
    """Whether a message names nothing and wants the last answer once more, perhaps in another language or for its source."""
    return bool(question.cues & _AGAIN) and not _has_weight(question) and "article_says" not in question.cues


def _says_what_for(clauses: Sequence[Clause]) -> bool:
    """Whether one sentence wants the last answer once more and the others ask nothing ("again in X? I will send it to a client in Y")."""
    wanted = [_wants_it_again(read_question(clause)) for clause in clauses if not _AGAIN.isdisjoint(clause.cues)]
    if len(clauses) == 1 or wanted != [True]:
        return False
    others = [read_question(clause) for clause in clauses if _AGAIN.isdisjoint(clause.cues) and not clause.asked]
    return len(others) == len(clauses) - 1 and not any(other.kind or other.yes_no or other.products or other.data for other in others)


def _wonders(clauses: Sequence[Clause]) -> bool:
    """Whether a message is a question mark after small words, or thanks, and nothing else ("sure?", "that's all?")."""
    if len(clauses) != 1 or not clauses[0].asked:
        return False
    mentions = clauses[0].mentions
    words = mentions[1:] if len(mentions) > 1 and "aux" in mentions[0].cues else mentions  # "Is that all?"
    same = len(words) == 1 < len(mentions) and words[0].cues == _SAME  # "É mesmo?"
    return same or all(mention.kinds == (SMALL,) or mention.cues == _THANKS for mention in words)


def _takes_as_answer(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether a message only says what the last yes or no comes to ("so that's a no?", "neither?")."""
    if len(clauses) != 1 or _ANSWERS.isdisjoint(clauses[0].cues) or not any(item.finding.verdict for item in told):
        return False
    mentions = clauses[0].mentions
    said = clauses[0].asked or len(mentions) > 1
    small = all(_ECHOES.issuperset(mention.cues) and (mention.cues or mention.kinds[0] in (SMALL, NUMBER)) for mention in mentions)
    return said and small and len(mentions) <= _LONGEST_ECHO


def _points_at_told(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether "only those?" points at an answer that listed nothing, or "which?" at one that listed products."""
    if len(clauses) != 1 or not clauses[0].asked:
        return False
    cues, listed = clauses[0].cues, any(item.finding.products for item in told)
    asks = (listed and "which" in cues and cues <= _WHICH) or (cues >= {"only", "those"} and (listed or not any(item.finding.facts for item in told)))
    return asks and not _has_weight(read_question(clauses[0]))


def _has_weight(question: Question) -> bool:
    """Whether a question names anything that an answer would have to explain."""
    named = question.products or question.data or question.regions or question.outside or question.software or question.unknown
    return bool(named) or any(term.is_weighty for term in question.terms)
