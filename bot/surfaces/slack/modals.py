"""The modals: reasons of a thumbs-down, copy for the customer, why this answer, the rest of a long answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.surfaces.slack import ids
from bot.surfaces.slack.elements import MOST_INPUT, Block, Element, View, actions, modal, option, plain, section, select
from bot.surfaces.slack.mrkdwn import clean, cut, length, safe_address
from bot.surfaces.slack.notices import Refusal
from bot.surfaces.slack.pages import page_blocks, pieces
from bot.surfaces.slack.parts import parts_of
from bot.surfaces.slack.reasons import reason_blocks

# Of the 3,000 characters of a text to be copied, what the sources may take at most; and how many texts of those a view of 250 KB holds.
_MOST_SOURCES, _MOST_ADDRESS, _MOST_TEXTS = 1_200, 800, 5


class Judgement(Struct, frozen=True):
    """What the modal of reasons was sent with: the turn, one of ids.REASONS or "", and a comment of at most 1,000 characters or ""."""

    turn: str
    reason: str
    comment: str


def reason_modal(turn_id: str, assistant: Assistant, language: str) -> View:
    """Asks why an answer was no good; both answers are optional, since the vote counts already."""
    phrases = assistant.phrasing(language).phrases
    element = {"type": "radio_buttons", "action_id": ids.REASON, "options": [option(phrases[f"slack_reason_{key}"], key) for key in ids.REASONS]}
    comment: Element = {
        "type": "plain_text_input",
        "action_id": ids.COMMENT,
        "multiline": True,
        "max_length": ids.MOST_COMMENT,
        "placeholder": plain(phrases["slack_comment_hint"], 150),
    }
    blocks = [
        section(phrases["slack_reason_intro"]),
        _input(phrases["slack_reason"], ids.REASON_BLOCK, element),
        _input(phrases["slack_comment"], ids.COMMENT_BLOCK, comment),
    ]
    return modal(ids.REASON_VIEW, phrases["slack_reason_title"], phrases["slack_close"], blocks, submit=phrases["slack_send"], metadata=turn_id)


def read_reason(view: Mapping[str, Any]) -> Judgement | None:
    """What a submitted modal of reasons holds; None where it is none of ours. A comment too long is cut."""
    turn = ids.read_turn(view.get("private_metadata"))
    if view.get("callback_id") != ids.REASON_VIEW or turn is None:
        return None
    reason = ids.value_of(_given(view, ids.REASON_BLOCK, ids.REASON))
    comment = ids.value_of(_given(view, ids.COMMENT_BLOCK, ids.COMMENT))
    return Judgement(
        turn,
        reason if isinstance(reason, str) and reason in ids.REASONS else "",
        clean(comment[: ids.MOST_COMMENT]).strip() if isinstance(comment, str) else "",
    )


def copy_modal(turn: Turn, turn_id: str, assistant: Assistant) -> View:
    """The answer as plain text with source and date, ready to be copied, in the turn's language.

    The choice of another language (COPY_LANGUAGE) is answered by views.update with the same modal of that turn in the chosen language.
    """
    phrasing = assistant.phrasing(turn.reply.language)
    phrases = phrasing.phrases
    # Slack keeps what stands in an input whose block keeps its name, so that each language has names of its own.
    inputs = [
        _input(phrases["slack_copy_text"], f"copy_{turn.reply.language}_{number}", _copied(text))
        for number, text in enumerate(copied_texts(turn, phrasing))
    ]
    inputs[-1]["hint"] = plain(phrases["slack_copy_hint"], 150)
    blocks = [*_languages(turn, turn_id, assistant), *inputs]
    return modal(ids.COPY_VIEW, phrases["slack_copy"], phrases["slack_close"], blocks, submit=phrases["slack_done"], metadata=turn_id)


def copied_texts(turn: Turn, phrasing: Phrasing) -> list[str]:
    """The reply's answers, rows and conditions as plain text, at the end title, date and address of each article.

    One text, or several where it is longer than the 3,000 characters that an input holds; the fifth is cut.
    """
    phrases = phrasing.phrases
    sources = ""
    for title, modified, url in dict.fromkeys((citation.title, citation.modified, citation.url) for citation in turn.reply.citations):
        address = f"{safe_address(url)}\n" if length(url) <= _MOST_ADDRESS else ""
        line = f"{phrases['source']}: {cut(clean(title), 200)} ({phrases['modified']} {cut(clean(modified), 40)})\n{address}"
        if length(sources) + length(line) <= _MOST_SOURCES:
            sources += line
    lines: list[str] = []
    for part in parts_of(turn, phrasing).answers:
        lines += [part.whole, *(f"- {phrasing.row(row)}" for row in part.rows), *part.conditions]
        lines += [f"{phrases['nearest']} {part.nearest}"] if part.nearest else []
    told = list(pieces("\n".join(line for line in lines if line.strip()), MOST_INPUT - _MOST_SOURCES - 2)) or [""]
    last = told[_MOST_TEXTS - 1] + "…" if len(told) > _MOST_TEXTS else told[-1]
    return [*told[: min(len(told), _MOST_TEXTS) - 1], f"{last}\n\n{sources}".strip()]


def rest_modal(turn: Turn, turn_id: str, assistant: Assistant, page: int = 0) -> View:
    """The whole of a long reply with all its quotes, by pages; the buttons for the pages are REST, to be answered by views.update."""
    phrases = assistant.phrasing(turn.reply.language).phrases
    return modal(ids.REST_VIEW, phrases["slack_rest_title"], phrases["slack_close"], page_blocks(turn, turn_id, assistant, page), metadata=turn_id)


def why_modal(turn: Turn, turn_id: str, assistant: Assistant) -> View:
    """How the question was understood, and which facts and quotes answer it."""
    phrases = assistant.phrasing(turn.reply.language).phrases
    return modal(ids.WHY_VIEW, phrases["slack_why"], phrases["slack_close"], reason_blocks(turn, assistant), metadata=turn_id)


def notice_modal(kind: Refusal, assistant: Assistant, language: str) -> View:
    """A refusal where a modal was asked for."""
    phrases = assistant.phrasing(language).phrases
    told = section(phrases[f"slack_refusal_{kind}"])
    return modal(ids.NOTICE_VIEW, phrases["slack_refusal_title"], phrases["slack_close"], [told])


def thanks_modal(assistant: Assistant, language: str) -> View:
    """What the modal of reasons becomes once what was written is kept: also where the voter alone sees the answer, and where Onde is no member."""
    phrases = assistant.phrasing(language).phrases
    return modal(ids.NOTICE_VIEW, phrases["slack_thanks_title"], phrases["slack_close"], [section(phrases["slack_thanks_explained"])])


def _copied(text: str) -> Element:
    """An input that holds a text to be copied."""
    return {"type": "plain_text_input", "action_id": "text", "multiline": True, "initial_value": text}


def _input(label: str, block_id: str, element: Element) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, 150), "element": element, "optional": True}


def _languages(turn: Turn, turn_id: str, assistant: Assistant) -> list[Block]:
    """The choice of the copy's language, where there is more than one."""
    known = assistant.knowledge.languages
    options = {code: option(words.file.name, ids.language_value(turn_id, code)) for code, words in known.items()}
    if len(options) < 2:
        return []
    placeholder = assistant.phrasing(turn.reply.language).phrases["slack_language"]
    return actions([select(placeholder, ids.COPY_LANGUAGE, list(options.values()), options[turn.reply.language])])


def _given(view: Mapping[str, Any], block_id: str, action_id: str) -> Mapping[str, Any]:
    """What an input of a submitted view holds, or nothing."""
    found: Any = view
    for key in ("state", "values", block_id, action_id):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}
