"""The command line as a real process."""

from __future__ import annotations

import argparse
import json
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.config import KNOWLEDGE
from bot.surfaces.command_line import make_parser
from bot.surfaces.incoming import MOST_BYTES
from tests.conftest import PROGRAM, SECONDS, Ended, Onde
from tests.terminals import Terminal

WHERE = "Where is Freshinbox hosted?"
ADDRESS = "https://ajuda.bravosolutions.com.br/support/solutions/articles/48001219790-hospedagem-de-dados-freshworks"


def test_answer_comes_first_then_its_source(onde: Onde) -> None:
    for question in ([WHERE], WHERE.split()):
        done = onde("ask", *question)
        assert (done.status, done.err) == (0, "")
        answer, source = done.out.split("\n\n")
        assert answer.startswith("Freshinbox data can be hosted") and "in the US." in answer
        assert source.splitlines()[:3] == ["Source: Hospedagem de dados Freshworks (modified 2022-08-05)", f"  {ADDRESS}", "  Hospedagem de dados"]
        assert "    “Disponível apenas nos EUA”" in source.splitlines()


def test_labels_are_in_the_language_of_the_reply(onde: Onde) -> None:
    done = onde("ask", "Onde fica o Freshinbox?")
    assert "Fonte: Hospedagem de dados Freshworks (modificado em 2022-08-05)" in done.out.splitlines()


def test_several_products_are_an_aligned_table(onde: Onde) -> None:
    lines = onde("ask", "Where are Freshdesk, Freshinbox and Freshworks CRM hosted?").out.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("Product "))
    hosting = lines[head].index("Hosting")
    rows = {line[:hosting].split("  ")[0]: line[hosting:] for line in lines[head + 1 : head + 6] if not line.startswith(" ")}
    assert rows["Freshinbox"] == "the US"
    assert rows["Freshworks CRM"] == "the US, the EEA, India and Australia"
    assert all(line[hosting - 2 : hosting] == "  " for line in lines[head + 1 : head + 4])


def test_rows_that_differ_are_not_called_the_same_without_their_exceptions(onde: Onde) -> None:
    """Before the table: what all share, then what is excepted; in it, a product's main row first."""
    lines = onde("ask", "Compare Freshdesk and Freshservice").out.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("Product "))
    told = " ".join(lines[:head])
    assert told.startswith("The same hosting locations: the US, the EEA, India and Australia. Exception: ")
    assert "call recordings and chat messages of Freshdesk" in told and "call recordings of Freshservice" in told
    rows = [tuple(part.strip() for part in line.split("  ") if part.strip())[:2] for line in lines[head + 1 : head + 5]]
    other = "all other data"
    assert rows == [
        ("Freshdesk", other), ("Freshdesk", "call recordings and chat messages"), ("Freshservice", other), ("Freshservice", "call recordings"),
    ]  # fmt: skip
    assert "Exception" not in " ".join(lines[head:])


def test_colours_on_a_terminal_only(onde: Onde) -> None:
    assert "\x1b" not in onde("ask", WHERE).out
    for variables, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        with Terminal("ask", WHERE, variables={**onde.variables, **variables}) as terminal:
            status, shown = terminal.end()
        assert status == 0
        assert "Freshinbox data" in shown
        assert ("\x1b[" in shown) is coloured, variables


def test_each_line_of_standard_input_is_a_question_of_its_own(onde: Onde) -> None:
    done = onde("ask", typed="Where is Freshinbox hosted?\n\nQuais produtos ficam na Índia?\n")
    assert done.status == 0
    first, second = done.out.split("> Quais produtos ficam na Índia?\n")
    assert first.startswith("> Where is Freshinbox hosted?\nFreshinbox data")
    assert "Freshchat" in second
    assert onde("ask") == Ended(0, "", "")


def replies(done: Ended) -> list[dict[str, Any]]:
    """The replies that a run printed, each checked for the fields of the machine-readable answer."""
    assert (done.status, done.err) == (0, "")
    found = [json.loads(line) for line in done.out.split("\n")[:-1]]
    fields = ["question", "language", "status", "verdict", "products", "hosting", "text", "citations", "suggestions", "confidence"]
    assert all(list(reply) == fields for reply in found)
    assert all(list(citation) == ["quote", "section", "title", "url", "modified"] for reply in found for citation in reply["citations"])
    assert all(list(claim) == ["product", "data", "regions", "inherited"] for reply in found for claim in reply["hosting"])
    return found


def test_json_reply_to_one_question(onde: Onde) -> None:
    [reply] = replies(onde("ask", "--json", WHERE))
    assert (reply["question"], reply["language"], reply["status"]) == (WHERE, "en", "answered")
    assert [(claim["product"], claim["regions"]) for claim in reply["hosting"]] == [("Freshinbox", ["US"])]
    assert reply["citations"][0]["url"] == ADDRESS


@pytest.mark.parametrize(("name", "about"), [("Freshdesk",) * 2, ("Freshworks CRM", "Freshworks CRM"), ("Austrália", ""), ("Gmail token", "Gmail")])
def test_who_only_names_something_is_offered_what_can_be_asked_about_it(onde: Onde, name: str, about: str) -> None:
    """Each offer is answered, in the language of the question."""
    [asked_back] = replies(onde("ask", "--json", name))
    offers = asked_back["suggestions"]
    assert asked_back["status"] == "clarify" and len(offers) == len(set(offers)) >= 1 and all(about in offer for offer in offers)
    if about.startswith("Fresh"):
        assert len(offers) >= 3
        offered = replies(onde("ask", "--json", typed="".join(json.dumps({"question": offer}) + "\n" for offer in offers)))
        assert [(reply["status"], reply["language"]) for reply in offered] == [("answered", asked_back["language"])] * len(offers)


@pytest.mark.parametrize("question", ["x" * 5_000, f"Where are the {'zorp' * 900} hosted?", f"Is {'zorp ' * 900} hosted in India?"])
def test_what_was_not_understood_is_not_all_said_again(onde: Onde, question: str) -> None:
    """Its beginning will do."""
    assert len(onde("ask", question).out) < 1_000


def test_json_threads_are_conversations_apart(onde: Onde) -> None:
    lines: list[dict[str, str | None]] = [
        {"question": "Where is Freshinbox hosted?", "thread": "a"},
        {"question": "Where is Freshteam hosted?", "thread": "b"},
        {"question": "and in India?", "thread": "a"},
        {"question": "and in India?", "thread": "b"},
        {"question": "and in India?"},
        {"question": "and in India?", "thread": None},
    ]
    found = replies(onde("ask", "--json", typed="".join(json.dumps(line) + "\n" for line in lines)))
    assert [reply["question"] for reply in found] == [line["question"] for line in lines]
    assert [reply["verdict"] for reply in found[:4]] == [None, None, "no", "no"]
    assert "Freshinbox" in found[2]["text"] and "Freshteam" in found[3]["text"]
    assert not any(name in reply["text"] for reply in found[4:] for name in ("Freshinbox", "Freshteam"))


NO_QUESTIONS = [
    b"", b"   ", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"?" * 1_000_000,
    b"{}", b"[]", b"[1, 2]", b'["where is Freshinbox?"]', b"null", b"true", b"42", b"1e999", b"9" * 6000, b'"\\ud800"',
    b"[" * 100_000, b'{"a":' * 100_000, b'{"question": ', b'{"question": "where is Freshinbox?"',
    b'{"question": 3}', b'{"question": null, "thread": "t"}', b'{"question": ["x"]}', b'{"thread": "t"}',
    b'{"question": ""}', b'{"question": "  "}', b'{"question": "\\ud800"}',
]  # fmt: skip

QUESTIONS = [
    b"Where is Freshinbox hosted?",
    b"\xef\xbb\xbfWhere is Freshinbox hosted?",
    b"Where is Freshinbox hosted? \xff",
    b"Where is\x00 Freshinbox hosted?",
    b"[URGENT] where is Freshinbox hosted?\r",
    b"Where is Freshinbox hosted?" + b" " * 1_000_000,
    b'"Where is Freshinbox hosted?"',
    b'{"question": "Where is Freshinbox hosted?"}',
    b'{"question": "Where is Freshinbox \\ud83d hosted?"}',
    b'{"question": "Where is Freshinbox hosted?", "thread": 7, "more": [{}]}',
]


def test_json_line_that_is_no_question_is_unknown(onde: Onde) -> None:
    found = replies(onde("ask", "--json", typed=b"\n".join([*NO_QUESTIONS, b""])))
    assert [reply["status"] for reply in found] == ["unknown"] * len(NO_QUESTIONS)
    assert all(reply["text"] and not reply["hosting"] for reply in found)


def test_json_line_that_is_a_question_is_answered_however_it_is_written(onde: Onde) -> None:
    found = replies(onde("ask", "--json", typed=b"\n".join(QUESTIONS)))
    assert [(reply["status"], reply["hosting"][0]["product"]) for reply in found] == [("answered", "Freshinbox")] * len(QUESTIONS)


def test_json_line_that_is_too_long_is_cut(onde: Onde) -> None:
    found = replies(onde("ask", "--json", typed=b"x" * 5_000_000 + b"\n" + WHERE.encode()))
    assert [reply["status"] == "answered" for reply in found] == [False, True]
    assert len(found[0]["question"]) == MOST_BYTES


def test_json_argument_that_is_no_text(onde: Onde) -> None:
    assert [reply["status"] for reply in replies(onde("ask", "--json", ""))] == ["unknown"]
    command = [str(PROGRAM).encode(), b"ask", b"--json", b"\xff Where is Freshinbox hosted?"]
    done = subprocess.run(command, env=onde.variables, capture_output=True, timeout=SECONDS, check=True)
    assert json.loads(done.stdout)["status"] == "answered"


def test_json_reply_comes_before_the_next_line_is_asked(onde: Onde) -> None:
    with subprocess.Popen([PROGRAM, "ask", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=onde.variables) as process:
        assert process.stdin and process.stdout
        for _ in range(3):
            process.stdin.write(WHERE.encode() + b"\n")
            process.stdin.flush()
            assert select.select([process.stdout], [], [], SECONDS)[0], "no reply while the input is open"
            assert json.loads(process.stdout.readline())["question"] == WHERE
        process.stdin.close()
        assert process.wait(SECONDS) == 0


def test_explanation_shows_mentions_readings_and_facts(onde: Onde) -> None:
    done = onde("ask", "--explain", "wher is freshinbx hosted?")
    assert done.status == 0
    assert done.out.startswith(onde("ask", "wher is freshinbx hosted?").out)
    explained = done.out.splitlines()
    mention = next(line for line in explained if "freshinbx → freshinbox" in line)
    assert 0 < float(mention.split()[3]) < 1
    assert "product:freshinbox" in mention
    assert any("kind: where" in line and "products: freshinbox" in line for line in explained)
    assert any(line.strip().startswith("Freshinbox (") and line.endswith(": US") for line in explained)


def test_explanation_shows_the_subject(onde: Onde) -> None:
    asked = onde("ask", "--explain", "how long are logs of Freshchat kept?").out.partition("Asked:")[2].splitlines()[1]
    assert "kind: how_long" in asked and "products: freshchat" in asked and "concepts: log" in asked


def test_explanation_shows_what_was_refused_and_why(onde: Onde) -> None:
    explained = onde("ask", "--explain", "what is the price of Freshinbox?").out
    assert "outside" in explained.partition("Refused because:")[2]
    assert "Status: unknown" in explained


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions
            for inner in action.choices.values():
                yield from actions(inner)


def test_every_command_and_option_has_help(onde: Onde) -> None:
    found = [action for action in actions(make_parser()) if not isinstance(action, argparse._SubParsersAction)]
    assert {action.dest for action in found} >= {"ask", "chat", "json", "explain", "question"}
    assert all(action.help for action in found)
    for arguments in (["--help"], ["ask", "--help"], ["chat", "--help"]):
        done = onde(*arguments)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith("usage: onde")


@pytest.mark.parametrize("arguments", [[], ["asks"], ["ask", "--jsn", "x"], ["ask", "--json", "--explain", "x"], ["chat", "hello"]])
def test_wrong_usage_ends_with_2(onde: Onde, arguments: list[str]) -> None:
    done = onde(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: onde")


@pytest.mark.parametrize("command", [["ask", "x"], ["ask", "--json"], ["chat"]])
def test_wrong_setting_is_one_line(onde: Onde, tmp_path: Path, command: list[str]) -> None:
    done = onde(*command, ONDE_KNOWLEDGE=str(tmp_path / "absent"))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("onde: ONDE_KNOWLEDGE: ") and done.err.count("\n") == 1


def test_each_mistake_in_the_knowledge_is_one_line(onde: Onde, tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    for code in ("en", "pt"):
        path = tmp_path / "knowledge" / "languages" / code / "phrases.yaml"
        path.write_text(path.read_text("utf-8") + "phrasse: 1\n", "utf-8")
    for command in (["ask", "x"], ["ask", "--json"], ["chat"]):
        done = onde(*command, ONDE_KNOWLEDGE=str(tmp_path / "knowledge"))
        assert (done.status, done.out) == (1, "")
        told = done.err.splitlines()
        assert [line.split(":")[0] for line in told] == ["languages/en/phrases.yaml", "languages/pt/phrases.yaml"]
        assert all(line.split(":")[1].isdigit() and "did you mean 'phrases'" in line for line in told)


def test_reader_that_leaves_early_sees_no_traceback(onde: Onde) -> None:
    with subprocess.Popen([PROGRAM, "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=onde.variables) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(f"{WHERE}\n".encode() * 10)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(SECONDS) == 1


def test_fault_that_nobody_foresaw_is_told_in_a_line() -> None:
    broken = (
        "from bot.assistant import Assistant; from bot.surfaces.command_line import run; Assistant.ask = None; raise SystemExit(run(['ask', 'x']))"
    )
    done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 1
    assert re.fullmatch(
        r"onde: a fault in Onde itself \(command_line\.py, line \d+: TypeError\): please report it with what you typed\n", done.stderr
    )


@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        ("ask x >&-", 1, "onde: standard output is closed\n"),
        ("ask --json x >&-", 1, "onde: standard output is closed\n"),
        ("ask x >/dev/full", 1, "onde: output: No space left on device\n"),
        ("ask --json x >/dev/full", 1, "onde: output: No space left on device\n"),
        ("ask <&-", 0, ""),
        ("ask --json <&-", 0, ""),
        ("chat <&- >/dev/null", 0, ""),
    ],
)
def test_closed_and_full_streams_are_told_in_a_line(onde: Onde, command: str, status: int, told: str) -> None:
    done = subprocess.run(["sh", "-c", f'"$0" {command}', PROGRAM], env=onde.variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stderr) == (status, told)


def test_other_encodings_lose_letters_not_answers(onde: Onde) -> None:
    done = onde("ask", "Onde fica o Freshdesk?", PYTHONIOENCODING="ascii")
    assert (done.status, done.err) == (0, "")
    assert "Freshdesk" in done.out and "?ndia" in done.out


def test_warm_start_loads_only_what_an_answer_needs(onde: Onde) -> None:
    onde("ask", WHERE)
    traced = onde("ask", WHERE, PYTHONPROFILEIMPORTTIME="1").err
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in traced.splitlines()}
    assert {"bot", "msgspec"} <= loaded
    unneeded = {"yaml", "prompt_toolkit", "sqlite3", "asyncio", "http", "inspect", "dataclasses"}
    assert loaded & unneeded == set()
