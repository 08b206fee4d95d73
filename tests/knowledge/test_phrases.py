"""The sentences of replies: the same slots in every language, and filled by the code that says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
import yaml

from tests.asking import KNOWLEDGE

BOT = KNOWLEDGE.parent / "bot"
LANGUAGES = sorted(path.name for path in (KNOWLEDGE / "languages").iterdir())


@cache
def phrases(language: str) -> dict[str, str]:
    """The phrases of a language, as they are written."""
    return dict(yaml.safe_load((KNOWLEDGE / "languages" / language / "phrases.yaml").read_text("utf-8"))["phrases"])


def slots(phrase: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def said() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Every place that says a phrase: where it is, a pattern of the phrase's key, and the slots that it fills."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not all(keyword.arg for keyword in node.keywords):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in ("say", "phrase"):
                for key in _keys(node.args[0]):
                    yield f"{path.relative_to(BOT)}:{node.lineno}", key, {str(keyword.arg) for keyword in node.keywords}


def _keys(node: ast.expr) -> Iterator[re.Pattern[str]]:
    """Patterns of the keys that an expression may give; none where it is a variable."""
    if isinstance(node, ast.Constant):
        yield re.compile(re.escape(str(node.value)))
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values]
        yield re.compile("".join(parts))


SAID = list(said())


@pytest.mark.parametrize("key", sorted(set().union(*map(phrases, LANGUAGES))))
def test_a_phrase_has_the_same_slots_in_every_language(key: str) -> None:
    """No language says more or less than another, and every slot is a plain name."""
    found = {language: slots(phrases(language)[key]) for language in LANGUAGES}
    assert len(set(map(frozenset, found.values()))) == 1, found
    assert all(name.isidentifier() for names in found.values() for name in names)


@pytest.mark.parametrize(("where", "key", "filled"), [pytest.param(*item, id=f"{item[0]} {item[1].pattern}") for item in SAID])
def test_the_code_fills_every_slot(where: str, key: re.Pattern[str], filled: set[str]) -> None:
    """A phrase that is said exists, and each of its slots is given; a key put together means none that is said by its whole name."""
    known = phrases(LANGUAGES[0])
    whole = {other.pattern for _, other, _ in SAID if other.pattern.isidentifier()}
    meant = [name for name in known if key.fullmatch(name) and (name == key.pattern or name not in whole)]
    assert meant, f"{where}: no phrase is named {key.pattern!r}"
    for name in meant:
        assert slots(known[name]) <= filled, f"{where}: {name}"


def test_the_reading_of_the_code_finds_what_is_said() -> None:
    """Most phrases with slots are said somewhere that the test above can read."""
    with_slots = {name for name, phrase in phrases(LANGUAGES[0]).items() if slots(phrase)}
    patterns = [key for _, key, _ in SAID]
    unread = {name for name in with_slots if not any(key.fullmatch(name) for key in patterns)}
    assert len(unread) <= 0.2 * len(with_slots), sorted(unread)
