"""People of other organisations and guests: refused politely, unless the operator allows them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.slack.scene import NO_EN, SURE_EN, SURE_PT, YES_PT, Scene
from tests.slack.serving import App
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

REFUSED, REFUSED_PT = "members of this workspace", "membros deste espaço"


def test_guests_are_refused_in_their_language(scene: Scene) -> None:
    """In channels, and where the command or shortcut is used; the refusal is no answer and has no thumbs."""
    gil = scene.somebody(guest=True)
    channel = scene.place(gil)
    asked = scene.mention(gil.id, channel.id, SURE_PT)
    reply = scene.reply_to(asked)
    assert not visible_text(reply).startswith(YES_PT) and "feedback_buttons" not in str(reply.blocks) and REFUSED_PT in visible_text(reply)
    scene.command(gil.id, channel.id, SURE_EN)
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id)) and NO_EN not in visible_text(scene.ephemeral_for(gil.id)).split()
    scene.shortcut(gil.id, asked, SHORTCUT)
    scene.wait_for(lambda: len(scene.ephemerals(gil.id)) == 2, what="a refusal of the shortcut")
    assert scene.app.rows(f"SELECT count(*) FROM turns WHERE user = '{gil.id}'") == [(0,)]


def test_everybody_is_refused_in_a_shared_channel(scene: Scene) -> None:
    """Since people of another organisation read there."""
    ana, eva = scene.somebody(), scene.somebody(outside=True)
    channel = scene.place(ana, eva, shared=True)
    for person in (ana, eva):
        reply = scene.reply_to(scene.mention(person.id, channel.id, SURE_EN))
        assert REFUSED in visible_text(reply) and not visible_text(reply).startswith(NO_EN)


def test_a_guest_cannot_use_the_buttons_of_others(scene: Scene) -> None:
    """Role and team are those of who clicks."""
    ana, gil = scene.somebody(), scene.somebody(guest=True)
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, gil).id, "Is India possible?"))
    before = visible_text(reply)
    assert scene.click(gil.id, reply, "choice:0").acked
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id))
    assert visible_text(reply) == before


def test_each_is_looked_up_once(scene: Scene) -> None:
    """What Slack says of a person is remembered for a while."""
    ana = scene.somebody()
    channel = scene.place(ana)
    for _ in range(3):
        scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    assert len([call for call in scene.calls("users.info") if call.data["arguments"]["user"] == ana.id]) == 1


def test_a_person_whom_slack_does_not_know_is_refused(scene: Scene) -> None:
    """What cannot be known is not assumed."""
    ana = scene.somebody()
    channel = scene.place(ana)
    scene.expected.add("user_not_found")
    ts = "1700000000.000100"
    event = {"type": "app_mention", "user": "U0NOBODY", "text": f"<@U0ONDE> {SURE_EN}", "ts": ts, "channel": channel.id}
    root = Message(channel.id, ts, "U0NOBODY", SURE_EN, [], "T0ONDE")
    with scene.slack.journal.lock:
        channel.said[ts] = root
    assert scene.send_event(event).result(10).acked
    assert REFUSED in visible_text(scene.reply_to(root))


@pytest.fixture(scope="module")
def allowing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app whose operator allows people from outside."""
    with Slack() as slack:
        folder = tmp_path_factory.mktemp("allowing")
        with App(slack, "http", folder, folder / "cache", ONDE_ALLOW_EXTERNAL="yes") as app:
            yield app


def test_the_operator_may_allow_them(allowing: App) -> None:
    """Guests, shared channels and people from outside."""
    scene = Scene(allowing)
    gil, eva = scene.somebody(guest=True), scene.somebody(outside=True)
    channel = scene.place(gil, eva, shared=True)
    for person in (gil, eva):
        assert scene.text_of_reply(scene.mention(person.id, channel.id, SURE_EN)).startswith(NO_EN)


def test_whoever_may_ask_is_spoken_to_in_their_language(allowing: App) -> None:
    """Also where nobody is refused."""
    scene = Scene(allowing)
    ana = scene.somebody("pt-BR", guest=True)
    scene.command(ana.id, scene.place(ana).id, "help")
    assert "Onde fica o Freshdesk?" in visible_text(scene.ephemeral_for(ana.id))
    assert "Onde fica o Freshdesk?" in scene.text_of_reply(scene.direct_message(ana.id, ""))


def test_nobody_waits_for_their_language(allowing: App) -> None:
    """Longer than a moment, where Slack does not tell it: the answer does not depend on it."""
    scene = Scene(allowing)
    ana = scene.somebody("pt-BR")
    with scene.slack.journal.lock:
        scene.slack.faults.add("users.info", lambda arguments: faults.broken(503) if arguments.get("user") == ana.id else None)
    began = time.monotonic()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    assert scene.text_of_reply(asked).startswith(NO_EN)
    assert time.monotonic() - began < 3
    scene.settle()
    assert len(scene.answers(asked)) == 1
