"""Slack: the state, its doors, and the thread that serves them."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.slack.stand_in.faults import Fault, Pace
from tests.slack.stand_in.model import Channel, Person
from tests.slack.stand_in.parcels import NotTaken, Parcel
from tests.slack.stand_in.payloads import TOKEN
from tests.slack.stand_in.response_urls import ResponseUrls
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.state import State
from tests.slack.stand_in.web_api import WebApi

_SECONDS = 10.0
_LARGEST_BODY = 2**22
_TURNS = 5


class Slack(State):
    """A Slack on loopback, used as a context: it serves from entering to leaving.

    Who is there from the beginning: "ana" (pt-BR) and "ben" (en-US), "gil", a guest, and "eva" from another workspace; "ping", another app's
    bot. All but the bot are in "general" with the app; "secret" is private, with ana and the app; "partners" is shared with eva's workspace;
    "elsewhere" has ana and ben and not the app.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings or Settings())
        self._thread = threading.Thread(target=self._serve, name="slack", daemon=True)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._ending = asyncio.Event()
        if self.settings.posts_per_second:
            self.faults.add("chat.postMessage", Pace(self.settings.posts_per_second, self.settings.posts_burst))
        self._people()

    def _people(self) -> None:
        team = self.settings.team
        for person in (
            Person("U0ANA", "ana", team, "pt-BR"), Person("U0BEN", "ben", team), Person("U0GIL", "gil", team, "pt-BR", guest=True),
            Person("U0EVA", "eva", "T0OTHER", external=True), Person("U0PING", "ping", team, bot_id="B0PING"),
            Person(self.settings.bot_user, self.settings.bot_name, team, bot_id=self.settings.bot),
        ):  # fmt: skip
            self.world.people[person.id] = person
        bot = self.settings.bot_user
        for channel in (
            Channel("C0GENERAL", "general", "channel", {"U0ANA", "U0BEN", "U0GIL", "U0PING", bot}),
            Channel("C0SECRET", "secret", "group", {"U0ANA", bot}),
            Channel("C0PARTNERS", "partners", "channel", {"U0ANA", "U0BEN", "U0EVA", bot}, shared=True),
            Channel("C0ELSEWHERE", "elsewhere", "channel", {"U0ANA", "U0BEN"}),
        ):
            self.world.channels[channel.id] = channel

    def __enter__(self) -> Slack:
        self._thread.start()
        if not self._ready.wait(_SECONDS):
            raise TimeoutError("the stand-in did not start")
        if self._failure:
            raise self._failure
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(_SECONDS)
        if self._thread.is_alive():
            raise TimeoutError("the stand-in did not end")

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._run())
        except OSError as failure:  # the port is taken
            self._failure = failure
        finally:
            self.loop.close()
            self._ready.set()

    async def _run(self) -> None:
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", WebApi(self).handle)
        app.router.add_post("/response/{team}/{id}", ResponseUrls(self).handle)
        app.router.add_get("/link", self.sockets.accept)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        listener = socket.create_server(("127.0.0.1", self.settings.port))
        await web.SockSite(runner, listener).start()
        try:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            self._ready.set()
            await self._ending.wait()
        finally:
            self.loop.remove_reader(listener)
            await _turns()
            await self.sockets.reset()
            await self.posting.close()
            await runner.cleanup()
            await _cancel_others()
            await _turns()

    def variables(self) -> dict[str, str]:
        """What the app must find in its environment."""
        settings = self.settings
        return {
            "SLACK_API_URL": f"{self.url}/api/", "SLACK_BOT_TOKEN": settings.bot_token, "SLACK_APP_TOKEN": settings.app_token,
            "SLACK_SIGNING_SECRET": settings.signing_secret,
        }  # fmt: skip

    def deliver_to(self, url: str) -> None:
        """From now on deliver by HTTP to this address; "" for Socket Mode again."""
        self.posting.url = url

    def misbehave(self, method: str, fault: Fault, times: int | None = 1) -> None:
        """The next calls of a method ("chat.*" for several, "response_url" for those) go wrong so many times, None for always."""
        with self.journal.lock:
            self.faults.add(method, fault, times)

    def verify_url(self) -> bool:
        """Whether the app proves that its request URL is its own, as Slack asks once when it is set: it answers a challenge."""
        challenge = self.world.new_id("challenge")
        payload = {"token": TOKEN, "challenge": challenge, "type": "url_verification"}
        try:
            answer = self.run(self.posting.send(Parcel("events_api", challenge, payload), 0, "")).result(_SECONDS)
        except NotTaken:
            return False
        return bool((answer.get("challenge") if isinstance(answer, dict) else answer) == challenge)

    def connected(self) -> int:
        """How many WebSockets of the app are open and not on their way out."""
        return sum(1 for connection in list(self.sockets.connections) if not connection.leaving and not connection.frozen)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self.run(work).result(_SECONDS)

    def close_sockets(self) -> None:
        """Every WebSocket is closed in good order."""
        self._do(self.sockets.close())

    def reset_sockets(self) -> None:
        """Every WebSocket ends at once, by RST."""
        self._do(self.sockets.reset())

    def freeze_sockets(self) -> None:
        """Every WebSocket that is open becomes half-open: it looks alive and nothing comes through, in neither direction."""
        self._do(self.sockets.freeze())

    def disconnect_sockets(self, reason: str = "refresh_requested", after: float = 0.5) -> None:
        """Ask the app to leave its WebSockets ("warning", "refresh_requested", "link_disabled"); they are closed `after` seconds. Returns at once."""
        self.run(self.sockets.disconnect(reason, after))


async def _turns() -> None:
    """Let the loop turn until what was accepted is a connection, and what was closed is gone: else their sockets outlive the loop.

    asyncio loses a socket that it accepted in the very turn in which its server is closed, so no more are accepted before that.
    """
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def _cancel_others() -> None:
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
