"""The queue as blocks, below a maintainer's Home tab: counts, filters, ten items a page."""

from __future__ import annotations

from typing import get_args

from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant
from bot.reviews import KINDS, Item, Kind, Order, Page
from bot.surfaces.slack.elements import (
    MOST_OPTIONS,
    Block,
    Element,
    actions,
    button,
    context,
    date,
    divider,
    header,
    mention,
    option,
    paragraph,
    rich_text,
    run,
    section,
    select,
)
from bot.surfaces.slack.ids import numbered
from bot.surfaces.slack.mrkdwn import shown_question
from bot.surfaces.slack.review.looking import AGES, ANY, FILTER, MINE, OPEN, PAGE, PAGE_SIZE, Looking, Shown

MOST_QUESTION = 200


def queue_blocks(page: Page | None, looking: Looking, assistant: Assistant, language: str) -> list[Block]:
    """At most 40 blocks for views.publish; `page` is None where the store cannot tell now."""
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    blocks = [divider(), header(phrases["review_title"])]
    if page is None:
        return [*blocks, section(phrases["review_unavailable"])]
    counts = [_counted(page, kind, phrasing) for kind in KINDS]
    blocks.append(context(" · ".join([phrasing.phrase("review_total", count=str(page.total)), *counts])))
    blocks += actions(filters(looking, page, assistant, language))
    for item in page.items:
        blocks += item_blocks(item, phrasing)
    if not page.items:
        blocks.append(context(phrases["review_none"]))
    return [*blocks, *_pages(page, looking, phrasing)]


def _counted(page: Page, kind: Kind, phrasing: Phrasing) -> str:
    """A kind, and how many items have it."""
    return phrasing.phrase("review_count", name=phrasing.phrases[f"review_kind_{kind}"], count=str(page.counts.get(kind, 0)))


def filters(looking: Looking, page: Page, assistant: Assistant, language: str) -> list[Element]:
    """A select for each thing that the queue can be filtered or ordered by, at what is chosen."""
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    kinds: dict[str, str] = {kind: _counted(page, kind, phrasing) for kind in KINDS}
    languages = {code: words.file.name for code, words in assistant.knowledge.languages.items()}
    products = {key: product.name for key, product in assistant.knowledge.products.items()}
    states: tuple[Shown, ...] = get_args(Shown)
    orders: tuple[Order, ...] = get_args(Order)
    return [
        _choice("kind", {ANY: phrases["review_any_kind"], **kinds}, looking.kind, phrasing),
        _choice("language", {ANY: phrases["review_any_language"], **languages}, looking.language, phrasing),
        _choice("product", {ANY: phrases["review_any_product"], **products}, looking.product, phrasing),
        _choice("days", _ages(phrasing), str(looking.days or ""), phrasing),
        _choice("state", {state: phrases[f"review_state_{state}"] for state in states}, looking.state, phrasing),
        _choice("assigned", {ANY: phrases["review_any_assignee"], MINE: phrases["review_mine"]}, looking.assigned, phrasing),
        _choice("order", {order: phrases[f"review_order_{order}"] for order in orders}, looking.order, phrasing),
    ]


def _ages(phrasing: Phrasing) -> dict[str, str]:
    ages = {str(days): phrasing.phrase("review_days", count=str(days)) for days in AGES}
    return {ANY: phrasing.phrases["review_any_age"], **ages, "1": phrasing.phrases["review_day"]}


def _choice(field: str, named: dict[str, str], chosen: str, phrasing: Phrasing) -> Element:
    """A select; what is chosen is among its options however many there are, and also where the knowledge knows it no more."""
    value = chosen or ANY
    shown = dict(list(named.items())[:MOST_OPTIONS])
    if value not in shown:
        shown = {**dict(list(shown.items())[: MOST_OPTIONS - 1]), value: named.get(value, value)}
    options = {key: option(name, key) for key, name in shown.items()}
    return select(phrasing.phrases["slack_choose"], numbered(FILTER, field), list(options.values()), options[value])


def item_blocks(item: Item, phrasing: Phrasing) -> list[Block]:
    """An item in the queue: its question with a button that opens it, and what is known of it."""
    question = phrasing.phrase("review_item_question", number=str(item.id), question=shown_question(item.question, MOST_QUESTION))
    opening = button(phrasing.phrases["review_open"], numbered(OPEN, item.id), str(item.id))
    return [section(question, opening), rich_text(paragraph(*about(item, phrasing)))]


def about(item: Item, phrasing: Phrasing) -> list[Element]:
    """State, kinds, people, the last time and the assignee of an item, as a line of rich text."""
    phrases = phrasing.phrases
    known = " · ".join([phrases[f"review_state_{item.state}"], *how_often(item, phrasing)])
    line = [run(f"{known} · "), date(item.last)]
    return [*line, run(" · "), mention(item.assignee)] if item.assignee else line


def how_often(item: Item, phrasing: Phrasing) -> list[str]:
    """How many findings of each kind an item holds, and of how many people."""
    named = [(phrasing.phrases[f"review_kind_{kind}"], item.kinds.get(kind, 0)) for kind in KINDS]
    kinds = [phrasing.phrase("review_count", name=name, count=str(count)) for name, count in named if count]
    return [*kinds, phrasing.phrase("review_people", count=str(item.people))]


def _pages(page: Page, looking: Looking, phrasing: Phrasing) -> list[Block]:
    """Where in the queue this is, and the ways to the pages beside it."""
    last = max(0, -(-page.total // PAGE_SIZE) - 1)
    if not last and not looking.page:
        return []
    beside = [(looking.page - 1, "slack_previous"), (looking.page + 1, "slack_next")]
    turning = [button(phrasing.phrases[key], numbered(PAGE, number), str(number)) for number, key in beside if 0 <= number <= last]
    return [context(phrasing.phrase("slack_page", number=str(looking.page + 1), total=str(last + 1))), *actions(turning)]
