"""The command line: what can be asked of the program `onde`, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.assistant import Assistant
from bot.config import Settings, from_environment
from bot.errors import KnowledgeError, OndeError
from bot.memory import keep_for_good
from bot.surfaces import knowledge_commands
from bot.surfaces.incoming import lines_of, text_of, well_formed, without_controls
from bot.surfaces.operating import COMMANDS, add_commands, run_command

RIGHT, WRONG, INTERRUPTED = 0, 1, 130

_EPILOG = """settings (environment variables):
  ONDE_KNOWLEDGE  the knowledge folder (default: the one of the checkout)
  ONDE_CACHE      a folder for what may be deleted at any time (default: onde in $XDG_CACHE_HOME or in ~/.cache)
  NO_COLOR        no colours
  onde config     lists all, those for Slack too

exit status: 0 done, 1 the knowledge or a setting is wrong, 2 wrong usage"""


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status. Mistakes are told on standard error, a line each. Wrong usage exits with 2."""
    options = make_parser().parse_args(arguments)
    try:
        if sys.stdout is None:
            raise OndeError("standard output is closed")
        if options.command in COMMANDS:
            return run_command(options, _open)
        if options.command == knowledge_commands.COMMAND:
            return knowledge_commands.run_command(options)
        return _ask(options) if options.command == "ask" else _chat(options)
    except KnowledgeError as error:
        _tell(str(problem) for problem in error.problems)
    except OndeError as error:
        _tell(f"onde: {line}" for line in str(error).split("\n"))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # Who reads has read enough.
    except OSError as error:
        _drop_output()
        _tell([f"onde: {error.filename or 'output'}: {error.strerror}"])
    except Exception as error:  # Nobody foresaw it, and yet a person gets a line and no traceback.
        import traceback  # needed only here

        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}: {type(error).__name__}"
        _tell([f"onde: a fault in Onde itself ({where}): please report it with what you typed"])
    return WRONG


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options, each with its help."""
    about = "Cited answers about where and how customers' data is hosted."
    parser = argparse.ArgumentParser(prog="onde", description=about, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    about = "Answer a question, or each line of standard input where none is given."
    ask = commands.add_parser("ask", help="answer a question", description=about)
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="the question; without it, each line of standard input is one")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help='a JSON object a line; lines of standard input may be {"question": ..., "thread": ...}')
    form.add_argument("--explain", action="store_true", help="show how the question was understood, and what answered or refused it")
    form.add_argument("--blocks", action="store_true", help="print the message that Slack would show, as JSON for Slack's block builder")
    about = "Have a conversation. A number chooses what was offered; `quit` or Ctrl-D ends it."
    chat = commands.add_parser("chat", help="have a conversation", description=about)
    chat.add_argument("--explain", action="store_true", help="show with each answer how the question was understood")
    add_commands(commands)
    knowledge_commands.add_commands(commands)
    return parser


def _open(settings: Settings) -> Assistant:
    """The assistant. What it holds stays, so the garbage collector need not look at it."""
    assistant = Assistant(settings.knowledge, settings.cache)
    keep_for_good()
    return assistant


def _ask(options: argparse.Namespace) -> int:
    settings = from_environment()
    assistant = _open(settings)
    question = well_formed(" ".join(options.question)) if options.question else None
    if options.json:
        _ask_as_json(assistant, question)
    elif options.blocks:
        _ask_as_blocks(assistant, question)
    else:
        _ask_for_people(assistant, settings, question, options.explain)
    return RIGHT


def _ask_as_json(assistant: Assistant, question: str | None) -> None:
    from bot.surfaces.json_lines import encoded, reply_to_lines

    out = sys.stdout.buffer
    if question is None:
        reply_to_lines(assistant, sys.stdin.buffer if sys.stdin else None, out)
    else:
        out.write(encoded(assistant.ask(question).reply))
        out.flush()


def _ask_as_blocks(assistant: Assistant, question: str | None) -> None:
    """A JSON object for each question, indented."""
    from json import dumps

    from bot.surfaces.slack.messages import NO_TURN, answer_message

    lines = [question] if question is not None else map(text_of, lines_of(sys.stdin.buffer if sys.stdin else None))
    for line in lines:
        if question is None and not line.strip():
            continue
        message = answer_message(assistant.ask(line), NO_TURN, assistant)
        sys.stdout.buffer.write(f"{dumps({'blocks': message.blocks}, ensure_ascii=False, indent=2)}\n".encode())
        sys.stdout.buffer.flush()


def _ask_for_people(assistant: Assistant, settings: Settings, question: str | None, explain: bool) -> None:
    """Each question on its own, under itself where there are several."""
    from bot.surfaces.terminal import Screen, answer_lines, choice_lines

    screen = Screen(sys.stdout, settings.colour)
    lines = [question] if question is not None else map(text_of, lines_of(sys.stdin.buffer if sys.stdin else None))
    for line in lines:
        if question is None and not line.strip():
            continue
        turn = assistant.ask(line)
        head = [] if question is not None else [screen.strong(f"> {' '.join(line.split())}")]
        screen.show([*head, *answer_lines(turn, assistant, screen), *choice_lines(turn, assistant)])
        if explain:
            from bot.surfaces.explain import explanation

            screen.show(explanation(turn, assistant))
        if question is None:
            screen.show([""])


def _chat(options: argparse.Namespace) -> int:
    settings = from_environment()
    from bot.surfaces.chat import converse
    from bot.surfaces.terminal import Screen

    converse(_open(settings), settings, Screen(sys.stdout, settings.colour), options.explain)
    return RIGHT


def _tell(lines: Iterable[str]) -> None:
    """Write each mistake to standard error as one line."""
    for line in lines:
        print(" ".join(without_controls(well_formed(line)).split()), file=sys.stderr)


def _drop_output() -> None:
    """Let nothing more be written to standard output, not even by Python's own ending."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
