"""What belongs to an answer about hosting: shared cells, footnotes, the article's own words, what must be bought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.common.findings import Row, Sentence, names, say
from bot.answering.common.table import Cell, HostingTable, products_of, regions_of
from bot.knowledge.model import Evidence, Said
from bot.understanding.syntax.question import Question


def conditions_of(table: HostingTable, cells: Sequence[Cell], question: Question) -> Iterator[Sentence]:
    """All conditions of an answer that rests on `cells`."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for fact, keys in cells:
        if fact.inherited and keys and question.data and "compare" not in question.cues:
            shared.setdefault(tuple(keys), []).append(fact.product)
    for data, products in shared.items():
        yield say("shares_cell", data=names("data", *data), product=names("product", *products))
    yield from footnote_sentences(table, cells, question)
    yield from spelling(table, cells, question)
    choice = _choice(table, cells, question)
    if choice is not None:
        yield Sentence(statement=choice.statement.key)


def condition_evidence(table: HostingTable, cells: Sequence[Cell], question: Question) -> tuple[Evidence, ...]:
    """The quotes that prove the conditions."""
    keys = [key for key, _, _ in _footnotes(table, cells, question)]
    choice = _choice(table, cells, question)
    if choice is not None:
        keys.append(choice.statement.key)
    return tuple(piece for key in dict.fromkeys(keys) for piece in table.knowledge.statements[key].evidence)


def spelling(table: HostingTable, cells: Sequence[Cell], question: Question) -> Iterator[Sentence]:
    """Where the article writes one region and the question, or the other rows, another that is nearly the same."""
    codes = regions_of(cells)
    asked = {table.geography.place_of(where) for where in question.regions}
    for region in table.nearly_same:
        if region.code not in codes:
            continue
        wider = table.wider[region.code]
        if wider:
            products = products_of(cell for cell in cells if region.code in cell[0].regions)
            yield say("written_as", products=names("product", *products), region=names("written", region.code), other=names("written", wider[0]))
        if asked & set(region.answers_for):
            yield say("answers_for", region=names("written", region.code), places=names("place", *sorted(asked & set(region.answers_for))))


def told(row: Row, phrase: str) -> Sentence:
    """A row as a sentence: the phrase `phrase`_product or, where only some data are meant, `phrase`_data."""
    regions = names("region", *row.regions, form="in")
    if row.data:
        return say(f"{phrase}_data", data=names("data", *row.data), product=names("product", row.product), regions=regions)
    return say(f"{phrase}_product", product=names("product", row.product), regions=regions)


def exception(product: str, data: Sequence[str], regions: Sequence[str]) -> Sentence:
    """That some data of a product can be only in `regions`, unlike the rest of what was said."""
    return say("exception", data=names("data", *data), product=names("product", product), regions=names("region", *regions, form="in"))


def _choice(table: HostingTable, cells: Sequence[Cell], question: Question) -> Said | None:
    """What the article of one product says of having a choice of locations, where the product has one."""
    if "compare" in question.cues or len({fact.product for fact, _ in cells}) != 1 or max(len(fact.regions) for fact, _ in cells) < 2:
        return None
    return table.choices.get(cells[0][0].evidence.article)


def _footnotes(table: HostingTable, cells: Sequence[Cell], question: Question) -> Iterator[tuple[str, bool, str]]:
    """Footnotes that concern the rows: the statement, whether it names the product, the product."""
    whole = bool(question.data) or keeps_all(question) or len({fact.product for fact, _ in cells}) == 1
    avoided = _avoided(question) - {""}
    for said in table.footnotes if whole else ():
        marked = set(said.statement.footnote_of)
        if avoided and avoided.isdisjoint(said.statement.explains):
            continue
        if marked.isdisjoint(question.data) if question.data else not said.statement.limited:
            continue
        for product in products_of((fact, keys) for fact, keys in cells if not marked.isdisjoint(keys or fact.data)):
            named = product in said.statement.products
            if named or question.data:
                yield said.statement.key, named, product


def keeps_all(question: Question) -> bool:
    """Whether it is asked where all data stay ("which keep everything in X?", "which can avoid X?"), so that what is said of some of them counts."""
    return bool(question.regions) and ("all" in question.cues or bool(_avoided(question)))


def _avoided(question: Question) -> set[str]:
    """The codes of the places that something is to be kept out of, "" for one that is no region of the articles."""
    return {where.code for where in question.regions if where.beyond or (where.only and not where.wanted)}


def footnote_sentences(table: HostingTable, cells: Sequence[Cell], question: Question) -> Iterator[Sentence]:
    """What footnotes say of the rows, and of which products they do not say it."""
    found = list(_footnotes(table, cells, question))
    for key in dict.fromkeys(key for key, named, _ in found if named):
        yield Sentence(statement=key)
    for key, named, product in found:
        if not named:
            marked = table.knowledge.statements[key].statement.footnote_of
            yield say("footnote_unnamed", product=names("product", product), data=names("data", *marked))


def leads_through(table: HostingTable, question: Question) -> bool:
    """Whether it is asked if data can be anywhere but in a place of which their footnote tells ("can X's recordings avoid Y?"): they may pass it."""
    avoided = {where.code for where in question.regions if where.beyond}
    notes = [said.statement for said in table.footnotes if not set(said.statement.footnote_of).isdisjoint(question.data)] if avoided else []
    own = [note for note in notes if not (question.products and set(note.products).isdisjoint(question.products))]
    return any(not avoided.isdisjoint(note.explains) for note in own)
