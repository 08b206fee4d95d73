"""`onde ask --blocks` as a real process."""

from __future__ import annotations

import json

from tests.conftest import Onde
from tests.slack_blocks.validators import wrong_in_message


def test_blocks_are_printed_for_slacks_block_builder(onde: Onde) -> None:
    """One object with blocks, indented, letters as they are."""
    ended = onde("ask", "--blocks", "Onde fica o Freshteam?")
    assert (ended.status, ended.err) == (0, "")
    payload = json.loads(ended.out)
    assert list(payload) == ["blocks"]
    assert wrong_in_message({"text": "x", "blocks": payload["blocks"]}) == []
    assert "Os dados do Freshteam podem ser hospedados nos EUA e no EEE." in ended.out
    assert '\n  "blocks": [\n' in ended.out
    assert "“Disponível nos EUA e EEE”" in ended.out


def test_each_line_of_standard_input_is_a_question(onde: Onde) -> None:
    """Blank ones are none."""
    ended = onde("ask", "--blocks", typed="hello\n\nIs India possible?\n")
    decoder, rest, found = json.JSONDecoder(), ended.out, []
    while rest.strip():
        payload, end = decoder.raw_decode(rest)
        found.append(payload)
        rest = rest[end:].lstrip()
    assert [list(payload) for payload in found] == [["blocks"], ["blocks"]]


def test_blocks_exclude_other_forms(onde: Onde) -> None:
    """Wrong usage."""
    assert onde("ask", "--blocks", "--json", "x").status == 2
