"""The maintainers' review in Slack: the queue below their Home tab, items as modals, and what they do with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.surfaces.slack.review import looking
from tests.slack.reviewing import MAINTAINERS, SETTINGS, Review
from tests.slack.scene import CHOSEN, NO_EN, SURE_EN, WHICH_EN
from tests.slack.serving import MODES, App
from tests.slack.stand_in.model import View
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

DOWN = "Not helpful"


@pytest.fixture(scope="module", params=MODES)
def reviewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with maintainers, in either mode."""
    with Slack(SETTINGS) as slack:
        folder = tmp_path_factory.mktemp(f"review-{request.param}")
        with App(slack, request.param, folder, folder / "cache", ONDE_MAINTAINERS=MAINTAINERS) as app:
            yield app
            assert app.terminate() == 0


@pytest.fixture
def scene(reviewed: App) -> Iterator[Review]:
    """Its people; no call of the app may be refused that the test did not mean to be."""
    scene = Review(reviewed)
    yield scene
    refused = [call for call in scene.refusals_now() if call.data["answer"].get("error") not in scene.expected]
    assert not refused, "\n".join(map(str, refused))


def save(scene: Review, user: str, view: View, **values: str) -> View | None:
    """Fill in an item's modal and send it; the modal that the person has before them then."""
    named = {"state": looking.STATE, "reason": looking.REASON, "other": looking.OTHER, "assignee": looking.ASSIGNEE, "comment": looking.COMMENT}
    assert scene.submit_view(user, view, {named[name]: value for name, value in values.items()}).acked
    open_now = scene.views(user)
    return open_now[-1] if open_now else None


def test_only_maintainers_have_a_queue(scene: Review) -> None:
    """Below their Home tab, in their language; others see nothing of it."""
    asker, keeper, other = scene.somebody(), scene.maintainer(), scene.maintainer("pt-BR")
    question, _ = scene.unknown(asker)
    home = scene.queue_of(keeper, question)
    shown = visible_text(home)
    assert shown.index("Your recent questions") < shown.index("Review") and "No answer: 1" in shown and "People: 1" in shown
    assert "Revisão" in visible_text(scene.queue_of(other, question)) and "Sem resposta: 1" in visible_text(scene.queue_of(other, question))
    theirs = scene.home_of(asker.id)
    assert question in visible_text(theirs) and "Review" not in visible_text(theirs) and not theirs.content.get("private_metadata")


def test_forty_people_with_one_problem_are_one_item(scene: Review) -> None:
    """Counted by people and kinds; a thumb down with reason and comment belongs to it, and goes when it is withdrawn."""
    keeper, askers = scene.maintainer(), [scene.somebody() for _ in range(5)]
    question, replies = scene.unknown(*askers)
    scene.click(askers[0].id, replies[0], DOWN)
    scene.submit_view(askers[0].id, scene.view_of(askers[0].id), {"reason": "incomplete", "comment": "the handbook says so"})
    shown = visible_text(scene.queue_of(keeper, question))
    assert shown.count(question) == 1 and "Thumb down: 1" in shown and "No answer: 5" in shown and "People: 5" in shown
    view = visible_text(scene.item_of(keeper, question))
    assert "Something is missing" in view or "the handbook says so" in view or "Older" in view
    scene.click(askers[0].id, replies[0], DOWN)
    home = scene.queue_of(keeper, question)
    [line] = [text for text in visible_text(home).splitlines() if "People: 5" in text]
    assert "Thumb down" not in line


def test_an_item_shows_how_it_came_about(scene: Review) -> None:
    """The question, the answer given, how it was understood, the facts, the version, the reason, and the thread's address."""
    asker, keeper = scene.somebody(), scene.maintainer()
    question = "Is Freshteam possible in India and nowhere else?"
    reply = scene.reply_to(scene.mention(asker.id, scene.place(asker).id, question))
    scene.click(asker.id, reply, DOWN)
    scene.submit_view(asker.id, scene.view_of(asker.id), {"reason": "wrong", "comment": "it is"})
    view = scene.item_of(keeper, question)
    shown = visible_text(view)
    for wanted in (
        question, "Answer given: " + NO_EN, "It is wrong", "it is", "What I understood", "Product: Freshteam", "Quotes", "Facts used: ",
        scene.app.get("/health")["knowledge"],
    ):  # fmt: skip
        assert wanted in shown, wanted
    runs = [run for block in view.content["blocks"] if block["type"] == "rich_text" for run in block["elements"][0]["elements"]]
    address = f"https://onde.slack.com/archives/{reply.channel}/p{reply.ts.replace('.', '')}?thread_ts="
    assert any(run.get("url", "").startswith(address) for run in runs)


def test_the_exchanges_of_an_item_are_paged(scene: Review) -> None:
    """Newest first, each whole."""
    first, second, keeper = scene.somebody("pt-BR"), scene.somebody(), scene.maintainer()
    question, _ = scene.unknown(first, second)
    view = scene.item_of(keeper, question)
    assert "Page 1 of 2" in visible_text(view)
    scene.click(keeper.id, view, f"{looking.EXCHANGE}:1")
    scene.wait_for(lambda: "Page 2 of 2" in visible_text(scene.views(keeper.id)[-1]), what="the older exchange")
    assert len(scene.views(keeper.id)) == 1


def test_filters_change_what_is_seen_and_stay(scene: Review) -> None:
    """By kind, product, language, state and order; opening the tab again keeps them."""
    asker, keeper = scene.somebody(), scene.maintainer()
    question, _ = scene.unknown(asker)
    reply = scene.reply_to(scene.mention(asker.id, scene.place(asker).id, SURE_EN))
    scene.click(asker.id, reply, DOWN)
    home = scene.queue_of(keeper)
    for field, choice, gone, there in (
        ("kind", "down", question, SURE_EN), ("kind", "unknown", SURE_EN, question), ("kind", "any", "Nothing to review", question),
        ("language", "pt", question, "Items: "), ("language", "en", "Nothing to review", question), ("days", "30", "Nothing to review", question),
        ("assigned", "mine", question, "Nothing to review"), ("assigned", "any", "Nothing to review", question),
        ("state", "declined", question, "Items: "), ("state", "to_do", "Nothing to review", question), ("order", "frequent", "x" * 99, "Items: "),
    ):  # fmt: skip
        scene.click(keeper.id, home, f"{looking.FILTER}:{field}", choice)

        def is_so(gone: str = gone, there: str = there) -> bool:
            shown = visible_text(home).partition("Review\n")[2]
            return there in shown and gone not in shown

        scene.wait_for(is_so, what=f"{field} {choice}")
    assert looking.read_looking(scene.queue_of(keeper).content["private_metadata"]).order == "frequent"


def test_pages_of_ten(scene: Review) -> None:
    """All items are reached, each once, and what is opened on the second page comes back to the second page."""
    keeper, asker = scene.maintainer(), scene.somebody()
    for number in range(12):
        scene.mention(asker.id, scene.place(asker).id, f"Does Freshservice support {chr(97 + number) * 6}ian {chr(122 - number) * 6}ese?")
    scene.wait_for(lambda: scene.app.rows("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)], 40, "all replies")
    scene.queue_of(keeper)
    scene.wait_for(lambda: len(scene.app.rows("SELECT id FROM items")) >= 12, 40, "all items")
    seen: list[int] = []
    home = scene.queue_of(keeper)
    while True:
        numbers = scene.numbers(home)
        assert 0 < len(numbers) <= 10
        seen += numbers
        at = looking.read_looking(home.content["private_metadata"]).page
        if f"{looking.PAGE}:{at + 1}" not in str(home.content):
            break
        scene.click(keeper.id, home, f"{looking.PAGE}:{at + 1}")
        home = scene.home_with(keeper, f"Page {at + 2} of ")
    assert len(seen) == len(set(seen)) >= 12 and f"Items: {len(seen)}" in visible_text(home)
    scene.click(keeper.id, home, f"{looking.OPEN}:{scene.numbers(home)[0]}")
    assert save(scene, keeper.id, scene.view_of(keeper.id), comment="seen") is None
    scene.settle()
    assert looking.read_looking(scene.queue_of(keeper).content["private_metadata"]).page > 0


def test_what_is_done_is_kept_with_who_and_when(scene: Review) -> None:
    """A comment, an assignee and a state in one; the queue behind the modal shows it at once."""
    keeper, other = scene.maintainer(), scene.maintainer()
    question, _ = scene.unknown()
    view = scene.item_of(keeper, question)
    number = scene.item_number(view)
    assert save(scene, keeper.id, view, state="accepted", assignee=other.id, comment="write to ana@example.com") is None
    [state, assigned, comment] = scene.deeds(number)
    assert state[:2] == (keeper.id, "accepted") and assigned == (keeper.id, "assigned", "", other.id)
    assert comment[:2] == (keeper.id, "commented") and "ana@example.com" not in comment[2]
    scene.home_with(keeper, "Accepted")
    shown = visible_text(scene.item_of(other, question))
    assert "What was done" in shown and "accepted" in shown and "assigned to" in shown
    mine = scene.queue_of(other)
    scene.click(other.id, mine, f"{looking.FILTER}:assigned", "mine")
    scene.home_with(other, question)


@pytest.mark.parametrize(("state", "values"), [("declined", {"reason": "the article says so"}), ("fixed", {}), ("open", {})])
def test_every_state_can_be_reached_and_left(scene: Review, state: str, values: dict[str, str]) -> None:
    """And the item is then listed among those of its state."""
    keeper = scene.maintainer()
    question, _ = scene.unknown()
    view = scene.item_of(keeper, question)
    number = scene.item_number(view)
    save(scene, keeper.id, view, state="accepted")
    [fresh] = [scene.item_of(keeper, question)]
    save(scene, keeper.id, fresh, state=state, **values)
    assert scene.state(number)[:2] == (state, values.get("reason", ""))
    scene.click(keeper.id, scene.queue_of(keeper), f"{looking.FILTER}:state", state)
    scene.home_with(keeper, question)


def test_a_duplicate_names_the_other_item(scene: Review) -> None:
    """One that is there and is not itself; else the modal stays open and says so."""
    keeper = scene.maintainer()
    question, _ = scene.unknown()
    other, _ = scene.unknown()
    number = scene.number_of(scene.queue_of(keeper, other), other)
    view = scene.item_of(keeper, question)
    for wrong in ("", str(scene.item_number(view)), "99999999"):
        outcome = scene.submit_view(keeper.id, view, {looking.STATE: "duplicate", **({looking.OTHER: wrong} if wrong else {})})
        assert list(outcome.reply["errors"]) == [looking.OTHER_BLOCK] and scene.views(keeper.id)
    assert save(scene, keeper.id, view, state="duplicate", other=str(number)) is None
    assert scene.state(scene.item_number(view))[0] == "duplicate"
    home = scene.queue_of(keeper, other)
    assert question not in visible_text(home)


def test_who_declines_says_why(scene: Review) -> None:
    """Else the modal stays open, with what was filled in."""
    keeper = scene.maintainer()
    question, _ = scene.unknown()
    view = scene.item_of(keeper, question)
    outcome = scene.submit_view(keeper.id, view, {looking.STATE: "declined", looking.COMMENT: "hm"})
    assert list(outcome.reply["errors"]) == [looking.REASON_BLOCK] and not scene.deeds(scene.item_number(view))
    assert save(scene, keeper.id, view, reason="not of this article") is None
    assert scene.state(scene.item_number(view))[:2] == ("declined", "not of this article")


def test_two_maintainers_never_overwrite_each_other_unseen(scene: Review) -> None:
    """Who comes second sees what the first has done, keeps what they filled in, and undoes nothing that they did not touch."""
    first, second = scene.maintainer(), scene.maintainer()
    question, _ = scene.unknown()
    theirs, mine = scene.item_of(first, question), scene.item_of(second, question)
    number = scene.item_number(mine)
    assert save(scene, first.id, theirs, state="declined", reason="as it should be", assignee=first.id) is None
    again = save(scene, second.id, mine, comment="I look into it")
    assert again is not None and scene.state(number)[:3] == ("declined", "as it should be", first.id)
    assert "was changed while you had it open" in visible_text(again) and "declined: as it should be" in visible_text(again)
    assert len(scene.deeds(number)) == 2
    assert save(scene, second.id, again) is None
    assert scene.state(number)[:3] == ("declined", "as it should be", first.id)
    assert scene.deeds(number)[-1] == (second.id, "commented", "I look into it", "")
    assert "conflict" in scene.decisions("review", "save")


def test_a_state_that_both_set_is_told_and_can_be_set_again(scene: Review) -> None:
    """What was chosen stays chosen, now upon the other's."""
    first, second = scene.maintainer(), scene.maintainer()
    question, _ = scene.unknown()
    theirs, mine = scene.item_of(first, question), scene.item_of(second, question)
    number = scene.item_number(mine)
    save(scene, first.id, theirs, state="accepted")
    again = save(scene, second.id, mine, state="declined", reason="twice")
    assert again is not None and scene.state(number)[0] == "accepted"
    assert save(scene, second.id, again) is None
    assert scene.state(number)[:2] == ("declined", "twice")
    assert [deed[:2] for deed in scene.deeds(number)] == [(first.id, "accepted"), (second.id, "declined")]


def test_a_modal_that_is_sent_without_a_change_changes_nothing(scene: Review) -> None:
    """It closes."""
    keeper = scene.maintainer()
    question, _ = scene.unknown()
    view = scene.item_of(keeper, question)
    assert save(scene, keeper.id, view) is None
    assert scene.deeds(scene.item_number(view)) == [] and scene.state(scene.item_number(view))[3] == 0


def test_the_unpicked_and_the_asked_again_are_looked_at_too(scene: Review) -> None:
    """A clarification after which the thread goes on otherwise; a question asked again in other words."""
    asker, keeper = scene.somebody(), scene.maintainer()
    place = scene.place(asker)
    root = scene.mention(asker.id, place.id, "Is Australia possible for it?")
    scene.reply_to(root)
    follow = scene.mention(asker.id, place.id, "Where is the weather in Lisbon stored?", root)
    scene.wait_for(lambda: scene.answers(follow), what="the second reply")
    again = scene.mention(asker.id, place.id, "the weather of Lisbon, where do you store it?", root)
    scene.wait_for(lambda: scene.answers(again), what="the third reply")
    scene.click(keeper.id, scene.queue_of(keeper), f"{looking.FILTER}:kind", "unpicked")
    home = scene.home_with(keeper, "Is Australia possible for it?")
    scene.click(keeper.id, home, f"{looking.FILTER}:kind", "asked_again")
    scene.home_with(keeper, "weather")


def test_a_choice_that_is_picked_late_takes_its_finding_back(scene: Review) -> None:
    """The thread had gone on otherwise, and then somebody picked one after all."""
    asker, keeper = scene.somebody(), scene.maintainer()
    place = scene.place(asker)
    root = scene.mention(asker.id, place.id, WHICH_EN)
    clarification = scene.reply_to(root)
    follow = scene.mention(asker.id, place.id, "When was the article modified?", root)
    scene.wait_for(lambda: scene.answers(follow), what="the second reply")
    scene.queue_of(keeper, WHICH_EN)
    scene.click(asker.id, clarification, CHOSEN)
    scene.wait_for(lambda: CHOSEN in visible_text(scene.answers(root)[0]), what="the choice's answer")
    scene.settle()
    assert WHICH_EN not in visible_text(scene.queue_of(keeper))
