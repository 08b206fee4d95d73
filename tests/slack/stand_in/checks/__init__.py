"""What Slack refuses in a payload. No judge is complete alone, so three are asked: own tables of limits, slack_sdk's models, a JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.slack.stand_in.checks import libraries, rules, walking
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.settings import Settings

_MOST_TOLD = 20
LARGEST_METADATA = 8000
"""Bytes of a message's metadata."""


def block_complaints(blocks: Any, surface: str, schema: str) -> list[str]:
    """All that is wrong with blocks on a surface ("message", "modal", "home"), in Slack's words; empty where nothing is."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return [walking.complaint("must be a list of objects", "/blocks")]
    found = list(walking.complaints_of_all(blocks, surface))
    found += libraries.schema_complaints(blocks, schema)
    found += libraries.sdk_complaints(blocks)
    return found[:_MOST_TOLD]


def check_message(arguments: Json, settings: Settings) -> None:
    """Refuse what a message may not be: `text`, `blocks` and `metadata` of a call."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not isinstance(text, str):
        raise Refused("invalid_arguments", [walking.complaint("must be a string", "/text")])
    if arguments.get("attachments"):
        raise Refused("invalid_attachments", ["attachments are legacy: the stand-in takes none"])
    if not text.strip() and (settings.text_required or not blocks):
        raise Refused("no_text", ["text is what notifications and screen readers say"] if blocks else [])
    if len(text) > settings.longest_text:
        raise Refused("msg_too_long", [f"text has {len(text)} characters"])
    if complaints := block_complaints(blocks, "message", settings.schema):
        raise Refused("invalid_blocks", complaints)
    if walking.text_size(blocks) > rules.MOST_TEXT:
        raise Refused("msg_blocks_too_long", [f"blocks have {walking.text_size(blocks)} characters"])
    _check_metadata(arguments.get("metadata"))


def _check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    event, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not (isinstance(event, str) and re.fullmatch(r"[a-z0-9_]{1,255}", event) and isinstance(payload, dict)) or len(metadata) > 2:
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise Refused("metadata_too_large")


def check_view(view: Any, settings: Settings, kind: str) -> None:
    """Refuse what a view of this kind ("modal" or "home") may not be."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise Refused("invalid_arguments", [walking.complaint(f"must be a view of type {kind}", "/view/type")])
    if len(json.dumps(view, ensure_ascii=False).encode()) > rules.LARGEST_VIEW:
        raise Refused("view_too_large")
    blocks, frame = view.get("blocks"), {key: value for key, value in view.items() if key != "blocks"}
    found = [*walking.complaints_of(frame, "/view", kind), *_view_complaints(view, kind), *libraries.sdk_view_complaints(view)]
    found += block_complaints(blocks, kind, settings.schema) if blocks else [walking.complaint("must be more than 0 items", "/blocks")]
    if found:
        raise Refused("invalid_arguments", found[:_MOST_TOLD])


def _view_complaints(view: Json, kind: str) -> list[str]:
    known = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
    if kind == "modal":
        known |= {"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"}
    found = [walking.complaint(f"unknown field: {key}", "/view") for key in view.keys() - known]
    for field, (least, most) in rules.VIEW.items():
        if field in view and not (isinstance(view[field], str) and least <= len(view[field]) <= most):
            found.append(walking.complaint(f"must be {least} to {most} characters", f"/view/{field}"))
    blocks = view.get("blocks")
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    if kind == "modal" and "input" in kinds and "submit" not in view:
        found.append(walking.complaint("submit is required where a modal has inputs", "/view/submit"))
    return found
