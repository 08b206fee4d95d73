"""Clauses that ask nothing themselves: they only lead to what the clauses after them ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.dialogue.remarking import Reading
from bot.answering.dialogue.stating import only_names
from bot.answering.table.membership import chooses_among_holders
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question

_LONGEST_HEAD = 4
_ASKING_ASSENT = frozenset({"confirm", "untrue", "yes_no", "yes", "claims", "reports", "only", "demand"})
_SOUGHT_FIRST = frozenset({"where", "how_long", "how_many", "who", "why", "when", "how", "what", "which"})
_ANY = frozenset({"any", "or"})
SOUGHT_ALONE = frozenset({"when", "who", "where", "how_long", "how_many"})


def _is_label(clause: Clause, question: Question) -> bool:
    """Whether a clause only says that kinds of data are named after it ("data categories: chats")."""
    return question.kind == "which_data" and not (clause.asked or clause.has_content)


def _is_premise(clause: Clause, question: Question) -> bool:
    """Whether a clause tells, or supposes, that something is so: its verb stands after what it speaks of, and nobody asks for assent."""
    tells = question.kind == "what" or (question.yes_no and not question.kind)
    if not (tells and question.regions and question.cues.isdisjoint(_ASKING_ASSENT)):
        return False
    subjects = (*(term.position for term in question.terms if term.is_weighty), *question.positions.at("account"))
    named = min(subjects, default=len(clause.mentions))
    verbs = question.positions.at_any("aux", "host")
    return bool(verbs) and named < verbs[0] < question.regions[0].position


def _asks_plainly(question: Question) -> bool:
    """Whether a question opens with its question word, or with its verb."""
    return any(at <= 1 and (cue in _SOUGHT_FIRST or (cue == "aux" and question.yes_no)) for cue, at in question.positions)


def announces(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause only says what kind of answer is wanted, for which its sentence then asks ("I need a date for this note: when ...?")."""
    clause, question = readings[index]
    if question.kind not in SOUGHT_ALONE or question.products or question.data or question.regions:
        return False
    following = readings[index + 1 : index + 2]
    return any(other.sentence == clause.sentence and asked.kind == question.kind and asked.has_subject for other, asked in following)


def _has_question_word_after(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a question word alone asks for what a clause tells more of ("they want the list of places where X can be. Which places?")."""
    if not readings[index][1].has_subject or index + 1 == len(readings):
        return False
    clause, question = readings[index + 1]
    bare = clause.asked and len(clause.mentions) == 1 and not question.has_subject
    return bare and question.kind in ("which", "where") and readings[index][1].kind in ("", "where")


def _heads_rows(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause is the head of a table whose rows are products, each of which is asked about ("product | in X?")."""
    (clause, question), rows = readings[index], readings[index + 1 :]
    named = question.products or question.data or question.unknown or question.kind not in ("", "where")
    if not rows or named or ("product", 0) not in question.positions or len(clause.mentions) > _LONGEST_HEAD:
        return False
    return all(row.sentence != clause.sentence and len(row.mentions) == 1 and asked.products for row, asked in rows)


def _asks_of_it(following: Sequence[Reading]) -> bool:
    """Whether something is asked of what was named before it."""
    return any(question.kind and "it" in question.cues and not question.regions for _, question in following)


def leads_to(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause only names what the rest of its sentence then asks ("tickets vs chats: same region?")."""
    clause, question = readings[index]
    then = next((asked for other, asked in readings[index + 1 : index + 2] if other.sentence == clause.sentence), None)
    if question.regions and len(clause.mentions) == 1 and _asks_of_it(readings[index + 1 : index + 2]):
        return True  # "X? What does it stand for?"
    chosen_from = then and then.kind and question.cues >= {"from", "list"} and only_products(question)  # "From this list, X and Z, what is left?"
    if chosen_from or (clause.numbered and then and (then.kind or then.yes_no) and not then.products and only_names(clause)):
        return True  # "(i) X: the retention of logs".
    premise = _is_premise(clause, question) or ("still", 0) in question.positions  # "Once the year is over, how long ...?"
    if then and ((_is_label(clause, question) and then.data) or (premise and _asks_plainly(then))):
        return True
    if (
        announces(index, readings)
        or _heads_rows(index, readings)
        or (then and chooses_among_holders(question, then) and not question.positions.at("aux"))
    ):
        return True
    if not clause.asked and _has_question_word_after(index, readings):
        return True
    counts = question.kind == "where" and (question.count or question.cues & {"most", "fewest"})
    if not (counts or question.kind in ("", "when", "how", "what")) or clause.asked or index + 1 == len(readings):
        return False
    following, asked = readings[index + 1]
    whole = len(question.products) == 1 and question.regions and "product" in asked.cues
    if question.kind and question.kind == asked.kind and question.regions and asked.negative and "demand" not in question.cues:
        return False
    adds_which = asked.kind == "which" and not asked.has_subject and 0 in asked.positions.at_any("and", "what_about")
    asks_any = adds_which and (_asks_plainly(question) or not question.cues.isdisjoint(_ANY))  # "Is any of X and Y in Z, and which?"
    if question.yes_no and (asked.kind != "which" or whole or asks_any):
        return False
    if following.sentence == clause.sentence and not question.has_subject and question.kind in ("", "what") and following.asked:
        return True
    is_topic = ("what_about", 0) in question.positions and only_products(question)
    own = asked.products or (
        not is_topic and (asked.own_concepts or asked.outside or (asked.data and (not question.kind or "contains" in question.cues)))
    )
    return (
        following.sentence == clause.sentence and not own and bool(asked.kind or asked.yes_no or asked.cues & {"same", "difference", "location_noun"})
    )


def only_products(question: Question) -> bool:
    """Whether products are all that a clause names, as in "we have Freshdesk and Freshsales"."""
    return bool(question.products) and not (
        question.data or question.regions or question.outside or any(term.is_weighty and PRODUCT not in term.kinds for term in question.terms)
    )
