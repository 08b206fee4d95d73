"""Words that narrow or widen what is asked, "only", "without" or "at least": without a claim of the statement on them, yes or no would mislead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.answering.common.claims import Claims, Judged, words_of
from bot.answering.common.negation import is_open, negates, not_only
from bot.knowledge.schema import Statement
from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.syntax.question import Question

_BOUNDS = frozenset({"at_least", "at_most", "more_than", "fewer_than"})
_SEVERAL = 2
_OF_PLACES = frozenset({"of", "from", "toward"})
_REACH_OF_ONLY = 3  # So far after "only" the product stands that would be the only one.


def limits(question: Question, statement: Statement, claims: Claims, line: Sequence[str], never_left: Collection[int]) -> Iterator[Judged]:
    """Words such as "only" that a statement found by `line` does not speak of; `never_left` are places of "only" that say where something stays."""
    spoken = set(line).union(*({claim.word, *claim.beside} for claim in (*claims.confirmed, *claims.denied)))
    for cue, position in question.positions:
        if cue == "only" and not not_only(question, position):
            yield from _of_only(question, statement, position, spoken=cue in spoken, kept=position in never_left)
        elif cue == "without" and cue not in spoken and not _is_heard_elsewhere(question, position):
            yield Judged(position, None)
    if _is_bounded(question, statement) or _sweeps(question, statement, line, spoken):
        yield Judged(0, None)


def _of_only(question: Question, statement: Statement, position: int, *, spoken: bool, kept: bool) -> Iterator[Judged]:
    """What "only" at a position says of the statement's products, or of all; else neither yes nor no where the statement has no claim on it."""
    products = question.products and statement.limited and ("never", position) not in question.positions
    beside = _precedes_product(question, position)
    if products and is_of_products(question, position):
        yield Judged(position, set(question.products) == set(statement.products))
    elif spoken:
        return
    elif beside and not statement.products:
        yield Judged(position, False if "all" in words_of(statement.confirms) else None)
    elif not ((question.amounts and statement.duration) or kept):
        yield Judged(position, set(question.products) == set(statement.products) if products else None)


def is_of_products(question: Question, position: int) -> bool:
    """Whether "only" at a position belongs to products beside it ("only X ...", "X is the only product that ...")."""
    return bool(question.products) and (_precedes_product(question, position) or ("product", position) in question.positions)


def bounds_all_of(question: Question, origins: Collection[str]) -> set[int]:
    """Where "only" bounds just the places that something comes from, all of them, and does not say that it is in them ("only for X and Y")."""
    named = [where for where in question.mentioned if where.code in origins]
    if "only" not in question.cues or len(origins) < _SEVERAL or {where.code for where in named} != set(origins):
        return set()
    first, last = named[0].position, named[-1].position
    more = any(where.code not in origins and first < where.position <= last + _SEVERAL for where in question.mentioned)
    found = {at for at in question.positions.at("only") if 0 <= first - at <= _REACH_OF_ONLY + _of_centers(question, at, first)}
    alone = {last + 1}.isdisjoint([*question.positions_of(CONCEPT), *question.positions.at("data_center")])
    found -= {first - 1} if alone else set()  # "Only in X and Y", the preposition being a part of the name.
    inside = {at for at in found for led in question.positions.at("at") if at < led < first and question.cues_at(led).isdisjoint(_OF_PLACES)}
    return set() if more else {at for at in found - inside if not not_only(question, at)}


def _of_centers(question: Question, start: int, end: int) -> int:
    """How many more mentions lie between two positions where data centers are named there ("only for the data centers of X")."""
    return _SEVERAL if any(start < at < end for at in question.positions.at("data_center")) else 0


def _precedes_product(question: Question, position: int) -> bool:
    """Whether a product stands right after a position, so that it would be the only one."""
    return any(PRODUCT in term.kinds and 0 < term.position - position <= _REACH_OF_ONLY for term in question.terms)


def _is_heard_elsewhere(question: Question, position: int) -> bool:
    """Whether "without" at a position is a negation, or takes away what is named as absent."""
    return is_open(question, position) or negates(question, position) or _is_never(question, position)


def _is_never(question: Question, position: int) -> bool:
    """Whether "without" belongs to another negation ("without ever", "no")."""
    return bool({("not", position), ("never", position + 1)} & set(question.positions))


def _is_bounded(question: Question, statement: Statement) -> bool:
    """Whether something is asked to be enough, or a number of other things than a length of time is only bounded."""
    if "suffices" in question.cues and statement.duration and not question.amounts and not _comes_to(question):
        return True
    return bool(question.cues & _BOUNDS) and not question.amounts and (bool(question.numbers) or len(question.products) > 1)


def _comes_to(question: Question) -> bool:
    """Whether a word for being enough only leads to what happens, or to a place ("chega a passar pelos ...", "antes de chegar em ...")."""
    named = (*(term.position for term in question.terms), *(where.position for where in question.mentioned))
    named_next = {at - step for at in named for step in (1, 2)}
    return all(at in named_next for at in question.positions.at("suffices"))


def _sweeps(question: Question, statement: Statement, line: Sequence[str], spoken: Collection[str]) -> bool:
    """Whether it is said of all of what the statement speaks of, or of all products of some that it does not limit itself to."""
    if "all" not in question.cues or "all" in spoken:
        return False
    named = {term.position for term in question.terms if set(term.keys) & set(line)}
    of_data = {at + 1 for at in question.positions.at("data")}  # "Nesses dados todos a ..."
    beside = any(at not in of_data and not named.isdisjoint((at + 1, at + 2)) for at in question.positions.at("all"))
    return bool(statement.products) or "product" in question.cues or beside
