"""Clauses that tell something beside what a message asks."""

from __future__ import annotations

from bot.answering.dialogue.losing import tells_what_goes
from bot.understanding.linking.lexicon import DATA, PRODUCT, SOFTWARE
from bot.understanding.linking.mentions import has_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.openings import POSSESSING
from bot.understanding.syntax.question import OF_AGE, Question
from bot.understanding.syntax.scope import is_content, number_of

_SOUGHT = frozenset({"location_noun", "list", "compare", "quote_it", "where", "which", "product", "reports"})
_SPEAKING = frozenset({"subject", "customer", "staff", "duty"})
_HOME = frozenset({"own_place", "demand"})
_OPENING = ("what", "which", "where", "when", "how", "how_long", "how_many", "aux", "yes_no", "list")
_LATEST = 2


def states(clause: Clause, question: Question, marked: set[int]) -> bool:
    """Whether a clause tells something, its verb after what it speaks of, where other sentences (`marked`) have the question marks."""
    if not marked or clause.sentence in marked or clause.numbered:
        return False
    if _tells_why(question):
        return True
    if question.customers and question.cues >= _HOME and not question.kind:
        return True  # "One branch is in X, one in Y, and both want their data at home."
    if (question.amounts and _tells_length(question)) or (question.dates and question.kind in ("when", "")):
        return True  # "O log tem seis meses.", "the log dates from 3 March."
    if _only_tells(clause, question) or _tells_of_one(clause, question) or _tells_who_compares(question) or _tells_what_we_have(clause, question):
        return True
    if question.unknown and question.strange and _names_data_alone(question):
        return True
    verbs, negations = question.positions.at("aux"), question.positions.at("not")
    named = question.positions_of(PRODUCT) or question.positions.at_any("subject", "account")
    if any(at - 1 in negations for at in question.positions.at("yes_no")):
        return question.yes_no and "confirm" not in question.cues
    has = 0 in question.positions.at("using") and 0 in verbs  # "Temos um X em Y."
    told = bool(verbs and named) and (has or min(named) < min(verbs)) and bool(question.data or question.regions) and not question.kind
    first = min(question.positions_of(PRODUCT), default=len(clause.mentions))
    asks = any(at < first for at in question.positions.at("yes_no"))  # "Podem" after its subject asks nothing.
    return told and question.yes_no and not asks and question.cues.isdisjoint({"confirm", "reports"})


def _tells_why(question: Question) -> bool:
    """Whether a clause tells how somebody takes something, and only then names it, as the reason ("they are nervous because X holds Y")."""
    reasons, verbs = question.positions.at("because"), question.positions.at("aux")
    named = [term.position for term in question.terms if term.is_weighty and {PRODUCT, DATA} & set(term.kinds)]
    return bool(reasons and verbs and named) and 0 < min(verbs) < reasons[0] < min(named)


def _names_data_alone(question: Question) -> bool:
    """Whether a clause does something unknown with kinds of data, and asks for nothing ("the squad is frobbing X data")."""
    named = question.products or question.regions or question.own_concepts or question.amounts or question.outside or question.count
    asks = question.kind or question.cues & (_SOUGHT | {"contains", "confirm", "untrue", "define", "host", "it"})
    return bool(question.data) and not (named or asks)


def _tells_length(question: Question) -> bool:
    """Whether a length of time is the age of something, or what something is said to be ("policy = 90 days"), no question word before it."""
    defined = question.positions.at("define")
    asks = any(at <= 1 and at not in defined for at in question.positions.at_any(*_OPENING))
    return not asks and (question.amounts[-1].bound == OF_AGE or question.kind == "how_long" or bool(defined))


def only_names(clause: Clause) -> bool:
    """Whether a clause that asks nothing only names products, of one vendor or another, one to a line or in a row."""
    named = [mention for mention in clause.mentions if not {PRODUCT, SOFTWARE}.isdisjoint(mention.kinds)]
    return bool(named) and not clause.asked and all(mention in named or has_cue(mention, {"and", "or"}) for mention in clause.mentions)


def _tells_what_we_have(clause: Clause, question: Question) -> bool:
    """Whether a clause opens with a verb of having that has its subject in it ("temos X")."""
    first = clause.mentions[0]
    return not question.kind and has_cue(first, POSSESSING) and "aux" in first.cues and "yes_no" not in first.cues


def _tells_of_one(clause: Clause, question: Question) -> bool:
    """Whether some one product is told of by what it holds, of which another sentence then asks ("we use a product that keeps X")."""
    if not (question.yes_no and question.data and question.cues >= {"using", "product"}) or question.kind or question.products or question.regions:
        return False
    using = question.positions.at("using")[0]
    return any(using < at <= using + _LATEST and number_of(clause.mentions[at - 1]) == 1 for at in question.positions.at("product"))


def _tells_who_compares(question: Question) -> bool:
    """Whether it is told that somebody compares something with a product ("they are weighing it against X"), not asked that it be done."""
    if question.kind or "demand" in question.cues:
        return False
    first = min(question.positions.at("compare"), default=-1)
    return any(0 <= at < first for at in question.positions.at_any("subject", "customer"))


def _only_tells(clause: Clause, question: Question) -> bool:
    """Whether a clause that asks for nothing begins with what it speaks of ("our contract has an empty entry", "I have to explain it to them")."""
    if question.products or question.cues & _SOUGHT or (question.kind and ("duty", 0) not in question.positions and not tells_what_goes(question)):
        return False
    asking = question.positions.at_any("yes_no", "confirm", "untrue", "aux")
    opens = bool(asking) and not any(is_content(mention) or set(mention.cues) & _SPEAKING for mention in clause.mentions[: min(asking)])
    judged = question.regions or question.own_concepts or question.amounts or question.count  # "The other attachments are fine." tells.
    closes = bool(asking and judged) and max(asking) == len(clause.mentions) - 1
    return not opens and not closes
