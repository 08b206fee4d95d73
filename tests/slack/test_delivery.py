"""Posting when Slack or the way to it fails: nothing lost, nothing doubled, never too fast."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from bot.surfaces.slack import ids
from tests.slack.scene import NO_EN, SURE_EN, SURE_PT, YES_PT, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault
from tests.slack.stand_in.journal import Happening
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.workspace import visible_text

SECONDS = 30.0


def spoil(scene: Scene, channel: Channel, *wrong: Fault) -> None:
    """The next posts to a channel go wrong, one after the other; others do not."""
    left = list(wrong)
    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.postMessage", lambda arguments: left.pop(0) if left and arguments.get("channel") == channel.id else None)


@pytest.mark.parametrize(
    "wrong",
    [
        (faults.broken(500), faults.broken(503)),
        (faults.dropped(),),
        (faults.dropped_after(),),
        (faults.dropped(), faults.dropped_after()),
        (faults.refused("internal_error"),),
        (faults.refused("fatal_error"), faults.broken(502)),
        (faults.slow(1.5),),
    ],
    ids=lambda wrong: "+".join(fault.name.replace(" ", "_") for fault in wrong),
)
def test_exactly_one_reply_whatever_goes_wrong(scene: Scene, wrong: tuple[Fault, ...]) -> None:
    """Where nobody knows whether it was posted, it is looked for."""
    ana = scene.somebody()
    channel = scene.place(ana)
    spoil(scene, channel, *wrong)
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    direct = scene.direct_message(ana.id, SURE_PT)
    scene.reply_to(asked, SECONDS)
    scene.reply_to(direct)
    scene.wait_for(lambda: "sent" in str(_states(scene, channel)), SECONDS, "the delivery to be settled")
    assert len(scene.answers(asked)) == 1 and len(scene.answers(direct)) == 1


def _states(scene: Scene, channel: Channel) -> list[tuple[str, ...]]:
    return scene.app.rows(f"SELECT state FROM deliveries WHERE channel = '{channel.id}'")


def _posts(scene: Scene, channel: Channel) -> list[Happening]:
    return [call for call in scene.calls("chat.postMessage") if call.data["arguments"]["channel"] == channel.id]


def test_retry_after_is_obeyed(scene: Scene) -> None:
    """No post to that channel before its end; and the reply is not lost."""
    ana = scene.somebody()
    channel = scene.place(ana)
    spoil(scene, channel, faults.rate_limited(2))
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    scene.reply_to(asked, SECONDS)
    first, second = scene.wait_for(lambda: _posts(scene, channel) if len(_posts(scene, channel)) > 1 else [], what="two posts")
    assert second.at - first.at >= 2.0


def test_at_most_one_post_a_second_in_a_channel(scene: Scene) -> None:
    """Whatever is asked at once, in the order in which it was asked in its thread."""
    ana = scene.somebody()
    channel = scene.place(ana)
    asked = [scene.mention(ana.id, channel.id, SURE_EN) for _ in range(4)]
    for message in asked:
        scene.reply_to(message, SECONDS)
    assert scene.slack.journal.busiest_second(channel.id) == 1


def test_a_slow_channel_holds_up_no_other(scene: Scene) -> None:
    """Its own messages wait, those of others do not."""
    ana = scene.somebody()
    slow, quick = scene.place(ana), scene.place(ana)
    spoil(scene, slow, *[faults.slow(4.0)] * 2)
    waiting = scene.mention(ana.id, slow.id, SURE_EN)
    scene.wait_for(lambda: scene.app.rows(f"SELECT 1 FROM deliveries WHERE channel = '{slow.id}' AND state = 'sending'"), what="the slow post")
    assert scene.reply_to(scene.mention(ana.id, quick.id, SURE_EN), 2.0)
    assert not scene.answers(waiting)
    scene.reply_to(waiting, SECONDS)


def test_people_take_turns_in_a_channel(scene: Scene) -> None:
    """Who asks much at once does not keep others waiting until all of it is answered."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben)
    many = [scene.mention(ana.id, channel.id, question) for question in (SURE_EN, SURE_PT, SURE_EN, SURE_PT)]
    scene.wait_for(lambda: len(_states(scene, channel)) == len(many), what="four turns of one person")
    one = scene.mention(ben.id, channel.id, SURE_EN)
    scene.reply_to(one)
    assert sum(bool(scene.answers(message)) for message in many) <= 2


def test_what_slack_does_not_take_holds_up_nobody_else(scene: Scene) -> None:
    """It is tried again meanwhile, before what the same person asked after it; nothing is lost."""
    ana, ben = scene.somebody(), scene.somebody()
    channel = scene.place(ana, ben)
    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.postMessage", lambda arguments: faults.broken() if "Freshteam" in arguments["text"] else None)
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    scene.wait_for(lambda: len(_posts(scene, channel)) >= 4, SECONDS, "four tries")  # From now on it waits for eight seconds and more.
    then = scene.mention(ana.id, channel.id, "Is Freshchat hosted in India?", asked)
    assert [scene.text_of_reply(scene.mention(ben.id, channel.id, SURE_PT)).startswith(YES_PT) for _ in range(2)] == [True, True]
    assert not scene.answers(asked)
    scene.slack.faults.clear()
    answers = scene.wait_for(lambda: scene.answers(asked) if len(scene.answers(asked)) == 2 else [], SECONDS, "both answers")
    assert [visible_text(answer).split(".")[0] for answer in answers] == [NO_EN, "Yes"] and then.thread == asked.ts


def test_posts_that_stall_hold_up_no_modal(scene: Scene) -> None:
    """However many channels wait for Slack: a modal's trigger lasts three seconds."""
    ana = scene.somebody()
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana).id, SURE_EN))
    slow = {scene.place(ana).id for _ in range(70)}
    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.postMessage", lambda arguments: faults.slow(2.5) if arguments["channel"] in slow else None)
    for channel in slow:
        scene.mention(ana.id, channel, SURE_EN)
    rows = "SELECT count(*) FROM deliveries WHERE state = 'sending' AND channel IN ({})".format(",".join(f"'{channel}'" for channel in slow))
    scene.wait_for(lambda: scene.app.rows(rows)[0][0] >= 64, what="posts that stall")
    scene.click(ana.id, reply, "why")
    assert scene.view_of(ana.id) and not any(scene.messages(channel)[1:] for channel in slow)
    scene.slack.faults.clear()


@pytest.mark.parametrize("error", ["not_in_channel", "restricted_action", "restricted_action_thread_locked"])
def test_who_asks_where_nothing_may_be_posted_is_answered_directly(scene: Scene, error: str) -> None:
    """With the question, since it does not stand above; its buttons work, and what follows there goes on with it."""
    ana = scene.somebody()
    channel = scene.place(ana)
    spoil(scene, channel, faults.refused(error))
    scene.expected.add(error)
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    reply = scene.wait_for(lambda: scene.direct_messages(ana.id), what="a direct message")[0]
    assert SURE_EN in visible_text(reply) and "does not list India" in visible_text(reply) and not scene.answers(asked)
    scene.wait_for(lambda: scene.app.rows(f"SELECT 1 FROM deliveries WHERE ts = '{reply.ts}' AND state = 'sent'"), what="its place kept")
    assert scene.click(ana.id, reply, "Helpful").acked
    assert scene.text_of_reply(scene.direct_message(ana.id, "and Freshchat?", reply)).startswith("Yes")


def test_all_that_is_said_where_nothing_may_be_posted_is_said_directly(scene: Scene) -> None:
    """Refusals and help too; an edit and the other language change the direct message in place, and the question stays above it."""
    ana, gil = scene.somebody(), scene.somebody(guest=True)
    channel = scene.place(ana, gil)
    scene.expected.add("restricted_action")
    with scene.slack.journal.lock:
        scene.slack.faults.add("chat.*", lambda arguments: faults.refused("restricted_action") if arguments["channel"] == channel.id else None)
    scene.mention(gil.id, channel.id, SURE_EN)
    refused = scene.wait_for(lambda: scene.direct_messages(gil.id), what="a refusal")[0]
    assert "members of this workspace" in visible_text(refused)
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    reply = scene.wait_for(lambda: scene.direct_messages(ana.id), what="an answer")[0]
    scene.wait_for(lambda: scene.app.rows(f"SELECT 1 FROM deliveries WHERE ts = '{reply.ts}' AND state = 'sent'"), what="its place kept")
    scene.edit(asked, "@onde Is Freshchat hosted in India?")
    scene.wait_for(lambda: "Freshchat data" in visible_text(reply), what="the edited answer")
    assert scene.click(ana.id, reply, "language:pt").acked
    scene.wait_for(lambda: "Os dados do Freshchat" in visible_text(reply), what="the answer in Portuguese")
    assert "Is Freshchat hosted in India?" in visible_text(reply)
    scene.mention(ana.id, channel.id, "")
    scene.wait_for(lambda: "/onde" in visible_text(scene.direct_messages(ana.id)[-1]), what="help")
    assert len(scene.direct_messages(ana.id)) == 2
    scene.slack.faults.clear()


@pytest.mark.parametrize("error", ["is_archived", "account_inactive"])
def test_what_slack_refuses_for_good_is_logged_and_left(scene: Scene, error: str) -> None:
    """It is not tried again, and the next message in the channel is."""
    ana = scene.somebody()
    channel = scene.place(ana)
    spoil(scene, channel, faults.refused(error))
    scene.expected.add(error)
    scene.mention(ana.id, channel.id, SURE_EN)
    scene.wait_for(lambda: _states(scene, channel) == [("failed",)], what="the delivery to have failed")
    assert scene.text_of_reply(scene.mention(ana.id, channel.id, SURE_EN)).startswith(NO_EN)
    scene.app.wait_for_line(f'"word": "{error}"')


def test_blocks_that_slack_refuses_become_plain_text(scene: Scene) -> None:
    """Better plain than silent."""
    ana = scene.somebody()
    channel = scene.place(ana)
    spoil(scene, channel, faults.refused("invalid_blocks"))
    scene.expected.add("invalid_blocks")
    reply = scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    assert reply.text.startswith(NO_EN) and not reply.blocks


def test_a_private_answer_survives_a_failing_response_url(scene: Scene) -> None:
    """It is sent again."""
    ana = scene.somebody()
    scene.slack.misbehave("response_url", faults.broken(), 2)
    scene.command(ana.id, scene.place(ana).id, SURE_EN)
    assert scene.ephemeral_for(ana.id, seconds=SECONDS)


def test_people_are_looked_up_until_slack_tells(scene: Scene) -> None:
    """A failing users.info delays an answer, it does not cost it."""
    ana = scene.somebody()
    scene.slack.misbehave("users.info", faults.broken(), 2)
    assert scene.text_of_reply(scene.mention(ana.id, scene.place(ana).id, SURE_EN)).startswith(NO_EN)


def test_events_that_come_several_times_get_one_reply(scene: Scene) -> None:
    """The same event id again, at once and later, as message and as mention."""
    ana = scene.somebody()
    asked = scene.mention(ana.id, scene.place(ana).id, SURE_EN)
    event = {"type": "app_mention", "user": ana.id, "text": asked.text, "ts": asked.ts, "channel": asked.channel, "team": "T0ONDE"}
    pending = [scene.send_event(event, "Ev0SAME") for _ in range(4)]
    scene.reply_to(asked)
    pending += [scene.send_event(event, "Ev0SAME"), scene.send_event(event)]
    assert all(each.result(10).acked for each in pending)
    scene.settle()
    assert len(scene.answers(asked)) == 1


def test_when_the_store_cannot_write_nothing_is_lost_and_nothing_is_promised(scene: Scene) -> None:
    """A lock of four seconds: events are sent again by Slack, clicks and commands are told so within three seconds."""
    ana = scene.somebody()
    channel = scene.place(ana)
    reply = scene.reply_to(scene.mention(ana.id, channel.id, SURE_EN))
    scene.settle()
    lock = sqlite3.connect(scene.app.store, isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    threading.Timer(4.0, lock.close).start()
    event = {"type": "app_mention", "user": ana.id, "text": f"<@U0ONDE> {SURE_PT}", "ts": f"{reply.thread[:-3]}999", "channel": channel.id}
    asked = scene.send_event(event)
    outcomes = []
    workers = [
        threading.Thread(target=lambda: outcomes.append(scene.click(ana.id, reply, "Helpful"))),
        threading.Thread(target=lambda: outcomes.append(scene.command(ana.id, channel.id, SURE_EN))),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(outcome.acked and outcome.seconds < 3.0 for outcome in outcomes)
    told = scene.wait_for(lambda: scene.ephemerals(ana.id) if len(scene.ephemerals(ana.id)) >= 2 else [], what="two honest words")
    assert all("try" in each.text.lower() for each in told[:2]), [each.text for each in told]
    assert asked.result(30)


def test_a_crowd_is_acknowledged_in_time_while_neither_the_store_nor_slack_answers(scene: Scene) -> None:
    """Sixty people click who must be looked up first: each is told within three seconds that their vote was not kept."""
    ana, *crowd = [scene.somebody() for _ in range(61)]
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, *crowd).id, SURE_EN))
    scene.settle()
    unknown = {person.id for person in crowd}
    with scene.slack.journal.lock:
        scene.slack.faults.add("users.info", lambda arguments: faults.slow(4) if arguments["user"] in unknown else None)
    lock = sqlite3.connect(scene.app.store, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    thumb = {"type": "feedback_buttons", "action_id": ids.VOTE, "block_id": "b", "value": f"up:{_turn_of(reply)}"}
    outcomes = [pending.result(10) for pending in [scene.press(person.id, reply, thumb) for person in crowd]]
    lock.close()
    scene.slack.faults.clear()
    assert all(outcome.acked for outcome in outcomes), [(outcome.reason, outcome.seconds) for outcome in outcomes]
    scene.wait_for(lambda: all(scene.ephemerals(person.id) for person in crowd), what="a word for each")


def _turn_of(reply: Message) -> str:
    """The turn that a message shows, as its metadata say."""
    assert reply.metadata
    return str(reply.metadata["event_payload"]["turn"])
