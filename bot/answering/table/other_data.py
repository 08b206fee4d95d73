"""Questions for all data of the product just spoken of, or for all but the kinds just spoken of ("X's tickets in Y? Everything? All the rest?")."""

from __future__ import annotations

from collections.abc import Set

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.understanding.syntax.question import Question, Term, Where

_OTHER = frozenset({"rest", "other", "more_than"})
_OF_DATA = frozenset({"data", "everything"})
_ASKING = frozenset({"which", "what", "list", "aux"})
_SWEEPING = frozenset({"all", "any"})

# Cues of those that are pointed at, or of what is no kind of data.
_OF_OTHERS = frozenset({"product", "location_noun", "only", "or", "both", "except", "besides", "account", "customer", "applies", "every_region"})


def asked_of_all_data(question: Question, last: Question, explained: Set[str]) -> Question | None:
    """The question of all data of the one product just spoken of, or of all but those; None where it is of something else.

    It names no subject but those that the tables have `explained`.
    """
    others = not question.cues.isdisjoint(_OTHER)
    if others and question.kind == "which_data" and "what_about" in question.cues and question.cues.isdisjoint(_ASKING):
        question = replace(question, kind="", cues=question.cues | {"data"})  # "And the other data types?"
    if _is_of_others(question) or len(last.products) != 1 or (not last.data and (others or "everything" not in question.cues)):
        return None
    swept = question.cues & (_SWEEPING if last.data else {"all"})
    of_data = question.cues & _OF_DATA and (others or swept) and "those" not in question.cues
    of_data = of_data or ("rest" in question.cues and len(last.data) == 1) or (others and question.kind == "what")
    if not of_data or _names_more(question, explained) or last.own_concepts or last.amounts:
        return None
    regions = question.regions or tuple(replace(where, wanted=True) for where in last.regions)
    if not regions or any(where.beyond or where.only for where in regions):
        return None
    if "not" in question.cues:
        return _that_is_not(question, last, regions) if others and (question.kind or "any" in question.cues) else None
    if question.kind:
        return None
    cues = frozenset({"data", "all" if "all" in question.cues or "any" not in question.cues else "any"}) | (
        question.cues & {"confirm", "untrue", "claims"}
    )
    made = replace(
        question, products=last.products, regions=regions, kind="", yes_no=True, cues=cues, filled=(*question.filled, "products", "regions")
    )
    return replace(made, excluded_data=last.data if others else ())


def asked_of_left_out(question: Question, last: Question) -> Question | None:
    """The question where the data are that were just left out of one product ("X but for tickets and chats?" - "And those?"), else None."""
    if "those" not in question.cues or not last.excluded_data or len(last.products) != 1 or not question.cues.isdisjoint(_OF_OTHERS | _OTHER):
        return None
    named = question.products or question.data or question.regions or question.own_concepts or question.outside or question.unknown
    if named or question.kind not in ("", "where") or question.group_size not in (0, len(last.excluded_data)):
        return None
    filled = (*question.filled, "products", "data")
    return replace(question, products=last.products, data=last.excluded_data, kind="where", cues=question.cues - {"those"}, filled=filled)


def tells_of_others(question: Question, last: Question | None, told: Finding, found: Finding) -> bool:
    """Whether the other data are asked about, and what was found tells only of those that the answer before, `told`, spoke of ("the rest too?")."""
    if question.cues.isdisjoint({"rest", "other"}) or question.data or last is None or not found.statements or found.facts or not told.statements:
        return False
    unnamed = not (question.kind or question.products or "product" in question.cues)
    of_data = "data" in question.cues or (bool(last.data) and unnamed)
    subjects = {key for term in last.terms for key in term.keys}
    return of_data and all(not subjects.isdisjoint(term.keys) for term in _without_joining(question))


def _without_joining(question: Question) -> list[Term]:
    """The subjects that a question names, but for words that only join it to what was asked before ("too")."""
    joining = question.positions.at("and")
    return [term for term in question.own_concepts if term.position not in joining]


def _is_of_others(question: Question) -> bool:
    """Whether those are pointed at, or what is no kind of data."""
    joined = set(question.positions.at("both")).issubset(question.positions.at("and"))
    return not question.cues.isdisjoint(_OF_OTHERS - {"both"} if joined else _OF_OTHERS)


def _that_is_not(question: Question, last: Question, regions: tuple[Where, ...]) -> Question:
    """The question which data of the product are not in the places."""
    refused = tuple(replace(where, wanted=False) for where in regions)
    cues = frozenset({"kind_of_data", "not", "host"})
    filled = (*question.filled, "products", "regions")
    return replace(question, products=last.products, regions=refused, kind="which_data", yes_no=False, cues=cues, filled=filled)


def _names_more(question: Question, explained: Set[str]) -> bool:
    """Whether something else is named, or more asked than if all data are somewhere."""
    named = question.products or question.data or question.outside or question.software or question.unknown or question.amounts or question.count
    if named or question.kind not in ("", "what") or question.group_size or question.customers or question.parts:
        return True
    return any(explained.isdisjoint(term.keys) for term in _without_joining(question))
