"""What operators read: one line an event, JSON where nobody looks on, and nothing of what people wrote.

Messages of libraries are dropped and only their place is told, since those of Slack's libraries hold request bodies, tokens and addresses.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TextIO

OURS = "onde.events"
_HASH_DIGITS = 12
_FRAMES = 8
_PLAIN = re.compile(r"[!-~]+")
_MOST_LINES, _MOST_AT_ONCE, _FLUSH_SECONDS = 10_000, 200, 2.0
# Below this, Slack's libraries tell of settings that are as they must be.
_LIBRARY_LEVEL = logging.ERROR

Value = str | int | float | bool | None


class Log:
    """Writes events. `key` keeps the hashes of users from being guessed: the same person has the same hash as long as it stays."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(key.encode()).digest()
        self._logger = logging.getLogger(OURS)

    def event(self, event: str, *, level: int = logging.INFO, user: str = "", **fields: Value) -> None:
        """Write one line: what happened and its fields. `user` is written as a keyed hash."""
        if self._logger.isEnabledFor(level):
            # Made here: the logger would look through the stack for who calls it, which no line of ours tells.
            record = logging.LogRecord(OURS, level, "", 0, event, None, None)
            record.fields = {**fields, "user": self._hash(user)} if user else fields
            self._logger.handle(record)

    def failure(self, event: str, error: BaseException, *, level: int = logging.ERROR, user: str = "", **fields: Value) -> None:
        """The same for something that went wrong: the error's kind and place, never its message, which may quote what people wrote."""
        self.event(event, level=level, user=user, error=type(error).__name__, at=places(error), **fields)

    def _hash(self, user: str) -> str:
        return hmac.digest(self._key, user.encode(), "sha256").hex()[:_HASH_DIGITS]


def places(error: BaseException) -> str:
    """Where an error came from, innermost last, as "file.py:12 function"; nothing else of it."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def start_logging(stream: TextIO, level: str) -> None:
    """Let everything in this process that logs, or dies of an error, write to `stream` in this module's form."""
    handler = _Behind(stream)
    handler.setFormatter(_Formatter(_told if stream.isatty() else _as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_LIBRARY_LEVEL)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # No line tells of them.
    logging.raiseExceptions = False  # Nor may what was to be logged be printed where that fails.
    sys.excepthook = _uncaught
    threading.excepthook = lambda died: _uncaught(died.exc_type, died.exc_value or died.exc_type(), died.exc_traceback)


def finish_logging() -> None:
    """Let all that was logged be written before anything else is."""
    for handler in logging.getLogger().handlers:
        handler.flush()


def quiet_logger(name: str) -> logging.Logger:
    """A logger for a library that looks at its level before it puts a body into words."""
    logger = logging.getLogger(name)
    logger.setLevel(_LIBRARY_LEVEL)
    return logger


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nothing handled ends its thread; told like any other."""
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        at = places(error.with_traceback(trace))
        logging.getLogger(OURS).error("uncaught", extra={"fields": {"error": kind.__name__, "at": at}})


class _Behind(logging.Handler):
    """Writes in a thread of its own, so that whoever reads the log slowly, or not at all, holds up no answer."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._lines: SimpleQueue[str | threading.Event] = SimpleQueue()
        threading.Thread(target=self._run, name="log", daemon=True).start()

    def createLock(self) -> None:
        """None is needed: the queue has its own."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        """Leave a line to be written; dropped where too many wait."""
        if self._lines.qsize() < _MOST_LINES:
            self._lines.put(f"{self.format(record)}\n")

    def flush(self) -> None:
        """Wait a moment until all that was left is written."""
        written = threading.Event()
        self._lines.put(written)
        written.wait(_FLUSH_SECONDS)

    def _run(self) -> None:
        while True:
            taken = [self._lines.get()]
            with suppress(Empty):
                while len(taken) < _MOST_AT_ONCE:
                    taken.append(self._lines.get_nowait())
            # Nobody can be told that the log cannot be written.
            with suppress(OSError, ValueError):
                self._stream.write("".join(line for line in taken if isinstance(line, str)))
                self._stream.flush()
            for waiting in taken:
                if isinstance(waiting, threading.Event):
                    waiting.set()


class _Formatter(logging.Formatter):
    """A record as one line."""

    def __init__(self, write: Callable[[dict[str, Value]], str]) -> None:
        super().__init__()
        self._write = write

    def format(self, record: logging.LogRecord) -> str:
        """Time and level, then the event's fields, or of a library's record only where it was made."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, Value] = {"time": f"{moment}.{int(record.msecs):03d}Z", "level": record.levelname.lower()}
        if record.name == OURS:
            return self._write({**line, "event": str(record.msg), **getattr(record, "fields", {})})
        line |= {"event": "library", "library": record.name.partition(".")[0], "at": f"{record.filename}:{record.lineno} {record.funcName}"}
        error = record.exc_info[1] if record.exc_info else None
        return self._write({**line, "error": type(error).__name__, "from": places(error)} if error else line)


def _as_json(line: dict[str, Value]) -> str:
    return json.dumps(line)  # ASCII only: neither a line end nor an escape character can come through.


def _told(line: dict[str, Value]) -> str:
    """For a terminal: the time of day, the level, the event, then "name=value"."""
    rest = " ".join(f"{name}={_shown(value)}" for name, value in line.items() if name not in ("time", "level", "event"))
    return f"{str(line['time'])[11:19]} {line['level']:<7} {line['event']:<12} {rest}".rstrip()


def _shown(value: Value) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
