"""The commands of those who keep the knowledge right: onde knowledge check, onde knowledge compare."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import DAY_SECONDS, GOLDEN, from_environment, store_path, variables_here
from bot.errors import SettingError, StoreError
from bot.surfaces.incoming import without_controls

if TYPE_CHECKING:
    from bot.gate.check import Section
    from bot.gate.questions import Conversation
    from bot.surfaces.terminal import Screen

COMMAND = "knowledge"
DAYS = 30


def add_commands(commands: Any) -> None:
    """Add the command to a parser's subparsers."""
    about = "What keeps the knowledge right: every edit checked, and what it changes."
    knowledge = commands.add_parser(COMMAND, help="check and compare the knowledge", description=about)
    kinds = knowledge.add_subparsers(dest="knowledge", required=True, metavar="WHAT")
    about = """Check everything at once: the form of the files, quotes, coverage, names and near-clashes of names, every language, golden questions.
        Ends with 1 where anything is at fault."""
    check = kinds.add_parser("check", help="check everything at once", description=about)
    check.add_argument("folder", nargs="?", metavar="FOLDER", type=Path, help="the knowledge folder; without it, the one in use")
    questions = check.add_mutually_exclusive_group()
    _add_golden(questions)
    questions.add_argument("--no-golden", action="store_true", help="ask no golden questions")
    check.add_argument("--notes", action="store_true", help="list also what is no fault but good to know: names that are much alike")
    check.add_argument("--json", action="store_true", help="a JSON object a line for each thing that is checked")
    about = """Replay all golden questions through two versions of the knowledge and show every answer that changes, grouped by the edit
        that causes it. Ends with 1 where an answer changes that no golden question expects: one
        that was wrong or not there before, and is right now."""
    compare = kinds.add_parser("compare", help="show what an edit changes", description=about)
    compare.add_argument("old", metavar="OLD", help="a knowledge folder, or a revision of git")
    compare.add_argument("new", metavar="NEW", help="the same")
    _add_golden(compare)
    compare.add_argument("--store", metavar="FILE", nargs="?", const="", help="replay also what people asked, from a store (default: that in use)")
    compare.add_argument("--days", metavar="N", type=_days, default=DAYS, help=f"how many days back (default: {DAYS})")
    compare.add_argument("--json", action="store_true", help="a JSON object a line for each answer that changes, then a summary")
    compare.add_argument("--html", metavar="FILE", type=Path, help="write a page that shows old and new side by side")


def _add_golden(parser: Any) -> None:
    parser.add_argument("--golden", metavar="FOLDER", type=Path, default=GOLDEN, help="the golden questions (default: those of the checkout)")


def _days(text: str) -> int:
    if not text.isdecimal() or not 0 < len(text) < 6 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days")
    return int(text)


def run_command(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status. Raises OndeError."""
    return _check(options) if options.knowledge == "check" else _compare(options)


def _check(options: argparse.Namespace) -> int:
    from bot.gate.check import check, is_sound
    from bot.surfaces.json_lines import write_lines
    from bot.surfaces.progress import with_bar
    from bot.surfaces.terminal import Screen

    settings = from_environment()
    sections = check(options.folder or settings.knowledge, None if options.no_golden else options.golden, settings.cache, with_bar)
    if options.json:
        write_lines(sections)
    else:
        screen = Screen(sys.stdout, settings.colour)
        screen.show(without_controls(line) for line in _summary(sections, screen, options.notes))
    return 0 if is_sound(sections) else 1


def _summary(sections: list[Section], screen: Screen, notes: bool) -> Iterator[str]:
    """A line for each thing that was checked, its faults below it; at last the verdict."""
    width = max(len(section.name) for section in sections)
    for section in sections:
        word = "not yet" if not section.examined else "wrong" if section.faults else "right"
        yield f"{screen.strong(word.ljust(7))}  {section.name.ljust(width)}  {section.about}"
        indent = " " * (width + 11)
        if section.says:
            yield screen.faint(f"{indent}{section.says}{': --notes lists them' if section.notes and not notes else ''}")
        yield from (f"{indent}{note}" for note in section.notes if notes)
        yield from (f"         {fault}" for fault in section.faults)
    count = sum(len(section.faults) for section in sections)
    yield ""
    yield screen.strong(f"{count:,} to mend." if count else "Nothing is at fault.")


def _compare(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from bot.gate.compare import Comparing
    from bot.gate.golden import read_lines
    from bot.gate.questions import golden_conversations
    from bot.gate.revisions import opened
    from bot.surfaces.comparison import objects, show
    from bot.surfaces.json_lines import write_lines
    from bot.surfaces.progress import with_bar
    from bot.surfaces.terminal import Screen

    settings = from_environment()
    if options.html and not options.html.absolute().parent.is_dir():  # Told before the work, not after it.
        raise SettingError(f"--html: {options.html} cannot be written: its folder is not there")
    with ExitStack() as stack:
        old, new = (stack.enter_context(opened(name, settings.knowledge, options.golden)) for name in (options.old, options.new))
        golden = new.golden if new.golden and options.golden == GOLDEN else options.golden
        known = {line.id for line in read_lines(old.golden)} if old.golden else None
        conversations = golden_conversations(read_lines(golden))
        if options.store is not None:
            conversations += _asked(options.store, options.days)
        workspace = Path(stack.enter_context(TemporaryDirectory(prefix="onde-")))
        found = Comparing(old.folder, new.folder, workspace, (old.name, new.name)).run(conversations, known, with_bar)
    if options.html:
        from bot.surfaces.comparison_page import comparison_page
        from bot.surfaces.pages import write_page

        write_page(options.html, comparison_page(found, (options.old, options.new)))
    if options.json:
        write_lines(objects(found))
    else:
        show(found, Screen(sys.stdout, settings.colour))
    return 1 if found.unexpected else 0


def _asked(file: str, days: int) -> list[Conversation]:
    """What people asked in the last days, from a store. Raises StoreError where there is none."""
    from bot.gate.questions import asked_conversations, turns_of
    from bot.store.open import open_store
    from bot.surfaces.progress import with_bar

    path = Path(file) if file else store_path(variables_here())
    if path is None or not path.exists():
        raise StoreError(f"--store: {path or 'SQLITE_PATH'} is not there: name the file that `onde serve` uses")
    now = time.time()
    with closing(open_store(path)) as store:
        turns = (exchange.turn for exchange in with_bar(store.turns_between(now - days * DAY_SECONDS, now), "turns"))
        return asked_conversations(turns_of(turns), store)
