"""Requests over HTTP that Slack did not sign, or not just now, or that are nonsense: all are refused with 4xx, and nothing happens.

python -m tests.reliability.forged_requests --count 10000
"""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct

from tests.reliability.rig import arguments, rig
from tests.slack.signing import FORM, JSON, Headers, signed

_EVENT = {"type": "event_callback", "team_id": "T0ONDE", "event_id": "Ev1", "event": {"type": "app_mention", "user": "U0ANA", "channel": "C0GENERAL"}}
BODY = json.dumps(_EVENT | {"event": {**_EVENT["event"], "ts": "1.1", "text": "Where is Freshdesk hosted?"}}).encode()  # type: ignore[dict-item]

Forgery = Callable[[random.Random], tuple[Headers, bytes]]


def _at(seconds: int) -> str:
    return str(int(time.time()) + seconds)


def _spoilt(chance: random.Random, text: str) -> str:
    """A text with one character changed, left out or added."""
    at, other = chance.randrange(len(text)), chance.choice("0123456789abcdefABCDEFv=é ")
    return chance.choice((text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + other + text[at:]))


def _bad_signature(chance: random.Random) -> tuple[Headers, bytes]:
    kind, timestamp, (name, signature) = signed(BODY)
    spoilt = _spoilt(chance, signature)
    return [kind, timestamp, (name, spoilt if spoilt.strip() != signature else "v0=")], BODY


def _bad_timestamp(chance: random.Random) -> tuple[Headers, bytes]:
    kind, (name, timestamp), signature = signed(BODY)
    wrong = chance.choice(("abc", "", "-1", "9" * 5_000, f"{timestamp}.5", f"+{timestamp[1:]}", "0x" + timestamp, _spoilt(chance, timestamp)))
    return [kind, (name, wrong if wrong.strip() != timestamp else "0"), signature], BODY


def _expired(chance: random.Random) -> tuple[Headers, bytes]:
    return signed(BODY, _at(chance.choice((-1, 1)) * chance.choice((302, 400, 86_400, 10**8)))), BODY


def _other_body(chance: random.Random) -> tuple[Headers, bytes]:
    at = chance.randrange(len(BODY))
    return signed(BODY), BODY[:at] + bytes([BODY[at] ^ (1 << chance.randrange(8))]) + BODY[at + 1 :]


def _other_secret(chance: random.Random) -> tuple[Headers, bytes]:
    return signed(BODY, secret=chance.randbytes(chance.randrange(40))), BODY


def _repeated_header(chance: random.Random) -> tuple[Headers, bytes]:
    good = signed(BODY)
    return [*good, chance.choice(good[1:])], BODY


def _unsigned(chance: random.Random) -> tuple[Headers, bytes]:
    kinds = ((FORM, b"ssl_check=1&token=x"), (JSON, BODY), (JSON, b"{" * chance.randrange(5_000)), ("", chance.randbytes(50)))
    kind, body = chance.choice(kinds)
    return [("Content-Type", kind)], body


def _signed_nonsense(chance: random.Random) -> tuple[Headers, bytes]:
    kinds = ((FORM, b"payload=%7B"), (FORM, b"=&=&"), (JSON, b"[" * 50_000), (JSON, b"\xff"), (JSON, b"null"))
    kind, body = chance.choice((*kinds, (JSON, BODY[: chance.randrange(1, len(BODY))])))
    return signed(body, kind=kind), body


FORGERIES: tuple[Forgery, ...] = (
    _bad_signature, _bad_timestamp, _expired, _other_body, _other_secret, _repeated_header, _unsigned, _signed_nonsense
)  # fmt: skip


class Tally(Struct, frozen=True):
    """Requests by status, and what they left behind: rows in the inbox, calls of Slack, tracebacks in the log."""

    statuses: dict[int, int]
    rows: int
    calls: int
    tracebacks: int

    @property
    def holds(self) -> bool:
        """All were refused, and nothing was left behind."""
        return all(400 <= status < 500 for status in self.statuses) and (self.rows, self.calls, self.tracebacks) == (0, 0, 0)


def run(count: int, chance: random.Random) -> Tally:
    """So many requests, by four senders."""
    with rig("http") as scene:
        seeds = [chance.random() for _ in range(count)]
        with ThreadPoolExecutor(4) as senders:
            statuses = Counter(senders.map(lambda seed: _forge_and_send(scene.app.port, random.Random(seed)), seeds))
        [(rows,)] = scene.app.rows("SELECT count(*) FROM inbox")
        tracebacks = sum("Traceback" in line or '"library"' in line for line in scene.app.lines)
        return Tally(dict(statuses), rows, len(scene.slack.journal.calls()), tracebacks)


def _forge_and_send(port: int, chance: random.Random) -> int:
    """At once, since what is a little too new soon is not."""
    return status_of(port, *chance.choice(FORGERIES)(chance))


def status_of(port: int, headers: Headers, body: bytes) -> int:
    """Send a request, its headers exactly as given; the status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest("POST", "/slack/events")
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders()
        connection.send(body)
        return connection.getresponse().status
    finally:
        connection.close()


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Forged, expired and malformed requests.", 10_000))
    print(f"statuses {tally.statuses}; {tally.rows} rows, {tally.calls} calls of Slack, {tally.tracebacks} errors in the log")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
