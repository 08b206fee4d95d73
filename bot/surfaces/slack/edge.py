"""The door to HTTP: nothing that Slack has not signed gets in, and nothing is parsed before that is sure."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from msgspec import Struct, ValidationError, convert

from bot.logs import Log
from bot.surfaces.slack.metrics import CONTENT_TYPE, Metrics
from bot.surfaces.slack.workers import Workers

EVENTS, HEALTH, METRICS = "/slack/events", "/health", "/metrics"
MOST_BYTES = 1024 * 1024
OLDEST_SECONDS = 300
_BODY_SECONDS = 10.0
_AT_ONCE = 256
_TIMESTAMP, _SIGNATURE = re.compile(rb"[0-9]{10}"), re.compile(rb"v0=[0-9a-f]{64}")

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Response(NamedTuple):
    """What is answered over HTTP."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


class Request(NamedTuple):
    """What Slack has sent: the body as text, read where it is an event, and its headers by lower-case name."""

    text: str
    event: dict[str, Any] | None
    headers: dict[str, str]


class Intake(NamedTuple):
    """Who takes what Slack has signed: whether an event is a question; keeps one, given how often Slack sent it before and
    whom to tell, from any thread, whether it is kept (where not, Slack must send it again), and gives what to call to give that up; handles
    all else. `patience` is how long keeping may take, in seconds."""

    is_question: Callable[[dict[str, Any]], bool]
    keep: Callable[[dict[str, Any], str, Callable[[bool], None]], Callable[[], object]]
    handle: Callable[[Request], Response]
    patience: float


class Edge:
    """An ASGI application: Slack's requests, health and figures."""

    def __init__(self, secret: str, intake: Intake | None, health: Callable[[], Mapping[str, Any]], metrics: Metrics, log: Log) -> None:
        """`intake` takes what Slack has signed with `secret`; None where no requests of Slack are expected.

        `health` gives a mapping whose "ok" tells whether all is well; it may take a moment.
        """
        if intake is not None and not secret:
            raise ValueError("without a signing secret anybody could write requests")
        self._secret = secret.encode()
        self._intake = intake
        self._health = health
        self._metrics = metrics
        self._log = log
        self._threads = Workers(_AT_ONCE, "edge")
        self._verdicts = _Verdicts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection's request, as ASGI has it."""
        if scope["type"] != "http":
            return
        response = await self._response(scope, receive)
        headers = [(b"content-type", response.content_type.encode()), (b"content-length", str(len(response.body)).encode())]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else response.body})

    async def _response(self, scope: Scope, receive: Receive) -> Response:
        path, method = scope["path"], scope["method"]
        if path == EVENTS and self._intake is not None:
            return await self._slack(scope, receive, self._intake) if method == "POST" else self._refuse(405, "method")
        if path in (HEALTH, METRICS):
            if method not in ("GET", "HEAD"):
                return Response(405)
            return await self._in_thread(self._told if path == HEALTH else lambda: Response(200, self._metrics.text(), CONTENT_TYPE))
        return Response(404)

    async def _in_thread(self, work: Callable[[], Response]) -> Response:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _told(self) -> Response:
        told = self._health()
        return Response(200 if told["ok"] else 503, json.dumps(told).encode() + b"\n", "application/json")

    async def _slack(self, scope: Scope, receive: Receive, intake: Intake) -> Response:
        arrived = time.perf_counter()
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        body = await _body(headers, receive)
        if isinstance(body, Response):
            return self._refuse(body.status, "body")
        wrong = self._forged(headers, body)
        if wrong:
            return self._refuse(401, wrong)
        request = _readable(headers, body)
        if request is None:
            return self._refuse(400, "malformed")
        if request.event is not None and intake.is_question(request.event):
            response = await _kept(intake, self._verdicts, request.event, request.headers.get("x-slack-retry-num", ""))
        else:
            response = await self._in_thread(lambda: intake.handle(request))
        self._metrics.acknowledged.observe(time.perf_counter() - arrived)
        return response

    def _refuse(self, status: int, why: str) -> Response:
        self._metrics.refused.labels(status).inc()
        self._log.event("refused", level=logging.WARNING, status=status, decision=why)
        return Response(status)

    def _forged(self, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> str:
        """Why a request is not from Slack, or not of now; "" where it is. https://docs.slack.dev/authentication/verifying-requests-from-slack"""
        timestamp, signature = _only(headers, b"x-slack-request-timestamp"), _only(headers, b"x-slack-signature")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return "unsigned"
        expected = b"v0=" + hmac.digest(self._secret, b"v0:" + timestamp + b":" + body, "sha256").hex().encode()
        if not hmac.compare_digest(expected, signature):
            return "signature"
        skew = int(timestamp) - time.time()
        if abs(skew) > OLDEST_SECONDS:
            self._log.event("skew", level=logging.WARNING, seconds=round(skew), remedy="set the clock of this machine")
            return "expired"
        return ""

    def close(self) -> None:
        """Take no more work."""
        self._threads.shutdown(wait=False, cancel_futures=True)


async def _kept(intake: Intake, verdicts: _Verdicts, event: dict[str, Any], retry: str) -> Response:
    """200 once it is kept; 503 lets Slack send it again."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[bool] = loop.create_future()
    give_up = intake.keep(event, retry, lambda kept: verdicts.put(told, kept))
    too_late = loop.call_later(intake.patience, _settle, told, False)
    try:
        kept = await told
    finally:
        too_late.cancel()
    if not kept:
        give_up()
    return Response(200 if kept else 503)


class _Verdicts:
    """Tells those who wait in a loop, from other threads, what was kept; what shared a commit wakes the loop once."""

    def __init__(self) -> None:
        self._told: deque[tuple[asyncio.Future[bool], bool]] = deque()
        self._is_woken = False

    def put(self, told: asyncio.Future[bool], kept: bool) -> None:
        """Let who waits for `told` hear it."""
        self._told.append((told, kept))
        if not self._is_woken:
            self._is_woken = True
            with suppress(RuntimeError):  # The loop has ended, and who waited is gone.
                told.get_loop().call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        self._is_woken = False  # First: what is put from now on wakes the loop again.
        while self._told:
            _settle(*self._told.popleft())


def _settle(told: asyncio.Future[bool], kept: bool) -> None:
    """The first word counts."""
    if not told.done():
        told.set_result(kept)


async def _body(headers: Iterable[tuple[bytes, bytes]], receive: Receive) -> bytes | Response:
    """All of a request's body; a refusal where it is too long or too slow, or the peer has gone."""
    length = _only(headers, b"content-length")
    if length.isdigit() and int(length[:12]) > MOST_BYTES:
        return Response(413)
    pieces: list[bytes] = []
    left = MOST_BYTES
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return Response(400)
                pieces.append(message.get("body", b""))
                left -= len(pieces[-1])
                if left < 0:
                    return Response(413)
                if not message.get("more_body"):
                    return b"".join(pieces)
    except TimeoutError:
        return Response(408)


def _only(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """The value of a header that stands there once; else nothing."""
    found = [value for key, value in headers if key == name]
    return found[0] if len(found) == 1 else b""


def _readable(headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Request | None:
    """A request; None where its body is not one of the two forms in which Slack writes: an object of JSON, or a form."""
    named = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
    form = _only(headers, b"content-type").partition(b";")[0].strip().lower() == b"application/x-www-form-urlencoded"
    try:
        text = body.decode()
        if not form:
            event = json.loads(text)
            return Request(text, event, named) if _is_shaped(event) else None
        fields = parse_qs(text, keep_blank_values=True, strict_parsing=True, max_num_fields=100)
        payload = fields.get("payload")
        return Request(text, None, named) if payload is None or _is_shaped(json.loads(payload[0])) else None
    except (ValueError, RecursionError):
        return None


def _is_shaped(body: object) -> bool:
    """Whether the parts of a body that Bolt takes for granted are what they should be."""
    try:
        convert(body, _Body)
    except ValidationError:
        return False
    return True


class _Named(Struct):
    """A team, user, channel or the like."""

    id: str | None = None
    team_id: str | None = None


class _View(Struct):
    """A modal or the Home tab."""

    type: str
    callback_id: str | None = None
    state: dict[str, Any] | None = None


class _Typed(Struct):
    """An event."""

    type: str
    user: str | dict[str, Any] | None = None
    channel: str | dict[str, Any] | None = None


class _Action(Struct):
    """What was clicked."""

    action_id: str
    block_id: str | None = None
    type: str | None = None


class _Body(Struct):
    """What Slack sends as JSON."""

    type: str
    event: _Typed | None = None
    event_id: str | None = None
    team_id: str | None = None
    enterprise_id: str | None = None
    callback_id: str | None = None
    team: _Named | None = None
    enterprise: _Named | None = None
    user: _Named | None = None
    channel: _Named | None = None
    view: _View | None = None
    container: dict[str, Any] | None = None
    message: dict[str, Any] | None = None
    authorizations: list[_Named] | None = None
    actions: list[_Action] | None = None
