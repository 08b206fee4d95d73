"""A copy of the project's knowledge to spoil, and a limit in time: a file that makes the loader wait must fail, not hang."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from tests.asking import KNOWLEDGE

LONGEST_TEST_IN_SECONDS = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the whole knowledge folder."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture(autouse=True)
def time_limit() -> Iterator[None]:
    """Fails the test that waits for ever."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not done within {LONGEST_TEST_IN_SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST_TEST_IN_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
