"""A name for the exact content of a knowledge folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

# The largest file that is read, in bytes.
MOST_BYTES = 1024 * 1024


def content_version(folder: Path) -> str:
    """A name for the exact content of `folder`: 12 hexadecimal digits of the SHA-256 over its files and their names."""
    digest = hashlib.sha256()
    for path in knowledge_files(folder):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()[:12]


def knowledge_files(folder: Path) -> list[Path]:
    """The files that make up the knowledge in `folder`, in order."""
    return [path for path in sorted([*folder.glob("*/*"), *folder.glob("*/*/*")]) if path.suffix in (".yaml", ".txt") and path.is_file()]


def _content(path: Path) -> bytes:
    """What `load_knowledge` would read of a file: no more than it accepts, and nothing where it cannot be read."""
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        return b""
