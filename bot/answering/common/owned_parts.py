"""Whose parts are asked about in the definitions, and of which of two kinds of data: the one that owns them, or the one on the other side."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.model import Defined
from bot.understanding.linking.lexicon import DATA, PART
from bot.understanding.syntax.question import Question

_SEVERAL = 2
_NEXT = 2  # The number of mentions from "of" to what it stands before, an article between them, at most.


def across(items: list[Defined], question: Question) -> list[Defined]:
    """Those on the other side of "includes" or "is part of" than the parts, where any are ("is the e-mail of an X part of Y data?").

    Without such a verb they are those that do not own the part ("is the phone of an X in Y data?").
    """
    if len(items) < _SEVERAL:
        return items
    verb = min(question.positions.at("contains"), default=-1)
    if verb < 0:
        return [item for item in items if not _owns(question, item)] or items if question.yes_no else items
    own = {data for item in items for data in item.definition.data}
    parts = [term for term in question.terms if PART in term.kinds]
    plain = [term for term in parts if own.isdisjoint(term.keys)] or parts  # "Ticket attachments" are a part and name its owner too.
    sides = {term.position > verb for term in plain}
    beyond = {key for term in question.terms if DATA in term.kinds and {term.position <= verb} == sides for key in term.keys}
    return [item for item in items if not beyond.isdisjoint(item.definition.data)] or items


def of_others(question: Question, item: Defined, defined: Mapping[str, Defined]) -> bool:
    """Whether a part of the data of some people is asked for that is other people's ("is the e-mail of an X part of Y's data?")."""
    if not item.definition.of_people:
        return False
    others = (defined[key] for key in question.data if key in defined and defined[key] is not item)
    return any(other.definition.of_people and _owns(question, other) for other in others)


def _owns(question: Question, item: Defined) -> bool:
    """Whether a part that is named is said to be of a kind of data."""
    owners = [term.position for term in question.terms if not set(term.keys).isdisjoint(item.definition.data)]
    plain = set(question.positions_of(PART)).difference(owners)
    return any(is_owned(plain, at, owner) for owner in owners for at in question.positions.at_any("of", "subject", "where"))


def is_owned(parts: set[int], of: int, owner: int) -> bool:
    """Whether "of" or "that" at a position joins an owner after it to a part before it, or "of" them the other way ("the user's e-mail")."""
    return (not parts.isdisjoint((of - 1, of - 2)) and 0 < owner - of <= _NEXT) or (of - 1 == owner and of + 1 in parts)


def is_only_part(item: Defined, question: Question) -> bool:
    """Whether a definition was found only by a word that rather names a part of another one, named before it or after "definition of"."""
    naming = [term for term in question.terms if {DATA, PART} & set(term.kinds)] if question.parts else []
    led = any(naming[0].position < at < naming[-1].position for at in question.positions.at("definitions")) if naming else False
    led = led or asks_which_definition(question)
    return any({DATA, PART} <= set(term.kinds) and set(term.keys) & set(item.definition.data) for term in naming[not led :])


def asks_which_definition(question: Question) -> bool:
    """Whether it is asked which definition names something ("in which definition are ticket details?")."""
    first, leading = min(question.positions_of(PART), default=-1), question.positions.at("of")
    asked = any(at < first and not any(at < of < first for of in leading) for at in question.positions.at("definitions"))
    parts = all(PART in term.kinds for term in question.terms if DATA in term.kinds)
    return asked and parts and "contains" in question.cues and question.kind in ("which", "define", "")
