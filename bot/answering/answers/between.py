"""Yes or no where different things are said of several products: of one and not of another, of only one of those named."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.conditions import conditions_of
from bot.answering.common.findings import Finding, names, say, say_which
from bot.answering.common.negation import denies_of_each, is_denied
from bot.answering.common.polarity import is_unclear
from bot.answering.common.table import Cell, HostingTable, evidence_of, regions_of
from bot.answering.statements.statements import asks_for_products
from bot.answering.table.regions import any_truth, is_elsewhere, place_unsaid, truth
from bot.replies import Verdict
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

Judged = Sequence[tuple[Cell, bool | None]]

# Cues that join a product of which something is denied to one of which it is said.
_JOINING = ("but", "and")
_ARTICLE = 2  # How far after "not" a product stands that it leaves out.


def of_some(table: HostingTable, question: Question) -> Finding | None:
    """What is said of one product and denied of another, or of only one of several; None where nothing of the kind is."""
    if not question.regions or (question.product_count is not None and question.product_count.named):
        return None
    apart = _set_apart(question)
    of_one, alone = _of_only_one(question)
    one_lacks = not of_one and is_denied(question) and _speaks_of_one(question)
    counted = question.product_count if question.yes_no and len(question.products) > 1 else None
    if not (apart or counted or (len(question.products) > 1 and (of_one or one_lacks)) or question.chooses_one_product):
        return None
    bounded = counted and not _bounds_number(question)  # "At most one of X and Y is only in Z."
    places = tuple(replace(where, wanted=True, only=where.only and bool(bounded)) for where in question.regions)
    plain = replace(question, products=(*question.products, *apart), regions=places)
    cells = [table.cells_or_all(product, question.data) for product in plain.products]
    values = [truth_of_product(table, plain, [(cell, truth(table, cell[0].regions, plain)) for cell in found]) for found in cells]
    every = [cell for found in cells for cell in found]
    if None in values:
        return place_unsaid(table, plain, every)
    denied = not any(where.wanted for where in question.regions) if counted else is_denied(question) != is_called_untrue(question)
    lacking = not (alone or apart) and denied  # "Only one of X and Y is not in Z."
    there = {product for product, value in zip(plain.products, values, strict=True) if bool(value) != lacking}
    if apart or alone:
        holds: bool | None = there == ({alone} if alone else set(question.products))
    elif counted:
        holds = (counted.least <= len(there) <= counted.most) != counted.denied
    elif one_lacks:
        holds = True if len(there) == 1 else None  # Whether "one of them isn't" means one alone is not sure.
    else:
        holds = len(there) == 1 if there or of_one else None  # Of "not both" nothing is sure where it is neither.
    found = replace(mixed(table, plain, every, values), products=())
    return replace(found, verdict=None if holds is None else "yes" if holds != is_called_untrue(question) else "no")


def _bounds_number(question: Question) -> bool:
    """Whether "only" stands before the products and bounds their number ("are only two of these in X?")."""
    first = min(question.positions.at_any("those", "it", "of"), default=0)
    return any(at < first for at in question.positions.at("only"))


def _set_apart(question: Question) -> tuple[str, ...]:
    """The products of which it is denied what is said of those asked about ("X but not Y", "X, not Y", "it is not Y but X")."""
    if not (question.excluded_products and question.products and question.yes_no):
        return ()
    nots = question.positions.at("not")
    joined = any(at in nots or at + 1 in nots for cue in _JOINING for at in question.positions.at(cue))
    left_out = [term.position for term in question.terms if term.negated and PRODUCT in term.kinds]
    claimed = bool(question.mentioned) and "correction" not in question.cues
    joined = joined or (claimed and any(0 < position - at <= _ARTICLE for at in nots for position in left_out))
    return question.excluded_products if joined else ()


def _of_only_one(question: Question) -> tuple[bool, str]:
    """Whether only one of several products is said to be somewhere ("just one of X and Y"), and which, if that is told before it."""
    named = [(term.position, term.keys[0]) for term in question.terms if PRODUCT in term.kinds and term.position >= 0]
    only, ones, owning = question.positions.at_any("only", "exactly"), question.positions.at("product"), question.positions.at("of")
    start = next((at for at, _ in named if at - 1 in owning and at - 2 in ones and not {at - 2, at - 3}.isdisjoint(only)), -1)
    after = [at for at in only if named and at > named[-1][0] and not {at, at + 1}.isdisjoint(ones)]
    if start < 0 and len(named) > 1 and after and not {named[0][0] - 1}.isdisjoint(owning):
        return True, ""  # "Of X and Y, is just one in Z?"
    bounds, first = set(only), {key: at for at, key in reversed(named)}
    again = [key for at, key in named if at > first[key] and not bounds.isdisjoint((at - 1, at - 2))]
    if again and len({key for _, key in named}) > 1:
        return True, again[0]  # "Of X and Y, is only X in Z?"
    if start < 0 or len({key for at, key in named if at >= start}) == 1:
        return False, ""
    return True, next((key for at, key in named if at < start), "")


def _speaks_of_one(question: Question) -> bool:
    """Whether something is said of one of several products, which one not being told ("one of X and Y isn't there")."""
    first = min(question.own_positions_of(PRODUCT), default=0)
    return first - 1 in question.positions.at("of") and first - 2 in question.positions.at("product")


def truth_of_product(table: HostingTable, question: Question, judged: Judged) -> bool | None:
    """Whether it is so of any of one product's rows; over all of them regions are counted ("fewer than three"), or some set against others."""
    turned = len({where.wanted for where in question.regions}) > 1  # "In X and not in Y."
    if (question.count or turned) and not question.data and judged:
        return truth(table, table.in_order(regions_of([cell for cell, _ in judged])), question)
    return any_truth([value for _, value in judged])


def _of_any(question: Question) -> Verdict | None:
    """What one product that is there settles: that none is, or all alike, is not so; that any is, is so ("can any of X and Y ...?")."""
    if "or" in question.cues or is_unclear(question) or (question.mentioned and "every_region" in question.cues):
        return None
    if is_denied(question) or ("same" in question.cues and question.yes_no and not question.kind):
        return "no"
    if is_elsewhere(question) and not question.negative and question.group_size == len(question.products) and "any" in question.cues:
        return "no"  # "Is there any other region for both X and Y?"
    named = min(question.own_positions_of(PRODUCT), default=-1)
    any_of = not question.negative and any(0 <= at < named for at in question.positions.at_any("any", "at_least"))
    return "yes" if any_of and question.yes_no and not question.kind and not question.data else None


def denies_all_alike(question: Question) -> bool:
    """Whether each of several products is said not to be there, so that one that is there makes it wrong."""
    return is_denied(question) and ("lacks" in question.cues or denies_of_each(question))


def mixed(table: HostingTable, question: Question, cells: list[Cell], by_product: Sequence[bool | None]) -> Finding:
    """Yes for one product and no for another: told row by row, without one verdict."""
    alike = len({where.wanted for where in question.regions}) < 2 and not (question.mentioned and "every_region" in question.cues)
    there = tuple(product for product, value in zip(question.products, by_product, strict=True) if value)
    joined = "and" if question.cues.isdisjoint({"or", "not_both"}) else "or"
    asked = names("place", *(table.geography.place_of(where) for where in question.regions), joined=joined)
    bounded = any(where.only for where in question.regions)  # Others may be there as well, and not only there.
    sentence = (
        say_which(there)
        if there and alike and bounded and not is_elsewhere(question)
        else say("there_are", places=asked, products=names("product", *there))
        if there and alike and not is_elsewhere(question)
        else say("where_several", products=names("product", *question.products))
    )
    return Finding(
        "answered",
        (sentence,),
        tuple(conditions_of(table, cells, question)),
        "no" if "likened" in question.cues and by_product[0] is False else _of_any(question),
        products=there if asks_for_products(question) else (),
        facts=tuple(cells),
        rows=tuple(table.shown(cells)),
        evidence=evidence_of(cells, with_data=bool(question.data)),
        confidence=question.confidence,
        why=("yes for some of the products",),
        holding=there,
    )
