"""The queue of an invented half year: its findings are what looking through the list of events comes to, and its items hold them all."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from bot.feedback.naming import naming_of
from bot.feedback.projection import Projection
from bot.records import StoredTurn
from bot.reviews import KINDS, Filter, Finding, Item
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from tests.asking import KNOWLEDGE
from tests.feedback.counted import Counted
from tests.feedback.generator import History

PIECE = 97


@pytest.fixture(scope="module")
def items(reviewed: ReviewStore) -> list[Item]:
    """All items, page by page."""
    found: list[Item] = []
    while page := reviewed.page(Filter(offset=len(found), limit=PIECE)).items:
        found += page
    return found


@pytest.fixture(scope="module")
def findings(reviewed: ReviewStore, items: list[Item]) -> list[Finding]:
    """All findings that stand."""
    return [finding for item in items for finding in reviewed.findings(item.id)]


@pytest.fixture(scope="module")
def left(history: History) -> Counted:
    """What is left of what happened."""
    return Counted(history)


def of_kind(findings: list[Finding], kind: str) -> Counter[tuple[str, str]]:
    """The turns and persons of the findings of a kind."""
    return Counter((finding.turn, finding.user) for finding in findings if finding.kind == kind)


def test_every_refusal_is_found(findings: list[Finding], left: Counted) -> None:
    refused = [turn for turn in left.turns.values() if turn.status == "unknown" and not turn.is_translation]
    assert len(refused) > 200
    assert of_kind(findings, "unknown") == Counter((turn.id, turn.user) for turn in refused)


def test_every_thumb_down_that_stands_is_found(findings: list[Finding], left: Counted) -> None:
    down = [key for key, value in left.votes.items() if value == "down"]
    assert len(down) > 200 and len(down) < len(left.votes)
    assert of_kind(findings, "down") == Counter(down)


def test_every_clarification_that_nobody_picked_is_found(findings: list[Finding], left: Counted) -> None:
    asked = [turn for turn in left.turns.values() if turn.status == "clarify" and not turn.is_translation]
    unpicked = Counter((turn.id, turn.user) for turn in asked if not picked(turn, left.turns))
    assert 0 < len(unpicked) < len(asked)
    assert of_kind(findings, "unpicked") == unpicked


def spoken(text: str) -> set[str]:
    """The words of a text."""
    return set(re.findall(r"\w+", text.casefold()))


def picked(asked: StoredTurn, turns: dict[str, StoredTurn]) -> bool:
    """Whether somebody clicked a choice of a clarification or a translation of it, or wrote all its words as the next thing."""
    family = {turn.id for turn in turns.values() if turn.is_translation and turn.instead_of == asked.id} | {asked.id}
    following = [turn for turn in turns.values() if turn.after in family and turn.id not in family]
    choices = msgspec.json.decode(asked.reply).get("suggestions", [])
    wrote = any(spoken(choice) <= spoken(turn.question) for turn in following[:1] for choice in choices)
    return wrote or any(turn.is_choice for turn in following)


def test_what_was_asked_again_names_two_questions_of_a_thread(findings: list[Finding], left: Counted) -> None:
    again = [left.turns[finding.turn] for finding in findings if finding.kind == "asked_again"]
    assert len(again) > 20
    for turn in again:
        nearest = [other for other in left.turns.values() if other.place == turn.place and turn.id in (other.after, other.instead_of)]
        translations = {other.id for other in left.turns.values() if other.is_translation and other.instead_of == turn.id}
        nearest += [other for other in left.turns.values() if translations & {other.after, other.instead_of}]
        assert any(other.question != turn.question and not other.is_choice for other in nearest), turn


def test_items_hold_all_findings_once(reviewed: ReviewStore, items: list[Item], findings: list[Finding]) -> None:
    assert len({item.id for item in items}) == len(items) == reviewed.page(Filter(limit=1)).total
    assert len({(finding.turn, finding.kind, finding.user) for finding in findings}) == len(findings)
    for item in items:
        own = [finding for finding in findings if finding.item == item.id]
        assert item.kinds == Counter(finding.kind for finding in own) and item.people == len({finding.user for finding in own})
        assert (item.count, item.last) == (len(own), max(finding.at for finding in own))
    assert reviewed.page(Filter(limit=1)).counts == {kind: sum(kind in item.kinds for item in items) for kind in KINDS}
    newest = [item.last for item in items]
    frequent = [item.count for item in reviewed.page(Filter(order="frequent", limit=len(items))).items]
    assert newest == sorted(newest, reverse=True) and frequent == sorted(frequent, reverse=True)


def test_alike_questions_are_few_items(items: list[Item], findings: list[Finding]) -> None:
    """A burst of forty people is one item, though they write as people do; what names other products is another one."""
    assert max(item.people for item in items) >= 30
    assert len(items) < len(findings) / 3
    keys = [frozenset(item.products) for item in items]
    assert all(set(finding.products) <= key for item, key in zip(items, keys, strict=True) for finding in findings if finding.item == item.id)


def test_looking_often_finds_the_same(past: Path, findings: list[Finding], tmp_path: Path) -> None:
    """In small pieces, each by a process that remembers nothing of the others."""
    store = open_store(Path(shutil.copy(past, tmp_path / "onde.sqlite3")))
    naming = naming_of(KNOWLEDGE, None)
    while next(Projection(store, naming, piece=PIECE).pieces(), 0):
        pass
    items = store.page(Filter(limit=100_000)).items
    again = {(finding.turn, finding.kind, finding.user) for item in items for finding in store.findings(item.id)}
    store.close()
    assert again == {(finding.turn, finding.kind, finding.user) for finding in findings}
