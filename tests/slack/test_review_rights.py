"""Every action of the review, by everybody: done for maintainers, refused and logged for all others, whatever they click or send."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator

import pytest

from bot.surfaces.slack.review import looking
from tests.slack.reviewing import GROUP, GUEST, MAINTAINERS, MEMBER, SETTINGS, Review
from tests.slack.serving import App
from tests.slack.stand_in import faults
from tests.slack.stand_in.model import Person, View
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import visible_text

Act = Callable[[Review, str, View, View, View], None]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with maintainers."""
    with Slack(SETTINGS) as slack:
        folder = tmp_path_factory.mktemp("rights")
        with App(slack, "http", folder, folder / "cache", ONDE_MAINTAINERS=MAINTAINERS) as app:
            yield app
            assert app.terminate() == 0


@pytest.fixture
def scene(reviewed: App) -> Review:
    """Its people."""
    return Review(reviewed)


def press(where: str, action: str, value: str) -> Act:
    """A click on a button or in a select, which a payload can hold whether or not it is there."""

    def act(scene: Review, user: str, home: View, item: View, offer: View) -> None:
        kind = "static_select" if action.startswith(looking.FILTER) else "button"
        held = {"selected_option": {"value": value, "text": {"type": "plain_text", "text": "x"}}} if kind == "static_select" else {"value": value}
        pressed = {"type": kind, "action_id": action, "block_id": "b", **held}
        assert scene.press(user, {"home": home, "item": item}[where], pressed).result(10).acked

    return act


def send(what: str, values: dict[str, str]) -> Act:
    """A modal that is sent in."""

    def act(scene: Review, user: str, home: View, item: View, offer: View) -> None:
        assert scene.submit_view(user, {"item": item, "offer": offer}[what], values).acked

    return act


# By the log's word for it: how it is done, and with which decision where it may be.
ACTIONS: dict[str, tuple[Act, str]] = {
    "filter": (press("home", f"{looking.FILTER}:state", "any"), "shown"),
    "page": (press("home", f"{looking.PAGE}:0", "0"), "shown"),
    "open": (press("home", f"{looking.OPEN}:1", "1"), "shown"),
    "exchange": (press("item", f"{looking.EXCHANGE}:0", "0"), "shown"),
    "offer": (press("item", looking.OFFER, "1"), "shown"),
    "save": (send("item", {looking.STATE: "accepted", looking.COMMENT: "hm"}), "kept"),
    "tell": (send("offer", {}), "kept"),
}


def _asker(scene: Review) -> Person:
    return scene.somebody()


def _guest(scene: Review) -> Person:
    """Named by the operator, and a guest all the same."""
    with scene.slack.journal.lock:
        return scene.slack.world.people.setdefault(GUEST, Person(GUEST, "visitor", SETTINGS.team, guest=True))


def _outsider(scene: Review) -> Person:
    return scene.somebody(outside=True)


def _named_outsider(scene: Review) -> Person:
    """In the group, of another organisation."""
    return scene.slack.world.person("eva")


def _member(scene: Review) -> Person:
    with scene.slack.journal.lock:
        return scene.slack.world.people.setdefault(MEMBER, Person(MEMBER, "member", SETTINGS.team))


REFUSED = {"asker": (_asker, "not_maintainer"), "guest": (_guest, "external"), "outsider": (_outsider, "external"),
           "named outsider": (_named_outsider, "external")}  # fmt: skip
ALLOWED = {"named": lambda scene: scene.maintainer(), "in the group": _member}


def opened(scene: Review, fixed: bool) -> tuple[View, View, View, int]:
    """A maintainer's queue, an item of it, and the offer to tell who asked it; the item's number."""
    keeper = scene.maintainer()
    question, _ = scene.unknown()
    home = scene.queue_of(keeper, question)
    item = scene.item_of(keeper, question)
    if fixed:
        scene.submit_view(keeper.id, item, {looking.STATE: "fixed"})
        scene.click(keeper.id, scene.queue_of(keeper), f"{looking.FILTER}:state", "fixed")
        home = scene.home_with(keeper, question)
        scene.click(keeper.id, home, f"{looking.OPEN}:{scene.number_of(home, question)}")
        shown = scene.wait_for(
            lambda: [view for view in scene.views(keeper.id) if "private_metadata" in view.content], what="the item, not the last notice"
        )
        item = shown[-1]
    number = scene.item_number(item)
    offer = View(item.id, item.user, {**item.content, "callback_id": looking.TELL_VIEW, "blocks": item.content["blocks"][:1]}, item.hash, item.root)
    return home, item, offer, number


def told(scene: Review, kind: str, person: Person, before: int) -> list[str]:
    """The decisions on a kind of event of somebody since there were so many."""
    return scene.wait_for(lambda: scene.decisions_of("review", kind, person)[before:], what=f"a line in the log about {kind}")


@pytest.mark.parametrize("role", REFUSED)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_is_no_maintainer_can_do_nothing(scene: Review, action: str, role: str) -> None:
    """Though they send what a maintainer's click would; nothing changes, they are told, and the log says so as a warning."""
    find, word = REFUSED[role]
    home, item, offer, number = opened(scene, fixed=action in ("offer", "tell"))
    person, state = find(scene), scene.state(number)
    before = len(scene.decisions_of("review", action, person))
    messages = len(scene.app.rows("SELECT id FROM turns"))
    ACTIONS[action][0](scene, person.id, home, item, offer)
    assert told(scene, action, person, before) == [word]
    levels = [line["level"] for line in scene.app.records() if line.get("event") == "review" and line.get("decision") == word]
    assert set(levels) == {"warning"}
    scene.settle()
    assert scene.state(number) == state and len(scene.app.rows("SELECT id FROM turns")) == messages
    shown = scene.home(person.id)
    assert shown is None or "Review" not in visible_text(shown)
    wanted = "maintainers" if word == "not_maintainer" else "members of this workspace"
    view = next((view for view in [*scene.views(person.id), item, offer] if wanted in visible_text(view)), None)
    assert view is not None


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize("action", ACTIONS)
def test_maintainers_can_do_all(scene: Review, action: str, role: str) -> None:
    """Whether they are named themselves or as members of a group."""
    home, item, offer, _ = opened(scene, fixed=action in ("offer", "tell"))
    person = ALLOWED[role](scene)
    before = len(scene.decisions_of("review", action, person))
    act, word = ACTIONS[action]
    act(scene, person.id, home, item, offer)
    assert told(scene, action, person, before) == [word]


@pytest.mark.parametrize(
    ("kind", "act", "word"),
    [
        ("open", press("home", f"{looking.OPEN}:1", "999999"), "item_gone"),
        ("open", press("home", f"{looking.OPEN}:1", "<!channel>"), "item_gone"),
        ("page", press("home", f"{looking.PAGE}:1", "-1"), "gone"),
        ("filter", press("home", f"{looking.FILTER}:state", "evil"), "gone"),
        ("filter", press("home", f"{looking.FILTER}:nothing", "any"), "gone"),
        ("exchange", press("item", f"{looking.EXCHANGE}:1", "x"), "item_gone"),
        ("exchange", press("home", f"{looking.EXCHANGE}:1", "1"), "item_gone"),
        ("tell", send("offer", {}), "not_fixed"),
    ],
)
def test_stale_buttons_are_told_so(scene: Review, kind: str, act: Act, word: str) -> None:
    """Of an item that is gone, of a version that knew other choices, of a state that is not any more."""
    home, item, offer, number = opened(scene, fixed=False)
    keeper, state = scene.maintainer(), scene.state(number)
    act(scene, keeper.id, home, item, offer)
    assert told(scene, kind, keeper, 0) == [word]
    assert scene.state(number) == state


def test_an_item_whose_asker_was_forgotten_is_gone(scene: Review) -> None:
    """With all that was done with it; who has it open still is told."""
    asker, keeper = scene.somebody(), scene.maintainer()
    question, _ = scene.unknown(asker)
    view = scene.item_of(keeper, question)
    number = scene.item_number(view)
    scene.submit_view(keeper.id, view, {looking.COMMENT: "hm"})
    view = scene.item_of(keeper, question)
    forget(scene.app, asker.id)
    assert not scene.app.rows(f"SELECT id FROM items WHERE id = {number}")
    before = len(scene.decisions_of("review", "save", keeper))
    scene.submit_view(keeper.id, view, {looking.COMMENT: "hm again"})
    assert told(scene, "save", keeper, before) == ["item_gone"] and "no longer there" in visible_text(scene.view_of(keeper.id))


def forget(app: App, user: str) -> None:
    """What the operator types."""
    done = subprocess.run([app.command[0], "feedback", "forget", user], env=app.variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_who_leaves_the_group_loses_the_right_and_silence_of_slack_gives_none(scene: Review) -> None:
    """What is known of a group counts for some seconds only; where Slack then does not tell, only those who are named themselves may go on."""
    home, item, offer, _ = opened(scene, fixed=False)
    member, keeper = _member(scene), scene.maintainer()
    act = ACTIONS["page"][0]

    def decided(person: Person, word: str) -> bool:
        before = len(scene.decisions_of("review", "page", person))
        act(scene, person.id, home, item, offer)
        return told(scene, "page", person, before) == [word]

    assert decided(member, "shown")
    scene.slack.misbehave("usergroups.users.list", faults.refused("internal_error"), None)
    scene.wait_for(lambda: decided(member, "unidentified"), 20, "a group that is not known any more")
    assert decided(keeper, "shown")
    with scene.slack.journal.lock:
        scene.slack.faults.clear()
        scene.slack.world.usergroups[GROUP].remove(MEMBER)
    assert decided(member, "not_maintainer")
    with scene.slack.journal.lock:
        scene.slack.world.usergroups[GROUP].append(MEMBER)


def test_who_becomes_a_guest_loses_the_right_and_silence_of_slack_gives_none(scene: Review) -> None:
    """What is known of a person counts for some seconds only too."""
    home, item, offer, _ = opened(scene, fixed=False)
    keeper = scene.maintainer()

    def decided(word: str) -> bool:
        before = len(scene.decisions_of("review", "page", keeper))
        ACTIONS["page"][0](scene, keeper.id, home, item, offer)
        return told(scene, "page", keeper, before) == [word]

    assert decided("shown")
    scene.slack.misbehave("users.info", faults.refused("internal_error"), None)
    scene.wait_for(lambda: decided("unidentified"), 20, "a person who is not known any more")
    with scene.slack.journal.lock:
        scene.slack.faults.clear()
        keeper.guest = True
    scene.wait_for(lambda: decided("external"), 20, "a guest who is known as one")


def test_a_name_alone_is_no_right_where_slack_does_not_tell_who_it_is(scene: Review) -> None:
    """Guests can be named too."""
    home, item, offer, number = opened(scene, fixed=False)
    keeper = scene.maintainer()
    with scene.slack.journal.lock:
        unknown = faults.refused("internal_error")
        scene.slack.faults.add("users.info", lambda sent: unknown if sent.get("user") == keeper.id else None)
    ACTIONS["save"][0](scene, keeper.id, home, item, offer)
    assert told(scene, "save", keeper, 0) == ["unidentified"] and not scene.deeds(number)
    with scene.slack.journal.lock:
        scene.slack.faults.clear()


def test_no_click_of_the_review_reaches_the_log_with_its_words(scene: Review) -> None:
    """Only numbers and words of the program."""
    asker, keeper = scene.somebody(), scene.maintainer()
    question, _ = scene.unknown(asker)
    view = scene.item_of(keeper, question)
    scene.submit_view(keeper.id, view, {looking.COMMENT: "a secret remark", looking.ASSIGNEE: keeper.id})
    scene.wait_for(lambda: "kept" in scene.decisions("review", "save"))
    text = "\n".join(scene.app.lines)
    assert "a secret remark" not in text and not re.search(rf"\b{keeper.id}\b", text) and question not in text
