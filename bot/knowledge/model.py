"""The knowledge as the rest of Onde sees it: facts and statements with their evidence, words by language."""

from __future__ import annotations

from msgspec import Struct

from bot.knowledge.schema import (
    ArticleFile,
    ArticleWords,
    DataType,
    Definition,
    LanguageFile,
    OutsideTopic,
    Product,
    Region,
    Statement,
    World,
)


class Evidence(Struct, frozen=True):
    """A verbatim quote and where it stands: article key, section title, character offset in the article's text."""

    article: str
    section: str
    quote: str
    start: int = -1


class Fact(Struct, frozen=True):
    """One row of a hosting table: `product` holds `data`, hosted in `regions` (codes in the table's order).

    `inherited` is true where the row has no hosting cell of its own and shares its product's; `data_evidence` quotes
    the data cell and `evidence` the hosting cell.
    """

    product: str
    data: list[str]
    regions: list[str]
    inherited: bool
    data_evidence: Evidence
    evidence: Evidence


class Said(Struct, frozen=True):
    """A statement with the places of its quotes."""

    statement: Statement
    article: str
    evidence: list[Evidence]


class Defined(Struct, frozen=True):
    """A definition with its evidence: the term's cell and the definition's."""

    definition: Definition
    article: str
    evidence: list[Evidence]


class Article(Struct, frozen=True):
    """One article: `key` is its folder's name, `text` its verbatim text."""

    key: str
    about: ArticleFile
    text: str


class LanguageWords(Struct, frozen=True):
    """Everything of one language that no article owns."""

    file: LanguageFile
    small_words: list[str]
    other_words: list[str]
    outside: dict[str, OutsideTopic]
    phrases: dict[str, str]


class Knowledge(Struct, frozen=True):
    """All articles and all languages, validated.

    `version` names the exact content: the first 12 hexadecimal digits of the SHA-256 of all files.
    `words[article][language]` are an article's own words.
    """

    version: str
    articles: dict[str, Article]
    languages: dict[str, LanguageWords]
    words: dict[str, dict[str, ArticleWords]]
    regions: dict[str, Region]
    products: dict[str, Product]
    data: dict[str, DataType]
    facts: list[Fact]
    statements: dict[str, Said]
    definitions: dict[str, Defined]
    places: dict[str, World]
    software: list[str]
