"""Processes that open a store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Opens the store and says what came of it; with "nobody" as an ordinary user, since root may do what is forbidden.
PROGRAM = """
import sys
from pathlib import Path
from bot.errors import StoreError
from bot.store.open import open_store
from tests.reliability.store_faults import give_up_privileges
from tests.store.examples import turn
who, path, number = sys.argv[1:]
print("ready", flush=True)
input()
if who == "nobody":
    give_up_privileges()
try:
    store = open_store(Path(path))
except StoreError as error:
    sys.exit(str(error))
store.save(turn(int(number)), None)
store.close()
"""


def opening(path: Path, who: str = "anybody", number: int = 1) -> subprocess.Popen[str]:
    """A process that opens the store as soon as a line is written to it."""
    command = [sys.executable, "-c", PROGRAM, who, str(path), str(number)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process
