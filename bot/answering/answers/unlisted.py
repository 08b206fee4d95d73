"""Whether more is asked than what was found tells: how places compare, what others keep or open, how one account is split."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.table import HostingTable
from bot.answering.statements.definitions import Definitions
from bot.answering.statements.statements import Statements
from bot.answering.statements.times import asks_of_another_time
from bot.answering.statements.unproven import asks_quality, lists_too_much, not_said
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.syntax.parties import BY_OTHERS
from bot.understanding.syntax.question import Question

# Cues of what is counted where more or fewer of it are asked for, or where others than a place are; how far after that it stands.
_COUNTED = ("location_noun", "available", "product", "data_center", "data", "kind_of_data", "every_region", "only")
_SIZES = ("more_than", "fewer_than")
_REACH_OF_COUNTED = 2
_REACH_OF_THAN = 3
_REACH_OF_SINGLE = 2
_REACH_OF_SUBJECT = 5


def as_unsaid(table: HostingTable, statements: Statements, definitions: Definitions, question: Question, found: Finding) -> Finding | None:
    """What was found, told only as the nearest that is said, where more is asked; None where it answers."""
    if found.statements and table.knowledge.statements[found.statements[0]].statement.says_nothing:
        return replace(found, status="unknown", verdict=None)
    if asks_of_another_time(question):
        return not_said(found, "not_of_then")
    if found.facts and (undefined := definitions.undefined(question)):
        return replace(not_said(found), sentences=(say("not_defined", data=names("data", *undefined)),))
    if found.statements and not found.verdict and _lacks_condition(statements, question, found):
        return not_said(found)
    if _asks_unlisted(question, found) or asks_quality(table.knowledge, question, found):
        return not_said(found)
    return not_said(found) if found.products and not found.statements and lists_too_much(table, question, found) else None


def _lacks_condition(statements: Statements, question: Question, found: Finding) -> bool:
    """Whether what a statement holds for is said to be absent ("without a custom mailbox, ...")."""
    absent = {key for term in question.terms if term.negated and CONCEPT in term.kinds for key in term.keys}
    return bool(absent) and any(statements.holds_only_with(key, absent) for key in found.statements[:1])


def _asks_unlisted(question: Question, found: Finding) -> bool:
    """Whether more is asked of hosting than where data can be."""
    if found.status != "answered":
        return False
    done = BY_OTHERS in question.cues and question.kind in ("", "who")
    if done or (found.facts and _asks_best(question)):
        return True
    if not (found.facts and (question.yes_no or found.verdict)):
        return False
    if found.verdict == "yes" and _spreads_account(question):
        return True
    return splits_account(question) or _is_for_some(question) or _is_of_custom(question) or _compares_quality(question)


def splits_account(question: Question) -> bool:
    """Whether it is asked if one account can have some of its data in one place, and perhaps others elsewhere."""
    accounts = question.positions.at("account") if question.data and question.regions else ()
    if not accounts:
        return False
    single = question.positions.at_any("same", "only", "sole")
    one = any(0 < at - before <= _REACH_OF_SINGLE for at in accounts for before in single)
    return one or (len(question.regions) > 1 and "assured" in question.cues)


def _spreads_account(question: Question) -> bool:
    """Whether it is asked if an account can be in several places ("can one account be in X and Y?"), not in one of them."""
    places = [where.position for where in question.regions]
    return (
        len(places) > 1
        and not question.cues.isdisjoint({"and", "both"})
        and "or" not in question.cues
        and any(at < max(places) for at in question.positions.at("account"))
    )


def _is_for_some(question: Question) -> bool:
    """Whether it is asked if something is only for customers of a kind ("is X in Y only for big customers?"), not for those somewhere."""
    if not question.positions.at("only") or not question.positions.at("customer"):
        return False
    last = max((where.position for where in (*question.regions, *question.customers)), default=-1)
    bounds = [at for at in question.positions.at("only") if at > last]
    return any(0 < at - bound <= _REACH_OF_SINGLE for at in question.positions.at("customer") for bound in bounds)


def _is_of_custom(question: Question) -> bool:
    """Whether it is asked what customers do or did ("do most customers choose X?", "has anybody chosen X?"), not what they can."""
    customers = question.positions.at("customer")
    if not customers:
        return False
    many = question.positions.at_any("majority", "share")
    done = [at for at in question.positions.at("perfect") if at <= 1 and ("what_about", at) not in question.positions]
    chosen = set(question.positions.at("available")).difference(done)
    acted = any(0 < at - before <= _REACH_OF_SUBJECT and any(after > at for after in chosen) for at in customers for before in done)
    return acted or any(0 < at - before <= _REACH_OF_SINGLE for at in customers for before in many)


def _asks_best(question: Question) -> bool:
    """Whether the best or the most of places is asked for ("which region is better for X?", "is Y the safest region?"), not which there are."""
    positions = question.positions
    if not (positions.at("advice") or positions.at("more_than")):
        return False
    asked = positions.at_any("where", "which") if question.kind in ("where", "which") else ()
    if any(0 < at - word <= _REACH_OF_SINGLE for at in positions.at("advice") for word in asked):
        return True
    named = {*(term.position for term in question.terms), *(where.position for where in question.mentioned)}
    nouns = set(positions.at("location_noun"))
    return any(at - 1 in nouns and at + 1 not in named and question.cues_at(at + 1) <= {"quality"} for at in positions.at("more_than"))


def _compares_quality(question: Question) -> bool:
    """Whether one thing is set above another in what nothing tells ("is X dearer than Y?"), not in the number of its places or a length of time."""
    positions = question.positions
    if question.amounts or question.dates or (question.count and "location_noun" in question.cues):
        return False
    joining = set(positions.at("what")).intersection(positions.at("subject"))  # "Que", which also stands for "than".
    compared = joining.union(positions.at("than"))
    if not compared:
        return False
    sizes, counted = positions.at_any(*_SIZES), positions.at_any(*_COUNTED)
    nouns = {term.position for term in question.own_concepts}  # "Another region than X."
    for than in compared:
        before = [at for at in sizes if at <= than]
        reach = _REACH_OF_THAN if ("from", than - 1) not in positions else than  # "Mais ... do que" may stand far apart.
        if than in joining and not any(than - at <= reach for at in before):
            continue
        of_number = any(0 < noun - at <= _REACH_OF_COUNTED and ("quality", at + 1) not in positions for at in before if at < than for noun in counted)
        if not of_number and than - 1 not in nouns and not any(at < than for at in positions.at("other")):
            return True
    return False
