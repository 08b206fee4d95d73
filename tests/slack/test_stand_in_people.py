"""The stand-in: people write, click and look, and a real app made with Bolt answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App

from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import app_of, on_http, on_socket
from tests.slack.stand_in.workspace import Workspace, visible_text

PLAIN = {"type": "plain_text", "text": "Open"}
BUTTON = {"type": "actions", "elements": [{"type": "button", "text": PLAIN, "action_id": "open", "value": "7"}]}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "vote",
            "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up:1"},
            "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down:1"},
        }
    ],
}
MODAL = {
    "type": "modal", "callback_id": "why", "title": {"type": "plain_text", "text": "Why"}, "submit": {"type": "plain_text", "text": "Send"},
    "private_metadata": "1",
    "blocks": [
        {
            "type": "input", "block_id": "reason", "label": {"type": "plain_text", "text": "Reason"},
            "element": {
                "type": "static_select", "action_id": "pick",
                "options": [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Wrong", "Old")],
            },
        },
        {
            "type": "input", "block_id": "comment", "optional": True, "label": {"type": "plain_text", "text": "Comment"},
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 10},
        },
    ],
}  # fmt: skip


@pytest.fixture
def settings() -> Settings:
    """An impatient Slack."""
    return Settings(ack_within=1)


class Heard(list[dict[str, Any]]):
    """Bodies that the app got, in order."""

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of one type."""
        return [body["event"] for body in self if body.get("event", {}).get("type") == kind]

    @property
    def actions(self) -> list[dict[str, Any]]:
        """What people did; events of messages arrive between them in their own time."""
        return [body for body in self if "event" not in body]


@pytest.fixture(params=[on_socket, on_http], ids=["socket", "http"])
def heard(slack: Slack, request: pytest.FixtureRequest) -> Iterator[Heard]:
    """A tiny app that answers all that people can do, over both ways; what it got."""
    app, bodies = app_of(slack), Heard()
    _listen(app, bodies)
    way: Callable[..., Any] = request.param
    with way(slack, app):
        yield bodies


def _listen(app: App, bodies: Heard) -> None:
    @app.middleware
    def hear(body: dict[str, Any], next: Callable[[], Any]) -> None:
        bodies.append(body)
        next()

    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Any) -> None:
        say(text="Answer", blocks=[BUTTON, FEEDBACK], thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    @app.event("app_home_opened")
    @app.event("member_joined_channel")
    def hush() -> None:
        pass

    @app.action("open")
    def show(ack: Any, body: dict[str, Any], client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.action("vote")
    def thank(ack: Any, body: dict[str, Any], respond: Any) -> None:
        ack()
        respond(text=f"Thanks for {body['actions'][0]['value']}", replace_original=False)

    @app.view("why")
    def keep(ack: Any, view: dict[str, Any]) -> None:
        chosen = view["state"]["values"]["reason"]["pick"]["selected_option"]["value"]
        ack(response_action="errors", errors={"reason": "no"}) if chosen == "old" else ack()

    @app.command("/onde")
    def command(ack: Any, body: dict[str, Any]) -> None:
        ack(text=f"You said {body['text']}")

    @app.shortcut("ask")
    def ask(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        ack()
        respond(text=f"About {body['message']['text']}")


def test_a_mention_is_answered_in_its_thread(slack: Slack, people: Workspace, heard: Heard) -> None:
    """It arrives as app_mention and as message, escaped, with different event ids."""
    asked = people.mention("ana", "general", "where is <x> & y?")
    reply = people.reply_to(asked)
    assert (reply.text, reply.thread, reply.user) == ("Answer", asked.ts, "U0ONDE")
    people.settle()
    mention, message = heard.events("app_mention")[0], heard.events("message")[0]
    assert mention["text"] == message["text"] == "<@U0ONDE> where is &lt;x&gt; &amp; y?"
    assert (mention["ts"], mention["channel"], message["channel_type"]) == (asked.ts, "C0GENERAL", "channel")
    keys = [delivery.data["key"] for delivery in slack.journal.all("delivery", "events_api")]
    assert len(keys) == len(set(keys)) == 3, "its own reply comes back to the app too, where Bolt drops it"


def test_buttons_open_modals_and_modals_are_sent(people: Workspace, heard: Heard) -> None:
    """Errors keep a modal open; then it closes."""
    reply = people.reply_to(people.mention("ana", "general", "where?"))
    assert people.click("ben", reply, "Open").acked
    view = people.view_of("ben")
    assert "Reason" in visible_text(view)
    assert people.submit_view("ben", view, {"Reason": "Old"}).reply == {"response_action": "errors", "errors": {"reason": "no"}}
    assert people.views("ben") == [view]
    assert people.submit_view("ben", view, {"pick": "wrong", "comment": "short"}).reply is None
    assert people.views("ben") == []
    sent = heard.actions[-1]["view"]
    assert sent["state"]["values"]["comment"]["text"] == {"type": "plain_text_input", "value": "short"}
    assert sent["private_metadata"] == "1"
    with pytest.raises(AssertionError, match="without 'Reason'"):
        people.click("ana", reply, "open")
        people.submit_view("ana", people.view_of("ana"))
    with pytest.raises(AssertionError, match="11 characters"):
        people.submit_view("ana", people.view_of("ana"), {"Reason": "Old", "Comment": "x" * 11})


def test_votes_are_thanked_to_who_voted(people: Workspace, heard: Heard) -> None:
    """The payload of a feedback button; the answer by response_url is seen by one person."""
    reply = people.reply_to(people.mention("ana", "general", "where?"))
    assert people.click("ben", reply, "vote", "negative").acked
    assert people.ephemeral_for("ben", "general").text == "Thanks for down:1"
    assert people.ephemerals("ana") == []
    action = heard.actions[-1]["actions"][0]
    assert action.keys() == {"type", "action_id", "block_id", "value", "text", "action_ts"}
    assert (action["type"], action["text"]["text"]) == ("feedback_buttons", "Bad")
    assert heard.actions[-1]["container"] == {
        "type": "message", "message_ts": reply.ts, "channel_id": "C0GENERAL", "is_ephemeral": False, "thread_ts": reply.thread
    }  # fmt: skip


def test_commands_and_shortcuts(people: Workspace, heard: Heard) -> None:
    """A command's acknowledgement is shown to who typed it; a shortcut works where the app is not, by response_url."""
    assert people.command("ana", "general", "where is it?").acked
    assert [message.text for message in people.ephemerals("ana", "general")] == ["You said where is it?"]
    assert heard.actions[-1]["channel_name"] == "general"
    message = people.say("ana", "elsewhere", "is it in India?")
    assert people.shortcut("ben", message, "ask").acked
    assert people.ephemeral_for("ben", "elsewhere").text == "About is it in India?"


def test_commands_and_shortcuts_need_their_scope(slack: Slack, people: Workspace, heard: Heard) -> None:
    message = people.say("ben", "general", "Where?")
    slack.scopes.remove("commands")
    with pytest.raises(AssertionError, match="scope commands"):
        people.command("ana", "general", "where is it?")
    with pytest.raises(AssertionError, match="scope commands"):
        people.shortcut("ben", message, "ask")
    assert not heard.actions


def test_nobody_answers(slack: Slack, people: Workspace, heard: Heard) -> None:
    """A command without a listener is not acknowledged, and not sent again; the person is told."""
    outcome = people.command("ana", "general", "x", "/unknown")
    assert not outcome.acked and outcome.attempts == 1
    assert slack.journal.all("said", "failure")[0].data == {"user": "ana", "what": "/unknown", "reason": outcome.reason}
