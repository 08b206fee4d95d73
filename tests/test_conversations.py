"""Conversations: turns kept and replayed, on a real file, with the project's own knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.conversations import LONGEST_COMMENT, Conversations, Shown
from bot.errors import StoreUnavailable
from bot.folding import LONGEST
from bot.records import Click, Delivery, Incoming, Place, Vote
from bot.replies import Reply
from bot.store.masking import mask
from bot.store.open import open_store
from bot.store.protocol import MOST_OF_A_THREAD, Store
from tests.asking import KNOWLEDGE, ask, assistant, new_thread
from tests.golden_lines import conversations as golden_conversations
from tests.golden_lines import read_lines

PLACE = Place("T1", "C1", "1712.000100", "channel")
DAY = 24 * 3600.0
NOW = 1_800_000_000.0

Restart = Callable[[], Conversations]


def products(shown: Shown) -> list[str]:
    """The products of which a reply tells where they are."""
    return sorted({claim.product for claim in shown.turn.reply.hosting})


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the test's store; again, after closing it."""
    opened: list[Store] = []

    def open_again() -> Store:
        for store in opened:
            store.close()
        opened.append(open_store(tmp_path / "onde.sqlite3"))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def restart(stores: Callable[[], Store]) -> Restart:
    """Conversations as a process has them that has just begun."""
    return lambda: Conversations(Assistant(KNOWLEDGE), stores(), clock=lambda: NOW)


@pytest.fixture
def store(stores: Callable[[], Store]) -> Store:
    """An empty store."""
    return stores()


@pytest.fixture
def talk(store: Store) -> Conversations:
    """Conversations on the store."""
    return Conversations(assistant(), store, clock=lambda: NOW)


def test_a_follow_up_knows_what_is_not_durable_yet(talk: Conversations, store: Store) -> None:
    """Nobody waits between the questions, and each comes after the one before it."""
    asked = [talk.ask_soon(question, PLACE, "U1", str(number)) for number, question in enumerate(("Where is Freshteam hosted?", "and Freshinbox?"))]
    first, second = [shown.result() for shown in asked]
    assert products(first) == ["Freshteam"]
    assert products(second) == ["Freshinbox"]
    assert second.stored.after == first.stored.id
    again = talk.ask_soon("Where is Freshchat hosted?", PLACE, "U1", "0").result()
    assert (again.stored, again.is_new) == (first.stored, False), "a known origin"
    store.close()
    with pytest.raises(StoreUnavailable):
        talk.ask_soon("Where is Freshteam hosted?", PLACE, "U1", "2").result()


@pytest.mark.parametrize("language", ["en", "pt"])
def test_the_askers_language_is_kept_where_nothing_else_tells_one(restart: Restart, language: str) -> None:
    """After a restart the turn, and what follows it, is in the same language: a place whose spelling is of both tells none."""
    first = restart().ask("freshdesk australia", PLACE, "U1", "1", otherwise=language)
    second = restart().ask("freshchat india", PLACE, "U2", "2", otherwise="")
    assert first.turn.reply.language == second.turn.reply.language == language
    for shown in (first, second):
        again = restart().again(shown.stored.id)
        assert again and again.is_same


def test_a_turn_is_kept_with_all_that_it_rests_on(talk: Conversations, store: Store) -> None:
    shown = talk.ask("Is Freshteam hosted in India?", PLACE, "U1", "T1:C1:1")
    kept = store.turn(shown.stored.id)
    assert kept == shown.stored
    assert shown.is_same
    assert (kept.origin, kept.place, kept.user, kept.asked) == ("T1:C1:1", PLACE, "U1", NOW)
    assert (kept.question, kept.language, kept.forced_language, kept.after) == ("Is Freshteam hosted in India?", "en", "", "")
    assert (kept.status, kept.knowledge) == ("answered", assistant().knowledge.version)
    assert msgspec.json.decode(kept.reply, type=Reply) == shown.turn.reply == ask("Is Freshteam hosted in India?")
    facts = {f"{fact.product}/{fact.data[0]}" for fact in assistant().knowledge.facts}
    assert {key for key in kept.evidence if key in facts}
    assert set(kept.evidence) <= facts | set(assistant().knowledge.statements)
    assert {key for key in kept.evidence if key in assistant().knowledge.statements}


def test_follow_ups_need_no_memory_but_the_store(restart: Restart) -> None:
    assert products(restart().ask("Onde fica o Freshteam?", PLACE, "U1", "1")) == ["Freshteam"]
    follow_up = restart().ask("e na Índia?", PLACE, "U2", "2")
    assert (follow_up.turn.reply.verdict, products(follow_up), follow_up.turn.reply.language) == ("no", ["Freshteam"], "pt")
    third = restart().ask("e o Freshchat?", PLACE, "U1", "3")
    assert (third.turn.reply.verdict, products(third)) == ("yes", ["Freshchat"])
    assert third.stored.after == follow_up.stored.id


def test_golden_conversations_are_answered_as_if_nothing_had_been_restarted(talk: Conversations) -> None:
    """A thread kept in the store gives what a thread kept in memory gives, turn by turn."""
    threads = [lines for lines in golden_conversations(read_lines()).values() if len(lines) > 1][:60]
    assert len(threads) > 20
    for number, lines in enumerate(threads):
        name, place = new_thread(), replace(PLACE, thread=f"{number}")
        for line in lines:
            assert talk.ask(line.q, place, "U1", line.id).turn.reply == ask(mask(line.q), name), line.id


def test_threads_and_commands_share_nothing(talk: Conversations) -> None:
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    for number, place in enumerate((replace(PLACE, thread="2"), replace(PLACE, channel="C2"), replace(PLACE, team="T2"))):
        assert products(talk.ask("e na Índia?", place, "U1", f"a{number}")) == []
    command = Place("T1", "C1", "", "command")
    talk.ask("Onde fica o Freshteam?", command, "U1", "b1")
    shown = talk.ask("e na Índia?", command, "U1", "b2")
    assert (products(shown), shown.stored.after) == ([], "")


def test_the_same_origin_is_answered_once(restart: Restart, stores: Callable[[], Store]) -> None:
    talk = restart()
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    first = talk.ask("e na Índia?", PLACE, "U1", "2")
    talk.ask("Onde fica o Freshchat?", PLACE, "U1", "3")
    again = restart().ask("e na Índia?", PLACE, "U1", "2")
    assert again.stored == first.stored
    assert again.turn.reply == first.turn.reply
    assert len(stores().thread(PLACE)) == 3


def test_event_turn_and_delivery_go_together(talk: Conversations, store: Store) -> None:
    for number in (1, 2):
        store.accept(Incoming(f"T1:Ev{number}", "U1", b"{}", NOW))
    wanted = Delivery(channel="C1", thread=PLACE.thread)
    shown = talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1", delivery=wanted, done="T1:Ev1")
    assert store.deliveries() == [replace(wanted, turn=shown.stored.id)]
    assert [item.key for item in store.unfinished()] == ["T1:Ev2"]
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1", delivery=wanted, done="T1:Ev2")
    assert store.deliveries() == [replace(wanted, turn=shown.stored.id)]
    assert store.unfinished() == []


def test_again_gives_the_reply_byte_for_byte(restart: Restart) -> None:
    talk = restart()
    questions = ["Onde fica o Freshteam? ana@x.com, (11) 91234-5678", "e na Índia?", "Is Freshchat there?", "Is India possible?", "obrigado!", ""]
    kept = [talk.ask(question, PLACE, "U1", f"{number}").stored for number, question in enumerate(questions)]
    later = restart()
    for one in kept:
        shown = later.again(one.id)
        assert shown is not None
        assert msgspec.json.encode(shown.turn.reply) == one.reply
        assert (shown.stored, shown.is_same) == (one, True)
    assert later.again("unknown") is None


def test_again_in_another_language(talk: Conversations, store: Store) -> None:
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    second = talk.ask("e na Índia?", PLACE, "U1", "2")
    shown = talk.again(second.stored.id, "en")
    assert shown is not None
    assert (shown.turn.reply.language, shown.turn.reply.verdict, products(shown)) == ("en", "no", ["Freshteam"])
    assert shown.turn.reply.hosting[0].regions == second.turn.reply.hosting[0].regions
    assert shown.turn.reply.citations == second.turn.reply.citations, "quotes stay in the article's language"
    assert not shown.is_same
    assert len(store.thread(PLACE)) == 2, "nothing is kept"
    back = talk.again(second.stored.id, "pt")
    assert back is not None
    assert back.turn.reply == second.turn.reply
    unknown = talk.again(second.stored.id, "tlh")
    assert unknown is not None
    assert unknown.turn.reply == second.turn.reply


def test_a_forced_language_stays_with_the_turn_and_its_thread(restart: Restart) -> None:
    first = restart().ask("Onde fica o Freshteam?", PLACE, "U1", "1", language="en")
    assert (first.turn.reply.language, first.stored.language, first.stored.forced_language) == ("en", "en", "en")
    talk = restart()
    again = talk.again(first.stored.id)
    assert again is not None
    assert again.is_same
    assert talk.ask("Freshchat?", PLACE, "U1", "2").turn.reply.language == "en"


def test_what_is_personal_is_never_kept(talk: Conversations, tmp_path: Path) -> None:
    shown = talk.ask("Meu e-mail é ana.maria@exemplo.com e meu número +55 11 91234-5678. Onde fica o Freshteam?", PLACE, "U1", "1")
    assert products(shown) == ["Freshteam"]
    assert shown.stored.question == shown.turn.reply.question == "Meu e-mail é *** e meu número ***. Onde fica o Freshteam?"
    talk.rate(Click(shown.stored.id, "U1", "down", "1.5"))
    vote = talk.explain_vote(shown.stored.id, "U1", "wrong", "ask ana.maria@exemplo.com " + "x" * 2000)
    assert vote is not None
    assert vote.comment.startswith("ask *** x")
    assert len(vote.comment) == LONGEST_COMMENT
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("onde*"))
    assert b"ask ***" in kept, "the comment is kept"
    for personal in (b"exemplo", b"ana.maria", b"91234-5678"):
        assert personal not in kept, kept[max(0, kept.find(personal) - 100) :][:300]


def test_hostile_text_is_kept_and_replayed(talk: Conversations) -> None:
    for number, text in enumerate(("\ud800", "\x00Freshteam\x00?", "a" * 3 * LONGEST, "\u200b", "'; DROP TABLE turns; --", "\U0001f600" * 50)):
        shown = talk.ask(text, PLACE, "U1", f"{number}")
        again = talk.again(shown.stored.id)
        assert again is not None
        assert again.is_same


def test_votes_pass_through(talk: Conversations) -> None:
    shown = talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    assert talk.rate(Click(shown.stored.id, "U2", "up", "1.5")) == Vote(shown.stored.id, "U2", "up", at="1.5")
    assert talk.rate(Click("unknown", "U2", "up", "1.5")) is None
    assert talk.explain_vote(shown.stored.id, "U3", "wrong", "") is None


def test_forgetting_changes_what_a_thread_has_settled(talk: Conversations) -> None:
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    second = talk.ask("e na Índia?", PLACE, "U2", "2")
    assert talk.forget("U1") == 1
    again = talk.again(second.stored.id)
    assert again is not None
    assert not again.is_same
    assert products(again) == []


def test_purging_counts_in_days(store: Store) -> None:
    now = [NOW]
    talk = Conversations(assistant(), store, clock=lambda: now[0])
    old = talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1").stored
    now[0] += 30 * DAY
    young = talk.ask("Onde fica o Freshchat?", PLACE, "U1", "2").stored
    now[0] += 1
    assert talk.purge(30) == 1
    assert (store.turn(old.id), store.turn(young.id)) == (None, young)
    assert talk.again(old.id) is None


def test_replaying_is_bounded(talk: Conversations, store: Store) -> None:
    """A thread of any length and of any texts costs no more than one long message, and replays the same."""
    for number in range(MOST_OF_A_THREAD + 3):
        talk.ask("Onde fica o Freshteam?" if number else "Onde fica o Freshchat?", PLACE, "U1", f"{number}")
    assert products(talk.ask("e na Índia?", PLACE, "U1", "a")) == ["Freshteam"]
    long = [talk.ask("Freshchat? " + "zz " * (LONGEST // 3 - 10), PLACE, "U1", f"long {number}") for number in range(3)]
    after = talk.ask("e na Índia?", PLACE, "U1", "b")
    for shown in (*long, after):
        again = talk.again(shown.stored.id)
        assert again is not None
        assert again.is_same


def test_long_texts_push_out_what_was_said_before(talk: Conversations) -> None:
    talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
    talk.ask("obrigado! " * 200, PLACE, "U1", "2")
    assert products(talk.ask("e na Índia?", PLACE, "U1", "3")) == ["Freshteam"]
    talk.ask("obrigado! " * (LONGEST // 10 - 1), PLACE, "U1", "4")
    assert products(talk.ask("e na Índia?", PLACE, "U1", "5")) == []


def test_turns_of_one_thread_come_one_after_the_other(talk: Conversations, store: Store) -> None:
    """Asked at the same moment, each is answered after the one before it in the store."""
    questions = ["Onde fica o Freshteam?", "e na Índia?", "e o Freshchat?", "e na Austrália?"] * 6
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: talk.ask(questions[number], PLACE, "U1", f"{number}"), range(len(questions))))
    kept = store.thread(PLACE)
    assert [one.after for one in kept] == ["", *(one.id for one in kept[:-1])]
    assert all(shown is not None and shown.is_same for shown in map(talk.again, [one.id for one in kept]))


def test_many_threads_of_people_at_once(talk: Conversations, store: Store) -> None:
    """Each conversation keeps its own thread though all run side by side."""
    names = ["Freshteam", "Freshchat", "Freshrelease", "Freshinbox"]

    def converse(number: int) -> list[list[str]]:
        place = replace(PLACE, thread=f"{number}")
        asked = (f"Onde fica o {names[number % 4]}?", "e na Índia?")
        return [products(talk.ask(question, place, f"U{number}", f"{number}:{turn}")) for turn, question in enumerate(asked)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(converse, range(40)))
    assert found == [[[names[number % 4]]] * 2 for number in range(40)]
    assert all(len(store.thread(replace(PLACE, thread=f"{number}"))) == 2 for number in range(40))


def test_twins_at_the_same_moment_are_one(talk: Conversations, store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        shown = list(pool.map(lambda _: talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1"), range(8)))
    assert len({one.stored.id for one in shown}) == 1
    assert len(store.thread(PLACE)) == 1


def test_without_a_store_nothing_is_answered(talk: Conversations, store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnavailable):
        talk.ask("Onde fica o Freshteam?", PLACE, "U1", "1")
