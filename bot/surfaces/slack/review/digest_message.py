"""The weekly digest as a message: three figures with their change, the most frequent open items, thanks to those who voted."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant
from bot.reviews import Item
from bot.surfaces.slack.elements import Block, bullets, button, context, header, rich_text, section
from bot.surfaces.slack.ids import numbered
from bot.surfaces.slack.messages import MOST_TEXT, Message
from bot.surfaces.slack.mrkdwn import cut_escaped, shown_question
from bot.surfaces.slack.review.looking import OPEN
from bot.surfaces.slack.review.queue_blocks import how_often

MOST_ITEMS, _MOST_QUESTION = 5, 200


class Week(Struct, frozen=True):
    """The figures of seven days: questions, the shares (0 to 1, None where nothing was asked or voted), and how many people voted."""

    questions: int
    answered: float | None
    liked: float | None
    voters: int


def digest_message(until: str, week: Week, before: Week, items: Sequence[Item], assistant: Assistant, language: str) -> Message:
    """The digest of the seven days that end on the ISO date `until`. It names nobody, and nothing in it is live."""
    phrasing = assistant.phrasing(language)
    title = phrasing.phrase("digest_title", date=until)
    figures = [
        _figure("digest_questions", str(week.questions), week.questions - before.questions if before.questions else None, phrasing),
        _share("digest_answered", week.answered, before.answered, phrasing),
        _share("digest_liked", week.liked, before.liked, phrasing),
    ]
    heading = phrasing.phrases["digest_items" if items else "digest_no_items"]
    thanks = [phrasing.phrase("digest_thanks", count=str(week.voters))] if week.voters else []
    blocks: list[Block] = [header(title), rich_text(bullets(figures)), section(heading)]
    lines = [title, *(f"- {figure}" for figure in figures), heading]
    for item in items[:MOST_ITEMS]:
        told, known = _item(item, phrasing)
        blocks += [section(told, button(phrasing.phrases["review_open"], numbered(OPEN, item.id), str(item.id))), context(known)]
        lines.append(f"- {told} ({known})")
    blocks += [context(text) for text in thanks]
    return Message(cut_escaped("\n".join([*lines, *thanks]), MOST_TEXT), blocks)


def _item(item: Item, phrasing: Phrasing) -> tuple[str, str]:
    """Its question, and what is known of it."""
    told = phrasing.phrase("review_item_question", number=str(item.id), question=shown_question(item.question, _MOST_QUESTION))
    return told, " · ".join(how_often(item, phrasing))


def _share(key: str, share: float | None, before: float | None, phrasing: Phrasing) -> str:
    """A share in percent, with its change in points."""
    if share is None:
        return _figure(key, phrasing.phrases["digest_nothing"], None, phrasing)
    change = None if before is None else round(100 * share) - round(100 * before)
    return _figure(key, phrasing.phrase("digest_percent", percent=str(round(100 * share))), change, phrasing)


def _figure(key: str, value: str, change: int | None, phrasing: Phrasing) -> str:
    """A figure with its change since the week before, where there is one to compare with."""
    name = phrasing.phrases[key]
    if change is None:
        return phrasing.phrase("review_count", name=name, count=value)
    return phrasing.phrase("digest_figure", name=name, value=value, change=f"{change:+d}".replace("-", "\u2212") if change else "\u00b10")
