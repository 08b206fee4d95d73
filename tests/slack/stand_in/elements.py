"""What can be clicked or filled in, and what Slack sends for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tests.slack.stand_in.refusals import Json

STATEFUL = ("select", "radio_buttons", "checkboxes", "picker", "input")
"""Endings of the types of elements that keep what was put into them."""


class Element(Struct, frozen=True):
    """An interactive element of a message or view, with the id of its block and, for inputs, the block's label."""

    block_id: str
    content: Json
    label: str = ""
    optional: bool = True

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.content["type"])

    def names(self) -> list[str]:
        """Everything by which a person, or a test, may call it: ids, label, what stands on it, its value."""
        sides = [self.content, *(self.content[side] for side in ("positive_button", "negative_button") if side in self.content)]
        texts = [side["text"]["text"] for side in sides if "text" in side]
        return [self.block_id, self.content.get("action_id", ""), self.label, *texts, *(side.get("value", "") for side in sides)]


def elements_of(blocks: list[Json]) -> Iterator[Element]:
    """All interactive elements, in order."""
    for block in blocks:
        yield from elements_of(block.get("child_blocks", []))
        label = block.get("label", {}).get("text", "")
        for content in [*block.get("elements", []), *block.get("actions", []), block.get("accessory"), block.get("element")]:
            if isinstance(content, dict) and "action_id" in content:
                yield Element(block["block_id"], content, label, block.get("optional", block["type"] != "input"))


def find(blocks: list[Json], name: str) -> Element:
    """The one element that is called so; AssertionError where there is none, or more than one."""
    found = [element for element in elements_of(blocks) if name in element.names()]
    exact = [element for element in found if name == element.content.get("action_id")]
    chosen = exact if len(exact) == 1 else found
    if len(chosen) != 1:
        others = [[name for name in element.names() if name] for element in elements_of(blocks)]
        raise AssertionError(f"{len(found)} elements are called {name!r}; there are: {others}")
    return chosen[0]


def action(element: Element, name: str, option: Any) -> Json:
    """The action that a click sends, without its time. `option` is what is chosen; for feedback "positive", "negative", or what `name` says."""
    content = element.content
    sent: Json = {"type": element.kind, "action_id": content["action_id"], "block_id": element.block_id}
    if element.kind == "feedback_buttons":
        side = _side(content, option or name)
        return sent | {"value": side["value"], "text": side["text"]}
    if not is_stateful(element) and element.kind != "overflow":
        return sent | {key: content[key] for key in ("text", "value", "style") if key in content}
    return sent | value_of(element, option)


def _side(content: Json, name: str) -> Json:
    for key in ("positive_button", "negative_button"):
        side: Json = content[key]
        if name in (key.partition("_")[0], side["value"], side["text"]["text"]):
            return side
    raise AssertionError(f"say which side of {content['action_id']!r}: positive or negative, not {name!r}")


def is_stateful(element: Element) -> bool:
    """Whether an element keeps what was put into it."""
    return element.kind.endswith(STATEFUL)


def value_of(element: Element, given: Any) -> Json:
    """What an element holds, as actions and states carry it. `given` is a text, the text or value of an option, an id, or a list of them."""
    kind, options = element.kind, options_of(element.content)
    if kind in ("static_select", "radio_buttons", "overflow", "external_select"):
        return {"selected_option": _option(options, given) if given else None}
    if kind in ("checkboxes", "multi_static_select"):
        return {"selected_options": [_option(options, one) for one in given or []]}
    if kind.endswith("_select"):
        many, what = kind.startswith("multi_"), kind.removeprefix("multi_").removesuffix("s_select")
        return {f"selected_{what}s": given or []} if many else {f"selected_{what}": given or None}
    if kind.endswith("picker"):
        return {{"datepicker": "selected_date", "timepicker": "selected_time"}.get(kind, "selected_date_time"): given or None}
    return {"value": given or None}


def options_of(content: Json) -> list[Json]:
    """The options of an element, those in groups too."""
    grouped = (option for group in content.get("option_groups", []) for option in group["options"])
    return [*content.get("options", []), *grouped]


def _option(options: list[Json], name: str) -> Json:
    for option in options:
        if name in (option.get("value"), option["text"]["text"]):
            return option
    raise AssertionError(f"there is no option {name!r}; there are {[option['text']['text'] for option in options]}")


def initial(element: Element) -> Any:
    """What an element holds before anybody touched it, as `value_of` takes it."""
    content = element.content
    if "initial_option" in content:
        return content["initial_option"]["value"]
    if "initial_options" in content:
        return [option["value"] for option in content["initial_options"]]
    return next((value for key, value in content.items() if key.startswith("initial_")), None)
