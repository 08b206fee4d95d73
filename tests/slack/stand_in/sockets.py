"""Socket Mode: the WebSockets that the app opens, and what travels on them."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack.stand_in.faults import reset
from tests.slack.stand_in.journal import Journal
from tests.slack.stand_in.parcels import NotTaken, Parcel
from tests.slack.stand_in.settings import Settings


class Connection:
    """One WebSocket of the app. Its methods run in the server's loop."""

    def __init__(self, number: int, socket: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self.number, self.socket, self.transport = number, socket, transport
        self.opened = time.monotonic()
        self.leaving = False
        self.frozen = False
        self.waiting: dict[str, asyncio.Future[Any]] = {}

    async def send(self, parcel: Parcel, attempt: int, reason: str, within: float) -> Any:
        """Send a payload and wait for its acknowledgement: the payload that came with it, or None. Raises NotTaken."""
        envelope: dict[str, Any] = {
            "envelope_id": secrets.token_hex(16), "type": parcel.kind, "payload": parcel.payload, "accepts_response_payload": not parcel.retried,
        }  # fmt: skip
        if parcel.retried:
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.waiting[envelope["envelope_id"]] = future
        try:
            if not self.frozen:  # what is sent into a dead line is lost without a word
                await self.socket.send_str(json.dumps(envelope))
            return await asyncio.wait_for(future, within)
        except TimeoutError:
            raise NotTaken("timeout") from None
        except ConnectionError:
            raise NotTaken("connection_failed") from None
        finally:
            self.waiting.pop(envelope["envelope_id"], None)

    def acknowledged(self, message: Any) -> None:
        """The app's answer to an envelope; others are ignored, as Slack does."""
        future = self.waiting.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if future and not future.done():
            future.set_result(message.get("payload"))

    def lost(self) -> None:
        """Nothing will be acknowledged here any more."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(NotTaken("connection_failed"))


class Sockets:
    """All connections of the app. Each payload goes to one of them, in turn, a retry to the next. Its methods run in the server's loop."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        self._settings, self._journal = settings, journal
        self._tickets: set[str] = set()
        self._numbers = 0
        self._turns: dict[str, int] = {}
        self._arrived = asyncio.Event()
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """What a new connection must show; good once."""
        self._tickets.add(ticket := secrets.token_hex(16))
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """The door of the WebSockets: greets, and reads acknowledgements until the connection ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        assert isinstance(request.transport, asyncio.Transport)
        self._numbers += 1
        connection = Connection(self._numbers, socket, request.transport)
        self.connections.append(connection)
        debug = {"host": "stand-in", "started": "", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "num_connections": len(self.connections), "connection_info": {"app_id": self._settings.app}, "debug_info": debug}
        await socket.send_json(hello)
        self._journal.add("connection", "opened", number=connection.number)
        self._arrived.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    connection.acknowledged(json.loads(message.data))
        finally:
            self.connections.remove(connection)
            connection.lost()
            self._journal.add("connection", "closed", number=connection.number)
        return socket

    async def send(self, parcel: Parcel, attempt: int, reason: str) -> Any:
        """Send a payload to the next connection; waits for one where there is none. Returns what came with the acknowledgement; raises NotTaken."""
        end = time.monotonic() + self._settings.ack_within
        while not (those := [connection for connection in self.connections if not connection.leaving]):
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), end - time.monotonic())
            except TimeoutError:
                raise NotTaken("no_connection") from None
        turn = self._turns.setdefault(parcel.key, len(self._turns)) + attempt
        return await those[turn % len(those)].send(parcel, attempt, reason, self._settings.ack_within)

    async def disconnect(self, reason: str, after: float) -> None:
        """Ask the app to leave every connection that is there now ("warning", "refresh_requested"), and close them after a while, in seconds."""
        those = list(self.connections)
        for connection in those:
            connection.leaving = reason != "warning"
            self._journal.add("connection", reason, number=connection.number)
            with suppress(ConnectionError):  # One that has just ended must not keep the others from being asked.
                await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "stand-in"}})
        await asyncio.sleep(after)
        for connection in those:
            await connection.socket.close()

    async def close(self) -> None:
        """Close every connection in good order."""
        for connection in list(self.connections):
            await connection.socket.close()

    async def reset(self) -> None:
        """Every connection ends at once by RST."""
        for connection in list(self.connections):
            self._journal.add("connection", "reset", number=connection.number)
            reset(connection.transport)

    async def freeze(self) -> None:
        """Every connection that is there now becomes half-open: nothing that the app sends is read, pings included, and nothing reaches it."""
        for connection in self.connections:
            self._journal.add("connection", "frozen", number=connection.number)
            connection.frozen = True
            connection.transport.pause_reading()
