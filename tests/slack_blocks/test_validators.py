"""The validators find what they are for: each mistake in a payload that is otherwise right."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError

from bot.surfaces.slack import modals
from bot.surfaces.slack.messages import answer_message
from tests.asking import assistant
from tests.slack_blocks.limits import faults_of_message, faults_of_view
from tests.slack_blocks.markup import live_in_blocks, live_in_message
from tests.slack_blocks.payloads import TURN
from tests.slack_blocks.validators import SCHEMA, wrong_in_message

Payload = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x"}
BUTTON = {"type": "button", "action_id": "b", "text": PLAIN, "value": "v"}


def message() -> Payload:
    """A message with every block that Onde uses there."""
    made = answer_message(assistant().ask("Which products can be hosted in India?"), TURN, assistant(), audience="private")
    return deepcopy({"text": made.text, "blocks": made.blocks})


def block(payload: Payload, kind: str) -> Payload:
    """The first block of a type."""
    return next(found for found in payload["blocks"] if found["type"] == kind)


def add(*blocks: Payload) -> Callable[[Payload], None]:
    """Adds blocks."""
    return lambda payload: payload["blocks"].extend(blocks)


def put(kind: str, key: str, value: Any) -> Callable[[Payload], None]:
    """Replaces what a block holds."""
    return lambda payload: block(payload, kind).update({key: value})


MISTAKES: dict[str, Callable[[Payload], None]] = {
    "no text": lambda payload: payload.update(text=" "),
    "a long text": lambda payload: payload.update(text="x" * 4_001),
    "no block": lambda payload: payload.update(blocks=[]),
    "51 blocks": add(*[{"type": "divider"}] * 51),
    "an unknown block": add({"type": "alert", "text": PLAIN}),
    "an input": add({"type": "input", "label": PLAIN, "element": {"type": "plain_text_input", "action_id": "i"}}),
    "two tables": add({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
    "101 rows": put("table", "rows", [[{"type": "raw_text", "text": "x"}]] * 101),
    "21 columns": put("table", "rows", [[{"type": "raw_text", "text": "x"}] * 21]),
    "ragged rows": put("table", "rows", [[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x"}] * 2]),
    "an empty cell": put("table", "rows", [[{"type": "raw_text", "text": ""}]]),
    "a long table": put("table", "rows", [[{"type": "raw_text", "text": "x" * 10_001}]]),
    "a long section": add({"type": "section", "text": {"type": "plain_text", "text": "x" * 3_001}}),
    "emoji over the limit": add({"type": "section", "text": {"type": "plain_text", "text": "🙂" * 1_501}}),
    "an empty section": add({"type": "section", "text": {"type": "plain_text", "text": " "}}),
    "a long field": add({"type": "section", "fields": [{"type": "plain_text", "text": "x" * 2_001}]}),
    "11 fields": add({"type": "section", "fields": [PLAIN] * 11}),
    "a long header": add({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}),
    "a header of mrkdwn": add({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    "11 elements of context": add({"type": "context", "elements": [PLAIN] * 11}),
    "26 buttons": add({"type": "actions", "elements": [{**BUTTON, "action_id": str(number)} for number in range(26)]}),
    "an action twice": add({"type": "actions", "elements": [BUTTON, BUTTON]}),
    "a long label": add({"type": "actions", "elements": [{**BUTTON, "text": {"type": "plain_text", "text": "x" * 76}}]}),
    "a long value": add({"type": "actions", "elements": [{**BUTTON, "value": "x" * 2_001}]}),
    "a long id": add({"type": "actions", "elements": [{**BUTTON, "action_id": "x" * 256}]}),
    "a long block id": add({"type": "divider", "block_id": "x" * 256}),
    "a block id twice": add({"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}),
    "101 options": add({"type": "actions", "elements": [
        {"type": "static_select", "action_id": "s", "placeholder": PLAIN, "options": [{"text": PLAIN, "value": str(n)} for n in range(101)]}]}),
    "11 radio buttons": add({"type": "actions", "elements": [
        {"type": "radio_buttons", "action_id": "s", "options": [{"text": PLAIN, "value": str(n)} for n in range(11)]}]}),
    "a long option": add({"type": "actions", "elements": [
        {"type": "radio_buttons", "action_id": "s", "options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "v"}]}]}),
    "a button among feedback": put("context_actions", "elements", [BUTTON]),
    "empty rich text": add({"type": "rich_text", "elements": []}),
    "a mention": add({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1", "text": ""}]}]}),
    "long in all": add(*[{"type": "section", "text": {"type": "plain_text", "text": "x" * 2_900}}] * 5),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_limits_find_a_mistake_in_a_message(name: str) -> None:
    """That is right without it."""
    given = message()
    assert faults_of_message(given) == []
    MISTAKES[name](given)
    assert faults_of_message(given) != []


def _metadata(view: Payload) -> None:
    view["private_metadata"] = "x" * 3_001


VIEW_MISTAKES: dict[str, Callable[[Payload], None]] = {
    "a long title": lambda view: view.update(title={"type": "plain_text", "text": "x" * 25}),
    "no title": lambda view: view.pop("title"),
    "no submit": lambda view: view.pop("submit"),
    "long metadata": _metadata,
    "101 blocks": lambda view: view["blocks"].extend([{"type": "divider"}] * 101),
    "feedback": lambda view: view["blocks"].append({"type": "context_actions", "elements": []}),
    "a table": lambda view: view["blocks"].append({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
    "a long comment allowed": lambda view: view["blocks"][-1]["element"].update(max_length=3_001),
    "too large": lambda view: view["blocks"].extend([{"type": "section", "text": {"type": "plain_text", "text": "🙂" * 1_499}}] * 20),
    "a Home tab with a title": lambda view: view.update(type="home"),
}


@pytest.mark.parametrize("name", VIEW_MISTAKES)
def test_limits_find_a_mistake_in_a_view(name: str) -> None:
    """That is right without it."""
    given = deepcopy(modals.reason_modal(TURN, assistant(), next(iter(assistant().knowledge.languages))))
    assert faults_of_view(given) == []
    VIEW_MISTAKES[name](given)
    assert faults_of_view(given) != []


def test_the_sdk_refuses_what_it_cannot_build() -> None:
    """Its models raise, or change what they do not know."""
    given = message()
    given["blocks"].append({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}})
    with pytest.raises(SlackObjectFormationError):
        wrong_in_message(given)
    given = message()
    block(given, "table")["extra"] = 1
    assert any("slack_sdk makes" in fault for fault in wrong_in_message(given))


def test_the_schema_finds_keys_and_elements_that_are_not_slacks() -> None:
    """Where it is named; the other two do not look for these."""
    given = message()
    block(given, "actions")["elements"][0]["colour"] = "red"
    found = [fault for fault in wrong_in_message(given) if fault.startswith("ActionsBlock")]
    assert bool(found) == bool(os.environ.get(SCHEMA))


@pytest.mark.parametrize(
    "text",
    ["<!channel>", "<@U1>", "<#C1>", "<https://evil.example>", "https://evil.example", "@here", "a & b", "mailto:x@y", "a@b.example", "<", "https://help.example.evil"],
)  # fmt: skip
def test_what_is_live_is_found(text: str) -> None:
    """In `text`, and in mrkdwn; the article's own address may be live."""
    given = {"text": f"x {text} y", "blocks": []}
    assert live_in_message(given, ["https://help.example/a"]) != []
    assert live_in_blocks([{"type": "section", "text": {"type": "mrkdwn", "text": f"x {text}"}}], ()) != []
    assert live_in_message({"text": "see https://help.example/a &amp; x", "blocks": []}, ["https://help.example/a"]) == []


def test_live_elements_and_links_are_found() -> None:
    """Also where the text beside them is plain."""
    for run in (
        {"type": "broadcast", "range": "here"},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://evil.example", "text": "x"},
    ):
        assert live_in_blocks([{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [run]}]}], ["https://help.example"]) != []
    assert live_in_blocks([{"type": "section", "text": {"type": "plain_text", "text": "\u202e"}}], ()) != []
