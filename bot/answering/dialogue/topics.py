"""Whether a message in which nothing seems to be asked is about something all the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.dialogue.dialogue import DialogueState
from bot.answering.dialogue.thanking import only_tells
from bot.understanding.linking.lexicon import OUTSIDE, PRODUCT, SMALL
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question
from bot.understanding.syntax.scope import is_place, names

_POINTING = frozenset({"it", "those", "other", "there", "yes_no", "rest", "what_about", "first_one"})
_TELLING = frozenset({"past", "ever", "perfect"})
_MEASURING = frozenset({"all", "same", "only", "reverse"})


def asks_for_help(clause: Clause) -> bool:
    """Whether a clause ends by asking what can be asked, after what only tells of those who speak ("I am new to this channel, what can I ask?")."""
    at = max(clause.positions.at("help"), default=0)
    asks = clause.asked and at in clause.pauses and clause.mentions[at].end - clause.mentions[at].start > 1
    named = any(names(mention) or PRODUCT in mention.kinds or "it" in mention.cues for mention in clause.mentions if not is_place(mention))
    return asks and not named and all(mention.kinds == (SMALL,) for mention in clause.mentions[at + 1 :])


def only_asks_for_help(clauses: Sequence[Clause], question: Question) -> bool:
    """Whether what can be asked is all that a message asks, `question` being the whole of it ("I am from third-party risk. What can I ask?")."""
    asks = any(clause.asked and "help" in clause.talk for clause in clauses)
    return asks and not (question.products or question.regions or question.data or question.outside)


def is_about_something(question: Question, talk: frozenset[str]) -> bool:
    """Whether a question names or points at anything, beside the small `talk` of its message."""
    if only_tells(question, talk):
        return False
    if (question.cues & _POINTING or (question.asked and (question.cues & _MEASURING or question.dates))) and not talk and not question.has_subject:
        return True
    asks = question.kind or question.regions or question.products or question.asked or question.outside or question.own_concepts
    if "thanks" in talk and not asks and (question.unknown or question.cues & _TELLING):
        return False  # "Thanks, I closed the ticket."
    follows = question.maybe_data and question.cues & {"correction", "what_about"}
    named = question.cues >= {"all", "product"} or question.data or question.regions or question.besides or question.software
    others = bool(named or follows or ("product" in question.cues and question.has_subject))
    if not talk & {"thanks", "insult", "greeting"} or question.cues & {"demand", "suffices"}:
        others = others or bool(question.outside or question.unknown)
    if question.products and "what_about" in question.cues and not talk & {"greeting", "insult"}:
        return True
    silent = {PRODUCT, OUTSIDE} if "thanks" in talk else {PRODUCT}
    weighty = others or any(term.is_weighty for term in question.terms if silent.isdisjoint(term.kinds))
    return bool(weighty or (question.products and (question.cues & {"host", "location_noun"} or not talk & {"thanks", "insult"})))


def drops_from_list(question: Question, state: DialogueState) -> bool:
    """Whether products are only set aside from those that were just listed, which asks for the others ("drop X")."""
    listed = state.told[-1].finding.products if state.told else ()
    plain = not (question.products or question.regions or question.data or question.unknown)
    aside = not question.cues.isdisjoint({"leave_aside", "except", "without"})
    return plain and aside and bool(question.excluded_products) and set(question.excluded_products) <= set(listed)
