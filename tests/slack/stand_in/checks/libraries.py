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


@cache
def _judge(path: str) -> tuple[frozenset[str], Callable[[Any], Any]]:
    """The types of blocks that a schema knows, and its judge, which takes one block under the name of its type.

    Compiling takes 0.2 s, once in a process; a use about 50 µs a block. By type, because a choice of all types cannot say what is wrong.
    """
    schema: Json = json.loads(Path(path).read_text("utf-8"))
    definitions = schema["definitions"]
    kinds: Json = {}
    for reference in definitions["KnownBlock"]["anyOf"]:
        definition = definitions[reference["$ref"].rpartition("/")[2]]
        first = definition.get("anyOf", [definition])[0]  # an image is a choice of two
        kinds[first["properties"]["type"]["const"]] = reference
    return frozenset(kinds), fastjsonschema.compile({"$schema": schema["$schema"], "definitions": definitions, "properties": kinds})


def schema_complaints(blocks: list[Json], path: str) -> Iterator[str]:
    """What the JSON Schema at `path` refuses; nothing where the path is ""."""
    for index, block in enumerate(blocks) if path else ():
        kinds, judge = _judge(path)
        kind = str(block.get("type"))
        if kind not in kinds:
            yield complaint(f"unsupported type: {kind}", f"/blocks/{index}/type")
            continue
        try:
            judge({kind: block})
        except fastjsonschema.JsonSchemaValueException as error:
            yield complaint(error.message.removeprefix("data."), f"/blocks/{index}")
