"""The weekly digest: due once a week, posted once, whatever number of processes runs, and made up within the day."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.config import DigestTime
from bot.errors import StoreUnavailable
from bot.feedback.figures import collect
from bot.reviews import Filter
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.messages import Message
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.posting import UNRESOLVED, Hooks, Parcel, Posting
from bot.surfaces.slack.review.digest_message import MOST_ITEMS, Week, digest_message

_REMEDY = "invite the app to the channel of ONDE_DIGEST"
# After Slack has refused a digest, until it is tried again: somebody may invite the app meanwhile.
_PAUSE_SECONDS = 600.0


class Due(Struct, frozen=True):
    """A digest whose time has come: its ISO week ("2026-W48"), and the moment at which its seven days end."""

    week: str
    until: datetime


def due(digest: DigestTime, now: datetime) -> Due | None:
    """The digest that is to be there at `now`: from its hour to the end of its day, in its own time zone.

    Where clocks are set back the hour is the first of the two, where they are set forward the moment at which it would have been: so the weeks
    of digests follow each other without a gap.
    """
    local = now.astimezone(ZoneInfo(digest.zone))
    until = local.replace(hour=digest.hour, minute=digest.minute, second=0, microsecond=0, fold=0)
    if local.weekday() != digest.weekday or now.timestamp() < until.timestamp():
        return None
    year, week, _ = local.isocalendar()
    return Due(f"{year}-W{week:02}", until)


class Digests:
    """Posts the digest when it is due. `tick` is called again and again, by one thread."""

    def __init__(self, office: Office, clock: Callable[[], float] = time.time) -> None:
        self._office = office
        self._clock = clock
        self._done = ""
        self._not_before = 0.0

    def tick(self) -> None:
        """Post it where it is due, and where neither this process nor another has it already. Nothing happens where the store is not there."""
        digest, now = self._office.settings.digest, self._clock()
        wanted = due(digest, datetime.fromtimestamp(now, UTC)) if digest is not None else None
        if digest is None or wanted is None or wanted.week == self._done or now < self._not_before:
            return
        try:
            if self._office.store.claim(_name(wanted)):
                self._post(digest, wanted, now)
            self._not_before = now + _PAUSE_SECONDS
        except StoreUnavailable as error:
            self._office.log.failure("digest", error)

    def _post(self, digest: DigestTime, wanted: Due, now: float) -> None:
        """Where an earlier process may have posted it and died before it could say so, it is looked for first."""
        office, sending = self._office, f"{_name(wanted)}:sending"
        first = office.store.claim(sending)
        office.store.settle(sending)
        marker = hashlib.sha256(_name(wanted).encode()).hexdigest()[:32]
        parcel = Parcel(digest.channel, "", marker, now if first else wanted.until.timestamp())
        message = partial(self._message, wanted)
        posting = Posting(office.api, parcel, message, _OfDigest(office, wanted, self._end), "" if first else "unknown")
        office.lanes.put(digest.channel, office.deliveries.guarded(posting), "digest")

    def _end(self, week: str) -> None:
        self._done = week

    def _message(self, wanted: Due) -> Message:
        office = self._office
        office.projecting.catch_up()
        week, before = (self._week(wanted.until - timedelta(days=7 * ago)) for ago in (0, 1))
        items = office.store.page(Filter(order="frequent", limit=MOST_ITEMS)).items
        language = spoken(office.assistant, office.settings.language)
        return digest_message(wanted.until.date().isoformat(), week, before, items, office.assistant, language)

    def _week(self, until: datetime) -> Week:
        """The seven days before a moment, by the clock on the wall."""
        since = until - timedelta(days=7)
        figures = collect(self._office.store.turns_between(since.timestamp(), until.timestamp()))
        return Week(figures.total.asked, figures.total.answered_share, figures.total.liked_share, figures.voters)


def _name(wanted: Due) -> str:
    """What a digest is claimed by."""
    return f"digest:{wanted.week}"


class _OfDigest(Hooks):
    """Keeps account of a digest: it is settled once it stands there, and released where Slack refuses it."""

    def __init__(self, office: Office, wanted: Due, end: Callable[[str], None]) -> None:
        self._office = office
        self._wanted = wanted
        self._end = end

    def sent(self, channel: str, ts: str) -> None:
        """See Hooks."""
        self._office.store.settle(_name(self._wanted))
        self._end(self._wanted.week)
        self._office.log.event("digest", decision="sent", week=self._wanted.week)

    def failed(self, word: str) -> None:
        """See Hooks. What may stand there and cannot be looked for is not posted a second time."""
        if word == UNRESOLVED:
            self._office.store.settle(_name(self._wanted))
        else:
            self._office.store.release(_name(self._wanted))
        self._office.log.event("digest", level=logging.ERROR, decision="failed", week=self._wanted.week, word=word, remedy=_REMEDY)
