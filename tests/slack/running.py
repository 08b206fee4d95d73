"""A command that serves, as a subprocess: started until it is ready, its log kept, ended in every way that a process can end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

_POLL = 0.02
_SHOWN = 40


class Serving:
    """A process that serves. Used as a context: started and ready inside, and surely gone outside, with all that it started itself.

    `command` is what runs, `variables` its whole environment, `ready` tells whether it can be used (asked again and again after every start),
    `seconds` is how long a start and an orderly end may take. After `kill` or `terminate`, `start` runs the same again: with the same database,
    if that is what `variables` say.
    """

    def __init__(
        self, *command: str | Path, variables: Mapping[str, str], ready: Callable[[], object], seconds: float = 20.0, folder: Path | None = None
    ) -> None:
        self.command = [str(word) for word in command]
        self.variables = dict(variables)
        self.lines: list[str] = []
        """What it wrote on standard output and standard error since it was first started, without line ends."""
        self._ready, self._seconds, self._folder = ready, seconds, folder
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def __enter__(self) -> Serving:
        try:
            self.start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def start(self, wait: bool = True) -> None:
        """Start it, and wait until it is ready where nothing else is said; AssertionError with its log where it ends before or takes too long."""
        assert not self.running, "it runs already"
        self._process = subprocess.Popen(
            self.command, env=self.variables, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        if wait:
            self.wait_until(self._ready, "ready")

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line.rstrip("\n"))

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the last start."""
        assert self._process
        return self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status of the last start, negative for a signal; None while it runs."""
        assert self._process
        return self._process.poll()

    def kill(self) -> None:
        """SIGKILL, to it and all that it started: nothing can be written or said any more."""
        self._signal(signal.SIGKILL)
        self._gone(self._seconds)

    def terminate(self) -> int:
        """SIGTERM, and its exit status; AssertionError with its log where it does not end in time."""
        assert self._process
        os.kill(self._process.pid, signal.SIGTERM)
        return self._gone(self._seconds)

    def restart(self) -> None:
        """SIGKILL, and start again."""
        self.kill()
        self.start()

    def pause(self) -> None:
        """SIGSTOP: it does nothing until `resume`, though its connections stay open."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def wait(self) -> int:
        """Its exit status, when it ends by itself in time."""
        return self._gone(self._seconds)

    def wait_until(self, condition: Callable[[], object], what: str, seconds: float = 0.0) -> None:
        """Wait while it runs; AssertionError with its log where it ends, or the condition stays false for too long."""
        end = time.monotonic() + (seconds or self._seconds)
        while not condition():
            if not self.running and self._reader:
                self._reader.join(self._seconds)
            assert self.running, f"it ended with status {self.status} before it was {what}:\n{self.log()}"
            assert time.monotonic() < end, f"it was not {what} in time:\n{self.log()}"
            time.sleep(_POLL)

    def wait_for_line(self, part: str, after: int = 0, seconds: float = 0.0) -> str:
        """The first line from number `after` on that holds `part`, waited for."""
        self.wait_until(lambda: self._find(part, after), f"seen to write {part!r}", seconds)
        return self._find(part, after)

    def _find(self, part: str, after: int) -> str:
        return next((line for line in self.lines[after:] if part in line), "")

    def records(self) -> list[dict[str, Any]]:
        """The lines of its log that are JSON objects."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    def log(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.lines[-_SHOWN:])

    def _signal(self, number: int) -> None:
        assert self._process
        try:
            os.killpg(self._process.pid, number)  # it leads a process group of its own
        except ProcessLookupError:
            return

    def _gone(self, seconds: float) -> int:
        assert self._process and self._reader
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end in {seconds:g} s:\n{self.log()}") from None
        self._reader.join(seconds)
        return status

    def _end(self) -> None:
        if self._process is not None:
            self.kill()


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    """Whether something answers 200 there."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
