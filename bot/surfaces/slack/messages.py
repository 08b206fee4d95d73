"""A turn as a message: answer, conditions, table, quotes, thumbs and actions, or choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.records import StoredTurn
from bot.surfaces.slack import ids
from bot.surfaces.slack.bodies import Body, Measure
from bot.surfaces.slack.elements import Block, Element, actions, button, context, fitted, option, select
from bot.surfaces.slack.mrkdwn import cut_escaped, escape_address, shown_question, size
from bot.surfaces.slack.parts import shown_quotes

# Who sees a message: a thread that holds the question too; only the asker (then a button shares it); the asker where nobody else is; a channel
# that it was shared in; those who asked before what is answered anew.
Audience = Literal["thread", "private", "alone", "shared", "told"]

# Slack refuses a `text` of more than 4,000 where a message is updated; it was seen to count UTF-8 bytes.
MOST_TEXT = 4_000

# Slack publishes no size of all blocks together and refuses messages from about 13,200 characters, structure included (slackapi/bolt-js,
# issues 2509 and 2867). A message whose JSON is larger than this is made again with a half, a quarter and so on of everything.
MOST_BYTES = 12_000
_SHARES = (1, 2, 4, 8, 16)
_MOST_SOURCES, _MOST_ADDRESS = 2_000, 1_000
_MOST_QUESTION, _MOST_QUESTIONS = 200, 3

# Stands for the id of a turn where none is kept.
NO_TURN = "0" * 32

# In the origin of a turn that a suggestion under a reply asked.
SUGGESTED = ":suggestion:"
# The origin of a turn that answers a message which stands in its channel.
_WRITTEN = re.compile(r"[^:]*:([CDG][A-Z0-9]+):[0-9.]+(?::edited:[0-9.]+)?")

# More choices than a thumb finds at once come as a list to choose from.
MOST_CHOICE_BUTTONS = 10


class Message(Struct, frozen=True):
    """What is posted: `blocks`, and `text` (at most 4,000 bytes) that says the same to notifications and screen readers.

    Post it with unfurl_links and unfurl_media false, and parse "none".
    """

    text: str
    blocks: list[dict[str, Any]]


def answer_message(turn: Turn, turn_id: str, assistant: Assistant, *, audience: Audience = "thread", questions: Sequence[str] = ()) -> Message:
    """A turn of any status as a message in its reply's language.

    Where the question is not seen above it the message names it: `questions`, those before a choice first, else as it was written.

    An answer has thumbs, and buttons for the other languages, the copy for the customer and why it is so; an unknown has thumbs, examples as
    buttons (SUGGESTION), the other languages and why; a clarification has its choices as buttons (CHOICE) and thumbs; help has examples.
    Where something was cut, a button (REST) opens the rest.
    """
    phrasing = assistant.phrasing(turn.reply.language)
    named = "" if audience == "thread" else _question(questions or (turn.reply.question,), phrasing)
    named = f"{phrasing.phrases['review_told']} {named}" if audience == "told" else named
    blocks: list[Block] = []
    for share in _SHARES:
        blocks = _blocks(turn, turn_id, assistant, audience, named, Measure().divided(share))
        if len(msgspec.json.encode(blocks)) <= MOST_BYTES:
            break
    return Message(_text(turn, phrasing, named), blocks)


def _blocks(turn: Turn, turn_id: str, assistant: Assistant, audience: Audience, named: str, measure: Measure) -> list[Block]:
    """Everything that a person sees, in order, as much of each as `measure` allows."""
    phrasing = assistant.phrasing(turn.reply.language)
    body = Body(turn, assistant, measure)
    blocks = [context(named)] if named else []
    blocks += [*body.blocks(), *_offers(turn, turn_id, phrasing, measure.choices)]
    every = max(len(turn.reply.suggestions), len(assistant.knowledge.products))
    if turn.finding.choices and min(len(turn.reply.suggestions), measure.choices) < every:
        blocks.append(context(phrasing.phrases["slack_more_choices"]))
    if turn.reply.status != "help":
        blocks.append(thumbs(turn_id, phrasing))
        blocks += actions(_buttons(turn, turn_id, assistant, audience, body.was_cut))
    return blocks


def thumbs(turn_id: str, phrasing: Phrasing) -> Block:
    """Slack's own feedback buttons."""
    up, down = phrasing.phrases["slack_vote_up"], phrasing.phrases["slack_vote_down"]
    element = {
        "type": "feedback_buttons",
        "action_id": ids.VOTE,
        "positive_button": _thumb(up, ids.vote_value("up", turn_id)),
        "negative_button": _thumb(down, ids.vote_value("down", turn_id)),
    }
    return {"type": "context_actions", "elements": [element]}


def _thumb(label: str, value: str) -> Element:
    thumb = button(label, ids.VOTE, value)
    return {"text": thumb["text"], "accessibility_label": thumb["text"]["text"], "value": value}


def _question(questions: Sequence[str], phrasing: Phrasing) -> str:
    """What was asked, on one line."""
    return phrasing.phrase("slack_asked", question=" — ".join(shown_question(question, _MOST_QUESTION) for question in questions[-_MOST_QUESTIONS:]))


def _offers(turn: Turn, turn_id: str, phrasing: Phrasing, most: int) -> list[Block]:
    """What may be clicked instead of written: choices, or examples; at most `most`."""
    offered = turn.reply.suggestions
    action = ids.CHOICE if turn.reply.status == "clarify" else ids.SUGGESTION
    if len(offered) <= min(most, MOST_CHOICE_BUTTONS):
        heading = [context(phrasing.phrases["examples"])] if offered and turn.reply.status != "clarify" else []
        return heading + actions(
            [button(label, ids.numbered(action, index), ids.indexed_value(turn_id, index)) for index, label in enumerate(offered)]
        )
    options = [option(label, ids.indexed_value(turn_id, index)) for index, label in enumerate(offered[:most])]
    listed = select(phrasing.phrases["slack_choose"], action, options)
    return actions([listed])


def _buttons(turn: Turn, turn_id: str, assistant: Assistant, audience: Audience, was_cut: bool) -> list[Element]:
    """The row of actions: the rest and sharing first, since they concern the answer as it stands here."""
    phrases = assistant.phrasing(turn.reply.language).phrases
    row: list[Element] = []
    if was_cut:
        row.append(button(phrases["slack_rest"], ids.REST, ids.indexed_value(turn_id, 0)))
    if audience == "private" and turn.reply.status != "clarify":
        row.append(button(phrases["slack_share"], ids.SHARE, turn_id))
    for code in assistant.knowledge.languages:
        if code != turn.reply.language:
            label = assistant.phrasing(code).phrases["slack_in_this_language"]
            row.append(button(label, ids.numbered(ids.LANGUAGE, code), ids.language_value(turn_id, code)))
    if turn.reply.status == "answered":
        row.append(button(phrases["slack_copy"], ids.COPY, turn_id))
    if turn.reply.status != "clarify":
        row.append(button(phrases["slack_why"], ids.WHY, turn_id))
    return row


def _text(turn: Turn, phrasing: Phrasing, named: str) -> str:
    """All of it as one escaped text: the answer, what is offered, the sources; the answer is what is cut."""
    offered = [offer for offer in turn.reply.suggestions if turn.reply.status == "clarify" or offer not in turn.reply.text]
    told = [turn.reply.text, *(f"- {offer}" for offer in offered)]
    if named:
        told.append(named)
    sources = _source_lines(turn, phrasing)
    return "\n".join([cut_escaped("\n".join(told), MOST_TEXT - size(sources) - 1), *([sources] if sources else [])])


def _source_lines(turn: Turn, phrasing: Phrasing) -> str:
    """Each article once with title, date and address, then its quotes, as far as there is room; escaped, the addresses live."""
    lines: list[str] = []
    phrases = phrasing.phrases
    measure = Measure()
    shown = shown_quotes(turn, measure.quotes)
    for article in dict.fromkeys((citation.title, citation.modified, citation.url) for citation in shown):
        title, modified, url = article
        about = f"{phrases['source']}: {title} ({phrases['modified']} {modified})"
        address = escape_address(url)
        lines.append(f"{cut_escaped(about, 500)} {address if size(address) <= _MOST_ADDRESS else ''}".rstrip())
        quotes = [citation for citation in shown if (citation.title, citation.modified, citation.url) == article]
        lines += [cut_escaped(f"“{fitted(citation.quote, measure.quote)}” ({citation.section})", 500) for citation in quotes]
    while sum(size(line) + 1 for line in lines) > _MOST_SOURCES:
        lines.pop()
    return "\n".join(lines)


def audience_of(stored: StoredTurn, channel: str) -> Audience:
    """Who sees a turn that is delivered to a channel: where the question does not stand above it, it must be shown with it."""
    written = _WRITTEN.fullmatch(stored.origin)
    asked_elsewhere = stored.place.surface in ("command", "shortcut", "home") or channel != stored.place.channel or SUGGESTED in stored.origin
    named = written[1] != channel if written else asked_elsewhere
    return "told" if stored.is_told else "shared" if named else "thread"
