"""Replies for programs: JSON Lines in and out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import BinaryIO

import msgspec
from msgspec import Struct

from bot.assistant import Assistant
from bot.surfaces.incoming import lines_of, text_of, well_formed

# How a JSON object, or a list of values, begins; "[URGENT] where ...?" and "{name} asks ..." are refused or not as these say.
_STRUCTURE = re.compile(r'\s*(?:\{|\[\s*["\[{])')


class Asked(Struct, frozen=True):
    """What a line asks: the question, None where it holds none, in the conversation `thread` or in none."""

    question: str | None
    thread: str | None = None


def reply_to_lines(assistant: Assistant, questions: BinaryIO | None, replies: BinaryIO) -> None:
    """Write one reply for each line, in order, as soon as it is there; lines that name one thread are one conversation."""
    for line in lines_of(questions):
        text = text_of(line)
        asked = read_line(text)
        reply = assistant.ask(asked.question or "", asked.thread).reply
        if asked.question is None:
            reply = msgspec.structs.replace(reply, question=well_formed(text))
        replies.write(encoded(reply))
        replies.flush()


def encoded(value: object) -> bytes:
    """A reply, or any other value, as one line of JSON."""
    return msgspec.json.encode(value) + b"\n"


def write_lines(values: Iterable[object]) -> None:
    """Write each value as one line of JSON to standard output."""
    for value in values:
        sys.stdout.buffer.write(encoded(value))
    sys.stdout.buffer.flush()


def read_line(line: str) -> Asked:
    """What a line asks: an object with "question" and perhaps "thread", a JSON string, or plain text.

    >>> read_line('{"question": "Where?", "thread": "t1"}')
    Asked(question='Where?', thread='t1')
    >>> read_line("Where?"), read_line('{"question": ')
    (Asked(question='Where?', thread=None), Asked(question=None, thread=None))
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Asked(None if _STRUCTURE.match(line) else line)
    if isinstance(value, str):
        return Asked(well_formed(value))
    if not isinstance(value, dict):
        return Asked(None)
    question, thread = value.get("question"), value.get("thread")
    return Asked(well_formed(question) if isinstance(question, str) else None, None if thread is None else well_formed(str(thread)))
