"""What is read from the store may be older than what was sent meanwhile: still each turn is sent once, and none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from bot.config import SlackSettings
from bot.errors import StoreUnavailable
from bot.records import Delivery, Place, StoredTurn
from bot.store.sqlite import SqliteStore
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.under_way import Beside
from tests.asking import assistant
from tests.slack.scene import SURE_EN
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace

T = TypeVar("T")


class Busy(SqliteStore):
    """A store in which something else is done in the moment between reading how far deliveries have come and telling it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.meanwhile: list[Callable[[], object]] = []
        self.locked = 0
        """How many of the next turns cannot be read."""

    def deliveries(self) -> list[Delivery]:
        """See the protocol."""
        return self._after(super().deliveries())

    def delivery(self, turn_id: str) -> Delivery | None:
        """See the protocol."""
        return self._after(super().delivery(turn_id))

    def kept(self, turn_id: str) -> Delivery | None:
        """How far a delivery has come, and nothing else is done."""
        return super().delivery(turn_id)

    def turn(self, turn_id: str) -> StoredTurn | None:
        """See the protocol."""
        self.locked -= 1
        if self.locked >= 0:
            raise StoreUnavailable("locked")
        return super().turn(turn_id)

    def _after(self, found: T) -> T:
        work, self.meanwhile = self.meanwhile, []
        for each in work:
            each()
        return found


@pytest.fixture
def settings() -> Settings:
    """Each call has a connection of its own, so that none is left open by threads of the test's process."""
    return Settings(keeps_open=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Busy]:
    """A store of its own."""
    store = Busy(tmp_path / "onde.sqlite3")
    yield store
    store.close()


@pytest.fixture
def office(slack: Slack, store: Busy) -> Iterator[Office]:
    """All that answers and posts, without the doors to it."""
    office = Office(
        SlackSettings(
            mode="socket", bot_token=slack.settings.bot_token, app_token=slack.settings.app_token, signing_secret="", host="", port=None,
            api_url=f"{slack.url}/api/", store=Path(), channels=frozenset(), allow_external=False, retention_days=0, log_level="info",
        ),
        assistant(),
        store,
    )  # fmt: skip
    yield office
    for lanes in (office.lanes, office.asides):
        lanes.close(5.0)
    office.timer.close()


class Left:
    """A question whose answer is kept, and not on its way yet: as a process leaves it that ends just then."""

    def __init__(self, office: Office, store: Busy, people: Workspace) -> None:
        self.deliveries, self._lanes, self._store, self._people = office.deliveries, office.lanes, store, people
        self.asked = people.say("ana", "general", SURE_EN)
        place = Place(people.slack.settings.team, self.asked.channel, self.asked.ts, "channel")
        delivery = Delivery(channel=self.asked.channel, thread=self.asked.ts)
        self.shown = office.conversations.ask(SURE_EN, place, self.asked.user, f"{place.team}:{place.channel}:{place.thread}", delivery=delivery)
        self.delivery = replace(delivery, turn=self.shown.stored.id)

    def sent(self) -> None:
        """Wait until it is there, and nothing more is to be sent."""
        self._people.wait_for(lambda: "sent" in str(self._store.kept(self.delivery.turn)), what="the answer")
        self._people.wait_for(lambda: not self._lanes.waiting(), what="the end of all that is to be sent")

    def answers(self) -> list[Message]:
        """What was answered."""
        self.sent()
        return self._people.answers(self.asked)


@pytest.fixture
def left(office: Office, store: Busy, people: Workspace) -> Left:
    """Such a question."""
    return Left(office, store, people)


# Who sends a turn: a start, for all that an earlier process left; an event that tells of a known question; the first event that asks it.
Door = Callable[[Left], None]
DOORS: dict[str, Door] = {
    "start": lambda left: left.deliveries.resume(),
    "known": lambda left: left.deliveries.turn(left.shown),
    "new": lambda left: left.deliveries.start(left.shown, left.delivery),
}


@pytest.mark.parametrize("meanwhile", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("door", [DOORS["start"], DOORS["known"]], ids=["start", "known"])
def test_what_is_sent_while_its_delivery_is_read_is_sent_once(store: Busy, left: Left, door: Door, meanwhile: Door) -> None:
    """Whoever reads it as unsent then: the other has sent it to its end."""
    store.meanwhile = [lambda: meanwhile(left), left.sent]
    door(left)
    assert len(left.answers()) == 1


@pytest.mark.parametrize("before", [DOORS["start"], DOORS["known"]], ids=["start", "known"])
def test_what_is_sent_before_its_own_event_comes_to_it_is_sent_once(left: Left, before: Door) -> None:
    """An edit waits for the store, and a start may find its turn before it goes on."""
    before(left)
    left.sent()
    left.deliveries.start(left.shown, left.delivery)
    assert len(left.answers()) == 1


def test_who_clicks_is_told_of_what_is_sent_meanwhile(store: Busy, left: Left) -> None:
    """As of what is there already."""
    told: list[str] = []
    store.meanwhile = [left.deliveries.resume, left.sent]
    for _ in range(2):
        left.deliveries.turn(left.shown, Beside("", told.append))
    assert told == ["", ""] and len(left.answers()) == 1


def test_what_cannot_be_read_at_a_start_is_sent_by_the_next_try(store: Busy, left: Left) -> None:
    """And not left until the process starts again."""
    store.locked = 1
    with pytest.raises(StoreUnavailable):
        left.deliveries.resume()
    left.deliveries.resume()
    assert len(left.answers()) == 1
