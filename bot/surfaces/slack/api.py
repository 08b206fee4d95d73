"""Slack's Web API and response_urls, and what the outcome of a call means."""

from __future__ import annotations

import http.client
import re
from typing import Any, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.surfaces.slack.connections import Connections, NotConnected
from bot.surfaces.slack.http_answer import Answer

# Longer than any stall that Slack has shown: who gives up earlier does not know whether the message will still appear.
POST_SECONDS = 60.0
CALL_SECONDS = 10.0
_DEFAULT_RETRY_AFTER = 30.0
_JSON, _FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded"

# Errors that Slack answers with although the call may succeed another time; of "fatal_error" it says that parts of it may have.
_AGAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"})
_LIMITED = frozenset({"ratelimited", "rate_limited"})
_CODE = re.compile(r"[a-z0-9_.\-]{1,60}")
_SECONDS = re.compile(r"[0-9]{1,5}")

_UNREADABLE = "unreadable"

# done: Slack did it. wait: Slack took nothing and says when to come again. unsent: it never reached Slack. unknown: it may have
# been done or not. broken: Slack answered that it could not; final: that it will not.
Kind = Literal["done", "wait", "unsent", "unknown", "broken", "final"]


class Outcome(Struct, frozen=True):
    """What became of a call: Slack's answer where it was done, else Slack's or the network's word for it, and for "wait" the seconds;
    `method` is what was called, "" for a response_url."""

    kind: Kind
    answer: dict[str, Any] = {}
    word: str = ""
    seconds: float = 0.0
    method: str = ""


class Api:
    """Calls Slack, once each time; nothing is retried here, since only the caller knows what a second call would do.

    Not by slack_sdk's client: that connects anew for every call, and what it raises leaves open whether anything was sent.
    """

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": "Onde"}
        self._connections = Connections()

    def post(self, method: str, **arguments: Any) -> Outcome:
        """Call a method that shows something to people, with the patience that asks for."""
        return self._call(method, msgspec.json.encode(_given(arguments)), _JSON, POST_SECONDS)

    def call(self, method: str, within: float = CALL_SECONDS, **arguments: Any) -> Outcome:
        """Call any other method that takes JSON; `within` is how long to wait for Slack, in seconds."""
        return self._call(method, msgspec.json.encode(_given(arguments)), _JSON, within)

    def read(self, method: str, within: float = CALL_SECONDS, **arguments: Any) -> Outcome:
        """Call a method that only reads; those take no JSON."""
        fields = {name: int(value) if isinstance(value, bool) else value for name, value in _given(arguments).items()}
        return self._call(method, urlencode(fields).encode(), _FORM, within)

    def respond(self, response_url: str, **message: Any) -> Outcome:
        """Send a message to a response_url; Slack answers with "ok", or with an error as text or JSON."""
        outcome = self._outcome(response_url, msgspec.json.encode(_given(message)), {"Content-Type": _JSON, "User-Agent": "Onde"}, POST_SECONDS)
        return Outcome("done") if outcome.word == _UNREADABLE else outcome

    def _call(self, method: str, body: bytes, kind: str, seconds: float) -> Outcome:
        return replace(self._outcome(self._address + method, body, {**self._headers, "Content-Type": kind}, seconds), method=method)

    def _outcome(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> Outcome:
        try:
            answer = self._connections.send(url, body, headers, seconds)
        except NotConnected as error:
            return Outcome("unsent", word=str(error))
        except (OSError, http.client.HTTPException) as error:
            return Outcome("unknown", word=type(error).__name__)
        return _read(answer)


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _read(answer: Answer) -> Outcome:
    """The HTTP status counts first, since what stands in a failed answer may be anything."""
    told = _told(answer.body)
    word = _word(told.get("error"))
    if answer.status == 429 or word in _LIMITED:
        seconds = float(answer.retry_after) if _SECONDS.fullmatch(answer.retry_after) else _DEFAULT_RETRY_AFTER
        return Outcome("wait", word="ratelimited", seconds=seconds)
    if answer.status >= 500:
        return Outcome("broken", word=word or f"status_{answer.status}")
    if answer.status != 200:
        return Outcome("final", word=word or f"status_{answer.status}")
    if told.get("ok") is True:
        return Outcome("done", told)
    if not word:
        return Outcome("unknown", word=_UNREADABLE)
    return Outcome("broken" if word in _AGAIN else "final", word=word)


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _word(told: object) -> str:
    """An error's code; never more than that, since it goes to the log."""
    return told if isinstance(told, str) and _CODE.fullmatch(told) else ""
