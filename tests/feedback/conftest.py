"""An invented past in a store, made once for all tests that only look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feedback.naming import naming_of
from bot.feedback.projection import Projection
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from tests.asking import KNOWLEDGE
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


@pytest.fixture(scope="session")
def reviewed(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewStore]:
    """A copy of it, looked at to its end; not to be written to either."""
    store = open_store(Path(shutil.copy(past, tmp_path_factory.mktemp("reviewed") / "onde.sqlite3")))
    Projection(store, naming_of(KNOWLEDGE, None)).run()
    yield store
    store.close()
