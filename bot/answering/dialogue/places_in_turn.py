"""The places of which the same was asked one by one, for what is then asked of all of them ("which are in X?" - "in Y?" - "in both?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.table.membership import PRODUCT_KINDS
from bot.understanding.syntax.question import ONE, Question, Where

_PAIR = 2
_OF_ALL = frozenset({"both", "all", "none", "never", "every_region"})
_DENYING = frozenset({"not", "none", "never", "without"})
_SMALL = frozenset({"and", "what_about", "at", "those", "of", "it", "location_noun", "product", "subject"})
_PLAIN = _OF_ALL | _DENYING | _SMALL | {"which", "how_many", "aux", "host", "yes_no", "available", "any"}


def in_turn(before: tuple[Where, ...], read: Question, understood: Question) -> tuple[Where, ...]:
    """The places asked about so far, after a question: more where it swaps the place of the one before, else its own."""
    if understood.kind not in PRODUCT_KINDS or understood.products:
        return ()
    if not read.regions:
        return before if before and not read.names_subject else understood.regions
    if read.kind in ("", "which") and "what_about" in read.cues and before:
        named = {where.code for where in understood.regions}
        return (*(where for where in before if where.code not in named), *understood.regions)
    return understood.regions


def asks_of_all(question: Question, last: Question, places: tuple[Where, ...]) -> bool:
    """Whether it is asked of all places that were asked about one by one."""
    if _asks_of_one(question) and len(places) == _PAIR and not (question.regions or question.names_subject or question.unknown):
        return True
    again = len(places) == len(last.regions) and "regions" in last.filled and all(where.wanted for where in places)
    if len(places) < _PAIR or not (again or len(places) > len(last.regions)) or question.regions or question.names_subject or question.unknown:
        return False
    if question.kind not in ("", *PRODUCT_KINDS) or question.cues.isdisjoint(_OF_ALL) or not question.cues <= _PLAIN:
        return False
    return question.group_size in (0, _PAIR, len(places))


def _asks_of_one(question: Question) -> bool:
    """Whether products in only one of the places are asked for ("which only in one of them?")."""
    alone = "not_both" in question.cues or question.cues >= {"only", "those"}
    plain = question.cues <= _PLAIN | {"only", "not_both", "whichever", "subject"}
    return alone and plain and question.kind in ("", "which") and not question.group_size


def of_all(question: Question, last: Question, places: tuple[Where, ...]) -> Question | None:
    """The question of all those places; None where it is left open which are meant."""
    if "only" in last.cues:
        return None
    places = places[-question.group_size :] if question.group_size else places
    if any(where.only or where.beyond for where in places) or len({where.wanted for where in places}) > 1:
        return None
    if _asks_of_one(question):
        places, question = tuple(replace(where, choice=ONE, wanted=True) for where in places), replace(question, kind="which")
    denied = not question.cues.isdisjoint(_DENYING)
    regions = tuple(replace(where, wanted=where.wanted and not denied, position=at) for at, where in enumerate(places, 1))
    kind = question.kind or last.kind
    one = {"not_both"} if places[0].choice == ONE else set[str]()
    cues = frozenset({"which", "product"} | one | ({"not"} if denied or not places[0].wanted else set()))
    return replace(question, kind=kind, yes_no=False, regions=regions, data=last.data, group_size=0, cues=cues, filled=(*question.filled, "regions"))
