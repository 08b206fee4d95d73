"""`onde feedback suggest` and `onde feedback promote`: from what people could not get to an edit and a golden question."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.assistant import Assistant
from bot.conversations import Conversations
from bot.gate.golden import read_lines
from bot.gate.patches import PatchError, apply, with_lines, with_word
from bot.knowledge.load import load_knowledge
from bot.knowledge.version import knowledge_files
from bot.knowledge.yaml_source import closings, read
from bot.records import Click, Place
from bot.store.open import open_store
from tests.asking import KNOWLEDGE, assistant
from tests.conftest import Ended, Onde
from tests.gate.conftest import Golden
from tests.knowledge.edits import append, swap
from tests.knowledge.mistake import ARTICLE, ENGLISH, PRODUCTS, STATEMENTS

Run = Callable[..., Ended]
ALONE = Place("T1", "C1", "", "command")


class People:
    """People who ask, in threads of their own."""

    def __init__(self, file: Path) -> None:
        self.store = open_store(file)
        self.talk = Conversations(assistant(), self.store, lambda: self.now)
        self.now = 1_700_000_000.0

    def ask(self, user: str, *questions: str) -> list[str]:
        """Questions one after the other in a thread; the ids of their turns."""
        self.now += 60
        place = Place("T1", "C1", str(self.now), "channel")
        return [self.talk.ask(question, place, user, f"{self.now}:{number}").stored.id for number, question in enumerate(questions) if self._passed()]

    def _passed(self) -> bool:
        self.now += 5
        return True


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """Nobody has asked anything yet."""
    made = People(tmp_path / "kept.sqlite3")
    yield made
    made.store.close()


@pytest.fixture
def run(onde: Onde, tmp_path: Path, folder: Path) -> Run:
    """`onde feedback` on the people's store and the copy of the knowledge."""
    return lambda *arguments: onde("feedback", *arguments, SQLITE_PATH=str(tmp_path / "kept.sqlite3"), ONDE_KNOWLEDGE=str(folder))


def suggested(run: Run, *options: str) -> list[dict[str, Any]]:
    """The suggestions, as programs read them."""
    ended = run("suggest", "--json", *options)
    assert (ended.status, ended.err) == (0, "")
    return [msgspec.json.decode(line) for line in ended.out.splitlines()]


def test_a_name_that_people_write_is_suggested_applied_and_gone(people: People, run: Run, folder: Path) -> None:
    """With who wrote it how often and what they asked next; the patch keeps all else; then the question is answered."""
    people.ask("U1", "Where is plumbus hosted?", "Where is Freshteam hosted?")
    people.ask("U1", "where is the Plumbus hosted", "where is freshteam hosted")
    people.ask("U2", "Where is plumbus hosted?", "Where is Freshteam hosted?")
    people.ask("U3", "Where is grumbo hosted?")
    first = suggested(run)[0]
    assert (first["kind"], first["word"], first["means"], first["count"]) == ("alias", "plumbus", "product:freshteam", 3)
    assert first["people"] == {"U1": 2, "U2": 1} and first["picked"] == {"Where is Freshteam hosted?": 2, "where is freshteam hosted": 1}
    changed = [line for line in first["diff"].splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == [
        "-  - {key: freshteam, name: Freshteam, aliases: [fteam, freshtim]}",
        "+  - {key: freshteam, name: Freshteam, aliases: [fteam, freshtim, plumbus]}",
    ]
    ended = run("suggest")
    assert f"{first['id']}  'plumbus' as another name of product:freshteam" in ended.out and "written by U1 (2), U2 (1)" in ended.out
    before = (folder / PRODUCTS).read_text("utf-8")
    assert run("suggest", "--apply", first["id"]).status == 0
    assert (folder / PRODUCTS).read_text("utf-8") == before.replace("[fteam, freshtim]", "[fteam, freshtim, plumbus]")
    assert Assistant(folder).ask("Where is plumbus hosted?").reply.hosting[0].product == "Freshteam"
    assert not [one for one in suggested(run) if one["word"] == "plumbus"]
    ended = run("suggest", "--apply", first["id"])
    assert ended.status == 1 and f"there is no suggestion {first['id']}" in ended.err


def test_a_choice_that_is_picked_tells_what_was_meant(people: People, run: Run) -> None:
    """A clarification, and the click on one of its choices: for a name in one language its own file."""
    place = Place("T1", "C1", "1.1", "channel")
    asked = people.talk.ask("plumbus", place, "U1", "a").stored
    people.now += 5
    people.talk.ask("Freshteam", place, "U1", "b", choice_of=asked.id)
    people.ask("U2", "What is plumbus?", "What is ticket data?")
    found = {(one["kind"], one["word"], one["means"]): one["file"] for one in suggested(run) if one["kind"] != "statement"}
    assert found[("alias", "plumbus", "data:ticket")] == ENGLISH


def test_a_way_of_asking_is_suggested(people: People, run: Run) -> None:
    """The same names, one word that nothing explains, and then one cue more."""
    people.ask("U1", "Plumbus Freshteam?", "Where Freshteam?")
    found = [one for one in suggested(run) if one["kind"] == "cue"]
    assert [(one["word"], one["means"], one["file"]) for one in found] == [("plumbus", "cue:where", "languages/en/language.yaml")]


@pytest.mark.parametrize("second", ["Freshteam", "I mean Freshteam", "sorry, where is Freshteam hosted", "where is Freshteam hosted, please"])
def test_the_name_alone_says_what_was_meant(people: People, run: Run, second: str) -> None:
    """However short it is asked again, and whatever else is said in passing."""
    people.ask("U1", "hello kind folks, where is plumbus hosted?", second)
    found = [(one["kind"], one["word"], one["means"]) for one in suggested(run)]
    assert found == [("alias", "plumbus", "product:freshteam")]


@pytest.mark.parametrize(
    "second", ["Is Freshchat in India?", "is it in India?", "thanks", "Where is grumbo hosted?", "Does Freshteam cost anything?"]
)
def test_another_question_says_nothing_of_a_strange_word(people: People, run: Run, second: str) -> None:
    for user in ("U1", "U2"):
        people.ask(user, "Where is plumbus hosted?", second)
    assert not [one for one in suggested(run, "--all") if one["kind"] != "statement"]


def test_what_is_picked_counts_though_it_never_came_to_the_queue(people: People, run: Run) -> None:
    """A clarification that was picked at once is no problem, but evidence; what more people meant comes first, what fewer did is weak."""
    for user, choice in (("U1", "Freshteam"), ("U2", "Freshteam"), ("U3", "Freshchat")):
        place = Place("T1", "C1", user, "channel")
        asked = people.talk.ask("plumbus: is India possible?", place, user, f"{user}a").stored
        people.now += 5
        people.talk.ask(choice, place, user, f"{user}b", choice_of=asked.id)
    assert asked.status == "clarify"
    listed = [(one["means"], one["count"], one["items"], one["is_weak"]) for one in suggested(run, "--all") if one["word"] == "plumbus"]
    assert listed == [("product:freshteam", 2, [], False), ("product:freshchat", 1, [], True)]
    assert [one["means"] for one in suggested(run)] == ["product:freshteam"]


def test_a_name_that_is_misspelt_beyond_what_is_mended_is_suggested(people: People, run: Run) -> None:
    """By what it looks like, where nobody has said what it means; one person's is weak."""
    for user in ("U1", "U2"):
        people.ask(user, "Where is freshdsekk hosted?")
    people.ask("U3", "Where is freshcatllr hosted?")
    found = {one["word"]: (one["means"], one["picked"], one["is_weak"]) for one in suggested(run, "--all") if one["kind"] == "alias"}
    assert found["freshdsekk"] == ("product:freshdesk", {}, False) and all(one[2] for word, one in found.items() if word != "freshdsekk")
    assert "it looks like a typing error of that name" in run("suggest").out


def test_jokes_and_what_somebody_has_declined_are_no_gaps(people: People, run: Run) -> None:
    """Many asked, and there is nothing of any article in it; or a maintainer has said that nothing is to be done."""
    for user in ("U1", "U2", "U3", "U4"):
        people.ask(user, "Who painted the buses green?")
        people.ask(user, "Where is plumbus hosted?", "Where is Freshteam hosted?")
    assert [one["word"] for one in suggested(run)] == ["plumbus"]
    assert "Who painted the buses green?" in {one["word"] for one in suggested(run, "--all") if one["is_weak"]}
    [item] = {item for one in suggested(run) for item in one["items"]}
    assert run("decline", str(item), "an in-joke").status == 0
    assert suggested(run) == []


def test_what_nobody_cleared_up_is_a_stub(people: People, run: Run, folder: Path) -> None:
    """A comment at the end of the statements, so that the knowledge stays sound; it says how often it was asked."""
    people.ask("U1", "Is Freshteam painted with plumbus?")
    people.ask("U2", "Is Freshteam painted with plumbus?")
    (stub,) = suggested(run)
    assert (stub["kind"], stub["count"], stub["file"]) == ("statement", 2, STATEMENTS)
    before = (folder / STATEMENTS).read_text("utf-8")
    assert run("suggest", "--apply", stub["id"]).status == 0
    after = (folder / STATEMENTS).read_text("utf-8")
    assert after.startswith(before) and all(line.startswith("  #") for line in after.removeprefix(before).splitlines())
    assert "Asked 2 times by 2 people: Is Freshteam painted with plumbus?" in after
    load_knowledge(folder)
    assert suggested(run, "--all") == []


def test_what_few_would_miss_is_left_out_unless_asked_for(people: People, run: Run) -> None:
    """What one person asked once, and a topic that is known to be in no article; what more people asked comes first."""
    for user in ("U1", "U1", "U1", "U2"):
        people.ask(user, "Is Freshteam painted with plumbus?")
    for user in ("U1", "U2", "U3"):
        people.ask(user, "Is Freshchat glazed in grumbo?")
        people.ask(user, "How much is the pro plan of Freshdesk?")
    people.ask("U4", "Is Freshcaller knitted from wobble?")
    words = ["Is Freshchat glazed in grumbo?", "Is Freshteam painted with plumbus?"]
    assert [one["word"] for one in suggested(run)] == words
    listed = suggested(run, "--all")
    assert [one["word"] for one in listed][:2] == words and {one["word"] for one in listed[2:] if one["is_weak"]} == {
        "How much is the pro plan of Freshdesk?", "Is Freshcaller knitted from wobble?",
    }  # fmt: skip
    assert "Left out: 2: asked by one person" in run("suggest").out
    assert run("suggest", "--apply", listed[-1]["id"]).status == 0


def test_a_word_that_is_said_again_is_no_other_name(people: People, run: Run) -> None:
    """A question asked again with one cue more and the strange word still in it tells nothing of that word."""
    people.ask("U1", "Plúmbus Freshteam?", "Where plúmbus Freshteam?")
    assert {one["kind"] for one in suggested(run, "--all")} <= {"statement"}


def test_nothing_is_written_that_would_not_be_sound(folder: Path) -> None:
    """A name of another product, one too much like it, and a file that has changed meanwhile."""
    before = (folder / PRODUCTS).read_text("utf-8")
    for word, why in (("freshchat", "names both"), ("freshdesc", "too much alike")):
        with pytest.raises(PatchError, match=why):
            apply(folder, with_word(folder, PRODUCTS, ("products", 5, "aliases"), word))
    patch = with_word(folder, PRODUCTS, ("products", 5, "aliases"), "plumbus")
    assert (folder / PRODUCTS).read_text("utf-8") == before
    append(PRODUCTS, "# meanwhile\n")(folder)
    with pytest.raises(PatchError, match="has changed meanwhile"):
        apply(folder, patch)
    assert not list((folder / ARTICLE).glob(".*"))


@pytest.mark.parametrize("word", ["plumbus", "no", "a: b", "x, y", "é", "12", "it's", "#1", "[x]", "two words", "null"])
def test_a_word_is_written_so_that_it_is_read_as_text(word: str, folder: Path) -> None:
    """In every list of the knowledge, in brackets or in lines; and only its own line changes, or one line is added."""
    swap(PRODUCTS, "aliases: [fteam, freshtim]}", "aliases: []}")(folder)
    lines = "  - key: freshchat\n    name: Freshchat\n    aliases:\n      - fchat"
    swap(PRODUCTS, "  - {key: freshchat, name: Freshchat, aliases: [fchat]}", lines)(folder)
    swap(PRODUCTS, ", aliases: [frelease]}", "}")(folder)
    for file, place in (
        (PRODUCTS, ("products", 4, "aliases")), (PRODUCTS, ("products", 5, "aliases")), (PRODUCTS, ("products", 7, "aliases")),
        (ENGLISH, ("data", "ticket")), ("languages/en/language.yaml", ("cues", "where")),
    ):  # fmt: skip
        patch = with_word(folder, file, place, word)
        (folder / "patched.yaml").write_text(patch.after, "utf-8")
        document, problems = read(folder / "patched.yaml", "patched.yaml")
        assert document and not problems
        data = document.data
        for step in place:
            data = data[step]
        assert data[-1] == word
        old, new = patch.before.splitlines(), patch.after.splitlines()
        assert len(new) - len(old) in (0, 1) and max(map(len, new)) <= max(150, *map(len, old))
        assert len([line for line in new if line not in old]) <= 2


def test_the_ends_of_lists_are_where_they_are() -> None:
    """In every file of the knowledge: the bracket stands there, with as many entries before it as the list has."""
    for path in knowledge_files(KNOWLEDGE):
        if path.suffix != ".yaml":
            continue
        text = path.read_text("utf-8")
        lines = text.split("\n")
        document, _ = read(path, path.name)
        ends = closings(text)
        assert document and len(ends) > 1
        for place, end in ends.items():
            data = document.data
            for step in place:
                data = data[step]
            assert len(data) == end.size
            assert not end.is_flow or lines[end.line][end.column] in "]}"


def test_lines_are_added_at_the_end(folder: Path) -> None:
    """Whether the file ends with a line end or not."""
    (folder / STATEMENTS).write_text("statements:\n  - x", "utf-8")
    assert with_lines(folder, STATEMENTS, ["  # y"]).after == "statements:\n  - x\n  # y\n"


def test_an_item_becomes_a_golden_question(people: People, run: Run, folder: Path, golden: Golden) -> None:
    """What its asker found next is taken for right; it is wrong until the edit is made, and right then."""
    made = golden()
    _, turn, _ = people.ask("U1", "Where is Freshinbox hosted?", "Where is plumbus hosted?", "Where is Freshteam hosted?")
    people.store.rate(Click(turn, "U1", "down", "1712.1"))
    run("list")
    ended = run("promote", "1", "--golden", str(made))
    assert (ended.status, ended.err) == (0, ""), ended
    added = [line for line in read_lines(made) if line.id.startswith("item-1")]
    assert [(line.id, line.q, line.thread) for line in added] == [
        ("item-1-1", "Where is Freshinbox hosted?", "item-1"), ("item-1", "Where is plumbus hosted?", "item-1"),
    ]  # fmt: skip
    assert added[-1].hosting == [("Freshteam", "US EEA")] and added[-1].statuses == ["answered"] and "check it with the article" in added[-1].why
    assert checked(run, folder, made) == {"item-1"}
    ended = run("promote", "1", "--golden", str(made))
    assert ended.status == 1 and "the line item-1 is there already" in ended.err
    assert run("suggest", "--apply", suggested(run)[0]["id"]).status == 0
    assert checked(run, folder, made) == set()


def test_what_was_asked_next_about_something_else_is_not_taken_for_right(people: People, run: Run, golden: Golden) -> None:
    """Nothing is known then of what a right answer holds."""
    turn, _ = people.ask("U1", "Who painted the servers of Freshdesk?", "Where is Freshchat hosted?")
    people.store.rate(Click(turn, "U1", "down", "1712.1"))
    run("list")
    made = golden()
    assert run("promote", "1", "--golden", str(made)).status == 0
    line = next(line for line in read_lines(made) if line.id == "item-1")
    assert (line.hosting, line.verdict, line.cite) == (None, None, []) and line.must == [["what a right answer holds"]]


def test_an_answer_that_was_voted_down_must_not_be_given_again(people: People, run: Run, folder: Path, golden: Golden) -> None:
    """And what a right one holds is to be filled in."""
    (turn,) = people.ask("U1", "Is Freshteam hosted in the US?")
    people.store.rate(Click(turn, "U1", "down", "1712.1"))
    run("list")
    made = golden()
    assert run("promote", "1", "--golden", str(made)).status == 0
    line = next(line for line in read_lines(made) if line.id == "item-1")
    assert line.must_not[0].startswith("^yes") and line.must == [["what a right answer holds"]] and "down 1" in line.why
    assert checked(run, folder, made) == {"item-1"}


def test_what_is_right_by_now_is_not_promoted(people: People, run: Run, folder: Path, golden: Golden) -> None:
    """Nor an item that is not there; no file is touched."""
    people.ask("U1", "Where is plumbus hosted?", "Where is Freshteam hosted?")
    made = golden()
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    swap(PRODUCTS, "[fteam, freshtim]", "[fteam, freshtim, plumbus]")(folder)
    run("list")
    for item, why in (("1", "nothing to promote"), ("7", "item 7 is not there")):
        ended = run("promote", item, "--golden", str(made))
        assert ended.status == 1 and why in ended.err and "Traceback" not in ended.err
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def checked(run: Run, folder: Path, golden: Path) -> set[str]:
    """The ids of the golden lines that are at fault."""
    from bot.gate.check import check

    copy = Path(shutil.copytree(folder, golden.parent / "copy", dirs_exist_ok=True))
    return {fault.message.partition(":")[0] for fault in check(copy, golden)[-1].faults}
