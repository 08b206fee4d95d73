"""Checks between the files of an article, and between articles: every key that is used is defined, once, and named in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.errors import Problem
from bot.knowledge import vocabulary
from bot.knowledge.model import LanguageWords
from bot.knowledge.parts import ArticleParts
from bot.knowledge.reading import is_near, nearest
from bot.knowledge.schema import World

_LINES = ("asked_by", "unless")
_OF_SUBJECTS = (
    "table_explains", "table_leaves_open", "table_denied_by", "table_moves", "table_seeks_other",
    "table_leaves_unsaid", "demanded_of_products", "definitions_explain",
)  # fmt: skip
_CLAIMS = ("confirms", "denies", "unsaid")


def check_article(part: ArticleParts, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """Every key that one file of an article uses is defined in another, once, and named in every language."""
    return [
        *_twice(part),
        *_unknown_keys(part, places),
        *_words(part, languages),
        *_pattern_words(part, languages),
        *_date(part),
    ]


def _date(part: ArticleParts) -> list[Problem]:
    try:
        date.fromisoformat(part.about.modified)
    except ValueError:
        return [part.problem("article", ("modified",), f"there is no such day: {part.about.modified!r}")]
    return []


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
    hosted: set[tuple[str, str]] = set()
    for index, row in enumerate(part.hosting):
        for key in row.data:
            if (row.product, key) in hosted:
                problems.append(part.problem("hosting", ("hosting", index, "data"), f"{row.product!r} lists {key!r} twice: keep it in one row"))
            hosted.add((row.product, key))
    seen_sections: set[str] = set()
    for index, section in enumerate(part.about.sections):
        if section.key in seen_sections:
            problems.append(part.problem("article", ("sections", index), f"the section {section.key!r} is defined twice: rename one"))
        seen_sections.add(section.key)
    return problems


def _unknown_keys(part: ArticleParts, places: dict[str, World]) -> list[Problem]:
    """Keys that are used and not defined."""
    subjects = {key for words in part.words.values() for key in (*words.concepts, *words.parts)}
    products, data = [product.key for product in part.products], [entry.key for entry in part.data]
    # file, field, what stands in it, what is known of that
    uses: tuple[tuple[str, str, str, Iterable[str]], ...] = (
        ("regions", "place", "place", places),
        ("regions", "answers_for", "place", places),
        ("data", "kind_of", "data type", data),
        ("data", "meant_by", "data type", data),
        ("data", "about", "data type", data),
        ("hosting", "product", "product", products),
        ("hosting", "data", "data type", data),
        ("hosting", "regions", "region", [region.code for region in part.regions]),
        ("definitions", "data", "data type", data),
        ("statements", "section", "section", [section.key for section in part.about.sections]),
        ("statements", "products", "product", products),
        ("statements", "also", "statement", [statement.key for statement in part.statements]),
        ("statements", "scope", "statement", [statement.key for statement in part.statements]),
        ("statements", "footnote_of", "data type", data),
    )
    problems: list[Problem] = []
    for name, field, what, known in uses:
        for index, entry in enumerate(getattr(part, name)):
            value = getattr(entry, field)
            unknown = [key for key in ([value] if isinstance(value, str) else value) if key not in known]
            problems += [part.problem(name, (name, index, field), f"there is no {what} {key!r}{nearest(key, known)}") for key in unknown]
    for field in _OF_SUBJECTS:
        unknown = [key for key in getattr(part.about, field) if key not in subjects]
        problems += [part.problem("article", (field,), f"there is no subject {key!r}{nearest(key, subjects)}") for key in unknown]
    return problems


def _words(part: ArticleParts, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Names in every language for all that is defined, and for nothing else; a text of every statement in every language."""
    problems: list[Problem] = []
    for code in languages:
        if code in part.words:
            problems += _names(part, code)
        else:
            problems.append(part.problem(code, (), f"the language {code!r} is missing: add this file with names for regions and data"))
    for code in sorted(set(part.words) - set(languages)):
        problems.append(part.problem(code, (), f"there is no language {code!r}{nearest(code, languages)}"))
    for index, statement in enumerate(part.statements):
        unknown = set(statement.text) - set(languages) - set(part.words)
        for code in sorted(set() if unknown else set(languages) - set(statement.text)):
            problems.append(part.problem("statements", ("statements", index, "text"), f"the text is missing in the language {code!r}"))
        for code in sorted(unknown):
            message = f"there is no language {code!r}{nearest(code, languages)}"
            problems.append(part.problem("statements", ("statements", index, "text", code), message))
    return problems


def _names(part: ArticleParts, code: str) -> list[Problem]:
    """Names that one language lacks, and names of what is not defined; what looks like both is told once."""
    defined = {
        "data": {entry.key for entry in part.data},
        "regions": {region.code for region in part.regions},
        "regions_in": {region.code for region in part.regions},
        "parts": {key for definition in part.definitions for key in definition.includes},
        "concepts": {key for words in part.words.values() for key in words.concepts},
    }
    products = {product.key for product in part.products}
    optional = {"products": products, "purposes": products, "everyday_data": defined["data"]}
    optional |= dict.fromkeys(("written_exactly", "regions_in_phrases"), defined["regions"])
    problems: list[Problem] = []
    for field, keys in {**defined, **optional}.items():
        given = set(getattr(part.words[code], field))
        for key in sorted(given - keys):
            problems.append(part.problem(code, (field, key), f"{field}: {key!r} is not defined{nearest(key, keys)}"))
        for key in sorted(keys - given if field in defined else ()):
            if not is_near(key, given - keys):
                problems.append(part.problem(code, (field,), f"{field}: {key!r} has no name in the language {code!r}"))
    return problems


def _pattern_words(part: ArticleParts, languages: dict[str, LanguageWords]) -> list[Problem]:
    """Every word of a statement's lines is a key that a question can hold."""
    subjects = {key for words in part.words.values() for key in words.concepts}
    topics = set().union(*(set(words.outside) for words in languages.values()))
    known = subjects | topics | {*vocabulary.CUES, *vocabulary.UNITS, vocabulary.OWN_LENGTH, vocabulary.A_YEAR, vocabulary.THERE_IS}
    known |= {*(entry.key for entry in part.data), *(region.code for region in part.regions), *(product.key for product in part.products)}
    problems: list[Problem] = []
    for index, statement in enumerate(part.statements):
        used: dict[str, list[str]] = {field: [word for line in getattr(statement, field) for word in line] for field in _LINES}
        used |= {field: [word for line in getattr(statement, field) for word in line.split()] for field in _CLAIMS}
        used["explains"] = [key for key in statement.explains if key != vocabulary.ANY_DATA]
        used["duration"] = [statement.duration.until] if statement.duration and statement.duration.until else []
        for field, keys in used.items():
            for word in dict.fromkeys(key for joined in keys for key in joined.removeprefix("-").split("|") if key not in known):
                problems.append(part.problem("statements", ("statements", index, field), f"{field}: there is no word {word!r}{nearest(word, known)}"))
        for topic in statement.nearest:
            if topic not in topics:
                message = f"nearest: there is no outside topic {topic!r}{nearest(topic, topics)}"
                problems.append(part.problem("statements", ("statements", index, "nearest"), message))
    return problems
