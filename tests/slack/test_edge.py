"""The door to HTTP: only what Slack has signed, just now, comes in."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.slack.serving import App
from tests.slack.signing import FORM, Headers, signed
from tests.slack.stand_in.slack import Slack

BODY = json.dumps({"type": "url_verification", "challenge": "echo", "token": "t"}).encode()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[App]:
    """An app over HTTP that nobody else uses."""
    with Slack() as slack:
        folder = tmp_path_factory.mktemp("edge")
        with App(slack, "http", folder, cache, ONDE_LOG_LEVEL="debug") as app:
            yield app
            assert not [line for line in app.lines if "Traceback" in line]


def send(app: App, headers: Headers, body: bytes, method: str = "POST", path: str = "/slack/events") -> tuple[int, bytes]:
    """One request, its headers exactly as given; status and body of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    try:
        connection.putrequest(method, path)
        for name, value in headers:
            connection.putheader(name, value.encode("latin-1"))
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        connection.send(body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_what_slack_signed_is_answered(app: App) -> None:
    """And its challenge echoed."""
    status, answer = send(app, signed(BODY), BODY)
    assert status == 200 and b"echo" in answer


@pytest.mark.parametrize("seconds", [-299, 299])
def test_clocks_may_differ_by_five_minutes(app: App, seconds: int) -> None:
    """Slack says so."""
    assert send(app, signed(BODY, str(int(time.time()) + seconds)), BODY)[0] == 200


def forged() -> Iterator[tuple[str, Headers, bytes]]:
    """Requests that are not Slack's, or not of now."""
    now = int(time.time())
    good = signed(BODY)
    timestamp, signature = good[1][1], good[2][1]
    yield "unsigned", [("Content-Type", "application/json")], BODY
    yield "another secret", signed(BODY, secret=b"x"), BODY
    yield "empty secret", signed(BODY, secret=b""), BODY
    yield "another body", signed(BODY), BODY + b" "
    yield "another version", signed(BODY, version="v1"), BODY
    yield "capitals", [*good[:2], ("X-Slack-Signature", signature.upper())], BODY
    for seconds in (-301, 301, -86_400, 10**8):
        yield f"{seconds} s away", signed(BODY, str(now + seconds)), BODY
    digits = "١٢٣٤٥٦٧٨٩٠".encode().decode("latin-1")
    for number, wrong in enumerate(("abc", "", "-1", "1e9", digits, "9" * 5_000, f" {timestamp}x", f"{timestamp}.0")):
        yield f"timestamp {number}", [good[0], ("X-Slack-Request-Timestamp", wrong), good[2]], BODY
    for number, wrong in enumerate(("", "v0=", "v0=" + "g" * 64, "v0=" + "é" * 64, signature[:-1], signature + "0", "0" * 5_000)):
        yield f"signature {number}", [*good[:2], ("X-Slack-Signature", wrong)], BODY
    yield "two timestamps", [*good, good[1]], BODY
    yield "two signatures", [*good, good[2]], BODY
    yield "ssl_check", [("Content-Type", "application/x-www-form-urlencoded")], b"ssl_check=1&token=t"
    yield "no JSON", [("Content-Type", "application/json")], b"{" * 1_000


@pytest.mark.parametrize("name", [name for name, _, _ in forged()])
def test_nothing_else_gets_in(app: App, name: str) -> None:
    """401, no call of Slack, no row, and the next request is answered."""
    headers, body = next((headers, body) for other, headers, body in forged() if other == name)
    calls = len(app.slack.journal.calls())
    assert send(app, headers, body)[0] == 401
    assert len(app.slack.journal.calls()) == calls and app.rows("SELECT count(*) FROM inbox") == [(0,)]
    assert send(app, signed(BODY), BODY)[0] == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{" * 1_000, "application/json"), (b"[]", "application/json"), (b"\xff\xfe", "application/json"), (b"null", "application/json"),
        (b"", "application/json"), (b"[" * 100_000, "application/json"), (b'{"type": "event_callback"}', "application/json"),
        (b'{"type": "event_callback", "event": []}', "application/json"), (b'{"type": "event_callback", "event": {}}', "application/json"),
        (urlencode({"payload": "{"}).encode(), FORM), (urlencode({"payload": "[]"}).encode(), FORM), (b"=&=&", FORM), (b"payload=%7B%7D", FORM),
        (b'{"a": ' + b"9" * 5_000 + b"}", "application/json"),
    ],
)  # fmt: skip
def test_what_is_signed_and_still_nonsense_is_refused(app: App, body: bytes, kind: str) -> None:
    """4xx, never an error of ours."""
    status, _ = send(app, signed(body, kind=kind), body)
    assert 400 <= status < 500


def test_a_megabyte_is_the_most(app: App) -> None:
    """One byte more is refused, said so or not."""
    body = b"{" + b" " * (1024 * 1024 - 2) + b"}"
    assert send(app, signed(body), body)[0] != 413
    assert send(app, signed(body + b" "), body + b" ")[0] == 413
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    connection.request("POST", "/slack/events", iter([b" " * 65536] * 17), {"Content-Type": "application/json"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_only_post(app: App, method: str) -> None:
    """And no other path."""
    assert send(app, signed(BODY), BODY, method)[0] == 405
    assert send(app, signed(BODY), BODY, "POST", "/slack/events/../events")[0] == 404
    assert send(app, [], b"", "GET", "/")[0] == 404


def test_the_skew_of_a_clock_is_told(app: App) -> None:
    """So that an operator whose clock is wrong finds out."""
    before = len(app.lines)
    assert send(app, signed(BODY, str(int(time.time()) - 400)), BODY)[0] == 401
    told = json.loads(app.wait_for_line('"skew"', after=before))
    assert -402 <= told["seconds"] <= -398 and told["remedy"]


def test_figures_and_health_are_read_only(app: App) -> None:
    """GET and HEAD."""
    for path in ("/health", "/metrics"):
        assert send(app, [], b"", "GET", path)[0] == 200 and send(app, [], b"", "HEAD", path) == (200, b"")
        assert send(app, [], b"", "POST", path)[0] == 405
