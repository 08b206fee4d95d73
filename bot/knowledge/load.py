"""A folder of YAML files read, checked and joined into one `Knowledge`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError, Problem
from bot.knowledge.evidence import Proof, prove
from bot.knowledge.model import Article, Knowledge, LanguageWords
from bot.knowledge.parts import ArticleParts
from bot.knowledge.reading import Reading
from bot.knowledge.references import check_article, check_languages, check_together
from bot.knowledge.schema import LanguageFile, OutsideTopic, World


def content_version(folder: Path) -> str:
    """A name for the exact content of `folder`: 12 hexadecimal digits of the SHA-256 over its files and their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".txt") and path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def load_knowledge(folder: Path) -> Knowledge:
    """Read and check every file of `folder`.

    Raises KnowledgeError with every mistake that was found: file, line, what is wrong and the nearest right word.
    """
    if not folder.is_dir():
        raise KnowledgeError([Problem(str(folder), 1, "there is no such folder: ONDE_KNOWLEDGE must name the knowledge folder")])
    reading = Reading(folder)
    languages = _languages(reading)
    places = _places(reading)
    software = reading.groups(folder / "world" / "software.yaml", "software")
    parts = [ArticleParts(reading, path.parent) for path in sorted(folder.glob("*/article.yaml"))]
    if not parts:
        reading.problems.append(Problem(str(folder), 1, "no article here: an article is a folder with an article.yaml"))
    _stop_on(reading.problems)
    problems = check_languages(reading, languages)
    for part in parts:
        problems += check_article(part, languages, places)
    _stop_on(problems)
    proofs = [prove(part) for part in parts]
    _stop_on([problem for proof in proofs for problem in proof.problems] + check_together(parts))
    return _join(content_version(folder), parts, proofs, languages, places, software)


def _stop_on(problems: list[Problem]) -> None:
    if problems:
        raise KnowledgeError(problems)


def _join(
    version: str, parts: list[ArticleParts], proofs: list[Proof], languages: dict[str, LanguageWords], places: dict[str, World], software: list[str]
) -> Knowledge:
    return Knowledge(
        version=version,
        articles={part.key: Article(part.key, part.about, part.text) for part in parts},
        languages=languages,
        words={part.key: part.words for part in parts},
        regions={region.code: region for part in parts for region in part.regions},
        products={product.key: product for part in parts for product in part.products},
        data={data.key: data for part in parts for data in part.data},
        facts=[fact for proof in proofs for fact in proof.facts],
        statements={said.statement.key: said for proof in proofs for said in proof.statements},
        definitions={defined.definition.key: defined for proof in proofs for defined in proof.definitions},
        places=places,
        software=software,
    )


def _languages(reading: Reading) -> dict[str, LanguageWords]:
    found: dict[str, LanguageWords] = {}
    for path in sorted((reading.folder / "languages").glob("*/language.yaml")):
        file = reading.whole(path, LanguageFile)
        if file is None:
            continue
        folder = path.parent
        if file.code != folder.name:
            reading.problems.append(Problem(str(path.relative_to(reading.folder)), 1, f"the code {file.code!r} is not the folder's name {folder.name!r}"))
        outside = reading.mapping(folder / "outside.yaml", "outside", OutsideTopic)
        phrases = reading.mapping(folder / "phrases.yaml", "phrases", str)
        found[file.code] = LanguageWords(file, reading.groups(folder / "small_words.yaml", "small_words"), outside, phrases)
    if not found:
        reading.problems.append(Problem("languages", 1, "no language here: a language is a folder with a language.yaml"))
    return found


def _places(reading: Reading) -> dict[str, World]:
    path = reading.folder / "world" / "places.yaml"
    found: dict[str, World] = {}
    rows = reading.entries(path, "places", dict[str, Any])
    document = reading.document(path)
    for index, row in enumerate(rows):
        names = {field: value for field, value in row.items() if field not in ("key", "part_of")}
        shaped = {"key": row.get("key"), "part_of": row.get("part_of", []), "names": names}
        place = reading.convert(document, shaped, World, ("places", index)) if document else None
        if place is not None:
            found[place.key] = place
    return found
