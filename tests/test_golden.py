"""The golden questions: each is answered right, except those that open.txt admits to, and open.txt only shrinks."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.replies import Citation, HostingClaim, Reply
from tests.golden_lines import FOLDER, Line, conversations, faults, read_lines, read_open, wrong_lines

LINES = read_lines()
CONVERSATIONS = list(conversations(LINES).values())
TOGETHER = 40  # So many conversations a test, since a test of its own for each takes longer than its answers.


@pytest.mark.parametrize("start", range(0, len(CONVERSATIONS), TOGETHER))
def test_golden(start: int) -> None:
    asked, known = CONVERSATIONS[start : start + TOGETHER], read_open()
    wrong = {key: reasons for lines in asked for key, reasons in wrong_lines(lines).items()}
    new = [f"{key} {reasons}" for key, reasons in wrong.items() if key not in known]
    mended = [line.id for lines in asked for line in lines if line.id in known and line.id not in wrong]
    if new:
        pytest.fail("\n".join(new), pytrace=False)
    if mended:
        pytest.fail(f"right now: take {', '.join(mended)} out of open.txt", pytrace=False)


def test_ids_are_unique_and_open_lines_exist() -> None:
    times = Counter(line.id for line in LINES)
    assert [name for name, count in times.items() if count > 1] == []
    assert sorted(read_open() - times.keys()) == []


def test_the_readme_tells_how_many_unseen_questions_are_right() -> None:
    readme = " ".join((FOLDER.parent.parent / "README.md").read_text("utf-8").split())
    unseen = {line.id for line in LINES if line.id.startswith("KA-")}
    right = len(unseen - read_open())
    told = re.search(r"Of the (\d+) questions .{,200}? (\d+) are answered right \((\d+\.\d) %\)", readme)
    assert told and told.groups() == (str(len(unseen)), str(right), f"{right / len(unseen):.1%}".rstrip("%"))


def test_patterns_can_be_read_and_lines_check_something() -> None:
    for line in LINES:
        for pattern in [*line.must_not, *(pattern for group in line.must for pattern in group)]:
            re.compile(pattern)
        if line.statuses == ["answered"]:
            assert line.verdict or line.hosting or line.products is not None or line.must or line.cite, f"{line.id}: any answer would do"


QUOTE = "Disponível apenas nos EUA"
RIGHT = Reply(
    question="q",
    language="en",
    status="answered",
    verdict="no",
    products=["Freshinbox"],
    text="Only the US.",
    confidence=1.0,
    hosting=[HostingClaim("Freshinbox", ["user data"], ["US"], False)],
    citations=[Citation(QUOTE, "Hospedagem de dados", "t", "https://example.org", "2022-08-05")],
)


@pytest.mark.parametrize(
    "gold, said",
    [
        ({}, []),
        ({"status": "unknown"}, ["status: answered, not unknown"]),
        ({"status": ["help", "answered"]}, []),
        ({"lang": "pt"}, ["language: en, not pt"]),
        ({"lang": "pt", "lang_any": True}, []),
        ({"verdict": "yes"}, ["verdict: no, not yes"]),
        ({"hosting": [("Freshinbox", "US")]}, []),
        ({"hosting": [("Freshinbox", "AU US")]}, ["hosting: lacks Freshinbox AU US", "hosting: should not say Freshinbox US"]),
        ({"products": []}, ["products: should not list Freshinbox"]),
        ({"products": ["Freshteam"], "products_optional": ["Freshinbox"]}, ["products: lacks Freshteam"]),
        ({"must": [["eua", "\\bus\\b"]]}, []),
        ({"must": [["india"], ["us"]]}, ["text: lacks 'india'"]),
        ({"must_not": ["only"]}, ["text: must not hold 'only'"]),
        ({"cite": ["disponivel  APENAS"]}, []),
        ({"cite": ["IND"]}, ["evidence: no quote holds 'IND'"]),
    ],
)
def test_every_kind_of_fault_is_seen(gold: dict[str, object], said: list[str]) -> None:
    fields: dict[str, object] = {"id": "x", "lang": "en", "q": "q", "status": "answered", "kind": "where", "why": "", **gold}
    line = Line(**fields)  # type: ignore[arg-type]
    assert list(faults(line, RIGHT)) == said
