"""Every kind of mistake in the knowledge: one edit of the real folder, and exactly the problems that a person is told.

To add a kind, add a row to a table of mistakes_between_files.py or mistakes_in_files.py: its name, the edit, and for each
problem the file, where in it (a text that stands on the line after the edit, or the line's number) and what is said, in full;
an ellipsis at the end stands for any rest.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.errors import KnowledgeError, Problem
from bot.knowledge.load import load_knowledge
from bot.knowledge.version import content_version
from bot.understanding.linking.compiled import open_knowledge
from tests.asking import KNOWLEDGE
from tests.knowledge.edits import delete, line_of, swap
from tests.knowledge.mistake import ARTICLE, HOSTING, REGIONS
from tests.knowledge.mistakes_between_files import MISSING, PROOF, TWICE, UNKNOWN
from tests.knowledge.mistakes_in_files import FILES, TEMPLATES, TRAPS, WRONG_KIND

MISTAKES = {f"{group}: {mistake.name}": mistake for group, mistakes in (
    ("unknown", UNKNOWN), ("twice", TWICE), ("proof", PROOF), ("missing", MISSING), ("wrong kind", WRONG_KIND), ("template", TEMPLATES),
    ("trap", TRAPS), ("file", FILES),
) for mistake in mistakes}  # fmt: skip


def problems_of(folder: Path) -> list[Problem]:
    """Every problem that loading tells, in its order."""
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems], "each problem is one line"
    return raised.value.problems


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_at_its_line_and_nothing_else_is(name: str, folder: Path) -> None:
    """One edit, and the problems of its row: file, line, what is wrong and the nearest right word."""
    mistake = MISTAKES[name]
    if name == "file: unreadable" and not Path("/proc/self/mem").exists():
        pytest.skip("needs a file that even an administrator cannot read, as Linux has it")
    mistake.edit(folder)
    told = problems_of(folder)
    expected = [(file, at if isinstance(at, int) else line_of(folder / file, at), message) for file, at, message in mistake.told]
    assert [(problem.file, problem.line) for problem in told] == [(file, line) for file, line, _ in expected], "\n".join(map(str, told))
    for problem, (_, _, message) in zip(told, expected, strict=True):
        if message.endswith("…"):
            assert problem.message.startswith(message.removesuffix("…"))
        else:
            assert problem.message == message


@pytest.mark.parametrize("name", [name for name in MISTAKES if name.startswith("file: ")])
def test_mistake_is_no_crash_where_the_compiled_copy_is_looked_for(name: str, folder: Path, tmp_path: Path) -> None:
    """The content is named before it is read: no file may stop or hang that."""
    MISTAKES[name].edit(folder)
    assert content_version(folder) != content_version(KNOWLEDGE)
    with pytest.raises(KnowledgeError):
        open_knowledge(folder, tmp_path / "cache")


def test_there_are_at_least_45_kinds() -> None:
    """The table's size, which no edit of it may lower unseen; names are not repeated."""
    assert len(MISTAKES) == sum(map(len, (UNKNOWN, TWICE, PROOF, MISSING, WRONG_KIND, TEMPLATES, TRAPS, FILES))) >= 120


def test_no_article_at_all(folder: Path) -> None:
    """A folder with languages and no article, and no folder."""
    delete(ARTICLE)(folder)
    assert [problem.message for problem in problems_of(folder)] == ["no article here: an article is a folder with an article.yaml and an article.txt"]
    assert [problem.message for problem in problems_of(folder / "gone")] == ["there is no such folder: ONDE_KNOWLEDGE must name the knowledge folder"]


def test_all_mistakes_of_a_kind_are_told_at_once_in_order(folder: Path) -> None:
    """A person who made three mistakes is told three."""
    swap(HOSTING, "product: freshcaller", "product: freshcalller")(folder)
    swap(HOSTING, "regions: [US, EU]", "regions: [US, UE]")(folder)
    swap(REGIONS, "place: india", "place: indai")(folder)
    told = problems_of(folder)
    assert [problem.message.partition(":")[0] for problem in told] == [
        "there is no product 'freshcalller'", "there is no region 'UE'", "there is no place 'indai'",
    ]  # fmt: skip
    assert told == sorted(told)


def test_files_cut_off_anywhere_are_told_or_still_sound(folder: Path) -> None:
    """A file of which only the beginning was saved: never anything but problems that name a file and a line."""
    seed = 20220805
    print(f"seed {seed}")
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    refused = 0
    for _ in range(30):
        path = chance.choice(files)
        whole = path.read_bytes()
        path.write_bytes(whole[: chance.randrange(len(whole))])
        try:
            load_knowledge(folder)
        except KnowledgeError as error:
            refused += 1
            assert all(problem.line >= 1 and (folder / problem.file).parent.exists() for problem in error.problems)
        path.write_bytes(whole)
    assert refused > 15
    load_knowledge(folder)
