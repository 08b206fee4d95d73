"""What some work takes of memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable


def most_bytes(work: Callable[[], object]) -> int:
    """The bytes that Python's own allocator had at its most in some work, beside what it had before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
