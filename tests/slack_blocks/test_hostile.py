"""Whatever is asked and whatever the knowledge holds: every payload within all limits, and nothing in it live."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.replies import Citation, HostingClaim
from bot.surfaces.slack import modals
from bot.surfaces.slack.messages import answer_message
from tests.asking import assistant
from tests.golden_lines import read_lines
from tests.slack_blocks import hostile_knowledge
from tests.slack_blocks.hostile_knowledge import LONG, MARKUP
from tests.slack_blocks.payloads import TURN, faults, seen
from tests.test_properties import anything, mixtures

GOLDEN = read_lines()
QUESTIONS = [line.q for line in GOLDEN[:: len(GOLDEN) // 160]] + [
    "list all products with their regions", "liste todos os produtos e suas regiões", "Which products can be hosted in India?", "Is India possible?",
    "hello", "which data types are there?", "Compare Freshdesk and Freshservice", "What does it cost?", "quais produtos têm só um local?",
]  # fmt: skip


@pytest.fixture(scope="module", params=["marks", "long", "many"])
def spoilt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Knowledge full of mark-up, with names of thousands of characters, and with 2,002 products."""
    folder = tmp_path_factory.mktemp("cache")
    if request.param == "many":
        return hostile_knowledge.many_products(folder)
    return hostile_knowledge.hostile_names(folder, long=request.param == "long")


def test_payloads_hold_whatever_the_knowledge_holds(spoilt: Assistant) -> None:
    """All golden kinds of question, by all three validators."""
    wrong = [f"{question}: {fault[:300]}" for question in QUESTIONS for fault in faults(spoilt.ask(question), spoilt)]
    assert not wrong, "\n".join(wrong[:20])


def test_two_thousand_products_are_a_table_of_thirty_and_pages_of_all(tmp_path: Path) -> None:
    """What the message leaves out is counted there, and stands in the rest, one click away."""
    many = hostile_knowledge.many_products(tmp_path)
    assert len(many.knowledge.products) == 2_002
    turn = many.ask("list all products with their regions")
    message = answer_message(turn, TURN, many)
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert len(table["rows"]) == 31
    assert f"Further rows: {len(turn.finding.rows) - 30}" in seen(message.blocks)
    pages = [modals.rest_modal(turn, TURN, many, number) for number in range(60)]
    lines = set(seen([view["blocks"] for view in pages]).split("\n"))
    rows = {f"• {many.phrasing(turn.reply.language).row(row)}" for row in turn.finding.rows}
    assert len(rows) > 2_002
    assert rows <= lines


@given(mixtures | anything)
def test_payloads_hold_whatever_is_asked(question: str) -> None:
    """By our limits; nothing live."""
    assert faults(assistant().ask(question), assistant(), thorough=False) == []


hostile = st.lists(st.sampled_from([*MARKUP, *LONG]) | st.text(max_size=40), max_size=8).map("".join)
addresses = st.sampled_from([article.about.url for article in assistant().knowledge.articles.values()])
citations = st.builds(Citation, hostile, hostile, hostile, addresses, hostile)
claims = st.builds(HostingClaim, hostile, st.lists(hostile, max_size=4), st.lists(hostile, max_size=4), st.booleans())


@given(
    st.sampled_from(["Is Freshteam hosted in India?", "Which products can be hosted in India?", "Is India possible?", "What does it cost?", "hello"]),
    st.tuples(hostile, hostile),
    st.lists(citations, min_size=1, max_size=12),
    st.lists(claims, max_size=30),
    st.lists(hostile, max_size=30),
)
def test_payloads_hold_whatever_a_reply_holds(
    asked: str, texts: tuple[str, str], quoted: list[Citation], claimed: list[HostingClaim], offered: list[str]
) -> None:
    """Every field of it."""
    turn = assistant().ask(asked)
    question, text = texts
    reply = replace(turn.reply, question=question, text=text, citations=quoted, hosting=claimed, suggestions=offered)
    assert faults(replace(turn, reply=reply), assistant(), thorough=False) == []
