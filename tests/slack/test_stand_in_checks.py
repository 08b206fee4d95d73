"""The stand-in's judges: what Slack refuses in blocks and views is refused, and what it takes is taken."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.slack.stand_in.checks import block_complaints, check_view, libraries
from tests.slack.stand_in.refusals import Refused
from tests.slack.stand_in.settings import Settings

Json = dict[str, Any]
SCHEMA = Settings().schema


def plain(text: Any) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: Any) -> Json:
    """A text object with mark-up."""
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: Json) -> Json:
    """A block of elements."""
    return {"type": "actions", "elements": list(elements)}


def feedback(**more: Any) -> Json:
    """A block with two thumbs."""
    sides = {f"{side}_button": {"text": plain(side), "value": side} for side in ("positive", "negative")}
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "vote", **sides, **more}]}


def select(kind: str = "static_select", **more: Any) -> Json:
    """A select with two options."""
    return {"type": kind, "action_id": "pick", "options": [option("a"), option("b")], **more}


def option(name: str, **more: Any) -> Json:
    """An option."""
    return {"text": plain(name), "value": name, **more}


def field(element: Json, **more: Any) -> Json:
    """A block with an input."""
    return {"type": "input", "block_id": "in", "label": plain("Say"), "element": element, **more}


def quote(*elements: Json) -> Json:
    """Rich text with one quote."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": list(elements)}]}


def table(rows: int, columns: int, text: str = "x") -> Json:
    """A table of equal cells."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns for _ in range(rows)]}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
TEXT = {"type": "plain_text_input", "action_id": "text", "multiline": True, "max_length": 1000}
SECTION = {"type": "section", "text": mrkdwn("hello")}

GOOD: list[Json] = [
    SECTION,
    {"type": "section", "text": mrkdwn("x" * 3000), "accessory": button(style="primary", confirm=CONFIRM)},
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("a")] * 10},
    actions(button(value="x" * 2000, url="https://example.com"), select(), select("overflow", action_id="o"), select("radio_buttons", action_id="r")),
    feedback(),
    quote({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "link", "url": "https://example.com", "text": "y"}),
    table(100, 20, "xxxxx"),
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"},
    field(TEXT, hint=plain("more")),
    field(select()),
]

BAD: list[tuple[Json, str]] = [
    ({"type": "nonsense"}, "/blocks/0"),
    ({"text": plain("no type")}, "/blocks/0"),
    ({"type": "section"}, "/blocks/0"),
    ({"type": "section", "text": mrkdwn("")}, "/blocks/0/text"),
    ({"type": "section", "text": mrkdwn("x" * 3001)}, "/blocks/0/text"),
    ({"type": "section", "text": "hello"}, "/blocks/0/text"),
    ({"type": "section", "text": mrkdwn(7)}, "/blocks/0/text"),
    ({"type": "section", "fields": ["hello"]}, "/blocks/0/fields/0"),
    ({"type": "section", "fields": [plain("x")] * 11}, "/blocks/0/fields"),
    ({"type": "section", "fields": [plain("x" * 2001)]}, "/blocks/0/fields/0"),
    ({"type": "section", "text": mrkdwn("x"), "accessory": {"type": "feedback_buttons"}}, "/blocks/0/accessory"),
    ({"type": "section", "text": mrkdwn("x"), "block_id": "x" * 256}, "/blocks/0/block_id"),
    ({"type": "header", "text": plain("x" * 151)}, "/blocks/0/text"),
    ({"type": "header", "text": mrkdwn("x")}, "/blocks/0/text"),
    ({"type": "context", "elements": []}, "/blocks/0/elements"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "/blocks/0/elements"),
    ({"type": "context", "elements": [button()]}, "/blocks/0/elements/0"),
    (actions(), "/blocks/0/elements"),
    (actions(*(button(action_id=str(number)) for number in range(26))), "/blocks/0/elements"),
    (actions(button(), button()), "/blocks/0/elements"),
    (actions(button(text=plain("x" * 76))), "/blocks/0/elements/0/text"),
    (actions(button(text=mrkdwn("x"))), "/blocks/0/elements/0/text"),
    (actions(button(value="")), "/blocks/0/elements/0/value"),
    (actions(button(value="x" * 2001)), "/blocks/0/elements/0/value"),
    (actions(button(action_id="x" * 256)), "/blocks/0/elements/0/action_id"),
    (actions(button(style="warning")), "/blocks/0/elements/0/style"),
    (actions(button(url="javascript:x")), "/blocks/0/elements/0/url"),
    (actions(button(url="https://" + "x" * 3000)), "/blocks/0/elements/0/url"),
    (actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})), "/blocks/0/elements/0/confirm/title"),
    (actions(button(confirm={**CONFIRM, "text": plain("x" * 301)})), "/blocks/0/elements/0/confirm/text"),
    (actions(select(options=[option("x" * 76)])), "/blocks/0/elements/0/options/0/text"),
    (actions(select(options=[option("x", value="x" * 151)])), "/blocks/0/elements/0/options/0/value"),
    (actions(select(options=[option("x", description=plain("x" * 76))])), "/blocks/0/elements/0/options/0/description"),
    (actions(select(options=[option(str(number)) for number in range(101)])), "/blocks/0/elements/0/options"),
    (actions(select("radio_buttons", options=[option(str(number)) for number in range(11)])), "/blocks/0/elements/0/options"),
    (actions(select("checkboxes", options=[option(str(number)) for number in range(11)])), "/blocks/0/elements/0/options"),
    (actions(select("overflow", options=[option(str(number)) for number in range(6)])), "/blocks/0/elements/0/options"),
    (actions(select(placeholder=plain("x" * 151))), "/blocks/0/elements/0/placeholder"),
    (actions(select(placeholder=mrkdwn("x"))), "/blocks/0/elements/0/placeholder"),
    (actions(TEXT), "/blocks/0/elements/0"),
    ({"type": "context_actions", "elements": [button()]}, "/blocks/0/elements/0"),
    (feedback(negative_button={"text": plain("x" * 76), "value": "x"}), "/blocks/0/elements/0/negative_button/text"),
    (feedback(negative_button={"text": plain("x"), "value": "x" * 2001}), "/blocks/0/elements/0/negative_button/value"),
    (feedback(negative_button={"text": plain("x")}), "/blocks/0/elements/0/negative_button"),
    (feedback(negative_button={"text": plain("x"), "value": "x", "accessibility_label": "x" * 76}), "/negative_button/accessibility_label"),
    ({"type": "rich_text", "elements": []}, "/blocks/0/elements"),
    ({"type": "rich_text", "elements": [mrkdwn("x")]}, "/blocks/0/elements/0"),
    (quote({"type": "text", "text": ""}), "/blocks/0/elements/0/elements/0/text"),
    (quote({"type": "link", "text": "x"}), "/blocks/0/elements/0/elements/0"),
    (table(101, 1), "/blocks/0/rows"),
    (table(1, 21), "/blocks/0/rows/0"),
    (table(1, 1, ""), "/blocks/0/rows/0/0/text"),
    (table(100, 20, "x" * 6), "/blocks"),
    ({"type": "markdown", "text": "x" * 12_001}, "/blocks/0/text"),
    ({"type": "image", "image_url": "https://example.com/x.png"}, "/blocks/0"),
    ({"type": "image", "alt_text": "x"}, "/blocks/0"),
    ({"type": "alert", "text": plain("x")}, "/blocks/0/type"),
    (field({**TEXT, "max_length": 3001}), "/blocks/0/element/max_length"),
    (field(button()), "/blocks/0/element"),
    (field(TEXT, label=mrkdwn("x")), "/blocks/0/label"),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_a_good_block_is_taken(block: Json) -> None:
    """At its limits too."""
    assert block_complaints([block], "message", SCHEMA) == []


@pytest.mark.parametrize(("block", "pointer"), BAD)
def test_a_bad_block_is_refused(block: Json, pointer: str) -> None:
    """The own tables alone must find each, so that nothing depends on the schema; the complaint says where."""
    complaints = block_complaints([block], "message", "")
    assert any(pointer in complaint for complaint in complaints), complaints


def test_a_message_as_a_whole() -> None:
    """Fifty blocks, ids used once, one table, the sum of markdown, and nothing but objects."""
    assert block_complaints([SECTION] * 50, "message", SCHEMA) == []
    markdown = {"type": "markdown", "text": "x" * 7000}
    named = {**SECTION, "block_id": "same"}
    for blocks in ([SECTION] * 51, [named, named], [table(1, 1), table(1, 1)], [markdown, markdown], [SECTION, "text"], {"type": "section"}):
        assert block_complaints(blocks, "message", SCHEMA), blocks


@pytest.mark.parametrize("surface", ["modal", "home"])
@pytest.mark.parametrize("block", [feedback(), {"type": "markdown", "text": "x"}, table(1, 1)], ids=["feedback", "markdown", "table"])
def test_blocks_of_messages_only(block: Json, surface: str) -> None:
    """They stand in no view."""
    assert any("unsupported type" in complaint for complaint in block_complaints([block], surface, SCHEMA))


MODAL = {"type": "modal", "title": plain("x" * 24), "submit": plain("Send"), "close": plain("Close"), "blocks": [field(TEXT)], "callback_id": "c"}
HOME = {"type": "home", "blocks": [SECTION] * 100, "private_metadata": "x" * 3000}


@pytest.mark.parametrize("view", [MODAL, HOME, {**MODAL, "blocks": [{"type": "alert", "text": plain("x")}]}])
def test_a_good_view_is_taken(view: Json) -> None:
    """At its limits too."""
    check_view(view, Settings(), view["type"])


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain("x" * 25)}, {"title": plain("")}, {"title": mrkdwn("x")}, {"submit": plain("x" * 25)}, {"close": plain("x" * 25)},
        {"submit": None}, {"title": None}, {"blocks": []}, {"blocks": None}, {"blocks": [SECTION] * 101}, {"callback_id": "x" * 256},
        {"private_metadata": "x" * 3001}, {"private_metadata": 7}, {"nonsense": 1}, {"type": "home"},
        {"blocks": [field({**TEXT, "action_id": "x" * 256})]},
    ],
)  # fmt: skip
def test_a_bad_modal_is_refused(change: Json) -> None:
    """None takes a part away."""
    view = {key: value for key, value in {**MODAL, **change}.items() if value is not None}
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(view, Settings(), "modal")


@pytest.mark.parametrize("change", [{"title": plain("x")}, {"submit": plain("x")}, {"blocks": [SECTION] * 101}])
def test_a_bad_home_is_refused(change: Json) -> None:
    """It has no frame."""
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view({**HOME, **change}, Settings(), "home")


def test_a_view_that_is_too_large() -> None:
    """In bytes, not in characters."""
    with pytest.raises(Refused, match="view_too_large"):
        check_view({"type": "home", "blocks": [{"type": "section", "text": mrkdwn("é" * 3000)}] * 50}, Settings(), "home")


def test_every_judge_speaks(tmp_path: Path) -> None:
    """The schema finds what no other does, an unknown key; slack_sdk's models find what the tables leave to them."""
    schema = tmp_path / "schema.json"
    divider = {"type": "object", "properties": {"type": {"const": "divider"}}, "required": ["type"], "additionalProperties": False}
    definitions = {"KnownBlock": {"anyOf": [{"$ref": "#/definitions/DividerBlock"}]}, "DividerBlock": divider}
    schema.write_text(json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions}))
    assert block_complaints([{"type": "divider", "colour": "red"}], "message", "") == []
    assert "colour" in block_complaints([{"type": "divider", "colour": "red"}], "message", str(schema))[0]
    assert "unsupported type" in block_complaints([SECTION], "message", str(schema))[0]
    assert list(libraries.sdk_complaints([{"type": "header", "text": plain("x" * 151)}])) == [
        "[ERROR] text attribute cannot exceed 150 characters [json-pointer:/blocks/0]"
    ]


def test_judging_changes_nothing() -> None:
    """The models of slack_sdk get a payload that the app still holds."""
    blocks = copy.deepcopy(GOOD)
    block_complaints(blocks, "message", SCHEMA)
    assert blocks == GOOD
