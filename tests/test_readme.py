"""The README is true: what it shows is what Onde prints, what it names exists, and nothing that must be named is left out.

After a change of answers, `.venv/bin/python -m tests.test_readme` writes what the commands of the README print today below
them. It changes nothing else, and nothing at all where a command cannot be run.
"""

from __future__ import annotations

import argparse
import ast
import codecs
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.__main__ import SUITES
from bot.replies import Citation, HostingClaim, Reply
from bot.surfaces.command_line import RIGHT, WRONG, make_parser
from tests.asking import KNOWLEDGE, ask
from tests.conftest import PROGRAM, SECONDS
from tests.test_floors import FLOORS, OWNERS

ROOT = KNOWLEDGE.parent
README, CHANGELOG = ROOT / "README.md", ROOT / "CHANGELOG.md"
COLUMNS = 100

# A block that begins with a command in it is run, on a terminal of 100 columns without colours.
_BLOCK = re.compile(r"(?<=^```console\n)\$ .*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?=.*/|.*\.(?:py|yaml|txt|md|jsonl|toml|in)$)(?!/|\.venv/)[\w.<>*/-]+")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")

# Questions that the README shows for the sake of what becomes of them.
MEANT = {
    "Is Freshteam hosted in India?": ("answered", "no"),
    "Is India possible?": ("clarify", None),
    "Is Freshteam hosted in the US?": ("answered", "yes"),
    "Is Freshteam hosted in Brazil?": ("answered", "no"),
    "Is Freshteam hosted in Germany?": ("unknown", None),
    "Is Freshdesk encrypted at rest?": ("unknown", None),
    "Where are Freshdesk and Zendesk hosted?": ("unknown", None),
    "Where are the frobs of Freshteam hosted?": ("unknown", None),
    "Where is Freshteam hosted in the frob season?": ("answered", None),
}


class Command(NamedTuple):
    """A command as it is shown, the text that a shell runs, and what is typed into it."""

    shown: list[str]
    text: str
    typed: list[str]


def readme() -> str:
    """The README's text."""
    return README.read_text("utf-8")


def commands(block: str) -> Iterator[Command]:
    """The commands of a block. Lines after a "<<'END'" belong to it up to "> END"; what is typed in a chat begins with "> "."""
    lines = block.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        rest = lines[number + 1 :]
        following = rest[: next((at for at, other in enumerate(rest) if other.startswith("$ ")), len(rest))]
        until = re.search(r"<<'(\w+)'", line)
        inside = following[: following.index(f"> {until[1]}") + 1] if until else []
        text = "\n".join([line, *inside])
        yield Command([line, *inside], "\n".join(part[2:] for part in text.splitlines()), list(_typed(following)) if "onde chat" in line else [])


def _typed(shown: list[str]) -> Iterator[str]:
    """What is typed in a conversation; right below a number the program repeats the choice that it stands for."""
    only_typed = all(line.startswith("> ") for line in shown)  # As written by hand, before the replies were filled in.
    number = ""
    for line in shown:
        if line.startswith("> ") and (only_typed or not number.isdecimal()):
            yield line[2:]
        number = line[2:] if line.startswith("> ") else ""


class Shell:
    """Runs commands in a folder of its own, where `knowledge` is a copy of the real one; `cache` is shared."""

    def __init__(self, folder: Path, cache: Path) -> None:
        shutil.copytree(KNOWLEDGE, folder / "knowledge")
        self._folder = folder
        path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
        self._variables = {"HOME": str(folder), "ONDE_CACHE": str(cache), "LANG": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "PATH": path}

    def rendered(self, block: str) -> str:
        """A block with what its commands print now; an empty line parts what is printed from the next command."""
        shown: list[str] = []
        for command in commands(block):
            printed = self._conversation(command) if command.typed else self._run(command.text).splitlines()
            if shown and not shown[-1].startswith(("$", ">")):
                shown.append("")
            shown += [*command.shown, *printed]
            while shown[-1] == "":
                shown.pop()
        return "\n".join(shown) + "\n"

    def _conversation(self, command: Command) -> list[str]:
        """Each line typed above the reply to it: what a conversation prints that has one line more."""
        printed = self._run(command.text)
        shown = printed.splitlines()
        for number, line in enumerate(command.typed, 1):
            longer = self._run(command.text, "".join(f"{typed}\n" for typed in command.typed[:number]))
            shown += [f"> {line}", *longer.removeprefix(printed).splitlines()]
            printed = longer
        return shown

    def _run(self, text: str, typed: str = "") -> str:
        """What a command prints on a terminal. AssertionError where it fails, other than over knowledge that it has spoilt itself."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
        process = subprocess.Popen(["sh", "-c", text], stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, cwd=self._folder, env=self._variables)
        os.close(theirs)
        assert process.stdin
        process.stdin.write(typed.encode())
        process.stdin.close()
        printed = "".join(_pieces(ours)).replace("\r\n", "\n")
        os.close(ours)
        status = process.wait(SECONDS)
        expected = (RIGHT, WRONG) if "ONDE_KNOWLEDGE=" in text else (RIGHT,)
        assert status in expected and "Traceback" not in printed, f"{text}\nended with {status}:\n{printed}"
        return printed


def _pieces(terminal: int) -> Iterator[str]:
    """What is written to a terminal, until its other side is closed."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    while select.select([terminal], [], [], SECONDS)[0]:
        try:
            yield decoder.decode(os.read(terminal, 65536))
        except OSError:  # Linux's way of saying that the other side is closed.
            return
    raise AssertionError(f"nothing was printed for {SECONDS} s")


def refresh() -> str:
    """The README with what its commands print now. AssertionError where a command cannot be run or would itself be changed."""
    with tempfile.TemporaryDirectory() as home:
        folders = (Path(home, str(number)) for number in range(1_000))
        after = _BLOCK.sub(lambda block: Shell(next(folders), Path(home, "cache")).rendered(block[0]), readme())
    for old, new in zip(_BLOCK.findall(readme()), _BLOCK.findall(after), strict=True):
        assert list(commands(old)) == list(commands(new)), f"what is printed looks like a command:\n{new}"
    return after


def tables() -> list[list[list[str]]]:
    """Every table: its rows with their cells, the heading first."""
    found = [table.splitlines() for table in re.findall(r"(?:^\|.*\n)+", readme(), re.MULTILINE)]
    return [[[cell.strip() for cell in row.split("|")[1:-1]] for row in table if not row.startswith("| ---")] for table in found]


def rows(heading: str) -> list[list[str]]:
    """The rows of the one table whose first column is headed so."""
    [table] = [table for table in tables() if table[0][0] == heading]
    return table[1:]


def first_codes(heading: str) -> list[str]:
    """What stands as code in the first column of a table."""
    return [code for row in rows(heading) for code in _CODE.findall(row[0])]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all blocks."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("block", _BLOCK.findall(readme()), ids=lambda block: block.splitlines()[0][2:])
def test_what_is_shown_is_what_is_printed(block: str, tmp_path: Path, cache: Path) -> None:
    """Letter by letter. Where it fails after a change of answers: `.venv/bin/python -m tests.test_readme` brings it up to date."""
    assert Shell(tmp_path / "checkout", cache).rendered(block) == block


def test_every_block_that_shows_onde_is_run() -> None:
    """No block with a command of Onde is passed over for being written in another way."""
    shown = [fenced for fenced in _FENCED.findall(readme()) if re.search(r"^\$ ", fenced, re.MULTILINE)]
    assert len(shown) == len(_BLOCK.findall(readme())) > 5 and all("onde " in fenced for fenced in shown)


@pytest.mark.parametrize("question", MEANT)
def test_what_is_shown_still_shows_what_it_is_there_for(question: str) -> None:
    """An answer, a refusal or a question back, whatever its words."""
    assert question in readme()
    assert (ask(question).status, ask(question).verdict) == MEANT[question]


@pytest.mark.parametrize("question", [question for row in rows("to know") for question in re.findall("“([^”]+)”", row[1])])
def test_what_is_said_to_be_answered_is(question: str) -> None:
    """The examples of what can be asked."""
    assert ask(question).status == "answered"


def test_targets_of_make() -> None:
    """All that exist are named, and no other."""
    existing = set(re.findall(r"^([a-z][\w-]*):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make (?:\w+=\S+ )?([a-z][\w-]*)", readme(), re.MULTILINE)) == existing


def test_settings() -> None:
    """All variables that the configuration reads are explained, and no other is."""
    tree = ast.parse((ROOT / "bot" / "config.py").read_text("utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    existing = {text for text in texts if re.fullmatch("[A-Z][A-Z0-9_]+", text)}
    assert set(first_codes("setting")) == existing
    assert set(re.findall(r"ONDE_\w+", readme())) <= existing


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The options of a command, and its commands with theirs, however deep."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option not in ("-h", "--help"))
        for name, inner in action.choices.items() if isinstance(action, argparse._SubParsersAction) else ():
            yield from (name, *words_of(inner))


def test_commands_and_options() -> None:
    """Each is named: the commands with the program's name, theirs and all options at least by themselves."""
    [subparsers] = [action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    named = _CODE.findall(readme())
    assert {f"onde {name}" for name in subparsers.choices} <= set(named)
    wanted = set(words_of(make_parser()))
    assert {"assign", "--revision", "--no-golden", "--blocks"} <= wanted <= {word for code in named for word in code.split()}


def test_fields_of_a_reply() -> None:
    """The table has every field in its order, and names every field of what is inside."""
    assert first_codes("field") == list(Reply.__struct_fields__)
    inside = {code for row in rows("field") for code in _CODE.findall(" ".join(row[1:]))}
    assert {*HostingClaim.__struct_fields__, *Citation.__struct_fields__} <= inside


def test_files_and_folders_exist() -> None:
    """A path from the root, or a file's name alone that some folder holds; what stands in <> or * is any name."""
    named = {code for code in _CODE.findall(_FENCED.sub("", readme())) if _PATH.fullmatch(code)}
    assert len(named) > 40
    for path in named:
        pattern = re.sub("<[^>]*>", "*", path).rstrip("/")
        inner = [] if "/" in pattern else [f"{folder}/**/{pattern}" for folder in ("bot", "knowledge", "tests", "benchmarks")]
        assert any(next(ROOT.glob(place), None) for place in (pattern, *inner)), path


def test_links_lead_somewhere() -> None:
    """Inside the repository: to files that exist and to headings that are there."""
    for link in [link for link in _LINK.findall(readme()) if "://" not in link]:
        file, _, anchor = link.partition("#")
        path = ROOT / file if file else README
        assert path.exists(), link
        headings = re.findall(r"^#+ (.*)$", _FENCED.sub("", path.read_text("utf-8")), re.MULTILINE) if anchor else []
        assert not anchor or anchor in [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings], link


def test_floors() -> None:
    """The table is the map that the imports are held to."""
    assert {code: float(row[0]) for row in rows("floor") for code in _CODE.findall(row[1])} == FLOORS


def test_libraries() -> None:
    """Every library that is asked for is explained, with the file that imports it where there is only one, or few."""
    wanted = re.findall(r"^([\w-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    assert sorted(first_codes("library")) == sorted(wanted)
    modules = {"pyyaml": "yaml", "python-dotenv": "dotenv"}
    importers = {modules.get(name := row[0].strip("`"), name.replace("-", "_")): _CODE.findall(row[1]) for row in rows("library")}
    unlisted = ("slack_sdk", "markupsafe")  # They come with Bolt and Jinja.
    owned = {name: [owner] if isinstance(owner, str) else [*owner] for name, owner in OWNERS.items() if name not in unlisted}
    assert {name: files for name, files in importers.items() if files} == owned


def test_tests_and_benchmarks() -> None:
    """Every file of tests and every suite of benchmarks is explained."""
    assert set(first_codes("test")) == {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(first_codes("suite")) == set(SUITES)


def test_changelog_is_of_this_version() -> None:
    """Its first version is the project's, and its headings are those of Keep a Changelog 1.1.0."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[([^\]]+)\]", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    assert [heading for heading in headings if heading != "Unreleased"][0] == version
    kinds = set(re.findall(r"^### (.*)$", CHANGELOG.read_text("utf-8"), re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


if __name__ == "__main__":
    before = readme()
    try:
        README.write_text(refresh(), "utf-8")
    except AssertionError as error:
        sys.exit(f"{README.name} stays as it is: {error}")
    changed = sum(old != new for old, new in zip(_BLOCK.findall(before), _BLOCK.findall(readme()), strict=True))
    print(f"{README.name}: {changed} of {len(_BLOCK.findall(before))} blocks brought up to date")
