"""The log: one JSON object a line, with what operators need, and nothing of what people wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.slack.scene import SURE_EN, UNKNOWN_EN, WHICH_EN
from tests.slack.serving import MODES, App, Mode
from tests.slack.stand_in import elements, faults
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace

CANARY = "marmeladenbrot\x1b[31m"


@pytest.mark.parametrize("mode", MODES)
def test_nothing_that_people_wrote_is_logged_even_at_debug(mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Texts, tokens, response_urls; whatever Slack's libraries would like to tell, also when things go wrong."""
    people = Workspace(slack)
    with App(slack, mode, tmp_path, cache, ONDE_LOG_LEVEL="debug") as app:
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


def test_one_line_an_event_with_what_operators_need(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Id, kind, decision, latency, knowledge version, retry number, and a hash that is the same for the same person."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache) as app:
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


def _events(app: App) -> list[dict[str, Any]]:
    """The lines that tell of an event; others tell of calls, of deliveries and of the process."""
    return [record for record in app.records() if "kind" in record]


def _do_everything(people: Workspace) -> None:
    """One or more of all that Slack tells of, each done before the next."""
    reply = people.reply_to(people.mention("ana", "general", SURE_EN))
    for button in ("copy", "why"):
        people.click("ana", reply, button)
        view = people.view_of("ana")
        if button == "copy":
            other = next(option for option in elements.find(view.content["blocks"], "copy_language").content["options"])
            people.click("ana", view, "copy_language", other["value"])
            people.wait_for(lambda: people.slack.journal.calls("views.update"), what="the copy in the chosen language")
        people.close_view("ana", view, cleared=True)
    people.click("ana", people.reply_to(people.mention("ana", "general", "Compare Freshdesk, Freshservice, Freshchat and Freshteam")), "why")
    people.click("ana", reply, "language:pt")
    people.click("ana", reply, "Helpful")
    people.click("ben", reply, "Not helpful")
    people.submit_view("ben", people.view_of("ben"), {"comment": "no"})
    people.press("ana", reply, {"type": "button", "action_id": "vanished", "block_id": "b", "value": "x"}).result(10)
    people.click("ana", people.reply_to(people.mention("ana", "general", WHICH_EN)), "choice:0")
    people.click("ana", people.reply_to(people.mention("ana", "general", UNKNOWN_EN)), "suggestion:0")
    people.command("ana", "general", SURE_EN)
    private = people.wait_for(lambda: [each for each in people.ephemerals("ana") if "share" in str(each.blocks)], what="a private answer")
    people.click("ana", private[0], "share")
    people.shortcut("ana", people.say("ben", "general", SURE_EN), SHORTCUT)
    people.delete(people.say("ben", "general", "lunch?"))
    direct = people.direct_message("ana", SURE_EN)
    people.reply_to(direct)
    people.edit(direct, UNKNOWN_EN)
    people.open_home("ana")
    people.open_messages_tab("ana")
    people.wait_for(lambda: people.home("ana"), what="the Home tab")
    people.send_event({"type": "never_heard_of"}).result(10)
    people.uninstall()


@pytest.mark.parametrize("mode", MODES)
def test_every_event_is_told_of_once(mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Questions, buttons, modals, votes, tabs and all else: id, kind, decision, latency and knowledge version, and as many lines as events."""
    people = Workspace(slack)
    with App(slack, mode, tmp_path, cache) as app:
        _do_everything(people)
        people.settle()
        people.wait_for(lambda: len(_events(app)) >= len(slack.journal.all("delivery")), what="a line for every event")
        people.settle()
        told = _events(app)
        deliveries = slack.journal.all("delivery")
        assert len(told) == len(deliveries), "\n".join(map(str, [*told, *deliveries]))
        knowledge = app.get("/health")["knowledge"]
    for record in told:
        assert record["id"] and record["decision"] and record["ms"] >= 0 and record["knowledge"] == knowledge, record
        assert record["kind"] in ("message", "other", "uninstalled") or len(record["user"]) == 12, record
    kinds = {(record["event"], record["kind"], record["decision"]) for record in told}
    assert kinds >= {
        ("question", "mention", "answered"), ("question", "choice", "answered"), ("question", "share", "shared"), ("question", "edit", "unknown"),
        ("modal", "copy", "shown"), ("modal", "copy_language", "shown"), ("modal", "why", "shown"), ("click", "stale", "gone"),
        ("vote", "up", "kept"), ("vote", "down", "kept"), ("vote", "reason", "explained"), ("tab", "home", "shown"), ("tab", "messages", "shown"),
        ("lifecycle", "other", "ignored"), ("lifecycle", "uninstalled", "ended"), ("message", "message", "subtype"),
    }, kinds  # fmt: skip


def test_what_slack_refuses_to_show_is_told_of(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Modals, the Home tab, the status and answers by response_url, each with Slack's word and the event's id."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache) as app:
        reply = people.reply_to(people.mention("ana", "general", SURE_EN))
        for method in ("views.open", "views.publish", "assistant.threads.setStatus"):
            slack.misbehave(method, faults.refused("some_reason"), times=None)
        people.click("ana", reply, "why")
        people.open_home("ana")
        people.direct_message("ana", SURE_EN)
        people.click("ben", reply, "Not helpful")
        for part in ('"views.publish"', '"assistant.threads.setStatus"', '"kind": "why"'):
            app.wait_for_line(part)
        people.wait_for(lambda: len([record for record in app.records() if record.get("word") == "some_reason"]) >= 4, what="four refusals told")
        found = {(record["event"], record["kind"] if record["event"] == "modal" else record["method"]): record
                 for record in app.records() if record.get("word") == "some_reason"}  # fmt: skip
        assert set(found) == {("modal", "why"), ("modal", "reason_view"), ("tab", "views.publish"), ("call", "assistant.threads.setStatus")}
        assert {record["method"] for (event, _), record in found.items() if event == "modal"} == {"views.open"}
        assert all(record["decision"] == "failed" and record["level"] == "warning" and record["id"] for record in found.values())
