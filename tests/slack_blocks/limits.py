"""Slack's published limits of blocks, elements and views, checked over a whole payload.

Sources: docs.slack.dev/reference/block-kit and /reference/views, with those that slack_sdk's models miss: fields over 2,000 characters,
option texts over 75, more than 10 radio buttons, `max_length` over 3,000, tables over 100 rows, headers that are no plain_text, plain buttons
inside `context_actions`, and which block may stand on which surface. Lengths are counted in UTF-16 units, the greater of two ways;
`text` in bytes, since chat.update was seen to count those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

Node = Mapping[str, Any]
Surface = Literal["message", "modal", "home"]

MOST_TEXT = 4_000
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_VIEW_BYTES = 250_000
# Not published: posts are refused from about 13,200 characters of all blocks, structure included (slackapi/bolt-js, issue 2509).
MOST_MESSAGE = 13_000
MESSAGE_ONLY = {"context_actions", "table", "markdown"}
KNOWN = {"section", "header", "context", "divider", "actions", "rich_text", "input", *MESSAGE_ONLY}
RICH = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}


def length(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults_of_message(message: Node) -> list[str]:
    """What is wrong with `text` and `blocks` of a message; empty where nothing is."""
    text, blocks = message.get("text"), message.get("blocks")
    found = [] if isinstance(text, str) and text.strip() else ["no text"]
    if len((text or "").encode()) > MOST_TEXT:
        found.append(f"text: {len((text or '').encode())} bytes")
    found += list(_blocks(blocks if isinstance(blocks, list) else [], "message"))
    found += ["a mention, which in a message notifies"] if '"type": "user"' in json.dumps(blocks) else []
    total = len(json.dumps(blocks, ensure_ascii=False).encode())
    return found + ([f"{total} bytes of blocks"] if total > MOST_MESSAGE else [])


def faults_of_view(view: Node) -> list[str]:
    """What is wrong with a modal or a Home tab."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    found = list(_blocks(view["blocks"], surface))
    found += list(_sized("callback_id", view.get("callback_id", ""), 255)) + list(_sized("private_metadata", view.get("private_metadata", ""), 3_000))
    titles = ("title", "submit", "close")
    if surface == "home":
        found += [f"a Home tab with {key}" for key in titles if key in view]
    else:
        found += [fault for key in titles if key in view or key == "title" for fault in _plain(key, view.get(key), 24)]
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("an input without submit")
    size = len(json.dumps(view).encode())
    return found + ([f"a view of {size} bytes"] if size > MOST_VIEW_BYTES else [])


def _blocks(blocks: list[Node], surface: Surface) -> Iterator[str]:
    if not 1 <= len(blocks) <= MOST_BLOCKS[surface]:
        yield f"{len(blocks)} blocks"
    for block in blocks:
        kind = block["type"]
        if kind not in KNOWN:
            yield f"unknown block {kind}"
        elif surface != "message" and kind in MESSAGE_ONLY:
            yield f"{kind} in a {surface}"
        elif surface == "message" and kind == "input":
            yield "input in a message"
        else:
            yield from _CHECKS[kind](block)
        yield from _sized("block_id", block.get("block_id", ""), 255)
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "more than one table"
    named = [block["block_id"] for block in blocks if "block_id" in block]
    if len(named) != len(set(named)):
        yield f"block_id twice: {named}"


def _sized(what: str, text: str, most: int, least: int = 0) -> Iterator[str]:
    if not least <= length(text) <= most:
        yield f"{what}: {length(text)} characters"


def _plain(what: str, node: Any, most: int) -> Iterator[str]:
    if not isinstance(node, Mapping) or node.get("type") != "plain_text":
        yield f"{what}: no plain_text"
    elif not node["text"].strip():
        yield f"{what}: empty"
    else:
        yield from _sized(what, node["text"], most)


def _text(what: str, node: Node, most: int) -> Iterator[str]:
    if node.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{what}: {node.get('type')}"
    elif not node["text"].strip():
        yield f"{what}: empty"
    else:
        yield from _sized(what, node["text"], most)


def _section(block: Node) -> Iterator[str]:
    if "text" in block:
        yield from _text("section", block["text"], 3_000)
    elif not block.get("fields"):
        yield "section: empty"
    if len(block.get("fields", [])) > 10:
        yield "more than 10 fields"
    for field in block.get("fields", []):
        yield from _text("field", field, 2_000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _context(block: Node) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"context: {len(block['elements'])} elements"
    for element in block["elements"]:
        yield from _text("context", element, 2_000)


def _actions(block: Node) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield f"actions: {len(block['elements'])} elements"
    names = [element.get("action_id") for element in block["elements"]]
    if len(names) != len(set(names)) or None in names:
        yield f"actions: action_id missing or twice: {names}"
    for element in block["elements"]:
        if element["type"] not in ("button", "static_select", "radio_buttons"):
            yield f"actions: {element['type']}"
        yield from _element(element)


def _context_actions(block: Node) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 5:
        yield f"context_actions: {len(block['elements'])} elements"
    for element in block["elements"]:
        if element["type"] != "feedback_buttons":
            yield f"context_actions: {element['type']}"
            continue
        yield from _sized("action_id", element.get("action_id", ""), 255, 1)
        for side in ("positive_button", "negative_button"):
            yield from _plain(side, element[side]["text"], 75)
            yield from _sized(side, element[side]["value"], 2_000, 1)
            yield from _sized("accessibility_label", element[side].get("accessibility_label", ""), 75)


def _element(element: Node) -> Iterator[str]:
    yield from _sized("action_id", element.get("action_id", ""), 255, 1)
    kind = element["type"]
    if kind == "button":
        yield from _plain("button", element["text"], 75)
        yield from _sized("value", element.get("value", ""), 2_000, 1)
        yield from _sized("url", element.get("url", ""), 3_000)
    elif kind in ("static_select", "radio_buttons"):
        yield from _options(element, 100 if kind == "static_select" else 10)
    elif kind == "plain_text_input":
        if not 0 <= element.get("max_length", 1) <= 3_000:
            yield f"max_length {element['max_length']}"
        yield from _sized("initial_value", element.get("initial_value", ""), element.get("max_length", 3_000))
    elif kind == "number_input":
        if not isinstance(element.get("is_decimal_allowed"), bool):
            yield "number_input: is_decimal_allowed is missing"
        if not element.get("initial_value", "1").isdigit():
            yield f"number_input: {element['initial_value']}"
    elif kind == "users_select":
        yield from _person(element.get("initial_user", "U1"))
    else:
        yield f"unknown element {kind}"
    if "placeholder" in element:
        yield from _plain("placeholder", element["placeholder"], 150)


def _options(element: Node, most: int) -> Iterator[str]:
    options = element["options"]
    if not 1 <= len(options) <= most:
        yield f"{element['type']}: {len(options)} options"
    if len({option["value"] for option in options}) != len(options):
        yield "an option's value twice"
    for option in options:
        yield from _plain("option", option["text"], 75)
        yield from _sized("option value", option["value"], 150, 1)
    if element.get("initial_option", options[0]) not in options:
        yield "initial_option is no option"


def _input(block: Node) -> Iterator[str]:
    yield from _plain("label", block["label"], 2_000)
    yield from _element(block["element"])
    if "hint" in block:
        yield from _plain("hint", block["hint"], 2_000)


def _table(block: Node) -> Iterator[str]:
    rows = block["rows"]
    if not 1 <= len(rows) <= 100 or len({len(row) for row in rows}) != 1 or not 1 <= len(rows[0]) <= 20:
        yield f"table: {len(rows)} rows of { ({len(row) for row in rows}) }"
    if len(block.get("column_settings", [])) > 20:
        yield "table: more than 20 column settings"
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        if cell["type"] != "raw_text" or not cell["text"].strip():
            yield f"table: cell {cell}"
    yield from _sized("table", "".join(cell["text"] for cell in cells), 10_000)


def _rich_text(block: Node) -> Iterator[str]:
    if not block["elements"]:
        yield "rich_text: empty"
    for element in block["elements"]:
        if element["type"] not in RICH or not element["elements"]:
            yield f"rich_text: {element['type']}, {len(element['elements'])} elements"
        inner = [run for item in element["elements"] for run in (item["elements"] if element["type"] == "rich_text_list" else [item])]
        for run in inner:
            if run["type"] == "user":
                yield from _person(run["user_id"])
                continue
            if run["type"] == "date":
                yield from _date(run)
                continue
            if run["type"] not in ("text", "link"):
                yield f"rich_text: {run['type']}"
            yield from _sized("rich text", run["text"], 3_000, 1)
            yield from _sized("url", run.get("url", ""), 3_000)


def _person(user: str) -> Iterator[str]:
    if not re.fullmatch("[UW][A-Z0-9]{1,30}", user):
        yield f"{user!r} is nobody's id"


def _date(run: Node) -> Iterator[str]:
    if not isinstance(run["timestamp"], int) or not {"format", "fallback"} <= run.keys():
        yield f"date: {run}"


def _header(block: Node) -> Iterator[str]:
    yield from _plain("header", block["text"], 150)


def _nothing(_: Node) -> Iterator[str]:
    return iter(())


_CHECKS: dict[str, Callable[[Node], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "divider": _nothing,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "table": _table,
    "rich_text": _rich_text,
}
