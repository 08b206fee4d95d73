"""`onde feedback` as a real process, as a maintainer would use it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.records import Click
from bot.store.open import open_store
from tests.asking import KNOWLEDGE
from tests.conftest import Ended, Onde
from tests.feedback.team import CLARIFIED, REFUSED, Team
from tests.terminals import COLUMNS, Terminal


class Desk:
    """The command line of somebody who reviews one store."""

    def __init__(self, onde: Onde, file: Path) -> None:
        self.file = file
        self._onde = onde

    def __call__(self, *arguments: str, **variables: str) -> Ended:
        """Run `onde feedback`."""
        return self._onde("feedback", *arguments, SQLITE_PATH=str(self.file), TZ="UTC", **variables)

    def right(self, *arguments: str) -> str:
        """What it printed; it must be right."""
        done = self(*arguments)
        assert (done.status, done.err) == (0, "")
        return done.out

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        """The objects that it printed."""
        return [json.loads(line) for line in self.right(*arguments, "--json").splitlines()]

    @contextmanager
    def team(self) -> Iterator[Team]:
        """People who write to the store."""
        store = open_store(self.file)
        try:
            yield Team(store, Assistant(KNOWLEDGE))
        finally:
            store.close()


@pytest.fixture(scope="module")
def kept(onde: Onde, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with three problems: one of three people, one in Portuguese, one that is a thumb down with a comment."""
    made = Desk(onde, tmp_path_factory.mktemp("kept") / "kept.sqlite3")
    with made.team() as team:
        for user in ("U1", "U2", "U3"):
            team.ask(REFUSED, user=user)
        team.ask("Quanto custa o Freshchat?", user="U4")
        turn = team.ask("Where is Freshteam hosted?", "1712.5", "U5")
        team.vote(turn, "U6")
        team.store.explain_vote(turn.id, "U6", "outdated", "we moved\x1b[31m")
        team.projection.run()
    return made.file


@pytest.fixture
def desk(onde: Onde, tmp_path: Path, kept: Path) -> Desk:
    """A copy of that store."""
    return Desk(onde, Path(shutil.copy(kept, tmp_path)))


def test_list(desk: Desk) -> None:
    lines = desk.right("list").splitlines()
    assert [line.split()[:4] for line in lines[:4]] == [
        ["ITEM", "STATE", "FOUND", "PEOPLE"], ["3", "open", "1", "1"], ["2", "open", "1", "1"], ["1", "open", "3", "3"]
    ]  # fmt: skip
    assert len({line.index(text) for line, text in zip(lines, ("QUESTION", "Where", "Quanto", "How"), strict=False)}) == 1, "aligned"
    assert lines[-1] == "items: 3, page 1 of 1; with findings of each kind: 1 down, 2 unknown"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--frequent"], [1, 3, 2]), (["--kind", "down"], [3]), (["--language", "pt"], [2]), (["--product", "Freshteam"], [3]),
        (["--product", "freshdesk", "--newest"], [1]), (["--since", "9999w"], [3, 2, 1]), (["--since", "1h"], []), (["--since", "2020-01-01"], []),
        (["--state", "fixed"], []), (["--state", "fixed", "--state", "open", "--page", "1"], [3, 2, 1]), (["--page", "2", "--state", "all"], []),
        (["--assignee", "ana"], []),
    ],
)  # fmt: skip
def test_filters(desk: Desk, options: list[str], found: list[int]) -> None:
    assert [item["id"] for item in desk.json("list", *options)] == found


@pytest.mark.parametrize(
    "wrong",
    [
        ["--since", "soon"], ["--since", "7y"], ["--page", "0"], ["--kind", "up"], ["--state", "new"], ["--product", "Kubernetes"],
        ["--language", "english"],
    ],
)  # fmt: skip
def test_wrong_filters_are_refused_with_the_remedy(desk: Desk, wrong: list[str]) -> None:
    done = desk("list", *wrong)
    assert done.status in (1, 2) and not done.out
    assert wrong[1] in done.err and "Traceback" not in done.err


def test_a_page_behind_the_last_and_a_disk_that_is_full_are_told(desk: Desk) -> None:
    assert desk.right("list", "--page", "9").startswith("items: 3, page 9 of 1;")
    done = desk("export", "/dev/full")
    assert (done.status, done.out, done.err) == (1, "", "onde: /dev/full: No space left on device\n")


def test_show(desk: Desk) -> None:
    out = desk.right("show", "3")
    for shown in (
        "item 3: open, revision 0", "found: 1 down; people: 1; from 1970-01-01", "asked: Where is Freshteam hosted?",
        "Freshteam data can be hosted in the US and the EEA.", "facts: freshteam/employee", "vote: down by U6 (outdated: we moved[31m)",
        "where: https://app.slack.com/client/T1/C1/thread/C1-1712.5", "knowledge: ", "Mentions:", "product:freshteam",
    ):  # fmt: skip
        assert shown in out
    assert "\x1b" not in out
    [one] = desk.json("show", "3")
    [exchange] = one["exchanges"]
    assert exchange["turn"]["reply"]["text"].startswith("Freshteam data") and exchange["kinds"] == ["down"]
    assert exchange["votes"][0]["comment"] == "we moved\x1b[31m" or "\x1b" not in exchange["votes"][0]["comment"]
    assert desk.right("show", "1").count("Mentions:") == 1 and desk.right("show", "1", "--explain").count("Mentions:") == 3


def test_what_maintainers_do(desk: Desk) -> None:
    assert desk.right("comment", "1", "ask ana@example.org for prices", "--as", "bea") == "item 1: open, revision 1\n"
    assert desk.right("assign", "1", "caio", "--revision", "1") == "item 1: open, assigned to caio, revision 2\n"
    assert desk.right("accept", "1") == "item 1: accepted, assigned to caio, revision 3\n"
    assert desk.right("decline", "1", "the article has no prices") == "item 1: declined, assigned to caio, revision 4\n"
    assert desk.right("reopen", "1", "--as", "bea", "--revision", "4") == "item 1: open, assigned to caio, revision 5\n"
    assert desk.right("assign", "1", "--revision", "5") == "item 1: open, revision 6\n"
    done = desk.right("resolve", "1", "--json", "--as", "bea", "--revision", "6", "a statement of prices")
    assert json.loads(done)["reason"] == "a statement of prices"
    assert "onde feedback tell 1" in desk.right("resolve", "1", "twice", "--revision", "7")
    assert desk.right("duplicate", "2", "1", "same") == "item 2: duplicate of 1, revision 1\n"
    [one] = desk.json("show", "1")
    assert one["item"]["count"] == 4
    assert [action["what"] for action in one["actions"]] == ["commented", "assigned", "accepted", "declined", "opened", "assigned", "fixed", "fixed"]
    who = [action["who"] for action in one["actions"]]
    assert who[0] == who[4] == who[6] == "bea" and all(who)
    assert one["actions"][0]["text"] == "ask *** for prices"
    assert [item["id"] for item in desk.json("list")] == [3]
    assert "a statement of prices" in desk.right("show", "1")


def test_nobody_overwrites_what_they_have_not_seen(desk: Desk) -> None:
    desk.right("decline", "1", "no prices", "--as", "bea", "--revision", "0")
    done = desk("resolve", "1", "--as", "caio", "--revision", "0")
    assert (done.status, done.out) == (1, "")
    assert "item 1 is not as it was at revision 0" in done.err and "bea  declined: no prices" in done.err
    assert desk.json("show", "1")[0]["item"]["state"] == "declined"


def test_in_a_pipe_what_others_did_is_not_passed_over(desk: Desk) -> None:
    """Without a revision, what is done upon one's own work is done; upon that of others it is refused, with what they did and how to go on."""
    desk.right("accept", "1", "--as", "caio")
    desk.right("comment", "1", "mine", "--as", "caio")
    desk.right("decline", "1", "no prices", "--as", "bea", "--revision", "2")
    for command in (["resolve", "1"], ["comment", "1", "hello"], ["assign", "1", "dan", "--json"], ["resolve", "1", "--tell"]):
        done = desk(*command, "--as", "caio")
        assert (done.status, done.out) == (1, "")
        assert "bea  declined: no prices" in done.err and "mine" not in done.err and "add --revision 3" in done.err
    assert desk.json("show", "1")[0]["item"]["revision"] == 3
    assert desk.right("reopen", "1", "--as", "caio", "--revision", "3") == "item 1: open, revision 4\n"
    assert desk.right("accept", "1", "--as", "caio") == "item 1: accepted, revision 5\n"


@pytest.mark.parametrize(("typed", "state"), [("y\n", "fixed"), ("\n", "declined"), ("no\n", "declined"), ("\x04", "declined")])
def test_on_a_terminal_it_is_asked_first(desk: Desk, onde: Onde, typed: str, state: str) -> None:
    """What somebody else did is shown, and nothing is done without a yes; nobody is told where the app has not run with this knowledge."""
    desk.right("decline", "1", "no prices", "--as", "bea")
    with Terminal("feedback", "resolve", "1", "--as", "caio", variables={**onde.variables, "SQLITE_PATH": str(desk.file)}) as terminal:
        assert "bea  declined: no prices" in terminal.read_until("Do it all the same? [y/N] ")
        terminal.type(typed)
        status, shown = terminal.end()
    assert (status, "has not run with this knowledge" in shown) == ((0, True) if state == "fixed" else (1, False))
    assert desk.json("show", "1")[0]["item"]["state"] == state


@pytest.mark.parametrize(("prepared", "said"), [([], "item 1 is open, so nobody is told"), (["resolve", "1"], "has not run with this knowledge")])
def test_nobody_is_told_too_early(desk: Desk, prepared: list[str], said: str) -> None:
    if prepared:
        desk.right(*prepared)
    done = desk("tell", "1")
    assert (done.status, done.out) == (1, "") and said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "77"], "item 77 is not there"), (["comment", "77", "x"], "item 77 is not there"), (["decline", "1", " "], "a reason is needed"),
        (["comment", "1", ""], "a comment is needed"), (["duplicate", "1", "1"], "a duplicate of itself"),
        (["replay", "nonsense"], "turn nonsense is not there"), (["show", "9" * 30], "invalid number"), (["decline", "1"], "required: REASON"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_line(desk: Desk, arguments: list[str], said: str) -> None:
    done = desk(*arguments)
    assert done.status in (1, 2) and not done.out
    assert said in done.err and "Traceback" not in done.err


def test_on_a_terminal(desk: Desk, onde: Onde) -> None:
    """Lines no wider than it, the head standing out unless no colours are wanted; a bar goes away again."""
    with desk.team() as team:
        long = "Where is Freshdesk hosted, and does that depend on how many of our agents are working with it at the same time?"
        team.vote(team.ask(long), "U9")
    for colours in ({}, {"NO_COLOR": "1"}):
        with Terminal("feedback", "list", variables={**onde.variables, "SQLITE_PATH": str(desk.file), **colours}) as terminal:
            status, shown = terminal.end()
        plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown).splitlines()
        assert status == 0 and max(map(len, plain)) <= COLUMNS and any(line.endswith("…") for line in plain)
        assert ("\x1b[1m" in shown) == (not colours)


def test_texts_that_are_no_utf8(desk: Desk) -> None:
    assert desk.json("comment", "1", "caf\udce9", "--as", "Jos\udce9")[0]["revision"] == 1
    [one] = desk.json("show", "1")
    assert (one["actions"][0]["text"], one["actions"][0]["who"]) == ("caf\ufffd", "Jos\ufffd")
    assert desk.json("list", "--assignee", "\udce9") == []
    assert desk("list", "--language", "\udce9").err == "onde: --language \ufffd: write en or pt\n"


def test_what_is_forgotten_is_in_no_item_and_no_export(desk: Desk, tmp_path: Path) -> None:
    """Nor in the file: neither the question nor what its person wrote as a maintainer, nor what they thought of others' answers."""
    with desk.team() as team:
        team.vote(team.ask("Does Freshteam keep marmeladen?", user="U5"), "U6")
        turn = team.ask("Does Freshchat keep pflaumenmus?", user="U1")
        team.vote(turn, "U5")
        team.store.explain_vote(turn.id, "U5", "wrong", "quittenbrot")
    number = next(item["id"] for item in desk.json("list") if "pflaumenmus" in item["question"])
    desk.right("comment", str(number), "zwetschgen", "--as", "U5")
    desk.right("comment", str(number), "mirabellen", "--as", "U9", "--revision", "1")
    gone, stays = ("marmeladen", "quittenbrot", "zwetschgen"), ("pflaumenmus", "mirabellen")
    before = desk.right("export", "--state", "all") + desk.right("show", str(number)) + desk.right("list")
    assert all(word in before for word in (*gone, *stays))
    assert desk.right("forget", "U5").startswith("U5: 2 questions and replies deleted")
    after = desk.right("export", "--state", "all") + desk.right("show", str(number)) + desk.right("list")
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [word for word in gone if word in after or word.encode() in left]
    assert all(word in after and word.encode() in left for word in stays)


def test_a_maintainer_of_the_command_line_is_forgotten_by_name(desk: Desk, tmp_path: Path) -> None:
    """As one who wrote and as one whom an item is assigned to; a name that nobody has is refused."""
    desk.right("comment", "1", "zwetschgen", "--as", "quendel")
    desk.right("assign", "2", "liebstoeckel", "--as", "U9")
    for name in ("quendel", "liebstoeckel"):
        assert desk.right("forget", name).startswith(f"{name}: 0 questions and replies deleted")
        left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert name.encode() not in left and b"zwetschgen" not in left
        done = desk("forget", name)
        assert done.status == 1 and "nobody of that name has reviewed" in done.err


def test_without_a_store(onde: Onde, tmp_path: Path) -> None:
    for command in (["list"], ["show", "1"], ["export"], ["backup", str(tmp_path / "copy")], ["resolve", "1"]):
        done = onde("feedback", *command, SQLITE_PATH=str(tmp_path / "none"))
        assert done.status == 1 and "does not exist, so nothing is kept: set SQLITE_PATH" in done.err
    assert not list(tmp_path.iterdir())


def test_an_empty_queue_and_what_is_new(onde: Onde, tmp_path: Path) -> None:
    desk = Desk(onde, tmp_path / "kept.sqlite3")
    open_store(desk.file).close()
    assert desk.right("list") == "nothing to review here\n" and desk.json("list") == []
    with desk.team() as team:
        asked = team.ask(CLARIFIED)
        assert team.store.rate(Click(asked.id, "U2", "down", "1.5"))
    assert [item["kinds"] for item in desk.json("list")] == [{"down": 1, "unpicked": 1}]
