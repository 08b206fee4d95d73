"""What a maintainer does with an item at the command line, so that nobody overwrites unseen what others did."""

from __future__ import annotations

import argparse
import os
import pwd
import sys

from bot.feedback.queue import Queue
from bot.reviews import Conflict, What
from bot.store.review_protocol import ReviewStore
from bot.surfaces.json_lines import write_lines
from bot.surfaces.review_lines import conflict_lines, item_line, others_lines
from bot.surfaces.terminal import Screen


def act(options: argparse.Namespace, what: What, store: ReviewStore, colour: bool) -> bool:
    """One of the actions, and the item after it; whether it was done. Raises ReviewError.

    Without --revision it is done upon the item as it is now, where nobody else has done anything since this person last did. Else that is
    shown first: on a terminal it is asked whether to go on, elsewhere the number of the revision that was seen must be given.
    """
    who, revision = options.who or login(), options.revision
    if revision is None:
        seen = _seen(options, who, store)
        if seen is None:
            return False
        revision = seen
    done = Queue(store).act(options.item, what, who, revision, text=getattr(options, "text", ""), value=getattr(options, "value", ""))
    if isinstance(done, Conflict):
        Screen(sys.stderr, False).show(conflict_lines(done, revision))
        return False
    if options.json:
        write_lines([done])
    else:
        Screen(sys.stdout, colour).show([item_line(done)])
    return True


def _seen(options: argparse.Namespace, who: str, store: ReviewStore) -> int | None:
    """The revision that an item has now; None where somebody else has done something, and it is not wanted to go on all the same."""
    detail = store.item(options.item)
    if detail is None:
        return 0  # The queue says that it is not there.
    item, unseen = detail.item, others_lines(detail.actions, who)
    if not unseen:
        return item.revision
    asks = is_dialogue() and not options.json
    head = f"onde: since {who} last did anything with item {item.id}, others did:"
    remedy = [] if asks else [f"onde: nothing is done: to do it all the same, add --revision {item.revision}"]
    Screen(sys.stdout if asks else sys.stderr, False).show([head, *unseen, f"  {item_line(item)}", *remedy])
    return item.revision if asks and agrees("Do it all the same?") else None


def is_dialogue() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def agrees(question: str) -> bool:
    """Ask; anything but a plain yes is a no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def login() -> str:
    """The name that this process's user is logged in with."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
