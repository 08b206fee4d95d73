"""Each figure on a smaller scale than when it is run by itself."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from bot.store.open import open_store
from tests.reliability import commit_rates, kill_cycles, store_faults
from tests.reliability.erasure import Left, leftovers

SEED = random.SystemRandom().randrange(10**6)


def test_nothing_acknowledged_is_lost_or_doubled_by_kills() -> None:
    with tempfile.TemporaryDirectory(dir=kill_cycles.folder_in_memory()) as folder:
        tally = kill_cycles.run(Path(folder, "onde.sqlite3"), cycles=100, seed=SEED)
    assert not tally.wrong, tally.wrong[:20]
    assert tally.acknowledged.total() > 5 * tally.cycles, f"hardly anything was asked of the store: {tally}"


@pytest.mark.parametrize("fault", store_faults.FAULTS)
def test_a_fault_of_the_disk_is_said_and_overcome(fault: str) -> None:
    store_faults.run(fault, seconds=2.0)


def test_no_byte_is_left_of_what_was_erased(tmp_path: Path) -> None:
    assert leftovers(lambda: open_store(tmp_path / "onde.sqlite3"), tmp_path, turns=400, seed=SEED) == Left(0, 0, 0)


def test_senders_share_commits(tmp_path: Path) -> None:
    """Many at once are kept faster than one after the other; how much faster, the disk decides."""
    rates = {rate.name: rate for rate in commit_rates.rates(tmp_path, events=300)}
    assert rates["accept, 16 at once"].a_second > 1.2 * rates["accept, 1 at once"].a_second
