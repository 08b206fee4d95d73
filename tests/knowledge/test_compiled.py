"""The compiled copy of the knowledge: what is written can be read again, and says the same."""

from __future__ import annotations

from pathlib import Path

from bot.understanding.linking.compiled import open_knowledge
from tests.asking import KNOWLEDGE


def test_a_compiled_copy_is_read_and_not_made_again(tmp_path: Path) -> None:
    """A copy that cannot be read would be replaced by a new file."""
    made = open_knowledge(KNOWLEDGE, tmp_path)
    (copy,) = tmp_path.iterdir()
    written = copy.stat().st_ino
    assert open_knowledge(KNOWLEDGE, tmp_path) == made
    assert [path.stat().st_ino for path in tmp_path.iterdir()] == [written]
