"""The stand-in's deliveries by HTTP: signatures, retries, duplicates and disorder."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.slack.running import free_port
from tests.slack.stand_in.posting import signed_headers
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import app_of, on_http
from tests.slack.stand_in.workspace import Workspace


@pytest.fixture
def settings() -> Settings:
    """An impatient Slack, and one event for each message."""
    return Settings(ack_within=0.3, retry_after=(0.05, 0.1, 0.15), events=frozenset({"message.channels"}))


class Door(ThreadingHTTPServer):
    """An app's door that answers as it is told: a status, seconds of waiting and headers for each request in order, the last for all further."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[tuple[int, float, dict[str, str]]] = [(200, 0.0, {})]
        self.body = b""
        self.requests: list[tuple[dict[str, str], str]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:
        """Keep the request and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        number = len(self.server.requests)
        self.server.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status, wait, headers = self.server.told[min(number, len(self.server.told) - 1)]
        time.sleep(wait)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(self.server.body)), "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def door(slack: Slack) -> Iterator[Door]:
    """A door to which the stand-in delivers."""
    with Door() as door:
        thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        slack.deliver_to(f"http://127.0.0.1:{door.server_port}/slack/events")
        yield door
        door.shutdown()
        thread.join()


def reasons(slack: Slack) -> list[str]:
    """Why each attempt failed, "" where it did not."""
    return [item.data["reason"] for item in slack.journal.all("delivery")]


def test_requests_are_signed(slack: Slack, people: Workspace, door: Door) -> None:
    """As slack_sdk checks it; JSON for events, forms for the others, whose answers are read."""
    door.body = b'{"text": "fine"}'
    people.say("ana", "general", "hello")
    people.wait_for(lambda: len(door.requests) == 1)
    people.command("ana", "general", "where is <it> & what?")
    people.global_shortcut("ana", "ask")
    for headers, body in door.requests:
        assert SignatureVerifier(slack.settings.signing_secret).is_valid_request(body, headers)
        assert not SignatureVerifier("another").is_valid_request(body, headers)
        assert "x-slack-retry-num" not in headers
    assert json.loads(door.requests[0][1])["event"]["text"] == "hello"
    assert parse_qs(door.requests[1][1])["text"] == ["where is <it> & what?"]
    assert json.loads(parse_qs(door.requests[2][1])["payload"][0])["type"] == "shortcut"
    assert people.ephemerals("ana", "general")[0].text == "fine"
    old = signed_headers(b"x", slack.settings.signing_secret, time.time() - 301)
    assert not SignatureVerifier(slack.settings.signing_secret).is_valid_request("x", old)


def test_retries(slack: Slack, people: Workspace, door: Door) -> None:
    """After an error, after silence, each with its number and reason; then it is taken."""
    door.told = [(503, 0, {}), (200, 0.5, {}), (200, 0, {})]
    people.say("ana", "general", "hello")
    people.wait_for(lambda: reasons(slack)[-1:] == [""])
    assert reasons(slack) == ["http_error", "http_timeout", ""]
    marks = [(headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")) for headers, _ in door.requests]
    assert marks == [(None, None), ("1", "http_error"), ("2", "http_timeout")]
    assert len({json.loads(body)["event_id"] for _, body in door.requests}) == 1


def test_giving_up(slack: Slack, people: Workspace, door: Door) -> None:
    """After three retries, at once where the app asks for it, and at once with interactions."""
    door.told = [(500, 0, {})] * 4 + [(500, 0, {"X-Slack-No-Retry": "1"}), (404, 0, {})]
    people.say("ana", "general", "hello")
    people.wait_for(lambda: slack.journal.all("lost"))
    people.say("ana", "general", "hello")
    people.wait_for(lambda: len(slack.journal.all("lost")) == 2)
    assert people.command("ana", "general", "x").reason == "http_error"
    assert len(door.requests) == 6


def test_nobody_is_there(slack: Slack, people: Workspace) -> None:
    """A refused connection is no acknowledgement."""
    slack.deliver_to(f"http://127.0.0.1:{free_port()}/slack/events")
    assert people.command("ana", "general", "x").reason == "connection_failed"


def test_duplicates_and_disorder(slack: Slack, people: Workspace, door: Door) -> None:
    """Each event three times with the same id, and not in the order in which they happened; a seed makes it the same each time."""
    slack.deliveries.copies, slack.deliveries.disorder = 3, 0.3
    slack.deliveries.random.seed(7)
    for number in range(20):
        people.say("ana", "general", str(number))
    people.wait_for(lambda: not slack.under_way)
    bodies = [json.loads(body) for _, body in door.requests]
    texts = [int(body["event"]["text"]) for body in bodies]
    assert sorted(texts) == sorted([*range(20)] * 3) and texts != sorted(texts)
    assert len({body["event_id"] for body in bodies}) == 20


def test_a_duplicate_by_hand(people: Workspace, door: Door) -> None:
    """Any event may be sent, and sent again."""
    event: dict[str, Any] = {"type": "app_mention", "user": "U0ANA", "text": "x", "ts": "1.1", "channel": "C0GENERAL"}
    for _ in range(2):
        assert people.send_event(event, "Ev1", shared=True).result(5).acked
    assert {(json.loads(body)["event_id"], json.loads(body)["is_ext_shared_channel"]) for _, body in door.requests} == {("Ev1", True)}


def test_bolt_takes_them(slack: Slack, people: Workspace) -> None:
    """A real app by HTTP: with the right secret it takes events, with another it refuses them."""
    app, heard = app_of(slack), threading.Event()
    app.event("message")(lambda: heard.set())
    with on_http(slack, app) as url:
        assert slack.verify_url()
        people.say("ana", "general", "hello")
        assert heard.wait(5)
        people.settle(0.05)
        assert reasons(slack) == [""]
        with Slack(Settings(signing_secret="other", retry_after=(), events=slack.settings.events)) as stranger:
            stranger.deliver_to(url)
            assert not stranger.verify_url()
            Workspace(stranger).say("ana", "general", "hello")
            stranger.journal.wait_for(lambda: stranger.journal.all("lost"), 5, "a refusal")
            assert reasons(stranger) == ["http_error"]
