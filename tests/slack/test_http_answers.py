"""What comes back over HTTP, read over real sockets: however it is cut, whatever is wrong with it; and that no request becomes two."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.client import BadStatusLine, HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.slack.connections import Connections, NotConnected
from bot.surfaces.slack.http_answer import Answer, Unreadable, read_answer

_MOST = 1_000
_OK = b"HTTP/1.1 200 OK\r\n"


def answer_to(*pieces: bytes, most: int = _MOST, closed: bool = True) -> Answer:
    """What is read where these pieces come, one after the other."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(10)

        def send() -> None:
            with suppress(OSError):  # What is refused is not read to its end.
                for piece in pieces:
                    theirs.sendall(piece)
                if closed:
                    theirs.shutdown(socket.SHUT_WR)

        sending = threading.Thread(target=send)
        sending.start()
        try:
            return read_answer(ours, most)
        finally:
            ours.close()
            sending.join()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (_OK + b"Content-Length: 4\r\n\r\nbody", Answer(200, "", b"body", True)),
        (_OK + b"CONTENT-LENGTH:4 \r\nConnection: Close\r\n\r\nbody", Answer(200, "", b"body", False)),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n2;x\r\nbo\r\nA\r\n0123456789\r\n0\r\nAfter: all\r\n\r\n", Answer(200, "", b"bo0123456789", True)),
        (_OK + b"\r\nall that comes", Answer(200, "", b"all that comes", False)),
        (b"HTTP/1.0 500 \r\nContent-Length: 0\r\n\r\n", Answer(500, "", b"", False)),
        (b"HTTP/1.1 429\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n", Answer(429, "30", b"", True)),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", Answer(204, "", b"", True)),
        (_OK + b"Content-Length: 4\r\n\r\nbody and more", Answer(200, "", b"body", False)),
    ],
)
def test_answers(sent: bytes, expected: Answer) -> None:
    """Lengths, chunks, and all until the end; a connection with anything left on it is not used again."""
    assert answer_to(sent) == expected


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"", RemoteDisconnected),
        (b"HTTP/1.1 200", IncompleteRead),
        (_OK + b"Content-Length: 5\r\n\r\nbody", IncompleteRead),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nbody", IncompleteRead),
        (b"HTTP/2 200 OK\r\n\r\n", BadStatusLine),
        (b"HTTP/1.1 200 OK\n\n" * 10 + b"\r\n\r\n", BadStatusLine),
        (_OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody", Unreadable),
        (_OK + b"Content-Length: -4\r\n\r\nbody", Unreadable),
        (_OK + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", Unreadable),
        (_OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", Unreadable),
        (_OK + b"Content-Length : 4\r\n\r\nbody", Unreadable),
        (_OK + b"Content-Length: 4\r\n folded\r\n\r\nbody", Unreadable),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n", Unreadable),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nbody\r\n", LineTooLong),
        (_OK + b"Content-Length: 1001\r\n\r\n" + b"x" * 1001, Unreadable),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + b"x" * 1001, Unreadable),
        (_OK + b"\r\n" + b"x" * 1001, Unreadable),
        (_OK + b"X: " + b"x" * 70_000, LineTooLong),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 40_000 + b"\r\n", LineTooLong),
    ],
)
def test_what_is_no_answer(sent: bytes, error: type[HTTPException]) -> None:
    """Each is told by its own error, never read as something else."""
    with pytest.raises(error):
        answer_to(sent)


@given(st.binary(max_size=80), st.lists(st.integers(1, 80), max_size=5), st.booleans())
def test_however_it_is_cut(body: bytes, sizes: list[int], chunked: bool) -> None:
    """The same body comes out, wherever the pieces end."""
    if chunked:
        ends = sorted({0, len(body), *(size for size in sizes if size < len(body))})
        parts = [body[first:end] for first, end in zip(ends, ends[1:], strict=False)]
        sent = b"".join([_OK, b"Transfer-Encoding: chunked\r\n\r\n", *(b"%x\r\n%b\r\n" % (len(part), part) for part in parts), b"0\r\n\r\n"])
    else:
        sent = _OK + b"Content-Length: %d\r\n\r\n" % len(body) + body
    cuts = [0, *sorted({size for size in sizes if size < len(sent)}), len(sent)]
    pieces = [sent[first:end] for first, end in zip(cuts, cuts[1:], strict=False)]
    assert answer_to(*pieces, closed=False) == Answer(200, "", body, True)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/a b", "http://localhost:1/ä", "http://loc\x01alhost:1/", "ftp://localhost/", "http://localhost:1"]
)
def test_nothing_is_sent_to_what_is_no_address(url: str) -> None:
    """Neither a space nor a control character gets into a request; nothing was sent, and that is what is told."""
    with pytest.raises(NotConnected):
        Connections().send(url, b"{}", {}, 1.0)


@pytest.mark.parametrize("value", ["a\r\nB: c", "a\n", "ä", ""])
def test_no_header_becomes_two(value: str) -> None:
    """What would end a line is refused before anything is sent."""
    with pytest.raises(NotConnected):
        Connections().send("http://localhost:1/", b"{}", {"A": value}, 1.0)
