"""The row of actions under an answer, choices and suggestions."""

from __future__ import annotations

from tests.slack.scene import CHOSEN, NO_EN, NOT_SAID_EN, SURE_EN, UNKNOWN_EN, WHICH_EN, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Message, Person
from tests.slack.stand_in.workspace import visible_text


def answered(scene: Scene, question: str = SURE_EN) -> tuple[Person, Message]:
    """Somebody, and the reply to their question in a channel."""
    ana = scene.somebody()
    return ana, scene.reply_to(scene.mention(ana.id, scene.place(ana).id, question))


ELSEWHERE = {"not_in_channel", "channel_not_found"}


def shared_elsewhere(scene: Scene, question: str) -> tuple[Person, Message]:
    """Somebody, and an answer that they shared into a channel that the app is not in."""
    ana = scene.somebody()
    channel = scene.place(ana, app=False)
    scene.expected |= ELSEWHERE
    scene.command(ana.id, channel.id, question)
    scene.click(ana.id, scene.ephemeral_for(ana.id), "share")
    return ana, scene.wait_for(lambda: scene.messages(channel.id), what="the shared answer")[0]


def test_the_other_language_where_the_app_is_no_member(scene: Scene) -> None:
    """In place too, and back; for anybody."""
    ana, shared = shared_elsewhere(scene, SURE_EN)
    ben = scene.somebody()
    scene.join(ben.id, shared.channel)
    scene.click(ben.id, shared, "language:pt")
    scene.wait_for(lambda: "Não" in now(scene, shared), what="the answer in place")
    scene.click(ana.id, next(each for each in scene.messages(shared.channel) if each.ts == shared.ts), "language:en")
    scene.wait_for(lambda: "Não" not in now(scene, shared) and NO_EN in now(scene, shared), what="the answer back in place")
    assert len([each for each in scene.messages(shared.channel) if each.user == scene.slack.settings.bot_user]) == 1


def test_suggestions_where_the_app_is_no_member(scene: Scene) -> None:
    """Answered for all to see, as elsewhere."""
    ana, shared = shared_elsewhere(scene, UNKNOWN_EN)
    scene.click(ana.id, shared, "suggestion:0")
    answers = scene.wait_for(lambda: [each for each in scene.messages(shared.channel) if each.ts != shared.ts], what="the suggestion's answer")
    assert NOT_SAID_EN not in visible_text(answers[0])


def test_who_clicked_is_told_where_no_way_is_left(scene: Scene) -> None:
    """Neither the channel nor the click's address takes the answer."""
    ana, shared = shared_elsewhere(scene, SURE_EN)
    before = now(scene, shared)
    with scene.slack.journal.lock:
        scene.slack.faults.add("response_url", lambda sent: faults.broken(404) if sent.get("replace_original") else None)
    seen = len(scene.ephemerals(ana.id))
    scene.click(ana.id, shared, "language:pt")
    assert "deu errado" in visible_text(scene.wait_for_ephemerals(ana.id, seen + 1)[-1]) and now(scene, shared) == before
    scene.slack.faults.clear()


def now(scene: Scene, message: Message) -> str:
    """What a message shows now."""
    return visible_text(next(each for each in scene.messages(message.channel) if each.ts == message.ts))


def test_choosing_answers_in_place(scene: Scene) -> None:
    """By anybody in the channel; the thread goes on from there."""
    ana, reply = answered(scene, WHICH_EN)
    ben = scene.somebody()
    scene.join(ben.id, reply.channel)
    assert scene.click(ben.id, reply, CHOSEN).acked
    scene.wait_for(lambda: CHOSEN in now(scene, reply) and now(scene, reply).startswith(NO_EN), what="the answer in place")
    scene.settle()
    assert len([each for each in scene.messages(reply.channel) if each.user == scene.slack.settings.bot_user]) == 1
    follow_up = scene.mention(ana.id, reply.channel, "and Freshchat?", reply)
    assert scene.text_of_reply(follow_up).startswith("Yes")


def test_the_other_language_comes_in_place_and_back(scene: Scene) -> None:
    """Two clicks restore the first."""
    ana, reply = answered(scene)
    first = now(scene, reply)
    scene.click(ana.id, reply, "language:pt")
    scene.wait_for(lambda: now(scene, reply).startswith("Não"))
    scene.click(ana.id, next(each for each in scene.messages(reply.channel) if each.ts == reply.ts), "language:en")
    scene.wait_for(lambda: now(scene, reply).startswith(NO_EN))
    assert now(scene, reply) == first


def test_the_other_language_of_a_follow_up_keeps_its_meaning(scene: Scene) -> None:
    """What the thread had settled before it counts, in either language."""
    ana, reply = answered(scene)
    second = scene.mention(ana.id, reply.channel, "and Freshchat?", reply)
    follow_up = scene.reply_to(second)
    scene.click(ana.id, follow_up, "language:pt")
    scene.wait_for(lambda: now(scene, follow_up).startswith("Sim"))
    assert "Freshchat" in now(scene, follow_up)


def test_copy_for_the_customer_in_the_language_chosen_there(scene: Scene) -> None:
    """Plain text with source and date."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, "copy")
    view = scene.view_of(ana.id)
    assert "No. Freshteam data" in str(view.content) and "2022-08-05" in str(view.content)
    options = [element for block in view.content["blocks"] for element in block.get("elements", []) if element["type"] == "static_select"]
    portuguese = next(option for option in options[0]["options"] if option["value"].endswith(":pt"))
    assert scene.click(ana.id, view, "copy_language", portuguese["value"]).acked
    scene.wait_for(lambda: "Não. Os dados do Freshteam" in str(scene.view_of(ana.id).content), what="the copy in the other language")
    assert scene.submit_view(ana.id, scene.view_of(ana.id)).acked and not scene.views(ana.id)


def test_why_this_answer(scene: Scene) -> None:
    """What was understood, which facts and quotes."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, "why")
    shown = visible_text(scene.view_of(ana.id))
    assert "Freshteam" in shown and "Disponível nos EUA e EEE" in shown


def test_suggestions_are_asked_below(scene: Scene) -> None:
    """Under an unknown, with the question that was clicked."""
    ana, reply = answered(scene, UNKNOWN_EN)
    assert NOT_SAID_EN in now(scene, reply)
    assert scene.click(ana.id, reply, "suggestion:0").acked
    scene.wait_for(lambda: len(scene.replies(reply)) == 2)
    below = scene.replies(reply)[-1]
    assert "Where is Freshdesk hosted?" in visible_text(below) and below.thread == reply.thread


def test_the_rest_of_a_long_answer_is_one_click_away(scene: Scene) -> None:
    """In a modal, where the message was cut."""
    names = ("Freshdesk", "Freshservice", "Freshsales", "Freshcaller", "Freshchat")
    ana, reply = answered(scene, " ".join(f"Where is {name} hosted?" for name in names))
    scene.click(ana.id, reply, "rest")
    assert "Freshchat" in visible_text(scene.view_of(ana.id))


def test_stale_buttons_are_answered_honestly(scene: Scene) -> None:
    """Of a turn that is gone, of another version, with values that nobody wrote."""
    ana, reply = answered(scene)
    for action, value in (("choice:0", "0" * 32 + ":0"), ("language:pt", "x"), ("nobody_knows", "x"), ("share", "0" * 32), ("example:0", "en:999")):
        before = len(scene.ephemerals(ana.id))
        press = scene.press(ana.id, reply, {"type": "button", "action_id": action, "block_id": "b", "value": value})
        assert press.result(10).acked
        scene.wait_for_ephemerals(ana.id, before + 1)
    for action in ("copy", "why", "rest"):
        press = scene.press(ana.id, reply, {"type": "button", "action_id": action, "block_id": "b", "value": "0" * 32})
        assert press.result(10).acked
        scene.wait_for(lambda: scene.views(ana.id), what=f"a modal on {action}")
        scene.close_view(ana.id, scene.view_of(ana.id))
