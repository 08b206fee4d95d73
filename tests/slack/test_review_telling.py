"""Telling those who asked: once an item is fixed, each hears the new answer where they asked, once, and only where it is new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.surfaces.slack.review import looking
from tests.asking import KNOWLEDGE
from tests.conftest import Onde
from tests.slack.reviewing import MAINTAINERS, SETTINGS, Review
from tests.slack.serving import App
from tests.slack.stand_in.model import Message, View
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

ASKED = "Is the backup in the same region?"
BEFORE, AFTER = "stored in secure locations in the respective region.", "kept in safe places of the same region."
DOWN, NEWS = "Not helpful", "The knowledge has been improved"
STATEMENTS = Path("freshworks-data-hosting", "statements.yaml")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app with a knowledge folder of its own, that can be edited."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, knowledge)
    with (
        Slack(SETTINGS) as slack,
        App(slack, "socket", tmp_path, tmp_path / "cache", ONDE_MAINTAINERS=MAINTAINERS, ONDE_KNOWLEDGE=str(knowledge)) as app,
    ):
        yield app


@pytest.fixture
def scene(app: App) -> Review:
    """Its people."""
    return Review(app)


def mend(app: App) -> None:
    """The maintainers edit the knowledge; new knowledge is read at the next start."""
    assert app.terminate() == 0
    file = Path(app.variables["ONDE_KNOWLEDGE"]) / STATEMENTS
    text = file.read_text("utf-8")
    assert text.count(BEFORE) == 1
    file.write_text(text.replace(BEFORE, AFTER), "utf-8")
    app.start()


def fix(scene: Review, question: str) -> tuple[str, View]:
    """A maintainer sets the item to fixed; who that is, and the offer that they get."""
    keeper = scene.maintainer()
    view = scene.item_of(keeper, question)
    assert "Today's answer: " in visible_text(view) and AFTER in visible_text(view) and BEFORE in visible_text(view)
    scene.submit_view(keeper.id, view, {looking.STATE: "fixed"})
    return keeper.id, scene.view_of(keeper.id)


def news(messages: list[Message]) -> list[Message]:
    """What tells of a mend."""
    return [message for message in messages if NEWS in visible_text(message)]


def test_everybody_is_told_once_where_they_asked(app: App, scene: Review) -> None:
    """In the thread, among the direct messages, and there too where only they saw the answer; a killed process goes on where it was."""
    ana, ben, cleo, dan = (scene.somebody() for _ in range(4))
    place = scene.place(ana, ben, cleo, dan)
    in_channel, direct = scene.mention(ana.id, place.id, ASKED), scene.direct_message(ben.id, ASKED)
    for person, message in ((ana, in_channel), (ben, direct)):
        scene.click(person.id, scene.reply_to(message), DOWN)
    scene.command(cleo.id, place.id, ASKED)
    scene.click(cleo.id, scene.ephemeral_for(cleo.id), DOWN)
    # Dan asks the same, and then edits it to something else: he is not told of what he does not ask any more.
    edited = scene.mention(dan.id, place.id, ASKED)
    scene.click(dan.id, scene.reply_to(edited), DOWN)
    scene.edit(edited, f"@{SETTINGS.bot_name} When was the article modified?")
    scene.wait_for(lambda: "August" in visible_text(scene.reply_to(edited)), what="the edited answer")
    mend(app)
    keeper, offer = fix(scene, ASKED)
    assert "People who asked this: 4" in visible_text(offer) and AFTER in visible_text(offer)
    assert scene.submit_view(keeper, offer, {}).acked and "being told" in visible_text(scene.view_of(keeper))
    app.kill()
    app.start()
    scene.wait_for(lambda: app.rows("SELECT value FROM actions WHERE what = 'told'"), 30, "the item's history")
    scene.wait_for(lambda: app.rows("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)], 30, "all messages")
    scene.settle()
    [told] = news(scene.replies(in_channel))
    assert AFTER in visible_text(told) and f"Question: {ASKED}" in visible_text(told)
    assert [message.thread for message in news(scene.direct_messages(ben.id))] == [direct.ts]
    assert [message.thread for message in news(scene.direct_messages(cleo.id))] == [""]
    assert not news(scene.replies(edited)) and len(news(scene.messages(place.id))) == 1
    assert app.rows("SELECT who, value FROM actions WHERE what = 'told'") == [(keeper, "3")]
    # Whoever takes the offer again tells nobody twice; and what is told can be followed up and voted on like any answer.
    item = scene.app.rows("SELECT id FROM items WHERE state = 'fixed'")[0][0]
    other = scene.maintainer()
    scene.click(other.id, scene.queue_of(other), f"{looking.FILTER}:state", "fixed")
    home = scene.home_with(other, ASKED)
    scene.click(other.id, home, f"{looking.OPEN}:{item}")
    scene.click(other.id, scene.view_of(other.id), looking.OFFER)
    again = scene.wait_for(lambda: next((v for v in scene.views(other.id) if v.content["callback_id"] == looking.TELL_VIEW), None), what="the offer")
    assert again is not None
    scene.submit_view(other.id, again, {})
    scene.wait_for(lambda: len(app.rows("SELECT value FROM actions WHERE what = 'told'")) == 2, what="the second telling")
    scene.settle()
    assert len(news(scene.messages(place.id))) == 1 and len(news(scene.direct_messages(ben.id))) == 1
    scene.click(ana.id, told, DOWN)
    assert ("down",) in app.rows("SELECT votes.value FROM votes JOIN turns ON turns.id = votes.turn WHERE turns.origin LIKE 'told:%'")
    follow = scene.mention(ana.id, place.id, "How is the backup made?", in_channel)
    assert scene.text_of_reply(follow)


def test_who_asked_is_told_from_the_command_line(app: App, scene: Review, onde: Onde) -> None:
    """The running app does it, once, however often and by how many it is wanted; nothing is kept where nobody would hear anything new."""
    ana, ben = scene.somebody(), scene.somebody()
    place = scene.place(ana, ben)
    message, other = scene.mention(ana.id, place.id, ASKED), scene.mention(ben.id, place.id, ASKED)
    for person, asked in ((ana, message), (ben, other)):
        scene.click(person.id, scene.reply_to(asked), DOWN)
    variables = {name: app.variables[name] for name in ("SQLITE_PATH", "ONDE_KNOWLEDGE")}
    onde("feedback", "list", **variables)
    early = onde("feedback", "resolve", "1", "--tell", "--as", "caio", **variables)
    assert early.status == 1 and "item 1: fixed" in early.out and "nobody would be told anything new" in early.err
    mend(app)
    with ThreadPoolExecutor(3) as pool:
        ended = list(pool.map(lambda who: onde("feedback", "tell", "1", "--as", who, **variables), ("caio", "caio", "dora")))
    assert any(one.status == 0 and "`onde serve` tells those who asked" in one.out for one in ended)
    scene.wait_for(lambda: app.rows("SELECT value FROM actions WHERE what = 'told'"), 30, "the item's history")
    scene.wait_for(lambda: app.rows("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)], 30, "all messages")
    scene.settle()
    assert [len(news(scene.replies(asked))) for asked in (message, other)] == [1, 1]
    again = onde("feedback", "tell", "1", **variables)
    assert (again.status, again.out) == (1, "") and "were told already" in again.err
    assert app.rows("SELECT DISTINCT who FROM actions WHERE what = 'told' AND who NOT IN ('caio', 'dora')") == []


def test_a_wish_that_waited_is_not_done_for_what_is_open_again(app: App, scene: Review, onde: Onde) -> None:
    """It is taken up when the app starts; by then somebody has opened the item again."""
    ana = scene.somebody()
    message = scene.mention(ana.id, scene.place(ana).id, ASKED)
    scene.click(ana.id, scene.reply_to(message), DOWN)
    mend(app)
    variables = {name: app.variables[name] for name in ("SQLITE_PATH", "ONDE_KNOWLEDGE")}
    onde("feedback", "list", **variables)
    assert app.terminate() == 0
    assert onde("feedback", "resolve", "1", "--tell", **variables).status == 0
    assert onde("feedback", "reopen", "1", **variables).status == 0
    app.start()
    scene.wait_for(lambda: app.rows("SELECT count(*) FROM inbox WHERE done = 0") == [(0,)], 30, "the wish taken up")
    scene.settle()
    assert not news(scene.replies(message)) and not app.rows("SELECT 1 FROM actions WHERE what = 'told'")


def test_nobody_is_told_where_nothing_is_new(app: App, scene: Review) -> None:
    """The offer says so, and has no button; closing it tells nobody."""
    ana, keeper = scene.somebody(), scene.maintainer()
    message = scene.mention(ana.id, scene.place(ana).id, ASKED)
    scene.click(ana.id, scene.reply_to(message), DOWN)
    view = scene.item_of(keeper, ASKED)
    assert "Today's answer" not in visible_text(view)
    scene.submit_view(keeper.id, view, {looking.STATE: "fixed"})
    offer = scene.view_of(keeper.id)
    assert "Nobody would be told anything new" in visible_text(offer) and "submit" not in offer.content
    scene.close_view(keeper.id, offer)
    scene.settle()
    assert len(scene.answers(message)) == 1 and not app.rows("SELECT 1 FROM actions WHERE what = 'told'")


def test_the_offer_is_taken_for_what_is_fixed_only(app: App, scene: Review) -> None:
    """Somebody opens the item again meanwhile."""
    ana = scene.somebody()
    message = scene.mention(ana.id, scene.place(ana).id, ASKED)
    scene.click(ana.id, scene.reply_to(message), DOWN)
    mend(app)
    keeper, offer = fix(scene, ASKED)
    other = scene.maintainer()
    scene.click(other.id, scene.queue_of(other), f"{looking.FILTER}:state", "fixed")
    home = scene.home_with(other, ASKED)
    scene.click(other.id, home, f"{looking.OPEN}:{scene.number_of(home, ASKED)}")
    scene.submit_view(other.id, scene.view_of(other.id), {looking.STATE: "open"})
    scene.submit_view(keeper, offer, {})
    assert "not fixed any more" in visible_text(scene.view_of(keeper))
    scene.settle()
    assert len(scene.answers(message)) == 1


def test_the_knowledge_is_kept_under_its_version(app: App, scene: Review) -> None:
    """Each version once, when it is first served with."""
    versions = "SELECT version FROM knowledge_versions ORDER BY first_used"
    first = app.get("/health")["knowledge"]
    scene.wait_for(lambda: app.rows(versions) == [(first,)], what="the knowledge's version")
    mend(app)
    second = app.get("/health")["knowledge"]
    assert second != first
    scene.wait_for(lambda: app.rows(versions) == [(first,), (second,)], what="the second version")
    app.restart()
    scene.settle()
    assert app.rows(versions) == [(first,), (second,)]
