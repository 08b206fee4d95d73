"""The offer to tell those who asked, once an item is fixed."""

from __future__ import annotations

from bot.assistant import Assistant
from bot.conversations import Shown
from bot.reviews import ItemDetail
from bot.surfaces.slack.elements import View, modal, section
from bot.surfaces.slack.ids import NOTICE_VIEW
from bot.surfaces.slack.mrkdwn import cut, shown_question
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.looking import TELL_VIEW, Editing, written
from bot.surfaces.slack.review.telling import is_news

_MOST_ANSWER, _MOST_QUESTION = 1_500, 300


def offer_modal(office: Office, detail: ItemDetail, editing: Editing, language: str) -> View:
    """Whom it concerns, today's answer, and a button; without one where today's answers are those that they got. Raises StoreUnavailable."""
    shown = [office.conversations.again(exchange.turn.id) for exchange in detail.exchanges]
    news = [each for each in shown if each is not None and is_news(each)]
    return _modal(office.assistant, language, detail, editing, news, len(shown))


def _modal(assistant: Assistant, language: str, detail: ItemDetail, editing: Editing, news: list[Shown], looked_at: int) -> View:
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    title = phrases["review_tell_title"]
    if not news:
        return modal(NOTICE_VIEW, title, phrases["slack_close"], [section(phrases["review_tell_nothing"])])
    counts = {"people": str(detail.item.people), "changed": str(len(news)), "count": str(looked_at)}
    blocks = [
        section(phrasing.phrase("review_tell_offer", **counts)),
        section(phrasing.phrase("slack_asked", question=shown_question(news[0].stored.question, _MOST_QUESTION))),
        section(f"{phrases['review_today']} {cut(news[0].turn.reply.text, _MOST_ANSWER)}"),
    ]
    return modal(TELL_VIEW, title, phrases["review_tell_later"], blocks, submit=phrases["review_tell_now"], metadata=written(editing))


def telling_modal(assistant: Assistant, language: str) -> View:
    """What the offer becomes once it is taken."""
    phrases = assistant.phrasing(language).phrases
    return modal(NOTICE_VIEW, phrases["review_tell_title"], phrases["slack_close"], [section(phrases["review_tell_begun"])])
