"""`onde serve`: its start, its health and figures, its end, and what it takes up again."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bot.surfaces.slack.manifest import SHORTCUT
from tests.asking import KNOWLEDGE
from tests.conftest import Onde
from tests.slack.running import Serving, answers, free_port
from tests.slack.scene import NO_EN, SURE_EN, SURE_PT, Scene
from tests.slack.serving import MODES, App, Mode
from tests.slack.stand_in import faults
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace, visible_text


def test_health_and_figures(scene: Scene) -> None:
    """Knowledge version, store, connection; counters that go up."""
    ana = scene.somebody()
    scene.reply_to(scene.mention(ana.id, scene.place(ana).id, SURE_EN))
    health = scene.app.get("/health")
    assert health["ok"] is True and health["store"] == "writable" and len(health["knowledge"]) == 12 and health["mode"] == scene.app.mode
    assert health.get("socket") == ("connected" if scene.app.mode == "socket" else None)
    with urllib.request.urlopen(f"{scene.app.url}/metrics") as response:
        figures = response.read().decode()
    assert 'onde_events_total{decision="answered",kind="mention"}' in figures and f'version="{health["knowledge"]}"' in figures
    assert "onde_sent_total" in figures and ana.id not in figures


def _figure(scene: Scene, name: str) -> float:
    """What a line of the figures says; 0 where there is none yet."""
    with urllib.request.urlopen(f"{scene.app.url}/metrics") as response:
        lines: list[str] = response.read().decode().splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)


def test_figures_count_the_same_in_either_mode(scene: Scene) -> None:
    """Acknowledgements, and answers that only the asker sees like all others, with one word for what was sent."""
    ana = scene.somebody()
    place = scene.place(ana).id
    names = ("onde_acknowledgement_seconds_count", 'onde_sent_total{outcome="sent"}', "onde_reply_seconds_count")
    waiting = ("onde_unanswered_events", "onde_waiting_messages")
    scene.wait_for(lambda: not any(_figure(scene, name) for name in waiting), what="the end of what earlier tests have asked")
    before = [_figure(scene, name) for name in names]
    assert scene.reply_to(scene.mention(ana.id, place, SURE_EN)) and scene.command(ana.id, place, SURE_EN).acked
    scene.wait_for_ephemerals(ana.id, 1)
    scene.wait_for(lambda: [_figure(scene, name) for name in names[1:]] == [count + 2 for count in before[1:]], what="two more answers")
    assert _figure(scene, names[0]) >= before[0] + 3  # The mention also comes as a message.
    with urllib.request.urlopen(f"{scene.app.url}/metrics") as response:
        outcomes = {line.partition('"')[2].partition('"')[0] for line in response.read().decode().splitlines() if line.startswith("onde_sent_total{")}
    assert outcomes <= {"sent", "failed"}


@pytest.mark.parametrize("mode", MODES)
def test_it_says_which_mode_it_chose(mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """By the settings that it finds: an app token means Socket Mode."""
    app = App(slack, mode, tmp_path, cache)
    app.command.pop()
    if mode == "http":
        app.variables["SLACK_APP_TOKEN"] = ""
    with app:
        started = json.loads(app.wait_for_line('"started"'))
        assert started["mode"] == mode and started["port"] == app.port
        assert app.terminate() == 0


def test_mistakes_are_named_with_their_remedy_before_anything_starts(onde: Onde, tmp_path: Path) -> None:
    """All of them, a line each; nothing is made."""
    done = onde("serve", "--http", SLACK_BOT_TOKEN="xapp-wrong", PORT="http", ONDE_CHANNELS="#general", SQLITE_PATH=str(tmp_path / "x" / "y"))
    assert done.status == 1 and not done.out and not (tmp_path / "x").exists()
    lines = done.err.splitlines()
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "ONDE_CHANNELS"):
        assert sum(name in line for line in lines) == 1, name
    assert len(lines) == 4 and "wrong" not in done.err


def test_without_any_setting_it_says_what_to_set(onde: Onde) -> None:
    """Both ways."""
    done = onde("serve")
    assert done.status == 1 and "SLACK_APP_TOKEN" in done.err and "SLACK_SIGNING_SECRET" in done.err and "SLACK_BOT_TOKEN" in done.err


def test_a_token_that_slack_refuses_ends_it(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """With the remedy, and status 1."""
    app = App(slack, "socket", tmp_path, cache, SLACK_APP_TOKEN="xapp-of-somebody-else")
    app.start(wait=False)
    assert app.wait() == 1
    assert "SLACK_APP_TOKEN" in app.lines[-1]


def test_a_store_that_cannot_be_written_is_refused(onde: Onde, tmp_path: Path) -> None:
    """At the start, with its path."""
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "onde.sqlite3"
    done = onde("serve", "--http", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SQLITE_PATH=str(path))
    assert done.status == 1 and str(tmp_path / "file") in done.err and "Traceback" not in done.err


def test_a_port_that_is_taken_is_refused(onde: Onde, running: App, tmp_path: Path) -> None:
    """With the port, and without a traceback."""
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SQLITE_PATH": str(tmp_path / "s"), "ONDE_HOST": "127.0.0.1"}
    done = onde("serve", "--http", PORT=str(running.port), **settings)
    assert done.status == 1 and f"PORT: {running.port} of 127.0.0.1" in done.err and "Traceback" not in done.err


def test_the_file_and_its_folder_are_made_for_the_owner_alone(scene: Scene) -> None:
    """What people wrote is nobody else's."""
    assert stat.S_IMODE(os.stat(scene.app.store).st_mode) & 0o077 == 0


def test_dotenv_is_read_and_the_environment_wins(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """A file .env in the folder in which it starts."""
    app = App(slack, "http", tmp_path, cache)
    wanted = {name: app.variables.pop(name) for name in ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN")}
    file = "".join(f"{name}={value}\n" for name, value in wanted.items()) + "PORT=1\nONDE_LOG_LEVEL=debug\n"
    (tmp_path / ".env").write_text(file)
    with app:
        people = Workspace(slack)
        assert people.reply_to(people.mention("ana", "general", SURE_EN))


@pytest.mark.parametrize("mode", MODES)
def test_sigterm_finishes_what_is_under_way(mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Questions that were acknowledged are answered although posting is slow; then it ends with 0."""
    people = Workspace(slack)
    with App(slack, mode, tmp_path, cache) as app:
        people.reply_to(people.mention("ana", "general", SURE_EN))
        slack.misbehave("chat.postMessage", faults.slow(1.0), None)
        asked = [people.mention("ben", people.channel(f"c{number}", "ben").id, SURE_EN) for number in range(5)]
        people.wait_for(lambda: sum(not item.data["reason"] for item in slack.journal.all("delivery", "events_api")) >= 12, what="12 acks")
        assert app.terminate() == 0
        assert all(len(people.answers(message)) == 1 for message in asked)
        assert app.records()[-1]["event"] == "ended" and app.records()[-1]["unsent"] == 0


def test_sigterm_does_not_wait_for_a_slack_that_hangs(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """It ends with 0 before its platform would kill it; the next process posts what is left, once."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache) as app:
        people.reply_to(people.mention("ana", "general", SURE_EN))
        slack.misbehave("chat.postMessage", faults.answered_late(60.0))
        asked = people.direct_message("ben", SURE_EN)
        people.reply_to(asked)
        assert app.terminate() == 0
        assert app.records()[-1]["unsent"] == 1
        app.start()
        app.wait_until(lambda: app.rows("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)], "done")
        assert len(people.answers(asked)) == 1


@pytest.mark.parametrize("mode", MODES)
def test_what_was_accepted_is_answered_after_kill(mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Posting stalls, the process dies, another takes up: each question has one answer."""
    people = Workspace(slack)
    with App(slack, mode, tmp_path, cache) as app:
        people.reply_to(people.mention("ana", "general", SURE_EN))
        slack.misbehave("chat.postMessage", faults.broken(), None)
        asked = [people.mention("ben", people.channel(f"k{number}", "ben").id, SURE_PT) for number in range(4)]
        asked.append(people.direct_message("ben", SURE_EN))
        assert people.command("ben", "general", SURE_EN).acked
        people.wait_for(lambda: app.rows("SELECT count(*) FROM turns") == [(7,)], what="seven turns")
        app.kill()
        with slack.journal.lock:
            slack.faults.clear()
        app.start()
        for message in asked:
            people.reply_to(message)
        people.ephemeral_for("ben")
        people.settle()
        assert all(len(people.answers(message)) == 1 for message in asked)
        assert app.rows("SELECT count(*) FROM inbox WHERE done = 0 OR payload <> x''") == [(0,)]


def test_socket_mode_without_a_port_has_no_server(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """And is ready when it is connected."""
    people = Workspace(slack)
    app = App(slack, "socket", tmp_path, cache, PORT="")
    app._ready = slack.connected
    with app:
        assert people.reply_to(people.mention("ana", "general", SURE_EN))
        with pytest.raises(urllib.error.URLError):
            app.get("/health")
        assert app.terminate() == 0


def test_health_tells_of_a_lost_connection(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """503 while there is none."""
    with App(slack, "socket", tmp_path, cache) as app:
        slack.misbehave("apps.connections.open", faults.broken(), None)
        slack.reset_sockets()
        status = []

        def is_told() -> bool:
            try:
                app.get("/health")
            except urllib.error.HTTPError as error:
                status.append((error.code, json.load(error)["socket"]))
            return bool(status)

        app.wait_until(is_told, "seen to tell")
        assert status[-1] == (503, "not connected")


def test_it_starts_before_slack_does(slack: Slack, tmp_path: Path, cache: Path) -> None:
    """And connects as soon as it can."""
    slack.misbehave("apps.connections.open", faults.broken(), 2)
    with App(slack, "socket", tmp_path, cache):
        people = Workspace(slack)
        assert NO_EN in visible_text(people.reply_to(people.mention("ben", "general", SURE_EN)))


def test_retention_and_forgetting(slack: Slack, tmp_path: Path, cache: Path, onde: Onde) -> None:
    """What is older than the operator wants it goes; what one person left goes by command; nothing of either stays in the file."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache, ONDE_RETENTION_DAYS="30") as app:
        for person, canary in (("ana", "marmeladen"), ("ben", "quittenbrot"), ("ben", "pflaumenmus")):
            people.reply_to(people.direct_message(person, f"{SURE_EN} {canary}"))
        people.settle()
        app.terminate()
        with sqlite3.connect(app.store) as database:
            database.execute("UPDATE turns SET asked = asked - 31 * 86400 WHERE question LIKE '%quittenbrot%'")
        before = len(app.lines)
        app.start()
        app.wait_for_line('"purged"', after=before, seconds=30)
        done = onde("feedback", "forget", "U0ANA", SQLITE_PATH=str(app.store))
        assert done.status == 0 and "U0ANA" in done.out
        app.terminate()
    left = b"".join(path.read_bytes() for path in app.store.parent.iterdir())
    assert b"marmeladen" not in left and b"quittenbrot" not in left and b"pflaumenmus" in left


@pytest.mark.parametrize("forgotten", ["U0ANA", "U0BEN"])
def test_a_text_that_the_shortcut_was_used_on_goes_with_either_person(slack: Slack, tmp_path: Path, cache: Path, onde: Onde, forgotten: str) -> None:
    """With who wrote it and with who asked it; in other languages too."""
    people = Workspace(slack)
    with App(slack, "http", tmp_path, cache) as app:
        people.shortcut("ana", people.say("ben", "general", f"{SURE_EN} marmeladen"), SHORTCUT)
        people.click("ana", people.ephemeral_for("ana"), "language:pt")
        people.reply_to(people.direct_message(people.person("zoe").id, f"{SURE_EN} pflaumenmus"))
        people.settle()
        done = onde("feedback", "forget", forgotten, SQLITE_PATH=str(app.store))
        assert done.status == 0 and ": 2 questions" in done.out
        app.terminate()
    left = b"".join(path.read_bytes() for path in app.store.parent.iterdir())
    assert b"marmeladen" not in left and b"pflaumenmus" in left


@pytest.mark.parametrize("user", ["", "ben", "<@U0BEN>", "u0ben", "@ben", "U0BEN "])
def test_forgetting_refuses_what_is_nobodys_id(onde: Onde, tmp_path: Path, user: str) -> None:
    """Nobody believes that it is done."""
    (tmp_path / "kept.sqlite3").touch()
    done = onde("feedback", "forget", user, SQLITE_PATH=str(tmp_path / "kept.sqlite3"))
    assert done.status == 1 and "U0123ABCD" in done.err and not done.out


def test_forgetting_needs_a_file(onde: Onde, tmp_path: Path) -> None:
    """None is made by mistake."""
    done = onde("feedback", "forget", "U1", SQLITE_PATH=str(tmp_path / "none"))
    assert done.status == 1 and str(tmp_path / "none") in done.err and not (tmp_path / "none").exists()


def test_least_scopes_suffice(tmp_path: Path, cache: Path) -> None:
    """Without the optional scopes mentions, direct messages and commands work."""
    scopes = Settings().scopes - {"channels:history", "groups:history"}
    events = Settings().events - {"message.channels", "message.groups"}
    with Slack(Settings(scopes=scopes, events=events)) as slack, App(slack, "http", tmp_path, cache):
        people = Workspace(slack)
        assert people.reply_to(people.mention("ana", "general", SURE_EN)) and people.reply_to(people.direct_message("ben", SURE_EN))
        people.command("ana", "general", SURE_EN)
        assert people.ephemeral_for("ana") and not people.refusals()


def test_another_port_is_free() -> None:
    """The tests' own helper finds ports that can be had."""
    assert free_port() != 0


@pytest.mark.parametrize(("name", "mode"), [("web", "http"), ("worker", "socket")])
def test_the_procfile_runs_as_it_stands(name: str, mode: Mode, slack: Slack, tmp_path: Path, cache: Path) -> None:
    """Each line by a shell in the checkout, as platforms do, which end that shell: `web` listens where PORT says, `worker` needs no port."""
    lines = dict(line.split(": ", 1) for line in (KNOWLEDGE.parent / "Procfile").read_text("utf-8").splitlines())
    assert lines.keys() == {"web", "worker"}
    people, app = Workspace(slack), App(slack, mode, tmp_path, cache)
    app.command = ["/bin/sh", "-c", lines[name]]
    if name == "worker":
        app.variables["PORT"] = ""
    serving = Serving(*app.command, variables=app.variables, folder=KNOWLEDGE.parent, seconds=40.0, ready=lambda: _serves(app, slack))
    with serving:
        assert people.reply_to(people.mention("ana", "general", SURE_EN))
        assert answers(f"{app.url}/health") is (name == "web")
        assert serving.terminate() == 0


def _serves(app: App, slack: Slack) -> bool:
    return answers(f"{app.url}/health") if app.mode == "http" else slack.connected() > 0
