"""What maintainers did, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.phrasing import Phrasing
from bot.reviews import Action
from bot.surfaces.slack.elements import Block, Element, date, mention, paragraph, rich_text, run
from bot.surfaces.slack.mrkdwn import clean, cut

MOST_ACTIONS, MOST_WORDS = 12, 300


def history_blocks(actions: Sequence[Action], phrasing: Phrasing) -> list[Block]:
    """The last actions, newest first, each with who and when, and how many more there are; `actions` are oldest first."""
    lines = [_line(action, phrasing) for action in actions[: -MOST_ACTIONS - 1 : -1]]
    shown = [rich_text({"type": "rich_text_list", "style": "bullet", "elements": lines})]
    left = len(actions) - MOST_ACTIONS
    if left > 0:
        shown.append(rich_text(paragraph(run(phrasing.phrase("slack_more", count=str(left))))))
    return shown if actions else []


def _line(action: Action, phrasing: Phrasing) -> Element:
    """When, who, what, and the words that were given with it. Who was forgotten has no name."""
    deed = _deed(action, phrasing)
    text = cut(clean(action.text), MOST_WORDS)
    line = [date(action.at), run(" · "), *([mention(action.who), run(" · ")] if action.who else [])]
    line.append(run(f"{deed}: {text}" if text.strip() else deed))
    return paragraph(*line, *([run(" "), mention(action.value)] if action.what == "assigned" and action.value else []))


def _deed(action: Action, phrasing: Phrasing) -> str:
    if action.what == "assigned" and not action.value:
        return phrasing.phrases["review_did_unassigned"]
    return phrasing.phrase(f"review_did_{action.what}", value=action.value)
