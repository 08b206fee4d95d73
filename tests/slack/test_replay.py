"""Answers that were edited, chosen or switched to another language: whatever is replayed says what people saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slack.scene import CHOSEN, NO_EN, SURE_EN, WHICH_EN, Scene
from tests.slack.serving import App
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

WHERE_EN, LOGS_EN, FRESHCHAT_EN = "Where is Freshteam hosted?", "How long are the logs of Freshdesk kept?", "Is Freshchat hosted in India?"
WHICH_PRODUCT = "Which product do you mean?"


def message_now(scene: Scene, message: Message) -> Message:
    """A message as it is now."""
    with scene.slack.journal.lock:
        return scene.slack.world.channels[message.channel].said[message.ts]


def now(scene: Scene, message: Message) -> str:
    """The text of a message as it is now, all in one."""
    return message_now(scene, message).text


def switch(scene: Scene, user: str, message: Message, language: str) -> None:
    """Click on a language under a message, and wait for it."""
    before = now(scene, message)
    assert scene.click(user, message_now(scene, message), f"language:{language}").acked
    scene.wait_for(lambda: now(scene, message) != before, what="the other language")


def modal(scene: Scene, user: str, message: Message, action: str) -> str:
    """What a button's modal says."""
    assert scene.click(user, message_now(scene, message), action).acked
    view = scene.view_of(user)
    scene.close_view(user, view)
    return str(view.content)


def test_a_follow_up_there_and_back_is_the_same_whatever_was_said_after_it(scene: Scene) -> None:
    """Two switches, and the why and copy of each."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    scene.reply_to(asked)
    reply = scene.reply_to(scene.mention(ana.id, asked.channel, "and Freshinbox?", asked))
    scene.reply_to(scene.mention(ana.id, asked.channel, LOGS_EN, asked))
    first, why = now(scene, reply), modal(scene, ana.id, reply, "why")
    for _ in range(2):
        switch(scene, ana.id, reply, "pt")
        assert "Freshinbox" in now(scene, reply) and "Freshinbox" in modal(scene, ana.id, reply, "copy")
        switch(scene, ana.id, reply, "en")
        assert now(scene, reply) == first
    again = modal(scene, ana.id, reply, "why")
    assert "Freshinbox" in why and "Freshinbox" in again


def test_a_switch_of_an_older_answer_changes_nothing_for_others(scene: Scene) -> None:
    """Neither what the thread is about nor its language."""
    ana, ben = scene.somebody("pt-BR"), scene.somebody()
    asked = scene.mention(ben.id, scene.place(ana, ben).id, WHERE_EN)
    first = scene.reply_to(asked)
    second = scene.reply_to(scene.mention(ben.id, asked.channel, FRESHCHAT_EN, asked))
    switch(scene, ana.id, first, "pt")
    assert scene.reply_to(scene.mention(ben.id, asked.channel, "and in Australia?", asked)).text.startswith("Yes. Freshchat")
    switch(scene, ana.id, second, "pt")
    assert "Freshinbox data" in scene.reply_to(scene.mention(ben.id, asked.channel, "Freshinbox?", asked)).text


@pytest.mark.parametrize("direct", [False, True])
def test_choices_of_an_edited_question_work(scene: Scene, direct: bool) -> None:
    """What was replaced counts for nothing."""
    ana = scene.somebody()
    channel = scene.place(ana).id
    asked = scene.direct_message(ana.id, WHERE_EN) if direct else scene.mention(ana.id, channel, WHERE_EN)
    reply = scene.reply_to(asked)
    scene.edit(asked, WHICH_EN if direct else f"@onde {WHICH_EN}")
    scene.wait_for(lambda: now(scene, reply).startswith(WHICH_PRODUCT), what="the question back")
    assert scene.click(ana.id, message_now(scene, reply), CHOSEN).acked
    scene.wait_for(lambda: now(scene, reply).startswith(f"{NO_EN}. {CHOSEN} data"), what="the answer in place")
    assert "India" in now(scene, reply)


def test_a_chosen_answer_keeps_its_meaning_and_an_edit_replaces_both(scene: Scene) -> None:
    """In another language, below later questions; and nothing of the choice is left after an edit."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, WHICH_EN)
    reply = scene.reply_to(asked)
    scene.reply_to(scene.mention(ana.id, asked.channel, LOGS_EN, asked))
    switch(scene, ana.id, reply, "pt")
    assert scene.click(ana.id, message_now(scene, reply), CHOSEN).acked
    scene.wait_for(lambda: now(scene, reply).startswith("Não. Os dados do Freshcaller"), what="the answer in place, in the language of its question")
    for language, start in (("en", "No. Freshcaller"), ("pt", "Não. Os dados do Freshcaller"), ("en", "No. Freshcaller")):
        switch(scene, ana.id, reply, language)
        assert now(scene, reply).startswith(start) and "Freshcaller" in modal(scene, ana.id, reply, "copy")
    scene.edit(asked, f"@onde {WHERE_EN}")
    scene.wait_for(lambda: now(scene, reply).startswith("Freshteam"), what="the answer to the edit")
    assert "Freshteam" in modal(scene, ana.id, reply, "copy")


def test_why_and_copy_of_an_edited_answer_are_of_what_is_shown(scene: Scene) -> None:
    """Though it needs nothing of what it replaced; a follow-up keeps what it followed."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    reply = scene.reply_to(asked)
    follow_up = scene.reply_to(scene.mention(ana.id, asked.channel, "and in Australia?", asked))
    scene.edit(asked, "@onde Where are the logs kept?")
    scene.wait_for(lambda: not now(scene, reply).startswith(NO_EN), what="the answer to the edit")
    first = now(scene, reply).splitlines()[0]
    copied = modal(scene, ana.id, reply, "copy")
    assert first in copied and "Freshteam" not in copied and "Freshteam" not in modal(scene, ana.id, reply, "why")
    assert now(scene, follow_up).splitlines()[0] in modal(scene, ana.id, follow_up, "copy")


def test_an_edit_that_a_kill_interrupted_is_posted_as_it_was_answered(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """What is posted after the start is what the store keeps."""
    with App(slack, "http", tmp_path, cache) as app:
        scene = Scene(app)
        asked = scene.mention("ben", "general", SURE_EN)
        reply = scene.reply_to(asked)
        scene.settle()
        slack.misbehave("chat.update", faults.broken(503), None)
        scene.edit(asked, "@onde Is India possible?")
        scene.wait_for(lambda: scene.calls("chat.update"), what="a try to post the edit")
        app.kill()
        slack.faults.clear()
        app.start()
        scene.wait_for(lambda: not now(scene, reply).startswith(NO_EN), what="the answer to the edit")
        assert now(scene, reply).startswith(WHICH_PRODUCT)


def test_the_home_tab_lists_what_asks_the_same_by_itself(scene: Scene) -> None:
    """No follow-up, choice, translation or clicked example, and of an edited question the last text; asked again, the answer is that one."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, WHICH_EN)
    reply = scene.reply_to(asked)
    assert scene.click(ana.id, reply, CHOSEN).acked
    scene.wait_for(lambda: CHOSEN in now(scene, reply) and now(scene, reply).startswith(NO_EN), what="the answer in place")
    scene.reply_to(scene.mention(ana.id, asked.channel, "and Freshteam?", asked))
    edited = scene.mention(ana.id, asked.channel, LOGS_EN)
    second = scene.reply_to(edited)
    switch(scene, ana.id, second, "pt")
    scene.edit(edited, f"@onde {FRESHCHAT_EN}")
    scene.wait_for(lambda: now(scene, second).startswith("Yes"), what="the answer to the edit")
    scene.command(ana.id, asked.channel, "help")
    assert scene.click(ana.id, scene.ephemeral_for(ana.id), "example:0").acked
    switched = scene.wait_for_ephemerals(ana.id, 2)[-1]
    assert scene.click(ana.id, switched, "language:pt").acked
    scene.settle()
    blocks = scene.home_of(ana.id).content["blocks"]
    sections = [block for block in blocks if str(block.get("accessory", {}).get("action_id", "")).startswith("again")]
    assert [block["text"]["text"] for block in sections] == [FRESHCHAT_EN, WHICH_EN]
    assert scene.click(ana.id, scene.home_of(ana.id), "again:0").acked
    scene.wait_for(lambda: [each for each in scene.direct_messages(ana.id) if each.text.startswith("Yes. Freshchat")], what="the same answer")


def test_a_private_choice_names_its_question_and_so_does_what_is_shared(scene: Scene) -> None:
    """Nobody else saw what was asked."""
    ana = scene.somebody()
    channel = scene.place(ana).id
    scene.command(ana.id, channel, WHICH_EN)
    assert scene.click(ana.id, scene.ephemeral_for(ana.id), CHOSEN).acked
    named = f"{WHICH_EN} — {CHOSEN}"
    scene.wait_for(lambda: named in scene.ephemerals(ana.id)[0].text, what="the choice with its question")
    assert scene.click(ana.id, scene.ephemerals(ana.id)[0], "language:pt").acked
    scene.wait_for(lambda: scene.ephemerals(ana.id)[0].text.startswith("Não"), what="the other language")
    assert named in visible_text(scene.ephemerals(ana.id)[0])
    assert scene.click(ana.id, scene.ephemerals(ana.id)[0], "share").acked
    shared = scene.wait_for(lambda: scene.messages(channel), what="the shared answer")[0]
    assert named in shared.text and named in visible_text(shared) and shared.text.startswith("Não")


def test_an_answer_has_one_vote_a_person_in_whatever_language(scene: Scene) -> None:
    """A click after a switch withdraws; after an edit it is a new vote."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    reply = scene.reply_to(asked)

    def votes() -> list[str]:
        return [str(value) for (value,) in scene.app.rows(f"SELECT value FROM votes WHERE user = '{ana.id}' ORDER BY at")]

    assert scene.click(ana.id, reply, "Helpful").acked
    switch(scene, ana.id, reply, "pt")
    assert votes() == ["up"]
    assert scene.click(ana.id, message_now(scene, reply), "Não ajudou").acked
    assert votes() == ["down"]
    assert scene.submit_view(ana.id, scene.view_of(ana.id), {"reason": "wrong", "comment": "because"}).acked
    switch(scene, ana.id, reply, "en")
    assert scene.click(ana.id, message_now(scene, reply), "Not helpful").acked
    assert votes() == [""]
    scene.edit(asked, f"@onde {FRESHCHAT_EN}")
    scene.wait_for(lambda: now(scene, reply).startswith("Yes"), what="the answer to the edit")
    assert scene.click(ana.id, message_now(scene, reply), "Helpful").acked
    assert votes() == ["", "up"]
