"""Votes: kept before they are acknowledged, one a person and turn, changeable, seen by nobody else."""

from __future__ import annotations

import pytest

from bot.surfaces.slack import ids
from tests.slack.scene import SURE_EN, UNKNOWN_EN, WHICH_EN, Scene
from tests.slack.stand_in.model import Message, Person
from tests.slack.stand_in.workspace import visible_text

UP, DOWN = "Helpful", "Not helpful"
WRITTEN = "what you wrote was kept"


def answered(scene: Scene, question: str = SURE_EN) -> tuple[Person, Message]:
    """Somebody, and the reply to their question in a channel."""
    ana = scene.somebody()
    return ana, scene.reply_to(scene.mention(ana.id, scene.place(ana).id, question))


def kept(scene: Scene, person: Person) -> list[tuple[str, str, str]]:
    """The votes of a person in the store: value, reason, comment."""
    return scene.app.rows(f"SELECT value, reason, comment FROM votes WHERE user = '{person.id}'")


@pytest.mark.parametrize("question", [SURE_EN, WHICH_EN, UNKNOWN_EN])
def test_a_thumb_is_kept_when_it_is_acknowledged(scene: Scene, question: str) -> None:
    """On every answer, clarification and unknown; its voter sees that, and nobody else does."""
    ana, reply = answered(scene, question)
    ben = scene.somebody()
    scene.join(ben.id, reply.channel)
    assert scene.click(ana.id, reply, UP).acked
    assert kept(scene, ana) == [("up", "", "")]
    told = scene.ephemeral_for(ana.id)
    assert told.thread == reply.thread
    scene.settle()
    assert not scene.ephemerals(ben.id) and len(scene.ephemerals(ana.id)) == 1 and not scene.views(ana.id)


def test_a_vote_changes_and_is_withdrawn_by_clicking_again(scene: Scene) -> None:
    """Each time the voter is told."""
    ana, reply = answered(scene)
    told: list[str] = []
    for thumb, value in ((UP, "up"), (DOWN, "down"), (DOWN, ""), (UP, "up"), (UP, "")):
        assert scene.click(ana.id, reply, thumb).acked
        assert [row[0] for row in kept(scene, ana)] == [value]
        told.append(visible_text(scene.wait_for_ephemerals(ana.id, len(told) + 1)[-1]))
    first, changed, withdrawn, again, withdrawn_again = told
    assert withdrawn == withdrawn_again and first == again and len({first, changed, withdrawn}) == 3


def test_each_person_has_one_vote(scene: Scene) -> None:
    """On the same answer."""
    ana, reply = answered(scene)
    ben = scene.somebody()
    scene.join(ben.id, reply.channel)
    scene.click(ana.id, reply, UP)
    scene.click(ben.id, reply, DOWN)
    assert kept(scene, ana)[0][0] == "up" and kept(scene, ben)[0][0] == "down"


@pytest.mark.parametrize("reason", ids.REASONS)
def test_thumbs_down_asks_why(scene: Scene, reason: str) -> None:
    """In a modal that opens at once; the vote counts without it."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, DOWN)
    view = scene.view_of(ana.id)
    assert kept(scene, ana) == [("down", "", "")]
    comment = "x" * 1_000 if reason == "other" else f"Because of {reason}; write me: ana@example.com"
    outcome = scene.submit_view(ana.id, view, {ids.REASON: reason, ids.COMMENT: comment})
    assert outcome.acked and WRITTEN in visible_text(scene.view_of(ana.id))
    [(value, stored, written)] = kept(scene, ana)
    assert (value, stored) == ("down", reason) and "ana@example.com" not in written
    assert len(written) == 1_000 if reason == "other" else "Because of" in written


def test_the_modal_may_be_sent_empty_or_closed(scene: Scene) -> None:
    """Both answers are optional."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, DOWN)
    assert scene.submit_view(ana.id, scene.view_of(ana.id), {}).acked
    assert kept(scene, ana) == [("down", "", "")]


def test_private_answers_are_voted_on_too(scene: Scene) -> None:
    """There the thanks stand beside them."""
    ana = scene.somebody()
    scene.command(ana.id, scene.place(ana, app=False).id, SURE_EN)
    private = scene.ephemeral_for(ana.id)
    assert scene.click(ana.id, private, UP).acked
    assert kept(scene, ana)[0][0] == "up"
    scene.wait_for(lambda: len(scene.ephemerals(ana.id)) == 2, what="thanks")
    assert len(scene.ephemerals(ana.id)) == 2


@pytest.mark.parametrize("app", [True, False])
def test_the_reason_is_thanked_for_beside_private_answers_too(scene: Scene, app: bool) -> None:
    """Where the voter alone sees the answer, also in channels that the app is not in."""
    ana = scene.somebody()
    scene.command(ana.id, scene.place(ana, app=app).id, SURE_EN)
    scene.click(ana.id, scene.ephemeral_for(ana.id), DOWN)
    scene.submit_view(ana.id, scene.view_of(ana.id), {ids.REASON: "wrong", ids.COMMENT: "it is in the EU"})
    assert WRITTEN in visible_text(scene.view_of(ana.id)) and kept(scene, ana) == [("down", "wrong", "it is in the EU")]


def test_a_reason_for_a_vote_that_was_withdrawn_meanwhile(scene: Scene) -> None:
    """The voter hears that it was not kept."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, DOWN)
    view = scene.view_of(ana.id)
    scene.click(ana.id, reply, DOWN)
    assert kept(scene, ana) == [("", "", "")]
    scene.submit_view(ana.id, view, {ids.COMMENT: "it is in the EU"})
    shown = visible_text(scene.view_of(ana.id))
    assert "withdrawn" in shown and "not kept" in shown and kept(scene, ana) == [("", "", "")]


def test_direct_messages_are_voted_on_too(scene: Scene) -> None:
    """As anywhere."""
    ana = scene.somebody()
    reply = scene.reply_to(scene.direct_message(ana.id, SURE_EN))
    assert scene.click(ana.id, reply, UP).acked
    assert kept(scene, ana)[0][0] == "up" and scene.ephemeral_for(ana.id)


def test_a_vote_is_stored_with_the_turn_that_it_judges(scene: Scene) -> None:
    """Question, reply, facts and quotes used, knowledge version, language, surface, channel, thread, times."""
    ana, reply = answered(scene)
    scene.click(ana.id, reply, UP)
    columns = "question, reply, evidence, knowledge, language, surface, channel, thread, asked, votes.at, deliveries.ts"
    [row] = scene.app.rows(
        f"SELECT {columns} FROM votes JOIN turns ON turns.id = votes.turn JOIN deliveries ON deliveries.turn = turns.id WHERE votes.user = '{ana.id}'"
        .replace(" channel,", " turns.channel,").replace(" thread,", " turns.thread,")
    )  # fmt: skip
    question, stored, evidence, knowledge, language, surface, channel, thread, asked, at, ts = row
    assert question == SURE_EN and b"quote" in stored and "freshteam" in evidence and knowledge == scene.app.get("/health")["knowledge"]
    assert (language, surface, channel, thread, ts) == ("en", "channel", reply.channel, reply.thread, reply.ts) and asked and at


def test_a_click_on_an_answer_that_is_gone_is_told(scene: Scene) -> None:
    """No false thanks."""
    ana, reply = answered(scene)
    for value in ("up:" + "0" * 32, "nonsense", "up:" + "a" * 5_000):
        before = len(scene.ephemerals(ana.id))
        scene.press(ana.id, reply, {"type": "feedback_buttons", "action_id": ids.VOTE, "block_id": "b", "value": value}).result(10)
        scene.wait_for_ephemerals(ana.id, before + 1)
    assert kept(scene, ana) == []
