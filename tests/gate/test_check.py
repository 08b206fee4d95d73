"""`onde knowledge check`: everything at once, each fault in its section, at its line, and the exit status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.gate.check import Section, check, is_sound
from bot.gate.clashes import near_clashes
from bot.gate.golden import GoldenError, read_lines
from bot.knowledge.load import ASPECTS, load_knowledge
from bot.knowledge.yaml_source import read
from tests.conftest import Onde
from tests.gate.conftest import WHERE, Golden
from tests.knowledge.edits import Edit, append, delete, line_of, swap
from tests.knowledge.mistake import ALIKE, ENGLISH, HOSTING, PHRASES, PRODUCTS, TEXT, team

ALL = [*ASPECTS, "near-clashes", "golden"]


def wrong(sections: list[Section]) -> dict[str, list[str]]:
    """The sections that are at fault, each with its faults as lines."""
    return {section.name: [str(fault) for fault in section.faults] for section in sections if section.faults}


def test_sound_knowledge_passes(onde: Onde, folder: Path, golden: Golden) -> None:
    """As a process: a line for everything, in order; status 0."""
    ended = onde("knowledge", "check", str(folder), "--golden", str(golden()))
    assert (ended.status, ended.err) == (0, "")
    lines = [line.split() for line in ended.out.splitlines()]
    assert [line[1] for line in lines if line[:1] == ["right"]] == ALL
    assert "4 questions: 4 right, 0 known to be wrong" in ended.out
    assert ended.out.splitlines()[-1] == "Nothing is at fault."


def test_faults_are_told_and_status_is_1(onde: Onde, folder: Path, golden: Golden) -> None:
    """For people with file, line and remedy; for programs an object for each section."""
    team(aliases="fteam, freshdesc")(folder)
    questions = golden({**WHERE, "id": "g5", "hosting": [["Freshteam", "AU"]]})
    ended = onde("knowledge", "check", str(folder), "--golden", str(questions))
    assert (ended.status, ended.err) == (1, "")
    assert "'freshdesk' (product:freshdesk) and 'freshdesc' (product:freshteam): one typing error makes one of the other" in ended.out
    assert f"{PRODUCTS}:9: " in ended.out and "lines.jsonl:5: g5: 'Where is Freshteam hosted?': hosting: lacks Freshteam AU" in ended.out
    assert ended.out.splitlines()[-1] == "2 to mend."
    ended = onde("knowledge", "check", str(folder), "--golden", str(questions), "--json")
    found = [msgspec.json.decode(line) for line in ended.out.splitlines()]
    assert ended.status == 1 and [section["name"] for section in found] == ALL
    assert {section["name"]: len(section["faults"]) for section in found if section["faults"]} == {"near-clashes": 1, "golden": 1}
    assert found[-1]["faults"][0]["file"] == "lines.jsonl" and found[-1]["faults"][0]["line"] == 5


@pytest.mark.parametrize(
    ("section", "edit", "told"),
    [
        ("form", swap(PRODUCTS, "name: Freshteam", "nmae: Freshteam"), "unknown key 'nmae': did you mean 'name'?"),
        ("languages", swap(PHRASES, "  not_all:", "  no_tall:"), "unknown key 'no_tall': did you mean 'not_all'?"),
        ("references", swap(HOSTING, "product: freshcaller", "product: freshcalller"), "there is no product 'freshcalller'"),
        ("names", team(aliases="fteam, freshchat"), "'freshchat' names both"),
        ("quotes", swap(HOSTING, "quote: Disponível nos EUA, EEE e AU", "quote: Disponível nos EUA, EEE e AUX"), "this quote is not in article.txt"),
        ("coverage", append(TEXT, "\n\nUma frase nova.\n"), "no fact quotes this: 'Uma frase nova.'"),
        ("near-clashes", team(aliases="fteam, indja"), "'indja' (product:freshteam) and 'india' (region:IN)"),
    ],
)
def test_each_fault_stands_in_its_section(section: str, edit: Edit, told: str, folder: Path) -> None:
    """And nothing else is at fault; what depends on it is said not to have been looked at."""
    edit(folder)
    sections = check(folder, None)
    found = wrong(sections)
    assert list(found) == [section] and told in found[section][0] and not is_sound(sections)
    unexamined = [other.name for other in sections if not other.examined]
    assert all(ALL.index(name) > ALL.index(section) for name in unexamined)
    assert section == "near-clashes" or "near-clashes" in unexamined


def test_faults_of_one_aspect_do_not_hide_those_of_another(folder: Path) -> None:
    """A phrase that is missing, a name for two products, and a key that is not there are told in one go."""
    swap(PHRASES, "  not_all:", "  no_tall:")(folder)
    swap(ENGLISH, "\nregions:\n", "\nregions:\n  XX: [Nowhere]\n")(folder)
    assert list(wrong(check(folder, None))) == ["languages", "references"]


def entries_of(folder: Path) -> list[dict[str, Any]]:
    """What alike.yaml accepts."""
    document, problems = read(folder / ALIKE, ALIKE)
    assert document and not problems
    return list(document.data["alike"])


def near(folder: Path) -> Section:
    """What is said of names that are alike."""
    return next(section for section in check(folder, None) if section.name == "near-clashes")


def test_accepted_near_clashes_are_noted_with_their_reasons(folder: Path) -> None:
    """A note for each entry of alike.yaml, with the first of its pairs and how many more; all that is alike is accepted."""
    section = near(folder)
    entries = entries_of(folder)
    assert not section.faults and len(section.notes) == len(entries) > 5
    assert [note.partition("; accepted: ")[2] for note in section.notes] == [entry["why"] for entry in entries]
    counts = [len(entry["pairs"]) for entry in entries]
    assert section.says == f"{sum(counts)} pairs of names are alike and accepted" and sum(counts) == len(near_clashes(load_knowledge(folder)))
    told = {1: "", 2: "; so does 1 more pair of names"}
    assert {1, 2} < set(counts)
    for note, count in zip(section.notes, counts, strict=True):
        assert (told.get(count) or f"; so do {count - 1} more pairs of names") in note if count > 1 else "; so d" not in note


def test_a_new_near_clash_is_a_fault_until_it_is_accepted(onde: Onde, folder: Path) -> None:
    """As a maintainer does it: the check says where and what to do, and a reason makes it pass, however the names are written there."""
    swap(ENGLISH, "\n  badge: [", "\n  badge: [status pagee, ")(folder)
    line = line_of(folder / ENGLISH, "status pagee")
    ended = onde("knowledge", "check", str(folder), "--no-golden")
    told = f"{ENGLISH}:{line}: 'status pagee' (data:badge) and 'status page' (data:status_page): one typing error makes one of the other: "
    assert ended.status == 1 and told in ended.out and "or accept the pair in alike.yaml with the reason" in ended.out
    append(ALIKE, "  - {pairs: [[STATUS page, Status Pagee]], why: A trial.}\n")(folder)
    ended = onde("knowledge", "check", str(folder), "--no-golden", "--notes")
    assert (ended.status, ended.err) == (0, "") and "one typing error makes one of the other; accepted: A trial." in ended.out


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("status padge, status page", "nothing is called 'status padge': did you mean 'status page'?"),
        ("Freshdesk, Freshchat", "'freshchat' and 'freshdesk': no typing error confuses these now: take the pair out"),
        ("status page, status badge", "'status badge' and 'status page': this pair is accepted twice: keep it once"),
        ("Austria, AUSTRIA", "'austria': no typing error confuses these now: take the pair out"),
    ],
)
def test_what_is_accepted_in_vain_is_told_at_its_line(pair: str, told: str, folder: Path) -> None:
    """Names that are gone or misspelt, pairs that nobody confuses any more, and pairs that stand there twice."""
    append(ALIKE, f"  - pairs:\n      - [{pair}]\n    why: A trial.\n")(folder)
    line = line_of(folder / ALIKE, "why: A trial.") - 1
    assert [str(fault) for fault in near(folder).faults] == [f"{ALIKE}:{line}: {told}"]


def test_a_near_clash_that_is_not_accepted_any_more_is_told(folder: Path) -> None:
    """All of them where the file is gone: an article needs none, but then nothing is accepted."""
    delete(ALIKE)(folder)
    section = near(folder)
    assert len(section.faults) == len(near_clashes(load_knowledge(folder))) > 20 and not section.notes and not section.says


def test_open_lines_may_be_wrong_and_only_they(folder: Path, golden: Golden) -> None:
    """An id in open.txt excuses its line as long as that is wrong; ids that are right, unknown or doubled are faults."""
    bad = {**WHERE, "id": "g5", "hosting": [["Freshteam", "AU"]]}
    assert is_sound(check(folder, golden(bad, opened="g5  # not yet\n")))
    found = wrong(check(folder, golden(bad, WHERE, opened="g5\ng2\ng9\n")))["golden"]
    assert found == [
        "lines.jsonl:6: 2 lines have the id g1: give each its own",
        "open.txt:1: g2 is right now: take it out",
        "open.txt:1: no line has the id g9: take it out",
    ]


def test_golden_questions_that_are_not_there_or_cannot_be_read(folder: Path, golden: Golden, tmp_path: Path) -> None:
    """Neither passes for right."""
    assert "no golden questions here: name their folder" in wrong(check(folder, tmp_path / "nowhere"))["golden"][0]
    made = golden()
    append("lines.jsonl", '{"id": 1}\n')(made)
    assert "lines.jsonl:5: " in wrong(check(folder, made))["golden"][0]
    delete("lines.jsonl")(made)
    (made / "b.jsonl").write_text('{"id":"a","lang":"en","q":"q","status":"help","kind":"k","why":"","must_not":["("]}\n')
    with pytest.raises(GoldenError, match=r"b\.jsonl:1: the pattern '\(' cannot be read"):
        read_lines(made)


def test_a_folder_that_is_none(onde: Onde, tmp_path: Path) -> None:
    """Told as every mistake is, and everything else as not looked at."""
    ended = onde("knowledge", "check", str(tmp_path / "nowhere"), "--no-golden")
    assert ended.status == 1 and "there is no such folder" in ended.out and ended.out.count("not yet") == len(ALL) - 2
