"""`onde serve` against the stand-in, in either mode."""

from __future__ import annotations

import json
import sqlite3
import urllib.request
from pathlib import Path
from typing import Any, Literal, Self

from tests.conftest import PROGRAM
from tests.slack.running import Serving, answers, free_port
from tests.slack.stand_in.slack import Slack

Mode = Literal["socket", "http"]
MODES: tuple[Mode, ...] = ("http", "socket")


class App(Serving):
    """The program, serving. `port` is that of its HTTP server, `store` its database; `variables` are added to those of the stand-in."""

    def __init__(self, slack: Slack, mode: Mode, folder: Path, cache: Path, *options: str, **variables: str) -> None:
        self.slack = slack
        self.mode = mode
        self.port = free_port()
        self.store = folder / "store" / "onde.sqlite3"
        own = {
            "HOME": str(folder), "ONDE_CACHE": str(cache), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PORT": str(self.port),
            "ONDE_HOST": "127.0.0.1", "SQLITE_PATH": str(self.store), **slack.variables(), **variables,
        }  # fmt: skip
        if mode == "http":
            slack.deliver_to(f"{self.url}/slack/events")
        super().__init__(PROGRAM, "serve", f"--{mode}", *options, variables=own, ready=self._is_ready, seconds=40.0, folder=folder)

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def _is_ready(self) -> bool:
        return answers(f"{self.url}/health") and (self.mode == "http" or self.slack.connected() > 0)

    @property
    def url(self) -> str:
        """Of its HTTP server."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> Any:
        """What its HTTP server tells as JSON."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as response:
            return json.load(response)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What its database holds."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as database:
            return database.execute(query).fetchall()
