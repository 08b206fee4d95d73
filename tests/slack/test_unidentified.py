"""When Slack does not tell who somebody is: they are told so soon, and never called an outsider."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.slack.scene import NO_EN, SURE_EN, SURE_PT, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault
from tests.slack.stand_in.model import Person
from tests.slack.stand_in.workspace import visible_text
from tests.slack.test_channels import opened
from tests.slack.test_outsiders import all_said
from tests.slack.test_review_rights import forget

NO_VERDICT, NO_VERDICT_PT, OUTSIDER = "who you are", "quem você é", "other organizations"
SOON = 5.0


def unknown(scene: Scene, person: Person, fault: Fault) -> None:
    """Slack tells nothing of a person."""

    def choose(arguments: dict[str, Any]) -> Fault | None:
        return fault if arguments.get("user") == person.id else None

    scene.expected.add("missing_scope")
    with scene.slack.journal.lock:
        scene.slack.faults.add("users.info", choose)


FAULTS = [faults.broken(503), faults.rate_limited(6), faults.slow(5), faults.refused("missing_scope")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name} {fault.error}".strip().replace(" ", "_"))
def test_a_member_is_told_so_soon(scene: Scene, fault: Fault) -> None:
    """In their words' language, and the operator is told the remedy. When Slack tells again, all is well."""
    ana = scene.somebody()
    channel = scene.place(ana)
    unknown(scene, ana, fault)
    began, lines = time.monotonic(), len(scene.app.lines)
    asked, also = scene.mention(ana.id, channel.id, SURE_EN), scene.mention(ana.id, channel.id, SURE_PT)
    told, too = visible_text(scene.reply_to(asked)), visible_text(scene.reply_to(also))
    assert time.monotonic() - began < SOON + 1.1  # Two posts in one channel are a second apart.
    assert NO_VERDICT in told and NO_VERDICT_PT in too and OUTSIDER not in told
    assert "users:read" in scene.app.wait_for_line('"person"', lines)
    scene.slack.faults.clear()
    scene.wait_for(lambda: _answered(scene, ana, channel.id), 40.0, "an answer")


def test_it_is_said_once_where_a_mention_comes_as_a_message_too(scene: Scene) -> None:
    """In a channel that was opted in."""
    ana = scene.somebody()
    channel = opened(scene, 5, ana)
    unknown(scene, ana, faults.refused("missing_scope"))
    asked = scene.mention(ana.id, channel.id, SURE_EN)
    all_said(scene, ana)
    assert [NO_VERDICT in visible_text(told) for told in scene.answers(asked)] == [True]
    scene.slack.faults.clear()


def _answered(scene: Scene, ana: Person, channel: str) -> bool:
    """Whether a question is answered by now."""
    return scene.text_of_reply(scene.mention(ana.id, channel, SURE_EN)).startswith(NO_EN)


def test_help_and_the_home_tab_need_no_verdict(scene: Scene) -> None:
    """They hold nothing that a member only may know."""
    ana = scene.somebody()
    channel = scene.place(ana)
    unknown(scene, ana, faults.broken(503))
    began = time.monotonic()
    scene.command(ana.id, channel.id, "help")
    assert "/onde" in visible_text(scene.ephemeral_for(ana.id))
    assert scene.home_of(ana.id)
    assert time.monotonic() - began < SOON
    scene.slack.faults.clear()


def test_who_is_forgotten_while_they_are_looked_up_leaves_nothing(scene: Scene) -> None:
    """What they asked just before is not answered and not kept; the log says so."""
    ana = scene.somebody()
    channel = scene.place(ana)
    with scene.slack.journal.lock:
        late = faults.slow(2.0)
        scene.slack.faults.add("users.info", lambda sent: late if sent.get("user") == ana.id else None)
    began = len(scene.app.records())
    scene.mention(ana.id, channel.id, SURE_EN)
    scene.wait_for(lambda: scene.app.rows(f"SELECT 1 FROM inbox WHERE user = '{ana.id}'"), what="the event in the store")
    forget(scene.app, ana.id)
    told = scene.wait_for(lambda: [each for each in scene.app.records()[began:] if each.get("event") == "question"], what="a line in the log")
    assert [each["decision"] for each in told] == ["forgotten"]
    assert scene.app.rows(f"SELECT 1 FROM turns WHERE user = '{ana.id}'") == []
    assert ana.id.encode() not in b"".join(path.read_bytes() for path in scene.app.store.parent.iterdir())
    scene.slack.faults.clear()
