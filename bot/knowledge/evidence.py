"""Both directions of proof: every quote stands in its section, and everything in the article is quoted or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.errors import Problem
from bot.knowledge.model import Defined, Evidence, Fact, Said
from bot.knowledge.parts import ArticleParts
from bot.knowledge.schema import DEFINITIONS, HostingRow
from bot.knowledge.yaml_source import Place

_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[^\n]+?(?:(?<=[.!?])\s+(?=[A-Z'])|\n|$)")


@dataclass
class Proof:
    """What an article proves, what is wrong with the proofs, and what of the article or its products they leave out.

    `covered` is None where that was not looked at, since a proof is wrong.
    """

    facts: list[Fact] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    definitions: list[Defined] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    covered: list[Problem] | None = None


def prove(part: ArticleParts) -> Proof:
    """Find every quote of `part` in the article's text and note every sentence or cell that nothing quotes."""
    return _Proving(part).run()


class _Proving:
    """One article's quotes being found, with the characters of its text that are accounted for."""

    def __init__(self, part: ArticleParts) -> None:
        self.part = part
        self.text = part.text
        self.quoted = bytearray(len(self.text))
        self.proof = Proof()
        self.sections = self._section_bounds()

    def run(self) -> Proof:
        if not self.proof.problems:
            self._statements()
            self._definitions()
            self._hosting()
            self._leave_out()
            if not self.proof.problems:
                self.proof.covered = list(self._loose()) or list(self._products_without_row())
        return self.proof

    def _products_without_row(self) -> Iterator[Problem]:
        told = {row.product for row in self.part.hosting}
        for index, product in enumerate(self.part.products):
            if product.key not in told:
                yield self.part.problem("products", ("products", index), f"{product.key!r} has no row in hosting.yaml: add one")

    def _section_bounds(self) -> dict[str, tuple[int, int, str]]:
        """Start, end and title of every section, by the headings in their order."""
        starts: list[tuple[str, int, str]] = []
        position = 0
        for index, section in enumerate(self.part.about.sections):
            found = re.compile(rf"^{re.escape(section.heading)}[ \u00a0]*$", re.MULTILINE).search(self.text, position)
            if not found:
                message = f"the heading {section.heading!r} is not a line of article.txt after the heading before it"
                self._fail("article", ("sections", index), message)
                continue
            starts.append((section.key, found.start(), section.title or section.heading))
            self._mark(found.start(), found.end())
            position = found.end()
        ends = [*(start for _, start, _ in starts), len(self.text)][1:]
        return {key: (start, end, title) for (key, start, title), end in zip(starts, ends, strict=True)}

    def _find(self, quote: str, section: str, after: int = 0, before: int | None = None) -> Evidence | None:
        """`quote` in `section`, at the first place from `after` to `before` where its characters stand, white space aside."""
        start, end, title = self.sections[section]
        found = _pattern(quote).search(self.text, max(start, after), end if before is None else before)
        if not found:
            return None
        self._mark(found.start(), found.end())
        return Evidence(self.part.key, title, quote, found.start())

    def _mark(self, start: int, end: int) -> None:
        self.quoted[start:end] = b"\1" * (end - start)

    def _fail(self, name: str, place: Place, message: str) -> None:
        self.proof.problems.append(self.part.problem(name, place, message))

    def _statements(self) -> None:
        for index, statement in enumerate(self.part.statements):
            evidence = []
            for position, quote in enumerate(statement.quotes):
                found = self._find(quote, statement.section)
                if found is None:
                    self._fail("statements", ("statements", index, "quotes", position), self._missing(quote, statement.section))
                else:
                    evidence.append(found)
            self.proof.statements.append(Said(statement, self.part.key, evidence))

    def _missing(self, quote: str, section: str) -> str:
        """Why a quote was not found, with the section that does hold it where one does."""
        for key, (start, end, _) in self.sections.items():
            if _pattern(quote).search(self.text, start, end):
                return f"this quote stands in the section {key!r}, not in {section!r}: {quote[:60]!r}"
        return f"this quote is not in article.txt: {quote[:60]!r}; copy it from there, letter by letter"

    def _definitions(self) -> None:
        if self.part.definitions and DEFINITIONS not in self.sections:
            self._fail("article", ("sections",), f"definitions.yaml has entries, so a section with the key {DEFINITIONS!r} is needed")
            return
        positions: dict[str, int] = {}
        for index, definition in enumerate(self.part.definitions):
            section = definition.section
            term = self._find(definition.term, section, positions.get(section, 0))
            meaning = self._find(definition.quote, section, term.start if term else 0)
            if term is None or meaning is None:
                wrong = "term" if term is None else "quote"
                self._fail("definitions", ("definitions", index, wrong), self._missing(getattr(definition, wrong), section))
                continue
            positions[section] = meaning.start
            self.proof.definitions.append(Defined(definition, self.part.key, [term, meaning]))

    def _hosting(self) -> None:
        if self.part.hosting and "hosting" not in self.sections:
            self._fail("article", ("sections",), "hosting.yaml has entries, so a section with the key 'hosting' is needed")
            return
        blocks = self._blocks()
        cells: dict[str, tuple[list[str], Evidence]] = {}
        for index, row in enumerate(self.part.hosting):
            if row.product not in blocks:
                message = f"no line of article.txt opens the rows of {row.product!r}: give its `heading` in products.yaml"
                self._fail("hosting", ("hosting", index, "product"), message)
                continue
            data_evidence = self._find(row.data_quote, "hosting", *blocks[row.product])
            if data_evidence is None:
                self._fail("hosting", ("hosting", index, "data_quote"), self._missing_in_block(row.data_quote, row.product, blocks))
            elif row.regions or row.quote:
                evidence = self._cell(index, row, blocks)
                if evidence is not None:
                    cells.setdefault(row.product, (row.regions, evidence))
                    self.proof.facts.append(Fact(row.product, row.data, row.regions, False, data_evidence, evidence))
            elif row.product in cells:
                regions, evidence = cells[row.product]
                self.proof.facts.append(Fact(row.product, row.data, regions, True, data_evidence, evidence))
            else:
                self._fail("hosting", ("hosting", index), f"the first row of {row.product!r} needs regions and the quote of its hosting cell")

    def _cell(self, index: int, row: HostingRow, blocks: dict[str, tuple[int, int]]) -> Evidence | None:
        """The hosting cell of a row; None, with the problem noted, where it is not there or names other regions."""
        if not row.regions or not row.quote:
            self._fail("hosting", ("hosting", index), "regions and quote belong together: give both, or neither where the row has no cell of its own")
            return None
        evidence = self._find(row.quote, "hosting", *blocks[row.product])
        if evidence is None:
            self._fail("hosting", ("hosting", index, "quote"), self._missing_in_block(row.quote, row.product, blocks))
            return None
        written = {region.code for region in self.part.regions if re.search(rf"(?<!\w){re.escape(region.written)}(?!\w)", row.quote)}
        if written and written != set(row.regions):
            wrong = ", ".join(sorted(written ^ set(row.regions)))
            message = f"the quote names {', '.join(sorted(written))}, not what stands here; they differ in {wrong}"
            self._fail("hosting", ("hosting", index, "regions"), message)
            return None
        return evidence

    def _blocks(self) -> dict[str, tuple[int, int]]:
        """Where the rows of every product begin and end: from its heading, alone on a line, to the next one."""
        start, end, _ = self.sections["hosting"]
        hosted = {row.product for row in self.part.hosting}
        headings: list[tuple[int, int, str]] = []
        for product in self.part.products:
            found = re.compile(rf"^{re.escape(product.heading or product.name)}[ \u00a0]*$", re.MULTILINE).search(self.text, start, end)
            if found and product.key in hosted:
                self._mark(found.start(), found.end())
                headings.append((found.start(), found.end(), product.key))
        headings.sort()
        ends = [*(first for first, _, _ in headings), end][1:]
        return {key: (last, after) for (_, last, key), after in zip(headings, ends, strict=True)}

    def _missing_in_block(self, quote: str, product: str, blocks: dict[str, tuple[int, int]]) -> str:
        """Why a quote was not found among the rows of a product, with the product whose rows hold it where one does."""
        for key, (start, end) in blocks.items():
            if _pattern(quote).search(self.text, start, end):
                return f"this quote stands in the rows of {key!r}, not of {product!r}: {quote[:60]!r}"
        return self._missing(quote, "hosting")

    def _leave_out(self) -> None:
        for index, left in enumerate(self.part.about.left_out):
            matches = list(_pattern(left.text).finditer(self.text))
            if not matches:
                self._fail("article", ("left_out", index), f"this text is not in article.txt: {left.text[:60]!r}")
            for match in matches:
                self._mark(match.start(), match.end())

    def _loose(self) -> Iterator[Problem]:
        """Every sentence, cell and footnote that is not quoted to its last letter."""
        for match in _SENTENCE.finditer(self.text):
            loose = [at for at in range(match.start(), match.end()) if not self.quoted[at] and self.text[at].isalnum()]
            if loose:
                line = self.text.count("\n", 0, loose[0]) + 1
                sentence = _SPACE.sub(" ", match.group()).strip()
                message = f"no fact quotes this: {sentence[:80]!r}; quote it in a fact, or list it under left_out in article.yaml with the reason"
                yield Problem(f"{self.part.key}/article.txt", line, message)


def _pattern(quote: str) -> re.Pattern[str]:
    """A quote's characters, with any white space between its words."""
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
