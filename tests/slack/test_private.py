"""What only the asker sees: the command and the message shortcut, and sharing."""

from __future__ import annotations

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.slack.scene import CHOSEN, NO_EN, NOT_SAID_EN, SURE_EN, SURE_PT, UNKNOWN_EN, WHICH_EN, YES_PT, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.workspace import visible_text

SHARE, SHARED = "share", "shared"


@pytest.mark.parametrize("app", [True, False])
def test_the_command_answers_only_its_asker(scene: Scene, app: bool) -> None:
    """Also in channels that the app is not in."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben, app=app)
    assert scene.command(ana.id, channel.id, SURE_EN).acked
    assert NO_EN in visible_text(scene.ephemeral_for(ana.id, channel.id))
    scene.settle()
    assert len(scene.ephemerals(ana.id)) == 1 and not scene.ephemerals(ben.id) and not scene.messages(channel.id)


@pytest.mark.parametrize("text", ["", "help", " HELP ", "ajuda", "Ajuda!", "?"])
def test_the_command_explains_itself(scene: Scene, text: str) -> None:
    """In the person's language, with examples that run on a click."""
    ana = scene.somebody("pt-BR")
    channel = scene.place(ana)
    assert scene.command(ana.id, channel.id, text).acked
    explained = scene.ephemeral_for(ana.id)
    assert "/onde" in visible_text(explained)
    assert scene.click(ana.id, explained, "Onde fica o Freshdesk?").acked
    scene.wait_for(lambda: len(scene.ephemerals(ana.id)) == 2)
    assert "Freshdesk" in visible_text(scene.ephemeral_for(ana.id))


def test_unknown_is_said_privately(scene: Scene) -> None:
    """The command speaks to it, so it is never silent."""
    ana = scene.somebody()
    scene.command(ana.id, scene.place(ana).id, UNKNOWN_EN)
    assert NOT_SAID_EN in visible_text(scene.ephemeral_for(ana.id))


def test_nothing_is_to_be_shared_where_nobody_else_is(scene: Scene) -> None:
    """Among the direct messages to Onde; in those between two people there is."""
    ana, ben = scene.somebody(), scene.somebody()
    asked = scene.direct_message(ana.id, SURE_EN)
    scene.reply_to(asked)
    scene.command(ana.id, asked.channel, SURE_EN)
    alone = scene.ephemeral_for(ana.id, asked.channel)
    assert "Share in the channel" not in visible_text(alone) and NO_EN in visible_text(alone)
    with scene.slack.journal.lock:
        both = scene.slack.world.channels.setdefault(f"D0{ana.id}{ben.id}", Channel(f"D0{ana.id}{ben.id}", "directmessage", "im", {ana.id, ben.id}))
    scene.command(ana.id, both.id, SURE_EN)
    assert "Share in the channel" in visible_text(scene.ephemeral_for(ana.id, both.id))


@pytest.mark.parametrize("app", [True, False])
def test_a_private_answer_can_be_shared(scene: Scene, app: bool) -> None:
    """Once, with the question, and its asker sees that it was; also where the app is no member."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben, app=app)
    scene.expected |= {"channel_not_found", "not_in_channel"}
    scene.command(ana.id, channel.id, SURE_EN)
    private = scene.ephemeral_for(ana.id)
    assert scene.click(ana.id, private, SHARE).acked
    shared = scene.wait_for(lambda: scene.messages(channel.id))[0]
    assert NO_EN in visible_text(shared) and SURE_EN in visible_text(shared) and not shared.thread
    scene.wait_for(lambda: SHARED in visible_text(scene.ephemerals(ana.id)[0]).lower(), what="a notice that it was shared")
    scene.settle()
    assert len(scene.messages(channel.id)) == 1


def _closed(scene: Scene, channel: Channel, words: tuple[str, ...], url: bool) -> None:
    """The channel refuses posts with these words, one after the other; with `url`, response_urls post nothing in any channel either."""
    left = list(words)
    scene.expected |= set(words)

    def refuse(arguments: dict[str, object]) -> faults.Fault | None:
        return faults.refused(left.pop(0)) if left and arguments.get("channel") == channel.id else None

    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.postMessage", refuse)
        if url:
            scene.slack.faults.add("response_url", lambda sent: faults.broken(404) if sent.get("response_type") == "in_channel" else None)


def _answered_privately(scene: Scene) -> tuple[str, Channel, Message]:
    ana = scene.somebody()
    channel = scene.place(ana)
    scene.command(ana.id, channel.id, SURE_EN)
    return ana.id, channel, scene.ephemeral_for(ana.id)


@pytest.mark.parametrize("word", ["restricted_action", "is_archived"])
def test_what_could_not_be_shared_is_told_and_can_be_shared_again(scene: Scene, word: str) -> None:
    """No false "Shared": the private answer stays, with the reason beside it."""
    ana, channel, private = _answered_privately(scene)
    _closed(scene, channel, (word,), url=True)
    scene.click(ana, private, SHARE)
    answer, told = scene.wait_for_ephemerals(ana, 2)
    assert NO_EN in visible_text(answer) and "cannot write in this channel" in visible_text(told)
    assert not scene.messages(channel.id)
    scene.slack.faults.clear()
    scene.click(ana, private, SHARE)
    scene.wait_for(lambda: scene.messages(channel.id), what="the shared answer")
    scene.wait_for(lambda: SHARED in visible_text(scene.ephemerals(ana)[0]).lower(), what="a notice that it was shared")


def test_shared_is_said_once_it_is(scene: Scene) -> None:
    """While posting waits, the private answer stays."""
    ana, channel, private = _answered_privately(scene)
    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.postMessage", faults.slow(1.5))
    scene.click(ana, private, SHARE)
    scene.wait_for(lambda: scene.messages(channel.id), what="the shared answer")
    scene.wait_for(lambda: SHARED in visible_text(scene.ephemerals(ana)[0]).lower(), what="a notice that it was shared")
    notice = [sent for sent in scene.slack.journal.all("response") if sent.data["arguments"]["replace_original"]][-1]
    [post] = [call for call in scene.calls("chat.postMessage") if call.data["arguments"]["channel"] == channel.id]
    assert post.number < notice.number


def test_a_channel_that_is_closed_to_posts_is_reached_by_the_click(scene: Scene) -> None:
    """Two clicks, one message."""
    ana, channel, private = _answered_privately(scene)
    _closed(scene, channel, ("restricted_action",), url=False)
    for _ in range(2):
        scene.press(ana, private, {"type": "button", "action_id": SHARE, "block_id": "b", "value": _value(scene, private)}).result(10)
    scene.wait_for(lambda: SHARED in visible_text(scene.ephemerals(ana)[0]).lower(), what="a notice that it was shared")
    scene.settle()
    assert len(scene.messages(channel.id)) == 1


def test_two_clicks_share_once(scene: Scene) -> None:
    """A doubled click is one wish."""
    ana = scene.somebody()
    channel = scene.place(ana)
    scene.command(ana.id, channel.id, SURE_EN)
    private = scene.ephemeral_for(ana.id)
    scene.click(ana.id, private, SHARE)
    scene.press(ana.id, private, {"type": "button", "action_id": SHARE, "block_id": "b", "value": _value(scene, private)}).result(10)
    scene.settle()
    assert len(scene.messages(channel.id)) == 1


def _value(scene: Scene, message: object) -> str:
    """The id of the last turn."""
    return str(scene.app.rows("SELECT id FROM turns ORDER BY seq DESC LIMIT 1")[0][0])


def test_a_shared_answer_can_be_followed_up(scene: Scene) -> None:
    """A mention in its thread goes on with what it answered."""
    ana = scene.somebody()
    channel = scene.place(ana)
    scene.command(ana.id, channel.id, SURE_EN)
    scene.click(ana.id, scene.ephemeral_for(ana.id), SHARE)
    shared = scene.wait_for(lambda: scene.messages(channel.id))[0]
    scene.settle()
    assert scene.text_of_reply(scene.mention(ana.id, channel.id, "and Freshchat?", shared)).startswith("Yes")


def test_a_private_choice_is_answered_in_place(scene: Scene) -> None:
    """A command that may mean several things knows what the choice is a choice of."""
    ana = scene.somebody()
    scene.command(ana.id, scene.place(ana).id, WHICH_EN)
    asked_back = scene.ephemeral_for(ana.id)
    assert scene.click(ana.id, asked_back, CHOSEN).acked
    scene.wait_for(lambda: visible_text(scene.ephemerals(ana.id)[0]).count("does not list India"), what="the answer in place")
    assert len(scene.ephemerals(ana.id)) == 1


def test_a_private_answer_in_the_other_language(scene: Scene) -> None:
    """In place, and back."""
    ana = scene.somebody()
    scene.command(ana.id, scene.place(ana).id, SURE_EN)
    private = scene.ephemeral_for(ana.id)
    scene.click(ana.id, private, "language:pt")
    scene.wait_for(lambda: "Não" in visible_text(scene.ephemerals(ana.id)[0]))
    scene.click(ana.id, scene.ephemerals(ana.id)[0], "language:en")
    scene.wait_for(lambda: visible_text(scene.ephemerals(ana.id)[0]).splitlines()[1].startswith(NO_EN))
    assert len(scene.ephemerals(ana.id)) == 1


@pytest.mark.parametrize("app", [True, False])
def test_the_shortcut_answers_anybodys_message_privately(scene: Scene, app: bool) -> None:
    """Also in channels that the app is not in; what is shared goes to the message's thread where it can."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben, app=app)
    scene.expected |= {"channel_not_found", "not_in_channel"}
    message = scene.say(ben.id, channel.id, SURE_PT)
    assert scene.shortcut(ana.id, message, SHORTCUT).acked
    private = scene.ephemeral_for(ana.id)
    assert YES_PT in visible_text(private) and not scene.ephemerals(ben.id)
    scene.click(ana.id, private, SHARE)
    shared = scene.wait_for(lambda: [each for each in scene.messages(channel.id) if each.user == scene.slack.settings.bot_user])[0]
    assert YES_PT in visible_text(shared) and shared.thread == (message.ts if app else "")


def test_the_shortcut_on_a_message_without_text_says_so(scene: Scene) -> None:
    """A picture is no question."""
    ana = scene.somebody()
    message = scene.say(ana.id, scene.place(ana).id, "", subtype="file_share", blocks=[])
    scene.shortcut(ana.id, message, SHORTCUT)
    assert visible_text(scene.ephemeral_for(ana.id))


def test_the_shortcut_on_an_answer_of_its_own_shows_that_answer(scene: Scene) -> None:
    """As it stands there, with the question and its buttons; it is in the channel already, so that there is nothing to share."""
    ana, ben = scene.somebody(), scene.somebody("pt-BR")
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, ben).id, SURE_EN))
    assert scene.shortcut(ben.id, reply, SHORTCUT).acked
    shown = scene.ephemeral_for(ben.id)
    assert SURE_EN in visible_text(shown) and "does not list India" in visible_text(shown) and SHARE not in str(shown.blocks)
    assert scene.click(ben.id, shown, "why").acked
    assert scene.view_of(ben.id)
