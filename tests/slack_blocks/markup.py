"""What of a payload is live in Slack and should not be: mentions, channels, commands, and links to anywhere but an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

# What Slack reads, or its clients link, in a text of mrkdwn.
_LIVE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)|://|(?<![\w\u2060])@(?:channel|here|everyone)\b|\bmailto:\w|[\w.+-]@\w+\.\w")
_RICH_LIVE = {"user", "usergroup", "broadcast", "channel", "team", "color", "date", "emoji"}
_COMMAND = re.compile("<[!@#]")
# Controls but line ends, marks of direction, halves of characters.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def live_in_message(message: Mapping[str, Any], addresses: Collection[str]) -> list[str]:
    """What is live in `text` and `blocks` beside the articles' own `addresses`."""
    return [f"text: {fault}" for fault in _live(message["text"], addresses)] + live_in_blocks(message["blocks"], addresses)


def live_in_blocks(node: Any, addresses: Collection[str]) -> list[str]:
    """What is live anywhere in blocks or a view."""
    return list(_walk(node, addresses))


def _walk(node: Any, addresses: Collection[str]) -> Iterator[str]:
    if isinstance(node, list):
        for inner in node:
            yield from _walk(inner, addresses)
    elif isinstance(node, Mapping):
        kind = node.get("type")
        if kind in _RICH_LIVE:
            yield f"a rich text {kind}"
        if kind in ("mrkdwn", "markdown"):
            yield from _live(node["text"], addresses)
        if "url" in node and not any(node["url"].split("#:~:text=")[0] == address for address in addresses):
            yield f"a link to {node['url']}"
        for inner in node.values():
            yield from _walk(inner, addresses)
    elif isinstance(node, str):
        yield from (f"{found[0]} in {node!r}" for found in _COMMAND.finditer(node))
        yield from (f"unfit character {character!r}" for character in _UNFIT.findall(node))


def _live(text: str, addresses: Collection[str]) -> Iterator[str]:
    for address in addresses:
        text = text.replace(address.replace("&", "&amp;"), "")
    for found in _LIVE.finditer(text):
        yield f"{found[0]!r} in {text[max(0, found.start() - 20) : found.end() + 20]!r}"
