"""The parts of blocks and views, each within Slack's limits whatever fills it: text is cleaned and cut here, and nothing in it is live.

The limits are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit). Text is plain_text or rich_text throughout, in
which Slack reads no mark-up; what is bold or a link says so by its own element.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from bot.surfaces.slack.ids import is_person
from bot.surfaces.slack.mrkdwn import clean, cut, remembered, safe_address

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]

MOST_SECTION = 3_000
MOST_CONTEXT = 2_000
MOST_HEADER = 150
MOST_LABEL = 75
MOST_TITLE = 24
MOST_INPUT = 3_000
MOST_ADDRESS = 2_000
MOST_OPTIONS = 100
MOST_BUTTONS = 25

_EMPTY = "…"  # Slack refuses a text without any character.


@remembered
def fitted(text: str, most: int) -> str:
    """Cleaned, cut, and never empty."""
    text = cut(clean(text), most)
    return text if text.strip() else _EMPTY


def plain(text: str, most: int) -> Element:
    """A plain_text object; `:words:` in it stay as they are."""
    return {"type": "plain_text", "text": fitted(text, most), "emoji": False}


def section(text: str, accessory: Element | None = None) -> Block:
    """A paragraph, shown whole, perhaps with a button beside it."""
    block: Block = {"type": "section", "text": plain(text, MOST_SECTION), "expand": True}
    return block if accessory is None else {**block, "accessory": accessory}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, MOST_HEADER)}


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain(text, MOST_CONTEXT)]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(elements: Sequence[Element]) -> list[Block]:
    """A row of buttons, or no row; those beyond 25 are left out."""
    return [{"type": "actions", "elements": list(elements[:MOST_BUTTONS])}] if elements else []


def button(label: str, action_id: str, value: str) -> Element:
    """A button; what it does is in its value, so that its label may be cut."""
    return {"type": "button", "text": plain(label, MOST_LABEL), "action_id": action_id, "value": value}


def option(label: str, value: str) -> Element:
    """An option of a select or of radio buttons."""
    return {"text": plain(label, MOST_LABEL), "value": value}


def select(placeholder: str, action_id: str, options: Sequence[Element], chosen: Element | None = None) -> Element:
    """A list of options to choose one from; those beyond 100 are left out."""
    element = {
        "type": "static_select",
        "placeholder": plain(placeholder, MOST_LABEL),
        "action_id": action_id,
        "options": list(options[:MOST_OPTIONS]),
    }
    return element if chosen is None else {**element, "initial_option": chosen}


def run(text: str, *, bold: bool = False, most: int = MOST_SECTION) -> Element:
    """A piece of rich text."""
    element: Element = {"type": "text", "text": fitted(text, most)}
    return {**element, "style": {"bold": True}} if bold else element


def link(text: str, url: str, most: int = 300) -> Element:
    """A link to an http(s) address; the mere text where it is none or too long."""
    address = safe_address(url)
    if not address or len(address) > MOST_ADDRESS:
        return run(text, most=most)
    return {"type": "link", "url": address, "text": fitted(text, most)}


def date(at: float) -> Element:
    """A moment, in Unix seconds, which Slack shows in the reader's own time and words."""
    written = time.strftime("%Y-%m-%d %H:%M", time.gmtime(at))
    return {"type": "date", "timestamp": int(at), "format": "{date_short_pretty} {time}", "fallback": written}


def mention(user: str) -> Element:
    """Somebody by name. Only for views, where it notifies nobody; the mere id where it is none of a person."""
    return {"type": "user", "user_id": user} if is_person(user) else run(user, most=MOST_LABEL)


def paragraph(*runs: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def quote(*runs: Element) -> Element:
    """Rich text behind a bar."""
    return {"type": "rich_text_quote", "elements": list(runs)}


def bullets(items: Iterable[str], most: int = MOST_SECTION) -> Element:
    """A list."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [paragraph(run(item, most=most)) for item in items]}


def rich_text(*elements: Element) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def modal(callback_id: str, title: str, close: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = "") -> View:
    """A modal; one with an input needs `submit`, and says in `metadata` what it is about."""
    view = {"type": "modal", "callback_id": callback_id, "title": plain(title, MOST_TITLE), "close": plain(close, MOST_TITLE), "blocks": list(blocks)}
    if submit:
        view["submit"] = plain(submit, MOST_TITLE)
    return {**view, "private_metadata": metadata} if metadata else view
