"""Text of people and of the knowledge made fit for Slack: cleaned, escaped once, cut at a sensible place."""

from __future__ import annotations


def clean(text: str) -> str:
    """`text` without control characters, marks that turn the direction of writing, and halves of characters; line ends stay."""
    raise NotImplementedError


def escape(text: str) -> str:
    """`text`, which may hold anything, for a field where Slack reads mrkdwn: it shows as it is, and nothing in it is live.

    The three characters & < > become entities, once, so that no mention, channel or link can begin; addresses and @-words, which Slack
    turns live by itself, get an invisible character inside.
    """
    raise NotImplementedError


def length(text: str) -> int:
    """How long Slack takes a text to be: UTF-16 units, as its clients count."""
    raise NotImplementedError


def cut(text: str, most: int) -> str:
    """`text` in at most `most` UTF-16 units: whole, or up to the end of a sentence, a list item or a word, then "…"."""
    raise NotImplementedError


def cut_escaped(text: str, most: int) -> str:
    """As `cut`, but escaped, and measured as escaped; no entity is cut in two."""
    raise NotImplementedError
