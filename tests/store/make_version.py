"""Writes a file of today's version as SQL, for the tests of later versions.

python -m tests.store.make_version tests/store/versions/2.sql
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from bot.records import Click
from bot.reviews import Action
from bot.store.open import open_store
from tests.store.examples import delivery, event, turn
from tests.store.found import finding, keep


def main() -> None:
    """Two turns, a delivery, an explained vote and a withdrawn one, an event that is done and one that waits;
    an item that was declined, a version of the knowledge, a claim that is settled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "onde.sqlite3")
        store = open_store(path)
        store.accept(event(1))
        store.accept(event(2))
        store.save(turn(1), delivery(turn(1)), event(1).key)
        store.save(turn(2), None)
        store.rate(Click(turn(2).id, "U1", "down", "1712.000001"))
        store.explain_vote(turn(2).id, "U1", "wrong", "old")
        for at in ("1712.000002", "1712.000003"):
            store.rate(Click(turn(2).id, "U2", "up", at))
        keep(store, finding(2, user="U1", at=1712.0))
        store.act(Action(item=1, at=1713.0, who="U9", what="declined", text="old"), revision=0)
        store.keep_knowledge(turn(2).knowledge, b"archive")
        store.settle("digest")
        store.close()
        rows = sqlite3.connect(path)
        Path(sys.argv[1]).write_text("\n".join(rows.iterdump()) + "\n", "utf-8")
        rows.close()


if __name__ == "__main__":
    main()
