"""Modals that Slack does not open at once, or not at all: tried once more while the trigger lasts, else told and logged."""

from __future__ import annotations

import pytest

from tests.slack.scene import SURE_EN, Scene
from tests.slack.stand_in import faults
from tests.slack.stand_in.faults import Fault
from tests.slack.stand_in.workspace import visible_text

NOT_OPENED = "did not open the window"
PASSING = (faults.rate_limited(1), faults.broken(503), faults.dropped(), faults.dropped_after(), faults.refused("internal_error"))
LASTING = (faults.rate_limited(30), faults.broken(503), faults.refused("expired_trigger_id"), faults.slow(4))


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.name.replace(" ", "_"))
def test_a_passing_fault_costs_no_modal(scene: Scene, fault: Fault) -> None:
    """Within the trigger's three seconds."""
    ana = scene.somebody()
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana).id, SURE_EN))
    scene.expected |= {"exchanged_trigger_id"}
    scene.slack.misbehave("views.open", fault)
    scene.click(ana.id, reply, "why")
    assert scene.view_of(ana.id)
    scene.settle()
    assert len(scene.views(ana.id)) == 1 and not scene.ephemerals(ana.id)


@pytest.mark.parametrize("what", ["why", "copy", "Not helpful"])
@pytest.mark.parametrize("fault", LASTING, ids=lambda fault: fault.name.replace(" ", "_"))
def test_who_clicked_is_told_where_none_opens(scene: Scene, fault: Fault, what: str) -> None:
    """Beside the answer, with a line in the log; a vote counts all the same."""
    ana = scene.somebody()
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana).id, SURE_EN))
    scene.expected |= {"expired_trigger_id"}
    lines = len(scene.app.lines)
    scene.slack.misbehave("views.open", fault, None)
    assert scene.click(ana.id, reply, what).acked
    scene.wait_for(lambda: any(NOT_OPENED in visible_text(each) for each in scene.ephemerals(ana.id)), what="a word")
    assert '"failed"' in scene.app.wait_for_line('"modal"', lines)
    scene.slack.faults.clear()
    votes = scene.app.rows(f"SELECT value FROM votes WHERE user = '{ana.id}'")
    assert votes == ([("down",)] if what == "Not helpful" else [])
