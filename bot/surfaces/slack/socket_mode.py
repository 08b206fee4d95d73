"""Socket Mode: events over a WebSocket that Onde opens."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.errors import SettingError
from bot.logs import Log, quiet_logger

# The client looks after its connection that often, and gives it up after four of these without an answer. Measured with this: back after
# at most 5.9 s whether the connection ended, was reset or fell silent; at the default of 5 s, or Bolt's 10 s, after up to a minute.
PING_SECONDS = 1.0
_AT_ONCE = 256
_BUFFER = 64 * 1024
_LONGEST_PAUSE = 5.0

# What Slack says of a token that will never do.
_BAD_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "missing_scope"}
)

# What an envelope is acknowledged with; None where it is not.
Handle = Callable[[SocketModeRequest], dict[str, object] | None]


class Socket:
    """A connection to Slack that is always there again."""

    def __init__(self, address: str, token: str, handle: Handle, log: Log, acknowledged: Callable[[float], None]) -> None:
        """`acknowledged` is called with the seconds that each envelope took."""
        self._handle = handle
        self._acknowledged = acknowledged
        self._log = log
        self._client = _Client(address, token, log)
        self._client.socket_mode_request_listeners.append(self._received)
        self._changed = threading.Condition()
        self._under_way = 0

    def connect(self, stop: threading.Event) -> None:
        """Connect, as often as it takes until `stop` is set. Raises SettingError where Slack does not accept the token."""
        tries = 0
        while not stop.is_set():
            try:
                self._client.connect()
                return
            except SlackApiError as error:
                word = str(error.response.get("error", ""))
                if word in _BAD_TOKEN:
                    raise SettingError(
                        f"SLACK_APP_TOKEN: Slack refuses it ({word}): make an app-level token with connections:write and set it"
                    ) from None
                self._log.failure("socket", error, decision="not_connected")
            except Exception as error:  # Whatever a network can do; a bot that starts before its network must wait for it.
                self._log.failure("socket", error, level=logging.WARNING, decision="not_connected")
            tries += 1
            stop.wait(min(_LONGEST_PAUSE, 0.5 * 2.0**tries))

    def is_connected(self) -> bool:
        """Whether there is a connection now, and it has answered not long ago."""
        return self._client.is_alive()

    def close(self, seconds: float) -> None:
        """Read nothing any more, finish what was read, for so many seconds, and hang up."""
        deadline = time.monotonic() + seconds
        self._client.stop_reading()
        with self._changed:
            while (self._under_way or self._client.message_queue.qsize()) and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(min(left, 0.05))
        self._client.hang_up()

    def _received(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Called by the client in one of its threads."""
        arrived = time.perf_counter()
        with self._changed:
            self._under_way += 1
        try:
            payload = self._handle(request)
            if payload is not None:
                answer = {"envelope_id": request.envelope_id, "payload": payload} if payload else {"envelope_id": request.envelope_id}
                client.send_message(json.dumps(answer))
                self._acknowledged(time.perf_counter() - arrived)
        except Exception as error:  # Not acknowledged, so Slack sends it again; this thread is the client's and must live.
            self._log.failure("socket", error, level=logging.WARNING, decision="not_acknowledged")
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()


class _Client(SocketModeClient):
    """Slack's own client, with pauses between failing tries to connect: it makes one at each look."""

    def __init__(self, address: str, token: str, log: Log) -> None:
        self._log = log
        self._failures = 0
        self._not_before = 0.0
        super().__init__(
            app_token=token,
            logger=quiet_logger("slack_sdk"),
            web_client=WebClient(base_url=address, timeout=5, retry_handlers=[], logger=quiet_logger("slack_sdk")),
            ping_interval=PING_SECONDS,
            receive_buffer_size=_BUFFER,
            concurrency=_AT_ONCE,
        )

    def issue_new_wss_url(self) -> str:
        """An address to connect to; not asked for more often than Slack likes while it fails."""
        if time.monotonic() < self._not_before:
            raise ConnectionError("waiting before the next try")
        try:
            response = self.web_client.apps_connections_open(app_token=self.app_token)
        except Exception as error:
            self._failures += 1
            told = error.response.headers.get("Retry-After", "") if isinstance(error, SlackApiError) and hasattr(error.response, "headers") else ""
            pause = float(told) if str(told).isdecimal() else min(_LONGEST_PAUSE, 0.5 * 2.0**self._failures)
            self._not_before = time.monotonic() + pause
            raise
        self._failures = 0
        return str(response["url"])

    def connect(self) -> None:
        """Connect and tell the log."""
        super().connect()
        self._log.event("socket", decision="connected" if self.is_connected() else "not_connected")

    def is_alive(self) -> bool:
        """Whether the connection stands and Slack has answered a ping within the time after which it would be given up."""
        session = self.current_session
        if session is None or not self.is_connected():
            return False
        last = session.last_ping_pong_time
        return last is None or time.time() - last < 6 * PING_SECONDS

    def hang_up(self) -> None:
        """Close, without waiting for the read that is under way."""
        session = self.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        self.close()

    def stop_reading(self) -> None:
        """Take no more envelopes, and do not connect again."""
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled = False
        self.current_session_state.terminated = True
