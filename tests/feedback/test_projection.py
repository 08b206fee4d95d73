"""What people could not get is found, whatever the order in which it is looked at: real questions, the project's own knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.feedback.projection import UNPICKED_SECONDS
from bot.feedback.queue import Queue
from bot.records import TOLD
from bot.reviews import Filter
from bot.store.open import open_store
from tests.asking import KNOWLEDGE
from tests.feedback.team import CLARIFIED, REFUSED, Team


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    """The project's own knowledge."""
    return Assistant(KNOWLEDGE)


@pytest.fixture
def team(tmp_path: Path, assistant: Assistant) -> Iterator[Team]:
    """A team with an empty store."""
    store = open_store(tmp_path / "onde.sqlite3")
    yield Team(store, assistant)
    store.close()


def test_what_the_article_does_not_say(team: Team) -> None:
    assert team.ask(REFUSED).status == "unknown" and team.ask("Where is Freshteam hosted?").status == "answered"
    assert team.ask("thanks").status == "help"
    assert team.found() == {(REFUSED, "unknown", "U1")}
    assert team.projection.run() == 0, "nothing is looked at twice"
    [item] = team.store.page(Filter()).items
    assert (item.products, item.languages, item.first) == (["freshdesk"], ["en"], 1001.0)


def test_a_thumb_down_as_long_as_it_stands(team: Team) -> None:
    turn = team.ask("Where is Freshteam hosted?")
    team.vote(turn, "U2")
    team.vote(turn, "U3", "up")
    assert team.found() == {(turn.question, "down", "U2")}
    team.vote(turn, "U2", "up")
    team.vote(turn, "U3", "down")
    assert team.found() == {(turn.question, "down", "U3")}
    team.vote(turn, "U3", "down")
    assert team.found() == set()
    team.vote(turn, "U3", "down")
    assert team.found() == {(turn.question, "down", "U3")}


def test_a_clarification_that_nobody_picks_in_ten_minutes(team: Team) -> None:
    asked = team.ask(CLARIFIED)
    assert asked.status == "clarify"
    team.now += UNPICKED_SECONDS - 10
    assert team.found() == set()
    team.now += 20
    assert team.found() == {(CLARIFIED, "unpicked", "U1")}
    team.ask("Freshcaller", asked.place.thread, choice_of=asked.id)
    assert team.found() == set(), "picked late"


@pytest.mark.parametrize("pick", ["Freshcaller", "freshcaller please", "I mean Freshcaller"])
@pytest.mark.parametrize("clicked", [False, True])
def test_a_choice_may_be_clicked_or_written(team: Team, pick: str, clicked: bool) -> None:
    asked = team.ask(CLARIFIED)
    team.ask(pick, asked.place.thread, choice_of=asked.id if clicked else "")
    team.now += 2 * UNPICKED_SECONDS
    assert team.found() == set()


def test_a_clarification_after_which_the_thread_goes_on_otherwise(team: Team) -> None:
    asked = team.ask(CLARIFIED)
    team.ask("How long are logs kept?", asked.place.thread)
    assert team.found() == {(CLARIFIED, "unpicked", "U1")}


def test_a_choice_of_the_translation_is_one_of_the_clarification(team: Team) -> None:
    asked = team.ask(CLARIFIED)
    translated = team.ask(CLARIFIED, asked.place.thread, language="pt", instead_of=asked.id)
    team.now += 2 * UNPICKED_SECONDS
    assert team.found() == {(CLARIFIED, "unpicked", "U1")}, "once"
    team.ask("Freshcaller", asked.place.thread, choice_of=translated.id)
    assert team.found() == set()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Where is Freshteam hosted?", "In which region is Freshteam hosted?"),
        ("Where is Freshteam hosted?", "so where is freshteem hosted then"),
        ("Where is Freshteam hosted?", "Onde fica hospedado o Freshteam?"),
        ("Is Freshchat hosted in Australia?", "Can Freshchat be hosted in Australia?"),
        ("How much does Freshdesk cost?", "How much does Freshdesk really cost?"),
    ],
)
def test_asked_again_in_other_words(team: Team, first: str, second: str) -> None:
    asked = team.ask(first)
    team.ask(second, asked.place.thread, "U2")
    assert (first, "asked_again", "U2") in team.found()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Where is Freshteam hosted?", "Where is Freshchat hosted?"),
        ("Is Freshchat hosted in Australia?", "Is Freshchat hosted in India?"),
        ("Where is Freshteam hosted?", "where is Freshteam hosted?"),
        ("Where is Freshteam hosted?", "thanks"),
        ("Where is Freshteam hosted?", "How long are the logs of Freshteam kept?"),
        ("Where is Freshteam hosted?", "e o Freshinbox?"),
    ],
)
def test_a_follow_up_is_not_asked_again(team: Team, first: str, second: str) -> None:
    asked = team.ask(first)
    team.ask(second, asked.place.thread)
    assert not [kind for _, kind, _ in team.found() if kind == "asked_again"]


def test_threads_and_translations_are_told_apart(team: Team) -> None:
    first = team.ask("Where is Freshteam hosted?")
    team.ask("In which region is Freshteam hosted?")
    team.ask("Where is Freshteam hosted?", first.place.thread, language="pt", instead_of=first.id)
    team.ask(REFUSED, first.place.thread, origin=f"{TOLD}7:{first.id}")
    assert team.found() == set(), "nobody asked what Onde told of its own accord"


FORTY = ["How much does Freshdesk cost?", "how much does freshdesk cost", "How mcuh does Freshdesk cost??", "Hello, how much does Freshdesk cost?"]


def test_forty_people_with_one_problem_are_one_item(team: Team) -> None:
    for number in range(40):
        team.ask(FORTY[number % len(FORTY)], user=f"U{number}")
    team.ask("How much does Freshchat cost?")
    team.ask("How fast is the support?")
    one, other, another = sorted(team.store.page(Filter()).items if team.projection.run() else [], key=lambda item: -item.count)
    assert (one.count, one.people, one.question) == (40, 40, FORTY[3])
    assert (other.count, another.count) == (1, 1)


SAME = [
    ["Are Freshdesk call recordings available in Australia?", "gravação de chamada do freshdesk pode ficar na austrália?"],
    ["where's freshinbox data", "E o Freshinbox, mora onde?", "In which region is Freshinbox hosted?"],
    ["Em que regiões posso hospedar o Freshteam?", "between us, in confidence: where is freshteam?", "cadê os dados do Freshteam?"],
    ["for what length of time do you hang on to logs for Freshcaller?", "Durante que prazo se conservam os logs do Freshcaller?"],
]
NOT_SAME = [
    ["Is Freshteam hosted in India?", "Freshteam is not hosted in India?", "Is Freshteam only hosted in India?", "Is Freshteam hosted in Australia?"],
    ["Where are the logs of Freshdesk kept?", "How long are the logs of Freshdesk kept?", "Where are the backups of Freshdesk kept?"],
    ["Where is the ticket data of Freshdesk?", "Where is the forum data of Freshdesk?", "What data does Freshdesk hold?", "What is ticket data?"],
    ["Where is Freshteam hosted?", "Where is Freshinbox hosted?", "Where are Freshteam and Freshinbox hosted?", "Where can I read more?"],
]


@pytest.mark.parametrize("same", SAME)
def test_what_is_understood_as_the_same_and_answered_alike_is_one_item(team: Team, same: list[str]) -> None:
    """In other words, in another language, and whoever looks: what is not answered, or answered otherwise, stays apart."""
    for user, question in enumerate(same):
        team.vote(team.ask(question, user=f"U{user}"), f"U{user}")
        team.projection.run()
        team.projection = team.another_process()
    assert team.questions() == [sorted(same)]


@pytest.mark.parametrize("asked", NOT_SAME)
def test_what_differs_in_what_is_asked_stays_apart(team: Team, asked: list[str]) -> None:
    for user, question in enumerate(asked):
        team.vote(team.ask(question, user=f"U{user}"), f"U{user}")
    assert team.questions() == sorted([question] for question in asked)


def test_who_begins_later_groups_as_who_was_there(team: Team) -> None:
    team.ask(FORTY[0])
    team.ask("How much does Freshchat cost?")
    team.projection.run()
    team.projection = team.another_process()
    team.ask(FORTY[2])
    assert team.questions() == sorted([["How much does Freshchat cost?"], sorted([FORTY[0], FORTY[2]])])


def test_two_processes_find_everything_once(team: Team) -> None:
    for number in range(60):
        turn = team.ask(FORTY[number % 4] if number % 2 else "Where is Freshteam hosted?", user=f"U{number}")
        team.vote(turn, "U99")
    projections = [team.another_process() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        looked = list(pool.map(lambda projection: projection.run(), projections))
    assert sum(looked) == 120
    [unknown, down] = sorted(team.store.page(Filter()).items, key=lambda item: len(item.kinds))[::-1]
    assert (unknown.kinds, down.kinds) == ({"down": 30, "unknown": 30}, {"down": 30})


def test_a_mend_that_did_not_help_shows(team: Team) -> None:
    team.ask(REFUSED)
    team.projection.run()
    [item] = team.store.page(Filter()).items
    Queue(team.store, lambda: team.now).act(item.id, "fixed", "UM", 0)
    assert team.questions() == []
    team.ask(FORTY[1])
    team.ask(FORTY[2])
    assert team.questions() == [sorted([FORTY[1], FORTY[2]])]
    [new] = team.store.page(Filter()).items
    assert new.id != item.id and new.state == "open"


def test_purged_and_forgotten_questions_are_not_found_again(team: Team) -> None:
    team.ask(REFUSED, user="U1")
    team.projection.run()
    team.store.forget("U1")
    assert team.questions() == []
    team.ask(FORTY[1], user="U2")
    assert team.questions() == [[FORTY[1]]]
