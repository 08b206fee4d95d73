"""A process on a pseudo-terminal, for tests that type and look."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from types import TracebackType

from tests.conftest import PROGRAM, SECONDS

LINES, COLUMNS = 40, 80

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])")


class Terminal:
    """`onde` with its three streams on a terminal; used as a context, which ends the process."""

    def __init__(self, *arguments: str, variables: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        command = [str(PROGRAM), *arguments]
        self._process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(variables), start_new_session=True)
        os.close(theirs)
        self.shown = ""
        self._taken = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)

    def type(self, keys: str) -> None:
        """Press keys, as the bytes that a terminal sends for them."""
        os.write(self._ours, keys.encode())

    def read_until(self, wanted: str) -> str:
        """What is shown from where the last call ended up to `wanted`, mark-up removed; AssertionError after a minute without it."""
        end = time.monotonic() + SECONDS
        while wanted not in self._plain():
            assert self._read(end), f"{wanted!r} was not shown, but:\n{self._plain()}"
        found = self._plain().partition(wanted)[0] + wanted
        self._taken += len(found)
        return found

    def end(self) -> tuple[int, str]:
        """The exit status and all that was shown until the end, mark-up included."""
        end = time.monotonic() + SECONDS
        while self._read(end):
            pass
        return self._process.wait(SECONDS), self.shown

    def _plain(self) -> str:
        return _ESCAPE.sub("", self.shown).replace("\r", "")[self._taken :]

    def _read(self, end: float) -> bool:
        """Take in what is shown next; false where the process has ended or `end` has come."""
        ready, _, _ = select.select([self._ours], [], [], max(0, end - time.monotonic()))
        try:
            new = os.read(self._ours, 65536) if ready else b""
        except OSError:  # Linux's way of saying that the other side is closed.
            return False
        self.shown += new.decode("utf-8", "replace")
        return bool(new)
