"""Questions that the hosting table answers: where, yes or no, which, compare, how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.answering.findings import Finding, Row, Sentence, Verdict, names, say
from bot.answering.geography import Geography
from bot.answering.statements import asks_for_products
from bot.knowledge.model import Evidence, Fact, Knowledge
from bot.understanding.lexicon import CONCEPT, DATA, PRODUCT, REGION
from bot.understanding.question import Question, Where

Cell = tuple[Fact, tuple[str, ...]]


class HostingTable:
    """The hosting facts of all articles, to be queried."""

    def __init__(self, knowledge: Knowledge, geography: Geography) -> None:
        self.geography = geography
        self._knowledge = knowledge
        self._rows: dict[str, list[Fact]] = {key: [] for key in knowledge.products}
        self._listing: dict[str, list[str]] = {}
        self._kinds: dict[str, list[str]] = {}
        for fact in knowledge.facts:
            self._rows[fact.product].append(fact)
            for key in fact.data:
                self._listing.setdefault(key, []).append(fact.product)
        for data in knowledge.data.values():
            for general in data.kind_of:
                self._kinds.setdefault(general, []).append(data.key)
        self._explained = {concept for article in knowledge.articles.values() for concept in article.about.table_explains}
        self.all_regions = self._widest()
        self._footnotes = [said for said in knowledge.statements.values() if said.statement.footnote_of]
        self._choice = next((said for said in knowledge.statements.values() if said.statement.condition_of_choice), None)

    def _widest(self) -> list[str]:
        """The regions of the rows that have the most."""
        return max((fact.regions for fact in self._knowledge.facts), key=len, default=[])

    # ---- looking up

    def rows(self, product: str) -> list[Fact]:
        """The rows of a product."""
        return self._rows.get(product, [])

    def regions(self, product: str) -> list[str]:
        """All regions in which any data of a product can be hosted, in the article's order."""
        found = {code for fact in self.rows(product) for code in fact.regions}
        return [code for code in self._knowledge.regions if code in found]

    def cells(self, product: str, data: Sequence[str]) -> list[Cell]:
        """The rows of `product` that hold any of `data`, each with the data types meant; all rows where `data` is empty."""
        if not data:
            return [(fact, ()) for fact in self.rows(product)]
        found: list[Cell] = []
        for fact in self.rows(product):
            meant = [key for key in fact.data if key in data]
            for general in data:
                if not any(general in other.data for other in self.rows(product)):
                    meant += [key for key in fact.data if general in self._knowledge.data[key].kind_of and key not in meant]
            if meant:
                found.append((fact, tuple(meant)))
        return found

    def products_with(self, data: str) -> list[str]:
        """Products whose rows list `data`, or a kind of it where none lists it itself."""
        direct = self._listing.get(data)
        if direct is None:
            direct = [product for kind in self._kinds.get(data, ()) for product in self._listing.get(kind, ())]
        return [product for product in self._knowledge.products if product in direct]

    # ---- answering

    def explains(self, question: Question) -> bool:
        """Whether every word of weight in the question is one that the table speaks of."""
        return all(
            not term.text or term.aside or term.negated
            or any(kind in (PRODUCT, DATA, REGION) or (kind == CONCEPT and key in self._explained) for kind, key in zip(term.kinds, term.keys, strict=True))
            for term in question.terms
        )  # fmt: skip

    def find(self, question: Question, listed: Sequence[str] = ()) -> Finding | None:
        """The table's answer to a question that it explains, or None. `listed` are the products that "those" means."""
        if question.kind in ("how_long", "how_often", "how_to", "how_much", "why", "when"):
            return None
        stores = question.kind in ("what", "define") and question.cues & {"holds"} and not question.cues & {"location_noun", "only"} and not question.data and not question.regions
        if question.kind == "which_data" or (stores and len(question.products) == 1) or (question.kind in ("which", "what") and question.cues & {"data"} and len(question.products) == 1 and not question.data):
            found = self._which_data(question)
            if found:
                return found
        question = self._with_everyday_data(question)
        if question.cues & {"every_region"} and question.products and not question.regions and question.kind == "":
            question = replace(question, regions=tuple(Where(code, "", -1) for code in self.all_regions), yes_no=True)
        finer = self._finer(question)
        if finer is not None:
            return finer
        if self._compares(question):
            return self._compare(question)
        if self._asks_for_products(question, listed):
            return self._which(question, listed)
        if question.kind == "how_many" and question.products and not question.regions:
            return self._count_regions(question)
        if question.products or question.data:
            return self._of_products(question)
        return None

    def _with_everyday_data(self, question: Question) -> Question:
        """Everyday words taken as kinds of data where the product lists them, or where nothing else is named."""
        if not question.maybe_data or question.data:
            return question
        if not question.products and not (question.kind or question.regions or question.cues & {"host", "location_noun"}):
            return question
        found = tuple(key for key in question.maybe_data if not question.products or any(self.cells(product, (key,)) for product in question.products))
        return replace(question, data=found)

    def _finer(self, question: Question) -> Finding | None:
        """A country or city inside a region of the article is asked for: it names the region only."""
        if not question.cues & {"finer"} or question.kind not in ("where", "which", "what"):
            return None
        inner = [where for where in question.regions if where.code and self.geography.holds_places(self._knowledge.regions[where.code].place)]
        inside = [where for where in question.regions if where.place and not question.products and any(self.geography.settles(code, where) is None for code in self._knowledge.regions)]
        if not inner and not inside:
            return None
        codes = tuple(dict.fromkeys([where.code for where in inner] + [code for where in inside for code in self._knowledge.regions if self.geography.settles(code, where) is None]))
        facts = [fact for fact in self._knowledge.facts if set(codes) & set(fact.regions)]
        return Finding("unknown", (say("region_only", regions=names("region", *codes)),), evidence=(facts[0].evidence,), why=("a part of a region that the article names only as a whole",))

    def _asks_for_products(self, question: Question, listed: Sequence[str]) -> bool:
        if question.kind == "which" and not question.cues & {"product", "brand", "those"} and not listed and set(question.filled) >= {"data"} and not question.regions:
            return False
        if question.kind == "where" and not (question.cues & {"list", "all"} and question.cues & {"product"} and not question.products and not question.data):
            return False
        filters = bool(question.regions or question.data or question.cues & {"every_region", "one_region", "only"})
        if question.kind == "which" and (filters or listed) and (len(question.products) != 1 or question.data and not question.cues & {"location_noun"}):
            return not (len(question.products) == 1 and question.data)
        if len(question.products) == 1:
            return False
        generic = bool(question.cues & {"product", "brand"}) and not question.products
        if generic and (filters or question.cues & {"list", "how_many", "all", "any"} or question.kind == "which"):
            return True
        if question.kind in ("how_many", "who") and (filters or listed) and not question.products:
            return True
        if len(question.products) > 1 and question.cues & {"or"} and (question.data or question.regions) and question.kind in ("", "which", "what", "who"):
            return True
        return not question.products and bool(question.regions) and bool(question.cues & {"list", "those", "any", "none"} or question.kind in ("what", "who"))

    # ---- which products

    def _which(self, question: Question, listed: Sequence[str]) -> Finding:
        chosen = question.products or (tuple(listed) if listed else tuple(self._knowledge.products))
        keep = [product for product in chosen if self._passes(product, question)]
        if self._unsure(chosen, keep, question):
            pass
        cells = [cell for product in keep for cell in self._cells_for(product, question)]
        verdict: Verdict | None = None
        if question.yes_no and question.kind in ("", "what"):
            if question.cues & {"all"} and not question.products:
                verdict = "yes" if len(keep) == len(chosen) else "no"
            else:
                verdict = "yes" if keep else "no"
        asked = tuple(dict.fromkeys(self.geography.place_of(where) for where in question.regions))
        shown: tuple[str, ...] = tuple(keep)
        if verdict == "no" and question.cues & {"all"} and keep:
            missing = [product for product in chosen if product not in keep]
            cells += [cell for product in missing for cell in self._cells_for(product, question)]
            sentences = (say("not_all", count=str(len(keep)), total=str(len(chosen)), products=names("product", *missing)),)
        elif keep:
            sentences = (say("which_some" if len(keep) > 1 else "which_one", count=str(len(keep)), products=names("product", *keep)),)
        else:
            sentences = (say("which_none"),)
        conditions = [*self._exceptions(keep, question), *self._spelling(cells, question)]
        unlisted = [where for where in question.regions if not self.geography.is_listed(where)]
        if unlisted:
            conditions.append(say("unlisted", places=names("place", *(self.geography.place_of(where) for where in unlisted))))
        evidence = _evidence(cells, with_data=bool(question.data) or bool(conditions))
        if not evidence:
            cells_shown = [cell for product in chosen for cell in self._cells_for(product, question)]
            evidence = _evidence(cells_shown or [(fact, ()) for fact in self._knowledge.facts], with_data=bool(question.data))
        return Finding(
            "answered", sentences, tuple(conditions), verdict, shown, tuple(cells), tuple(self._rows_shown(cells)) if len(cells) > 1 else (), evidence,
            confidence=question.confidence, why=(f"products by regions {[(place, where.wanted) for place, where in zip(asked, question.regions, strict=False)]} data {list(question.data)}",),
        )  # fmt: skip

    def _unsure(self, chosen: Sequence[str], keep: Sequence[str], question: Question) -> bool:
        return False

    def _cells_for(self, product: str, question: Question) -> list[Cell]:
        if not question.data:
            return self.cells(product, ())
        found = self.cells(product, question.data)
        return found or self.cells(product, ())

    def _passes(self, product: str, question: Question) -> bool:
        """Whether a product has what the question wants, and nothing that it excludes."""
        if question.data:
            listing = [self.products_with(data) for data in question.data]
            if question.cues & {"or"}:
                if not any(product in products for products in listing):
                    return False
            elif not all(product in products for products in listing):
                return False
        cells = self.cells(product, question.data) if question.data and question.regions else self.cells(product, ())
        regions = [code for code in self._knowledge.regions if any(code in fact.regions for fact, _ in cells)]
        return self._regions_pass(regions, question)

    def _regions_pass(self, regions: list[str], question: Question) -> bool:
        wanted = [where for where in question.regions if where.wanted]
        unwanted = [where for where in question.regions if not where.wanted]
        if question.cues & {"every_region"} and not unwanted:
            return _flip(set(self.all_regions) <= set(regions), question)
        if question.cues & {"one_region"} and not question.regions:
            return len(regions) == 1
        if self._tells_apart(question):
            return all(where.code in regions for where in wanted) and not any(where.code in regions for where in unwanted)
        if self._is_exclusive(question):
            named = wanted or unwanted
            fits = bool(named) and all(self.geography.within(regions, where) for where in named) and all(
                any(self.geography.settles(code, where) for where in named) for code in regions
            )  # fmt: skip
            return fits == bool(wanted)
        if question.cues & {"or"} and len(wanted) > 1:
            meets = any(self.geography.within(regions, where) for where in wanted)
        else:
            meets = all(self.geography.within(regions, where) for where in wanted)
        return meets and not any(self.geography.within(regions, where) for where in unwanted)

    def _tells_apart(self, question: Question) -> bool:
        """Whether two regions are named of which one lies in the other ("EU, not EEA"): then each is meant as written."""
        codes = [where.code for where in question.regions if where.code]
        return any(one != other and self.geography.settles(one, Where(other, "", 0)) for one in codes for other in codes)

    def _is_exclusive(self, question: Question) -> bool:
        """Whether "only" belongs to the regions: it stands next to one, or "nowhere else" is said."""
        if "only" not in question.cues:
            return False
        return any(question.near("only", where.position, 3) for where in question.regions)

    def _exceptions(self, products: Iterable[str], question: Question) -> Iterable[Sentence]:
        """Rows of listed products that do not share what the products were listed for."""
        if question.data or not question.regions or not any(where.wanted for where in question.regions):
            return
        for product in products:
            main = self.rows(product)[0].regions
            for fact in self.rows(product):
                if fact.regions != main and not self._regions_pass(fact.regions, question):
                    yield say("exception", data=names("data", *fact.data), product=names("product", product), regions=names("region", *fact.regions, form="in"))

    # ---- one product or several

    def _of_products(self, question: Question) -> Finding | None:
        products = question.products or self._products_holding(question.data)
        cells: list[Cell] = []
        lacking: list[str] = []
        for product in products:
            found = self.cells(product, question.data)
            cells += found
            meant = {key for _, keys in found for key in keys}
            if question.data and not meant:
                lacking.append(product)
        if not cells or (lacking and len(lacking) == len(products)):
            return self._not_listed(question)
        if question.regions and question.kind not in ("where", "which") or (question.regions and question.yes_no) or (question.kind == "which" and question.regions):
            return self._yes_no(question, cells)
        if self._asks_holding(question):
            return self._holding(question, cells)
        return self._where(question, cells, lacking)

    def _products_holding(self, data: Sequence[str]) -> tuple[str, ...]:
        """Products that hold all of the data; where none does, those of the kinds that only one product holds, or of any."""
        holding = [self.products_with(key) for key in data]
        together = [product for product in self._knowledge.products if all(product in products for products in holding)]
        telling = [products for key, products in zip(data, holding, strict=True) if len(products) == 1 and key not in self._kinds]
        return tuple(together or dict.fromkeys(product for products in telling or holding for product in products))

    def _not_listed(self, question: Question) -> Finding:
        data, products = question.data, question.products
        elsewhere = tuple(dict.fromkeys(product for key in data for product in self.products_with(key)))
        nearest = []
        if elsewhere:
            nearest.append(say("listed_for", data=names("data", *data), products=names("product", *elsewhere)))
        status: Verdict | None = "no" if self._asks_holding(question) else None
        if status:
            evidence = _evidence([(fact, ()) for product in products for fact in self.rows(product)], with_data=True)
            return Finding("answered", (say("data_not_listed", data=names("data", *data), products=names("product", *products, joined="or")), *nearest), verdict="no", evidence=evidence, confidence=question.confidence, why=("no row lists it",))
        return Finding("unknown", (say("data_not_listed", data=names("data", *data), products=names("product", *products, joined="or")),), nearest=tuple(nearest), why=("no row lists it",))

    def _asks_holding(self, question: Question) -> bool:
        """Does a product hold a kind of data? Asked with both named and no place."""
        return bool(question.yes_no and question.products and question.data and not question.regions and question.cues & {"holds", "contains"} and not question.cues & {"where", "location_noun"} and question.kind != "where")

    def _holding(self, question: Question, cells: list[Cell]) -> Finding:
        products = tuple(dict.fromkeys(fact.product for fact, _ in cells))
        data = tuple(dict.fromkeys(key for _, keys in cells for key in keys))
        sentence = say("holds", data=names("data", *data), products=names("product", *products))
        return Finding("answered", (sentence,), verdict="yes", facts=tuple(cells), evidence=_evidence(cells, with_data=True), confidence=question.confidence, why=("a row lists it",))

    def _where(self, question: Question, cells: list[Cell], lacking: Sequence[str]) -> Finding:
        products = tuple(dict.fromkeys(fact.product for fact, _ in cells))
        rows = tuple(self._rows_shown(cells))
        if len(rows) == 1:
            sentences = [self._told(rows[0], "where")]
        elif len(products) == 1:
            sentences = [self._told(rows[0], "where"), *(self._told(row, "where_rest") for row in rows[1:])]
        else:
            sentences = [say("where_several", products=names("product", *products))]
        if lacking:
            sentences.append(say("data_not_listed", data=names("data", *question.data), products=names("product", *lacking, joined="or")))
        if question.kind == "how_many":
            sentences.insert(0, say("regions_count", count=str(len({code for row in rows for code in row.regions}))))
        return Finding(
            "answered", tuple(sentences), tuple(self._conditions(cells, question)), facts=tuple(cells), rows=rows if len(products) > 1 else (),
            evidence=(*_evidence(cells, with_data=bool(question.data) or len(rows) > 1), *self._condition_evidence(cells, question)),
            confidence=question.confidence, why=(f"rows of {', '.join(products)}" + (f" that list {', '.join(question.data)}" if question.data else ""),),
        )  # fmt: skip

    def _told(self, row: Row, phrase: str) -> Sentence:
        regions = names("region", *row.regions, form="in")
        if row.data:
            return say(f"{phrase}_data", data=names("data", *row.data), product=names("product", row.product), regions=regions)
        return say(f"{phrase}_product", product=names("product", row.product), regions=regions)

    def _rows_shown(self, cells: Sequence[Cell]) -> Iterable[Row]:
        """One row for each product and set of regions; the product's other rows by their data."""
        for product in dict.fromkeys(fact.product for fact, _ in cells):
            own = [cell for cell in cells if cell[0].product == product]
            whole = not any(keys for _, keys in own)
            for regions in dict.fromkeys(tuple(fact.regions) for fact, _ in own):
                same = [(fact, keys) for fact, keys in own if tuple(fact.regions) == regions]
                data = tuple(dict.fromkeys(key for fact, keys in same for key in (keys or fact.data)))
                is_main = whole and regions == tuple(self.rows(product)[0].regions)
                yield Row(product, () if is_main else data, regions)

    def _is_alone(self, question: Question) -> bool:
        """Whether "only" stands right before a product: is it the only one?"""
        return len(question.products) == 1 and any(PRODUCT in term.kinds and any(cue == "only" and term.position - 2 <= at < term.position for cue, at in question.positions) for term in question.terms)

    def _alone(self, question: Question) -> Finding:
        others = [product for product in self._knowledge.products if self._regions_pass(self.regions(product), question)]
        cells = [cell for product in others for cell in self.cells(product, ())]
        verdict: Verdict = "yes" if tuple(others) == question.products else "no"
        sentence = say("which_some" if len(others) > 1 else "which_one", count=str(len(others)), products=names("product", *others))
        return Finding("answered", (sentence,), verdict=verdict, facts=tuple(cells), rows=tuple(self._rows_shown(cells)), evidence=_evidence(cells, with_data=False), confidence=question.confidence, why=("products that meet it",))

    def _yes_no(self, question: Question, cells: list[Cell]) -> Finding:
        if self._is_alone(question) and not question.data:
            return self._alone(question)
        truths = [(cell, self._row_truth(cell[0], question)) for cell in cells]
        whole = self._is_about_all(question)
        if whole:
            truth: bool | None = False if any(value is False for _, value in truths) else None if any(value is None for _, value in truths) else True
        elif len({fact.product for fact, _ in cells}) > 1 and not question.cues & {"or"} and question.products:
            by_product = [self._any_truth([value for (fact, _), value in truths if fact.product == product]) for product in question.products]
            truth = False if False in by_product else None if None in by_product else True
            if len(set(by_product)) > 1:
                truth = False if question.cues & {"both", "all"} else None
                if truth is None:
                    return self._mixed(question, cells, by_product)
        elif self._is_exclusive(question) and not question.data:
            regions = [code for code in self._knowledge.regions if any(code in fact.regions for fact, _ in cells)]
            truth = self._regions_truth(regions, question)
        else:
            truth = self._any_truth([value for _, value in truths])
        if truth is None:
            return self._place_unsaid(question, cells)
        verdict: Verdict = "yes" if self._with_negation(truth, question) else "no"
        return self._verdict_finding(question, cells, truths, truth, verdict)

    def _any_truth(self, values: Sequence[bool | None]) -> bool | None:
        return True if True in values else None if None in values else False

    def _row_truth(self, fact: Fact, question: Question) -> bool | None:
        return self._regions_truth(fact.regions, question)

    def _regions_truth(self, regions: Sequence[str], question: Question) -> bool | None:
        """Whether hosting in `regions` is what the question says of its places, negation aside."""
        if self._is_exclusive(question):
            named = question.regions
            return all(self.geography.within(regions, where) for where in named) and all(any(self.geography.settles(code, where) for where in named) for code in regions)
        contrast = any(where.wanted for where in question.regions) and any(not where.wanted for where in question.regions)
        values = [self.geography.within(regions, where) if where.wanted or not contrast else _not(self.geography.within(regions, where)) for where in question.regions]
        if len(values) > 1 and (question.cues & {"or"} and not question.cues & {"both"}):
            return self._any_truth(values)
        return False if False in values else None if None in values else True

    def _with_negation(self, truth: bool, question: Question) -> bool:
        """A denied claim to be confirmed ("it isn't in India, right?") is right where the claim is not."""
        denied = question.negative and any(not where.wanted for where in question.regions) and not any(where.wanted for where in question.regions)
        if denied and question.cues & {"confirm", "never"} or (question.cues & {"not"} and self._is_exclusive(question)):
            return not truth
        return truth

    def _is_about_all(self, question: Question) -> bool:
        return bool(question.cues & {"all"} and len(question.products) <= 1 and not question.cues & {"every_region"})

    def _verdict_finding(self, question: Question, cells: list[Cell], truths: Sequence[tuple[Cell, bool | None]], truth: bool, verdict: Verdict) -> Finding:
        products = tuple(dict.fromkeys(fact.product for fact, _ in cells))
        rows = tuple(self._rows_shown(cells))
        asked = [where for where in question.regions]
        sentences: list[Sentence] = []
        if truth and not self._is_exclusive(question):
            holding = [cell for cell, value in truths if value]
            rows = tuple(self._rows_shown(holding))
            lacking = tuple(self._rows_shown([cell for cell, value in truths if not value]))
            sentences += [self._told(row, "where") for row in rows[:1]] if len(products) == 1 else [say("where_several", products=names("product", *products))]
            sentences += [say("exception", data=names("data", *row.data) if row.data else names("data", *self.rows(row.product)[0].data), product=names("product", row.product), regions=names("region", *row.regions, form="in")) for row in lacking]
        elif truth:
            sentences += [self._told(row, "only") for row in rows]
        else:
            listed = [where for where in asked if self.geography.is_listed(where)]
            sentences += [self._told(rows[0], "where"), *(self._told(row, "where_rest") for row in rows[1:])] if len(products) == 1 else [say("where_several", products=names("product", *products))]
            absent = [self.geography.place_of(where) for where in listed if not self.geography.within([code for fact, _ in cells for code in fact.regions], where)]
            if absent:
                sentences.append(say("not_there", places=names("place", *absent, joined="or")))
        unlisted = [self.geography.place_of(where) for where in asked if not self.geography.is_listed(where)]
        if unlisted:
            sentences.append(say("unlisted", places=names("place", *unlisted)))
        return Finding(
            "answered", tuple(sentences), tuple(self._conditions(cells, question)), verdict, facts=tuple(cells), rows=tuple(self._rows_shown(cells)) if len(products) > 1 else (),
            evidence=(*_evidence(cells, with_data=bool(question.data) or len({tuple(fact.regions) for fact, _ in cells}) > 1), *self._condition_evidence(cells, question)),
            confidence=question.confidence, why=(f"{', '.join(products)}: {[where.code or where.place for where in asked]} in {sorted({code for fact, _ in cells for code in fact.regions})} is {truth}",),
        )  # fmt: skip

    def _mixed(self, question: Question, cells: list[Cell], by_product: Sequence[bool | None]) -> Finding:
        """Yes for one product and no for another: told row by row, without one verdict."""
        rows = tuple(self._rows_shown(cells))
        there = [product for product, value in zip(question.products, by_product, strict=True) if value]
        asked = names("place", *(self.geography.place_of(where) for where in question.regions), joined="or" if "or" in question.cues else "and")
        sentences = (say("there_are", places=asked, products=names("product", *there)),) if there else (say("where_several", products=names("product", *question.products)),)
        return Finding("answered", sentences, tuple(self._conditions(cells, question)), None, tuple(there) if asks_for_products(question) else (), tuple(cells), rows, _evidence(cells, with_data=bool(question.data)), confidence=question.confidence, why=("yes for some of the products",))

    def _place_unsaid(self, question: Question, cells: list[Cell]) -> Finding:
        """The place lies inside a region that the article names, and the article does not say more."""
        unsaid = [where for where in question.regions if self.geography.within([code for fact, _ in cells for code in fact.regions], where) is None]
        codes = [code for code in self._knowledge.regions for where in unsaid if self.geography.settles(code, where) is None]
        sentence = say("place_unsaid", places=names("place", *(self.geography.place_of(where) for where in unsaid)), regions=names("region", *dict.fromkeys(codes)))
        rows = tuple(self._rows_shown(cells))
        return Finding("unknown", (sentence,), nearest=tuple(self._told(row, "where") for row in rows[:2]), why=("a part of a region that the article names only as a whole",))

    def _count_regions(self, question: Question) -> Finding | None:
        return self._of_products(question)

    def _which_data(self, question: Question) -> Finding | None:
        """What kinds of data a product holds, all or those that can (or cannot) be hosted somewhere."""
        if len(question.products) != 1:
            return None
        cells = self.cells(question.products[0], ())
        if question.regions:
            fitting = [cell for cell in cells if self._regions_pass(list(cell[0].regions), question)]
            if not fitting:
                return Finding("answered", (say("no_data_there", product=names("product", question.products[0])), *(self._told(row, "where") for row in self._rows_shown(cells))), facts=tuple(cells), evidence=_evidence(cells, with_data=True), confidence=question.confidence, why=("no row fits",))
            cells = fitting
        data = tuple(dict.fromkeys(key for fact, _ in cells for key in fact.data))
        sentence = say("data_list", product=names("product", question.products[0]), data=names("data", *data))
        rows = [Row(question.products[0], data, regions) for regions, data in _by_regions(cells)]
        if question.regions:
            return Finding("answered", (sentence, *(self._told(row, "where") for row in rows)), facts=tuple(cells), evidence=_evidence(cells, with_data=True), confidence=question.confidence, why=("rows by regions",))
        evidence = tuple(fact.data_evidence for fact, _ in cells)
        return Finding("answered", (sentence,), evidence=evidence, confidence=question.confidence, why=("the product's data cells",))

    # ---- comparing

    def _compares(self, question: Question) -> bool:
        several = len(question.products) > 1 or (len(question.products) == 1 and len(question.data) > 1)
        if not several:
            return False
        if question.cues & {"compare", "difference", "more_than", "fewer_than"}:
            return question.kind in ("", "what", "which", "where", "how", "how_many", "who") and not (question.kind == "which" and question.regions)
        return bool(question.cues & {"same"} and (question.yes_no or question.kind in ("", "where")) and not question.regions)

    def _compare(self, question: Question) -> Finding:
        sides: list[tuple[str, list[Cell]]] = []
        if len(question.products) > 1:
            sides = [(product, self.cells(product, question.data) or self.cells(product, ())) for product in question.products]
        else:
            sides = [(data, self.cells(question.products[0], (data,))) for data in question.data]
            sides = [(key, found) for key, found in sides if found]
        cells = [cell for _, found in sides for cell in found]
        sets = [self._compared_set(found) for _, found in sides]
        same = all(other == sets[0] for other in sets)
        verdict = self._compare_verdict(question, sets, same)
        shared = [code for code in self._knowledge.regions if all(code in side for side in sets)]
        sentences = [say("same_regions", regions=names("region", *shared, form="in")) if same else say("different_regions")]
        if not same:
            for (key, _), side in zip(sides, sets, strict=True):
                extra = [code for code in self._knowledge.regions if code in side and code not in shared]
                if extra:
                    kind = "product" if len(question.products) > 1 else "data"
                    sentences.append(say("only_this_one", name=names(kind, key), regions=names("region", *extra)))
        rows = tuple(self._rows_shown(cells))
        products = self._compare_products(question, sides, sets)
        return Finding("answered", tuple(sentences), tuple(self._conditions(cells, question)), verdict, products, tuple(cells), rows, _evidence(cells, with_data=bool(question.data) or len(rows) > len(sides)), confidence=question.confidence, why=("rows compared",))

    def _compared_set(self, cells: Sequence[Cell]) -> set[str]:
        return {code for fact, _ in cells for code in fact.regions}

    def _compare_verdict(self, question: Question, sets: Sequence[set[str]], same: bool) -> Verdict | None:
        if not (question.yes_no or question.cues & {"confirm", "yes_no"} or question.cues & {"same", "difference"} and question.asked):
            return None
        if question.kind not in ("", "what", "where", "how") or "where" in question.cues:
            return None
        if question.cues & {"more_than"} and len(sets) == 2:
            return "yes" if len(sets[0]) > len(sets[1]) else "no"
        if question.cues & {"fewer_than"} and len(sets) == 2:
            return "yes" if len(sets[0]) < len(sets[1]) else "no"
        if question.cues & {"same"}:
            return "yes" if same != bool(question.cues & {"not"} and question.cues & {"confirm"}) else "no"
        if question.cues & {"difference"} and not question.cues & {"what"}:
            return "no" if same else "yes"
        return None

    def _compare_products(self, question: Question, sides: Sequence[tuple[str, list[Cell]]], sets: Sequence[set[str]]) -> tuple[str, ...]:
        if len(question.products) < 2 or question.kind not in ("which", "who"):
            return ()
        sizes = [len(side) for side in sets]
        wanted = min(sizes) if question.cues & {"fewer_than"} else max(sizes)
        return tuple(key for (key, _), size in zip(sides, sizes, strict=True) if size == wanted) if question.cues & {"more_than", "fewer_than"} and len(set(sizes)) > 1 else ()

    # ---- conditions

    def _conditions(self, cells: Sequence[Cell], question: Question) -> Iterable[Sentence]:
        """What belongs to an answer: a shared cell, the footnote, the article's own word for a region, the purchase of options."""
        for fact, keys in cells:
            if fact.inherited and keys and question.data and not question.cues & {"compare"}:
                yield say("shares_cell", data=names("data", *keys), product=names("product", fact.product))
        yield from self._footnote_sentences(cells, question)
        yield from self._spelling(cells, question)
        if self._choice is not None and self._is_choice(cells, question):
            yield Sentence(statement=self._choice.statement.key)

    def _is_choice(self, cells: Sequence[Cell], question: Question) -> bool:
        return len({fact.product for fact, _ in cells}) == 1 and any(len(fact.regions) > 1 for fact, _ in cells) and not question.cues & {"compare"}

    def _footnotes_of(self, cells: Sequence[Cell], question: Question) -> Iterable[tuple[str, bool, str]]:
        """Footnotes that concern the rows: statement, whether it names the product, product."""
        for said in self._footnotes:
            marked = set(said.statement.footnote_of)
            for product in dict.fromkeys(fact.product for fact, keys in cells if marked & set(keys or fact.data)):
                asked = bool(marked & set(question.data))
                if asked or (not question.data and product in said.statement.products and len({fact.product for fact, _ in cells}) == 1):
                    yield said.statement.key, product in said.statement.products, product

    def _footnote_sentences(self, cells: Sequence[Cell], question: Question) -> Iterable[Sentence]:
        found = list(self._footnotes_of(cells, question))
        for key in dict.fromkeys(key for key, named, _ in found if named):
            yield Sentence(statement=key)
        for key, named, product in found:
            if not named:
                yield say("footnote_unnamed", product=names("product", product), data=names("data", *self._knowledge.statements[key].statement.footnote_of))

    def _condition_evidence(self, cells: Sequence[Cell], question: Question) -> tuple[Evidence, ...]:
        keys = [key for key, _, _ in self._footnotes_of(cells, question)]
        if self._choice is not None and self._is_choice(cells, question):
            keys.append(self._choice.statement.key)
        return tuple(piece for key in dict.fromkeys(keys) for piece in self._knowledge.statements[key].evidence)

    def _spelling(self, cells: Sequence[Cell], question: Question) -> Iterable[Sentence]:
        """Where the article writes one region and the question, or the other rows, another that is nearly the same."""
        codes = {code for fact, _ in cells for code in fact.regions}
        for region in self._knowledge.regions.values():
            wider = [other for other in self._knowledge.regions.values() if other.place in self.geography.around(region.place)]
            if region.code in codes and wider:
                products = tuple(dict.fromkeys(fact.product for fact, _ in cells if region.code in fact.regions))
                yield say("written_as", products=names("product", *products), region=names("written", region.code), other=names("written", wider[0].code))
        asked = {self.geography.place_of(where) for where in question.regions}
        for region in self._knowledge.regions.values():
            if region.code in codes and asked & set(region.answers_for):
                yield say("answers_for", region=names("written", region.code), places=names("place", *sorted(asked & set(region.answers_for))))


def _by_regions(cells: Sequence[Cell]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    for regions in dict.fromkeys(tuple(fact.regions) for fact, _ in cells):
        yield regions, tuple(dict.fromkeys(key for fact, _ in cells if tuple(fact.regions) == regions for key in fact.data))


def _evidence(cells: Iterable[Cell], *, with_data: bool) -> tuple[Evidence, ...]:
    """The hosting cells' quotes, each with its data cell's where `with_data`, each quote of a product once."""
    found: dict[tuple[str, str, str], Evidence] = {}
    for fact, _ in cells:
        for piece in (fact.data_evidence, fact.evidence) if with_data else (fact.evidence,):
            found.setdefault((piece.article, piece.section, piece.quote), piece)
    return tuple(found.values())


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _flip(value: bool, question: Question) -> bool:
    return value != bool(question.cues & {"not"})
