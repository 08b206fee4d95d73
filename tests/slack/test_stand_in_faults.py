"""The stand-in's misbehaviour on demand, as slack_sdk's client meets it."""

from __future__ import annotations

import time
import urllib.error
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.slack.stand_in import faults
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import client_of
from tests.slack.stand_in.workspace import Workspace

LOST = (urllib.error.URLError, ConnectionError, RemoteDisconnected, TimeoutError)


@pytest.fixture
def client(slack: Slack) -> WebClient:
    """An impatient client that tries nothing twice."""
    client = client_of(slack)
    client.timeout = 1
    return client


def post(client: WebClient, text: str = "x") -> Any:
    """Post a message."""
    return client.chat_postMessage(channel="C0GENERAL", text=text)


def test_rate_limits(slack: Slack, client: WebClient, people: Workspace) -> None:
    """So many times, with the seconds to wait; then all is well."""
    slack.misbehave("chat.postMessage", faults.rate_limited(7), times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as error:
            post(client)
        assert error.value.response.status_code == 429
        assert error.value.response.headers["Retry-After"] == "7"
    post(client)
    assert len(people.messages("general")) == 1
    assert [call.data["fault"] for call in slack.journal.calls("chat.postMessage")] == ["rate limited", "rate limited", ""]


def test_errors(slack: Slack, client: WebClient, people: Workspace) -> None:
    """Of the server, and refusals for Slack's own reasons; a pattern stands for several methods."""
    slack.misbehave("chat.*", faults.broken(503))
    with pytest.raises(SlackApiError) as error:
        post(client)
    assert error.value.response.status_code == 503
    slack.misbehave("chat.postMessage", faults.refused("fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        post(client)
    assert people.messages("general") == []


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [(faults.dropped(), False), (faults.dropped_after(), True), (faults.answered_late(3), True)],
    ids=["before", "after", "late"],
)
def test_lost_answers(slack: Slack, client: WebClient, people: Workspace, fault: faults.Fault, accepted: bool) -> None:
    """The app cannot see whether its message was accepted."""
    slack.misbehave("chat.postMessage", fault)
    with pytest.raises(LOST):
        post(client)
    assert len(people.messages("general")) == accepted
    post(client, "again")
    assert people.messages("general")[-1].text == "again"


def test_slowness(slack: Slack, client: WebClient) -> None:
    """Done after a while, forever until it is cleared."""
    slack.misbehave("auth.test", faults.slow(0.2), times=None)
    for _ in range(2):
        begun = time.monotonic()
        client.auth_test()
        assert time.monotonic() - begun >= 0.2
    slack.faults.clear()
    begun = time.monotonic()
    client.auth_test()
    assert time.monotonic() - begun < 0.2


def test_misbehaviour_that_chooses(slack: Slack, client: WebClient, people: Workspace) -> None:
    """A function of the arguments decides."""
    slack.faults.add("chat.postMessage", lambda arguments: faults.broken() if "b" in arguments["text"] else None)
    post(client, "a")
    with pytest.raises(SlackApiError):
        post(client, "b")
    assert [message.text for message in people.messages("general")] == ["a"]


@pytest.mark.parametrize("settings", [Settings(posts_per_second=1, posts_burst=2)])
def test_too_many_posts(slack: Slack, client: WebClient, people: Workspace) -> None:
    """A burst is forgiven, more is not; each channel counts for itself."""
    post(client)
    post(client)
    with pytest.raises(SlackApiError, match="ratelimited"):
        post(client)
    client.chat_postMessage(channel="C0PARTNERS", text="x")
    assert slack.journal.busiest_second("C0GENERAL") == 2


def test_response_urls(slack: Slack, people: Workspace) -> None:
    """Five uses; for one, for all, in a thread; the original replaced or deleted; each checked as a message is."""
    channel, asked = slack.world.channel("general"), people.say("ana", "general", "where?")
    answer = WebhookClient(slack.new_response_url(channel, "U0ANA", asked.ts))
    assert answer.send(text="psst").body == "ok"
    assert answer.send(text="all", response_type="in_channel").status_code == 200
    assert "unknown field" in answer.send_dict({"text": "x", "channel": "C0SECRET"}).body
    assert "message_not_found" in answer.send(text="x", replace_original=True).body, "it is not the app's own"
    assert "invalid_blocks" in answer.send(text="x", blocks=[{"type": "section"}]).body
    used = answer.send(text="x")
    assert (used.status_code, "used_url" in used.body) == (404, True)
    assert [message.text for message in people.ephemerals("ana", "general")] == ["psst"]
    assert [message.text for message in people.messages("general")] == ["where?", "all"]
    assert [item.data["status"] for item in slack.journal.all("response")] == [200, 200, 400, 400, 400, 404]


def test_originals(slack: Slack, client: WebClient, people: Workspace) -> None:
    """A message of the app that was clicked, ephemeral or not, is replaced, then deleted."""
    channel = slack.world.channel("general")
    seen = post(client)["ts"], client.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")["message_ts"]
    for ts in seen:
        answer = WebhookClient(slack.new_response_url(channel, "U0ANA", ts))
        assert answer.send(text="new", replace_original=True).status_code == 200
        assert channel.said[ts].text == "new"
        assert answer.send(delete_original=True).status_code == 200
        assert channel.said[ts].deleted


@pytest.mark.parametrize("settings", [Settings(response_url_lives=0)])
def test_response_urls_end(slack: Slack) -> None:
    """After half an hour, which is none here."""
    answer = WebhookClient(slack.new_response_url(slack.world.channel("general"), "U0ANA")).send(text="x")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)
    unknown = WebhookClient(f"{slack.url}/response/T0ONDE/unknown").send(text="x")
    assert (unknown.status_code, "invalid_url" in unknown.body) == (404, True)


def test_response_urls_misbehave(slack: Slack, people: Workspace) -> None:
    """As methods do."""
    answer = WebhookClient(slack.new_response_url(slack.world.channel("general"), "U0ANA"), retry_handlers=[])
    slack.misbehave(faults.RESPONSE_URL, faults.broken(500))
    assert answer.send(text="x").status_code == 500
    slack.misbehave(faults.RESPONSE_URL, faults.dropped_after())
    with pytest.raises(LOST):
        answer.send(text="y")
    assert [message.text for message in people.ephemerals("ana")] == ["y"]
