"""Where the data of products are hosted, whether a product holds a kind of data, and what data it holds."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.conditions import condition_evidence, conditions_of, told
from bot.answering.common.findings import Finding, Row, Sentence, names, say
from bot.answering.common.negation import is_denied
from bot.answering.common.table import Cell, HostingTable, evidence_of, products_of, regions_of
from bot.answering.table.regions import passes
from bot.replies import Verdict
from bot.understanding.linking.lexicon import POINTING
from bot.understanding.syntax.question import Question, Where

_COMPARING = frozenset({"compare", "difference", "same", "more_than", "fewer_than", "not"})

_LACKING = frozenset({"not", "lacks", "without"})

# Cues of words with which all regions are asked for, and of those for one product's, or for what is none of the table's.
_THERE_ARE = frozenset({"there", "available", "using", "article_says", "all", "every_region", "list", "holds"})
_OF_ONE = frozenset(
    {"customer", "own_place", "city", "finer", "account", "product", "own_product", "data", "same", "other", "not", "seat", "usage", "most", "fewest"}
) | {"it", "those", "chosen", "host", "who", "which", "what", "with"}

_TWO = 2
_REACH_OF_NOT = 3  # So many words before "only" stands what denies it.

# Of how many products at most all kinds of data are told at once.
MOST_LISTED = 4


def where(table: HostingTable, question: Question, cells: list[Cell], lacking: Sequence[str]) -> Finding:
    """The rows told: as sentences for one product, as a table for several. `lacking` are products without the data asked for."""
    products, rows = products_of(cells), tuple(table.shown(cells))
    if len(products) == 1:
        sentences = [told(rows[0], "where"), *(told(row, "where_rest") for row in rows[1:])]
    else:
        sentences = [say("where_several", products=names("product", *products))]
    if lacking:
        sentences.append(say("data_not_listed", data=names("data", *question.data), products=names("product", *lacking, joined="or")))
    if question.kind == "how_many" and question.cues.isdisjoint(_LACKING):
        sentences = [*_counts(cells, products), *sentences]
    if not (question.regions or question.cues.isdisjoint(_LACKING)) and len(rows) == 1:
        codes = rows[0].regions
        missing = [code for code in table.all_regions if table.geography.within(codes, Where(code, "", -1)) is False]
        sentences += [say("not_there", places=names("region", *missing, joined="or"))] if missing else []
    return Finding(
        "answered",
        tuple(sentences),
        tuple(conditions_of(table, cells, question)),
        facts=tuple(cells),
        rows=rows if len(products) > 1 else (),
        evidence=(*evidence_of(cells, with_data=bool(question.data)), *condition_evidence(table, cells, question)),
        confidence=question.confidence,
        why=(f"rows of {', '.join(products)}" + (f" that list {', '.join(question.data)}" if question.data else ""),),
    )


def _counts(cells: list[Cell], products: Sequence[str]) -> list[Sentence]:
    """How many regions the rows have, of several products each by itself."""
    if len(products) == 1:
        return [say("regions_count", count=str(len(regions_of(cells))))]
    own = [(product, regions_of([cell for cell in cells if cell[0].product == product])) for product in products]
    return [say("regions_count_of", product=names("product", product), count=str(len(regions))) for product, regions in own]


def asks_all_regions(question: Question) -> bool:
    """Whether the regions of all products together are asked for or counted ("which regions are there?", "is there only one location?")."""
    if question.kind == "how_many" and counts_other_regions(question):
        return True
    if not {"parts"}.issuperset(question.filled) or question.names_subject or question.regions or question.unknown:
        return False
    if (question.kind == "where" or "every_region" in question.cues) and not question.yes_no:
        return not question.cues.isdisjoint(_THERE_ARE) and (question.cues.isdisjoint(_OF_ONE | POINTING) or _points_at_table(question))
    if "location_noun" not in question.cues:
        return False
    if question.kind == "how_many":
        return not question.has_subject
    nouns = {at + 1 for at in question.positions.at("product")}  # "One" is no product where it counts places.
    counted = question.count is not None and nouns.issubset(question.positions.at("location_noun"))
    return counted and question.yes_no and not question.kind and question.cues.isdisjoint({"account", "every_region", "any"} | POINTING)


def _points_at_table(question: Question) -> bool:
    """Whether nothing is pointed at but the table or article ("in that table"), or the regions themselves by what joins a verb to them."""
    positions = question.positions
    joined = [at for at in positions.at("subject") if at - 1 in positions.at("location_noun")]  # "The regions that show up ..."
    pointing = set(positions.at_any(*_OF_ONE, *POINTING)).difference(joined)
    return "article_says" in question.cues and "only" not in question.cues and all(at + 1 in positions.at("article_says") for at in pointing)


def counts_other_regions(question: Question) -> bool:
    """Whether regions are counted with some left aside ("besides Y, how many regions are there?"), of a product or in all."""
    if question.kind != "how_many" or not question.regions or "location_noun" not in question.cues or "product" in question.cues:
        return False
    asked, nouns = question.positions.at("how_many"), question.positions.at("location_noun")
    if question.data or question.count or question.outside or not any(0 < noun - at <= _TWO for at in asked for noun in nouns):
        return False
    aside = question.positions.at_any("leave_aside", "except", "besides", "outside")
    return bool(aside) and (question.regions[0].beyond or any(0 < question.regions[0].position - at <= _TWO for at in aside))


def all_regions(table: HostingTable, question: Question) -> Finding:
    """Which regions the articles list in all, or how many, with the rows that list them; yes or no where a number of them is claimed."""
    cells = [cell for product in question.products or table.knowledge.products for cell in table.cells(product, ())]
    listed = [code for code in table.in_order(regions_of(cells)) if not any(table.geography.settles(code, where) for where in question.regions)]
    found, noun = len(listed), max(question.positions.at("location_noun"), default=0)
    codes = names("region", *listed)
    denied = any(1 < at < noun for at in question.positions.at_any("not", "never"))
    verdict: Verdict | None = None
    if question.count and not denied:
        agrees = {question.count.least <= number <= question.count.most for number in (found, found - 1)}  # One region may lie in another.
        verdict = None if len(agrees) > 1 else "yes" if agrees.pop() else "no"
    return Finding(
        "answered",
        (say("regions_count", count=str(found)) if question.kind == "how_many" or question.count else say("regions_all", regions=codes),),
        verdict=verdict,
        facts=tuple(cells),
        rows=tuple(table.shown(cells)),
        evidence=evidence_of(cells, with_data=False),
        why=("all regions counted",),
    )


def not_listed(table: HostingTable, question: Question) -> Finding:
    """No row of the products lists the data: no for "does it hold ...?", else unknown, with the products that do list it."""
    data, products = names("data", *question.data), names("product", *question.products, joined="or")
    elsewhere = dict.fromkeys(product for key in question.data for product in table.products_with(key))
    nearest = (say("listed_for", data=data, products=names("product", *elsewhere)),) if elsewhere else ()
    sentence = say("data_not_listed", data=data, products=products)
    if asks_holding(question):
        evidence = evidence_of([(fact, ()) for product in question.products for fact in table.rows(product)], with_data=True)
        verdict: Verdict = "yes" if is_denied(question) else "no"
        return Finding("answered", (sentence, *nearest), verdict=verdict, evidence=evidence, confidence=question.confidence, why=("no row lists it",))
    return Finding("unknown", (sentence,), nearest=nearest, why=("no row lists it",))


def asks_holding(question: Question) -> bool:
    """Does a product hold a kind of data? Asked with both named and no place."""
    named = question.yes_no and question.products and question.data and not question.regions
    told = question.cues & {"holds", "contains"} or ("host" in question.cues and question.cues & {"confirm", "claims"})
    return bool(named and told and "location_noun" not in question.cues and question.kind != "where")


def holding(question: Question, cells: list[Cell]) -> Finding:
    """Yes where rows of all the products list the data; where only some do, no, unless it is asked of either."""
    data = dict.fromkeys(key for _, keys in cells for key in keys)
    held: dict[tuple[str, ...], list[str]] = {}
    for product in products_of(cells):
        held.setdefault(tuple(dict.fromkeys(key for fact, keys in cells for key in keys if fact.product == product)), []).append(product)
    told_of = [say("holds", data=names("data", *keys), products=names("product", *products)) for keys, products in held.items()]
    evidence = evidence_of(cells, with_data=True)
    everywhere = set(question.products) <= set(products_of(cells))
    verdict: Verdict | None = "no" if is_denied(question) else "yes"
    if bounds := question.positions.at("only"):
        others = any(set(fact.data) - set(data) for fact, _ in cells)
        denials = question.positions.at("not")
        if all(any(0 < at - denial <= _REACH_OF_NOT for denial in denials) for at in bounds):  # "It doesn't hold just those."
            verdict = "yes" if others else None
        elif verdict == "yes":
            verdict = "no" if others else None
    if not everywhere:
        verdict = None if is_denied(question) or question.cues & {"or", "any"} else "no"
    return Finding(
        "answered", tuple(told_of), verdict=verdict, facts=tuple(cells), evidence=evidence, confidence=question.confidence, why=("a row lists it",)
    )


def asks_data(question: Question) -> bool:
    """Whether a question asks what kinds of data one product holds."""
    if len(question.products) == 2 and "not" in question.cues and not question.regions and not question.data:
        asks = question.kind == "which_data" or (question.kind == "what" and "holds" in question.cues)
        return asks and "location_noun" not in question.cues
    if len(question.products) != 1 or question.data and question.kind != "which_data":
        return False
    if (
        question.kind == "which_data"
        or _counts_kinds(question)
        or _asks_categories(question)
        or (question.kind in ("which", "what") and "data" in question.cues and not question.cues & {"location_noun", "every_region"})
    ):
        return True
    if question.cues >= {"list", "data"} and not question.kind and not question.cues & {"location_noun"} and not question.regions:
        return True
    stores = question.kind in ("what", "define") and "holds" in question.cues and question.cues.isdisjoint({"location_noun", "only", "every_region"})
    return stores and not (question.regions or question.yes_no)


def _asks_categories(question: Question) -> bool:
    """Whether the categories of a product's data are asked for, by the word by which definitions go too ("data categories of X")."""
    asks = "definitions" in question.cues and question.kind in ("", "which", "what")
    return asks and question.cues.isdisjoint({"location_noun", "every_region"}) and not (question.regions or question.parts)


def _counts_kinds(question: Question) -> bool:
    """Whether the kinds of data are counted."""
    return question.kind == "how_many" and "kind_of_data" in question.cues and "location_noun" not in question.cues


def asks_data_of_each(question: Question) -> bool:
    """Whether a question asks what kinds of data a few products hold ("what do X and Y store?")."""
    few = 1 < len(question.products) <= MOST_LISTED and not (question.regions or question.data)
    having = set(question.positions.at("holds")) <= set(question.positions.at("available")) and "data" not in question.cues
    if not few or (having and question.kind != "which_data" and not _counts_kinds(question)) or question.cues & _COMPARING:
        return False
    return asks_data(replace(question, products=question.products[:1]))


def which_data(table: HostingTable, question: Question) -> Finding:
    """What kinds of data a product holds: all, or those that can (or cannot) be hosted somewhere."""
    product = question.products[0]
    cells = table.cells(product, ())
    fitting = [cell for cell in cells if passes(table, cell[0].regions, question)] if question.regions else cells
    if not fitting:
        return Finding(
            "answered",
            (say("no_data_there", product=names("product", product)), *(told(row, "where") for row in table.shown(cells))),
            verdict="no" if _asks_for_any_kind(question) else None,
            facts=tuple(cells),
            evidence=evidence_of(cells, with_data=True),
            confidence=question.confidence,
            why=("no row fits",),
        )
    data = dict.fromkeys(key for fact, _ in fitting for key in fact.data)
    listed = say("data_list", product=names("product", product), data=names("data", *data))
    sentences = (say("data_count", count=str(len(data))), listed) if _counts_kinds(question) else (listed,)
    if not question.regions:
        evidence = tuple(fact.data_evidence for fact, _ in fitting)
        return Finding("answered", sentences, evidence=evidence, confidence=question.confidence, why=("the product's data cells",))
    rows = [told(Row(product, keys, regions), "where") for regions, keys in _by_regions(fitting)]
    return Finding(
        "answered",
        (*sentences, *rows),
        verdict="yes" if _asks_for_any_kind(question) else None,
        facts=tuple(fitting),
        evidence=evidence_of(fitting, with_data=True),
        confidence=question.confidence,
        why=("rows by regions",),
    )


def _asks_for_any_kind(question: Question) -> bool:
    """Whether it is asked if there is any kind of data of which the rest is so ("does any kind of data of X lie outside of Y?")."""
    kinds = question.positions.at("kind_of_data")
    before = {cue for cue, at in question.positions if at < kinds[0]} if kinds else set()
    some = bool(before & {"any", "there"}) and before.isdisjoint({"which", "what", "list", "reports"})
    return some and question.asked and question.cues.isdisjoint({"how_many", "untrue"})


def data_of_each(table: HostingTable, question: Question) -> Finding:
    """What kinds of data each of some products holds."""
    found = [which_data(table, replace(question, products=(product,))) for product in question.products]
    sentences = tuple(sentence for finding in found for sentence in finding.sentences)
    evidence = tuple(piece for finding in found for piece in finding.evidence)
    return Finding("answered", sentences, evidence=evidence, confidence=question.confidence, why=("the products' data cells",))


def asks_same_data(question: Question) -> bool:
    """Whether it is asked if two products hold the same data."""
    if len(question.products) != _TWO or "holds" not in question.cues or question.regions:
        return False
    same = question.positions.at("same")
    return any(0 < at - before <= _TWO for before in same for at in question.positions.at("data")) and "location_noun" not in question.cues


def same_data(table: HostingTable, question: Question) -> Finding:
    """What the first of two products holds beyond the other; yes where they hold the same."""
    first, second = ({key for fact in table.rows(product) for key in fact.data} for product in question.products)
    verdict: Verdict = "yes" if (first == second) != is_denied(question) else "no"
    return replace(data_difference(table, question), verdict=verdict if question.yes_no else None)


def data_difference(table: HostingTable, question: Question) -> Finding:
    """Kinds of data that the first product holds and the second does not."""
    first, second = (dict.fromkeys(key for fact in table.rows(product) for key in fact.data) for product in question.products)
    only = [key for key in first if key not in second]
    evidence = tuple(fact.data_evidence for product in question.products for fact in table.rows(product))
    sentence = say(
        "data_only_in", product=names("product", question.products[0]), other=names("product", question.products[1]), data=names("data", *only)
    )
    if not only:
        sentence = say("no_data_only_in", product=names("product", question.products[0]), other=names("product", question.products[1]))
    return Finding("answered", (sentence,), evidence=evidence, confidence=question.confidence, why=("data cells compared",))


def _by_regions(cells: Sequence[Cell]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for fact, _ in cells:
        found.setdefault(tuple(fact.regions), {}).update(dict.fromkeys(fact.data))
    return [(regions, tuple(data)) for regions, data in found.items()]
