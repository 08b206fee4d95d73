"""Edits between two folders: all of them make the new one of the old, none leaves it, and each is told as a person would."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from bot.errors import KnowledgeError
from bot.gate.edits import Edits
from bot.knowledge.load import load_knowledge
from bot.knowledge.version import knowledge_files
from tests.asking import KNOWLEDGE
from tests.knowledge.edits import Edit, append, delete, put, swap
from tests.knowledge.mistake import DATA, ENGLISH, HOSTING, PRODUCTS, TEXT, team


def content(folder: Path) -> dict[str, object]:
    """All that a folder holds, by PyYAML's own reader; the order of keys counts."""
    read = {str(path.relative_to(folder)): path.read_text("utf-8") for path in knowledge_files(folder)}
    return {name: text if name.endswith(".txt") else msgspec.json.encode(yaml.load(text, yaml.CSafeLoader)) for name, text in read.items()}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (team(aliases="fteam, freshtim, plumbus"), f"{PRODUCTS}: products.freshteam.aliases + plumbus"),
        (team(aliases="fteam, freshtim, fteam"), f"{PRODUCTS}: products.freshteam.aliases + fteam"),
        (team(aliases="freshtim"), f"{PRODUCTS}: products.freshteam.aliases - fteam"),
        (team(aliases="freshtim, fteam"), f"{PRODUCTS}: products.freshteam.aliases ~ another order"),
        (team(name="Freshteams", aliases="fteam, freshtim"), f"{PRODUCTS}: products.freshteam.name ~ Freshteam → Freshteams"),
        (swap(DATA, "  - {key: social}\n", ""), f'{DATA}: data.social - {{"key":"social"}}'),
        (append(DATA, "  - {key: plumbus}\n"), f'{DATA}: data.plumbus + {{"key":"plumbus"}}'),
        (swap(HOSTING, "data: [call, contact, agent]", "data: [call, contact]"), f"{HOSTING}: hosting.freshcaller/call.data - agent"),
        (swap(ENGLISH, "\nregions:\n", "\nregions:\n  XX: [Nowhere]\n"), f'{ENGLISH}: regions.XX + ["Nowhere"]'),
        (delete("world/software.yaml"), "world/software.yaml - "),
        (put("world/more.yaml", "a: b"), 'world/more.yaml + {"a":"b"}'),
        (append(TEXT, "More."), f"{TEXT} ~ "),
        (append(PRODUCTS, "# a remark\n"), ""),
    ],
)
def test_an_edit_is_told_as_a_person_would(edit: Edit, told: str, folder: Path) -> None:
    """File, place, and what was added, removed or changed; a comment is no edit."""
    edit(folder)
    listed = [str(edit) for edit in Edits(KNOWLEDGE, folder).listed]
    assert len(listed) == bool(told) and all(line.startswith(told) for line in listed), listed


def shuffled(value: Any, chance: random.Random) -> Any:
    """A value with words and entries taken out, doubled, also in another spelling, or moved; keys too."""
    if isinstance(value, dict):
        kept = [(key, shuffled(inner, chance)) for key, inner in value.items() if chance.random() > 0.03]
        if chance.random() < 0.05:
            chance.shuffle(kept)
        return dict(kept)
    if not isinstance(value, list):
        return value
    items = [shuffled(item, chance) for item in value if chance.random() > 0.03]
    items += [f"{item}{chance.choice(['', chance.randrange(100)])}" for item in items if isinstance(item, str) and chance.random() < 0.05]
    if chance.random() < 0.05:
        chance.shuffle(items)
    return items


@pytest.mark.parametrize("seed", range(2))
def test_all_edits_make_the_new_folder_and_none_the_old(seed: int, folder: Path, tmp_path: Path) -> None:
    """Whatever differs, to the last value and the order of keys."""
    print(f"seed {seed}")
    chance = random.Random(seed)
    for path in knowledge_files(folder):
        if path.suffix == ".yaml" and chance.random() < 0.5:
            path.write_bytes(msgspec.json.encode(shuffled(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), chance)))
    edits = Edits(KNOWLEDGE, folder)
    assert len(edits.listed) > 50
    edits.write(tmp_path / "none", [])
    edits.write(tmp_path / "all", range(len(edits.listed)))
    assert content(tmp_path / "none") == content(KNOWLEDGE) and content(tmp_path / "all") == content(folder)


def test_some_edits_are_made_and_others_not(folder: Path, tmp_path: Path) -> None:
    """One of two words."""
    team(aliases="plumbus, fteam, freshtim, grumbo")(folder)
    edits = Edits(KNOWLEDGE, folder)
    for number, word in enumerate(("plumbus", "grumbo")):
        edits.write(tmp_path / str(number), [number])
        aliases = load_knowledge(tmp_path / str(number)).products["freshteam"].aliases
        assert sorted(aliases) == sorted(["fteam", "freshtim", word])


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    """Is told with its line."""
    append(PRODUCTS, "  - {")(folder)
    with pytest.raises(KnowledgeError, match="products.yaml:"):
        Edits(folder, KNOWLEDGE)


def test_folders_that_are_the_same(folder: Path) -> None:
    """Have no edits."""
    shutil.copystat(KNOWLEDGE, folder)
    assert Edits(KNOWLEDGE, folder).listed == []
