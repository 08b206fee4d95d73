"""Slack's Web API and response_urls, and what the outcome of a call means."""

from __future__ import annotations

import http.client
import json
import re
import socket
import urllib.error
from collections.abc import Callable
from typing import Any, Literal
from urllib.request import Request, urlopen

from msgspec import Struct
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.logs import quiet_logger
from bot.surfaces.slack.connections import KeptClient, NotConnected

# Longer than any stall that Slack has shown: who gives up earlier does not know whether the message will still appear.
POST_SECONDS = 60
CALL_SECONDS = 10
_DEFAULT_RETRY_AFTER = 30.0

# Errors that Slack answers with although the call may succeed another time; of "fatal_error" it says that parts of it may have.
_AGAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"})
_CODE = re.compile(r"[a-z0-9_.\-]{1,60}")

# done: Slack did it. wait: Slack took nothing and says when to come again. unsent: it never reached Slack. unknown: it may have
# been done or not. broken: Slack answered that it could not; final: that it will not.
Kind = Literal["done", "wait", "unsent", "unknown", "broken", "final"]


class Outcome(Struct, frozen=True):
    """What became of a call: Slack's answer where it was done, else Slack's or the network's word for it, and for "wait" the seconds."""

    kind: Kind
    answer: dict[str, Any] = {}
    word: str = ""
    seconds: float = 0.0


class Api:
    """Calls Slack, once each time; nothing is retried here, since only the caller knows what a second call would do."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self._quick = self.client(address, token, CALL_SECONDS)
        self._patient = self.client(address, token, POST_SECONDS)

    @staticmethod
    def client(address: str, token: str | None = None, seconds: int = CALL_SECONDS) -> WebClient:
        """A client of slack_sdk that retries nothing and logs nothing that was said."""
        return KeptClient(token=token, base_url=address, timeout=seconds, retry_handlers=[], logger=quiet_logger("slack_sdk"))

    def post(self, method: str, **arguments: Any) -> Outcome:
        """Call a method that shows something to people, with the patience that asks for."""
        return outcome_of(lambda: _done(self._patient.api_call(method, json=_given(arguments))))

    def call(self, method: str, **arguments: Any) -> Outcome:
        """Call any other method that takes JSON."""
        return outcome_of(lambda: _done(self._quick.api_call(method, json=_given(arguments))))

    def read(self, method: str, **arguments: Any) -> Outcome:
        """Call a method that only reads; those take no JSON."""
        return outcome_of(lambda: _done(self._quick.api_call(method, params=_given(arguments))))

    def respond(self, response_url: str, **message: Any) -> Outcome:
        """Send a message to a response_url."""
        return outcome_of(lambda: _respond(response_url, _given(message)))


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _done(response: Any) -> Outcome:
    return Outcome("done", response.data if isinstance(response.data, dict) else {})


def _respond(response_url: str, message: dict[str, Any]) -> Outcome:
    """Slack answers with "ok" or with the error as plain text or JSON."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if not response_url.startswith(("https://", "http://")):
        raise ValueError("a response_url is an address of the web")
    with urlopen(Request(response_url, json.dumps(message).encode(), headers, method="POST"), timeout=POST_SECONDS) as response:
        answer = response.read(65536)
    told = json.loads(answer) if answer.startswith(b"{") else {}
    return Outcome("final", word=_word(told.get("error"))) if told.get("ok") is False else Outcome("done")


def outcome_of(call: Callable[[], Outcome]) -> Outcome:
    """Make a call and say what became of it; raises nothing that networks or Slack can cause."""
    try:
        return call()
    except SlackApiError as error:
        return _refused(error)
    except urllib.error.HTTPError as error:
        return _by_status(error.code, error.headers, "")
    except NotConnected as error:
        return Outcome("unsent", word=str(error))
    except urllib.error.URLError as error:
        refused = isinstance(error.reason, (ConnectionRefusedError, socket.gaierror))
        return Outcome("unsent" if refused else "unknown", word=type(error.reason).__name__)
    except (OSError, http.client.HTTPException, SlackClientError, ValueError) as error:
        return Outcome("unknown", word=type(error).__name__)


def _refused(error: SlackApiError) -> Outcome:
    """Slack's own answer: its HTTP status first, since what stands in a failed one may be anything."""
    response: Any = error.response
    status = getattr(response, "status_code", 200)
    word = _word(response.get("error"))
    if status == 429 or word in ("ratelimited", "rate_limited"):
        return _by_status(429, getattr(response, "headers", {}), word)
    if status >= 500 or status == 200 and word == "unreadable":
        return _by_status(500, {}, word)
    return Outcome("broken" if word in _AGAIN else "final", word=word)


def _word(told: object) -> str:
    """An error's code; never more than that, since it goes to the log."""
    return told if isinstance(told, str) and _CODE.fullmatch(told) else "unreadable"


def _by_status(status: int, headers: Any, word: str) -> Outcome:
    if status == 429:
        found = next((value for name, value in dict(headers or {}).items() if name.lower() == "retry-after"), "")
        value = found[0] if isinstance(found, list) else found
        return Outcome("wait", word="ratelimited", seconds=float(value) if re.fullmatch(r"[0-9]{1,5}", str(value)) else _DEFAULT_RETRY_AFTER)
    return Outcome("broken" if status >= 500 else "final", word=word or f"status_{status}")
