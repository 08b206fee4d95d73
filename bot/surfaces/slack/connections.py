"""HTTP to Slack on connections that stay open: a handshake for every post would cost more than all else that is done for it."""

from __future__ import annotations

import http.client
import select
import threading
import time
from base64 import b64encode
from ssl import SSLContext, create_default_context
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env

# An idle connection that is older may be closed by Slack at the very moment in which it is used again; then nobody knows what became of a post.
_FRESH_SECONDS = 3.0
_MOST_BYTES = 16 * 1024 * 1024


class NotConnected(OSError):
    """There was no connection, so that nothing was sent."""


class Answer(NamedTuple):
    """What came back: the HTTP status, Retry-After in seconds as it was told or "", and the body."""

    status: int
    retry_after: str
    body: bytes


class Connections:
    """Sends requests; every thread keeps the connection that it used last. A proxy is taken from the environment, as slack_sdk does."""

    def __init__(self) -> None:
        proxy = load_http_proxy_from_env()
        self._proxy = urlsplit(proxy) if proxy else None
        self._kept = threading.local()
        self._secure: SSLContext | None = None

    def send(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> Answer:
        """POST once and wait for the answer, for so many seconds at each step.

        Raises NotConnected where nothing was sent, and OSError or HTTPException where nobody knows what became of it.
        """
        address = urlsplit(url)
        if address.scheme not in ("https", "http"):
            raise NotConnected("not an address of the web")
        connection = self._connection(address, seconds)
        try:
            connection.request("POST", f"{address.path}?{address.query}" if address.query else address.path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers.get("Retry-After", ""), response.read(_MOST_BYTES))
        except BaseException:
            self._drop()
            raise
        self._kept.used = time.monotonic()
        if response.will_close or not response.isclosed():
            self._drop()
        return answer

    def _connection(self, address: SplitResult, seconds: float) -> http.client.HTTPConnection:
        """This thread's connection where it can be used, else a new one."""
        kept: http.client.HTTPConnection | None = getattr(self._kept, "connection", None)
        place = (address.scheme, address.netloc)
        if kept is not None and self._kept.place == place and time.monotonic() - self._kept.used < _FRESH_SECONDS and not _is_readable(kept):
            if kept.sock is not None:
                kept.sock.settimeout(seconds)
            return kept
        self._drop()
        made = self._make(address, seconds)
        try:
            made.connect()
        except OSError as error:
            raise NotConnected(type(error).__name__) from error
        self._kept.connection, self._kept.place = made, place
        return made

    def _make(self, address: SplitResult, seconds: float) -> http.client.HTTPConnection:
        if address.scheme == "http":
            return http.client.HTTPConnection(address.netloc, timeout=seconds)
        self._secure = self._secure or create_default_context()
        if self._proxy is None:
            return http.client.HTTPSConnection(address.netloc, timeout=seconds, context=self._secure)
        made = http.client.HTTPSConnection(self._proxy.hostname or "", self._proxy.port, timeout=seconds, context=self._secure)
        made.set_tunnel(address.hostname or "", address.port or 443, _credentials(self._proxy))
        return made

    def _drop(self) -> None:
        kept: http.client.HTTPConnection | None = getattr(self._kept, "connection", None)
        self._kept.connection = None
        if kept is not None:
            kept.close()


def _credentials(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _is_readable(connection: http.client.HTTPConnection) -> bool:
    """Whether something came although nothing was asked: the other side has hung up."""
    if connection.sock is None:
        return True
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
