"""What names a click and what it carries: action, callback and block ids, and the values of buttons.

A value is opaque: the id of a turn (32 hexadecimal digits), an index or a language's code, joined by colons. It never holds words, and it
is no proof of anything: who clicks is read from the signed payload. What comes back is read by the functions here, which give None for
whatever they did not write themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

# Actions. Those with several buttons in one row end in ":" and a number or code there, since ids must differ: match them with `pattern`.
VOTE = "vote"  # feedback_buttons; value read by read_vote
CHOICE = "choice"  # a clarification's choice, a button or an option of a select; value read by read_indexed
SUGGESTION = "suggestion"  # an example question under an unknown or a help; value read by read_indexed
LANGUAGE = "language"  # the answer in another language; value read by read_in_language
COPY = "copy"  # opens the copy for the customer; value read by read_turn
COPY_LANGUAGE = "copy_language"  # the language choice inside it; selected_option.value read by read_in_language
WHY = "why"  # opens why this answer; value read by read_turn
REST = "rest"  # opens the rest, or another page of it; value read by read_indexed (the index is the page)
SHARE = "share"  # shows a private answer in the channel; value read by read_turn
EXAMPLE = "example"  # an example that belongs to no turn (Home tab, help); value read by examples.example_of
AGAIN = "again"  # one of the asker's recent questions, asked again; value read by read_turn

# Modals, in callback_id.
REASON_VIEW = "reason_view"
COPY_VIEW = "copy_view"
WHY_VIEW = "why_view"
REST_VIEW = "rest_view"
NOTICE_VIEW = "notice_view"
HOME_VIEW = "home_view"

# Inputs of the modal of reasons.
REASON_BLOCK, REASON = "reason_block", "reason"
COMMENT_BLOCK, COMMENT = "comment_block", "comment"

REASONS = ("wrong", "outdated", "incomplete", "not_asked", "other")
MOST_COMMENT = 1_000

VoteValue = Literal["up", "down"]

_PERSON = re.compile("[UW][A-Z0-9]{1,30}")
_TURN = "[0-9a-f]{32}"
_INDEX = "0|[1-9][0-9]{0,4}"
_CODE = "[a-z]{2}"


class VoteClick(Struct, frozen=True):
    """A thumb under a turn."""

    value: VoteValue
    turn: str


class Indexed(Struct, frozen=True):
    """The index-th thing that a turn offers."""

    turn: str
    index: int


class InLanguage(Struct, frozen=True):
    """A turn, wanted in the language of a code."""

    turn: str
    language: str


class ExampleClick(Struct, frozen=True):
    """The index-th example of a language."""

    language: str
    index: int


def is_person(user: object) -> bool:
    """Whether this is the id of somebody whom Slack knows."""
    return isinstance(user, str) and _PERSON.fullmatch(user) is not None


def pattern(action: str) -> re.Pattern[str]:
    """Matches the action ids of one action, numbered or not: what a listener registers."""
    return re.compile(rf"\A{action}(?::[0-9a-z]+)?\Z")


def numbered(action: str, number: int | str) -> str:
    """The id of one of several buttons with the same action in one row."""
    return f"{action}:{number}"


def vote_value(value: VoteValue, turn: str) -> str:
    """The value of a thumb."""
    return f"{value}:{turn}"


def indexed_value(turn: str, index: int) -> str:
    """The value of a choice, a suggestion or a page."""
    return f"{turn}:{index}"


def language_value(turn: str, language: str) -> str:
    """The value of a language's button or option."""
    return f"{turn}:{language}"


def example_value(language: str, index: int) -> str:
    """The value of an example."""
    return f"{language}:{index}"


def read_vote(value: object) -> VoteClick | None:
    """A thumb's value."""
    found = _match(rf"(up|down):({_TURN})", value)
    return VoteClick("up" if found[1] == "up" else "down", found[2]) if found else None


def read_turn(value: object) -> str | None:
    """The id of a turn: of COPY, WHY, SHARE and AGAIN, and of a modal's private_metadata."""
    found = _match(f"({_TURN})", value)
    return found[1] if found else None


def read_indexed(value: object) -> Indexed | None:
    """The value of CHOICE, SUGGESTION or REST. Whether the turn offers so many is the reader's to check."""
    found = _match(f"({_TURN}):({_INDEX})", value)
    return Indexed(found[1], int(found[2])) if found else None


def read_in_language(value: object) -> InLanguage | None:
    """The value of LANGUAGE or COPY_LANGUAGE. Whether there is such a language is the reader's to check."""
    found = _match(f"({_TURN}):({_CODE})", value)
    return InLanguage(found[1], found[2]) if found else None


def read_example(value: object) -> ExampleClick | None:
    """The value of EXAMPLE."""
    found = _match(f"({_CODE}):({_INDEX})", value)
    return ExampleClick(found[1], int(found[2])) if found else None


def value_of(action: Mapping[str, Any]) -> object:
    """What a clicked action carries: a button's value, or that of a select's or radio button's option."""
    option = action.get("selected_option")
    return option.get("value") if isinstance(option, Mapping) else action.get("value")


def _match(wanted: str, value: object) -> re.Match[str] | None:
    return re.fullmatch(wanted, value) if isinstance(value, str) else None
