"""Checks between files: keys that exist, names that name one thing, every language complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import Formatter

from bot.errors import Problem
from bot.folding import fold_text
from bot.knowledge import vocabulary
from bot.knowledge.model import LanguageWords
from bot.knowledge.parts import ArticleParts
from bot.knowledge.reading import Reading, is_near, nearest
from bot.knowledge.schema import World
from bot.knowledge.yaml_source import Place


def check_languages(reading: Reading, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Every language has all cues, units and phrases, with the same slots, and the same outside topics as the others."""
    problems: list[Problem] = []
    topics = {code: set(words.outside) for code, words in languages.items()}
    everything = (
        ("language", "cues", set(vocabulary.CUES), {code: set(words.file.cues) for code, words in languages.items()}),
        ("language", "units", set(vocabulary.UNITS), {code: set(words.file.units) for code, words in languages.items()}),
        ("phrases", "phrases", set(vocabulary.PHRASES), {code: set(words.phrases) for code, words in languages.items()}),
        ("outside", "outside", set().union(*topics.values()), topics),
    )
    for name, field, wanted, found in everything:
        for code in languages:
            unknown, missing = sorted(found[code] - wanted), sorted(wanted - found[code])
            for key in unknown:
                problems.append(_at(reading, code, name, (field, key), f"unknown key {key!r}{nearest(key, wanted)}"))
            for key in missing:
                if not is_near(key, unknown):
                    problems.append(_at(reading, code, name, (field,), f"{field}: the key {key!r} is missing in the language {code!r}"))
    return problems + _check_slots(reading, languages)


def _at(reading: Reading, code: str, name: str, place: Place, message: str) -> Problem:
    """A mistake at `place` of the file `name`.yaml of a language."""
    path = reading.folder / "languages" / code / f"{name}.yaml"
    document = reading.document(path)
    return document.problem(place, message) if document else Problem(f"languages/{code}/{name}.yaml", 1, message)


def _check_slots(reading: Reading, languages: dict[str, LanguageWords]) -> list[Problem]:
    """A phrase has the same {slots} in every language; a slot that only one language uses is taken for misspelt."""
    problems: list[Problem] = []
    slots: dict[str, dict[str, set[str]]] = {code: {} for code in languages}
    for code, words in languages.items():
        for key, phrase in words.phrases.items():
            try:
                slots[code][key] = {slot for _, slot, _, _ in Formatter().parse(phrase) if slot is not None}
            except ValueError:
                problems.append(_at(reading, code, "phrases", ("phrases", key), f"{key}: a brace is not closed or not opened here: {phrase[:60]!r}"))
    used = {code: set().union(*found.values()) for code, found in slots.items()}
    known = {slot for code in used for slot in used[code] if len(used) == 1 or any(slot in used[other] for other in used if other != code)}
    for code, found in slots.items():
        for key in found:
            wanted = known & set().union(*(other.get(key, set()) for other in slots.values()))
            unknown, missing = sorted(found[key] - wanted), sorted(wanted - found[key])
            for slot in unknown:
                problems.append(_at(reading, code, "phrases", ("phrases", key), f"{key}: there is no slot {slot!r}{nearest(slot, wanted)}"))
            for slot in missing:
                if not is_near(slot, unknown):
                    problems.append(_at(reading, code, "phrases", ("phrases", key), f"{key}: the slot {slot!r}, which another language has, is missing"))
    return problems


def check_places(reading: Reading, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """Every place has names in every language, and lies in places that exist."""
    document = reading.document(reading.folder / "world" / "places.yaml")
    problems: list[Problem] = []
    for index, place in enumerate(places.values()):
        wrong = [f"there is no place {key!r}{nearest(key, places)}" for key in place.part_of if key not in places]
        wrong += [f"there is no field or language {code!r}{nearest(code, [*languages, 'part_of'])}" for code in place.names if code not in languages]
        wrong += [f"{place.key!r} has no name in the language {code!r}" for code in languages if code not in place.names]
        problems += [document.problem(("places", index), message) for message in wrong if document]
    return problems


def check_article(part: ArticleParts, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """Every key that one file of an article uses is defined in another, once, and named in every language."""
    return [
        *_twice(part),
        *_unknown_keys(part, places),
        *_words(part, languages),
        *_pattern_words(part, languages),
        *_clashes(part, languages, places),
    ]


def check_together(parts: Sequence[ArticleParts], languages: Iterable[str]) -> list[Problem]:
    """No two articles define the same key in different ways, nor give two products the same name."""
    problems: list[Problem] = []
    for name in ("products", "data", "statements", "definitions", "regions"):
        owners: dict[str, tuple[str, object]] = {}
        for part in parts:
            for index, entry in enumerate(getattr(part, name)):
                key = entry.code if name == "regions" else entry.key
                other, same = owners.setdefault(key, (part.key, entry))
                if other != part.key and (name != "regions" or same != entry):
                    problems.append(part.problem(name, (name, index), f"{key!r} is already defined by the article {other!r}: choose another key"))
    for language in languages:
        named: dict[str, tuple[str, str]] = {}
        for part in parts:
            for text, key, file, place in _product_names(part, language):
                other, product = named.setdefault(fold_text(text), (part.key, key))
                if other != part.key:
                    problems.append(part.problem(file, place, f"{text!r} already names {product!r} of the article {other!r}: keep it at one of them"))
    return list(dict.fromkeys(problems))


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
    concepts = {key for words in part.words.values() for key in words.concepts}
    for field in ("table_explains", "definitions_explain"):
        need("article", (field,), getattr(part.about, field), concepts, "concept")
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
        need("statements", ("statements", index, "footnote_of"), statement.footnote_of, data, "data type")
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
        "everyday_data": defined["data"],
        "written_exactly": defined["regions"],
        "regions_in_phrases": defined["regions"],
        "regions_in": defined["regions"],
    }
    for code in languages:
        words = part.words.get(code)
        if words is None:
            problems.append(part.problem(code, (), f"the language {code!r} is missing: add this file with names for regions and data"))
            continue
        for field, keys in defined.items():
            given = set(getattr(words, field))
            for key in sorted(keys - given):
                if is_near(key, given - keys):
                    continue
                problems.append(part.problem(code, (field,), f"{field}: {key!r} has no name in the language {code!r}"))
        for field, keys in {**defined, **optional}.items():
            for key in sorted(set(getattr(words, field)) - keys):
                problems.append(part.problem(code, (field, key), f"{field}: {key!r} is not defined{nearest(key, keys)}"))
        for index, statement in enumerate(part.statements):
            if code not in statement.text:
                problems.append(part.problem("statements", ("statements", index, "text"), f"the text is missing in the language {code!r}"))
    for index, statement in enumerate(part.statements):
        for code in sorted(set(statement.text) - set(languages)):
            problems.append(part.problem("statements", ("statements", index, "text", code), f"there is no language {code!r}{nearest(code, languages)}"))
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


Named = tuple[str, str, str, Place]
"""A name, the key it names, and the file and place where it stands."""


def _clashes(part: ArticleParts, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """A name that means two products, two data types or two regions, or a product and a place."""
    regions = {region.place: region.code for region in part.regions}
    answered = {place for region in part.regions for place in region.answers_for}
    names_of_places = [(name, regions.get(place.key, place.key), "", ()) for place in places.values() for names in place.names.values() for name in names if place.key not in answered]
    problems: list[Problem] = []
    for code in languages:
        problems += _named_twice(part, [*names_of_places, *_product_names(part, code)])
        problems += _named_twice(part, [*names_of_places, *_named(part, code, "regions"), *_named(part, code, "regions_in_phrases")])
        problems += _named_twice(part, _named(part, code, "data"))
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
