"""Two judges made by others: the models of slack_sdk, and a JSON Schema made from Slack's own TypeScript types."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.stand_in.checks.walking import complaint
from tests.slack.stand_in.refusals import Json


def sdk_complaints(blocks: list[Json]) -> Iterator[str]:
    """What slack_sdk's models refuse. They read any object, so only blocks that are known to be objects may be given."""
    for index, block in enumerate(blocks):
        try:
            parsed = Block.parse(block)
            if parsed is None:
                yield complaint(f"unsupported type: {block.get('type')}", f"/blocks/{index}/type")
            else:
                parsed.to_dict()
        except (SlackObjectFormationError, TypeError, AttributeError, KeyError) as error:  # the last three: parts of a wrong type
            yield complaint(str(error), f"/blocks/{index}")


def sdk_view_complaints(view: Json) -> Iterator[str]:
    """What slack_sdk's model of a view refuses, its blocks left out."""
    try:
        View(**{**view, "blocks": [{"type": "divider"}]}).to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError) as error:
        yield complaint(str(error), "")


Judge = Callable[[Any], Any]


@cache
def _definitions(path: str) -> Json:
    found: Json = json.loads(Path(path).read_text("utf-8"))
    return found


@cache
def _judges(path: str) -> dict[str, str]:
    """The name of the definition for every type of block; a definition may be a choice of several."""
    definitions = _definitions(path)["definitions"]
    found: dict[str, str] = {}
    for reference in definitions["KnownBlock"]["anyOf"]:
        name = reference["$ref"].rpartition("/")[2]
        choices = definitions[name].get("anyOf", [definitions[name]])
        found[choices[0]["properties"]["type"]["const"]] = name
    return found


@cache
def _judge(path: str, definition: str) -> Judge:
    """A compiled validator of one definition. Compiled when first needed: 10 to 60 ms each, and about 50 µs a use; 210 ms for all at once."""
    schema = _definitions(path)
    judge: Judge = fastjsonschema.compile({"$schema": schema["$schema"], "definitions": schema["definitions"], "$ref": f"#/definitions/{definition}"})
    return judge


def schema_complaints(blocks: list[Json], path: str) -> Iterator[str]:
    """What the JSON Schema at `path` refuses; nothing where the path is ""."""
    for index, block in enumerate(blocks) if path else ():
        name = _judges(path).get(str(block.get("type")))
        if name is None:
            yield complaint(f"unsupported type: {block.get('type')}", f"/blocks/{index}/type")
            continue
        try:
            _judge(path, name)(block)
        except fastjsonschema.JsonSchemaValueException as error:
            yield complaint(error.message.removeprefix("data").lstrip(".") or "wrong", f"/blocks/{index}")
