"""The figure of hostile inputs, on a smaller scale."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.reliability.hostile_inputs import hostile_inputs, texts


def test_hostile_inputs_break_no_payload(tmp_path: Path) -> None:
    """No crash, nothing live, nothing over a limit."""
    found = hostile_inputs(600, random.SystemRandom().randrange(10**6), tmp_path)
    assert found.faults == []


def test_inputs_are_hostile_and_repeatable() -> None:
    """The same seed gives the same inputs; every kind of mark-up is among them, and one as long as Onde reads."""
    made = list(texts(random.Random(1), 2_000))
    assert made == list(texts(random.Random(1), 2_000))
    together = "\n".join(made)
    assert all(piece in together for piece in ("<!channel>", "<@U0123ABC>", "https://evil.example", "\u202e", "\x00"))
    assert max(map(len, made)) >= 39_000


def test_a_fault_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that nothing keeps makes every input a fault."""
    monkeypatch.setattr("tests.slack_blocks.limits.MOST_TEXT", 1)
    assert len(hostile_inputs(20, 1, tmp_path).faults) >= 20
