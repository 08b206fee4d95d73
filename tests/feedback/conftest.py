"""An invented past in a store, made once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from tests.feedback.filling import fill
from tests.feedback.generator import SEED, History

TURNS = 5_000


@pytest.fixture(scope="session")
def history() -> History:
    """What happened."""
    print(f"seed {SEED}")
    return History(TURNS)


@pytest.fixture(scope="session")
def past(history: History, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which it is kept; not to be written to."""
    file = tmp_path_factory.mktemp("past") / "onde.sqlite3"
    store = open_store(file)
    fill(store, history)
    store.close()
    return file


@pytest.fixture(scope="session")
def past_store(past: Path) -> Iterator[ReviewStore]:
    """The same, open."""
    store = open_store(past)
    yield store
    store.close()
