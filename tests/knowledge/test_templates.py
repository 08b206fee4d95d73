"""A template stands for just the phrases that a person reads out of it."""

from __future__ import annotations

import pytest

from bot.knowledge.templates import spell_out

SPELT = [
    ("data centre", ["data centre"]),
    ("(which|what) region", ["which region", "what region"]),
    ("(which|what) (region|place)", ["which region", "which place", "what region", "what place"]),
    ("hosted (only|) in", ["hosted only in", "hosted in"]),
    ("(the|) list", ["the list", "list"]),
    ("data cent(re|er)", ["data centre", "data center"]),
    ("(a|a) list", ["a list"]),
]


@pytest.mark.parametrize(("template", "phrases"), SPELT, ids=[template for template, _ in SPELT])
def test_a_template_is_spelt_out(template: str, phrases: list[str]) -> None:
    assert spell_out(template) == phrases
