"""Slack's own client on connections that stay open: a handshake for every post would cost more than all else that is done for it."""

from __future__ import annotations

import http.client
import io
import select
import threading
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from slack_sdk import WebClient

# An idle connection that is older may be closed by Slack at the very moment in which it is used again; then nobody knows what became of a post.
_FRESH_SECONDS = 3.0


class NotConnected(OSError):
    """There was no connection, so that nothing was sent."""


class KeptClient(WebClient):
    """A WebClient that keeps one connection open in each thread. Behind a proxy it is an ordinary WebClient.

    It makes the request that slack_sdk has put together, and raises and returns what slack_sdk expects of urllib.
    """

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._kept = threading.local()

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if self.proxy:
            return super()._perform_urllib_http_request_internal(url, req)
        connection = self._connection(url)
        try:
            address = urlsplit(url)
            connection.request("POST", f"{address.path}?{address.query}" if address.query else address.path, req.data, dict(req.header_items()))
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            self._drop()
            raise
        self._kept.used = time.monotonic()
        if response.will_close:
            self._drop()
        if response.status >= 300:
            raise HTTPError(url, response.status, response.reason, response.headers, io.BytesIO(body))
        charset = response.headers.get_content_charset() or "utf-8"
        return {"status": response.status, "headers": response.headers, "body": body.decode(charset)}

    def _connection(self, url: str) -> http.client.HTTPConnection:
        """This thread's connection where it can be used, else a new one. Raises NotConnected."""
        kept: http.client.HTTPConnection | None = getattr(self._kept, "connection", None)
        if kept is not None and time.monotonic() - self._kept.used < _FRESH_SECONDS and not _is_readable(kept):
            return kept
        self._drop()
        address = urlsplit(url)
        made: http.client.HTTPConnection
        if address.scheme == "https":
            made = http.client.HTTPSConnection(address.netloc, timeout=self.timeout, context=self.ssl)
        else:
            made = http.client.HTTPConnection(address.netloc, timeout=self.timeout)
        try:
            made.connect()
        except OSError as error:
            raise NotConnected(type(error).__name__) from error
        self._kept.connection = made
        return made

    def _drop(self) -> None:
        kept: http.client.HTTPConnection | None = getattr(self._kept, "connection", None)
        self._kept.connection = None
        if kept is not None:
            kept.close()


def _is_readable(connection: http.client.HTTPConnection) -> bool:
    """Whether something came although nothing was asked: the other side has hung up."""
    if connection.sock is None:
        return True
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
