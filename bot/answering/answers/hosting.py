"""Questions that the hosting table answers: which of its queries a question is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers.inside_region import inside_region
from bot.answering.answers.other_region import of_other_region
from bot.answering.answers.yes_no import yes_no
from bot.answering.common.findings import Finding, names, say
from bot.answering.common.table import Cell, HostingTable
from bot.answering.table.alone import is_alone
from bot.answering.table.availability import asks_of_askers, is_beyond_availability, is_of_doing
from bot.answering.table.beyond_table import HOSTING, is_beyond_table
from bot.answering.table.compare import asks_comparison, asks_containing, compare
from bot.answering.table.data_counts import asks_size_of_data, size_of_data
from bot.answering.table.holding_each import each_judged
from bot.answering.table.in_common import is_nowhere
from bot.answering.table.odd_data import asks_odd_data, asks_products_by_odd_data, odd_data, products_by_odd_data
from bot.answering.table.presuming import presumes_wrongly
from bot.answering.table.ranking import asks_ranking, in_order_of_size, ranking
from bot.answering.table.where import (
    all_regions,
    asks_all_regions,
    asks_data,
    asks_data_of_each,
    asks_holding,
    asks_same_data,
    data_difference,
    data_of_each,
    holding,
    not_listed,
    same_data,
    where,
    which_data,
)
from bot.answering.table.which import asks_which, data_of, which, with_any_product
from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT, REGION
from bot.understanding.syntax.question import ONE, Question, Term, Where

# Kinds of names that stand in rows.
_OF_ROWS = frozenset({PRODUCT, DATA, REGION})

MOST_OVERLOOKED = 2
_PAIR = 2


def explains(table: HostingTable, question: Question) -> bool:
    """Whether every word of weight in the question is one that the table speaks of.

    Where a kind of data and the wish to know its place are plain, other subjects around them do not matter.
    """
    if not question.concepts.isdisjoint(table.unsaid_concepts):
        return False
    if (question.yes_no or question.kind in ("which", "who")) and is_beyond_availability(question, table.open_concepts):
        return False
    if question.kind == "where" and question.products and is_of_doing(question, table.explained_concepts):
        return False
    if question.kind == "which" and question.regions and "lacks" not in question.cues and not question.concepts.isdisjoint(table.open_concepts):
        return False
    if is_plain(question) or _is_tolerant(question):
        topics = table.topics - table.explained_concepts if not is_plain(question) else frozenset()
        if any(CONCEPT in term.kinds and set(term.keys) & topics and term.text for term in question.terms):
            return False
        if any(term.text and not _speaks_of(table, term) and _is_sought(question, term) for term in question.terms):
            return False
        return not any(term.text and not term.aside and OUTSIDE in term.kinds and not {DATA, CONCEPT} & set(term.kinds) for term in question.terms)
    return all(not term.text or (OUTSIDE not in term.kinds and (term.aside or term.negated)) or _speaks_of(table, term) for term in question.terms)


def _is_sought(question: Question, term: Term) -> bool:
    """Whether a term stands right after the question word, so that it is what is asked about ("which subprocessors ...", "which are free in X")."""
    if question.kind == "where":
        return False
    asked = set(question.positions.at_any("which", "what"))
    done = ("aux", term.position - 1) in question.positions and any(0 < where.position - term.position <= 3 for where in question.regions)
    if done and CONCEPT in term.kinds and question.kind == "which":
        return True
    return bool(asked & {term.position - 1, term.position - 2}) and term.position - 1 not in {position for _, position in question.positions} - asked


def is_plain(question: Question) -> bool:
    """Whether a question names a kind of data and asks for its place, or names both."""
    if not question.data or question.yes_no or question.amounts:
        return False
    return question.kind == "where" or (
        not question.kind and not question.regions and not question.asked and bool(question.cues & {"host", "location_noun"})
    )


def _is_tolerant(question: Question) -> bool:
    """Whether products are asked for by place or kind of data, so that a verb beside them does not matter."""
    return (
        question.kind in ("which", "where")
        and bool(question.regions or question.data or question.products)
        and not question.yes_no
        and not question.amounts
    )


def overlooks(question: Question) -> bool:
    """Whether words that nothing explains may be passed over, and said: one or two, no names, the place of something asked about."""
    if not question.unknown:
        return True
    chosen = {"products", "regions"} <= set(question.filled) and question.kind == "which"  # What is done with them is not known.
    if chosen or question.strange or len(question.unknown) > MOST_OVERLOOKED or question.amounts or _only_names_unknown(question):
        return False
    if question.yes_no and not question.cues & HOSTING:
        return False
    place = bool(question.regions) or question.kind == "where"
    return place and bool(question.products or question.data or question.kind in ("which", "what", "who") or question.cues & {"any", "product"})


def _only_names_unknown(question: Question) -> bool:
    """Whether a follow-up names nothing but what nothing explains, so that it is what the last question is asked of ("and the frob?")."""
    own = any(term.position >= 0 and term.text for term in question.terms) or any(where.position >= 0 for where in question.regions)
    return "kind" in question.filled and not own


def _speaks_of(table: HostingTable, term: Term) -> bool:
    return not _OF_ROWS.isdisjoint(term.kinds) or any(
        kind == CONCEPT and key in table.explained_concepts for kind, key in zip(term.kinds, term.keys, strict=True)
    )


def find(table: HostingTable, question: Question, listed: Sequence[str] = ()) -> Finding | None:
    """The table's answer to a question that it explains, or None. `listed` are the products that "those" stands for."""
    if question.kind == "why" and presumes_wrongly(table, question):
        return replace(_of_products(table, replace(question, kind="", yes_no=True)), verdict=None)
    if is_beyond_table(question):
        return None
    question = in_order_of_size(table, _spelled_out(table, question))
    if len(question.regions) == _PAIR and all(where.choice == ONE for where in question.regions) and table.geography.overlap(*question.regions):
        return None  # What sets two places apart of which one holds the other is not told.
    if asks_products_by_odd_data(question):
        return products_by_odd_data(table, question, listed)
    if (of_data := _of_data(table, question)) is not None:
        return of_data
    if asks_all_regions(question):
        return all_regions(table, question)
    if (inside := inside_region(table, question)) is not None:
        return inside
    if asks_comparison(question) and not is_nowhere(table, question):
        return compare(table, question)
    if asks_ranking(question):
        return ranking(table, question)
    if asks_which(question, listed):
        return which(table, question, listed)
    if question.products or question.data:
        return _of_products(table, question, listed)
    if question.excluded_data and question.kind == "where":
        return None
    if (
        question.kind == "where"
        and not (question.regions or asks_of_askers(question))
        and (any(term.text for term in question.terms) or question.cues & {"product", "all"})
        and question.cues & {"host", "location_noun", "available", "data_center"}
    ):
        return which(table, question, ())
    return None


def _of_data(table: HostingTable, question: Question) -> Finding | None:
    """The answer to a question for the data that products hold; None where it asks for something else."""
    if asks_size_of_data(question):
        return size_of_data(table, question)
    if asks_odd_data(question):
        return odd_data(table, question)
    if asks_data(question):
        return which_data(table, question) if len(question.products) == 1 else data_difference(table, question)
    if len(question.products) > 1 and asks_same_data(question):
        return same_data(table, question)
    if len(question.products) > 1 and asks_data_of_each(question):
        return data_of_each(table, question)
    return None


def _spelled_out(table: HostingTable, question: Question) -> Question:
    """The question with its places, data and products as rows have them."""
    if question.regions and _is_about_own_place(question):
        question = replace(question, regions=tuple(table.geography.own_region(where) for where in question.regions))
    if len(question.regions) > 1:
        question = replace(question, regions=table.geography.spelled_out(question.regions, narrowed=question.yes_no))
    if len(question.data) > 1 and question.kind == "which" and "or" not in question.cues:
        question = _without_own_parts(table, question)
    if question.yes_no and len(question.products) == 1 and not table.other_region.isdisjoint(question.concepts):
        question = of_other_region(question)
    if question.maybe_data:
        question = _with_everyday_data(table, question)
    if "every_region" in question.cues:
        question = _with_every_region(table, question)
    return with_any_product(table, question) if question.regions and question.yes_no else question


def _is_about_own_place(question: Question) -> bool:
    """Whether the places asked about are those where customers are: "can a client in X host in their own country?"."""
    if "own_place" in question.cues and question.regions and all(where.position < 0 for where in question.regions):
        return True
    own = {(where.code, where.place) for where in question.customers}
    return bool(own and question.regions) and own.issuperset((where.code, where.place) for where in question.regions)


def _without_own_parts(table: HostingTable, question: Question) -> Question:
    """The question, a word for data that is a part of other data asked about naming none of its own ("tasks as sales activity")."""
    defined = [item.definition for item in table.knowledge.definitions.values()]
    asked = [one for one in defined if not set(one.data).isdisjoint(question.data)]
    parts = {
        key for term in question.terms for one in asked if {*one.includes} & {*term.keys} and not {*one.data} & {*term.keys} for key in term.keys
    }
    return replace(question, data=tuple(key for key in question.data if key not in parts))


def _with_everyday_data(table: HostingTable, question: Question) -> Question:
    """Everyday words taken as kinds of data where the product lists them, or where nothing else is named."""
    if question.data:
        return question
    if not question.products and not (question.kind or question.regions or question.cues & {"host", "location_noun"}):
        return question
    found = tuple(key for key in question.maybe_data if not question.products or any(table.cells(product, (key,)) for product in question.products))
    return replace(question, data=found)


def _with_every_region(table: HostingTable, question: Question) -> Question:
    """ "Is it in all of them?" names all regions."""
    if "except" in question.cues or not question.products or question.regions or question.kind:
        return question
    if asks_containing(question):
        return question
    return replace(question, regions=tuple(Where(code, "", -1) for code in table.all_regions), yes_no=True)


def _unlisted(table: HostingTable, question: Question) -> tuple[str, ...]:
    """Of several kinds of data asked about, those that none of the products lists, and that are no part of another."""
    if len(question.data) < MOST_OVERLOOKED:
        return ()
    return tuple(key for key in question.data if key not in question.parts and not any(table.cells(product, (key,)) for product in question.products))


def _told_about(table: HostingTable, question: Question, held: Finding) -> Finding:
    """What is listed about the data asked for, which are not listed themselves: no answer to whether there is anything about them."""
    denied = not_listed(table, question)
    if not question.cues.isdisjoint({"any", "what_about"}):
        return replace(held, verdict=None)
    return replace(held, verdict=denied.verdict, sentences=(*denied.sentences[:1], *held.sentences))


def _of_products(table: HostingTable, question: Question, listed: Sequence[str] = ()) -> Finding:
    """Yes or no, does it hold, or where: for the products named, or those that hold the data named."""
    products = question.products or table.products_holding(question.data)
    cells: list[Cell] = []
    lacking: list[str] = []
    for product in products:
        own = table.cells(product, data_of(table, question, product))
        without = table.cells(product, question.excluded_data) if question.excluded_data else ()
        left_out = {key for _, keys in without for key in keys} - {*question.data}
        found = [cell for cell in own if not left_out.issuperset(cell[1] or cell[0].data)]
        cells += found
        if not found:
            lacking.append(product)
    alone = question.yes_no and is_alone(question)  # Judged by the whole table.
    if not cells and not alone:
        return each_judged(table, question, not_listed(table, question)) if asks_holding(question) else not_listed(table, question)
    judged = alone or (question.yes_no and question.count)
    if (question.regions and (question.kind != "where" or question.yes_no)) or judged:
        judgement = yes_no(table, question, cells, listed)
        if question.kind == "what" and not question.yes_no and 1 in question.positions.at_any("holds", "lacks", "averts"):
            judgement = replace(judgement, verdict=None)  # "What keeps X out of Y?"
        if alone or judgement.verdict != "yes" or question.cues & {"or", "any"}:
            return judgement
        data, of = (question.data, lacking) if lacking else (_unlisted(table, question), question.products)
        unlisted = say("data_not_listed", data=names("data", *data), products=names("product", *of, joined="or"))
        return replace(judgement, sentences=(*judgement.sentences, unlisted), verdict=None) if data and of else judgement
    if asks_holding(question):
        listing = [cell for cell in cells if not table.only_tells_of([cell], question.data)]
        return each_judged(table, question, holding(question, listing)) if listing else _told_about(table, question, holding(question, cells))
    return where(table, question, cells, lacking)
