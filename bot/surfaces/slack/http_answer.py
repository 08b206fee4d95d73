"""What comes back over HTTP/1.1, read strictly: http.client spends as much on headers that nobody looks at as all else of a post takes."""

from __future__ import annotations

import re
import socket
from http.client import BadStatusLine, HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from typing import NamedTuple

_MOST_HEAD, _MOST_LINE, _PIECE = 64 * 1024, 1024, 64 * 1024
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2})(?: .*)?")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_LENGTH, _SIZE = re.compile(rb"[0-9]{1,12}"), re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?")
_BODILESS = (204, 304)


class Unreadable(HTTPException):
    """What came is no answer of HTTP/1.1."""


class Answer(NamedTuple):
    """What came back: the HTTP status, Retry-After in seconds as it was told or "", the body, and whether the connection can be used again."""

    status: int
    retry_after: str
    body: bytes
    is_open: bool = False


def read_answer(connection: socket.socket, most: int) -> Answer:
    """The answer to the request that was sent last; its body has at most `most` bytes.

    Raises OSError and HTTPException: on what breaks off, on what is too long, and on what may be read in more ways than one.
    """
    incoming = _Incoming(connection)
    while True:
        head = incoming.until(b"\r\n\r\n", _MOST_HEAD).split(b"\r\n")
        stated = _STATUS.fullmatch(head[0])
        if stated is None:
            raise BadStatusLine(repr(head[0][:40]))
        status, fields = int(stated[2]), _fields(head[1:])
        if status >= 200:
            break  # What comes before are words like "100 Continue".
    stays = stated[1] == b"1" and b"close" not in fields.get(b"connection", b"").lower()
    coding, length = fields.get(b"transfer-encoding"), fields.get(b"content-length")
    if status in _BODILESS:
        body = b""
    elif coding is not None:
        if coding.lower() != b"chunked" or length is not None:
            raise Unreadable("transfer-encoding")
        body = _chunks(incoming, most)
    elif length is not None:
        if not _LENGTH.fullmatch(length):
            raise Unreadable("content-length")
        body = incoming.exactly(_bounded(int(length), most))
    else:
        body, stays = incoming.rest(most), False
    return Answer(status, fields.get(b"retry-after", b"").decode("latin-1"), body, stays and incoming.is_empty)


def _fields(lines: list[bytes]) -> dict[bytes, bytes]:
    """Headers by lower-case name; those that stand there twice are joined, so that two lengths are none."""
    fields: dict[bytes, bytes] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or not _NAME.fullmatch(name):
            raise Unreadable("header")
        name, value = name.lower(), value.strip(b" \t")
        fields[name] = fields[name] + b", " + value if name in fields else value
    return fields


def _chunks(incoming: _Incoming, most: int) -> bytes:
    """A body that comes in pieces, each after its size; what may follow the last is passed over."""
    body = bytearray()
    while True:
        sized = _SIZE.fullmatch(incoming.until(b"\r\n", _MOST_LINE))
        if sized is None:
            raise Unreadable("chunk")
        size = int(sized[1], 16)
        if not size:
            break
        body += incoming.exactly(_bounded(size, most - len(body)))
        if incoming.until(b"\r\n", 2):
            raise Unreadable("chunk")
    left = _MOST_HEAD
    while line := incoming.until(b"\r\n", _MOST_LINE):
        left -= len(line)
        if left < 0:
            raise LineTooLong("trailer")
    return bytes(body)


def _bounded(size: int, most: int) -> int:
    if size > most:
        raise Unreadable("too long")
    return size


class _Incoming:
    """Bytes as they come in."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    @property
    def is_empty(self) -> bool:
        """Whether nothing came that was not asked for."""
        return not self._held

    def until(self, mark: bytes, most: int) -> bytes:
        """All that comes before `mark`, which goes too; `most` bytes of it are looked at."""
        while (end := self._held.find(mark)) < 0:
            if len(self._held) > most:
                raise LineTooLong("answer")
            self._more()
        if end > most:
            raise LineTooLong("answer")
        return self._taken(end, len(mark))

    def exactly(self, count: int) -> bytes:
        """So many bytes."""
        while len(self._held) < count:
            self._more()
        return self._taken(count)

    def rest(self, most: int) -> bytes:
        """All until the other side closes."""
        while piece := self._connection.recv(_PIECE):
            self._held += piece
            _bounded(len(self._held), most)
        return self._taken(_bounded(len(self._held), most))

    def _taken(self, count: int, dropped: int = 0) -> bytes:
        taken = bytes(self._held[:count])
        del self._held[: count + dropped]
        return taken

    def _more(self) -> None:
        piece = self._connection.recv(_PIECE)
        if not piece:
            raise IncompleteRead(bytes(self._held)) if self._held else RemoteDisconnected("closed without an answer")
        self._held += piece
