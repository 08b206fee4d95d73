"""Whether what was told last is so of other products too ("same for X?", "does X follow that rule?", "which others?")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.answering.findings import Finding
from bot.answering.following import LIKENED, VERBAL
from bot.knowledge.model import Said
from bot.knowledge.schema import Statement
from bot.understanding.lexicon import PRODUCT
from bot.understanding.question import Positions, Question

# Cues that liken one product to another without a word of places, and those that show that places are meant.
_ALIKE = frozenset({"same", "applies"})
_OF_PLACES = frozenset({"location_noun", "host", "there", "where"})

# Cues of a question for products that points at what was told, and those that may stand beside them.
_ASKING = frozenset({"applies", "other", "rest", "what_about", "it", "more_than"})
_BESIDE = _ASKING | VERBAL | {"which", "what", "who", "product", "toward", "same", "those", "contains", "define", "thanks", "but"}

# Cues that ask for how many of them it is so, which the statement itself has to say.
_SWEEPING = frozenset({"only", "all", "or"})


def applied(question: Question, last: Question, told: Sequence[Finding], statements: Mapping[str, Said]) -> Question | None:
    """The question as one of the statement that was told last; None where it is none of that."""
    key = next((key for finding in reversed(told) for key in finding.statements[:1]), "")
    if not key or told[-1].facts:
        return None
    statement = statements[key].statement
    if _asks_of_products(question, last, statement):
        return _of_statement(question, statement, yes_no=question.yes_no or _is_judged(question) or last.yes_no)
    if _asks_which(question) and statement.products:
        return _of_statement(replace(question, kind="which", cues=question.cues | {"product"}), statement, yes_no=False)
    return None


def _asks_of_products(question: Question, last: Question, statement: Statement) -> bool:
    if not question.products or _says_more(question) or question.kind or question.cues & (_OF_PLACES | _SWEEPING) or LIKENED in last.filled:
        return False
    if _is_judged(question):
        return True
    goes_on = question.cues & {"what_about", "and"} or (question.yes_no and question.cues <= VERBAL)
    return bool(goes_on) and statement.limited and not set(question.products) <= set(statement.products)


def _is_judged(question: Question) -> bool:
    """Whether it is asked if something is so of the products."""
    return bool(question.cues & _ALIKE) or (question.yes_no and question.cues >= {"what_about", "it"})


def _asks_which(question: Question) -> bool:
    """Whether a question names nothing and asks for which products what was told is so."""
    asks = question.kind in ("which", "who") or (question.kind == "what" and "product" in question.cues)
    return asks and not question.products and not _says_more(question) and bool(question.cues & _ASKING) and question.cues <= _BESIDE


def _says_more(question: Question) -> bool:
    """Whether a question names anything besides products that an answer would have to explain."""
    named = question.data or question.regions or question.outside or question.software or question.unknown or question.amounts or question.count
    return bool(named) or any(term.is_weighty and PRODUCT not in term.kinds for term in question.terms)


def _of_statement(question: Question, statement: Statement, *, yes_no: bool) -> Question:
    """The question with nothing left in it but its products, its negation, and the statement that it is about."""
    cues = (question.cues - _ALIKE) | {"applies"}
    positions = Positions((("applies", -1), *(item for item in question.positions if item[0] not in _ALIKE)))
    terms = tuple(term for term in question.terms if PRODUCT in term.kinds)
    made = replace(question, told=statement.key, yes_no=yes_no, terms=terms, cues=cues, positions=positions)
    return made if made.kind else replace(made, filled=(*question.filled, "terms"))
