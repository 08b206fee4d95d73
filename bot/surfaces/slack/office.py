"""What all parts of the app share."""

from __future__ import annotations

import threading
from collections import OrderedDict

from bot.assistant import Assistant
from bot.config import SlackSettings
from bot.conversations import Conversations
from bot.logs import Log
from bot.store.review_protocol import ReviewStore
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.channels import Channels
from bot.surfaces.slack.delivery import Deliveries, Tools
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.lanes import Lanes
from bot.surfaces.slack.metrics import Metrics
from bot.surfaces.slack.overhearing import Talk
from bot.surfaces.slack.people import People
from bot.surfaces.slack.review.maintainers import Maintainers
from bot.surfaces.slack.review.projecting import Projecting
from bot.surfaces.slack.timer import Timer

_MOST_DIRECT_CHANNELS = 10_000


class Office:
    """The assistant, the store and Slack, ready to work with."""

    def __init__(self, settings: SlackSettings, assistant: Assistant, store: ReviewStore) -> None:
        self.settings = settings
        self.assistant = assistant
        self.store = store
        self.conversations = Conversations(assistant, store)
        self.log = Log(settings.bot_token)
        self.metrics = Metrics(assistant.knowledge.version)
        self.api = Api(settings.api_url, settings.bot_token)
        self.timer = Timer()
        self.lanes, self.asides = Lanes(self.timer), Lanes(self.timer)
        self.channels = Channels(self.api)
        self.talk = Talk()
        self.people = People(self.api, self.timer, self.log)
        self.maintainers = Maintainers(settings.maintainers, self.api, self.people, self.log)
        self.projecting = Projecting(store, assistant.lexicon, self.log)
        self.deliveries = Deliveries(Tools(store, self.conversations, assistant, self.api, self.lanes, self.asides, self.log, self.metrics))
        self._lock = threading.Lock()
        self._direct_channels: OrderedDict[str, str] = OrderedDict()

    @property
    def knowledge(self) -> str:
        """The version of the knowledge."""
        return self.assistant.knowledge.version

    def language_of(self, user: str) -> str:
        """The language for somebody whose question does not tell it; looked up only where it is known already."""
        person = self.people.known(user)
        return spoken(self.assistant, person.locale if person else "")

    def remember_direct_channel(self, user: str, channel: str) -> None:
        """Slack names the channel of somebody's direct messages only now and then."""
        with self._lock:
            self._direct_channels[user] = channel
            self._direct_channels.move_to_end(user)
            if len(self._direct_channels) > _MOST_DIRECT_CHANNELS:
                self._direct_channels.popitem(last=False)

    def direct_channel(self, user: str) -> str:
        """The channel of somebody's direct messages; the person's id, which Slack takes in its place, where that is not known."""
        with self._lock:
            return self._direct_channels.get(user, user)
