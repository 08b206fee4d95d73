"""The published limits of Block Kit as tables: what each type must have, how long it may be, what it may hold, and where it may stand.

Sources: the reference pages of docs.slack.dev (2026), and slackblocks 3.0.0 (PyPI, MIT) for cross-checking. Where they differ the stricter is
taken, since a payload that Slack refuses costs a person their answer: `table` stands in messages only.
"""

from __future__ import annotations

Bounds = dict[str, tuple[int, int]]
"""Field -> least and most: characters of a string or of a text object, items of a list, value of a number. "fields.*" means each item of "fields"."""

ANY = 10**9
_ID = (1, 255)
_ACTION: Bounds = {"action_id": _ID}
_PLACEHOLDER: Bounds = {**_ACTION, "placeholder": (1, 150)}
_OPTIONS: Bounds = {**_PLACEHOLDER, "options": (1, 100), "option_groups": (1, 100)}
_CHOICES: Bounds = {**_ACTION, "options": (1, 10)}
_BUTTON: Bounds = {**_ACTION, "text": (1, 75), "value": (1, 2000), "url": (1, 3000), "accessibility_label": (1, 75)}

BOUNDS: dict[str, Bounds] = {
    # blocks
    "actions": {"elements": (1, 25)},
    "alert": {"text": (1, 200)},
    "card": {"title": (1, 150), "subtitle": (1, 150), "body": (1, 200), "subtext": (1, 200), "actions": (0, 3)},
    "carousel": {"elements": (1, 10)},
    "container": {"child_blocks": (1, 10), "title": (1, 150), "subtitle": (1, 150)},
    "context": {"elements": (1, 10)},
    "context_actions": {"elements": (1, 5)},
    "data_table": {"rows": (2, 101), "rows.*": (1, 20), "page_size": (1, 100)},
    "header": {"text": (1, 150)},
    "image": {"image_url": (1, 3000), "alt_text": (1, 2000), "title": (1, 2000)},
    "input": {"label": (1, 2000), "hint": (1, 2000)},
    "markdown": {"text": (1, 12_000)},
    "plan": {"tasks": (0, 50)},
    "rich_text": {"elements": (1, ANY)},
    "section": {"text": (1, 3000), "fields": (1, 10), "fields.*": (1, 2000)},
    "table": {"rows": (1, 100), "rows.*": (1, 20), "column_settings": (0, 20)},
    "video": {"alt_text": (1, 2000), "title": (1, 199), "description": (1, 200), "author_name": (1, 49), "video_url": (1, 3000)},
    # elements
    "button": _BUTTON,
    "icon_button": {**_BUTTON, "text": (1, 75), "visible_to_user_ids": (0, 10)},
    "workflow_button": _BUTTON,
    "feedback_buttons": _ACTION,
    "checkboxes": _CHOICES,
    "radio_buttons": _CHOICES,
    "overflow": {**_ACTION, "options": (1, 5)},
    "static_select": _OPTIONS,
    "multi_static_select": _OPTIONS,
    "external_select": _PLACEHOLDER,
    "multi_external_select": _PLACEHOLDER,
    "users_select": _PLACEHOLDER,
    "multi_users_select": _PLACEHOLDER,
    "conversations_select": _PLACEHOLDER,
    "multi_conversations_select": _PLACEHOLDER,
    "channels_select": _PLACEHOLDER,
    "multi_channels_select": _PLACEHOLDER,
    "datepicker": _PLACEHOLDER,
    "timepicker": _PLACEHOLDER,
    "datetimepicker": _ACTION,
    "plain_text_input": {**_PLACEHOLDER, "min_length": (0, 3000), "max_length": (1, 3000), "initial_value": (0, 3000)},
    "rich_text_input": _PLACEHOLDER,
    "email_text_input": _PLACEHOLDER,
    "url_text_input": _PLACEHOLDER,
    "number_input": _PLACEHOLDER,
    "file_input": {**_ACTION, "max_files": (1, 10)},
    # parts of rich text and tables
    "text": {"text": (1, ANY)},
    "link": {"url": (1, 3000), "text": (1, ANY)},
    "raw_text": {"text": (1, 3000)},
    # texts
    "plain_text": {"text": (1, 3000)},
    "mrkdwn": {"text": (1, 3000)},
    # parts without a type, named by where they stand
    "(option)": {"text": (1, 75), "value": (1, 150), "description": (1, 75), "url": (1, 3000)},
    "(option group)": {"label": (1, 75), "options": (1, 100)},
    "(feedback button)": {"text": (1, 75), "value": (1, 2000), "accessibility_label": (1, 75)},
    "(confirm)": {"title": (1, 100), "text": (1, 300), "confirm": (1, 30), "deny": (1, 30)},
    # views
    "modal": {"title": (1, 24), "submit": (1, 24), "close": (1, 24)},
}

# Bounds that hold for every block and for every view.
BLOCK: Bounds = {"block_id": _ID}
VIEW: Bounds = {"private_metadata": (0, 3000), "callback_id": _ID, "external_id": _ID}

REQUIRED: dict[str, tuple[str, ...]] = {
    "actions": ("elements",), "alert": ("text",), "carousel": ("elements",), "container": ("child_blocks",), "context": ("elements",),
    "context_actions": ("elements",), "data_table": ("rows", "caption"), "header": ("text",), "image": ("alt_text",), "input": ("label", "element"),
    "markdown": ("text",), "rich_text": ("elements",), "table": ("rows",), "button": ("text",), "icon_button": ("text", "icon"),
    "feedback_buttons": ("positive_button", "negative_button"), "checkboxes": ("options",), "radio_buttons": ("options",), "overflow": ("options",),
    "text": ("text",), "link": ("url",), "raw_text": ("text",), "plain_text": ("text",), "mrkdwn": ("text",), "(option)": ("text", "value"),
    "(option group)": ("label", "options"), "(feedback button)": ("text", "value"), "(confirm)": ("text",), "modal": ("title",),
}  # fmt: skip

# What a part without a type is, by the key that holds it (or, for lists, each item of it).
UNTYPED = {
    "options": "(option)", "initial_option": "(option)", "initial_options": "(option)", "option_groups": "(option group)", "confirm": "(confirm)",
    "positive_button": "(feedback button)", "negative_button": "(feedback button)",
}  # fmt: skip

NUMBERS = {"min_length", "max_length", "page_size", "max_files"}
"""Fields whose bounds are those of a number."""

_PLAIN, _ANY_TEXT = {"plain_text"}, {"plain_text", "mrkdwn"}
_SELECTS = {f"{many}{what}_select" for many in ("", "multi_") for what in ("static", "external", "users", "conversations", "channels")}
_PICKERS = {"datepicker", "timepicker", "datetimepicker"}
_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"}

MAY_HOLD: dict[str, set[str]] = {
    "actions.elements": {"button", "workflow_button", "checkboxes", "radio_buttons", "overflow", "rich_text_input", *_SELECTS, *_PICKERS},
    "context.elements": {"image", *_ANY_TEXT},
    "context_actions.elements": {"feedback_buttons", "icon_button"},
    "section.accessory": {"button", "workflow_button", "checkboxes", "radio_buttons", "overflow", "image", *_SELECTS, "datepicker", "timepicker"},
    "input.element": {"checkboxes", "radio_buttons", *_SELECTS, *_PICKERS, *_INPUTS},
    "rich_text.elements": {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"},
    **dict.fromkeys(("section.text", "section.fields", "alert.text", "(option).text", "(confirm).text"), _ANY_TEXT),
    **dict.fromkeys(
        (
            "header.text", "button.text", "icon_button.text", "input.label", "input.hint", "image.title", "modal.title", "modal.submit",
            "modal.close", "(feedback button).text", "(option).description", "(option group).label", "(confirm).title", "(confirm).confirm",
            "(confirm).deny",
        ),
        _PLAIN,
    ),
}  # fmt: skip
"""The types of what stands in a field, or of each item where that is a list. A placeholder is always `plain_text`."""
PLACEHOLDER = _PLAIN

_EVERYWHERE = {"actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
SURFACES: dict[str, set[str]] = {
    "message": {
        *_EVERYWHERE, "carousel", "container", "context_actions", "data_table", "data_visualization", "file", "markdown", "plan", "table",
        "task_card",
    },
    "modal": {*_EVERYWHERE, "alert"},
    "home": {*_EVERYWHERE, "carousel", "container", "data_table", "data_visualization"},
}  # fmt: skip
"""Which blocks may stand where."""

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_OF_A_TYPE = {"table": 1, "data_visualization": 2}
"""How many blocks of a type a message may hold."""
MOST_MARKDOWN = 12_000
"""Characters of all `markdown` blocks of a message together."""
MOST_CELLS_TEXT = 10_000
"""Characters of all cells of a message's tables together."""
MOST_TEXT = 13_000
"""Characters of all blocks of a message together: Slack answers msg_blocks_too_long from about 13,200 on (measured in bolt-js issue 2509)."""
LARGEST_VIEW = 250_000
"""Bytes of a view."""
STYLES = {"primary", "danger"}
