"""While it serves, what people could not get is found in the background, and the knowledge of the time is kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import Onde
from tests.slack.scene import UNKNOWN_EN
from tests.slack.serving import App
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace


def test_found_while_it_serves(slack: Slack, tmp_path: Path, cache: Path, onde: Onde) -> None:
    """Without anybody who looks; then an item shows it, and the reply is given again by the knowledge that was kept."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache) as app:
        people.reply_to(people.direct_message("ana", UNKNOWN_EN))
        people.settle()

        def found() -> int:
            with closing(sqlite3.connect(app.store)) as rows:
                return int(rows.execute("SELECT count(*) FROM findings").fetchone()[0])

        app.wait_until(found, "seen to find what nobody answered", 60)
        listed = onde("feedback", "list", "--json", SQLITE_PATH=str(app.store))
        [item] = [json.loads(line) for line in listed.out.splitlines()]
        assert item["kinds"] == {"unknown": 1} and item["people"] == 1
        app.terminate()
        with closing(sqlite3.connect(app.store)) as rows:
            assert rows.execute("SELECT count(*) FROM knowledge_versions JOIN turns ON version = knowledge").fetchone() == (1,)
            [(turn,)] = rows.execute("SELECT id FROM turns")
        done = onde("feedback", "replay", turn, SQLITE_PATH=str(app.store))
        assert (done.status, done.err) == (0, "") and UNKNOWN_EN in done.out
