"""What the knowledge files may hold: one struct for each kind of entry."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="lower-case letters, digits and underscores")]
Code = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_]*$", description="capital letters")]
# That a text is more than blanks is checked where YAML is read: a pattern would be tried again on each at every start.
Text = Annotated[str, Meta(min_length=1)]
Names = Annotated[list[Text], Meta(min_length=1)]
Lines = list[Annotated[list[str], Meta(min_length=1)]]

AnswerKind = Literal["where", "who", "when", "why", "how", "how_to", "how_long", "how_many"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "half_year", "year"]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """The root of all entries: a misspelt field is an error, not silence."""


class Section(Entry, frozen=True):
    """A part of the article, opened by the line `heading`; `title` is shown where the heading says too little."""

    key: Key
    heading: Text
    title: str = ""


class LeftOut(Entry, frozen=True):
    """A text of the article that no fact quotes, and why."""

    text: Text
    why: Text


class ArticleFile(Entry, frozen=True):
    """article.yaml: what the article is and where it stands."""

    title: Text
    url: Annotated[str, Meta(pattern=r"^https?://\S+$", description="a web address")]
    author: Text
    modified: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description='an ISO date in quotes, such as "2022-08-05"')]
    modified_time: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description='a time in quotes, such as "09:04"')]
    language: Text
    sections: Annotated[list[Section], Meta(min_length=1)]
    left_out: list[LeftOut]
    table_explains: list[Key] = []
    table_leaves_open: list[Key] = []
    table_denied_by: list[Key] = []
    table_moves: list[Key] = []
    table_seeks_other: list[Key] = []
    table_leaves_unsaid: list[Key] = []
    demanded_of_products: list[Key] = []
    definitions_explain: list[Key] = []
    explained_everywhere: list[Key] = []
    other_software: str = ""


class Region(Entry, frozen=True):
    """A place where data can be hosted. `answers_for` lists places that are answered with it, and told apart."""

    code: Code
    written: Text
    place: Key
    answers_for: list[Key] = []
    is_country: bool = False


class Product(Entry, frozen=True):
    """A product; `heading` is its line in the hosting table where that is not the name."""

    key: Key
    name: Text
    heading: str = ""
    aliases: list[Text] = []


class DataType(Entry, frozen=True):
    """A kind of data: `kind_of` names more general kinds that it is, `meant_by` others whose words may mean it, `about` those it tells of."""

    key: Key
    kind_of: list[Key] = []
    meant_by: list[Key] = []
    about: list[Key] = []


class Alike(Entry, frozen=True):
    """Pairs of names that a typing error confuses, and why that is accepted."""

    pairs: Annotated[list[tuple[Text, Text]], Meta(min_length=1)]
    why: Text


class HostingRow(Entry, frozen=True):
    """A row of the hosting table. Without `regions` and `quote` it shares the cell of its product's first row."""

    product: Key
    data: Annotated[list[Key], Meta(min_length=1)]
    data_quote: Text
    regions: list[Code] = []
    quote: str = ""


DEFINITIONS = "definitions"
"""The key of the section with the table of definitions."""


class Definition(Entry, frozen=True):
    """A row of the table of definitions; `includes` names the parts that the definition lists. `section` is where it stands, if not there.

    `of_people` tells that the parts are those of the people that the kind of data is named after.
    """

    key: Key
    data: Annotated[list[Key], Meta(min_length=1)]
    term: Text
    quote: Text
    includes: list[Key] = []
    of_people: bool = False
    section: Key = DEFINITIONS


class Duration(Entry, frozen=True):
    """A length of time; `until` is the word for what happens at its end."""

    amount: Annotated[float, Meta(gt=0)]
    unit: Unit
    until: str = ""


class Statement(Entry, frozen=True):
    """Anything else that the article says; statements.yaml tells what each field means."""

    key: Key
    section: Key
    quotes: Annotated[list[Text], Meta(min_length=1)]
    text: dict[str, Text]
    asked_by: Lines
    explains: list[str] = []
    answers: list[AnswerKind] = []
    confirms: list[Text] = []
    denies: list[Text] = []
    unsaid: list[str] = []
    unless: Lines = []
    products: list[Key] = []
    limited: bool = False
    date: datetime | None = None
    duration: Duration | None = None
    also: list[Key] = []
    nearest: list[Key] = []
    footnote_of: list[Key] = []
    condition_of_choice: bool = False
    says_nothing: bool = False
    needs: list[Key] = []
    scope: list[Key] = []
    of_article: bool = False


class ArticleWords(Entry, frozen=True):
    """One language's words for one article: the first of each list is the name shown to people."""

    products: dict[Key, Names]
    regions: dict[Code, Names]
    data: dict[Key, Names]
    everyday_data: dict[Key, Names] = {}
    parts: dict[Key, Names] = {}
    concepts: dict[Key, Names] = {}
    purposes: dict[Key, Names] = {}
    written_exactly: dict[Code, Names] = {}
    regions_in_phrases: dict[Code, Names] = {}
    outside: dict[Key, Names] = {}
    regions_in: dict[Code, Text] = {}


class Ending(Entry, frozen=True):
    """Cut `cut` from a word's end and put `put`, where at least `keep` letters stay before it; it may tell a cue ("past")."""

    cut: Text
    put: str
    keep: int
    tells: str = ""


Form = Annotated[str, Meta(pattern=r"^[^*]*\*[^*]*$", description="a form with one *, where the purpose stands")]
Word = Annotated[str, Meta(pattern=r"^[^\s(|)]+$", description="a single word")]


class LanguageFile(Entry, frozen=True):
    """language.yaml: how a language asks."""

    code: Annotated[str, Meta(pattern=r"^[a-z]{2}$", description="two lower-case letters")]
    name: Text
    endings: list[list[Ending]]
    irregular: dict[str, str]
    borrowed: list[str]
    numbers: dict[str, float]
    day_first: bool
    units: dict[Unit, Names]
    spoken_marks: dict[Text, Names]
    cues: dict[Key, Names]
    accented: dict[Key, list[Word]] = {}
    by_purpose: dict[Key, list[Form]] = {}
    interchangeable: list[list[str]] = []
    neighbours: dict[Text, Names] = {}
    respellings: dict[Text, Text] = {}


class OutsideTopic(Entry, frozen=True):
    """A topic that no article speaks of: `name` completes a sentence, `cues` are the words that give it away."""

    name: Text
    cues: Names


class World(Entry, frozen=True):
    """A place of the world, in what larger places it lies, and its names in each language."""

    key: Key
    part_of: list[Key]
    names: dict[str, Names]
