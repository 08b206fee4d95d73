"""Three validators of payloads, each of which sees what the others miss: slack_sdk's models, our table of limits, and a JSON Schema.

The schema is that of Slack's own TypeScript types; the environment variable ONDE_BLOCKS_SCHEMA names its file, and where it is not set
the other two check alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack_blocks.limits import faults_of_message, faults_of_view

SCHEMA = "ONDE_BLOCKS_SCHEMA"


def wrong_in_message(message: Mapping[str, Any], thorough: bool = True) -> list[str]:
    """What any validator finds in a message's `text` and `blocks`; only the table of limits, which is quick, where not `thorough`."""
    if not thorough:
        return faults_of_message(message)
    return faults_of_message(message) + _sdk(message["blocks"]) + _schema_of_blocks(message["blocks"])


def wrong_in_view(view: Mapping[str, Any], thorough: bool = True) -> list[str]:
    """What any validator finds in a modal or a Home tab; only the table of limits where not `thorough`."""
    if not thorough:
        return faults_of_view(view)
    found = faults_of_view(view) + _sdk(view["blocks"]) + _schema_of_blocks(view["blocks"])
    View(**{**view, "blocks": view["blocks"][:1]}).to_dict()  # raises SlackObjectFormationError; the blocks were looked at one by one
    name = "HomeView" if view["type"] == "home" else "ModalView"
    return found + _against(name, view)


def _sdk(blocks: list[dict[str, Any]]) -> list[str]:
    """Blocks that slack_sdk does not know, or changes; it raises SlackObjectFormationError for most lengths."""
    found: list[str] = []
    for block in blocks:
        exactly = msgspec.json.encode(block)
        if exactly in _kept:
            continue
        parsed = Block.parse(block)
        if parsed is None:
            found.append(f"slack_sdk knows no {block['type']}")
        elif (kept := parsed.to_dict()) != block:
            found.append(f"slack_sdk makes {kept} of {block}")
        else:
            _kept.add(exactly)
    return found


def _schema_of_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    """What the schema finds, block by block, by the definition of the block's type: the schema's own root lets unknown types pass."""
    return [fault for block in blocks for fault in _against(_name_of(block["type"]), block)] if os.environ.get(SCHEMA) else []


# What was looked at and found right: structures by the schema, whole blocks by slack_sdk.
_right: set[str] = set()
_kept: set[bytes] = set()


def _against(name: str, node: Mapping[str, Any]) -> list[str]:
    """What the schema finds; it knows structure and no lengths, so that of each structure one is checked."""
    shape = f"{name} {_shape(node)}"
    if not os.environ.get(SCHEMA) or shape in _right:
        return []
    found = [f"{name}: {error.message[:300]}" for error in _definition(name).iter_errors(node)]
    if not found:
        _right.add(shape)
    return found


def _shape(node: Any, key: str = "") -> str:
    """A payload without its texts: each key with the shapes under it, each once."""
    if isinstance(node, Mapping):
        return f"{{{','.join(f'{name}:{_shape(inner, name)}' for name, inner in sorted(node.items()))}}}"
    if isinstance(node, list):
        return f"[{','.join(sorted({_shape(inner) for inner in node}))}]"
    return str(node) if key in ("type", "style") or not isinstance(node, str) else "text"


@cache
def _definitions() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(Path(os.environ[SCHEMA]).read_text("utf-8"))
    return dict(schema["definitions"])


@cache
def _name_of(kind: str) -> str:
    """The definition of a type of block."""
    names = [
        name for name, found in _definitions().items() if name.endswith("Block") and found.get("properties", {}).get("type", {}).get("const") == kind
    ]
    assert len(names) == 1, f"{kind}: {names}"
    return names[0]


@cache
def _definition(name: str) -> Draft7Validator:
    return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": _definitions()})
