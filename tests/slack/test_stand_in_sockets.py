"""The stand-in's Socket Mode, with slack_sdk's own client: envelopes, acknowledgements, and connections that end in every way."""

from __future__ import annotations

import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import client_of, leave
from tests.slack.stand_in.workspace import Workspace

logging.getLogger("quiet").setLevel(logging.CRITICAL)


@pytest.fixture
def settings() -> Settings:
    """An impatient Slack, and one event for each message."""
    return Settings(ack_within=0.3, retry_after=(0.05, 0.1, 0.15), events=frozenset({"message.channels"}))


class Listener:
    """What one client got; `willing` decides by the number of the envelope whether it is acknowledged."""

    def __init__(self, willing: Callable[[int], bool]) -> None:
        self.willing = willing
        self.requests: list[SocketModeRequest] = []
        self._lock = threading.Lock()

    def __call__(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Take one envelope."""
        with self._lock:
            self.requests.append(request)
            number = len(self.requests)
        if self.willing(number):
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "fine"} if request.accepts_response_payload else None))


@contextmanager
def listening(slack: Slack, willing: Callable[[int], bool] = lambda _: True) -> Iterator[Listener]:
    """A client of slack_sdk with a listener, connected."""
    before, listener = slack.connected(), Listener(willing)
    client = SocketModeClient(slack.settings.app_token, web_client=client_of(slack), logger=logging.getLogger("quiet"), ping_interval=0.1)
    client.socket_mode_request_listeners.append(listener)
    client.connect()
    slack.journal.wait_for(lambda: slack.connected() > before, 5, "a connection")
    try:
        yield listener
    finally:
        leave(slack, client)


def outcomes(slack: Slack) -> list[tuple[int, str]]:
    """Every attempt to deliver an event: its number and why it failed, "" where it did not."""
    return [(item.data["attempt"], item.data["reason"]) for item in slack.journal.all("delivery", "events_api")]


def test_envelopes(slack: Slack, people: Workspace) -> None:
    """Events, interactions and commands come as such; the last two may be answered."""
    with listening(slack) as listener:
        people.say("ana", "general", "hello")
        assert people.command("ana", "general", "x").reply == {"text": "fine"}
        assert people.global_shortcut("ana", "ask").reply == {"text": "fine"}
        people.settle(0.05)
        kinds = {request.type: request for request in listener.requests}
    assert kinds.keys() == {"events_api", "slash_commands", "interactive"}
    assert [kinds[kind].accepts_response_payload for kind in kinds] == [kind != "events_api" for kind in kinds]
    assert kinds["events_api"].payload["event"]["text"] == "hello"
    assert people.ephemerals("ana", "general")[0].text == "fine"
    assert outcomes(slack) == [(0, "")] and 0 <= slack.journal.ack_seconds("events_api")[0] < 0.4


def test_what_is_not_acknowledged_comes_again(slack: Slack, people: Workspace) -> None:
    """The same event in a new envelope, with the number and reason of the retry."""
    with listening(slack, lambda number: number == 3) as listener:
        people.say("ana", "general", "hello")
        people.wait_for(lambda: outcomes(slack)[-1:] == [(2, "")])
    assert outcomes(slack) == [(0, "timeout"), (1, "timeout"), (2, "")]
    assert [(request.retry_attempt, request.retry_reason) for request in listener.requests] == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({request.envelope_id for request in listener.requests}) == 3
    assert len({request.payload["event_id"] for request in listener.requests}) == 1


def test_what_is_never_acknowledged_is_lost(slack: Slack, people: Workspace) -> None:
    """After three retries; interactions are not sent again at all."""
    with listening(slack, lambda _: False):
        people.say("ana", "general", "hello")
        outcome = people.command("ana", "general", "x")
        people.wait_for(lambda: len(slack.journal.all("lost")) == 2)
    assert (outcome.acked, outcome.attempts, outcome.reason) == (False, 1, "timeout")
    assert len(outcomes(slack)) == 4


def test_each_payload_goes_to_one_connection(slack: Slack, people: Workspace) -> None:
    """In turn; a retry goes to the next, so that all arrive although one never acknowledges."""
    with listening(slack) as one, listening(slack, lambda _: False) as two:
        for number in range(4):
            people.say("ana", "general", str(number))
        people.settle(0.05)
        texts = [{request.payload["event"]["text"] for request in listener.requests} for listener in (one, two)]
    assert texts[0] == {"0", "1", "2", "3"}
    assert len(texts[1]) >= 2 and [reason for _, reason in outcomes(slack)].count("") == 4


def test_without_a_connection_events_wait(slack: Slack, people: Workspace) -> None:
    """And are delivered when one comes in time; else they are lost, and a person is told at once that nothing answers."""
    people.say("ana", "general", "early")
    with listening(slack) as listener:
        people.wait_for(lambda: listener.requests)
        people.settle(0.05)
    assert people.command("ana", "general", "x").reason == "no_connection"
    people.say("ana", "general", "late")
    people.wait_for(lambda: slack.journal.all("lost", "events_api"))


def breaks() -> list[tuple[str, Callable[[Slack], None]]]:
    """The ways in which a connection may end."""
    return [
        ("closed", Slack.close_sockets),
        ("reset", Slack.reset_sockets),
        ("frozen", Slack.freeze_sockets),
        ("refresh_requested", lambda slack: slack.disconnect_sockets("refresh_requested", 0.2)),
        ("warning", lambda slack: slack.disconnect_sockets("warning", 0.2)),
    ]


@pytest.mark.parametrize(("name", "end"), breaks())
def test_the_client_comes_back(slack: Slack, people: Workspace, name: str, end: Callable[[Slack], None]) -> None:
    """Whatever happens to its connection, a new one gets what the old one could not."""
    with listening(slack) as listener:
        end(slack)
        people.wait_for(lambda: len(slack.journal.all("connection", "opened")) == 2 and slack.connected(), 10, "the client to come back")
        people.say("ana", "general", "again")
        people.wait_for(lambda: outcomes(slack)[-1:] and outcomes(slack)[-1][1] == "")
    assert listener.requests[-1].payload["event"]["text"] == "again"
    assert name == "closed" or slack.journal.all("connection", name)


def test_what_was_under_way_on_a_connection_that_ends_comes_again(slack: Slack, people: Workspace) -> None:
    """It was not acknowledged, so it is sent on the next one."""
    with listening(slack, lambda number: number > 1) as listener:
        people.say("ana", "general", "hello")
        people.wait_for(lambda: listener.requests)
        slack.reset_sockets()
        people.wait_for(lambda: outcomes(slack)[-1:] and outcomes(slack)[-1][1] == "", 10)
    assert outcomes(slack)[0] == (0, "connection_failed")


def test_a_client_that_leaves_while_it_comes_back_leaves_no_connection(slack: Slack, people: Workspace) -> None:
    """Nor one that it was just opening, which a later test would find."""
    coming = threading.Event()

    def choose(_: dict[str, Any]) -> Fault:
        coming.set()
        return faults.slow(0.3)

    with listening(slack):
        with slack.journal.lock:
            slack.faults.add("apps.connections.open", choose)
        slack.close_sockets()
        assert coming.wait(10)
    people.wait_for(lambda: not slack.connected(), what="no connection")
    assert len(slack.journal.all("connection", "opened")) == len(slack.journal.all("connection", "closed")) == 2


def test_a_ticket_is_good_once(slack: Slack) -> None:
    """Nobody connects without the address that apps.connections.open gave."""
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{slack.url}/link?ticket=none", timeout=5)
