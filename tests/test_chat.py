"""Conversations, typed by a program through a pipe and by a person on a terminal."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Onde
from tests.terminals import Terminal

UP, TAB, CTRL_C, CTRL_D, ENTER = "\x1b[A", "\t", "\x03", "\x04", "\r"
ASKS_BACK = "where is it hosted?"
PROMPT = "> "
READY = "\n\n>"  # An empty line ends what was shown before; the space after the prompt is drawn by moving the cursor.


def test_follow_up_takes_the_product_from_the_line_before(onde: Onde) -> None:
    done = onde("chat", typed="Where is Freshteam hosted?\nand Freshinbox?\n")
    assert done.status == 0
    first, second = done.out.split("Freshinbox data can be hosted")
    assert "Freshteam data can be hosted" in first
    assert "in the US" in second


def test_number_picks_the_choice_that_was_offered(onde: Onde) -> None:
    offered = onde("chat", typed=f"{ASKS_BACK}\n").out
    choices = [line.split(". ", 1)[1] for line in offered.splitlines() if line.lstrip()[:2] in ("1.", "2.", "3.")]
    assert len(choices) == 3
    for typed, choice in (("2", choices[1]), (" 3. ", choices[2]), ("1)", choices[0])):
        picked = onde("chat", typed=f"{ASKS_BACK}\n{typed}\n").out.removeprefix(offered)
        assert picked.splitlines()[0] == f"{PROMPT}{choice}"
        assert choice in picked.splitlines()[1]


def test_number_that_was_not_offered_is_asked_again(onde: Onde) -> None:
    offered = onde("chat", typed=f"{ASKS_BACK}\n").out
    for typed in ("0", "99", "9" * 3):
        assert onde("chat", typed=f"{ASKS_BACK}\n{typed}\n1\n").out.removeprefix(offered).startswith("1-")
    assert onde("chat", typed=f"{ASKS_BACK}\n{'9' * 6000}\n").status == 0


def test_quit_ends_and_empty_lines_are_passed_over(onde: Onde) -> None:
    done = onde("chat", typed="\n  \nQuit\nWhere is Freshteam hosted?\n")
    assert done.status == 0
    assert done.out == onde("chat").out


def test_greeting_is_in_the_language_of_the_locale(onde: Onde) -> None:
    assert onde("chat", LANG="pt_BR.UTF-8").out.startswith("Olá!")
    assert onde("chat", LANG="en_GB.UTF-8").out.startswith("Hello!")


def test_explanation_names_what_the_thread_filled_in(onde: Onde) -> None:
    done = onde("chat", "--explain", typed="Where is Freshteam hosted?\nand the social data?\n")
    explained = done.out.rpartition("social data")[2]
    assert "products: freshteam" in done.out.rpartition("asked:")[2], explained


def test_nothing_typed_steers_the_terminal(onde: Onde) -> None:
    done = onde("chat", "--explain", typed=b"where is \x1b[2Jfreshteam\x9b2J \x07 xyzzy\x1b]0;t\x07?\n\xff\xfe\n\x00\n")
    assert done.status == 0
    assert not {mark for mark in done.out if mark != "\n" and (mark < " " or "\x7f" <= mark <= "\x9f")}


def test_terminal_completes_product_names_and_remembers(onde: Onde, tmp_path: Path) -> None:
    variables = {**onde.variables, "ONDE_CACHE": str(tmp_path / "new" / "cache")}
    with Terminal("chat", variables=variables) as terminal:
        terminal.read_until(READY)
        terminal.type(f"where is freshinb{TAB}")
        terminal.read_until("Freshinbox")
        terminal.type(f" hosted?{ENTER}")
        assert "Freshinbox data" in terminal.read_until("Disponível apenas nos EUA")
        terminal.read_until(READY)
        terminal.type(CTRL_D)
        assert terminal.end()[0] == 0
    history = tmp_path / "new" / "cache" / "history"
    assert "+where is Freshinbox hosted?" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o777 == 0o600
    with Terminal("chat", variables=variables) as terminal:
        terminal.read_until(READY)
        terminal.type(UP + ENTER)
        terminal.read_until("Disponível apenas nos EUA")


def test_terminal_without_a_place_for_history(onde: Onde, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Terminal("chat", variables={**onde.variables, "ONDE_CACHE": str(tmp_path / "file" / "cache")}) as terminal:
        terminal.read_until(READY)
        terminal.type(f"where is Freshscore hosted?{ENTER}")
        terminal.read_until("Disponível apenas nos EUA")
        terminal.read_until(READY)
        terminal.type(f"quit{ENTER}")
        assert terminal.end()[0] == 0


def test_terminal_drops_a_line_at_ctrl_c_and_picks_by_number(onde: Onde) -> None:
    with Terminal("chat", variables=onde.variables) as terminal:
        terminal.read_until(READY)
        terminal.type("where is Freshscore")
        terminal.read_until("Freshscore")
        terminal.type(CTRL_C)
        terminal.read_until(">")
        terminal.type(f"{ASKS_BACK}{ENTER}")
        terminal.read_until("2. ")
        terminal.read_until(READY)
        terminal.type(f"2{ENTER}")
        assert "Freshscore data" not in terminal.read_until("can be hosted")
        terminal.read_until(READY)
        terminal.type(f"exit{ENTER}")
        assert terminal.end()[0] == 0
