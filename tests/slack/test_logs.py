"""The log: one JSON object a line, with what operators need, and nothing of what people wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.slack.scene import SURE_EN, WHICH_EN
from tests.slack.serving import MODES, App, Mode
from tests.slack.stand_in import faults
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace

CANARY = "marmeladenbrot\x1b[31m"


@pytest.mark.parametrize("mode", MODES)
def test_nothing_that_people_wrote_is_logged_even_at_debug(mode: Mode, slack: Slack, tmp_path: Path) -> None:
    """Texts, tokens, response_urls; whatever Slack's libraries would like to tell, also when things go wrong."""
    people = Workspace(slack)
    with App(slack, mode, tmp_path, tmp_path / "cache", ONDE_LOG_LEVEL="debug") as app:
        reply = people.reply_to(people.mention("ana", "general", f"{SURE_EN} {CANARY}"))
        people.reply_to(people.direct_message("ana", f"{SURE_EN} {CANARY}\n{{}}"))
        people.command("ana", "general", f"{WHICH_EN} {CANARY}")
        people.click("ana", people.ephemeral_for("ana"), "choice:0")
        people.shortcut("ana", people.say("ben", "general", f"{SURE_EN} {CANARY}"), SHORTCUT)
        people.click("ana", reply, "Not helpful")
        people.submit_view("ana", people.view_of("ana"), {"comment": CANARY})
        slack.misbehave("chat.postMessage", faults.refused("channel_not_found"))
        slack.misbehave("users.info", faults.broken(500))
        people.mention("ben", "general", f"{CANARY} {SURE_EN}")
        app.wait_for_line('"channel_not_found"')
        people.send_event({"type": "message", "subtype": "channel_topic", "text": CANARY, "channel": "C0GENERAL", "ts": "1.1"}).result(10)
        people.send_event({"type": "never_heard_of", "text": CANARY}).result(10)
        people.settle()
        app.terminate()
    text = "\n".join(app.lines)
    secrets = [slack.settings.bot_token, slack.settings.app_token, slack.settings.signing_secret, "/response/", "marmeladenbrot", "\x1b", "U0ANA"]
    assert not [secret for secret in secrets if secret in text]
    assert "Freshteam" not in text
    assert all(isinstance(json.loads(line), dict) for line in app.lines)


def test_one_line_an_event_with_what_operators_need(slack: Slack, tmp_path: Path) -> None:
    """Id, kind, decision, latency, knowledge version, retry number, and a hash that is the same for the same person."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, tmp_path / "cache") as app:
        for _ in range(2):
            people.reply_to(people.direct_message("ana", SURE_EN))
        people.reply_to(people.direct_message("ben", SURE_EN))
        people.settle()
        questions = [record for record in app.records() if record["event"] == "question"]
        assert len(questions) == 3
        for record in questions:
            assert record["id"].startswith("T0ONDE:") and record["kind"] == "direct" and record["decision"] == "answered" and record["ms"] >= 0
            assert record["knowledge"] == app.get("/health")["knowledge"] and record["time"].endswith("Z")
        ana, also_ana, ben = (record["user"] for record in questions)
        assert ana == also_ana != ben
        assert [record["retry"] for record in questions] == ["", "", ""]
