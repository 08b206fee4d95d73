"""The part of a Home tab that only maintainers see."""

from __future__ import annotations

import time

from msgspec.structs import replace

from bot.errors import StoreUnavailable
from bot.reviews import Page
from bot.surfaces.slack.elements import View
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.looking import PAGE_SIZE, Looking, filter_of, written
from bot.surfaces.slack.review.queue_blocks import queue_blocks


def with_queue(office: Office, view: View, team: str, user: str, language: str, looking: Looking) -> View:
    """A Home tab with the queue below all else, where its owner may review; the tab as it is for all others."""
    if not office.maintainers.are_named or office.maintainers.right_of(team, user) != "granted":
        return view
    looking, page = read_page(office, user, looking)
    return {**view, "blocks": [*view["blocks"], *queue_blocks(page, looking, office.assistant, language)], "private_metadata": written(looking)}


def read_page(office: Office, user: str, looking: Looking) -> tuple[Looking, Page | None]:
    """The page that is wanted, or the last one where there are fewer by now; None where the store cannot tell."""
    now = time.time()
    try:
        office.projecting.catch_up()
        page = office.store.page(filter_of(looking, user, now))
        if not page.items and page.total:
            looking = replace(looking, page=-(-page.total // PAGE_SIZE) - 1)
            page = office.store.page(filter_of(looking, user, now))
    except StoreUnavailable:
        return looking, None
    return looking, page
