"""`onde serve`: the app put together, started, and ended in order."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.assistant import Assistant
from bot.config import DAY_SECONDS, SlackSettings
from bot.errors import StoreUnavailable
from bot.knowledge.archive import pack
from bot.logs import finish_logging, start_logging
from bot.memory import keep_for_good
from bot.store.open import open_store
from bot.surfaces.slack.answering import Answering
from bot.surfaces.slack.app import Dispatcher
from bot.surfaces.slack.edge import Edge
from bot.surfaces.slack.http_server import HttpServer
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.review.background import Background
from bot.surfaces.slack.socket_mode import Socket

# How long the end may take, in seconds: platforms kill a process that does not end within 30 (Heroku, Kubernetes).
_INTAKE_SECONDS, _REVIEW_SECONDS, _ANSWERS_SECONDS, _POSTS_SECONDS = 5.0, 1.5, 6.5, 9.0
# Deleting for good writes the whole file anew, so it is done once a day; the first time when the start is over.
_FIRST_PURGE_SECONDS = 2.0
_HEALTH_SECONDS = 1.0
_WAKE_SECONDS = 0.5
# After how many new objects garbage is looked for; those of the questions under way are no garbage.
_YOUNG = 50_000


def serve(settings: SlackSettings, open_assistant: Callable[[], Assistant]) -> None:
    """Run the app until SIGTERM or SIGINT, then finish what is under way.

    Raises StoreError, KnowledgeError or SettingError where it cannot start; after that nothing but a signal ends it.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    store = open_store(settings.store)
    try:
        start_logging(sys.stderr, settings.log_level)
        app = Server(Office(settings, open_assistant(), store))
        gc.collect()
        keep_for_good()
        gc.set_threshold(_YOUNG)
        app.run(stop)
    finally:
        store.close()
        finish_logging()


class Server:
    """The parts of the app in one process."""

    def __init__(self, office: Office) -> None:
        self._office = office
        settings = office.settings
        self._answering = Answering(office)
        self._inbox = Inbox(office, self._answering)
        self._background = Background(office)
        dispatcher = Dispatcher(office, self._inbox)
        self._socket: Socket | None = None
        if settings.mode == "socket":
            self._socket = Socket(settings.api_url, settings.app_token, dispatcher.envelope, office.log, office.metrics.acknowledged.observe)
            office.metrics.connected.set_function(lambda: float(self._is_connected()))
        self._health = Health(office, self._socket)
        self._http: HttpServer | None = None
        if settings.port is not None:
            intake = dispatcher.intake() if settings.mode == "http" else None
            edge = Edge(settings.signing_secret, intake, self._health.told, office.metrics, office.log)
            self._http = HttpServer(edge, settings.host, settings.port)

    def _is_connected(self) -> bool:
        return self._socket is not None and self._socket.is_connected()

    def run(self, stop: threading.Event) -> None:
        """Start, wait for `stop`, end."""
        office, settings = self._office, self._office.settings
        try:
            if self._http is not None:
                self._http.start()
            port = self._http.port if self._http is not None else None
            office.log.event("started", mode=settings.mode, port=port, store=str(settings.store), knowledge=office.knowledge)
            self._take_up()
            if self._socket is not None:
                self._socket.connect(stop)
            while not stop.wait(_WAKE_SECONDS):
                pass  # A signal that the system gave to another thread is seen only once this one wakes.
        finally:
            self._end()

    def _take_up(self) -> None:
        """What an earlier process left, and what must be done again and again."""
        try:
            self._office.deliveries.resume()
            self._office.store.keep_knowledge(self._office.knowledge, pack(self._office.assistant.folder))
        except StoreUnavailable as error:
            self._office.log.failure("resume", error)
            self._later(1.0, self._take_up)
            return
        self._answering.sweep()
        self._background.start()
        if self._office.settings.retention_days:
            self._later(_FIRST_PURGE_SECONDS, self._purge)

    def _later(self, seconds: float, work: Callable[[], None]) -> None:
        """In a thread of its own, since the timer's must not wait."""
        self._office.timer.after(seconds, lambda: threading.Thread(target=work, daemon=True).start())

    def _purge(self) -> None:
        """Forget what is older than the operator wants it kept."""
        days = self._office.settings.retention_days
        try:
            count = self._office.conversations.purge(days)
            self._office.log.event("purged", turns=count, older_than_days=days)
        except StoreUnavailable as error:
            self._office.log.failure("purged", error)
        self._later(DAY_SECONDS, self._purge)

    def _end(self) -> None:
        """Take nothing more in, answer what came, send what is answered; what is left is in the store for the next process."""
        began = time.monotonic()
        if self._socket is not None:
            self._socket.close(_INTAKE_SECONDS)
        if self._http is not None:
            self._http.close(_INTAKE_SECONDS)
        answered = self._answering.close(_ANSWERS_SECONDS)
        self._background.close(_REVIEW_SECONDS)
        self._office.people.close()
        end = time.monotonic() + _POSTS_SECONDS
        for lanes in (self._office.lanes, self._office.asides):
            lanes.close(max(0.0, end - time.monotonic()))
        self._office.timer.close()
        left = self._office.lanes.waiting() + self._office.asides.waiting()
        self._office.log.event("ended", answered=answered, unsent=left, ms=round((time.monotonic() - began) * 1000))


class Health:
    """Whether all is well, found out at most once a second."""

    def __init__(self, office: Office, socket: Socket | None) -> None:
        self._office = office
        self._socket = socket
        self._lock = threading.Lock()
        self._writable = True
        self._looked = 0.0

    def told(self) -> Mapping[str, Any]:
        """For /health: "ok", the mode, the knowledge's version, the store, and in Socket Mode the connection."""
        with self._lock:
            if time.monotonic() - self._looked > _HEALTH_SECONDS:
                self._writable = self._office.store.is_writable()
                self._looked = time.monotonic()
            writable = self._writable
        connected = self._socket.is_connected() if self._socket is not None else None
        told: dict[str, Any] = {"ok": writable and connected is not False, "mode": self._office.settings.mode, "knowledge": self._office.knowledge}
        told["store"] = "writable" if writable else "not writable"
        if connected is not None:
            told["socket"] = "connected" if connected else "not connected"
        return told
