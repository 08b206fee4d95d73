"""`onde knowledge compare`: every answer that changes, with the very edits that change it, and what golden questions say of it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from html.parser import HTMLParser
from itertools import product as product_of
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import bot.gate.causes as causes_module
from bot.gate.compare import Comparing, Comparison, VersionError
from bot.gate.golden import read_lines
from bot.gate.questions import asked_conversations, golden_conversations
from bot.records import StoredTurn
from bot.store.open import open_store
from tests.asking import KNOWLEDGE
from tests.conftest import Onde
from tests.feedback.browser import Look, open_browser
from tests.gate.conftest import Gold, Golden
from tests.knowledge.edits import append, put, swap
from tests.knowledge.mistake import ARTICLE, ENGLISH, HOSTING, PHRASES, PRODUCTS, STATEMENTS, TEXT, team
from tests.store.examples import PLACE, turn

BUILD = KNOWLEDGE.parent / "build"
PLUMBUS: Gold = {"id": "p1", "lang": "en", "q": "Where is the plumbus hosted?", "status": "answered", "hosting": [["Freshteam", "US EEA"]]}
GRUMBO: Gold = {"id": "p2", "lang": "en", "q": "What is grumbo data?", "status": "unknown"}
FOLLOWED: Gold = {"id": "p3", "lang": "en", "q": "and the plumbus?", "thread": "t", "status": "answered", "must_not": ["not understand"]}
ALIAS = f"{PRODUCTS}: products.freshteam.aliases + plumbus"


def compared(old: Path, new: Path, golden: Path) -> Comparison:
    """Golden questions replayed through both."""
    with TemporaryDirectory() as workspace:
        return Comparing(old, new, Path(workspace)).run(golden_conversations(read_lines(golden)))


def causes(found: Comparison) -> dict[str, list[str]]:
    """The ids of golden lines whose answers change, each with the edits that cause it."""
    return {change.golden: [str(found.edits[number]) for number in change.edits] for change in found.changes}


def test_only_what_a_golden_question_expects_changes(onde: Onde, folder: Path, golden: Golden) -> None:
    """An alias, and the question that it is for: wrong before, right now; status 0."""
    team(aliases="fteam, freshtim, plumbus")(folder)
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(folder), "--golden", str(golden(PLUMBUS, FOLLOWED)))
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == ALIAS and lines[1].split() == ["expected", "p3:", *str(FOLLOWED["q"]).split()]
    assert lines[3].startswith("    - ") and "    + Freshteam data can be hosted in the US and the EEA." in lines
    assert lines[2] == "    after: Where is Freshinbox hosted? / and Freshteam?"
    assert lines[-1] == "Questions: 6. Edits: 1. 2 answers change, 0 unexpectedly."


def test_a_change_that_nothing_expects_is_status_1(onde: Onde, folder: Path, golden: Golden) -> None:
    """For programs an object for each answer that changes, then the figures."""
    team(name="Plumbus", aliases="fteam, freshtim, freshteam")(folder)
    swap(TEXT, "\nFreshteam\n", "\nPlumbus\n")(folder)
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(folder), "--golden", str(golden()), "--json")
    assert (ended.status, ended.err) == (1, "")
    *changes, figures = map(msgspec.json.decode, ended.out.splitlines())
    assert figures == {"edits": 3, "needed": 0, "questions": 4, "changes": 3, "unexpected": 3, "reworded": 0}
    assert {change["golden"]: (change["judgement"], change["expected"]) for change in changes} == {
        "g1": ("broken", False), "g2": ("still right", False), "g4": ("broken", False),
    }  # fmt: skip
    assert changes[0]["old"]["hosting"][0]["product"] == "Freshteam" and changes[0]["new"]["hosting"][0]["product"] == "Plumbus"


YES: Gold = {"id": "y1", "lang": "en", "q": "Is Freshteam hosted in the US?", "status": "answered", "verdict": "yes"}
YES_TOO: Gold = {**YES, "id": "y2", "q": "Is Freshchat hosted in India?"}
YEP: Gold = {**YES, "id": "y3", "q": "Can Freshdesk be hosted in Australia?", "must": [["^yep"]]}


def test_new_words_need_one_golden_question_that_asks_for_them(onde: Onde, folder: Path, golden: Golden, tmp_path: Path) -> None:
    """Of answers that say the same in other words one is shown; what people asked is spoken for by that golden question too."""
    swap(PHRASES, '"yes": "Yes."', '"yes": "Yep."')(folder)
    kept(tmp_path / "kept.sqlite3", turn(1, asked=time() - 300, text="Can Freshservice be hosted in the US?"))
    arguments = ("knowledge", "compare", str(KNOWLEDGE), str(folder), "--store", str(tmp_path / "kept.sqlite3"), "--golden")
    ended = onde(*arguments, str(golden(YES, YES_TOO)))
    assert ended.status == 1 and "3 answers change, 3 unexpectedly." in ended.out
    assert "y1: Is Freshteam hosted in the US? and 1 more, in the same words" in ended.out and "y2" not in ended.out
    assert ended.out.splitlines()[-1].startswith(
        "Where an edit changes only how it is said, one golden question that asks for the new words (`must`)"
    )
    ended = onde(*arguments, str(golden(YES, YES_TOO, YEP)))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == "Questions: 8. Edits: 1. 4 answers change, 3 only in their words, 0 unexpectedly."
    *changes, figures = map(msgspec.json.decode, onde(*arguments, str(golden(YES, YES_TOO, YEP)), "--json").out.splitlines())
    assert sorted(change["judgement"] for change in changes if change["expected"]) == ["expected", "reworded", "reworded", "reworded"]
    assert (figures["reworded"], figures["unexpected"]) == (3, 0)


@pytest.mark.parametrize("must", ["yes|yep", "hosted", "^yes"])
def test_a_golden_question_that_takes_either_speaks_for_no_new_words(must: str, folder: Path, golden: Golden) -> None:
    """It would take "No." as well; and where one wants the old words still, nothing is expected."""
    swap(PHRASES, '"yes": "Yes."', '"yes": "Yep, hosted."')(folder)
    judged = {change.golden: change.judgement for change in compared(KNOWLEDGE, folder, golden(YES, {**YES_TOO, "must": [[must]]})).changes}
    assert judged == {"y1": "still right", "y2": "broken" if must == "^yes" else "still right"}
    if must == "^yes":
        judged = {change.golden: change.judgement for change in compared(KNOWLEDGE, folder, golden(YES, YEP, {**YES_TOO, "must": [[must]]})).changes}
        assert judged == {"y1": "still right", "y2": "broken", "y3": "expected"}


def test_another_number_is_more_than_another_word(folder: Path, golden: Golden) -> None:
    """A golden question that asks for one number does not speak for another answer's."""
    swap(STATEMENTS, "for 10 minutes", "for 12 minutes")(folder)
    about: Gold = {"id": "n1", "lang": "en", "q": "Where are call recordings of Freshcaller kept?", "status": "answered"}
    lines = [about, {**about, "id": "n2", "q": "Where are call recordings generated?", "must": [["12 minutes"]]}]
    judged = {change.golden: change.judgement for change in compared(KNOWLEDGE, folder, golden(*lines)).changes}
    assert judged == {"n1": "still right", "n2": "expected"}


def test_the_causes_of_all_answers_are_looked_for_together(folder: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried is prepared once for all answers that wait for it, and an answer is asked for little more than its own causes."""
    swap(PHRASES, '"yes": "Yes."', '"yes": "Yep."')(folder)
    swap(PHRASES, '"no": "No."', '"no": "Nope."')(folder)
    swap(PHRASES, "data can be", "data may be")(folder)
    swap(PHRASES, "can be hosted only", "lie only")(folder)
    done: Counter[str] = Counter()

    def counted(name: str) -> None:
        real = getattr(causes_module, name)

        def called(*arguments: Any) -> Any:
            done[name] += 1
            return real(*arguments)

        monkeypatch.setattr(causes_module, name, called)

    counted("replies")
    counted("Assistant")
    products, places = ("Freshteam", "Freshchat", "Freshdesk", "Freshsales"), ("India?", "the US?")
    questions = [" ".join(words) for words in product_of(("Is", "Can"), products, ["be hosted in"], places)]
    lines: list[Gold] = [{**YES, "id": f"c{number}", "q": question} for number, question in enumerate(questions)]
    found = compared(KNOWLEDGE, folder, golden(*lines))
    assert len(found.changes) >= 16 and done["replies"] <= 8 * len(found.changes)
    assert done["Assistant"] <= 2 ** len(found.edits) - 1, "each set of edits once"


def test_each_answer_has_the_edit_that_changes_it(folder: Path, golden: Golden) -> None:
    """Among many that change nothing."""
    team(aliases="fteam, freshtim, plumbus, " + ", ".join(f"nothing{letter}" for letter in "abcdefgh"))(folder)
    swap(ENGLISH, "\nregions:\n", "\nregions:\n  XX: [Nowhere]\n")(folder)
    swap(ENGLISH, "  XX: [Nowhere]\n", "")(folder)
    swap(PHRASES, "Yes", "Yep")(folder)
    swap(HOSTING, "data: [call, contact, agent]", "data: [call, agent, contact]")(folder)
    yes: Gold = {"id": "y1", "lang": "en", "q": "Is Freshteam hosted in the US?", "status": "answered", "verdict": "yes"}
    found = compared(KNOWLEDGE, folder, golden(PLUMBUS, yes))
    assert len(found.edits) == 11
    told = causes(found)
    assert told["p1"] == [ALIAS] and told.keys() == {"p1", "y1"} and len(told["y1"]) == 1 and told["y1"][0].startswith(f"{PHRASES}: phrases.")


def test_edits_that_only_together_change_an_answer_are_told_together(folder: Path, golden: Golden) -> None:
    """A sentence of the article, the statement that quotes it, and the word that asks for it: none is sound, or enough, alone."""
    append(TEXT, "\n\nO plumbus é azul.\n")(folder)
    text = "text: {en: The plumbus is blue., pt: O plumbus é azul.}, asked_by: [[plumbus]], answers: [how]"
    statement = f"  - {{key: plumbus_colour, section: integration, quotes: [O plumbus é azul.], {text}}}\n"
    append(f"{ARTICLE}/statements.yaml", statement)(folder)
    for language in ("en", "pt"):
        swap(f"{ARTICLE}/{language}.yaml", "\nconcepts:\n", "\nconcepts:\n  plumbus: [plumbus]\n")(folder)
    team(aliases="fteam, freshtim, nothing")(folder)
    question: Gold = {"id": "c1", "lang": "en", "q": "How is the plumbus?", "status": "answered", "must": [["blue"]]}
    found = compared(KNOWLEDGE, folder, golden(question))
    together = causes(found)["c1"]
    assert [change.judgement for change in found.changes] == ["expected"]
    files = ("article.txt", "en.yaml:", "pt.yaml:", "statements.yaml:")
    assert [edit.split(" ")[0] for edit in together] == [f"{ARTICLE}/{file}" for file in files]


def test_what_golden_questions_say_of_a_change(folder: Path, golden: Golden) -> None:
    """Right before and wrong now; wrong both times; right both times, in other words."""
    team(aliases="fteam, freshtim, grumbo")(folder)
    never: Gold = {"id": "p4", "lang": "en", "q": "Where is the grumbo hosted?", "status": "help"}
    either: Gold = {"id": "p5", "lang": "en", "q": "Is the grumbo in the US?", "status": ["unknown", "answered"]}
    found = compared(KNOWLEDGE, folder, golden({**GRUMBO, "q": "Where is grumbo?"}, never, either))
    assert {change.golden: change.judgement for change in found.changes} == {"p2": "broken", "p4": "still wrong", "p5": "still right"}


def test_a_language_may_lack_what_the_program_asks_of_it(folder: Path, golden: Golden, tmp_path: Path) -> None:
    """An older version gets such words of the newer one, and that is said; any other mistake is told as one of that version."""
    swap(PHRASES, "  not_all:", "  # not_all:")(folder)
    found = compared(folder, KNOWLEDGE, golden())
    assert [str(found.edits[number]).split(" ")[:2] for number in found.needed] == [[f"{PHRASES}:", "phrases.not_all"]] and not found.changes
    swap(PRODUCTS, "name: Freshteam", "nmae: Freshteam")(folder)
    with pytest.raises(VersionError, match="OLD: .*products.yaml:9: unknown key 'nmae'"):
        Comparing(folder, KNOWLEDGE, tmp_path / "workspace")


def kept(store: Path, *turns: StoredTurn) -> None:
    """A store with turns."""
    opened = open_store(store)
    for made in turns:
        opened.save(replace(made, forced_language="", after=""), None)
    opened.close()


def test_real_questions_are_replayed_in_their_threads(onde: Onde, folder: Path, golden: Golden, tmp_path: Path) -> None:
    """From the last days; equal ones once, with how often they were asked; a golden question may expect what changes."""
    team(aliases="fteam, freshtim, plumbus")(folder)
    now = time()
    alone = replace(PLACE, thread="")
    kept(
        tmp_path / "kept.sqlite3",
        turn(1, asked=now - 300, text="Where is Freshinbox hosted?"),
        turn(2, asked=now - 200, text="and the plumbus?"),
        turn(3, asked=now - 150, text="Where is the plumbus hosted?", place=alone),
        turn(4, asked=now - 100, text="Where is the plumbus hosted?", place=alone),
        turn(5, asked=now - 40 * 24 * 3600, text="Is the plumbus in the US?", place=alone),
    )
    store = str(tmp_path / "kept.sqlite3")
    arguments = ("knowledge", "compare", str(KNOWLEDGE), str(folder), "--store", store, "--json", "--golden")
    ended = onde(*arguments, str(golden()))
    *changes, figures = map(msgspec.json.decode, ended.out.splitlines())
    assert ended.status == 1 and figures["changes"] == figures["unexpected"] == 2 and figures["questions"] == 7
    assert {(change["question"], len(change["before"]), change["asked"], change["judgement"]) for change in changes} == {
        ("and the plumbus?", 1, 1, "no golden question"), ("Where is the plumbus hosted?", 0, 2, "no golden question"),
    }  # fmt: skip
    ended = onde(*arguments, str(golden(PLUMBUS)))
    *changes, figures = map(msgspec.json.decode, ended.out.splitlines())
    assert ended.status == 1 and figures["unexpected"] == 1 and figures["changes"] == 3
    assert [change["question"] for change in changes if not change["expected"]] == ["and the plumbus?"]
    ended = onde(*arguments, str(golden()), "--days", "50")
    assert msgspec.json.decode(ended.out.splitlines()[-1])["changes"] == 3


def test_turns_that_are_the_same_are_replayed_once(tmp_path: Path) -> None:
    """Wherever they were asked, as long as the same stood before them."""
    kept(tmp_path / "a.sqlite3", turn(1), turn(2, place=replace(PLACE, thread="1.1")), turn(3, place=replace(PLACE, thread="1.1"), text="And?"))
    store = open_store(tmp_path / "a.sqlite3")
    found = asked_conversations((exchange.turn for exchange in store.turns_between(0, 10)), store)
    store.close()
    assert sorted(([message.text for message in each.messages], each.asked) for each in found) == [(["Where?"], 2), (["Where?", "And?"], 1)]


def git(folder: Path, *arguments: str) -> None:
    """Run git in a repository of the test's own."""
    own = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *own, *arguments], check=True, capture_output=True)


def test_revisions_of_git(onde: Onde, folder: Path, golden: Golden, tmp_path: Path) -> None:
    """A golden question that came with the edit expects its change; what is no revision is told."""
    made = golden()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "knowledge", "golden")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    git(tmp_path, "tag", "first")
    team(aliases="fteam, freshtim, plumbus")(folder)
    golden({**PLUMBUS, "status": ["unknown", "answered"]})
    git(tmp_path, "commit", "--quiet", "-a", "-m", "second")
    variables = {"ONDE_KNOWLEDGE": str(folder)}
    ended = onde("knowledge", "compare", "first", "HEAD", "--golden", str(made), **variables)
    assert (ended.status, ended.err) == (0, "") and "expected" in ended.out and ALIAS in ended.out
    ended = onde("knowledge", "compare", "first", str(folder), "--golden", str(made), **variables)
    assert (ended.status, ended.err) == (0, "")
    for name in ("nowhere", "--output=x", "first:knowledge"):
        ended = onde("knowledge", "compare", "--golden", str(made), "--", name, "HEAD", **variables)
        assert ended.status == 1 and f"{name} is neither a folder nor a revision" in ended.err and "Traceback" not in ended.err


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every element is noted; those with an end are to be closed in order."""
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What is opened last is closed first."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """The text."""
        self.text += data


def test_the_page_stands_alone_and_shows_both_sides(onde: Onde, folder: Path, golden: Golden, tmp_path: Path) -> None:
    """No script, no address, nothing live of what people wrote; what differs is marked. In a real browser no barrier, on any screen.

    Its picture is left in build/comparison.png.
    """
    team(aliases="fteam, freshtim, plumbus")(folder)
    swap(PHRASES, "Yes", "<script>alert(1)</script>")(folder)
    hostile: Gold = {"id": "h<b>", "lang": "en", "q": "Is the <img src=x> plumbus hosted in the US?", "status": "answered", "verdict": "yes"}
    file = tmp_path / "page.html"
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(folder), "--golden", str(golden(PLUMBUS, hostile)), "--html", str(file))
    assert "h<b>: Is the" in ended.out and list(tmp_path.glob("page*")) == [file]
    page = Page(file.read_text("utf-8"))
    assert page.open == []
    names = {name for name, _ in page.elements}
    assert names.isdisjoint({"script", "img", "b", "link", "iframe"}) and {"del", "ins", "h1", "h2", "h3", "article"} <= names
    attributes = {name for _, attributes in page.elements for name in attributes}
    assert {attributes["href"] for _, attributes in page.elements if "href" in attributes} == {"#content"}
    assert "src" not in attributes and not [name for name in attributes if name.startswith("on")]
    assert {attributes["lang"] for name, attributes in page.elements if name in ("html", "article")} == {"en"}
    for text in (ALIAS, "Is the <img src=x> plumbus hosted in the US?", "golden question h<b>", "Freshteam data can be hosted in the US"):
        assert text in page.text
    with open_browser() as browser:
        BUILD.mkdir(exist_ok=True)
        for width, dark in ((390, True), (1_100, False)):
            look = Look(browser, file, width=width, dark=dark)
            look.page.screenshot(path=BUILD / "comparison.png", full_page=True)
            assert (look.asked, look.said, look.barriers(), look.overflows()) == ([], [], [], False)


def test_a_page_that_cannot_be_written(onde: Onde, golden: Golden, tmp_path: Path) -> None:
    """Its name, and no traceback; before anything is compared."""
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(KNOWLEDGE), "--golden", str(golden()), "--html", str(tmp_path / "no" / "page.html"))
    assert ended.status == 1 and "no/page.html cannot be written" in ended.err and not ended.out


def test_the_worst_comes_first_and_the_change_is_in_sight(onde: Onde, folder: Path, golden: Golden) -> None:
    """Below an edit what it breaks stands before what it leaves right; of a long text that part is shown which differs."""
    file = "freshworks-data-hosting/statements.yaml"
    swap(file, "the Privacy Notice and the Sub-processor List", "the Privacy Notice, with the Sub-processor List")(folder)
    question = "Where can I read more about the data Freshworks processes?"
    right: Gold = {"id": "r1", "lang": "en", "q": question, "status": "answered"}
    broken: Gold = {"id": "r2", "lang": "en", "q": question, "status": "answered", "must": [["notice and the sub-processor list"]]}
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(folder), "--golden", str(golden(right, broken)))
    assert ended.status == 1 and 0 < ended.out.index(" r2: ") < ended.out.index(" r1: ")
    assert re.search("(?m)^" + re.escape(f"{file}: ") + r"\S+ ~ .*Notice and the Sub.* → .*Notice, with the Sub", ended.out)


def test_versions_that_cannot_be_read(onde: Onde, folder: Path, golden: Golden) -> None:
    """The version, the file and the line."""
    put(PRODUCTS, "products: [")(folder)
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(folder), "--golden", str(golden()))
    assert ended.status == 1 and ended.err.startswith(f"{folder}: {PRODUCTS}:2: not valid YAML") and ended.out == ""
    ended = onde("knowledge", "compare", str(KNOWLEDGE), str(KNOWLEDGE), "--golden", str(golden()), "--store", str(folder / "none.sqlite3"))
    assert ended.status == 1 and "none.sqlite3 is not there: name the file that `onde serve` uses" in ended.err
