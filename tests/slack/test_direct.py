"""Direct messages and the app's own tabs."""

from __future__ import annotations

import time

from tests.slack.scene import NO_EN, NOT_SAID_EN, SURE_EN, SURE_PT, UNKNOWN_EN, YES_PT, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.workspace import visible_text


def test_direct_messages_are_answered_in_their_thread(scene: Scene) -> None:
    """With follow-ups in it."""
    ana = scene.somebody()
    first = scene.direct_message(ana.id, SURE_EN)
    assert scene.text_of_reply(first).startswith(NO_EN)
    second = scene.direct_message(ana.id, "and Freshchat?", first)
    assert scene.text_of_reply(second).startswith("Yes")
    assert scene.reply_to(second).thread == first.ts


def test_unknown_is_said_and_who_says_nothing_is_told_what_can_be_asked(scene: Scene) -> None:
    """Nobody is left without a reply."""
    ana = scene.somebody()
    assert NOT_SAID_EN in scene.text_of_reply(scene.direct_message(ana.id, UNKNOWN_EN))
    picture = scene.direct_message(ana.id, "", subtype="file_share", blocks=[])
    assert "Where is Freshdesk hosted?" in scene.text_of_reply(picture) and "feedback_buttons" not in str(scene.reply_to(picture).blocks)


def test_a_status_while_it_works(scene: Scene) -> None:
    """Set in the message's thread before the reply, and gone with it."""
    ana = scene.somebody("pt-BR")
    asked = scene.direct_message(ana.id, SURE_PT)
    assert scene.text_of_reply(asked).startswith(YES_PT)
    [post] = scene.wait_for(lambda: [call for call in scene.calls("chat.postMessage") if call.data["arguments"].get("thread_ts") == asked.ts])
    [status] = scene.calls("assistant.threads.setStatus")
    assert status.number < post.number and status.data["arguments"]["thread_ts"] == asked.ts and status.data["arguments"]["status"]
    assert scene.status(asked) == ""


def test_a_slow_status_holds_no_answer_up(scene: Scene) -> None:
    """The answer overtakes it, and it is taken away when it comes at last."""
    ana = scene.somebody()
    scene.slack.misbehave("assistant.threads.setStatus", faults.slow(4))
    began = time.monotonic()
    asked = scene.direct_message(ana.id, SURE_EN)
    assert scene.text_of_reply(asked).startswith(NO_EN) and time.monotonic() - began < 2.5
    scene.wait_for(lambda: len(scene.calls("assistant.threads.setStatus")) == 2, what="the status to be taken away")
    scene.settle()
    assert scene.status(asked) == ""


def test_the_messages_tab_suggests_prompts_that_are_answered(scene: Scene) -> None:
    """At most four, in the person's language."""
    ana = scene.somebody("pt-BR")
    scene.open_messages_tab(ana.id)
    prompts = scene.wait_for(lambda: scene.prompts(ana.id))
    assert 1 <= len(prompts) <= 4 and any("Onde" in prompt["message"] for prompt in prompts)
    asked = [scene.direct_message(ana.id, prompt["message"]) for prompt in prompts]
    for message in asked:
        assert "não diz" not in scene.text_of_reply(message)


def test_other_bots_in_direct_messages_are_not_answered(scene: Scene) -> None:
    """Nor are unfolded links taken for edits."""
    ana = scene.somebody()
    asked = scene.direct_message(ana.id, f"{SURE_EN} https://example.com")
    scene.reply_to(asked)
    scene.unfurl(asked)
    scene.settle()
    assert len(scene.answers(asked)) == 1 and not scene.calls("chat.update")


def test_home_shows_what_can_be_asked_and_the_article(scene: Scene) -> None:
    """In the person's language, with the article's address and date."""
    ana = scene.somebody("pt-BR")
    shown = visible_text(scene.home_of(ana.id))
    assert "Onde fica o Freshdesk?" in shown and "2022-08-05" in shown and "https://ajuda.bravosolutions.com.br/" in str(shown)


def test_home_examples_run_on_a_click(scene: Scene) -> None:
    """The answer is shown at once, and kept among the direct messages, where it is voted on."""
    ana = scene.somebody("pt-BR")
    home = scene.home_of(ana.id)
    assert scene.click(ana.id, home, "Onde fica o Freshdesk?").acked
    [reply] = scene.wait_for(lambda: scene.direct_messages(ana.id))
    assert "Freshdesk" in reply.text and "Onde fica o Freshdesk?" in visible_text(reply)
    assert "Freshdesk" in visible_text(scene.view_of(ana.id))
    scene.settle()
    assert len(scene.direct_messages(ana.id)) == 1


def test_home_lists_recent_questions_which_can_be_asked_again(scene: Scene) -> None:
    """Each once, the last first, and nobody else's."""
    ana, ben = scene.somebody(), scene.somebody()
    for question in (SURE_EN, UNKNOWN_EN, SURE_EN):
        scene.reply_to(scene.direct_message(ana.id, question))
    scene.reply_to(scene.direct_message(ben.id, "Where is Freshsales hosted?"))
    home = scene.home_of(ana.id)
    shown = visible_text(home)
    assert shown.index(SURE_EN) < shown.index(UNKNOWN_EN) and shown.count(SURE_EN) == 1 and "Freshsales hosted" not in shown
    before = len(scene.direct_messages(ana.id))
    assert scene.click(ana.id, home, "again:0").acked
    reply = scene.wait_for(lambda: scene.direct_messages(ana.id)[before:])[0]
    assert NO_EN in visible_text(reply) and SURE_EN in visible_text(reply)


def test_a_thread_below_an_answer_from_home_goes_on_with_it(scene: Scene) -> None:
    """The question was clicked, not written, but the conversation is the same."""
    ana = scene.somebody()
    scene.click(ana.id, scene.home_of(ana.id), "Where is Freshdesk hosted?")
    [reply] = scene.wait_for(lambda: scene.direct_messages(ana.id))
    scene.settle()
    assert "Freshteam" in scene.text_of_reply(scene.direct_message(ana.id, "and Freshteam?", reply))
