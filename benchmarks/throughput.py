"""Events a second over HTTP, each signed, answered, stored and replied to, beside a Bolt app that echoes and stores nothing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from benchmarks.material import about_sixty, golden_questions
from benchmarks.measuring import Figure, progress

EVENTS, WARM_UP, ROUNDS, AT_ONCE = 1_500, 150, 3, 48
BOUND = 2.0
SECRET, TOKEN = "of-the-benchmark", "xoxb-of-the-benchmark"
_SECONDS = 30.0


def figures() -> list[Figure]:
    """Onde and the echo in turn, several times; the ratio is that of the medians."""
    questions = about_sixty(golden_questions())
    rates: dict[str, list[float]] = {"onde": [], "echo": []}
    for _ in progress(range(ROUNDS), "throughput"):
        for name, found in rates.items():
            found.append(asyncio.run(_rate(name, questions)))
    onde, echo = (statistics.median(rates[name]) for name in ("onde", "echo"))
    name = f"throughput, {EVENTS} x {ROUNDS} events over HTTP (Bolt echo)"
    return [Figure(name, f"{onde:.0f}/s", f"{echo:.0f}/s", echo / onde, BOUND)]


async def _rate(name: str, questions: Sequence[str]) -> float:
    """Replies a second, from the first event to the last reply."""
    with _sink() as slack, tempfile.TemporaryDirectory() as folder, _app(name, slack, Path(folder)) as port:
        connector = aiohttp.TCPConnector(limit=AT_ONCE)
        async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(120)) as session:
            for first, count in ((0, WARM_UP), (WARM_UP, EVENTS)):
                requests = [_request(first + number, questions[(first + number) % len(questions)]) for number in range(count)]
                began = time.perf_counter()
                queue = iter(requests)
                await asyncio.gather(*(_send(session, port, queue) for _ in range(AT_ONCE)))
                async with session.get(f"http://127.0.0.1:{slack}/reached/{first + count}") as reached:
                    await reached.read()
                taken = time.perf_counter() - began
    return EVENTS / taken


async def _send(session: aiohttp.ClientSession, port: int, queue: Iterator[tuple[bytes, dict[str, str]]]) -> None:
    for body, headers in queue:
        async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response:
            if response.status != 200:
                raise RuntimeError(f"an event was answered {response.status}")


def _request(number: int, question: str) -> tuple[bytes, dict[str, str]]:
    """A mention, each in a channel of its own, since Slack takes one post a second in each; body and headers."""
    stamp = f"1700000000.{number:06}"
    said = {"user": f"U{number % 20}", "text": f"<@U0BOT> {question}", "ts": stamp, "channel": f"C{number}"}
    ours = {"team_id": "T1", "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "authorizations": [ours]}
    body = json.dumps({**envelope, "event": {"type": "app_mention", "event_ts": stamp, **said}}).encode()
    timestamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return body, {"Content-Type": "application/json", "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}


@contextmanager
def _sink() -> Iterator[int]:
    """A Slack that counts; its port."""
    command = [sys.executable, "-m", "benchmarks.slack_sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdin
        yield int(process.stdout.readline())
        process.stdin.close()


@contextmanager
def _app(name: str, slack: int, folder: Path) -> Iterator[int]:
    """Onde or the echo in a process of its own, ready; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    own = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/", "PORT": str(port)}
    own |= {"HOME": str(folder), "ONDE_HOST": "127.0.0.1", "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "ONDE_LOG_LEVEL": "info"}
    commands = {"onde": ["-m", "bot", "serve", "--http"], "echo": ["-m", "benchmarks.echo_app", str(port)]}
    with (folder / "log").open("wb") as log, subprocess.Popen([sys.executable, *commands[name]], env=own, stderr=log) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something answers at the port, whatever it says."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the app did not start")
