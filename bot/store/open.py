"""The store by its address: the only place that knows which kinds there are."""

from __future__ import annotations

from pathlib import Path

from bot.store.review_protocol import ReviewStore
from bot.store.sqlite import SqliteStore

# What the names of files that belong to a store's end in, after its own name.
BESIDE = ("-journal", "-wal", "-shm", ".lock")


def open_store(path: Path) -> ReviewStore:
    """The store in the SQLite file `path`; file and folder are made where they are missing.

    Raises StoreError with the path and the remedy where that cannot be.
    """
    return SqliteStore(path)
