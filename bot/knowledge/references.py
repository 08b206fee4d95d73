"""Checks between files: keys that exist, names that name one thing, every language complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.errors import Problem
from bot.folding import fold_text
from bot.knowledge import vocabulary
from bot.knowledge.model import LanguageWords
from bot.knowledge.parts import ArticleParts
from bot.knowledge.reading import Reading, nearest
from bot.knowledge.schema import World



def check_languages(reading: Reading, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Every language has all cues, all phrases and the same outside topics as the others."""
    problems: list[Problem] = []
    everything = {
        "language": ("cues", set(vocabulary.CUES), {code: set(words.file.cues) for code, words in languages.items()}),
        "phrases": ("phrases", set(vocabulary.PHRASES), {code: set(words.phrases) for code, words in languages.items()}),
    }
    topics = {code: set(words.outside) for code, words in languages.items()}
    everything["outside"] = ("outside", set().union(*topics.values()), topics)
    for name, (field, wanted, found) in everything.items():
        for code in languages:
            document = reading.document(reading.folder / "languages" / code / f"{name}.yaml")
            for key in sorted(wanted - found[code]):
                message = f"{field}: the key {key!r} is missing in the language {code!r}"
                problems.append(document.problem((field,), message) if document else Problem(f"languages/{code}/{name}.yaml", 1, message))
            for key in sorted(found[code] - wanted):
                if document:
                    problems.append(document.problem((field, key), f"unknown key {key!r}{nearest(key, wanted)}"))
    return problems


def check_article(part: ArticleParts, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """Every key that one file of an article uses is defined in another, once, and named in every language."""
    return [
        *_twice(part),
        *_unknown_keys(part, places),
        *_words(part, languages),
        *_pattern_words(part, languages),
        *_clashes(part, places),
    ]


def check_together(parts: Sequence[ArticleParts]) -> list[Problem]:
    """No two articles define the same key in different ways."""
    problems: list[Problem] = []
    for name in ("products", "data", "statements", "definitions", "regions"):
        owners: dict[str, tuple[str, object]] = {}
        for part in parts:
            for index, entry in enumerate(getattr(part, name)):
                key = entry.code if name == "regions" else entry.key
                other, same = owners.setdefault(key, (part.key, entry))
                if other != part.key and (name != "regions" or same != entry):
                    problems.append(part.problem(name, (name, index), f"{key!r} is already defined by the article {other!r}: choose another key"))
    return problems


def _twice(part: ArticleParts) -> list[Problem]:
    problems: list[Problem] = []
    for name in ("regions", "products", "data", "statements", "definitions"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(part, name)):
            key = entry.code if name == "regions" else entry.key
            if key in seen:
                problems.append(part.problem(name, (name, index), f"{key!r} is defined twice: rename one"))
            seen.add(key)
    seen_sections: set[str] = set()
    for index, section in enumerate(part.about.sections):
        if section.key in seen_sections:
            problems.append(part.problem("article", ("sections", index), f"the section {section.key!r} is defined twice: rename one"))
        seen_sections.add(section.key)
    return problems


def _unknown_keys(part: ArticleParts, places: dict[str, World]) -> list[Problem]:
    problems: list[Problem] = []

    def need(name: str, place: tuple[str | int, ...], keys: Iterable[str], known: Iterable[str], what: str) -> None:
        known = list(known)
        for key in keys:
            if key not in known:
                problems.append(part.problem(name, place, f"there is no {what} {key!r}{nearest(key, known)}"))

    regions = [region.code for region in part.regions]
    products = [product.key for product in part.products]
    data = [entry.key for entry in part.data]
    sections = [section.key for section in part.about.sections]
    statements = [statement.key for statement in part.statements]
    for index, region in enumerate(part.regions):
        need("regions", ("regions", index, "place"), [region.place, *region.answers_for], places, "place")
    for index, entry in enumerate(part.data):
        need("data", ("data", index, "kind_of"), entry.kind_of, data, "data type")
    for index, row in enumerate(part.hosting):
        need("hosting", ("hosting", index, "product"), [row.product], products, "product")
        need("hosting", ("hosting", index, "data"), row.data, data, "data type")
        need("hosting", ("hosting", index, "regions"), row.regions, regions, "region")
    for index, definition in enumerate(part.definitions):
        need("definitions", ("definitions", index, "data"), definition.data, data, "data type")
    for index, statement in enumerate(part.statements):
        need("statements", ("statements", index, "section"), [statement.section], sections, "section")
        need("statements", ("statements", index, "products"), statement.products, products, "product")
        need("statements", ("statements", index, "also"), statement.also, statements, "statement")
    return problems


def _words(part: ArticleParts, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Names in every language for all that is defined, and for nothing else."""
    problems: list[Problem] = []
    defined = {
        "data": {entry.key for entry in part.data},
        "regions": {region.code for region in part.regions},
        "parts": {key for definition in part.definitions for key in definition.includes},
        "concepts": {key for words in part.words.values() for key in words.concepts},
    }
    optional = {
        "products": {product.key for product in part.products},
        "written_exactly": defined["regions"],
        "regions_in_phrases": defined["regions"],
    }
    for code in languages:
        words = part.words.get(code)
        if words is None:
            problems.append(part.problem(code, (), f"the language {code!r} is missing: add this file with names for regions and data"))
            continue
        for field, keys in defined.items():
            for key in sorted(keys - set(getattr(words, field))):
                problems.append(part.problem(code, (field,), f"{field}: {key!r} has no name in the language {code!r}"))
        for field, keys in {**defined, **optional}.items():
            for key in sorted(set(getattr(words, field)) - keys):
                problems.append(part.problem(code, (field, key), f"{field}: {key!r} is not defined{nearest(key, keys)}"))
        for index, statement in enumerate(part.statements):
            if code not in statement.text:
                problems.append(part.problem("statements", ("statements", index, "text"), f"the text is missing in the language {code!r}"))
    for code in sorted(set(part.words) - set(languages)):
        problems.append(part.problem(code, (), f"there is no language {code!r}{nearest(code, languages)}"))
    return problems


def _pattern_words(part: ArticleParts, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Every word of a statement's lines is a key that a question can hold."""
    some = next(iter(part.words.values()), None)
    topics = set().union(*(set(words.outside) for words in languages.values()))
    known = {*(some.concepts if some else ()), *(entry.key for entry in part.data), *(region.code for region in part.regions)}
    known |= {*(product.key for product in part.products), *vocabulary.CUES, *vocabulary.UNITS, *topics}
    problems: list[Problem] = []
    for index, statement in enumerate(part.statements):
        lines = {"asked_by": statement.asked_by, "confirms": statement.confirms, "denies": statement.denies, "unless": statement.unless, "explains": [statement.explains]}
        for field, content in lines.items():
            for line in content:
                for word in line:
                    if word not in known:
                        problems.append(part.problem("statements", ("statements", index, field), f"{field}: there is no word {word!r}{nearest(word, known)}"))
        for topic in statement.nearest:
            if topic not in topics:
                problems.append(part.problem("statements", ("statements", index, "nearest"), f"nearest: there is no outside topic {topic!r}{nearest(topic, topics)}"))
    return problems


def _clashes(part: ArticleParts, places: dict[str, World]) -> list[Problem]:
    """A name that means two products, two data types or two regions."""
    problems: list[Problem] = []
    for code, words in part.words.items():
        for field in ("products", "data", "regions"):
            owners: dict[str, str] = {}
            named: list[tuple[str, str]] = [(key, name) for key, names in getattr(words, field).items() for name in names]
            if field == "products":
                named += [(product.key, name) for product in part.products for name in (product.name, *product.aliases)]
            if field == "regions":
                named += [(key, name) for key, names in words.regions_in_phrases.items() for name in names]
            for key, name in named:
                other = owners.setdefault(fold_text(name), key)
                if other != key:
                    problems.append(part.problem(code, (field, key), f"{name!r} names both {other!r} and {key!r}: keep it at one of them"))
    return problems
