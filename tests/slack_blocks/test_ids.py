"""What clicks carry: written and read back, and nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.slack import ids
from bot.surfaces.slack.ids import VoteValue
from tests.slack_blocks.payloads import TURN

ACTIONS = [ids.VOTE, ids.CHOICE, ids.SUGGESTION, ids.LANGUAGE, ids.COPY, ids.COPY_LANGUAGE, ids.WHY, ids.REST, ids.SHARE, ids.EXAMPLE, ids.AGAIN]
READERS = [ids.read_vote, ids.read_turn, ids.read_indexed, ids.read_in_language, ids.read_example]
turns = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(turns, st.integers(0, 99_999), st.sampled_from(["up", "down"]), st.sampled_from(["pt", "en", "xx"]))
def test_what_is_written_is_read(turn: str, index: int, vote: VoteValue, code: str) -> None:
    """By its own reader, and by no other."""
    values = [ids.vote_value(vote, turn), turn, ids.indexed_value(turn, index), ids.language_value(turn, code), ids.example_value(code, index)]
    wanted = [ids.VoteClick(vote, turn), turn, ids.Indexed(turn, index), ids.InLanguage(turn, code), ids.ExampleClick(code, index)]
    for number, value in enumerate(values):
        assert len(value) <= 150
        assert [read(value) for read in READERS] == [wanted[number] if at == number else None for at in range(len(READERS))]


@pytest.mark.parametrize(
    "value",
    [
        "", None, 5, b"up", [], {}, "up", "up:", f"up:{TURN}\n", f" up:{TURN}", f"UP:{TURN}", f"up:{TURN.upper()}", f"up:{TURN}0", f"up:{TURN[1:]}",
        f"left:{TURN}", f"{TURN}:", f"{TURN}:-1", f"{TURN}:01", f"{TURN}:100000", f"{TURN}:\u0661", f"{TURN}:1.0", f"{TURN}:PT", f"{TURN}:por",
        f"{TURN}:1:1", "pt:", "pt:x", "1:pt", f"up:{'g' * 32}", "0" * 40_000,
    ],
)  # fmt: skip
def test_what_was_not_written_here_is_refused(value: object) -> None:
    """Values come from outside."""
    assert [read(value) for read in READERS] == [None] * len(READERS)


@given(st.text(max_size=60) | st.text("updown:0123456789abcdef", max_size=45))
def test_no_value_breaks_a_reader(value: str) -> None:
    """It is read or refused."""
    for read in READERS:
        read(value)


def test_each_action_has_a_pattern_of_its_own() -> None:
    """Listeners search with it; no id is another's beginning or end."""
    for action in ACTIONS:
        for other in ACTIONS:
            for written in (other, ids.numbered(other, 3), ids.numbered(other, "pt")):
                assert bool(ids.pattern(action).search(written)) == (action == other)
    assert not ids.pattern(ids.REST).search("rest:3\n")


def test_a_select_carries_its_options_value() -> None:
    """And a button its own."""
    assert ids.value_of({"type": "button", "value": "a"}) == "a"
    assert ids.value_of({"type": "static_select", "selected_option": {"value": "b"}}) == "b"
    assert ids.value_of({"type": "radio_buttons", "selected_option": None}) is None
