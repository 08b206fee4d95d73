"""A turn taken apart into what is shown in different ways: answers, tables, conditions, notes, quotes by section."""

from __future__ import annotations

from itertools import groupby, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.findings import Finding, Names, Row
from bot.answering.dialogue.understood import as_told
from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.knowledge.model import Evidence
from bot.replies import Citation
from bot.surfaces.slack.links import sentence_address


class Part(Struct, frozen=True):
    """The answer to one question: `verdict` ("Yes.", "No." or ""), the text after it, rows, conditions, the nearest thing said."""

    verdict: str
    text: str
    rows: tuple[Row, ...] = ()
    conditions: tuple[str, ...] = ()
    nearest: str = ""

    @property
    def whole(self) -> str:
        """Verdict and text as one."""
        return f"{self.verdict} {self.text}".strip()


class Parts(Struct, frozen=True):
    """All of a reply's text: the answers, and in `notes` what misspelt names were taken for."""

    answers: tuple[Part, ...]
    notes: tuple[str, ...] = ()


class Source(Struct, frozen=True):
    """Quotes of one section of one article, and the address that leads to them."""

    quotes: tuple[str, ...]
    section: str
    title: str
    modified: str
    url: str
    address: str


def parts_of(turn: Turn, phrasing: Phrasing) -> Parts:
    """The reply's text by what each piece of it is; nothing of the text is lost."""
    findings = as_told(turn.understood)
    told = "\n".join(phrasing.text(finding) for finding in findings)
    if not findings or not turn.reply.text.endswith(told):
        return Parts((Part("", turn.reply.text),))
    corrections = [phrasing.sentence(sentence) for sentence in turn.understood.corrections]
    before = turn.reply.text[: -len(told)].splitlines()
    corrected = tuple(Part("", line) for line in before if line in corrections)
    answers = tuple(_part(finding, phrasing) for finding in findings)
    return Parts((*corrected, *answers), tuple(line for line in before if line.strip() and line not in corrections))


def _part(finding: Finding, phrasing: Phrasing) -> Part:
    text = phrasing.text(replace(finding, rows=(), conditions=(), nearest=()))
    verdict = phrasing.phrases[finding.verdict] if finding.verdict else ""
    if not verdict or not text.startswith(f"{verdict} "):
        verdict = ""
    conditions = tuple(dict.fromkeys(phrasing.sentence(sentence) for sentence in finding.conditions))
    nearest = " ".join(phrasing.sentence(sentence) for sentence in finding.nearest)
    return Part(verdict, text[len(verdict) :].strip(), finding.rows, conditions, nearest)


def table_cells(rows: tuple[Row, ...], most: int, assistant: Assistant, phrasing: Phrasing) -> list[list[str]]:
    """The first `most` rows of hosting facts as cells, their head first; with a column for data where a row names some."""
    phrases = phrasing.phrases
    cells = [[phrases["column_product"], phrases["column_data"], phrases["column_regions"]]]
    for row in rows[:most]:
        product, regions = phrasing.names(Names("product", (row.product,))), phrasing.names(Names("region", row.regions))
        cells.append([product, _data(row, rows, assistant, phrasing), regions])
    if any(row.data for row in rows):
        return cells
    return [[product, regions] for product, _, regions in cells]


def _data(row: Row, rows: tuple[Row, ...], assistant: Assistant, phrasing: Phrasing) -> str:
    """The data of a row; one that names none is all of its product's data, or what the product's other rows leave."""
    if row.data:
        return phrasing.names(Names("data", row.data))
    if all(tuple(fact.regions) == row.regions for fact in assistant.knowledge.facts if fact.product == row.product):
        return phrasing.phrases["all_data"]
    return phrasing.phrases["other_data"] if sum(other.product == row.product for other in rows) > 1 else ""


def shown_quotes(turn: Turn, most: int) -> list[Citation]:
    """The `most` quotes of a reply that prove the most, in its order: of each question in turn, and lists of data after all else.

    A cell that says where data are proves the answer; the cell beside it, which lists the data, only tells of what.
    """
    citations = turn.reply.citations
    if len(citations) <= most:
        return citations
    findings = [asked.finding for asked in turn.understood.asked] or [turn.finding]
    waiting = [_by_weight(finding) for finding in findings]
    wanted = dict.fromkeys(key for turns in zip_longest(*waiting) for key in turns if key is not None)
    places = {(citation.quote, citation.section): place for place, citation in enumerate(citations)}
    chosen = [place for key in wanted if (place := places.get(key)) is not None]
    chosen += [place for place in range(len(citations)) if place not in chosen]
    return [citations[place] for place in sorted(chosen[:most])]


def _by_weight(finding: Finding) -> list[tuple[str, str]]:
    """A finding's quotes with their sections, those that only list data last; where all of them do, they are the answer."""
    lists = {(fact.data_evidence.quote, fact.data_evidence.section) for fact, _ in finding.facts}
    lists -= {(fact.evidence.quote, fact.evidence.section) for fact, _ in finding.facts}
    return sorted(((piece.quote, piece.section) for piece in finding.evidence), key=lists.__contains__)


def sources_of(turn: Turn, assistant: Assistant, most: int, together: int = 5) -> tuple[Source, ...]:
    """`most` of the reply's quotes by article and section, at most `together` at once, in the reply's order."""
    known: dict[tuple[str, str], Evidence] = {}
    for finding in (turn.finding, *(asked.finding for asked in turn.understood.asked)):
        for piece in finding.evidence:
            known.setdefault((piece.quote, piece.section), piece)
    groups = groupby(shown_quotes(turn, most), key=lambda citation: (citation.url, citation.title, citation.modified, citation.section))
    found = [list(group) for _, group in groups]
    return tuple(_source(group[at : at + together], known, assistant) for group in found for at in range(0, len(group), together))


def _source(citations: list[Citation], known: dict[tuple[str, str], Evidence], assistant: Assistant) -> Source:
    first = citations[0]
    evidence = [known[key] for citation in citations if (key := (citation.quote, citation.section)) in known]
    articles = assistant.knowledge.articles
    address = sentence_address(first.url, evidence, articles[evidence[0].article].text) if evidence else first.url
    return Source(tuple(citation.quote for citation in citations), first.section, first.title, first.modified, first.url, address)
