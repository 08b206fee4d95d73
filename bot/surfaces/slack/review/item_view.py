"""An item as a modal: what was asked and answered, how it was understood, what was done, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant
from bot.conversations import Shown
from bot.records import Vote
from bot.replies import Reply
from bot.reviews import Action, Exchange, Item, ItemDetail
from bot.surfaces.slack.elements import (
    Block,
    View,
    actions,
    bullets,
    button,
    context,
    date,
    header,
    link,
    mention,
    modal,
    paragraph,
    quote,
    rich_text,
    run,
    section,
)
from bot.surfaces.slack.ids import numbered
from bot.surfaces.slack.mrkdwn import cut, shown_question
from bot.surfaces.slack.reasons import reason_blocks
from bot.surfaces.slack.review.history import history_blocks
from bot.surfaces.slack.review.inputs import Given, input_blocks
from bot.surfaces.slack.review.looking import EXCHANGE, ITEM_VIEW, OFFER, Editing, written
from bot.surfaces.slack.review.queue_blocks import about

MOST_QUESTIONS, MOST_QUESTION, MOST_WHOLE_QUESTION, MOST_ANSWER = 10, 200, 1_500, 2_000
MOST_VOTES, MOST_COMMENT, MOST_EVIDENCE = 5, 500, 900


class Seen(Struct, frozen=True):
    """An exchange as it is shown: how its turn comes about today (None where that cannot be told), and the address of its message or ""."""

    exchange: Exchange
    shown: Shown | None = None
    address: str = ""


def item_modal(
    detail: ItemDetail, seen: Seen | None, editing: Editing, assistant: Assistant, language: str, *,
    given: Given | None = None, meanwhile: Sequence[Action] = (),
) -> View:  # fmt: skip
    """The modal; `seen` is the exchange in sight. `given` is what was filled in already, and `meanwhile` what others did since that was begun."""
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    blocks: list[Block] = []
    if meanwhile:
        blocks += [section(phrases["review_meanwhile"]), *history_blocks(meanwhile, phrasing)]
    blocks += [rich_text(paragraph(*about(detail.item, phrasing))), *_state(detail.item, phrasing)]
    if len(detail.exchanges) > 1:
        blocks += [header(phrases["review_questions"]), *_questions(detail, phrasing)]
    if seen is not None:
        blocks += [header(phrases["review_exchange"]), *_turning(detail, editing, phrasing), *_exchange(seen, assistant, phrasing)]
    if detail.actions:
        blocks += [header(phrases["review_history"]), *history_blocks(detail.actions, phrasing)]
    if detail.item.state == "fixed":
        blocks += actions([button(phrases["review_tell"], OFFER, str(detail.item.id))])
    blocks += [header(phrases["review_do"]), *input_blocks(detail.item, phrasing, given)]
    title = phrasing.phrase("review_item_title", number=str(detail.item.id))
    return modal(ITEM_VIEW, title, phrases["slack_close"], blocks, submit=phrases["review_save"], metadata=written(editing))


def _state(item: Item, phrasing: Phrasing) -> list[Block]:
    """Why it is in its state, where that was said."""
    told = [item.reason] if item.reason else []
    if item.duplicate_of:
        told.append(phrasing.phrase("review_did_marked_duplicate", value=str(item.duplicate_of)))
    return [context(cut(" · ".join(told), MOST_COMMENT))] if told else []


def _questions(detail: ItemDetail, phrasing: Phrasing) -> list[Block]:
    """What was asked, each wording once."""
    asked = list(dict.fromkeys(shown_question(exchange.turn.question, MOST_QUESTION) for exchange in detail.exchanges))
    blocks = [rich_text(bullets(asked[:MOST_QUESTIONS], MOST_QUESTION))]
    left = len(asked) - MOST_QUESTIONS + detail.more
    return [*blocks, context(phrasing.phrase("slack_more", count=str(left)))] if left > 0 else blocks


def _turning(detail: ItemDetail, editing: Editing, phrasing: Phrasing) -> list[Block]:
    """Which of the exchanges this is, and the ways to those beside it."""
    count = len(detail.exchanges)
    if count < 2:
        return []
    beside = [(editing.exchange - 1, "review_newer"), (editing.exchange + 1, "review_older")]
    turning = [button(phrasing.phrases[key], numbered(EXCHANGE, number), str(number)) for number, key in beside if 0 <= number < count]
    return [context(phrasing.phrase("slack_page", number=str(editing.exchange + 1), total=str(count))), *actions(turning)]


def _exchange(seen: Seen, assistant: Assistant, phrasing: Phrasing) -> list[Block]:
    """Question, answer, votes and thread of an exchange, how it was understood, and the facts that it used."""
    stored, phrases = seen.exchange.turn, phrasing.phrases
    kinds = " · ".join(phrases[f"review_kind_{kind}"] for kind in seen.exchange.kinds)
    about_it = [date(stored.asked), run(" · "), mention(stored.user), run(f" · {kinds}" if kinds else " ")]
    about_it += [run(" · "), link(phrases["review_thread"], seen.address)] if seen.address else []
    blocks = [rich_text(paragraph(*about_it)), rich_text(quote(run(stored.question, most=MOST_WHOLE_QUESTION)))]
    blocks += [section(f"{phrases['review_answer']} {cut(msgspec.json.decode(stored.reply, type=Reply).text, MOST_ANSWER)}")]
    blocks += _votes(seen.exchange.votes, phrasing)
    used = ", ".join(stored.evidence) or phrases["review_no_evidence"]
    blocks.append(context(cut(phrasing.phrase("review_used", evidence=used, version=stored.knowledge), MOST_EVIDENCE)))
    if seen.shown is None:
        return blocks
    if not seen.shown.is_same:
        blocks.append(section(f"{phrases['review_today']} {cut(seen.shown.turn.reply.text, MOST_ANSWER)}"))
    return [*blocks, *reason_blocks(seen.shown.turn, assistant, phrasing.language)]


def _votes(votes: Sequence[Vote], phrasing: Phrasing) -> list[Block]:
    """What voters had to say, those who were not helped first."""
    told = []
    for vote in sorted((vote for vote in votes if vote.value), key=lambda vote: (vote.value, not vote.comment)):
        said = [phrasing.phrases[f"slack_vote_{vote.value}"]]
        said += [phrasing.phrases[f"slack_reason_{vote.reason}"]] if vote.reason else []
        told.append(cut(" · ".join([*said, *([vote.comment] if vote.comment else [])]), MOST_COMMENT))
    if not told:
        return []
    more = [context(phrasing.phrase("slack_more", count=str(len(told) - MOST_VOTES)))] if len(told) > MOST_VOTES else []
    return [rich_text(bullets(told[:MOST_VOTES], MOST_COMMENT)), *more]
