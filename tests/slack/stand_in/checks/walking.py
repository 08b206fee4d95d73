"""The rules of the tables, applied to a payload part by part. Complaints look like Slack's own: "[ERROR] what [json-pointer:/blocks/0/text]"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.slack.stand_in.checks import rules
from tests.slack.stand_in.refusals import Json


def complaint(what: str, pointer: str) -> str:
    """A complaint as Slack writes it."""
    return f"[ERROR] {what} [json-pointer:{pointer}]"


def size(value: Any) -> int | None:
    """Characters of a string or a text object, items of a list; None for anything else."""
    if isinstance(value, dict):
        value = value.get("text")
    return len(value) if isinstance(value, str | list) else None


def complaints_of(part: Json, pointer: str, place: str = "") -> Iterator[str]:
    """What is wrong with a part and all parts in it. `place` is its type where the part itself names none."""
    name = place or str(part.get("type", ""))
    yield from _missing(part, name, pointer)
    yield from _bounds(part, rules.BOUNDS.get(name, {}), pointer)
    yield from _kinds(part, name, pointer)
    for key, value in part.items():
        for step, child in _children(value):
            yield from complaints_of(child, f"{pointer}/{key}{step}", "" if "type" in child else rules.UNTYPED.get(key, "(other)"))


def _children(value: Any) -> Iterator[tuple[str, Json]]:
    """The objects inside a value with the way to each; lists in lists, as a table's rows, are gone through."""
    if isinstance(value, dict):
        yield "", value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for step, child in _children(item):
                yield f"/{index}{step}", child


def _missing(part: Json, name: str, pointer: str) -> Iterator[str]:
    for field in rules.REQUIRED.get(name, ()):
        if field not in part:
            yield complaint(f"missing required field: {field}", pointer)
    if name == "section" and not ("text" in part or "fields" in part):
        yield complaint("a section needs text or fields", pointer)
    if name == "image" and ("image_url" in part) == ("slack_file" in part):
        yield complaint("an image needs either image_url or slack_file", pointer)
    if name.endswith("static_select") and ("options" in part) == ("option_groups" in part):
        yield complaint("a select needs either options or option_groups", pointer)


def _bounds(part: Json, bounds: rules.Bounds, pointer: str) -> Iterator[str]:
    for field, (least, most) in bounds.items():
        key, _, each = field.partition(".")
        if key not in part:
            continue
        for step, value in _items(part[key]) if each else [("", part[key])]:
            yield from _bound(value, least, most, f"{pointer}/{key}{step}", key in rules.NUMBERS)


def _items(value: Any) -> list[tuple[str, Any]]:
    """The items of a list with the way to each, or a single thing by itself."""
    return [(f"/{index}", item) for index, item in enumerate(value)] if isinstance(value, list) else [("", value)]


def _bound(value: Any, least: int, most: int, pointer: str, is_number: bool) -> Iterator[str]:
    unit = "in value" if is_number else "items" if isinstance(value, list) else "characters"
    number = value if is_number else size(value)
    if not isinstance(number, int) or isinstance(number, bool):
        yield complaint(f"cannot be {type(value).__name__}", pointer)
    elif number < least:
        yield complaint(f"must be more than {least - 1} {unit}", pointer)
    elif number > most:
        yield complaint(f"must be less than {most + 1} {unit}", pointer)


def _kinds(part: Json, name: str, pointer: str) -> Iterator[str]:
    for key, value in part.items():
        held = rules.PLACEHOLDER if key == "placeholder" else rules.MAY_HOLD.get(f"{name}.{key}")
        for step, item in _items(value) if held else ():
            kind = item.get("type") if isinstance(item, dict) else type(item).__name__
            if held and kind not in held:
                yield complaint(f"must be one of {', '.join(sorted(held))}, not {kind}", f"{pointer}/{key}{step}")
    if "style" in part and name in ("button", "(confirm)") and part["style"] not in rules.STYLES:
        yield complaint(f"unknown style {part['style']!r}", f"{pointer}/style")
    if name == "button" and "url" in part and not str(part["url"]).startswith(("http://", "https://", "slack://", "mailto:")):
        yield complaint("invalid url", f"{pointer}/url")
    if "elements" in part and isinstance(part["elements"], list):
        yield from _repeated([item.get("action_id") for item in part["elements"] if isinstance(item, dict)], "action_id", f"{pointer}/elements")


def _repeated(ids: list[Any], what: str, pointer: str) -> Iterator[str]:
    given = [id for id in ids if id]
    for id in sorted({id for id in given if given.count(id) > 1}):
        yield complaint(f"{what} {id!r} already exists", pointer)


def complaints_of_all(blocks: list[Json], surface: str) -> Iterator[str]:
    """What is wrong with a list of blocks as a whole and one by one, on a surface: "message", "modal" or "home"."""
    if len(blocks) > rules.MOST_BLOCKS[surface]:
        yield complaint(f"no more than {rules.MOST_BLOCKS[surface]} items allowed", "/blocks")
    yield from _repeated([block.get("block_id") for block in blocks], "block_id", "/blocks")
    for index, block in enumerate(blocks):
        kind = block.get("type")
        if kind not in rules.SURFACES[surface]:
            yield complaint(f"unsupported type: {kind} in a {surface}", f"/blocks/{index}/type")
        yield from _bounds(block, rules.BLOCK, f"/blocks/{index}")
        yield from complaints_of(block, f"/blocks/{index}")
    if surface == "message":
        yield from _sums(blocks)


def _sums(blocks: list[Json]) -> Iterator[str]:
    kinds = [block.get("type") for block in blocks]
    for kind, most in rules.MOST_OF_A_TYPE.items():
        if kinds.count(kind) > most:
            yield complaint(f"only {most} {kind} allowed in a message", "/blocks")
    markdown = sum(size(block.get("text")) or 0 for block in blocks if block.get("type") == "markdown")
    if markdown > rules.MOST_MARKDOWN:
        yield complaint(f"markdown blocks have {markdown} characters together, more than {rules.MOST_MARKDOWN}", "/blocks")
    cells = sum(text_size(block) for block in blocks if block.get("type") in ("table", "data_table"))
    if cells > rules.MOST_CELLS_TEXT:
        yield complaint(f"tables have {cells} characters together, more than {rules.MOST_CELLS_TEXT}", "/blocks")


def text_size(value: Any) -> int:
    """Characters of all texts in a payload: values of the key "text" that are strings."""
    if isinstance(value, dict):
        return sum(len(child) if key == "text" and isinstance(child, str) else text_size(child) for key, child in value.items())
    return sum(text_size(child) for child in value) if isinstance(value, list) else 0
