"""What the benchmarks ask, and whom."""

from __future__ import annotations

import json
from pathlib import Path

from bot.assistant import Assistant
from bot.memory import keep_for_good

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
GOLDEN = ROOT / "tests" / "golden"
SHORTEST, LONGEST = 45, 75


def golden_questions() -> list[str]:
    """Every golden question that is no follow-up."""
    lines = [line for path in sorted(GOLDEN.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [entry["q"] for entry in map(json.loads, lines) if not entry.get("thread")]


def about_sixty(questions: list[str]) -> list[str]:
    """Those of 45 to 75 characters: the usual question has about 60."""
    return [question for question in questions if SHORTEST <= len(question) <= LONGEST]


def fresh_assistant(cache: Path, warm_up: list[str]) -> Assistant:
    """An assistant that was asked `warm_up`, so that it is past its first question but has not seen the ones to be measured."""
    made = Assistant(KNOWLEDGE, cache)
    for question in warm_up:
        made.ask(question)
    keep_for_good()  # As every surface does.
    return made
