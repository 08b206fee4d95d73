"""Every message and view that Onde can make of a turn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from bot.assistant import Assistant, Turn
from bot.surfaces.slack import home, modals, notices
from bot.surfaces.slack.messages import Audience, Message, answer_message
from bot.surfaces.slack.mrkdwn import safe_address
from tests.slack_blocks.markup import live_in_blocks, live_in_message
from tests.slack_blocks.validators import wrong_in_message, wrong_in_view

TURN = "0123456789abcdef" * 2
# Not "shared": that is what "told" is without the words before it.
AUDIENCES: tuple[Audience, ...] = ("thread", "private", "told")


class Asked(msgspec.Struct, frozen=True):
    """A stored question, as the Home tab takes it."""

    id: str
    question: str


def messages(turn: Turn, assistant: Assistant) -> Iterator[Message]:
    """The turn as a message for each audience."""
    for audience in AUDIENCES:
        yield answer_message(turn, TURN, assistant, audience=audience)


def views(turn: Turn, assistant: Assistant) -> Iterator[dict[str, Any]]:
    """The turn's modals, three pages of its rest, and a Home tab that shows its question twice."""
    yield modals.copy_modal(turn, TURN, assistant)
    yield modals.why_modal(turn, TURN, assistant)
    yield from (modals.rest_modal(turn, TURN, assistant, page) for page in (0, 1, 99_999))
    yield home.home_view(assistant, turn.reply.language, [Asked(TURN, turn.reply.question)] * 2)


def notices_of(assistant: Assistant, language: str) -> Iterator[Message]:
    """Everything that Onde says besides."""
    yield from (notices.refusal(kind, assistant, language) for kind in get_args(notices.Refusal))
    yield from (notices.thanks(outcome, assistant, language) for outcome in get_args(notices.Outcome))
    yield notices.help_message(assistant, language, "/onde")
    yield notices.shared_notice(assistant, language)


def views_of_none(assistant: Assistant, language: str) -> Iterator[dict[str, Any]]:
    """The views that belong to no turn's reply."""
    yield modals.reason_modal(TURN, assistant, language)
    yield from (modals.notice_modal(kind, assistant, language) for kind in get_args(notices.Refusal))
    yield modals.thanks_modal(assistant, language)
    yield home.home_view(assistant, language, [])
    yield home.closed_home(assistant, language)


def faults(turn: Turn, assistant: Assistant, *, thorough: bool = True) -> list[str]:
    """What is wrong, too large or live in any payload of a turn; `thorough` with all three validators, else with our limits only."""
    addresses = {safe_address(article.about.url) for article in assistant.knowledge.articles.values()}
    found: list[str] = []
    for message in messages(turn, assistant):
        given = {"text": message.text, "blocks": message.blocks}
        if _is_new(given, addresses, thorough):
            found += [*wrong_in_message(given, thorough), *live_in_message(given, addresses)]
    for view in views(turn, assistant):
        if _is_new(view, addresses, thorough):
            found += [*wrong_in_view(view, thorough), *live_in_blocks(view, addresses)]
    return found


_looked_at: set[tuple[bytes, frozenset[str], bool]] = set()


def _is_new(payload: dict[str, Any], addresses: set[str], thorough: bool) -> bool:
    """Whether that very payload was not looked at before: many questions have the same answer."""
    known = len(_looked_at)
    _looked_at.add((hashlib.sha256(msgspec.json.encode(payload)).digest(), frozenset(addresses), thorough))
    return len(_looked_at) > known


def seen(node: Any) -> str:
    """All that a person reads of blocks or a view, without the marks of rich text: one piece a line."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(seen, node)))
    if not isinstance(node, dict):
        return ""
    kind = node.get("type")
    if kind in ("rich_text_section", "rich_text_quote"):
        return "".join(run.get("text") or run.get("fallback") or f"@{run['user_id']}" for run in node["elements"])
    if isinstance(node.get("text"), str):
        return str(node["text"])
    inner = [seen(value) for key, value in node.items() if key not in ("accessibility_label", "value")]
    return "\n".join(filter(None, [*inner, str(node.get("initial_value", ""))]))
