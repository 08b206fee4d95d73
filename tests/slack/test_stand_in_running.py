"""Processes that serve: started until ready, killed, ended in order, started again; and the stand-in as a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.slack.running import Serving, answers, free_port
from tests.slack.stand_in.slack import Slack

ROOT = Path(__file__).parent.parent.parent

# Counts its starts in a file, serves that folder, says "bye" when it is asked to end.
PROGRAM = """
import http.server, json, pathlib, signal, sys
count = pathlib.Path(sys.argv[2], "starts")
count.write_text(str(int(count.read_text() if count.exists() else 0) + 1))
def end(*_):
    print(json.dumps({"event": "bye"}), flush=True)
    sys.exit(3)
signal.signal(signal.SIGTERM, end)
print("starting", flush=True)
handler = lambda *a: http.server.SimpleHTTPRequestHandler(*a, directory=sys.argv[2])
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    """A server that is not started yet."""
    port = free_port()
    variables = {"PATH": os.environ["PATH"]}
    return Serving(sys.executable, "-c", PROGRAM, str(port), tmp_path, variables=variables, ready=lambda: answers(f"http://127.0.0.1:{port}/starts"))


def test_it_is_ready_inside_and_gone_outside(serving: Serving) -> None:
    """Also where a test fails inside."""
    with pytest.raises(ZeroDivisionError), serving:
        assert serving.running and serving.wait_for_line("starting") == "starting"
        pid = serving.pid
        raise ZeroDivisionError
    assert not serving.running and serving.status == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_it_is_killed_and_comes_back(serving: Serving, tmp_path: Path) -> None:
    """With the same folder; the log goes on."""
    with serving:
        first = serving.pid
        serving.restart()
        assert serving.pid != first
        assert (tmp_path / "starts").read_text() == "2"
        assert serving.lines.count("starting") == 2


def test_it_ends_in_order(serving: Serving) -> None:
    """SIGTERM lets it say goodbye; its records are read."""
    with serving:
        assert serving.terminate() == 3
        assert serving.records() == [{"event": "bye"}]


def test_a_start_that_fails_is_told_with_the_log() -> None:
    """Whether it ends or never becomes ready."""
    with (
        pytest.raises(AssertionError, match=r"status 5(.|\n)*no luck"),
        Serving(sys.executable, "-c", "print('no luck'); exit(5)", variables={}, ready=lambda: False),
    ):
        pass
    hangs = Serving(sys.executable, "-c", "print('slow', flush=True); import time; time.sleep(60)", variables={}, ready=lambda: False, seconds=0.5)
    with pytest.raises(AssertionError, match=r"not ready in time(.|\n)*slow"), hangs:
        pass
    assert not hangs.running


def test_the_stand_in_as_a_process() -> None:
    """It prints what the app needs to find it."""
    variables = {"PATH": os.environ["PATH"]}
    command = (sys.executable, "-m", "tests.slack.stand_in")
    running = Serving(*command, variables=variables, ready=lambda: any("SLACK_SIGNING_SECRET" in line for line in running.lines), folder=ROOT)
    with running:
        printed = dict(line.removeprefix("export ").split("=", 1) for line in running.lines)
        assert running.wait() == 0, "its input is at its end"
    with Slack() as slack:
        assert printed.keys() == slack.variables().keys()
