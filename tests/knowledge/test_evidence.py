"""Both directions of proof on the real article, read here a second time without any of Onde's code but the loader's last word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge
from tests.asking import KNOWLEDGE

ARTICLE = "freshworks-data-hosting"


class Line(NamedTuple):
    """A line of the article that is not blank: its number from 1, the section it stands in, its words with single spaces."""

    number: int
    section: str
    text: str


class Quote(NamedTuple):
    """A text that some entry quotes: the file, the entry's number in it, its section, and for rows the product."""

    file: str
    entry: int
    section: str
    text: str
    product: str = ""


@cache
def entries(file: str) -> Any:
    """What a YAML file of the article holds under its only key, or the whole article.yaml."""
    data = yaml.safe_load((KNOWLEDGE / ARTICLE / f"{file}.yaml").read_text("utf-8"))
    return data if file == "article" else data[file]


def plain(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


@cache
def lines() -> list[Line]:
    """The article, line by line; a section begins at the first line that is its heading, after the section before it."""
    sections = [(plain(section["heading"]), section["key"]) for section in entries("article")["sections"]]
    found: list[Line] = []
    current = ""
    for number, raw in enumerate((KNOWLEDGE / ARTICLE / "article.txt").read_text("utf-8").split("\n"), 1):
        text = plain(raw)
        if sections and text == sections[0][0]:
            current = sections.pop(0)[1]
        if text:
            found.append(Line(number, current, text))
    assert not sections, f"no line opens the sections {sections}"
    return found


@cache
def quotes() -> list[Quote]:
    """Everything that is quoted."""
    found = [Quote("statements", index, entry["section"], text) for index, entry in enumerate(entries("statements")) for text in entry["quotes"]]
    for index, entry in enumerate(entries("definitions")):
        found += [Quote("definitions", index, entry.get("section", "definitions"), entry[field]) for field in ("term", "quote")]
    for index, row in enumerate(entries("hosting")):
        found += [Quote("hosting", index, "hosting", row[field], row["product"]) for field in ("data_quote", "quote") if row.get(field)]
    return [quote._replace(text=plain(quote.text)) for quote in found]


@cache
def headings() -> dict[str, str]:
    """The line that opens the rows of each product."""
    return {product["key"]: product.get("heading") or product["name"] for product in entries("products")}


@cache
def table() -> dict[str, list[Line]]:
    """The lines of the hosting table below each product's heading, as far as the footnote."""
    products = {heading: key for key, heading in headings().items()}
    found: dict[str, list[Line]] = {}
    product = ""
    for line in lines():
        if line.section != "hosting" or line.text.startswith("*A "):
            product = ""
        elif line.text in products:
            product = products[line.text]
            found[product] = []
        elif product:
            found[product].append(line)
    return found


def lines_of(quote: Quote) -> list[Line]:
    """The lines that hold a quote, where they may: in its section, or among its product's rows."""
    where = table()[quote.product] if quote.product else [line for line in lines() if line.section == quote.section]
    return [line for line in where if quote.text in line.text]


def left_out() -> list[str]:
    """The texts left out on purpose."""
    return [plain(entry["text"]) for entry in entries("article")["left_out"]]


@pytest.mark.parametrize("quote", quotes(), ids=lambda quote: f"{quote.file} {quote.entry}")
def test_quote_stands_in_the_article_in_its_section(quote: Quote) -> None:
    """Letter by letter, white space aside; a row's quotes below its own product's heading."""
    assert lines_of(quote), f"{quote.text!r} does not stand in {quote.product or quote.section}"


def test_everything_in_the_article_is_quoted_or_left_out_with_a_reason() -> None:
    """No letter or digit of a line remains when its quotes, headings and texts left out are taken away."""
    named = {plain(section["heading"]) for section in entries("article")["sections"]} | set(headings().values())
    loose = []
    for line in lines():
        known = [quote.text for quote in quotes() if quote.section == line.section] + left_out()
        rest = "" if line.text in named else line.text
        for text in sorted(known, key=len, reverse=True):
            rest = rest.replace(text, " ")
        if any(letter.isalnum() for letter in rest):
            loose.append((line.number, rest))
    assert not loose


def test_the_hosting_table_is_quoted_cell_by_cell() -> None:
    """Below each product's heading every cell is quoted exactly as often as it stands there: none twice, none not at all."""
    for product, rows in table().items():
        assert Counter(line.text for line in rows) == Counter(quote.text for quote in quotes() if quote.product == product), product
    assert list(table()) == list(headings()), "products in the article's order"


def test_what_is_left_out_stands_in_the_article_and_has_a_reason() -> None:
    """A reason of a few words each; nothing left out is quoted all the same."""
    for entry in entries("article")["left_out"]:
        text = plain(entry["text"])
        assert any(text in line.text for line in lines()), text
        assert len(entry["why"].split()) >= 3, text
        assert not any(text in quote.text for quote in quotes()), f"{text!r} is quoted: it need not be left out"


def test_loaded_evidence_is_the_quoted_text_at_its_offset() -> None:
    """What a reply cites is the article's own text, at the offset that is told."""
    knowledge = load_knowledge(KNOWLEDGE)
    text = knowledge.articles[ARTICLE].text
    evidence = [piece for said in knowledge.statements.values() for piece in said.evidence]
    evidence += [piece for defined in knowledge.definitions.values() for piece in defined.evidence]
    evidence += [piece for fact in knowledge.facts for piece in (fact.data_evidence, fact.evidence)]
    assert len(evidence) >= len(quotes())
    for piece in evidence:
        length = len(re.match(r"\s+".join(map(re.escape, piece.quote.split())), text[piece.start :]).group())  # type: ignore[union-attr]
        assert plain(text[piece.start : piece.start + length]) == plain(piece.quote)


REMOVALS = [(file, index) for file in ("hosting", "definitions", "statements") for index in range(len(entries(file)))]


def remove(folder: Path, file: str, index: int) -> None:
    """Take one entry out of a YAML file, and every mention of it elsewhere, so that only its proof is missing."""
    path = folder / ARTICLE / f"{file}.yaml"
    text = path.read_text("utf-8")
    starts = [match.start() for match in re.finditer(r"^  - ", text, re.MULTILINE)] + [len(text)]
    assert len(starts) == len(entries(file)) + 1
    text = text[: starts[index]] + text[starts[index + 1] :]
    gone = entries(file)[index]
    if file == "statements":
        text = re.sub(rf"((?:also|scope): \[[^\]]*?)\b{gone['key']}\b(, )?", r"\1", text)
    if file == "definitions":
        text = text.replace("includes: [", f"includes: [{', '.join(gone['includes'])}, ", 1)
    path.write_text(text, "utf-8")


def unproven_without(file: str, index: int) -> set[int]:
    """The lines of the article that nothing accounts for once an entry is gone."""
    gone = [quote for quote in quotes() if (quote.file, quote.entry) == (file, index)]
    kept = [quote for quote in quotes() if (quote.file, quote.entry) != (file, index)]
    found: set[int] = set()
    headings = {plain(section["heading"]) for section in entries("article")["sections"]}
    for quote in gone:
        # A cell of the table, and a definition, accounts for one line only, even where others hold the same words; a statement may quote one.
        told_of = "statements" if quote.section == "definitions" and file != "statements" else ""
        others = [other for other in kept if other.section == quote.section and other.file.startswith(told_of)]
        if file == "hosting":
            others = [other for other in others if other.product == quote.product or other.file == "statements"]
        # A heading needs no quote; a statement quotes the first line only that holds its words.
        here = lines_of(quote)[:1]
        told = any(quote.text in other.text and (other.file != "statements" or lines_of(other)[:1] == here) for other in others)
        if quote.text not in headings and not told:
            found.update(line.number for line in here)
    return found


@pytest.mark.parametrize(("file", "index"), REMOVALS, ids=[f"{file} {index}" for file, index in REMOVALS])
def test_without_any_one_entry_the_article_is_not_proven(file: str, index: int, folder: Path) -> None:
    """The loader names article.txt and the lines left over; it loads only where another entry quotes the same."""
    remove(folder, file, index)
    gone, missing = entries(file)[index], unproven_without(file, index)
    rest = [row for number, row in enumerate(entries(file)) if number > index and row.get("product") == gone.get("product")]
    if not missing:
        load_knowledge(folder)
        return
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    problems = raised.value.problems
    if file == "hosting" and gone.get("quote") and rest and not rest[0].get("quote"):
        # The rows after it shared its cell: that is told instead, at the first of them.
        assert {(problem.file, problem.message) for problem in problems} == {
            (f"{ARTICLE}/hosting.yaml", f"the first row of {gone['product']!r} needs regions and the quote of its hosting cell")
        }
        return
    assert {problem.file for problem in problems} == {f"{ARTICLE}/article.txt"}
    only_row = file == "hosting" and sum(row["product"] == gone["product"] for row in entries(file)) == 1
    heading = {line.number for line in lines() if line.section == "hosting" and only_row and line.text == headings()[gone["product"]]}
    assert {problem.line for problem in problems} == missing | heading, "\n".join(map(str, problems))
    assert all(problem.message.startswith("no fact quotes this: ") for problem in problems)


def test_most_removals_leave_something_unproven() -> None:
    """The test above would prove nothing if the computation here always said that another entry quotes the same."""
    loose = [removal for removal in REMOVALS if unproven_without(*removal)]
    assert len(loose) >= 45
    # Hosting rows quote the cells that hold a definition, and a statement quotes the cells with an asterisk.
    shared = {("definitions", index) for index, entry in enumerate(entries("definitions")) if "section" in entry}
    stated = {quote.text for quote in quotes() if quote.file == "statements"}
    shared |= {("hosting", index) for index, row in enumerate(entries("hosting")) if plain(row["data_quote"]) in stated}
    assert len(shared) < 10
    assert all(removal in loose for removal in REMOVALS if removal[0] != "statements" and removal not in shared)
