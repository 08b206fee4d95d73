"""Checks of what no article owns: every language and every place of the world is complete."""

from __future__ import annotations

from string import Formatter

from bot.errors import Problem
from bot.knowledge import vocabulary
from bot.knowledge.model import LanguageWords
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
    for code, words in languages.items():
        for key in sorted(set(words.file.accented) - set(vocabulary.CUES)):
            problems.append(_at(reading, code, "language", ("accented", key), f"unknown key {key!r}{nearest(key, vocabulary.CUES)}"))
    return problems + _check_slots(reading, languages)


def _at(reading: Reading, code: str, name: str, place: Place, message: str) -> Problem:
    """A mistake at `place` of the file `name`.yaml of a language."""
    path = reading.folder / "languages" / code / f"{name}.yaml"
    document = reading.document(path)
    return document.problem(place, message) if document else Problem(f"languages/{code}/{name}.yaml", 1, message)


def _check_slots(reading: Reading, languages: dict[str, LanguageWords]) -> list[Problem]:
    """A phrase has the same {slots} in every language; a slot that only one language uses is taken for misspelt."""

    def note(code: str, key: str, message: str) -> Problem:
        return _at(reading, code, "phrases", ("phrases", key), f"{key}: {message}")

    problems: list[Problem] = []
    slots: dict[str, dict[str, set[str]]] = {code: {} for code in languages}
    for code, words in languages.items():
        for key, phrase in words.phrases.items():
            try:
                slots[code][key] = {slot for _, slot, _, _ in Formatter().parse(phrase) if slot is not None}
            except ValueError:
                problems.append(note(code, key, "a brace is not closed, or not opened"))
    used = {code: set().union(*found.values()) for code, found in slots.items()}
    known = {slot for code in used for slot in used[code] if len(used) == 1 or any(slot in used[other] for other in used if other != code)}
    for code, found in slots.items():
        for key in found:
            wanted = known & set().union(*(other.get(key, set()) for other in slots.values()))
            unknown, missing = sorted(found[key] - wanted), sorted(wanted - found[key])
            for slot in unknown:
                problems.append(note(code, key, f"there is no slot {slot!r}{nearest(slot, wanted)}"))
            for slot in missing:
                if not is_near(slot, unknown):
                    problems.append(note(code, key, f"the slot {slot!r}, which another language has, is missing"))
    return problems


def check_places(reading: Reading, languages: dict[str, LanguageWords], places: dict[str, World]) -> list[Problem]:
    """Every place has names in every language, and lies in places that exist."""
    document = reading.document(reading.folder / "world" / "places.yaml")
    problems: list[Problem] = []
    for index, place in enumerate(places.values()):
        wrong = [f"there is no place {key!r}{nearest(key, places)}" for key in place.part_of if key not in places]
        wrong += [f"{place.key!r} has no name in the language {code!r}" for code in languages if code not in place.names]
        problems += [document.problem(("places", index), message) for message in wrong if document]
    return problems
