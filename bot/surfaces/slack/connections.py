"""HTTP to Slack on connections that stay open: a handshake for every post would cost more than all else that is done for it."""

from __future__ import annotations

import http.client
import re
import select
import socket
import threading
import time
from base64 import b64encode
from ssl import SSLContext, create_default_context
from urllib.parse import SplitResult, unquote, urlsplit

from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env

from bot.surfaces.slack.http_answer import Answer, read_answer

# An idle connection that is older may be closed by Slack at the very moment in which it is used again; then nobody knows what became of a post.
_FRESH_SECONDS = 3.0
_MOST_BYTES = 16 * 1024 * 1024
_TARGET, _VALUE = re.compile(r"/[!-~]*"), re.compile(r"[ -~]+")


class NotConnected(OSError):
    """There was no connection, so that nothing was sent."""


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
        request = _head(address, headers, len(body)) + body
        connection = self._connection(address, seconds)
        try:
            connection.sendall(request)
            answer = read_answer(connection, _MOST_BYTES)
        except BaseException:
            self._drop()
            raise
        self._kept.used = time.monotonic()
        if not answer.is_open:
            self._drop()
        return answer

    def _connection(self, address: SplitResult, seconds: float) -> socket.socket:
        """This thread's connection where it can be used, else a new one."""
        kept: socket.socket | None = getattr(self._kept, "connection", None)
        place = (address.scheme, address.netloc)
        if kept is not None and self._kept.place == place and time.monotonic() - self._kept.used < _FRESH_SECONDS and not _is_readable(kept):
            if kept.gettimeout() != seconds:
                kept.settimeout(seconds)
            return kept
        self._drop()
        made = self._make(address, seconds)
        try:
            made.connect()
        except OSError as error:
            raise NotConnected(type(error).__name__) from error
        self._kept.connection, self._kept.place = made.sock, place
        return made.sock

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
        kept: socket.socket | None = getattr(self._kept, "connection", None)
        self._kept.connection = None
        if kept is not None:
            kept.close()


def _credentials(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _is_readable(connection: socket.socket) -> bool:
    """Whether something came although nothing was asked: the other side has hung up."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


def _head(address: SplitResult, headers: dict[str, str], length: int) -> bytes:
    """What stands before the body. Raises NotConnected on what would be read as more than one line."""
    target = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    fields = {"Host": address.netloc.rpartition("@")[2], "Accept-Encoding": "identity", "Content-Length": str(length), **headers}
    if not _TARGET.fullmatch(target) or not all(map(_VALUE.fullmatch, fields.values())):
        raise NotConnected("not an address of the web")
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode("ascii")
