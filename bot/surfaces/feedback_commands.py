"""What `onde feedback` does: the review queue at the command line."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from bot.config import DAY_SECONDS, Settings, from_environment, read_settings, store_path, variables_here
from bot.errors import SettingError, StoreError, StoreUnavailable
from bot.feedback.naming import Naming, naming_of
from bot.feedback.projection import PIECE, Projection
from bot.feedback.queue import detail_of, every_item
from bot.reviews import Action, Filter, State, What
from bot.store.open import BESIDE, open_store
from bot.store.review_protocol import ReviewStore
from bot.surfaces.exporting import export_items, export_json
from bot.surfaces.incoming import well_formed
from bot.surfaces.informing import offer, tell
from bot.surfaces.json_lines import write_lines
from bot.surfaces.judging import act
from bot.surfaces.mending import make_golden, suggest
from bot.surfaces.progress import with_bar
from bot.surfaces.replaying import replayed
from bot.surfaces.review_lines import detail_json, detail_lines, page_lines
from bot.surfaces.terminal import Screen

PAGE = 50
RIGHT, WRONG = 0, 1

_USER = re.compile(r"[UW][A-Z0-9]+")
_SPAN = re.compile(r"([0-9]{1,4})([hdw])")
_SPANS = {"h": DAY_SECONDS / 24, "d": DAY_SECONDS, "w": 7 * DAY_SECONDS}
_ACTIONS: dict[str, What] = {
    "comment": "commented",
    "accept": "accepted",
    "resolve": "fixed",
    "decline": "declined",
    "reopen": "opened",
    "assign": "assigned",
    "duplicate": "marked_duplicate",
}


def run_feedback(options: argparse.Namespace) -> int:
    """Run one of the commands; returns the exit status. Raises OndeError, OSError where a file cannot be written."""
    commands: dict[str, Callable[[argparse.Namespace, ReviewStore], int]] = {
        "list": _list,
        "show": _show,
        "report": _report,
        "export": _export,
        "forget": _forget,
        "replay": _replay,
        "backup": _backup,
        "suggest": _suggest,
        "promote": _promote,
        "tell": _tell,
    }
    for name, value in vars(options).items():
        if isinstance(value, str) and name != "file":  # Bytes that are no UTF-8 can be kept nowhere.
            setattr(options, name, well_formed(value))
    _spare_the_store(getattr(options, "file", None) or getattr(options, "html", None))
    with kept_here() as store:
        return commands.get(options.feedback, _act)(options, store)


def _spare_the_store(written: str | None) -> None:
    """Raises SettingError where the file to be written is the one in which all is kept, or one that belongs to it.

    `onde serve` would go on in one that is gone, and what a killed process had half written could not be undone without its journal.
    """
    path = store_path(variables_here())
    if not written or path is None or not path.exists():
        return
    kept = path.resolve()
    belong = [kept.with_name(f"{kept.name}{end}") for end in BESIDE]
    if Path(written).resolve() in belong or (Path(written).exists() and path.samefile(written)):
        raise SettingError(f"{written} is the file in which all is kept (SQLITE_PATH), or belongs to it: name another")


@contextmanager
def kept_here() -> Iterator[ReviewStore]:
    """The store of this installation, closed afterwards. Raises SettingError or StoreError where there is none."""
    path = store_path(variables_here())
    if path is None:
        raise SettingError("SQLITE_PATH is not set: name the file, or set HOME")
    if not path.exists():
        raise StoreError(f"{path} does not exist, so nothing is kept: set SQLITE_PATH to the file that `onde serve` uses")
    store = open_store(path)
    try:
        yield store
    finally:
        store.close()


def bring_up_to_date(store: ReviewStore, settings: Settings) -> Naming:
    """Look at all turns and votes that nobody has looked at, with a bar on a terminal. Returns what questions are read by."""
    naming = naming_of(settings.knowledge, settings.cache)
    for _ in with_bar(Projection(store, naming).pieces(), "looking at what is new", -(-store.waiting() // PIECE)):
        pass
    return naming


def filter_of(options: argparse.Namespace, naming: Naming, store: ReviewStore, now: float) -> Filter:
    """The filter that options say. Raises SettingError for a time that is none, or a language or product that nobody knows."""
    states: frozenset[State] = Filter().states
    if options.state:
        states = frozenset(state for state in get_args(State) if state in options.state or "all" in options.state)
    product = options.product and next(iter(naming.gist(options.product).products), options.product)
    since = time_of(options.since, now)
    wanted = Filter(
        states=states, kind=options.kind, language=options.language, product=product, assignee=options.assignee, since=since, order=options.order
    )
    everything = Filter(states=frozenset(get_args(State)), limit=0)  # What the knowledge knew once is in items still.
    if product and not naming.knows(product) and not store.page(replace(everything, product=product)).total:
        raise SettingError(f"--product {options.product}: no product that is known by that name, nor one of any item: write it as the knowledge does")
    if wanted.language and wanted.language not in naming.languages and not store.page(replace(everything, language=wanted.language)).total:
        raise SettingError(f"--language {wanted.language}: write {' or '.join(naming.languages)}")
    return wanted


def time_of(text: str, now: float) -> float:
    """The Unix time that `7d`, `12h`, `2w` or a date says, at midnight here; 0 for "". Raises SettingError for anything else."""
    if not text:
        return 0.0
    span = _SPAN.fullmatch(text)
    if span:
        return now - int(span[1]) * _SPANS[span[2]]
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        raise SettingError(f"{text!r} is no time: write 7d, 12h or 2w, or a date as 2026-01-31") from None


def _list(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    naming = bring_up_to_date(store, settings)
    wanted = replace(filter_of(options, naming, store, time.time()), offset=(options.page - 1) * PAGE, limit=PAGE)
    page = store.page(wanted)
    if options.json:
        write_lines(page.items)
    else:
        screen = Screen(sys.stdout, settings.colour)
        screen.show(page_lines(page, options.page, PAGE, screen))
    return RIGHT


def _show(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    bring_up_to_date(store, settings)
    detail = detail_of(store, options.item)
    if options.json:
        write_lines([detail_json(detail)])
    else:
        screen = Screen(sys.stdout, settings.colour)
        screen.show(detail_lines(detail, store, settings, screen, explain=options.explain))
    return RIGHT


def _report(options: argparse.Namespace, store: ReviewStore) -> int:
    from bot.surfaces.reporting import make_report, tell  # Here, since nothing else draws charts.

    settings, now = from_environment(), time.time()
    since, until = time_of(options.since, now), time_of(options.until, now) or now
    if since >= until:
        raise SettingError(f"--since {options.since or 'the beginning'} is not before --until {options.until or 'now'}: swap them")
    bring_up_to_date(store, settings)
    tell(make_report(store, since, until, now), Path(options.html) if options.html else None, options.json, settings)
    return RIGHT


def _act(options: argparse.Namespace, store: ReviewStore) -> int:
    """One of the actions; where an item becomes fixed, the offer to tell those who asked."""
    settings = read_settings(variables_here())
    if not act(options, _ACTIONS[options.feedback], store, settings.colour):
        return WRONG
    if options.feedback == "resolve":
        offer(options, store, settings)
    return RIGHT


def _tell(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    bring_up_to_date(store, settings)
    tell(options, store, settings)
    return RIGHT


def _export(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    wanted = filter_of(options, bring_up_to_date(store, settings), store, time.time())
    export = export_json if options.json else export_items
    if options.file is None:
        export(store, wanted, sys.stdout.buffer)
        return RIGHT
    try:
        with Path(options.file).open("wb") as out:
            rows = export(store, wanted, out)
    except OSError as error:  # Where writing fails, the system does not say to which file.
        raise OSError(error.errno, error.strerror, options.file) from error
    print(f"{options.file}: questions: {rows}")
    return RIGHT


def _forget(options: argparse.Namespace, store: ReviewStore) -> int:
    if not _USER.fullmatch(options.user) and not (options.user and _has_reviewed(options.user, store)):
        why = "no person's id in Slack (U or W with capitals and digits, as U0123ABCD, in a profile's menu), and nobody of that name has reviewed"
        raise SettingError(f"{options.user!r} is {why}")
    try:
        count = store.forget(options.user)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{error}: not all of it is deleted: do it again") from error
    print(f"{options.user}: {count} questions and replies deleted, with all votes and comments")
    return RIGHT


def _has_reviewed(name: str, store: ReviewStore) -> bool:
    """Whether the history of an item names somebody, as one who did something or as assignee."""
    items = every_item(store, Filter(states=frozenset(get_args(State))))
    return any(name in (action.who, action.what == "assigned" and action.value) for item in items for action in _actions(item.id, store))


def _actions(item: int, store: ReviewStore) -> list[Action]:
    detail = store.item(item)
    return detail.actions if detail else []


def _replay(options: argparse.Namespace, store: ReviewStore) -> int:
    """The stored bytes go to standard output in any case where they are there; standard error says why they are not the same now."""
    stored, problem = replayed(options.turn, store, from_environment().knowledge)
    sys.stdout.buffer.write(stored + b"\n")
    sys.stdout.buffer.flush()
    if problem:
        print(f"onde: {problem}", file=sys.stderr)
    return WRONG if problem else RIGHT


def _backup(options: argparse.Namespace, store: ReviewStore) -> int:
    file = Path(options.file)
    store.backup(file)
    print(f"{file}: {file.stat().st_size} bytes")
    return RIGHT


def _suggest(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    bring_up_to_date(store, settings)
    suggest(store, settings, options.apply, weak=options.all, as_json=options.json)
    return RIGHT


def _promote(options: argparse.Namespace, store: ReviewStore) -> int:
    settings = from_environment()
    bring_up_to_date(store, settings)
    make_golden(store, settings, options.item, options.golden)
    return RIGHT
