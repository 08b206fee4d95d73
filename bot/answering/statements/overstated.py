"""Whether yes or no from a statement would say more than it does: of other places, other products or another time than it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from bot.answering.common.claims import GOAL, HOME, ORIGIN, Claims, claims_of, words_of
from bot.answering.common.findings import Finding
from bot.answering.common.table import HostingTable
from bot.answering.statements.unproven import is_duty
from bot.knowledge.schema import Statement
from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.syntax.question import Question, Where

_NEXT = 2  # So many mentions lie at most from a word to the place that it belongs to, an article between them.
_REACH = 3  # And so many from a length of time to the place where something is for so long.
_LONGER = frozenset({"more_than", "fewer_than", "than"})
_BEYOND = ("outside", "other", "besides", "except")
_POINTING = ("it", "those")


def is_overstated(table: HostingTable, statements: Sequence[Statement], question: Question, found: Finding) -> bool:
    """Whether a verdict that rests on a statement is of something that the statement does not speak of."""
    if not found.verdict:
        return False
    if not statements:
        return found.verdict == "no" and bool(found.facts or question.products) and len(question.data) == 1 and _is_part_elsewhere(table, question)
    statement, said = statements[0], question.positions.by_cue
    if "finer" in said and HOME in words_of(statement.confirms):
        return _may_be_several_countries(table, question)
    if _takes_condition_away(question) or (statement.duration and (_compares(question) or (statement.limited and is_duty(question)))):
        return True
    if found.verdict == "no" and statement.duration and _is_elsewhere(question):
        return True
    if found.verdict == "no":
        return _is_of_others(table, statement, question) if question.excluded_products else _denies_other_storage(statement, question)
    if question.products and question.mentioned and not statement.products and _cannot_be_there(table, question):
        return True
    if "only" in said and (_sets_against(question) or _is_elsewhere_too(table, statement, question)):
        return True
    if statement.limited and "likened" in said and not question.products:
        return True  # "Are our logs in X like those of Y?": of which product they are, nobody says.
    copied = statement.limited and statement.duration
    if "outside" not in said and any(where.beyond for where in question.regions) and (copied or _goes_without(statement, question)):
        return True
    if question.software and (_takes_words_over(question) or (statement.products and _comes_from_product(statement, question))):
        return True
    return bool(copied) and _is_of_other_place(statement, question)


def _may_be_several_countries(table: HostingTable, question: Question) -> bool:
    """Whether the region of an account, of which a country is asked, may be of more than one ("do backups leave the country?")."""
    named = [where.code for where in question.mentioned] or [code for product in question.products for code in table.regions(product)]
    regions = table.knowledge.regions
    return (not question.mentioned and len(named) != 1) or not all(code in regions and regions[code].is_country for code in named)


def _takes_words_over(question: Question) -> bool:
    """Whether a subject that a question does not name itself is one of those said before it ("it runs on Y?" - "do you move X data?")."""
    carried = {key for term in question.terms if term.position < 0 and CONCEPT in term.kinds for key in term.keys}
    own = {key for term in question.own_concepts if term.position >= 0 for key in term.keys}
    return not carried <= own


def _is_part_elsewhere(table: HostingTable, question: Question) -> bool:
    """Whether what is denied of a kind of data is also part of another that a product has ("the files of X" are part of X's letters, too)."""
    parts = set(question.data)
    for defined in table.knowledge.definitions.values():
        definition = defined.definition
        if parts.isdisjoint(definition.includes) or not set(question.data).isdisjoint(definition.data):
            continue
        products = question.products or tuple(table.knowledge.products)
        if any(table.cells(product, definition.data) for product in products):
            return True
    return False


def _takes_condition_away(question: Question) -> bool:
    """Whether a follow-up only takes away a condition that was named before ("and without them?", "if not?")."""
    if {"terms", "topic"}.isdisjoint(question.filled) or any(term.position >= 0 and term.is_weighty for term in question.terms):
        return False
    pointed = {at - 1 for at in question.positions.at_any(*_POINTING)}
    without = any(at >= 0 and at in pointed for at in question.positions.at("without"))
    conditions = {at + 1 for at in question.positions.at("condition") if at >= 0}
    return without or not conditions.isdisjoint(question.positions.at("not"))


def _compares(question: Question) -> bool:
    """Whether how long something is kept in one place is compared with another."""
    return not question.amounts and len(question.mentioned) > 1 and not _LONGER.isdisjoint(question.cues)


def _is_of_others(table: HostingTable, statement: Statement, question: Question) -> bool:
    """Whether those products are set aside of which alone another statement, told with this one, says something else."""
    others = (table.knowledge.statements[key].statement for key in statement.also)
    return not question.amounts and any(set(other.products) == set(question.excluded_products) for other in others)


def _denies_other_storage(statement: Statement, question: Question) -> bool:
    """Whether a copy that some products have is denied of another, of which it is only asked if anything is there ("are logs of X in Y?")."""
    if not (statement.limited and statement.duration) or question.told or question.amounts or set(question.products) & set(statement.products):
        return False
    claims = claims_of(statement)
    named = {key for term in question.terms for key in term.keys}
    plain = {claim.word for claim in claims.confirmed if not (claim.places or claim.lacking)}
    moved = GOAL in question.cues or not plain.isdisjoint(named)
    origins = claims.confirms_at(ORIGIN)
    stays = "only" in question.cues and not _named(question, claims.confirms_at(GOAL))  # "Do the logs of X stay only in Y?"
    return bool(question.products and origins) and not moved and (stays or not _named(question, origins))


def _is_elsewhere(question: Question) -> bool:
    """Whether it is asked if something is kept outside of a place, where nothing says that the account is in it ("are logs kept outside X?")."""
    if "outside" not in question.cues or "host" not in question.cues or not question.regions:
        return False
    return all(where.beyond for where in question.regions) and not any(where.origin or where.position < 0 for where in question.mentioned)


def _cannot_be_there(table: HostingTable, question: Question) -> bool:
    """Whether one of the products cannot be hosted in a place that is spoken of."""
    places = [where for where in question.mentioned if not where.beyond and where.wanted]
    return any(not table.geography.within(table.regions(product), where) for product in question.products for where in places)


def _sets_against(question: Question) -> bool:
    """Whether one thing is denied and then another claimed to be the only one ("X does not use Y, only Z")."""
    named = question.positions_of(CONCEPT)
    for only in question.positions.at("only"):
        denials = [at for at in question.positions.at("not") if at < only]
        if denials and any(denials[-1] < at < only for at in named) and any(at > only for at in named):
            return True
    return False


def _is_elsewhere_too(table: HostingTable, statement: Statement, question: Question) -> bool:
    """Whether something would be only in a place from which a statement told with this one says that it goes on."""
    bounded = {where.code for where in question.regions if where.only}
    for key in statement.also if bounded else ():
        other = table.knowledge.statements[key].statement
        holds = not (question.products and set(question.products).isdisjoint(other.products))
        if holds and not bounded.isdisjoint(claims_of(other).confirms_at(ORIGIN)):
            return True
    return False


def _goes_without(statement: Statement, question: Question) -> bool:
    """Whether it is asked if something can be had without what the statement says of it ("can I use X without it passing through Y?")."""
    confirmed = {claim.word for claim in claims_of(statement).confirmed if claim.places}
    places = [where.position for where in question.regions if where.beyond and where.wanted]
    named = [term.position for term in question.terms if not confirmed.isdisjoint(term.keys)]
    return any(0 < place - at <= _NEXT for at in named for place in places)


def _comes_from_product(statement: Statement, question: Question) -> bool:
    """Whether one goes from a product of the statement to another vendor's, not to it."""
    named = [term.position for term in question.terms if PRODUCT in term.kinds and not set(statement.products).isdisjoint(term.keys)]
    left = [at for at in named if at - 1 in question.positions.at("from")]
    return any(at > product for product in left for at in question.positions.at(GOAL))


def _is_of_other_place(statement: Statement, question: Question) -> bool:
    """Whether what a statement says of some data centers would be said of other ones, of these alone, or of what is kept in them."""
    claims = claims_of(statement)
    origins, goals = claims.confirms_at(ORIGIN), claims.confirms_at(GOAL)
    if not origins:
        return False
    own = _named(question, origins)
    if question.amounts and _lasts_there(question, own, goals):
        return True
    if any(
        goal.position + 1 == also < where.position
        for also in question.positions.at_any("both", "and")
        for where in own
        for goal in _named(question, goals)
    ):
        return not any(where.origin for where in own)  # "Are those of X in Z also in Y?"
    if question.amounts and not own and _is_of_account(question, claims, statement.duration.until if statement.duration else ""):
        return True
    to_goal = bool(_named(question, goals))
    beyond = question.positions.at_any(*_BEYOND) if to_goal else ()
    if any(0 < where.position - at <= _NEXT for where in own for at in beyond):
        return True
    asked = {where.code for where in own if where.position >= 0}
    alone = "only" in question.cues and not question.amounts
    return alone and (asked < origins if asked else not _says_copy(claims, question))


def _named(question: Question, codes: Set[str]) -> list[Where]:
    """The places of a question with these codes."""
    return [where for where in question.mentioned if where.code in codes]


def _lasts_there(question: Question, own: Iterable[Where], goals: Set[str]) -> bool:
    """Whether a length of time is of the place that something comes from ("for 30 days in X", "hosted in X: is it there for 30 days?")."""
    lengths = [amount.position for amount in question.amounts]
    own = list(own)
    kept = {at + step for at in question.positions.at_any("host", "holds") for step in (1, 2)}
    there = [where.position for where in own if not where.origin]
    if any(0 < place - at <= _REACH or (0 < at - place <= _REACH and place in kept) for place in there for at in lengths):
        return True
    return bool(own) and "there" in question.cues and not _named(question, goals)


def _is_of_account(question: Question, claims: Claims, until: str) -> bool:
    """Whether the goal is where an account is hosted ("X hosted in Y keeps it for 30 days", "the Y data center's"), so that nothing goes there."""
    verbs = question.positions.at_any("host", "aux", "holds")
    if _says_copy(claims, question, until):
        return False
    subject = min((term.position for term in question.terms if CONCEPT in term.kinds and term.is_weighty), default=-1)
    goals = claims.confirms_at(GOAL)
    lengths = [amount.position for amount in question.amounts]
    for where in question.mentioned:
        at = where.position
        if (not where.place and where.code not in goals) or any(0 < at - length <= _REACH for length in lengths):
            continue
        hosted = any(0 < at - verb <= _NEXT for verb in question.positions.at("host")) and any(verb > at for verb in verbs)
        centre = any(0 < noun - at <= 1 for noun in question.positions.at("data_center"))
        if where.origin or hosted or centre or 0 <= at < subject:
            return True
    return False


def _says_copy(claims: Claims, question: Question, until: str = "") -> bool:
    """Whether a question names what the statement says of what goes on to another place, other than what happens at its end."""
    plain = {claim.word for claim in claims.confirmed if not claim.places} - {until}
    return any(not plain.isdisjoint(term.keys) for term in question.terms)
