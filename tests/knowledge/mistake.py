"""The form of a mistake in the tables, and the names of the files that are spoiled."""

from __future__ import annotations

from typing import NamedTuple

from tests.knowledge.edits import Edit, swap

ARTICLE = "freshworks-data-hosting"
ABOUT, ALIKE, DATA, DEFINITIONS, ENGLISH, HOSTING, PRODUCTS, REGIONS, STATEMENTS, TEXT = (
    f"{ARTICLE}/{name}"
    for name in (
        "article.yaml", "alike.yaml", "data.yaml", "definitions.yaml", "en.yaml", "hosting.yaml", "products.yaml", "regions.yaml", "statements.yaml",
        "article.txt",
    )
)  # fmt: skip
LANGUAGE, OUTSIDE, PHRASES = (f"languages/en/{name}.yaml" for name in ("language", "outside", "phrases"))
PLACES, SOFTWARE = "world/places.yaml", "world/software.yaml"
OTHER_PHRASES, OTHER_OUTSIDE = "languages/pt/phrases.yaml", "languages/pt/outside.yaml"

TEAM = "{key: freshteam, name: Freshteam, aliases: [fteam, freshtim]}"
LONG_AGO = "with at most 15 digits, or in quotes"
QUOTE_IT = "quote it in a fact, or list it under left_out in article.yaml with the reason"


def team(*, name: str = "Freshteam", aliases: str = "fteam", more: str = "") -> Edit:
    """An edit of one product's line."""
    return swap(PRODUCTS, TEAM, f"{{key: freshteam, name: {name}, aliases: [{aliases}]{more}}}")


class Mistake(NamedTuple):
    """One edit, and the file, place and message of every problem that it must be told by."""

    name: str
    edit: Edit
    told: tuple[tuple[str, str | int, str], ...]


def one(name: str, edit: Edit, file: str, at: str | int, message: str) -> Mistake:
    """A mistake that is told by one problem."""
    return Mistake(name, edit, ((file, at, message),))
