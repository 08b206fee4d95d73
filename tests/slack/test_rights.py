"""Rights of all that can be clicked or sent: the list of it is the program's own, so that nothing new is left out of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from bot.surfaces.slack import ids
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.listeners import register
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.listeners import Review
from tests.slack.scene import SURE_EN, WHICH_EN, Scene
from tests.slack.stand_in.model import View
from tests.slack.stand_in.workspace import visible_text
from tests.slack.test_review_rights import ACTIONS

REFUSED = "members of this workspace"

# By the listener's name: the action that is sent, what it carries of a turn, and the log's words for it; for members of the workspace only.
CLICKS: dict[str, tuple[str, Callable[[str], str], str, str]] = {
    "vote": (ids.VOTE, lambda turn: ids.vote_value("up", turn), "vote", "up"),
    "choice": (f"{ids.CHOICE}:0", lambda turn: ids.indexed_value(turn, 0), "question", "choice"),
    "suggestion": (f"{ids.SUGGESTION}:0", lambda turn: ids.indexed_value(turn, 0), "question", "suggestion"),
    "language": (f"{ids.LANGUAGE}:pt", lambda turn: ids.language_value(turn, "pt"), "question", "language"),
    "example": (f"{ids.EXAMPLE}:0", lambda turn: ids.example_value("en", 0), "question", "example"),
    "again": (f"{ids.AGAIN}:0", lambda turn: turn, "question", "again"),
    "share": (ids.SHARE, lambda turn: turn, "question", "share"),
    "copy": (ids.COPY, lambda turn: turn, "modal", "copy"),
    "copy_language": (ids.COPY_LANGUAGE, lambda turn: ids.language_value(turn, "pt"), "modal", "copy_language"),
    "why": (ids.WHY, lambda turn: turn, "modal", "why"),
    "rest": (f"{ids.REST}:0", lambda turn: ids.indexed_value(turn, 0), "modal", "rest"),
}
# Tried elsewhere: modals and commands in tests below and in test_outsiders.py, tabs there too; what says or shows nothing to anybody.
SENT = {"explain", "command", "shortcut", "opened"}
TO_NOBODY = {"uninstalled", "nothing", "stale", "acknowledged"}


class Listeners:
    """In place of the app, what is registered with it."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.action = self.view = self.event = self.command = self.shortcut = self._register

    def _register(self, wanted: object) -> Callable[[Any], None]:
        return self.found.append


def test_every_listener_is_tried_by_who_may_not() -> None:
    """Also one that is registered tomorrow: the review's by test_review_rights.py, the others by the tests that are named above."""
    listeners = Listeners()
    register(cast(Any, listeners), cast(Office, None), cast(Inbox, None), "/onde", "shortcut")
    of_review = {each.__name__ for each in listeners.found if isinstance(each.__self__, Review)}
    others = {each.__name__ for each in listeners.found if not isinstance(each.__self__, Review)}
    assert of_review == set(ACTIONS)
    assert others == {*CLICKS, *SENT, *TO_NOBODY}


@pytest.mark.parametrize("outside", [True, False], ids=["from_outside", "guest"])
@pytest.mark.parametrize("name", CLICKS)
def test_who_is_no_member_can_click_nothing(scene: Scene, name: str, outside: bool) -> None:
    """Whatever they send of an answer to others: it is refused and logged, nothing is opened, kept, asked or shown."""
    action, carried, event, kind = CLICKS[name]
    ana, gil = scene.somebody(), scene.somebody(guest=not outside, outside=outside)
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, gil).id, WHICH_EN if name == "choice" else SURE_EN))
    [(turn,)] = scene.app.rows(f"SELECT id FROM turns WHERE user = '{ana.id}'")
    before, began, turns = visible_text(reply), len(scene.app.records()), scene.app.rows("SELECT count(*) FROM turns")
    pressed = {"type": "button", "action_id": action, "block_id": "b", "value": carried(turn)}
    assert scene.press(gil.id, reply, pressed).result(10).acked
    assert REFUSED in visible_text(scene.ephemeral_for(gil.id))
    told = scene.wait_for(
        lambda: [each for each in scene.app.records()[began:] if each.get("event") == event and each.get("kind") == kind], what="a line in the log"
    )
    assert [each["decision"] for each in told] == ["refused" if event == "question" else "external"]
    scene.settle()
    assert not scene.views(gil.id) and visible_text(reply) == before and len(scene.ephemerals(gil.id)) == 1
    assert scene.app.rows("SELECT count(*) FROM turns") == turns and scene.app.rows(f"SELECT 1 FROM clicks WHERE user = '{gil.id}'") == []


@pytest.mark.parametrize("outside", [True, False], ids=["from_outside", "guest"])
def test_who_is_no_member_can_give_no_reason(scene: Scene, outside: bool) -> None:
    """Though they send the modal that a member was asked in."""
    ana, gil = scene.somebody(), scene.somebody(guest=not outside, outside=outside)
    reply = scene.reply_to(scene.mention(ana.id, scene.place(ana, gil).id, SURE_EN))
    scene.click(ana.id, reply, "Not helpful")
    asked = scene.view_of(ana.id)
    theirs = View(asked.id, gil.id, asked.content, asked.hash, asked.root)
    began = len(scene.app.records())
    assert scene.submit_view(gil.id, theirs, {ids.REASON: "wrong"}).acked
    told = scene.wait_for(lambda: [each for each in scene.app.records()[began:] if each.get("kind") == "reason"], what="a line in the log")
    assert [(each["decision"], each["level"]) for each in told] == [("external", "warning")]
    assert scene.app.rows(f"SELECT 1 FROM votes WHERE user = '{gil.id}' OR (user = '{ana.id}' AND reason <> '')") == []


@pytest.mark.parametrize("name", ["again", "share"])
def test_a_members_own_is_not_anothers(scene: Scene, name: str) -> None:
    """What only the asker sees is asked again and shared by nobody else, whatever id they send."""
    action, carried, _, kind = CLICKS[name]
    ana, bea = scene.somebody(), scene.somebody()
    channel = scene.place(ana, bea)
    scene.command(ana.id, channel.id, SURE_EN)
    scene.ephemeral_for(ana.id)
    [(turn,)] = scene.app.rows(f"SELECT id FROM turns WHERE user = '{ana.id}'")
    scene.command(bea.id, channel.id, "help")
    private, began = scene.ephemeral_for(bea.id), len(scene.app.records())
    assert scene.press(bea.id, private, {"type": "button", "action_id": action, "block_id": "b", "value": carried(turn)}).result(10).acked
    told = scene.wait_for(lambda: [each for each in scene.app.records()[began:] if each.get("kind") == kind], what="a line in the log")
    assert [each["decision"] for each in told] == ["gone"]
    scene.settle()
    assert not scene.messages(channel.id)
