"""What tests of the program share: `onde` as a real process, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

PROGRAM = Path(sys.executable).with_name("onde")
SECONDS = 60

settings.register_profile("onde", deadline=None, print_blob=True)
settings.load_profile("onde")


class Ended(NamedTuple):
    """A process that has ended: its exit status and what it wrote."""

    status: int
    out: str
    err: str


class Onde:
    """Runs `onde`. `variables` are its whole environment; its cache folder lives as long as the test run."""

    def __init__(self, home: Path) -> None:
        self.cache = home / "cache"
        self.variables = {"HOME": str(home), "ONDE_CACHE": str(self.cache), "LANG": "C.UTF-8", "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}

    def __call__(self, *arguments: str, typed: str | bytes = b"", **variables: str) -> Ended:
        """Run one command to its end, with `typed` on standard input and more variables."""
        given = typed.encode() if isinstance(typed, str) else typed
        environment = {**self.variables, **variables}
        done = subprocess.run([PROGRAM, *arguments], input=given, capture_output=True, env=environment, timeout=SECONDS, check=False)
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def onde(tmp_path_factory: pytest.TempPathFactory) -> Onde:
    """The program."""
    return Onde(tmp_path_factory.mktemp("home"))
