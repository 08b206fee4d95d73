"""What a maintainer can do with an item: the inputs of its modal, and what they hold when it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.answering.phrasing import Phrasing
from bot.reviews import STATES, Action, Item, State, What
from bot.store.masking import mask
from bot.surfaces.slack import ids
from bot.surfaces.slack.elements import Block, Element, option, plain, select
from bot.surfaces.slack.mrkdwn import clean
from bot.surfaces.slack.review.looking import (
    ASSIGNEE,
    ASSIGNEE_BLOCK,
    COMMENT,
    COMMENT_BLOCK,
    OTHER,
    OTHER_BLOCK,
    REASON,
    REASON_BLOCK,
    STATE,
    STATE_BLOCK,
    Editing,
)

MOST_REASON, MOST_COMMENT = 500, 1_000
_NUMBER = re.compile("[1-9][0-9]{0,8}")
_DEEDS: dict[State, What] = {
    "open": "opened", "accepted": "accepted", "fixed": "fixed", "declined": "declined", "duplicate": "marked_duplicate",
}  # fmt: skip


class Given(Struct, frozen=True):
    """What the inputs hold; `other` is the number of another item as it was written."""

    state: State
    assignee: str
    reason: str = ""
    other: str = ""
    comment: str = ""


def input_blocks(item: Item, phrasing: Phrasing, given: Given | None) -> list[Block]:
    """The inputs at the item's own values, or at those that were given before. All may be left as they are."""
    phrases = phrasing.phrases
    now = given or Given(item.state, item.assignee)
    states = {state: option(phrases[f"review_state_{state}"], state) for state in STATES}
    choice = select(phrases["slack_choose"], STATE, list(states.values()), states[now.state])
    number: Element = {"type": "number_input", "action_id": OTHER, "is_decimal_allowed": False, "min_value": "1"}
    who: Element = {"type": "users_select", "action_id": ASSIGNEE, "placeholder": plain(phrases["slack_choose"], 75)}
    who |= {"initial_user": now.assignee} if ids.is_person(now.assignee) else {}
    return [
        _input(phrases["review_state"], f"{STATE_BLOCK}:{item.revision}", choice),
        _input(phrases["review_reason"], REASON_BLOCK, _written(REASON, MOST_REASON, now.reason, multiline=False)),
        _input(phrases["review_other"], OTHER_BLOCK, {**number, "initial_value": now.other} if _NUMBER.fullmatch(now.other) else number),
        _input(phrases["review_assignee"], f"{ASSIGNEE_BLOCK}:{item.revision}", who),
        _input(phrases["review_comment"], COMMENT_BLOCK, _written(COMMENT, MOST_COMMENT, now.comment, multiline=True)),
    ]


def _input(label: str, block_id: str, element: Element) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, 150), "element": element, "optional": True}


def _written(action: str, most: int, text: str, *, multiline: bool) -> Element:
    element: Element = {"type": "plain_text_input", "action_id": action, "multiline": multiline, "max_length": most}
    return {**element, "initial_value": text} if text else element


def read_given(view: Mapping[str, Any], editing: Editing) -> Given:
    """What a modal was sent with; what is none of ours counts as left alone. Words are cleaned, masked and cut.

    An assignee who is nobody in Slack, as the command line takes any name, stands in no input, and stays where nobody else is chosen.
    """
    held: dict[str, Mapping[str, Any]] = {}
    for inputs in _mapping(_mapping(view.get("state")).get("values")).values():
        held.update({name: value for name, value in _mapping(inputs).items() if isinstance(value, Mapping)})
    state, assignee = ids.value_of(held.get(STATE, {})), held[ASSIGNEE].get("selected_user") if ASSIGNEE in held else editing.assignee
    unseen = "" if ids.is_person(editing.assignee) else editing.assignee
    return Given(
        next((known for known in STATES if known == state), editing.state),
        str(assignee) if ids.is_person(assignee) else unseen,
        _words(held, REASON, MOST_REASON),
        _words(held, OTHER, 20),
        _words(held, COMMENT, MOST_COMMENT),
    )


def faults(given: Given, editing: Editing) -> dict[str, str]:
    """What is missing, as the input's block and the phrase that says so: who declines says why, and a duplicate is one of another item."""
    if given.state == editing.state:
        return {}
    if given.state == "declined" and not given.reason:
        return {REASON_BLOCK: "review_needs_reason"}
    if given.state == "duplicate" and (not _NUMBER.fullmatch(given.other) or int(given.other) == editing.item):
        return {OTHER_BLOCK: "review_needs_other"}
    return {}


def deeds(given: Given, editing: Editing, who: str, now: float) -> list[Action]:
    """What was done, against the item as it was when the modal was filled: the state first, since it is what others look at.

    A reason without another state is said as a comment.
    """
    done: list[Action] = []
    comment = given.comment
    if given.state != editing.state:
        other = given.other if given.state == "duplicate" else ""
        done.append(Action(item=editing.item, at=now, who=who, what=_DEEDS[given.state], text=given.reason, value=other))
    elif given.reason:
        comment = "\n".join(filter(None, (given.reason, comment)))
    if given.assignee != editing.assignee:
        done.append(Action(item=editing.item, at=now, who=who, what="assigned", value=given.assignee))
    if comment:
        done.append(Action(item=editing.item, at=now, who=who, what="commented", text=comment))
    return done


def kept_over(given: Given, before: Editing, item: Item) -> Given:
    """What was filled in, for the item as others left it: what was not touched follows them."""
    state = given.state if given.state != before.state else item.state
    assignee = given.assignee if given.assignee != before.assignee else item.assignee
    return Given(state, assignee, given.reason, given.other, given.comment)


def _words(held: Mapping[str, Mapping[str, Any]], action: str, most: int) -> str:
    value = held.get(action, {}).get("value")
    return mask(clean(value[:most]).strip())[:most] if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
