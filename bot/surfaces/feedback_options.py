"""The options of `onde feedback`; what they do is loaded only when it is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot.config import GOLDEN

_STATES = ("open", "accepted", "fixed", "declined", "duplicate", "all")
_KINDS = ("down", "unknown", "unpicked", "asked_again")

# Commands that act on an item: what they are for, and what they take besides: a text that is needed or not, or another value.
_ACTIONS = {
    "comment": ("leave a comment on an item", "TEXT", True),
    "accept": ("take an item on", "REASON", False),
    "resolve": ("an item is fixed", "REASON", False),
    "decline": ("nothing will be done about an item, for a reason", "REASON", True),
    "reopen": ("an item is open again", "REASON", False),
}


def add_feedback(commands: Any) -> None:
    """Add `onde feedback` to a parser's subparsers."""
    about = "What people left: questions, votes and comments; what they could not get, grouped to items, and what is done about them."
    feedback = commands.add_parser("feedback", help="what people left, and the review of it", description=about)
    kinds = feedback.add_subparsers(dest="feedback", required=True, metavar="WHAT", parser_class=Intermixed)
    _add_reading(kinds)
    _add_acting(kinds)
    _add_telling(kinds)
    _add_mending(kinds)
    about = "Delete all that a person left; nothing of it stays in the file."
    forget = kinds.add_parser("forget", help="delete all that a person left", description=about)
    forget.add_argument("user", metavar="USER", help="the person's id in Slack, as U0123ABCD, or the name of a maintainer at the command line")
    about = "Give the reply to a turn once more, by the knowledge of its time: the very bytes, or status 1 with what has changed or is missing."
    replay = kinds.add_parser("replay", help="give a stored reply once more, by the knowledge of its time", description=about)
    replay.add_argument("turn", metavar="TURN", help="the turn's id, as `onde feedback show` gives it")
    about = "Copy all that is kept, as it is at one moment, to a file, which is replaced once the copy is whole. `onde serve` may run meanwhile."
    backup = kinds.add_parser("backup", help="copy all that is kept to a file", description=about)
    backup.add_argument("file", metavar="FILE", help="the new file")


def _add_reading(kinds: Any) -> None:
    listing = kinds.add_parser("list", help="list the items of the review queue", description="List the items of the review queue: 50 a page.")
    _add_filters(listing)
    listing.add_argument("--page", type=_number, default=1, metavar="N", help="the page; the first by default")
    listing.add_argument("--json", action="store_true", help="a JSON object a line")
    about = "Show an item: its questions with the answers given, the facts used, votes and comments, and what was done with it."
    show = kinds.add_parser("show", help="show an item", description=about)
    show.add_argument("item", type=_number, metavar="ITEM", help="the item's number")
    show.add_argument("--explain", action="store_true", help="show for every question how it is understood, not only for the newest")
    show.add_argument("--json", action="store_true", help="one JSON object")
    about = "Tell what was asked, answered and thought of: by week, knowledge version, fact, language and place, with what was refused most often."
    report = kinds.add_parser("report", help="tell the figures of a time", description=about)
    report.add_argument("--since", default="", metavar="WHEN", help="questions asked since then: 7d, 12h, 2w, or a date as 2026-01-31; else all")
    report.add_argument("--until", default="", metavar="WHEN", help="questions asked before then, in the same form; else until now")
    form = report.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a JSON object a line")
    form.add_argument("--html", metavar="FILE", default="", help="write a page with charts, which opens without a network, to the file")
    about = "Write items with their questions, answers and comments as CSV, one row a question; no spreadsheet takes a cell of it for a formula."
    export = kinds.add_parser("export", help="write items as CSV", description=about)
    export.add_argument("file", nargs="?", metavar="FILE", help="the file; without it, standard output")
    export.add_argument("--json", action="store_true", help="a JSON object a line, with every text as it is kept")
    _add_filters(export)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=_KINDS, default="", help="items with findings of that kind")
    parser.add_argument("--language", default="", metavar="CODE", help="items with findings in that language")
    parser.add_argument("--product", default="", metavar="NAME", help="items with findings about that product: its name, or its key in the knowledge")
    parser.add_argument("--assignee", default="", metavar="WHO", help="items that are assigned to somebody")
    parser.add_argument("--state", action="append", choices=_STATES, help="items in that state, once or more; else open and accepted ones")
    parser.add_argument("--since", default="", metavar="WHEN", help="items with findings since then: 7d, 12h, 2w, or a date as 2026-01-31")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--newest", dest="order", action="store_const", const="newest", default="newest", help="newest findings first, as by default")
    order.add_argument("--frequent", dest="order", action="store_const", const="frequent", help="items with most findings first")


def _add_acting(kinds: Any) -> None:
    for name, (about, text, needed) in _ACTIONS.items():
        acting = _acting(kinds, name, about)
        if name == "resolve":
            acting.add_argument("--tell", action="store_true", help="tell those who asked, in their threads, where today's answer is another one")
        acting.add_argument("text", nargs=None if needed else "?", default="", metavar=text, help="what to say of it; kept with the item")
    assign = _acting(kinds, "assign", "assign an item to somebody, or to nobody")
    assign.add_argument("value", nargs="?", default="", metavar="WHO", help="whom; without it, nobody")
    duplicate = _acting(kinds, "duplicate", "an item is the same as another one, which takes its findings")
    duplicate.add_argument("value", metavar="OTHER", help="the other item's number")
    duplicate.add_argument("text", nargs="?", default="", metavar="REASON", help="what to say of it; kept with the item")


def _add_telling(kinds: Any) -> None:
    about = """Tell those who asked what a fixed item holds: `onde serve` posts today's answer in the thread of each, once, and only where it is
        another one than they got."""
    tell = kinds.add_parser("tell", help="tell those who asked", description=about)
    tell.add_argument("item", type=_number, metavar="ITEM", help="the item's number")
    tell.add_argument("--as", dest="who", default="", metavar="NAME", help="who does it; else the name that you are logged in with")


def _add_mending(kinds: Any) -> None:
    about = """Propose edits of the knowledge from what people could not get: other names, other ways of asking, and stubs for what is missing, each
        with its evidence and as a patch. Nothing is changed, unless --apply names one."""
    suggest = kinds.add_parser("suggest", help="propose edits of the knowledge", description=about)
    suggest.add_argument("--apply", metavar="ID", help="make the edit of that id; refused where the knowledge would not be sound with it")
    suggest.add_argument("--all", action="store_true", help="list also weak ones: asked once or twice, about no article, not refused now")
    suggest.add_argument("--json", action="store_true", help="a JSON object a line")
    about = "Make an item's newest question a golden question, filled in as far as it is known; it is wrong until the knowledge is mended."
    promote = kinds.add_parser("promote", help="make an item a golden question", description=about)
    promote.add_argument("item", type=_number, metavar="ITEM", help="the item's number")
    promote.add_argument("--golden", type=Path, default=GOLDEN, metavar="FOLDER", help="the folder of golden questions (default: the checkout's)")


class Intermixed(argparse.ArgumentParser):
    """Takes options also between the other words: argparse else takes no text after one, where the text may be left out."""

    _is_mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """See argparse, whose parse_known_intermixed_args calls this for the options, and then for the rest."""
        if self._is_mixing:
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False


def _acting(kinds: Any, name: str, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=about, description=f"{about.capitalize()}.")
    parser.add_argument("item", type=_number, metavar="ITEM", help="the item's number")
    parser.add_argument("--as", dest="who", default="", metavar="NAME", help="who does it; else the name that you are logged in with")
    parser.add_argument("--revision", type=int, metavar="N", help="do it only where nobody has done anything since that revision, as `show` gives it")
    parser.add_argument("--json", action="store_true", help="print the item as a JSON object")
    return parser


def _number(text: str) -> int:
    """A number from 1 on. Raises ValueError, which argparse words."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:18]) or len(text) > 18:
        raise ValueError(text)
    return int(text)


_number.__name__ = "number"  # What argparse calls it where it is none.
