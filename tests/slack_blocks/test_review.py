"""The maintainers' review as blocks and modals: what it says and carries, whatever fills it, in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.reviews import KINDS, STATES, Action, Item
from bot.surfaces.slack import notices
from bot.surfaces.slack.review import inputs, looking
from bot.surfaces.slack.review.digest_message import Week, digest_message
from bot.surfaces.slack.review.inputs import Given
from bot.surfaces.slack.review.item_view import item_modal
from bot.surfaces.slack.review.looking import Editing, Looking
from bot.surfaces.slack.review.queue_blocks import queue_blocks
from tests.asking import assistant
from tests.slack_blocks.markup import live_in_message
from tests.slack_blocks.payloads import seen as read
from tests.slack_blocks.review_material import HOSTILE, NOW, deeds, detail, item, page, seen, turn, votes
from tests.slack_blocks.validators import wrong_in_message, wrong_in_view

LANGUAGES = sorted(assistant().knowledge.languages)
EDITING = Editing(item=7, revision=4)


def home(*items: Item, total: int = 0, at: Looking | None = None, language: str = "en") -> dict[str, Any]:
    """The queue as a view of its own."""
    return {"type": "home", "blocks": queue_blocks(page(*items, total=total), at or Looking(), assistant(), language)}


def selects(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The filters by their field."""
    found = [element for block in view["blocks"] if block["type"] == "actions" for element in block["elements"] if element["type"] == "static_select"]
    return {element["action_id"].partition(":")[2]: element for element in found}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["Where is Freshteam?", HOSTILE, "\U0001f600" * 500])
def test_the_queue_is_within_all_limits_whatever_it_holds(language: str, question: str) -> None:
    """Ten items a page, each with a button that opens it."""
    items = [item(number, "open", question, assignee="U0BEN" if number % 2 else "") for number in range(1, 11)]
    view = home(*items, total=42, at=Looking(page=2), language=language)
    assert not wrong_in_view(view) and len(view["blocks"]) <= 40
    opening = [block["accessory"]["value"] for block in view["blocks"] if "accessory" in block]
    assert [looking.read_number(value) for value in opening] == list(range(1, 11))
    assert "42" in read(view["blocks"]) and "3" in read(view["blocks"])


def test_the_queue_counts_and_turns_pages() -> None:
    """From the middle there is a way to both sides, from the ends to one."""
    for at, ways in ((0, [1]), (2, [1, 3]), (4, [3])):
        view = home(item(), total=42, at=Looking(page=at))
        turning = [element for block in view["blocks"] if block["type"] == "actions" for element in block["elements"] if element["type"] == "button"]
        assert [looking.read_number(button["value"]) for button in turning] == ways
        assert f"Page {at + 1} of 5" in read(view["blocks"])
    assert "Items: 1" in read(home(item())["blocks"]) and "Thumb down: 12" in read(home(item())["blocks"])


def test_nothing_to_do_and_nothing_to_read_are_said() -> None:
    """An empty page says so, and so does a store that cannot be read; the filters stay where one could be wrong."""
    assert "Nothing to review" in read(home()["blocks"]) and selects(home())
    assert "cannot be read" in read(queue_blocks(None, Looking(), assistant(), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_every_filter_is_read_back(language: str) -> None:
    """Each option changes its own field and goes to the first page; what is chosen is shown as chosen."""
    start = Looking(page=3)
    fields = selects(home(item(), language=language))
    assert set(fields) == {"kind", "language", "product", "days", "state", "assigned", "order"}
    for field, select in fields.items():
        for option in select["options"]:
            chosen = looking.changed(start, field, option["value"])
            assert chosen is not None and chosen.page == 0
            assert looking.read_looking(looking.written(chosen)) == chosen
            shown = selects(home(item(), at=chosen, language=language))[field]
            assert shown["initial_option"] == option, field
    assert [option["value"] for option in fields["product"]["options"]][1:] == list(assistant().knowledge.products)


def test_what_no_select_offers_is_not_read() -> None:
    """Another field, another value, another type: nothing changes."""
    for field, value in (
        ("page", "3"), ("item", "1"), ("kind", "up"), ("state", "gone"), ("state", None), ("days", "x"), ("order", ["newest"]), ("", ""),
        ("assigned", "U1"),
    ):  # fmt: skip
        assert looking.changed(Looking(), field, value) is None, field
    for metadata in (None, 3, "", "{", '{"kind": "up"}', '{"page": -1.5}', "[" * 100_000):
        assert looking.read_looking(metadata) == Looking()
    assert looking.read_editing('{"revision": 3}') is None
    for number in (None, "-1", "1.0", "01", "9" * 30, "1 ", "١"):
        assert looking.read_number(number) is None


def test_a_filter_asks_the_store_for_what_is_chosen() -> None:
    """To do is open and accepted; the age counts back from now; one's own are one's own."""
    wanted = looking.filter_of(Looking(days=7, state="any", assigned="mine", product="freshteam", order="frequent", page=2), "U0BEN", NOW)
    assert (wanted.states, wanted.assignee, wanted.since) == (frozenset(STATES), "U0BEN", NOW - 7 * 24 * 3600)
    assert (wanted.product, wanted.order, wanted.offset, wanted.limit) == ("freshteam", "frequent", 20, 10)
    assert looking.filter_of(Looking(), "U0BEN", NOW).states == {"open", "accepted"}
    assert looking.filter_of(Looking(state="fixed"), "U0BEN", NOW).states == {"fixed"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["Where is Freshteam hosted?", "Is Freshdesk encrypted at rest?", "Is India possible?", HOSTILE])
def test_an_item_is_within_all_limits_whatever_it_holds(language: str, question: str) -> None:
    """With as many exchanges, votes and deeds as there can be."""
    shown = seen(question, *votes(9, HOSTILE[:1_000]), address="https://onde.slack.com/archives/C1/p1")
    exchanges = [seen(f"{number} {question}").exchange for number in range(20)]
    of = item(7, "declined", question, reason=HOSTILE[:500], duplicate_of=3, assignee="U0BEN")
    full = detail(of, *exchanges, actions=deeds(30, HOSTILE), more=400)
    given = Given("duplicate", "", HOSTILE[:500], "12", HOSTILE[:1_000])
    view = item_modal(full, shown, Editing(7, 4, exchange=10), assistant(), language, given=given, meanwhile=full.actions)
    assert not wrong_in_view(view) and len(view["blocks"]) < 100
    assert len(json.dumps(view)) < 200_000
    assert not wrong_in_view(item_modal(detail(item(state="fixed")), None, EDITING, assistant(), language))


def test_an_item_shows_what_was_asked_answered_understood_used_and_done() -> None:
    """The answer that was given and, where it is another one, today's."""
    shown = seen("Where is Freshteam hosted?", *votes(1, "it is in the EU"), address="https://onde.slack.com/archives/C1/p1")
    other = turn("where are the data of freshteam", 1)[0]
    given = Action(item=7, at=NOW, who="U0BEN", what="assigned", value="U0ANA")
    done = (given, Action(item=7, at=NOW, who="U0BEN", what="declined", text="as it is"))
    whole = detail(item(), shown.exchange, type(shown.exchange)(other, [], []), actions=done)
    text = read(item_modal(whole, shown, EDITING, assistant(), "en")["blocks"])
    for wanted in (
        "where are the data of freshteam", "Freshteam data can be hosted in the US and the EEA", "it is in the EU", "It is wrong",
        "Product: Freshteam", "“Disponível nos EUA e EEE”", "Facts used: freshteam/employee · knowledge v1", "Thumb down", "No answer",
        "declined: as it is", "assigned to",
    ):  # fmt: skip
        assert wanted in text.replace("\n", " ") or wanted in text, wanted
    assert "Today's answer" not in text
    for language, understood in (("en", "What I understood"), ("pt", "O que entendi")):
        assert understood in read(item_modal(whole, shown, EDITING, assistant(), language)["blocks"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inputs_of_an_item_are_read_back(language: str) -> None:
    """At the item's own values they say nothing was done; blocks of what others may change are named by the revision."""
    of = item(assignee="U0BEN")
    view = item_modal(detail(of), None, Editing(7, 4, "open", "U0BEN"), assistant(), language)
    editing = looking.read_editing(view["private_metadata"])
    assert editing == Editing(7, 4, "open", "U0BEN")
    given = inputs.read_given(sent(view, {looking.STATE: "open", looking.ASSIGNEE: "U0BEN"}), editing)
    assert given == Given("open", "U0BEN") and inputs.deeds(given, editing, "U0ANA", NOW) == []
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert sum(name.endswith(":4") for name in names) == 2 and len(set(names)) == 5


def test_an_assignee_of_the_command_line_stays_until_another_is_chosen() -> None:
    """There any name can be assigned, and Slack shows people only."""
    of, editing = item(assignee="ana from the desk"), Editing(7, 4, "open", "ana from the desk")
    view = item_modal(detail(of), None, editing, assistant(), "en")
    assert not wrong_in_view(view) and "ana from the desk" in read(view["blocks"])
    assert inputs.deeds(inputs.read_given(sent(view, {looking.STATE: "open"}), editing), editing, "U0BEN", NOW) == []
    chosen = inputs.read_given(sent(view, {looking.STATE: "open", looking.ASSIGNEE: "U0BEN"}), editing)
    assert [deed.value for deed in inputs.deeds(chosen, editing, "U0BEN", NOW)] == ["U0BEN"]


def sent(view: dict[str, Any], values: Mapping[str, str | None]) -> dict[str, Any]:
    """A modal as Slack sends it, filled in by action."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element, value = block["element"], values.get(block["element"]["action_id"])
            chosen: dict[str, Any] = {"selected_option": {"value": value} if value else None}
            held = {"static_select": chosen, "users_select": {"selected_user": value}}.get(element["type"], {"value": value})
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **held}}
    return {**view, "state": {"values": state}}


@pytest.mark.parametrize(
    ("given", "done"),
    [
        (Given("accepted", ""), [("accepted", "", "")]),
        (Given("fixed", "U0BEN", comment="see pt.yaml"), [("fixed", "", ""), ("assigned", "", "U0BEN"), ("commented", "see pt.yaml", "")]),
        (Given("declined", "", reason="the article is right"), [("declined", "the article is right", "")]),
        (Given("duplicate", "", other="12"), [("marked_duplicate", "", "12")]),
        (Given("open", "", reason="hm", comment="well"), [("commented", "hm\nwell", "")]),
    ],
)
def test_what_is_filled_in_is_done(given: Given, done: list[tuple[str, str, str]]) -> None:
    """Each deed by itself, the state first."""
    assert not inputs.faults(given, EDITING)
    assert [(deed.what, deed.text, deed.value) for deed in inputs.deeds(given, EDITING, "U0BEN", NOW)] == done


@pytest.mark.parametrize(
    ("given", "block"),
    [
        (Given("declined", ""), looking.REASON_BLOCK),
        *((Given("duplicate", "", other=other), looking.OTHER_BLOCK) for other in ("", "7", "x", "0", "-1")),
    ],
)
def test_what_is_missing_is_said_below_its_input(given: Given, block: str) -> None:
    """Who declines says why; a duplicate is one of another item."""
    [(told, phrase)] = inputs.faults(given, EDITING).items()
    assert told == block and all(assistant().phrasing(language).phrases[phrase] for language in LANGUAGES)


def test_what_was_not_touched_follows_what_others_did() -> None:
    """So that a second save undoes nothing unseen."""
    theirs = item(7, "declined", assignee="U0BEN")
    assert inputs.kept_over(Given("open", "", comment="hm"), EDITING, theirs) == Given("declined", "U0BEN", comment="hm")
    assert inputs.kept_over(Given("fixed", "U0ANA"), EDITING, theirs) == Given("fixed", "U0ANA")


def test_what_is_written_is_masked_and_cut() -> None:
    """As everything that people write; what is no input of ours is left alone."""
    view = item_modal(detail(item()), None, EDITING, assistant(), "en")
    filled = {looking.COMMENT: "ask ana@example.com \x00" + "x" * 5_000, looking.STATE: "gone", looking.ASSIGNEE: "<@U1>"}
    given = inputs.read_given(sent(view, filled), EDITING)
    assert "ana@example.com" not in given.comment and "\x00" not in given.comment and len(given.comment) <= inputs.MOST_COMMENT
    assert (given.state, given.assignee) == ("open", "")
    assert inputs.read_given({"state": "x"}, EDITING) == Given("open", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["Where is Freshteam?", HOSTILE])
def test_the_digest_is_within_all_limits_and_nothing_in_it_is_live(language: str, question: str) -> None:
    """Five items at most, each with a button that opens it; the text says the same to who sees no blocks."""
    items = [item(number, "open", question, assignee="U0BEN") for number in range(1, 9)]
    message = digest_message("2026-11-25", Week(120, 0.83, 0.5, 12), Week(100, 0.85, None, 0), items, assistant(), language)
    payload = {"text": message.text, "blocks": message.blocks}
    assert not wrong_in_message(payload) and not live_in_message(payload, [])
    assert [block["accessory"]["value"] for block in message.blocks if "accessory" in block] == ["1", "2", "3", "4", "5"]


def test_the_digest_tells_figures_with_their_change() -> None:
    """More, less, as many, and where there is nothing to compare with; a week without a question has no shares."""
    text = digest_message("2026-11-25", Week(120, 0.83, 0.5, 12), Week(100, 0.85, None, 0), [], assistant(), "en").text
    for wanted in ("Questions: 120 (+20 ", "Answered: 83 % (\u22122 ", "Thumbs up: 50 %\n", "No open items.", "People who voted: 12."):
        assert wanted in text, text
    quiet = digest_message("2026-11-25", Week(0, None, None, 0), Week(100, 0.85, 0.5, 3), [item()], assistant(), "en").text
    assert "Questions: 0 (\u2212100 " in quiet and "Answered: none yet" in quiet and "voted" not in quiet and "Where is Freshteam?" in quiet
    same = digest_message("2026-11-25", Week(5, 1.0, 1.0, 1), Week(5, 1.0, 1.0, 1), [], assistant(), "en").text
    assert "Questions: 5 (\u00b10 " in same and "Answered: 100 % (\u00b10 " in same


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_for_kinds_and_states_differ(language: str) -> None:
    """So that nobody mistakes one for another."""
    phrases = assistant().phrasing(language).phrases
    for prefix, keys in (("review_kind", KINDS), ("review_state", STATES)):
        assert len({phrases[f"{prefix}_{key}"] for key in keys}) == len(keys)
    refusals = {notices.refusal(kind, assistant(), language).text for kind in ("not_maintainer", "item_gone", "not_fixed")}
    assert len(refusals) == 3
