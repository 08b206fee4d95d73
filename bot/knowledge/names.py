"""Checks of names: none of them names two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.errors import Problem
from bot.folding import fold_text
from bot.knowledge.parts import ArticleParts
from bot.knowledge.schema import World
from bot.knowledge.yaml_source import Place

Named = tuple[str, str, str, Place]
"""A name, the key it names, and the file and place where it stands."""


def check_names(part: ArticleParts, languages: Iterable[str], places: dict[str, World], software: Iterable[str]) -> list[Problem]:
    """A name that means two products, two data types or two regions, or a product and a place or software of other vendors."""
    regions = {region.place: region.code for region in part.regions}
    answered = {place for region in part.regions for place in region.answers_for}
    others = [place for place in places.values() if place.key not in answered]
    named = [(name, regions.get(place.key, place.key)) for place in others for names in place.names.values() for name in names]
    names_of_places: list[Named] = [(name, key, "", ()) for name, key in named]
    names_of_software: list[Named] = [(name, "world/software.yaml", "", ()) for name in software]
    problems: list[Problem] = []
    for code in languages:
        problems += _named_twice(part, [*names_of_places, *names_of_software, *_product_names(part, code)])
        problems += _named_twice(part, [*names_of_places, *_named(part, code, "regions"), *_named(part, code, "regions_in_phrases")])
        problems += _named_twice(part, _named(part, code, "data"))
    return list(dict.fromkeys(problems))


def check_names_together(parts: Iterable[ArticleParts], languages: Iterable[str]) -> list[Problem]:
    """No name means products of two articles."""
    problems: list[Problem] = []
    for language in languages:
        named: dict[str, tuple[str, str]] = {}
        for part in parts:
            for text, key, file, place in _product_names(part, language):
                other, product = named.setdefault(fold_text(text), (part.key, key))
                if other != part.key:
                    problems.append(part.problem(file, place, f"{text!r} already names {product!r} of the article {other!r}: keep it at one of them"))
    return list(dict.fromkeys(problems))


def _product_names(part: ArticleParts, language: str) -> Iterator[Named]:
    """All names of products that hold in a language."""
    for index, product in enumerate(part.products):
        for name in (product.name, *product.aliases):
            yield name, product.key, "products", ("products", index)
    yield from _named(part, language, "products")


def _named(part: ArticleParts, language: str, field: str) -> Iterator[Named]:
    words = part.words.get(language)
    for key, names in getattr(words, field).items() if words else ():
        for name in names:
            yield name, key, language, (field, key)


def _named_twice(part: ArticleParts, named: Iterable[Named]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, key, file, place in named:
        other = owners.setdefault(fold_text(name), key)
        if other != key and file:
            yield part.problem(file, place, f"{name!r} names both {other!r} and {key!r}: keep it at one of them")
