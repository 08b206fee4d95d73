"""Whether a place asked about is the region in which an account is hosted, where a statement says that something is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.answering.common.account import as_home
from bot.answering.common.claims import HOME
from bot.answering.common.geography import Geography
from bot.understanding.syntax.question import Question, Where

_HOSTED = ("customer", "account", "host")
_PAIR = 2
_REACH = 4  # So many words before a place stands who is hosted there.


def holds_at_home(question: Question, places: Sequence[Where], words: Mapping[str, Sequence[int]]) -> bool | None:
    """Whether the places asked about are the region of the account; None where it is not said where that is."""
    own = {where.code for where in places if where.origin or where.position < 0}
    others = {where.code for where in places if not (where.origin or where.position < 0)}
    if not own and others and _is_of_everybody(question):
        return False
    if not own and len(others) == 1 and _tells_whose(question, words.get(HOME, ())):
        return True
    return others <= own if own and others else None


def _is_of_everybody(question: Question) -> bool:
    """Whether something is said of all customers, of all regions or of all of a subject ("the logs of all customers in X?")."""
    every = question.positions.at("all")
    customers = question.positions.at("customer")
    if any(at + step in customers for at in every for step in (1, 2)):
        return True
    if question.products:
        return False  # One that has a single region keeps all of it there.
    subjects = {term.position for term in question.own_concepts if term.position >= 0}
    leading = question.positions.at("toward")
    whole = any(at + 1 in subjects or (at + 1 in leading and at + 2 in subjects) for at in every)
    return whole or any(abs(at - subject) <= _PAIR for at in question.positions.at("every_region") for subject in subjects)


def _tells_whose(question: Question, named: Sequence[int]) -> bool:
    """Whether the only place tells whose region is named after a verb ("is the frob of a customer hosted in X kept in their own region?")."""
    if len(question.mentioned) != 1 or not named:
        return False
    place = question.mentioned[0].position
    hosted = any(0 < place - at <= _REACH for at in question.positions.at_any(*_HOSTED))
    return hosted and any(place < at < max(named) for at in question.positions.at_any("aux", "host", "holds"))


def told_home(geography: Geography, question: Question) -> Question:
    """What a clause tells, an account's city being in the country that holds it, where that is a region ("our account in Mumbai")."""
    if "account" not in question.cues or not any(where.place for where in question.mentioned):
        return question
    return replace(question, mentioned=tuple(geography.own_region(where) if where.place else where for where in question.mentioned))


def homes(told: Question) -> tuple[Where, ...]:
    """The places where a clause tells that an account is, as said before the question."""
    if "account" not in told.cues or told.negative:
        return ()
    return tuple(as_home(where) for where in told.mentioned if where.code and where.wanted and not where.beyond)
