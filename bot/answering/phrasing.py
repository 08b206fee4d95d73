"""A finding put into words, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.common.findings import Finding, Names, Row, Sentence
from bot.folding import fold_text
from bot.knowledge.model import Evidence, Knowledge
from bot.knowledge.schema import Definition
from bot.replies import Citation, HostingClaim, Reply
from bot.understanding.linking.known import Known

# Of what somebody wrote no more is said again.
_MOST_SAID_AGAIN = 200


class Phrasing:
    """The phrases and names of one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self._knowledge = knowledge
        self.language = language
        words = knowledge.languages[language]
        self.phrases = words.phrases
        self._and = words.phrases["list_and"]
        self._or = words.phrases["list_or"]
        self._names: dict[str, dict[str, str]] = {"product": {key: product.name for key, product in knowledge.products.items()}}
        for field, kind in (("data", "data"), ("parts", "part"), ("regions", "region")):
            self._names[kind] = {key: names[0] for article in knowledge.words.values() for key, names in getattr(article[language], field).items()}
        self._names["region_in"] = {key: text for article in knowledge.words.values() for key, text in article[language].regions_in.items()}
        self._names["written"] = {code: self._written(code, region.written) for code, region in knowledge.regions.items()}
        region_of = {region.place: region.code for region in knowledge.regions.values()}
        self._names["place"] = {
            key: self._names["region"][region_of[key]] if key in region_of else place.names[language][0] for key, place in knowledge.places.items()
        }
        self._names["term"] = {key: self._term(said.definition) for key, said in knowledge.definitions.items()}
        self._names["topic"] = {key: topic.name for key, topic in words.outside.items()}
        self._joined = Known(self._join_names)

    def _term(self, definition: Definition) -> str:
        """A term as the article writes it, with this language's name where that is another one."""
        name = self._names["data"][definition.data[0]]
        return name if fold_text(name) == fold_text(definition.term) else f"{definition.term} ({name})"

    def _written(self, code: str, written: str) -> str:
        """A region as the article writes it, with this language's name where that is another word."""
        own = self._names["region"][code]
        return written if written == own or written in own.split() else f"{written} ({own})"

    def phrase(self, key: str, **slots: str) -> str:
        """A phrase by its key, filled."""
        return self.phrases[key].format(**slots)

    def names(self, wanted: Names) -> str:
        """Names joined as a list."""
        return self._joined[wanted]

    def _join_names(self, wanted: Names) -> str:
        fallback = self._names[wanted.kind]
        table = self._names.get(f"{wanted.kind}_{wanted.form}", fallback) if wanted.form else fallback
        return self.join([table.get(key) or fallback.get(key, key) for key in wanted.keys], wanted.joined)

    def join(self, items: Sequence[str], joined: str = "and") -> str:
        """ "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._or if joined == 'or' else self._and} {items[-1]}"

    def sentence(self, sentence: Sentence) -> str:
        """One sentence, with a capital letter."""
        if sentence.statement:
            return self._knowledge.statements[sentence.statement].statement.text[self.language]
        slots = {key: self._joined[value] if isinstance(value, Names) else _shortened(value) for key, value in sentence.slots.items()}
        text = self.phrases[sentence.phrase].format(**slots)
        return text[:1].upper() + text[1:]

    def text(self, finding: Finding) -> str:
        """The whole answer: verdict, sentences, table, then conditions."""
        lines = [self.sentence(sentence) for sentence in finding.sentences]
        if finding.verdict and lines:
            lines[0] = f"{self.phrases[finding.verdict]} {lines[0]}"
        parts = [" ".join([self.sentence(sentence) for sentence in finding.opening] + lines)]
        if finding.rows:
            parts.append("\n".join([f"- {self.row(row)}" for row in finding.rows]))
        if finding.conditions:
            parts.append(" ".join(dict.fromkeys([self.sentence(sentence) for sentence in finding.conditions])))
        if finding.nearest:
            parts.append(f"{self.phrases['nearest']} {' '.join(self.sentence(sentence) for sentence in finding.nearest)}")
        return "\n".join(parts)

    def row(self, row: Row) -> str:
        """A table's row as a line."""
        name = self._names["product"][row.product]
        data = f" ({self.names(Names('data', row.data))})" if row.data else ""
        return f"{name}{data}: {self.names(Names('region', row.regions))}"

    def citations(self, evidence: Iterable[Evidence]) -> list[Citation]:
        """Citations of pieces of evidence, each once."""
        found: dict[tuple[str, str], Citation] = {}
        for piece in evidence:
            about = self._knowledge.articles[piece.article].about
            found.setdefault((piece.quote, piece.section), Citation(piece.quote, piece.section, about.title, about.url, about.modified))
        return list(found.values())

    def claims(self, finding: Finding) -> list[HostingClaim]:
        """The hosting facts that a finding asserts, each once."""
        found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], HostingClaim] = {}
        called = self._names["data"]
        for fact, keys in finding.facts:
            data = [called[key] for key in (keys or fact.data)]
            key = (fact.product, tuple(data), tuple(fact.regions))
            found.setdefault(key, HostingClaim(self._names["product"][fact.product], data, list(fact.regions), fact.inherited))
        return list(found.values())

    def reply(self, question: str, finding: Finding, text: str, suggestions: Sequence[str] = ()) -> Reply:
        """The finding as a reply to `question`, in the words of `text`."""
        return Reply(
            question=question,
            language=self.language,
            status=finding.status,
            verdict=finding.verdict,
            products=[self._names["product"][key] for key in finding.products],
            hosting=self.claims(finding),
            text=text,
            citations=self.citations(finding.evidence),
            suggestions=list(suggestions),
            confidence=round(finding.confidence, 3),
        )


def _shortened(words: str) -> str:
    """Words of a question, or their beginning."""
    return words if len(words) <= _MOST_SAID_AGAIN else f"{words[:_MOST_SAID_AGAIN].rstrip()}…"
