"""Knowledge as it should not be: thousands of products, names of any length, and names, quotes and titles that hold mark-up.

What people type is read by the project's own names; only what is shown is hostile, since the builders must bear whatever is there.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks.invented import enlarged
from bot.assistant import Assistant
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Article, Evidence, Fact, Knowledge
from bot.understanding.linking.lexicon import build_lexicon
from tests.asking import KNOWLEDGE

MARKUP = [
    "<!channel>", "<!here|here>", "<!subteam^S1|all>", "<@U0123ABC>", "<#C0123ABC|general>", "<https://evil.example|the article>", "&lt;!channel&gt;",
    "&amp;lt;", "https://evil.example/a?b=c&d", "www.evil.example", "mailto:a@evil.example", "a@evil.example", "@channel", "@everyone", "#general",
    "*bold* _it_ ~no~ `code` ```", "> quote", ":smile: :here:", "javascript:alert(1)", "\u202eabc\u202c", "\u2066x", "\x00\x1b[31m", "a\u0301\u0301",
    "👩\u200d👩\u200d👧" * 9, "\ufeff", "{product}", "%s", "\n\n- ", "|", "ﷺ", "[x](https://evil.example)",
]  # fmt: skip
LONG = ["word " * 900, "x" * 4_000, "🙂" * 3_000, "a, b; " * 700, "&" * 3_000, "<" * 3_000, "e\u0301" * 2_000, "One sentence. " * 300]


def many_products(folder: Path, times: int = 143) -> Assistant:
    """The project's knowledge `times` as large: 143 make 2,002 products."""
    knowledge = enlarged(load_knowledge(KNOWLEDGE), times)
    return _opened(folder, knowledge, knowledge)


def hostile_names(folder: Path, *, long: bool) -> Assistant:
    """The project's knowledge with mark-up in all that is shown of it, or with names and quotes of thousands of characters."""
    knowledge = load_knowledge(KNOWLEDGE)
    return _opened(folder, knowledge, _spoilt(knowledge, LONG if long else MARKUP))


def _opened(folder: Path, read: Knowledge, shown: Knowledge) -> Assistant:
    """An assistant that understands by the words of `read` and knows `shown`."""
    Assistant(KNOWLEDGE, folder)
    (compiled,) = folder.iterdir()
    compiled.write_bytes(msgspec.msgpack.encode({"knowledge": shown, "lexicon": build_lexicon(read)}))
    return Assistant(KNOWLEDGE, folder)


def _spoilt(knowledge: Knowledge, words: list[str]) -> Knowledge:
    bad = cycle(words)
    statements = {
        key: replace(
            said,
            statement=replace(said.statement, text={code: f"{next(bad)} {text}" for code, text in said.statement.text.items()}),
            evidence=[_evidence(piece, next(bad)) for piece in said.evidence],
        )
        for key, said in knowledge.statements.items()
    }
    names = {article: {code: _names(words, bad) for code, words in by.items()} for article, by in knowledge.words.items()}
    return replace(
        knowledge,
        products={key: replace(product, name=f"{product.name} {next(bad)}") for key, product in knowledge.products.items()},
        facts=[_fact(fact, next(bad)) for fact in knowledge.facts],
        statements=statements,
        articles={key: _article(article, words) for key, article in knowledge.articles.items()},
        words=names,
    )


def _names(words: msgspec.Struct, bad: cycle[str]) -> msgspec.Struct:
    """An article's words in one language, the shown name of each region and kind of data spoilt."""
    spoilt = {field: {key: [f"{names[0]} {next(bad)}", *names[1:]] for key, names in getattr(words, field).items()} for field in ("data", "regions")}
    regions_in = {code: f"{text} {next(bad)}" for code, text in getattr(words, "regions_in").items()}  # noqa: B009
    return replace(words, **spoilt, regions_in=regions_in)


def _fact(fact: Fact, bad: str) -> Fact:
    return replace(fact, evidence=_evidence(fact.evidence, bad), data_evidence=_evidence(fact.data_evidence, bad))


def _evidence(piece: Evidence, bad: str) -> Evidence:
    return replace(piece, quote=f"{bad} {piece.quote}", section=f"{piece.section} {bad}")


def _article(article: Article, words: list[str]) -> Article:
    title = f"{article.about.title} {' '.join(words)}"
    return replace(article, about=replace(article.about, title=title, url=f"{article.about.url}?a=<b>|c&d={'e' * 100}"))
