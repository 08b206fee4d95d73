"""The hosting facts of all articles, to be looked up by product, kind of data and region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.answering.common.findings import Row
from bot.answering.common.geography import Geography
from bot.knowledge.model import Evidence, Fact, Knowledge, Said
from bot.understanding.linking.known import Known

# A row with the kinds of data that are meant of it; none means all.
Cell = tuple[Fact, tuple[str, ...]]


class HostingTable:
    """Rows by product, products by kind of data, and what belongs to the whole table; `wider` are the regions around each."""

    def __init__(self, knowledge: Knowledge, geography: Geography) -> None:
        self.knowledge = knowledge
        self.geography = geography
        self._rows: dict[str, list[Fact]] = {key: [] for key in knowledge.products}
        self._listing: dict[str, list[str]] = {}
        self._kinds: dict[str, list[str]] = {}
        self._meant: dict[str, list[str]] = {}
        self._with: dict[str, dict[str, None]] = {}
        self._regions = Known(self._regions_of)
        for fact in knowledge.facts:
            self._rows[fact.product].append(fact)
            for key in fact.data:
                self._listing.setdefault(key, []).append(fact.product)
        for data in knowledge.data.values():
            for general in data.kind_of:
                self._kinds.setdefault(general, []).append(data.key)
            for other in data.meant_by:
                self._meant.setdefault(other, []).append(data.key)
        self.explained_concepts = {concept for article in knowledge.articles.values() for concept in article.about.table_explains}
        self.open_concepts = {concept for article in knowledge.articles.values() for concept in article.about.table_leaves_open}
        self.denying_concepts = {concept for article in knowledge.articles.values() for concept in article.about.table_denied_by}
        self.moving_concepts = {concept for article in knowledge.articles.values() for concept in article.about.table_moves}
        self.other_region = {concept for article in knowledge.articles.values() for concept in article.about.table_seeks_other}
        self.unsaid_concepts = {concept for article in knowledge.articles.values() for concept in article.about.table_leaves_unsaid}
        self.demanded = {concept for article in knowledge.articles.values() for concept in article.about.demanded_of_products}
        self.everywhere = {concept for article in knowledge.articles.values() for concept in article.about.explained_everywhere}
        self.topics = frozenset(line[0] for said in knowledge.statements.values() for line in said.statement.asked_by if len(line) == 1)
        self.all_regions: list[str] = max((fact.regions for fact in knowledge.facts), key=len, default=[])
        self.footnotes: list[Said] = [said for said in knowledge.statements.values() if said.statement.footnote_of]
        self.wider = {
            region.code: [other.code for other in knowledge.regions.values() if other.place in geography.around(region.place)]
            for region in knowledge.regions.values()
        }
        self.nearly_same = [region for region in knowledge.regions.values() if self.wider[region.code] or region.answers_for]
        self.choices: dict[str, Said] = {said.article: said for said in knowledge.statements.values() if said.statement.condition_of_choice}

    def rows(self, product: str) -> list[Fact]:
        """The rows of a product, its main row first."""
        return self._rows.get(product, [])

    def regions(self, product: str, data: tuple[str, ...] = ()) -> list[str]:
        """All regions in which any data of a product can be hosted, or any of `data`, in the articles' order."""
        return self._regions[product, data]

    def _regions_of(self, cells: tuple[str, tuple[str, ...]]) -> list[str]:
        return self.in_order(code for fact, _ in self.cells(*cells) for code in fact.regions)

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Region codes, each once, in the articles' order."""
        found = set(codes)
        return [code for code in self.knowledge.regions if code in found]

    def cells(self, product: str, data: Sequence[str]) -> list[Cell]:
        """The rows of `product` that hold any of `data`, each with the kinds meant; all rows where `data` is empty.

        A kind that no row lists stands for the kinds of it that are listed, and for what may be meant by it.
        """
        rows = self.rows(product)
        if not data:
            return [(fact, ()) for fact in rows]
        listed = {key for fact in rows for key in fact.data}
        found: list[Cell] = []
        for fact in rows:
            meant = [key for key in fact.data if key in data]
            for general in data:
                if general not in listed:
                    meant += [key for key in fact.data if self._may_be(key, general) and key not in meant]
            if meant:
                found.append((fact, tuple(meant)))
        return found

    def _may_be(self, key: str, general: str) -> bool:
        data = self.knowledge.data[key]
        return general in data.kind_of or general in data.meant_by or general in data.about

    def only_tells_of(self, cells: Sequence[Cell], asked: Sequence[str]) -> bool:
        """Whether rows list no kind of data that was asked for, but only what is about it."""
        return not any(set(asked).isdisjoint(self.knowledge.data[key].about) for _, keys in cells for key in keys)

    def cells_or_all(self, product: str, data: Sequence[str]) -> list[Cell]:
        """As `cells`, but all rows where the product lists none of `data`."""
        return self.cells(product, data) or self.cells(product, ())

    def products_with(self, data: str) -> Mapping[str, None]:
        """Products whose rows list `data` or a kind of it; where none does, those that list what may be meant by it."""
        if data not in self._with:
            listing = self._listing_any((data, *self._kinds.get(data, ()))) or self._listing_any(self._meant.get(data, ()))
            self._with[data] = dict.fromkeys(product for product in self.knowledge.products if product in listing)
        return self._with[data]

    def products_naming(self, data: str) -> Sequence[str]:
        """Products whose rows list `data` in these words, and not only a kind of it."""
        return self._listing.get(data, ())

    def _is_general(self, key: str) -> bool:
        return key in self._kinds or key in self._meant

    def _listing_any(self, keys: Iterable[str]) -> set[str]:
        return {product for key in keys for product in self._listing.get(key, ())}

    def products_holding(self, data: Sequence[str]) -> tuple[str, ...]:
        """Products that hold all of the data; where none does, those of the kinds that only one product holds, or of any."""
        holding = [self.products_with(key) for key in data]
        together = [product for product in self.knowledge.products if all(product in products for products in holding)]
        telling = [products for key, products in zip(data, holding, strict=True) if len(products) == 1 and not self._is_general(key)]
        return tuple(together or dict.fromkeys(product for products in telling or holding for product in products))

    def shown(self, cells: Sequence[Cell]) -> Iterator[Row]:
        """One row for each product and set of regions; a product's other rows by their data."""
        by_product: dict[str, list[Cell]] = {}
        for cell in cells:
            by_product.setdefault(cell[0].product, []).append(cell)
        for product, own in by_product.items():
            main = None if [keys for _, keys in own if keys] else tuple(self.rows(product)[0].regions)
            by_regions: dict[tuple[str, ...], list[str]] = {}
            for fact, keys in own:
                by_regions.setdefault(tuple(fact.regions), []).extend(keys or fact.data)
            for regions, data in by_regions.items():
                yield Row(product, () if regions == main else tuple(dict.fromkeys(data)), regions)


def products_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The products of rows, each once."""
    return tuple(dict.fromkeys([fact.product for fact, _ in cells]))


def regions_of(cells: Iterable[Cell]) -> set[str]:
    """All regions of rows."""
    return set[str]().union(*[fact.regions for fact, _ in cells])


def evidence_of(cells: Sequence[Cell], *, with_data: bool) -> tuple[Evidence, ...]:
    """The hosting cells' quotes, each quote once; with its data cell's each where `with_data`, else where rows of one product differ."""
    regions: dict[str, list[str]] = {}
    differing = {fact.product for fact, _ in cells if regions.setdefault(fact.product, fact.regions) != fact.regions}
    found: dict[tuple[str, str, str], Evidence] = {}
    for fact, _ in cells:
        for piece in (fact.data_evidence, fact.evidence) if with_data or fact.product in differing else (fact.evidence,):
            found.setdefault((piece.article, piece.section, piece.quote), piece)
    return tuple(found.values())
