"""Where a yes would make what can be chosen into what is so: a promise ("can I guarantee that X stays in Y?"), all data of all products."""

from __future__ import annotations

from bot.answering.common.findings import Finding
from bot.answering.common.table import HostingTable
from bot.answering.table.by_rows import is_of_whole
from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, PRODUCT
from bot.understanding.syntax.question import Question

_PLEDGING = frozenset({"vouches", "ensures"})
_KEPT_AS_DEMANDED = frozenset({"stays_put", "suffices"})  # "X must not leave Y. Compliant?"
_ONESELF = frozenset({"aux", "oneself", "yes_no", "because", "how"})
_POSSIBLE = ("available", "option", "able", "would")
_OF_OTHERS = frozenset({*_POSSIBLE, "any", "loses", "demand"})  # Cues that all data can be somewhere, or that ask what is not.


def says_more_than_possible(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether a yes would turn what can be chosen into a promise, or into what is so of all data; not where they can be nowhere else."""
    if found.verdict is None or found.statements or not question.regions:
        return False
    if "lasting" in question.cues and _is_while_without(question):
        return True
    if len(question.products) != 1 and _is_of_all_data(question) and len(found.products) in (0, len(table.knowledge.products)):
        return (found.verdict == "yes" or bool(found.products)) and not _only_there(table, question, found)
    if found.verdict != "yes":
        return not (question.products or question.data or found.products) and _denies_choice(question)
    if "regions" in question.filled and not any(where.wanted for where in question.regions) and "usage" in question.cues:
        return _only_there(table, question, found)  # "If Y is out, can we use X?"
    if question.cues >= _KEPT_AS_DEMANDED:
        return not _only_there(table, question, found)
    return not _PLEDGING.isdisjoint(question.cues) and _pledges(table, question, found)


def is_assured(question: Question, found: Finding) -> bool:
    """Whether it is asked if something is certain ("can you guarantee that ...?"), unless that is that something is not where no row lists it."""
    return ("assured" in question.cues and not _is_of_absence(question, found)) or ("vouches" in question.cues and _is_vouched_for(question))


def _is_of_absence(question: Question, found: Finding) -> bool:
    """Whether a place is denied that no row lists, so that nothing can be there ("can you guarantee that X is not in Y?")."""
    return not found.statements and bool(question.regions) and not any(where.wanted for where in question.regions)


def _is_vouched_for(question: Question) -> bool:
    """Whether it is asked if somebody who is named vouches for something."""
    before = {at - 1 for at in question.positions.at("vouches")}
    return bool(before) and any(term.position in before and {CONCEPT, DATA, EVERYDAY, PRODUCT} & set(term.kinds) for term in question.terms)


def _denies_choice(question: Question) -> bool:
    """Whether a claim to be confirmed says of a place alone that it cannot be had ("Y isn't an option, right?")."""
    tag = max(question.positions.at("confirm"), default=-1)
    return any(denial < at < tag for denial in question.positions.at("not") for at in question.positions.at("available"))


def _is_while_without(question: Question) -> bool:
    """Whether a product is asked about for as long as there is nothing of something, told before it ("as long as we use no apps, ...")."""
    first = min(question.own_positions_of(PRODUCT), default=-1)
    return any(at < first for at in question.positions.at("none"))


def _is_of_all_data(question: Question) -> bool:
    """Whether all data, of several products or whatever one, are said to be somewhere ("is everything stored in Y?"), not that they can be."""
    told = question.kind or len(question.regions) > 1 or question.regions[0].beyond or not question.cues.isdisjoint(_OF_OTHERS)
    return not told and is_of_whole(question)


def _pledges(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether somebody's own word is to be given that data are somewhere."""
    if any(where.beyond or not where.wanted for where in question.regions):
        return False  # Whoever chooses a place can keep data out of another one.
    at = next((at for at in question.positions.at_any(*_PLEDGING) if _is_own(question, at)), -1)
    return at >= 0 and _says_being(question, at) and not _only_there(table, question, found)


def _is_own(question: Question, at: int) -> bool:
    """Whether the word at a position is given by those who ask: "can I", "we" or a verb of being able stands before it."""
    return at == 0 or "confirm" in question.cues_at(at) or not _ONESELF.isdisjoint(question.cues_at(at - 1))


def _says_being(question: Question, at: int) -> bool:
    """Whether something is said to be or stay somewhere after a position, not that it can ("that X stays in Y", not "Y for X")."""
    if any(place > at for place in question.positions.at_any(*_POSSIBLE)):
        return False
    stays = any(term.position > at and CONCEPT in term.kinds for term in question.terms)
    return stays or any(place > at for place in question.positions.at_any("host", "aux", "holds"))


def _only_there(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether all that was found has no place but those that are named."""
    codes = {code for fact, _ in found.facts for code in fact.regions}
    return bool(codes) and all(any(table.geography.settles(code, where) for where in question.regions) for code in codes)
