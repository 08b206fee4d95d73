"""A store of each kind, for tests that every store must pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.review_protocol import ReviewStore
from tests.store.examples import KINDS

Reopen = Callable[[], ReviewStore]


@pytest.fixture(params=sorted(KINDS))
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Opens the test's store; again, after closing it, with what it holds."""
    opened: list[ReviewStore] = []

    def open_again() -> ReviewStore:
        for store in opened:
            store.close()
        opened.append(KINDS[request.param](tmp_path))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Reopen) -> ReviewStore:
    """An empty store."""
    return reopen()
