"""A conversation in a terminal, or with a program that types into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.config import Settings
from bot.surfaces.explain import explanation
from bot.surfaces.incoming import lines_of, text_of, well_formed
from bot.surfaces.terminal import Screen, answer_lines, choice_lines, choices

if TYPE_CHECKING:
    from prompt_toolkit.history import History

PROMPT = "> "
_ENDS = frozenset({"quit", "exit"})
_THREAD = "chat"
_MOST_DIGITS = 3


def converse(assistant: Assistant, settings: Settings, screen: Screen, explain: bool) -> None:
    """Answer line by line as one thread until the lines end or say quit."""
    screen.show(_welcome(assistant, settings, screen))
    conversation = Conversation(assistant, screen, explain)
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    for line in _typed(assistant, settings) if is_terminal else map(text_of, lines_of(sys.stdin.buffer if sys.stdin else None)):
        if line.strip().casefold() in _ENDS:
            return
        if line.strip():
            screen.show(conversation.reply(well_formed(line)))


class Conversation:
    """One thread with the choices that its last reply offered."""

    def __init__(self, assistant: Assistant, screen: Screen, explain: bool) -> None:
        self._assistant = assistant
        self._screen = screen
        self._explain = explain
        self._offered: list[str] = []

    def reply(self, line: str) -> list[str]:
        """The reply to a line; a number alone is the choice with that number, where choices were offered."""
        number = line.strip().rstrip(".)")
        if self._offered and number.isdecimal() and len(number) <= _MOST_DIGITS:
            if not 1 <= int(number) <= len(self._offered):
                return [f"1-{len(self._offered)}?", ""]
            chosen = self._offered[int(number) - 1]
            return [self._screen.faint(f"{PROMPT}{chosen}"), *self._answered(chosen)]
        return self._answered(line)

    def _answered(self, question: str) -> list[str]:
        turn = self._assistant.ask(question, _THREAD)
        self._offered = choices(turn)
        lines = answer_lines(turn, self._assistant, self._screen) + choice_lines(turn, self._assistant, numbered=True)
        return [*lines, *(explanation(turn, self._assistant) if self._explain else ()), ""]


def _welcome(assistant: Assistant, settings: Settings, screen: Screen) -> list[str]:
    """What can be asked, in the person's language where it is one of the knowledge's."""
    languages = assistant.knowledge.languages
    phrases = assistant.phrasing(settings.language if settings.language in languages else next(iter(languages))).phrases
    return [*screen.wrap(f"{phrases['hello']} {phrases['help']}"), screen.faint("quit, Ctrl-D"), ""]


def _typed(assistant: Assistant, settings: Settings) -> Iterator[str]:
    """Lines typed at a terminal, with history and, at Tab, completion of product names; Ctrl-C drops a line, Ctrl-D ends."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    names = [product.name for product in assistant.knowledge.products.values()]
    completer = WordCompleter(names, ignore_case=True)
    # At the tabulator key only: a menu that opens while one types would race with that key.
    session: PromptSession[str] = PromptSession(history=_history(settings.cache), completer=completer, complete_while_typing=False)
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(folder: Path | None) -> History:
    """What was typed before, in a file that only its owner may read; this conversation alone where none can be kept."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    if folder is None:
        return InMemoryHistory()
    path = folder / "history"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
