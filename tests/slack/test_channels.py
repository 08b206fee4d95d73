"""Channels: mentions in their thread, follow-ups, channels that were opted in, and who is never answered."""

from __future__ import annotations

import pytest

from tests.slack.conftest import OPEN
from tests.slack.scene import NO_EN, NOT_SAID_EN, SURE_EN, SURE_PT, UNKNOWN_EN, WHICH_EN, YES_PT, Scene
from tests.slack.stand_in.model import Channel, Person
from tests.slack.stand_in.workspace import live_mark_up, visible_text


def opened(scene: Scene, number: int, *members: Person) -> Channel:
    """A channel that the operator opted in."""
    channel = scene.channel(f"open{number}", *(member.id for member in members))
    assert channel.id in OPEN
    with scene.slack.journal.lock:
        channel.members |= {member.id for member in members}
    return channel


@pytest.mark.parametrize(("question", "begins"), [(SURE_PT, YES_PT), (SURE_EN, NO_EN)])
def test_a_mention_is_answered_in_its_thread_in_the_askers_language(scene: Scene, question: str, begins: str) -> None:
    """Whatever the person's locale is: the question's language counts."""
    ana = scene.somebody("pt-BR")
    asked = scene.mention(ana.id, scene.place(ana).id, question)
    reply = scene.reply_to(asked)
    assert visible_text(reply).startswith(begins) and reply.text.startswith(begins)
    assert reply.thread == asked.ts


def test_a_mention_inside_a_thread_is_answered_there(scene: Scene) -> None:
    """Also where the thread is of others."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben)
    root = scene.say(ana.id, channel.id, "A customer wants to know something.")
    assert scene.reply_to(scene.mention(ben.id, channel.id, SURE_EN, root)).thread == root.ts


def test_follow_ups_that_mention_it_keep_the_threads_state(scene: Scene) -> None:
    """What was settled is not repeated, and another person may go on."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben)
    first = scene.mention(ana.id, channel.id, SURE_EN)
    scene.reply_to(first)
    second = scene.mention(ben.id, channel.id, "and Freshchat?", first)
    assert scene.text_of_reply(second).startswith("Yes")
    assert "Freshchat" in scene.text_of_reply(second)


@pytest.mark.parametrize(("locale", "example"), [("en-US", "Where is Freshdesk hosted?"), ("pt-BR", "Onde fica o Freshdesk?")])
@pytest.mark.parametrize("text", ["", "?"])
def test_a_mention_without_words_is_told_what_can_be_asked(scene: Scene, text: str, locale: str, example: str) -> None:
    """In the person's language, once, with examples that run on a click; that is no answer, so it has no thumbs."""
    ana = scene.somebody(locale)
    asked = scene.mention(ana.id, opened(scene, 4, ana).id, text)
    reply = scene.reply_to(asked)
    assert example in visible_text(reply) and "/onde" in visible_text(reply) and "feedback_buttons" not in str(reply.blocks)
    assert NOT_SAID_EN not in visible_text(reply)
    scene.settle()
    assert len(scene.answers(asked)) == 1
    assert scene.click(ana.id, reply, example).acked
    assert "Freshdesk" in visible_text(scene.ephemeral_for(ana.id))


@pytest.mark.parametrize("text", ["Freshdesk", "freshdesk australia", "asdf qwer"])
@pytest.mark.parametrize(("locale", "language"), [("en-US", "Em português"), ("pt-BR", "In English")])
def test_where_the_text_has_no_language_it_is_the_askers(scene: Scene, text: str, locale: str, language: str) -> None:
    """Each answer offers the other language."""
    ana = scene.somebody(locale)
    channel = scene.place(ana)
    asked = scene.mention(ana.id, channel.id, text)
    assert language in scene.text_of_reply(asked)
    scene.command(ana.id, channel.id, text)
    assert language in visible_text(scene.ephemeral_for(ana.id))


def test_who_only_names_a_product_chooses_what_to_ask(scene: Scene) -> None:
    """The choice is answered in place."""
    ana = scene.somebody("en-US")
    asked = scene.mention(ana.id, scene.place(ana).id, "Freshdesk")
    reply = scene.reply_to(asked)
    assert scene.click(ana.id, reply, "What data does Freshdesk have?").acked
    scene.wait_for(lambda: reply.text.startswith("Data that the article lists"), what="the answer in place of the choices")
    assert len(scene.answers(asked)) == 1


def test_where_not_all_products_are_offered_any_may_be_written(scene: Scene) -> None:
    """And is understood as the choice."""
    ana = scene.somebody("en-US")
    channel = scene.place(ana)
    asked = scene.mention(ana.id, channel.id, WHICH_EN)
    reply = scene.reply_to(asked)
    assert "Write its name" in visible_text(reply) and "Freshinbox" not in visible_text(reply)
    assert scene.text_of_reply(scene.mention(ana.id, channel.id, "Freshinbox", asked)).startswith(NO_EN)


def test_a_threads_language_comes_before_the_askers(scene: Scene) -> None:
    """And the text's before both."""
    ana = scene.somebody("en-US")
    channel = scene.place(ana)
    first = scene.mention(ana.id, channel.id, SURE_PT)
    scene.reply_to(first)
    assert "In English" in scene.text_of_reply(scene.mention(ana.id, channel.id, "Freshdesk Australia", first))


def test_threads_share_nothing(scene: Scene) -> None:
    """The same words in a new thread are asked back."""
    ana = scene.somebody()
    channel = scene.place(ana)
    scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    assert not scene.text_of_reply(scene.mention(ana.id, channel.id, "and Freshchat?")).startswith("Yes")


def test_what_nobody_addressed_to_it_is_not_answered(scene: Scene) -> None:
    """Neither in the channel nor in its own thread, where the channel was not opted in."""
    ana = scene.somebody()
    channel = scene.place(ana)
    first = scene.mention(ana.id, channel.id, SURE_EN)
    scene.reply_to(first)
    alone, below = scene.say(ana.id, channel.id, SURE_EN), scene.say(ana.id, channel.id, SURE_EN, first)
    scene.settle()
    assert not scene.answers(alone) and not scene.answers(below)


def test_unknown_is_said_to_who_mentions_it(scene: Scene) -> None:
    """Every addressed message ends in an answer, a choice or a refusal."""
    ana = scene.somebody()
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana).id, UNKNOWN_EN))
    assert NOT_SAID_EN in visible_text(reply)


def test_opted_in_channels_get_sure_answers_unasked(scene: Scene) -> None:
    """A root question that it is sure of, in its thread; and unmentioned follow-ups there."""
    ana = scene.somebody()
    channel = opened(scene, 1, ana)
    first = scene.say(ana.id, channel.id, SURE_EN)
    assert scene.text_of_reply(first).startswith(NO_EN)
    second = scene.say(ana.id, channel.id, "and Freshchat?", first)
    assert scene.text_of_reply(second).startswith("Yes")


@pytest.mark.parametrize(
    "text",
    [
        UNKNOWN_EN, WHICH_EN, "Good morning!", "Who brings the cake?", "Is Freshteem hosted in India?", "Thanks!", "Where is Zendesk hosted?",
        "we use Freshdesk in the US", "Temos Freshdesk na Índia", "Freshdesk is in India", "I told them where Freshdesk is hosted",
        "Ana, where is Freshdesk hosted?", "Where is Freshdesk hosted, Ana?", "@ana where is Freshdesk hosted?",
        "Svetlana, where is Freshdesk hosted?",
        "Can you check where Freshdesk is hosted?", "Are we still on Freshdesk in the US?", "Who is using Freshdesk in the EU?",
        "<!here> where is Freshdesk hosted?",
    ],
)  # fmt: skip
def test_opted_in_channels_hear_nothing_that_is_not_sure(scene: Scene, text: str) -> None:
    """There it stays silent rather than say unknown, ask back, greet or guess what a misspelt name means."""
    ana = scene.somebody()
    said = scene.say(ana.id, opened(scene, 2, ana).id, text)
    scene.settle()
    assert not scene.answers(said)


@pytest.mark.parametrize("text", ["Freshdesk in India?", "Where does Freshdesk keep its logs", "Onde fica o Freshdesk", SURE_PT])
def test_plain_questions_are_answered_unasked(scene: Scene, text: str) -> None:
    """By a question mark, or a question word with its verb."""
    ana = scene.somebody()
    scene.reply_to(scene.say(ana.id, opened(scene, 7, ana).id, text))


@pytest.mark.parametrize(
    "text",
    [
        "the customer wants India", "I think it is in the EU", "can you call them?", "Ana, is India possible?", "and you?", "and lunch?",
        "is it urgent?",
        "ok, India then", "and the customer wants India", "are they in India?", "so what?",
    ],
)  # fmt: skip
def test_in_its_own_thread_people_may_talk_too(scene: Scene, text: str) -> None:
    """What is no question, or one to somebody else, is theirs; what leaves something out is then not asked of Onde any more."""
    ana = scene.somebody()
    channel = opened(scene, 8, ana)
    root = scene.say(ana.id, channel.id, "Where is Freshteam hosted?")
    scene.reply_to(root)
    for left_alone in (text, "and Freshchat?"):
        scene.say(ana.id, channel.id, left_alone, root)
        scene.settle()
    full = scene.say(ana.id, channel.id, "Is Freshchat hosted in India?", root)
    assert scene.text_of_reply(full).startswith("Yes")
    scene.settle()
    assert len([message for message in scene.messages(channel.id) if message.thread == root.ts and message.user != ana.id]) == 2


@pytest.mark.parametrize("text", ["thanks!", "perfect, thank you"])
def test_thanks_end_no_conversation(scene: Scene, text: str) -> None:
    """They are left alone, and what leaves something out is still asked of Onde."""
    ana = scene.somebody()
    channel = opened(scene, 9, ana)
    root = scene.say(ana.id, channel.id, "Where is Freshteam hosted?")
    scene.reply_to(root)
    polite = scene.say(ana.id, channel.id, text, root)
    scene.settle()
    assert not scene.answers(polite)
    assert "Freshchat" in scene.text_of_reply(scene.say(ana.id, channel.id, "and Freshchat?", root))


def test_in_opted_in_channels_people_may_talk_to_each_other(scene: Scene) -> None:
    """In threads of others, and to somebody by name, even in a thread of its own."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = opened(scene, 3, ana, ben)
    root = scene.say(ana.id, channel.id, "Lunch?")
    aside = scene.say(ben.id, channel.id, SURE_EN, root)
    own = scene.mention(ana.id, channel.id, SURE_EN)
    scene.reply_to(own)
    to_ben = scene.say(ana.id, channel.id, f"<@{ben.id}> {SURE_EN}", own)
    unknown = scene.say(ana.id, channel.id, UNKNOWN_EN, own)
    scene.settle()
    assert not scene.answers(aside) and not scene.answers(to_ben) and not scene.answers(unknown)


def test_a_mention_in_an_opted_in_channel_is_answered_once(scene: Scene) -> None:
    """It arrives as app_mention and as message."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, opened(scene, 4, ana).id, UNKNOWN_EN)
    scene.reply_to(asked)
    scene.settle()
    assert len(scene.answers(asked)) == 1


def test_bots_joins_and_its_own_messages_are_never_answered(scene: Scene) -> None:
    """No loop can begin."""
    ana = scene.somebody()
    channel = opened(scene, 5, ana)
    by_bot = scene.bot_says(channel.id, f"@onde {SURE_EN}")
    scene.join(scene.somebody().id, channel.id)
    own = scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    scene.settle()
    assert not scene.answers(by_bot) and not scene.answers(own)
    assert len([message for message in scene.messages(channel.id) if message.user == scene.slack.settings.bot_user]) == 1


def test_private_channels_are_answered_too(scene: Scene) -> None:
    """Where the app was invited."""
    ana = scene.somebody()
    assert scene.text_of_reply(scene.mention(ana.id, scene.place(ana, private=True).id, SURE_EN)).startswith(NO_EN)


def test_nothing_in_a_reply_is_live(scene: Scene) -> None:
    """Whatever the question holds."""
    ana = scene.somebody()
    nasty = "Is <!channel> <https://evil.example|Freshteam> in <@U0BEN> &lt;!here&gt; India? @everyone `x` https://evil.example"
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana).id, nasty))
    article = "https://ajuda.bravosolutions.com.br/"
    assert all(mark.startswith(article) for mark in live_mark_up(reply))
