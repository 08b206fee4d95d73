"""Tiny apps made with Bolt, in this process, for the stand-in's own tests: what a real app would do, without one of ours."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

from tests.slack.stand_in.slack import Slack


def client_of(slack: Slack, token: str = "") -> WebClient:
    """A client of the Web API that tries nothing twice."""
    return WebClient(token=token or slack.settings.bot_token, base_url=f"{slack.url}/api/", retry_handlers=[], timeout=5)


def app_of(slack: Slack) -> App:
    """An app without listeners."""
    quiet = logging.getLogger("tiny")
    quiet.setLevel(logging.CRITICAL)
    return App(client=client_of(slack), signing_secret=slack.settings.signing_secret, logger=quiet)


@contextmanager
def on_socket(slack: Slack, app: App, ping_interval: float = 0.1) -> Iterator[SocketModeHandler]:
    """The app, connected by Socket Mode."""
    quiet = logging.getLogger("tiny")
    handler = SocketModeHandler(app, slack.settings.app_token, web_client=client_of(slack), logger=quiet, ping_interval=ping_interval)
    handler.client.connect()
    slack.journal.wait_for(slack.connected, 5, "a connection")
    try:
        yield handler
    finally:
        leave(slack, handler.client)


def leave(slack: Slack, client: SocketModeClient) -> None:
    """Close a client of Socket Mode at once. By itself it waits for its read to time out, up to 3 s, and for its queue of messages, up to 1 s.

    One that is just coming back does so first, and never again: it would leave its new connection open, which a later test would find.
    """
    with client.connect_operation_lock:
        client.auto_reconnect_enabled = False
        client.connect = lambda: None  # type: ignore[method-assign]
    slack.close_sockets()
    client.closed = True
    client.message_queue.put(None)
    client.close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def on_http(slack: Slack, app: App) -> Iterator[str]:
    """The app, served by HTTP; its request URL, to which the stand-in delivers."""
    with make_server("127.0.0.1", 0, SlackRequestHandler(app), server_class=_Server, handler_class=_Silent) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        slack.deliver_to(url := f"http://127.0.0.1:{server.server_port}/slack/events")
        try:
            yield url
        finally:
            server.shutdown()
            thread.join()
