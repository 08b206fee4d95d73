"""What the gate's tests share: a copy of the knowledge to edit, and a few golden questions of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.asking import KNOWLEDGE

Gold = dict[str, object]
WHERE: Gold = {"id": "g1", "lang": "en", "q": "Where is Freshteam hosted?", "status": "answered", "hosting": [["Freshteam", "US EEA"]]}
INDIA: Gold = {"id": "g2", "lang": "pt", "q": "O Freshteam pode ficar na Índia?", "status": "answered", "verdict": "no"}
FIRST: Gold = {"id": "g3", "lang": "en", "q": "Where is Freshinbox hosted?", "thread": "t", "status": "answered", "hosting": [["Freshinbox", "US"]]}
THEN: Gold = {"id": "g4", "lang": "en", "q": "and Freshteam?", "thread": "t", "status": "answered", "hosting": [["Freshteam", "US EEA"]]}
LINES = (WHERE, INDIA, FIRST, THEN)

Golden = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the whole knowledge folder."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def golden(tmp_path: Path) -> Golden:
    """Makes a folder of golden questions: LINES and those that are given."""

    def make(*lines: Gold, opened: str = "") -> Path:
        made = tmp_path / "golden"
        made.mkdir(exist_ok=True)
        (made / "lines.jsonl").write_bytes(b"".join(msgspec.json.encode({"kind": "x", "why": "", **line}) + b"\n" for line in (*LINES, *lines)))
        (made / "open.txt").write_text(opened, "utf-8")
        return made

    return make
