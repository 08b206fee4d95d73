"""People of other organisations and guests: refused politely, unless the operator allows them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.slack.scene import NO_EN, SURE_EN, SURE_PT, YES_PT, Scene
from tests.slack.serving import App
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Message, Person
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text
from tests.slack.test_channels import opened

REFUSED, REFUSED_PT = "members of this workspace", "membros deste espaço"


def all_said(scene: Scene, person: Person) -> None:
    """Wait until all that somebody did has come in, and what there is to say to it stands there."""
    scene.settle()
    scene.wait_for(lambda: not scene.app.rows(f"SELECT 1 FROM inbox WHERE user = '{person.id}' AND done = 0"), what="the end of all events")


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


def test_a_refusal_in_an_opted_in_channel_is_said_once(scene: Scene) -> None:
    """A mention arrives there as app_mention and as message, and so does its edit."""
    gil = scene.somebody(guest=True)
    asked = scene.mention(gil.id, opened(scene, 5, gil).id, SURE_EN)
    all_said(scene, gil)
    assert len(scene.answers(asked)) == 1
    scene.edit(asked, f"@onde {SURE_PT}")
    all_said(scene, gil)
    assert len(scene.answers(asked)) == 2 and REFUSED_PT in visible_text(scene.answers(asked)[1])


@pytest.mark.parametrize("heard", [True, False], ids=["heard_of", "asked_for"])
@pytest.mark.parametrize("app", [True, False], ids=["member", "no_member"])
def test_commands_and_shortcuts_are_refused_in_a_shared_channel(scene: Scene, heard: bool, app: bool) -> None:
    """Whether an event told that it is shared, or Slack does when it is asked; help is given."""
    ana, eva = scene.somebody(), scene.somebody(outside=True)
    channel = scene.place(ana, eva, shared=True, app=app)
    if heard and app:
        scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    scene.command(ana.id, channel.id, SURE_EN)
    [told] = scene.wait_for_ephemerals(ana.id, 1)
    scene.shortcut(ana.id, scene.say(eva.id, channel.id, SURE_EN), SHORTCUT)
    told, too = scene.wait_for_ephemerals(ana.id, 2)
    assert REFUSED in visible_text(told) and REFUSED in visible_text(too)
    assert scene.app.rows(f"SELECT count(*) FROM turns WHERE channel = '{channel.id}'") == [(0,)]
    scene.command(ana.id, channel.id, "help")
    assert "/onde" in visible_text(scene.wait_for_ephemerals(ana.id, 3)[-1])


def test_nothing_is_shared_into_a_channel_that_became_shared(scene: Scene) -> None:
    """The private answer was given before; an event tells of the change."""
    ana, eva = scene.somebody(), scene.somebody(outside=True)
    channel = scene.place(ana, app=True)
    scene.command(ana.id, channel.id, SURE_EN)
    private = scene.ephemeral_for(ana.id)
    channel.shared = True
    scene.join(eva.id, channel.id)
    scene.reply_to(scene.mention(eva.id, channel.id, SURE_EN))
    scene.click(ana.id, private, "share")
    answer, told = scene.wait_for_ephemerals(ana.id, 2)
    assert NO_EN in visible_text(answer) and REFUSED in visible_text(told)
    scene.settle()
    assert not [each for each in scene.messages(channel.id) if NO_EN in visible_text(each).split()]


def test_where_slack_does_not_tell_whether_a_channel_is_shared_commands_are_answered(scene: Scene) -> None:
    """Without the optional scope it cannot be known; what is not known is not refused."""
    ana = scene.somebody()
    channel = scene.place(ana, shared=True)
    scene.expected.add("missing_scope")
    with scene.slack.journal.lock:
        scene.slack.faults.add("conversations.info", faults.refused("missing_scope"))
    scene.command(ana.id, channel.id, SURE_EN)
    assert REFUSED not in visible_text(scene.ephemeral_for(ana.id)) and "Freshteam" in visible_text(scene.ephemeral_for(ana.id))
    scene.slack.faults.clear()


def test_a_guest_cannot_use_the_buttons_of_others(scene: Scene) -> None:
    """Role and team are those of who clicks."""
    ana, gil = scene.somebody(), scene.somebody(guest=True)
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, gil).id, "Is India possible?"))
    before = visible_text(reply)
    assert scene.click(gil.id, reply, "choice:0").acked
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id))
    assert visible_text(reply) == before


@pytest.mark.parametrize("outside", [True, False], ids=["from_outside", "guest"])
@pytest.mark.parametrize("what", ["Helpful", "Not helpful", "why", "copy", "language:pt"])
def test_every_button_refuses_them(scene: Scene, what: str, outside: bool) -> None:
    """Alike: nothing opens, no vote is kept, the answer stays, and they hear why."""
    ana, gil = scene.somebody(), scene.somebody(guest=not outside, outside=outside)
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, gil).id, SURE_EN))
    before = visible_text(reply)
    assert scene.click(gil.id, reply, what).acked
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id))
    scene.settle()
    assert not scene.views(gil.id) and visible_text(reply) == before and len(scene.ephemerals(gil.id)) == 1
    assert scene.app.rows(f"SELECT count(*) FROM clicks WHERE user = '{gil.id}'") == [(0,)]


def test_the_tabs_offer_guests_nothing(scene: Scene) -> None:
    """What they would click is not answered; the command's help neither."""
    gil = scene.somebody(guest=True)
    home = scene.home_of(gil.id)
    assert REFUSED in visible_text(home) and "example" not in str(home.content)
    scene.open_messages_tab(gil.id)
    scene.command(gil.id, scene.place(gil).id, "help")
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id))
    scene.settle()
    assert not scene.prompts(gil.id)


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
def allowing(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[App]:
    """An app whose operator allows people from outside."""
    with Slack() as slack:
        folder = tmp_path_factory.mktemp("allowing")
        with App(slack, "http", folder, cache, ONDE_ALLOW_EXTERNAL="yes") as app:
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
