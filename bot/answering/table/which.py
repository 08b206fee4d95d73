"""Which products: by region, by kind of data, of those listed before; and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.answering.common.conditions import condition_evidence, exception, footnote_sentences, keeps_all, spelling
from bot.answering.common.defined import told_as_parts
from bot.answering.common.findings import Finding, Sentence, names, say, say_which
from bot.answering.common.shares import outdoes_all
from bot.answering.common.table import Cell, HostingTable, evidence_of
from bot.answering.table.alike import asks_alike, is_like
from bot.answering.table.by_rows import meets_places, of_rows
from bot.answering.table.either import either_of
from bot.answering.table.quantities import is_none, of_none_or_not_all, verdict_of
from bot.answering.table.regions import is_left_out, passes, place_unsaid, unsaid
from bot.answering.table.restricted import of_which
from bot.answering.table.setting_aside import denials_of_more, sets_rows_aside, with_lacked_data, with_others_in_place, without_rows_aside
from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question

_MOST = {"most", "fewest"}
_FILTERS = _MOST | {"every_region"}
_DENYING = frozenset({"not", "without", "never"})
# Cues of words that narrow a list by something that is no place, number or kind of data ("which products differ from the others?").
_NARROWING = frozenset({"other", "outside"})
# Cues that say that there is hosting, and of what people have or do somewhere, wherever data are.
_OFFERED = frozenset({"host", "data_center", "location_noun", "available"})
_OF_PEOPLE = frozenset({"it", "staff", "usage", "customer"})


def asks_which(question: Question, listed: Sequence[str]) -> bool:
    """Whether a question asks for products. `listed` are those that "those" stands for."""
    filters = bool(question.regions or question.data or question.count or question.cues & _FILTERS or question.struck or outdoes_all(question))
    filters = filters or ("only" in question.cues and question.kind not in ("which", "who"))
    if asks_alike(question):
        return True
    if question.kind == "where":
        listed_places = question.cues & {"list", "all"} and "product" in question.cues
        if question.yes_no and question.regions and "product" in question.cues and not question.products:
            return True
        most = (question.cues & _MOST or outdoes_all(question)) and (not question.data or "product" in question.cues)
        return bool(most or ((listed_places or question.count) and not question.data)) and not question.products
    if question.kind == "which":
        return _which_asks(question, listed, filters)
    if len(question.products) == 1 or (
        question.products and question.cues >= {"any", "data"} and any(not where.wanted for where in question.regions)
    ):
        return False
    if len(question.products) > 1:
        centers = {"location_noun", "data_center"} if question.kind == "how_many" else {"data_center"}
        if question.kind in ("how_many", "who") and question.regions and question.cues.isdisjoint(centers):
            return True
        return question.chooses_product and bool(question.data or question.regions) and question.kind in ("", "what", "who")
    filters = filters or (question.yes_no and question.product_count is not None and not question.filled)
    if "product" in question.cues and (filters or (question.cues & {"list", "how_many", "all", "any"} and "terms" not in question.filled)):
        return True
    if question.data and question.kind in ("what", "define") and "product" in question.cues:
        return True
    if question.data and not question.products and (question.cues >= {"any", "holds"} or _asks_holder(question)):
        return True
    if question.kind in ("how_many", "who") and (filters or listed):
        return True
    named = question.yes_no and ("any" in question.cues or _asks_data_center(question))
    if question.regions and (named or (not question.kind and _asks_anything(question))):
        return True
    if question.count and not question.products:
        return not (question.yes_no and "account" in question.cues)
    filtered = (question.regions or "every_region" in question.cues) and not (question.yes_no and _speaks_of_list(question))
    return bool(filtered) and bool(question.cues & {"list", "those", "all", "none", "rest"} or question.kind in ("what", "who", "define"))


def _speaks_of_list(question: Question) -> bool:
    """Whether "list" is no more than what some data are ("can the list of X be in Y?"), so that no products are to be listed."""
    listed = {at + step for at in question.positions.at("list") if at + 1 in question.positions.at("of") for step in (2, 3)}
    return "product" not in question.cues and any(term.position in listed and DATA in term.kinds for term in question.terms)


def _asks_data_center(question: Question) -> bool:
    """Whether it is asked if there are data centers in a place ("do you have servers in X?"), and nothing of what is in them."""
    verbs = {at for cue, at in question.positions if cue in ("aux", "holds", "there", "any")}
    centers = [at for cue, at in question.positions if cue == "data_center" and verbs & {at - 1, at - 2}]
    return bool(centers) and any(where.position > centers[0] for where in question.regions) and not (question.products or question.data)


def _asks_anything(question: Question) -> bool:
    """Whether anything that is somewhere is asked for ("anything with X and Y only")."""
    there = {at for cue, at in question.positions if cue in ("with", "at", "host", "available")}
    return any(cue == "any" and at + 1 in there for cue, at in question.positions) and not (question.unknown or question.data)


def _asks_holder(question: Question) -> bool:
    """Whether what holds some data is asked: "what stores forum posts?", "everything that has tickets"."""
    swept = {at + 1 for at in question.positions.at("all")}.intersection(question.positions.at("subject"))
    if any(at - 1 in swept for at in question.positions.at("holds")) and not question.regions:
        return True
    asked = question.positions.at("what")
    return any(cue == "holds" and at - 1 in asked for cue, at in question.positions) and not question.yes_no and "location_noun" not in question.cues


def _which_asks(question: Question, listed: Sequence[str], filters: bool) -> bool:
    """As `asks_which`, for the word "which" itself; "which are there?" points at no place where none was spoken of."""
    only_inherited = set(question.filled) >= {"data"} and not question.regions
    if only_inherited and not listed and not question.cues & {"product", "those"}:
        return False
    nowhere = "there" in question.cues and not (question.regions or question.data)
    if len(question.products) == 1 or (nowhere and (question.filled or question.customers or "aux" not in question.cues)):
        return False
    if filters or listed:
        return True
    return "product" in question.cues and not question.products and question.cues.isdisjoint(_NARROWING)


def with_any_product(table: HostingTable, question: Question) -> Question:
    """The question, asking of any product where it names none and asks if there is hosting in a place of no row ("do you offer hosting in X?")."""
    if question.products or question.data or not question.yes_no or not any(where.wanted and not where.beyond for where in question.regions):
        return question
    offered = not question.cues.isdisjoint(_OFFERED) and question.cues.isdisjoint(_OF_PEOPLE)
    if not offered or any(map(table.geography.is_listed, question.regions)):
        return question
    return replace(question, cues=question.cues | {"any", "product"})


def which(table: HostingTable, question: Question, listed: Sequence[str]) -> Finding:
    """The products that meet the question, counted and listed with their rows."""
    if unsaid(table, question):
        return place_unsaid(table, question, _cells(table, question.products, question))
    question = with_lacked_data(with_others_in_place(of_none_or_not_all(question)))
    alike = asks_alike(question)
    among = (() if alike else question.products) or _among(table, question, listed)
    left_out = {*question.excluded_products, *(question.products if alike else ())}
    chosen = [product for product in among if product not in left_out and not is_left_out(table, table.regions(product), question)]
    chosen, question = of_which(table, chosen, question, meets)
    keep = _extreme(table, [product for product in chosen if (is_like if alike else meets)(table, product, question)], question)
    missing = [product for product in chosen if product not in keep]
    verdict = verdict_of(of_rows(question), keep, missing) if _is_judged(question) else None
    cells = _cells(table, keep, question)
    if verdict == "no" and keep and missing and not is_none(question):
        cells += _cells(table, missing, question)
        sentence = say("not_all", count=str(len(keep)), total=str(len(chosen)), products=names("product", *missing))
    elif keep:
        sentence = say_which(keep)
    elif keep := _holding_part(table, chosen, question):
        sentence, cells = say("which_part", products=names("product", *keep)), _cells(table, keep, question)
    else:
        sentence = say("which_none_of", products=names("product", *chosen)) if 0 < len(chosen) < len(table.knowledge.products) else say("which_none")
    notes = cells if keeps_all(question) else ()
    told = (*_exceptions(table, keep, question), *footnote_sentences(table, notes, question))
    proving = cells or [cell for product in left_out if question.data for cell in table.cells(product, question.data)]  # None but those left out.
    proving = proving or _cells(table, chosen or among, question)
    found = Finding(
        "answered",
        (sentence,),
        (*told, *spelling(table, cells, question), *_unlisted(table, question)),
        verdict,
        products=tuple(keep),
        facts=tuple(cells),
        rows=tuple(table.shown(cells)) if len(cells) > 1 or question.data or any(where.place for where in question.regions) else (),
        evidence=(*evidence_of(proving, with_data=bool(question.data)), *condition_evidence(table, notes, question)),
        confidence=question.confidence,
        why=(f"products by regions {[(where.code or where.place, where.wanted) for where in question.regions]} and data {list(question.data)}",),
    )
    return told_as_parts(table, question, found) if keep and question.parts else found


def _is_judged(question: Question) -> bool:
    """Whether it tells of products anything that some may not meet, unless it names no more than them."""
    places = question.regions or question.besides or question.struck or question.count
    narrows = places or question.data or question.excluded_data or question.product_count or question.cues & _FILTERS or outdoes_all(question)
    return bool(narrows) or not ("same" in question.cues or (question.own_concepts and "all" in question.cues))


def meets(table: HostingTable, product: str, question: Question) -> bool:
    """Whether a product has what the question wants, and nothing that it excludes."""
    if "or" in question.cues and (parted := either_of(question)):
        return any(meets(table, product, part) for part in parted)
    if question.data_by_product:
        question = replace(question, data=data_of(table, question, product))
    left_out = [data for data in question.excluded_data if product in table.products_with(data)]
    if left_out and not sets_rows_aside(question):
        return False
    if question.data:
        listing = [product in (table.products_naming if "verbatim" in question.cues else table.products_with)(data) for data in question.data]
        if _is_lacking(question):
            return not any(listing)
        if not (any(listing) if "or" in question.cues else all(listing)):
            return False
    placed = question.regions or question.count or "every_region" in question.cues
    data = question.data if placed and "as_whole" not in question.cues else ()
    if not question.excluded_data:
        return meets_places(table, product, data, question)
    cells = without_rows_aside(table, table.cells(product, data), question)
    return passes(table, table.in_order(code for fact, _ in cells for code in fact.regions), question)


def _holding_part(table: HostingTable, products: Sequence[str], question: Question) -> list[str]:
    """Where several kinds of data are asked for, the products that have any of them as the question wants."""
    if len(question.data) < 2 or _is_lacking(question):
        return []
    return [product for product in products if meets(table, product, replace(question, cues=question.cues | {"or"}))]


def _among(table: HostingTable, question: Question, listed: Sequence[str]) -> tuple[str, ...]:
    """Those listed before, from which a question chooses, else all products; all too where others may be asked for and none listed is meant."""
    back = "back_to" in question.cues or "data" in question.filled
    if not listed and question.data and back and "all" in question.cues and question.yes_no and "product" not in question.cues:
        return table.products_holding(question.data)  # "Back to X data: are all of them in Z?"
    others = (_asks_anew(question) or _denies_choice(question)) and not any(meets(table, product, question) for product in listed)
    return tuple(listed) if listed and not others else tuple(table.knowledge.products)


def _asks_anew(question: Question) -> bool:
    """Whether other products may be asked for than those listed before: "and which ones are in X?", not "which of those are in X?"."""
    return question.cues >= {"product", "what_about"} and not question.cues & {"of", "it"}


def _denies_choice(question: Question) -> bool:
    """Whether it is denied what those listed were chosen by, so that they are not meant ("which have frobs in X?" - "which don't have it?")."""
    denied = "regions" in question.filled and bool(question.regions) and not any(where.wanted for where in question.regions)
    return denied and question.cues >= {"it", "not"} and question.cues.isdisjoint({"of", "those", "product", "list"})


def _extreme(table: HostingTable, products: Sequence[str], question: Question) -> list[str]:
    """The products with the most regions of all, or the fewest, where that is asked."""
    if not (question.cues & _MOST or outdoes_all(question)) or not products:
        return list(products)
    sizes = [len(table.regions(product, question.data)) for product in products]
    wanted = min(sizes) if question.cues & {"fewest", "fewer_than"} else max(sizes)
    return [product for product, size in zip(products, sizes, strict=True) if size == wanted]


def _is_lacking(question: Question) -> bool:
    """Whether products are asked for that do not have a kind of data ("which do not store forum data?")."""
    if question.regions or question.besides or question.excluded_data or "every_region" in question.cues:
        return False
    if "only" in question.cues or question.cues.isdisjoint(_DENYING):
        return False
    return bool(denials_of_more(question, *_DENYING))


def data_of(table: HostingTable, question: Question, product: str) -> tuple[str, ...]:
    """The data asked for of a product: those in brackets after it, or after all products where it lists them, else those of all.

    What brackets only add to whole products is what yes or no turns on.
    """
    each = dict(question.data_by_product)
    if not each or ((question.yes_no or question.regions) and not any(each.values())):
        return question.data
    if product in each:
        return each[product]
    closing = question.products[-1:] == tuple(each) and table.cells(product, question.data)
    return question.data if closing else tuple(key for key in question.data if all(key not in data for data in each.values()))


def _cells(table: HostingTable, products: Sequence[str], question: Question) -> list[Cell]:
    told = [(product, data_of(table, question, product)) for product in products]
    return without_rows_aside(table, [cell for one in told for cell in table.cells_or_all(*one)], question)


def _exceptions(table: HostingTable, products: Sequence[str], question: Question) -> Iterator[Sentence]:
    """Rows of listed products that lack what the products were listed for."""
    if question.data or not any(where.wanted for where in question.regions):
        return
    for product in products:
        rows = [fact for fact, _ in _cells(table, [product], question)]
        for fact in rows[1:]:
            if fact.regions != rows[0].regions and not passes(table, fact.regions, question):
                yield exception(product, fact.data, fact.regions)


def _unlisted(table: HostingTable, question: Question) -> Iterator[Sentence]:
    places = [table.geography.place_of(where) for where in question.regions if not table.geography.is_listed(where)]
    if places:
        yield say("unlisted", places=names("place", *places))
