"""The review upon a past of two thousand turns with real-looking disorder: the queue opens at once, and every page and item is within limits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.store.open import open_store
from bot.surfaces.slack.review import looking
from tests.feedback.filling import fill
from tests.feedback.generator import SEED, History
from tests.slack.reviewing import MAINTAINERS, SETTINGS, Review
from tests.slack.scene import NO_EN, SURE_EN
from tests.slack.serving import App
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

TURNS = 2_000
# The queue is to open within a second upon 50,000 turns.
MOST_SECONDS = 1.0


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Review]:
    """People around an app that finds such a past in its store; the past's workspace is this one."""
    print(f"seed {SEED}")
    (tmp_path / "store").mkdir()
    store = open_store(tmp_path / "store" / "onde.sqlite3")
    fill(store, History(TURNS))
    store.close()
    with (
        Slack(replace(SETTINGS, team="T1")) as slack,
        App(slack, "http", tmp_path, tmp_path / "cache", ONDE_MAINTAINERS=MAINTAINERS) as app,
    ):
        yield Review(app)


def test_the_queue_opens_at_once_and_holds_all(scene: Review) -> None:
    """While findings are still made people are answered; then every item is on one page, and opens."""
    keeper, asker, app = scene.maintainer(), scene.somebody(), scene.app
    assert scene.text_of_reply(scene.mention(asker.id, scene.place(asker).id, SURE_EN)).startswith(NO_EN)
    last = app.rows("SELECT max(seq) FROM turns")
    scene.wait_for(lambda: app.rows("SELECT turns FROM projection") >= last, 60, "all turns looked at")
    scene.queue_of(keeper)  # So that Slack has told who looks.
    began = time.monotonic()
    home = scene.queue_of(keeper)
    assert time.monotonic() - began < MOST_SECONDS
    open_items = "SELECT count(DISTINCT item) FROM findings JOIN items ON items.id = item WHERE stands AND state IN ('open', 'accepted')"
    [(total,)] = app.rows(open_items)
    seen: list[int] = scene.numbers(home)
    for page in range(1, -(-total // looking.PAGE_SIZE)):
        scene.click(keeper.id, home, f"{looking.PAGE}:{page}")
        home = scene.home_with(keeper, f"Page {page + 1} of ")
        seen += scene.numbers(home)
    assert len(seen) == len(set(seen)) == total > 30
    for number in scene.numbers(home)[:3]:
        scene.click(keeper.id, home, f"{looking.OPEN}:{number}")
        view = scene.view_of(keeper.id)
        assert f"Item {number}" in visible_text(view) and "What I understood" in visible_text(view)
        scene.close_view(keeper.id, view)
    # The channels of that past are not in this workspace: no item links to their threads, and nothing else is refused.
    assert {call.name for call in scene.refusals_now()} <= {"chat.getPermalink"}
