"""Whether yes or no would pass over a part of what is asked: what sets two products apart, what is included, or that all data are meant."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter

from bot.answering.common.claims import GOAL, claims_of
from bot.answering.common.findings import Finding
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable
from bot.answering.table.compare import asks_comparison
from bot.answering.table.in_common import within_area
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question, Where

# The marks of a question for a place that somebody demands for all data, and that nothing may leave, or pass through.
WHOLE_DEMAND, STRICT_DEMAND = "whole_demand", "strict_demand"

_WHOLLY = frozenset({"exactly", "all", "including"})
_OF_ALL = frozenset({WHOLE_DEMAND, STRICT_DEMAND})
_SETTING_APART = frozenset({"same", "difference"})
_OF_OTHERS = frozenset({"customer", "there", "except", "any", "whichever", "every_region"})
_PAIR = 2


def passes_over(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether the verdict that was found passes over a part of what is asked."""
    if found.verdict is None or found.statements:
        return False
    if "sole_lack" in question.cues and not (question.data and len(question.products) == 1):
        return True  # "The only problem is X?" is no question if X can be there.
    if len(question.products) == _PAIR and not question.cues.isdisjoint(_SETTING_APART):
        compares = asks_comparison(question)
        return ((compares or "except" in question.cues) and _names_difference(question)) or (compares and _compares_wholly(table, question))
    if found.verdict == "yes" and not question.data and (not question.cues.isdisjoint(_OF_ALL) or _adds_data(question)):
        return STRICT_DEMAND in question.cues or _lacks_some(table, question)
    if found.verdict == "yes" and (question.products or question.data) and len(question.regions) > 1 and _goes_on_to_another(table, question):
        return True
    if found.verdict == "yes" and "toward" in question.cues and _goes_otherwise(table, question):
        return True
    if found.verdict == "yes" and _speaks_of_all(question):
        return (not any(map(_is_aside, question.regions)) and _lacks_some(table, question)) or passes_through(table, question)
    if "gives_up" in question.cues and question.data and question.regions and not question.products:
        return True  # "Do we lose frob data in Y?" is so of some products.
    if question.kind == "what" and "vouches" in question.cues:
        return any(term.position - 1 in question.positions.at("what") for term in question.own_concepts)  # "What retention do we guarantee?"
    return _is_sole_lack(question) or _denies_any_other(question) or _excepts_more(question)


def cannot_stay(table: HostingTable, question: Question) -> bool:
    """Whether data are to stay in a place of which a footnote says that they come from elsewhere, or go on to another."""
    notes = [said.statement for said in table.footnotes if not set(said.statement.footnote_of).isdisjoint(question.data)]
    return any(note.limited and not set(note.products).isdisjoint(question.products) for note in notes)


def _goes_on_to_another(table: HostingTable, question: Question) -> bool:
    """Whether it is asked if what is hosted in one place goes to another ("does X hosted in Y send anything to Z?"), and not if both are possible."""
    moving = {term.position for term in question.terms if not table.moving_concepts.isdisjoint(term.keys)}
    toward, joined = question.positions.at("toward"), question.positions.at_any("and", "or")
    places = sorted((where for where in question.regions if where.wanted and where.position >= 0), key=attrgetter("position"))
    for home, goal in pairwise(places):
        between = range(home.position + 1, goal.position)
        moves = any(at in between for at in moving) or (home.origin and any(at in between for at in toward))
        if moves and not any(at in between for at in joined):
            return True
    return False


def _goes_otherwise(table: HostingTable, question: Question) -> bool:
    """Whether it is asked if data go somewhere, not if they can, whose footnote does not name all products asked about, or names another place."""
    goal = question.regions[0].position if len(question.regions) == 1 else 0
    own = question.data and "data" not in question.filled
    if not own or goal - 1 not in question.positions.at("toward") or "available" in question.cues or is_denied(question):
        return False
    for said in table.footnotes:
        goals = claims_of(said.statement).confirms_at(GOAL)
        if not goals or set(said.statement.footnote_of).isdisjoint(question.data):
            continue
        others = set(question.products or table.products_holding(question.data)).difference(said.statement.products)
        if others or question.regions[0].code not in goals:
            return True
    return False


def _adds_data(question: Question) -> bool:
    """Whether something is said to be included that is no place ("X in Y, recordings included", not "does the list include Y?")."""
    own = [where.position for where in question.regions if where.position >= 0]
    beside = {position - step for position in own for step in range(1, _PAIR + 1)}
    return bool(own) and not beside.issuperset(question.positions.at("including"))


def _speaks_of_all(question: Question) -> bool:
    """Whether all that one product holds is said to be in a place ("is everything of X in Y?", "is X completely in Y?")."""
    swept = question.positions.at("all")
    if not swept or len(question.products) != 1 or not question.regions or question.data or not question.cues.isdisjoint(_OF_OTHERS):
        return False
    nouns = question.positions.at("location_noun")
    return not any(0 < noun - at <= _PAIR for at in swept for noun in nouns)


def passes_through(table: HostingTable, question: Question) -> bool:
    """Whether some data of a product are elsewhere on their way to where they are kept, or on that way in a place that all are said to be out of.

    Where it is only asked if all can be hosted in a place that does not count; to be out of one is more than not to be hosted there.
    """
    if "available" in question.cues and not any(map(_is_aside, question.regions)):
        return False
    for said in table.footnotes:
        claims = claims_of(said.statement)
        passed = frozenset[str]().union(*(claim.places for claim in claims.confirmed))
        if not passed or set(question.products).isdisjoint(said.statement.products):
            continue
        goals = claims.confirms_at(GOAL)
        if any((where.code in passed) if _is_aside(where) else (where.code not in goals) for where in question.regions):
            return True
    return False


def _is_aside(where: Where) -> bool:
    """Whether something is said to be out of a place."""
    return where.beyond or not where.wanted


def _compares_wholly(table: HostingTable, question: Question) -> bool:
    """Whether all data of two products are compared of which some have places of their own ("do X and Y have exactly the same?")."""
    wholly = "difference" in question.cues or not question.cues.isdisjoint(_WHOLLY)
    first, second = (table.regions(product) for product in question.products)
    return wholly and not (question.data or question.regions) and first == second and _is_split(table, question)


def _names_difference(question: Question) -> bool:
    """Whether a place is named as that in which two products differ, or but for which they are the same."""
    named = question.own_positions_of(PRODUCT)
    # "Unlike Y, is X in Z?" asks of X alone.
    plain = len(named) == _PAIR and not within_area(question) and not question.cues.isdisjoint({"same", "compare"})
    return plain and any(where.position > named[-1] for where in question.regions)


def _lacks_some(table: HostingTable, question: Question) -> bool:
    """Whether some data of a product are not in a place in which others of it are."""
    rows = [row for product in question.products for row in table.rows(product)]
    return any(table.geography.within(row.regions, where) is False for where in question.regions for row in rows)


def _is_split(table: HostingTable, question: Question) -> bool:
    """Whether the data of a product are not all in the same places."""
    return any(len({tuple(row.regions) for row in table.rows(product)}) > 1 for product in question.products)


def _is_sole_lack(question: Question) -> bool:
    """Whether a place named first is said to be the only one where a product is not ("only in Y X isn't?")."""
    if len(question.regions) != 1 or not question.regions[0].only or "sole" in question.cues:
        return False
    named = min(question.own_positions_of(PRODUCT), default=-1)
    return question.regions[0].position < named and any(at > named for at in question.positions.at("not"))


def _denies_any_other(question: Question) -> bool:
    """Whether somebody wants to hear that there is nothing outside of a place ("there is no place outside of Y for X, is there?")."""
    turned = "confirm" in question.cues and bool(question.regions) and all(where.beyond and not where.wanted for where in question.regions)
    return turned and 0 in question.positions.at("not") and "outside" in question.cues


def _excepts_more(question: Question) -> bool:
    """Whether several places are left aside, of which only some were heard ("apart from Y and Z, is X anywhere?")."""
    aside = [at for at in question.positions.at("except") if at >= 0]
    if not aside or len(question.mentioned) < _PAIR or len(question.products) != 1:
        return False
    named = min(question.own_positions_of(PRODUCT), default=-1)
    return aside[0] < question.mentioned[0].position and all(where.position < named for where in question.mentioned) and "any" in question.cues
