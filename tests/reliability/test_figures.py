"""Each figure on a smaller scale than when it is run by itself."""

from __future__ import annotations

import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store.open import open_store
from tests.reliability import commit_rates, kill_cycles, store_faults
from tests.reliability.erasure import Left, leftovers
from tests.store.examples import event

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
    """Many at once are kept by fewer commits than one after the other; how much faster that is, the disk decides (commit_rates tells)."""
    store, events = open_store(tmp_path / "onde.sqlite3"), 300
    made = [commits(tmp_path / "onde.sqlite3")]
    for senders in (1, 16):
        with ThreadPoolExecutor(senders) as pool:
            assert all(pool.map(store.accept, [event(1_000 * senders + number) for number in range(events)]))
        made.append(commits(tmp_path / "onde.sqlite3"))
    store.close()
    alone, shared = made[1] - made[0], made[2] - made[1]
    assert alone == events and alone > 1.2 * shared


def test_the_rates_of_commits_are_measured(tmp_path: Path) -> None:
    names = [rate.name for rate in commit_rates.rates(tmp_path, events=20)]
    assert [name for name in names if name.startswith("accept")] == [f"accept, {senders} at once" for senders in commit_rates.SENDERS]


def commits(path: Path) -> int:
    """The transactions that a store has seen: its change counter, in WAL the frames that end one (sqlite.org/fileformat2.html, 1.3.7 and 4.1)."""
    wal = path.with_name(f"{path.name}-wal")
    if not wal.exists():
        return int.from_bytes(path.read_bytes()[24:28])
    data = wal.read_bytes()
    return sum(any(data[at + 4 : at + 8]) for at in range(32, len(data), int.from_bytes(data[8:12]) + 24))
