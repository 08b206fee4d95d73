"""Edited and deleted questions."""

from __future__ import annotations

from tests.slack.conftest import OPEN
from tests.slack.scene import NO_EN, NOT_SAID_EN, SURE_EN, UNKNOWN_EN, Scene
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.workspace import visible_text

FRESHCHAT = "Is Freshchat hosted in India?"


def now(scene: Scene, message: Message) -> str:
    """What a message shows now."""
    with scene.slack.journal.lock:
        return visible_text(scene.slack.world.channels[message.channel].said[message.ts])


def test_an_edited_mention_gets_its_answer_updated_in_place(scene: Scene) -> None:
    """Not a second one, however often; the thread goes on from the last text."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    reply = scene.reply_to(asked)
    scene.edit(asked, f"@onde {FRESHCHAT}")
    scene.wait_for(lambda: now(scene, reply).startswith("Yes"), what="the updated answer")
    scene.edit(asked, f"@onde {UNKNOWN_EN}")
    scene.wait_for(lambda: NOT_SAID_EN in now(scene, reply), what="the answer to the second edit")
    scene.edit(asked, f"@onde {SURE_EN}")
    scene.wait_for(lambda: now(scene, reply).startswith(NO_EN), what="the answer to the third edit")
    scene.settle()
    assert len(scene.answers(asked)) == 1
    assert "Freshteam" in scene.text_of_reply(scene.mention(ana.id, reply.channel, "and in Australia?", asked))


def test_an_edited_direct_message_too(scene: Scene) -> None:
    """There it comes as message_changed."""
    ana = scene.somebody()
    asked = scene.direct_message(ana.id, SURE_EN)
    reply = scene.reply_to(asked)
    scene.edit(asked, FRESHCHAT)
    scene.wait_for(lambda: now(scene, reply).startswith("Yes"), what="the updated answer")
    scene.settle()
    assert len(scene.answers(asked)) == 1


def test_a_mention_that_is_edited_in_is_answered(scene: Scene) -> None:
    """Once."""
    ana = scene.somebody()
    said = scene.say(ana.id, scene.place(ana).id, SURE_EN)
    scene.edit(said, f"@onde {SURE_EN}")
    assert scene.text_of_reply(said).startswith(NO_EN)
    scene.settle()
    assert len(scene.answers(said)) == 1


def test_an_edit_that_comes_before_the_answer_is_there_still_updates_it(scene: Scene) -> None:
    """The answer is on its way: it is updated once it stands there."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    scene.edit(asked, f"@onde {FRESHCHAT}")
    scene.wait_for(lambda: scene.answers(asked) and now(scene, scene.answers(asked)[0]).startswith("Yes"), what="the answer to the edited text")
    scene.settle()
    assert len(scene.answers(asked)) == 1


def test_the_last_edit_counts_in_whatever_order_slack_tells_of_them(scene: Scene) -> None:
    """An edit before what it changed, and an older one after both; also where its answer was switched to another language meanwhile."""
    ana = scene.somebody()
    said = scene.say(ana.id, scene.place(ana).id, FRESHCHAT)
    tell(scene, said, FRESHCHAT, 2)
    reply = scene.reply_to(said)
    tell(scene, said, SURE_EN, 0)
    tell(scene, said, SURE_EN, 1)
    tell(scene, said, FRESHCHAT, 2)
    assert turns(scene, said) == [FRESHCHAT]
    assert scene.click(ana.id, reply, "language:pt").acked
    scene.wait_for(lambda: now(scene, reply).startswith("Sim"), what="the answer in Portuguese")
    tell(scene, said, SURE_EN, 1)
    assert turns(scene, said) == [FRESHCHAT] * 2
    tell(scene, said, SURE_EN, 3)
    scene.wait_for(lambda: now(scene, reply).startswith(NO_EN), what="the answer to a newer edit")
    assert turns(scene, said) == [FRESHCHAT, FRESHCHAT, SURE_EN] and len(scene.answers(said)) == 1


def turns(scene: Scene, said: Message) -> list[str]:
    """The questions that were kept of a message, once all that Slack told is done."""
    scene.wait_for(lambda: not scene.app.rows("SELECT 1 FROM inbox WHERE done = 0"), what="all events to be done")
    return [question for (question,) in scene.app.rows(f"SELECT question FROM turns WHERE channel = '{said.channel}' ORDER BY seq")]


def tell(scene: Scene, said: Message, text: str, edit: int) -> None:
    """Slack tells of a message that mentions Onde as its edit of that number left it, 0 for as it was first written."""
    at = f"{float(said.ts) + edit:.6f}"
    event = {"type": "app_mention", "user": said.user, "text": f"<@U0ONDE> {text}", "ts": said.ts, "channel": said.channel, "event_ts": at}
    edited = {"edited": {"user": said.user, "ts": at}} if edit else {}
    assert scene.send_event(event | edited).result(10).acked


def test_edits_in_an_opted_in_channel(scene: Scene) -> None:
    """An answered root question is updated; one that was not answered stays so."""
    ana = scene.somebody()
    channel = scene.channel("open6", ana.id)
    assert channel.id in OPEN
    asked, silent = scene.say(ana.id, channel.id, SURE_EN), scene.say(ana.id, channel.id, "Lunch?")
    reply = scene.reply_to(asked)
    scene.edit(asked, FRESHCHAT)
    scene.edit(silent, "Dinner?")
    scene.wait_for(lambda: now(scene, reply).startswith("Yes"), what="the updated answer")
    scene.settle()
    assert len(scene.answers(asked)) == 1 and not scene.answers(silent)


def test_an_overheard_question_that_is_none_any_more_keeps_its_answer(scene: Scene) -> None:
    """It stays silent there rather than say unknown; also where the message now speaks to somebody else or says nothing."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.channel("open9", ana.id, ben.id)
    asked = scene.say(ana.id, channel.id, SURE_EN)
    reply = scene.reply_to(asked)
    for text in ("lunch at noon?", UNKNOWN_EN, f"<@{ben.id}> {FRESHCHAT}", "we use Freshdesk in the US", "?"):
        scene.edit(asked, text)
        scene.settle()
        assert now(scene, reply).startswith(NO_EN), text
    scene.edit(asked, FRESHCHAT)
    scene.wait_for(lambda: now(scene, reply).startswith("Yes"), what="the updated answer")
    assert len(scene.answers(asked)) == 1


def test_a_question_whose_typing_error_is_mended_is_overheard(scene: Scene) -> None:
    """Once it is sure."""
    ana = scene.somebody()
    asked = scene.say(ana.id, scene.channel("open9", ana.id).id, "Wher is Freshteem?")
    scene.settle()
    assert not scene.answers(asked)
    scene.edit(asked, "Where is Freshteam?")
    assert "Freshteam" in scene.text_of_reply(asked)
    scene.settle()
    assert len(scene.answers(asked)) == 1


def test_an_edit_to_nothing_leaves_the_answer(scene: Scene) -> None:
    """Of a mention and of a direct message."""
    ana = scene.somebody()
    for asked, nothing in ((scene.mention(ana.id, scene.place(ana).id, SURE_EN), "@onde"), (scene.direct_message(ana.id, SURE_EN), "...")):
        reply = scene.reply_to(asked)
        scene.edit(asked, nothing)
        scene.settle()
        assert now(scene, reply).startswith(NO_EN) and len(scene.answers(asked)) == 1


def test_unfolded_links_are_no_edits(scene: Scene) -> None:
    """Slack tells of them in the same way."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, f"{SURE_EN} https://example.com")
    scene.reply_to(asked)
    scene.unfurl(asked)
    scene.settle()
    assert len(scene.answers(asked)) == 1 and not scene.calls("chat.update")


def test_answers_to_deleted_questions_stay(scene: Scene) -> None:
    """Nothing is said about it either."""
    ana = scene.somebody()
    for asked in (scene.mention(ana.id, scene.place(ana).id, SURE_EN), scene.direct_message(ana.id, SURE_EN)):
        reply = scene.reply_to(asked)
        scene.delete(asked)
        scene.settle()
        assert now(scene, reply).startswith(NO_EN) and not reply.deleted and len(scene.answers(asked)) == 1
