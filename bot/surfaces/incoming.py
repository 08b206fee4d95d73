"""What comes in, made safe to work with: lines of bounded length, and text that UTF-8 can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

# A question is at most 40,000 characters; this leaves room for an object around it and for a text that is cut.
MOST_BYTES = 4 * 1024 * 1024

_CONTROLS = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)))


def lines_of(stream: BinaryIO | None) -> Iterator[bytes]:
    """The lines of a stream as they come, without their ends, each cut after MOST_BYTES; none where there is no stream."""
    if stream is None:
        return
    while line := stream.readline(MOST_BYTES):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MOST_BYTES)
        yield line.rstrip(b"\r\n")


def text_of(line: bytes) -> str:
    """A line's text; bytes that are not UTF-8 become U+FFFD, and a mark of byte order goes."""
    return line.decode("utf-8", "replace").removeprefix("\ufeff")


def well_formed(text: str) -> str:
    """`text` with every lone surrogate as U+FFFD: JSON escapes and arguments can hold them, UTF-8 cannot."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def without_controls(text: str) -> str:
    """`text` without control characters other than line ends, which could steer a terminal."""
    return text.translate(_CONTROLS)
