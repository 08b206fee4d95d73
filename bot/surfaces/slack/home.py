"""The Home tab: what can be asked, the article, the asker's recent questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.assistant import Assistant
from bot.surfaces.slack.elements import Block, View, actions, button, context, header, link, paragraph, rich_text, run, section
from bot.surfaces.slack.examples import example_buttons
from bot.surfaces.slack.ids import AGAIN, HOME_VIEW, numbered
from bot.surfaces.slack.mrkdwn import cut, shown_question

# Slack allows 100 blocks in a view.
MOST_BLOCKS = 100
MOST_RECENT, MOST_ARTICLES, MOST_PRODUCTS, MOST_QUESTION = 10, 10, 60, 200


class Recent(Protocol):
    """A question that somebody asked: the part of a stored turn that is shown again."""

    @property
    def id(self) -> str:
        """Of the turn, 32 hexadecimal digits."""

    @property
    def question(self) -> str:
        """As it was kept."""


def home_view(assistant: Assistant, language: str, recent: Sequence[Recent], *, more: Sequence[dict[str, Any]] = ()) -> View:
    """The view for views.publish, examples first; `recent` newest first, `more` blocks (of maintainers, say) go below all else."""
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    blocks = [header(phrases["slack_home_ask"]), section(phrases["help"]), *actions(example_buttons(assistant, language))]
    names = [product.name for product in assistant.knowledge.products.values()]
    listed = names[:MOST_PRODUCTS]
    if len(names) > len(listed):
        listed = [*listed, phrasing.phrase("slack_more", count=str(len(names) - len(listed)))]
    blocks.append(context(phrasing.phrase("slack_home_products", products=", ".join(listed))))
    blocks.append(context(phrases["slack_help_mention"]))
    blocks += [header(phrases["slack_home_article"]), *_articles(assistant, language)]
    blocks += [header(phrases["slack_home_recent"]), *_recent(recent, phrases)]
    return {"type": "home", "callback_id": HOME_VIEW, "blocks": [*blocks, *more][:MOST_BLOCKS]}


def closed_home(assistant: Assistant, language: str) -> View:
    """The same for somebody who is not answered: why, and nothing to click."""
    return {"type": "home", "callback_id": HOME_VIEW, "blocks": [section(assistant.phrasing(language).phrases["slack_refusal_external"])]}


def _articles(assistant: Assistant, language: str) -> list[Block]:
    """Each article as a link, with its date, and how many more there are."""
    phrasing = assistant.phrasing(language)
    modified = phrasing.phrases["modified"]
    articles = [article.about for article in assistant.knowledge.articles.values()]
    shown = [
        paragraph(link(about.title, about.url), run(f" · {modified} {about.modified}\n{cut(about.url, MOST_QUESTION)}"))
        for about in articles[:MOST_ARTICLES]
    ]
    blocks = [rich_text(each) for each in shown]
    if len(articles) > len(shown):
        blocks.append(context(phrasing.phrase("slack_more", count=str(len(articles) - len(shown)))))
    return blocks


def _recent(recent: Sequence[Recent], phrases: dict[str, str]) -> list[Block]:
    """Each question with a button that asks it again."""
    again = phrases["slack_home_again"]
    blocks = [
        section(shown_question(turn.question, MOST_QUESTION), button(again, numbered(AGAIN, index), turn.id))
        for index, turn in enumerate(recent[:MOST_RECENT])
    ]
    return blocks or [context(phrases["slack_home_none"])]
