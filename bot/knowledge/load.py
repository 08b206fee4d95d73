"""A folder of YAML files read, checked and joined into one `Knowledge`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import KnowledgeError, Problem
from bot.knowledge.evidence import Proof, prove
from bot.knowledge.languages import check_languages, check_places
from bot.knowledge.model import Article, Knowledge, LanguageWords
from bot.knowledge.names import check_names, check_names_together
from bot.knowledge.parts import ArticleParts
from bot.knowledge.reading import Reading, nearest
from bot.knowledge.references import check_article, check_together
from bot.knowledge.schema import LanguageFile, OutsideTopic, World
from bot.knowledge.version import content_version

# In the order of examination: files and entries of the right shape; every language complete; entries that agree with each other; no name for
# two things; every quote in the article; the whole article quoted or left out, and every product with a row.
Aspect = Literal["form", "languages", "references", "names", "quotes", "coverage"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

_NO_ARTICLES = ("languages", "world")

_LISTS_OF_PHRASES = ("cues", "units", "spoken_marks", "by_purpose", "neighbours")


class Examined(Struct, frozen=True):
    """What reading a folder found: the mistakes of each aspect that could be examined, and the knowledge where there are none.

    What is examined depends on what stands before it in ASPECTS: an aspect is absent where a mistake before it keeps it from being looked at.
    """

    problems: dict[Aspect, list[Problem]]
    knowledge: Knowledge | None = None


def load_knowledge(folder: Path) -> Knowledge:
    """Read and check every file of `folder`.

    Raises KnowledgeError with every mistake that was found: file, line, what is wrong and the nearest right word.
    """
    examined = examine(folder)
    if examined.knowledge is None:
        raise KnowledgeError([problem for problems in examined.problems.values() for problem in problems])
    return examined.knowledge


def examine(folder: Path) -> Examined:
    """Read and check every file of `folder`, as far as its mistakes allow; raises nothing."""
    found: dict[Aspect, list[Problem]] = {}
    if not folder.is_dir():
        return Examined({"form": [Problem(str(folder), 1, "there is no such folder: ONDE_KNOWLEDGE must name the knowledge folder")]})
    reading = Reading(folder)
    languages = _languages(reading)
    if not languages:
        return Examined({"form": reading.problems})
    places = _places(reading, [path.name for path in _folders(folder / "languages")])
    software = reading.groups(folder / "world" / "software.yaml", "software")
    reading.expect_only(folder / "world", ("places", "software"))
    parts = [ArticleParts(reading, path) for path in _folders(folder) if path.name not in _NO_ARTICLES]
    if not parts:
        reading.problems.append(Problem(str(folder), 1, "no article here: an article is a folder with an article.yaml and an article.txt"))
    found["form"] = list(reading.problems)  # As it is now: what is looked up later, to tell a line, may add to it.
    if found["form"]:
        return Examined(found)
    found["languages"] = check_languages(reading, languages) + check_places(reading, languages, places)
    references = {part.key: check_article(part, languages, places) for part in parts}
    found["references"] = [problem for problems in references.values() for problem in problems]
    found["names"] = [problem for part in parts if not references[part.key] for problem in check_names(part, languages, places, software)]
    if any(found.values()):
        return Examined(found)
    proofs = [prove(part) for part in parts]
    found["references"] = check_together(parts)
    found["names"] = check_names_together(parts, languages)
    found["quotes"] = [problem for proof in proofs for problem in proof.problems]
    if all(proof.covered is not None for proof in proofs):
        found["coverage"] = [problem for proof in proofs for problem in proof.covered or ()]
    if any(found.values()):
        return Examined(found)
    return Examined(found, _join(content_version(folder), parts, proofs, languages, places, software))


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
    for folder in _folders(reading.folder / "languages"):
        path = folder / "language.yaml"
        reading.expect_only(folder, ("language", "other_words", "outside", "phrases", "small_words"))
        file = reading.whole(path, LanguageFile)
        if file is None:
            continue
        document = reading.document(path)
        if document and file.code != folder.name:
            reading.problems.append(document.problem(("code",), f"the code {file.code!r} is not the folder's name {folder.name!r}"))
        file = reading.with_phrases(path, file, _LISTS_OF_PHRASES)
        outside = _outside(reading, folder / "outside.yaml")
        phrases = reading.mapping(folder / "phrases.yaml", "phrases", str)
        small, other = (reading.groups(folder / f"{name}.yaml", name) for name in ("small_words", "other_words"))
        found[file.code] = LanguageWords(file, small, other, outside, phrases)
    if not found:
        reading.problems.append(Problem("languages", 1, "no language here: a language is a folder with a language.yaml"))
    return found


def _outside(reading: Reading, path: Path) -> dict[str, OutsideTopic]:
    """The topics that no article speaks of, by their keys."""
    topics = reading.mapping(path, "outside", OutsideTopic)
    return {key: replace(topic, cues=reading.spelt_out(path, topic.cues, "outside", key, "cues")) for key, topic in topics.items()}


def _folders(folder: Path) -> list[Path]:
    """The folders in a folder, hidden ones aside."""
    return sorted(path for path in folder.glob("[!._]*") if path.is_dir())


def _places(reading: Reading, languages: Iterable[str]) -> dict[str, World]:
    path = reading.folder / "world" / "places.yaml"
    found: dict[str, World] = {}
    rows = reading.entries(path, "places", dict[str, Any])
    document = reading.document(path)
    fields = ("key", "part_of", *languages)
    told: set[str] = set()
    for index, row in enumerate(rows):
        unknown = [field for field in row if field not in fields]
        if unknown and document is not None:
            if unknown[0] not in told:
                reading.problems.append(document.problem(("places", index), f"unknown key {unknown[0]!r}{nearest(unknown[0], fields)}"))
            told.update(unknown)
            continue
        own: dict[str, Any] = {field: row[field] for field in ("key", "part_of") if field in row}
        shaped = {"part_of": [], **own, "names": {field: value for field, value in row.items() if field not in own}}
        place = reading.convert(document, shaped, World, ("places", index)) if document else None
        if place is not None and document is not None:
            if place.key in found:
                reading.problems.append(document.problem(("places", index), f"the place {place.key!r} is defined twice: join the two or rename one"))
            found[place.key] = place
    return found
