"""The door of the Web API: who calls, what may go wrong on the way, and the record of it."""

from __future__ import annotations

import asyncio
import copy
import json
import math
import time
from typing import Any

from aiohttp import web

from tests.slack.stand_in.faults import Fault, reset
from tests.slack.stand_in.methods import METHODS
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State


async def arguments_of(request: web.Request) -> Json:
    """The arguments of a call: from its address, a form or JSON. Values of a form that are JSON are read, as Slack reads them."""
    given: Json = {name: _value(value) for name, value in request.query.items()}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return given | body
    form = await request.post()
    return given | {name: _value(value) for name, value in form.items() if isinstance(value, str)}


def _value(text: str) -> Any:
    if text[:1] not in ("[", "{"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


class WebApi:
    """Serves /api/<method>."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, from its arguments to its record."""
        method, begun = request.match_info["method"], time.monotonic()
        try:
            arguments = await arguments_of(request)
        except Refused as refusal:
            return web.json_response(refusal.answer())
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token if kind.lower() == "bearer" else str(arguments.pop("token", ""))
        with self._state.journal.lock:
            fault = self._state.faults.next(method, arguments)
        answer, status = await self._answer(method, arguments, token, fault, request)
        self._state.journal.add(
            "call", method, token=token, arguments=arguments, status=status, answer=answer, begun=begun, seconds=time.monotonic() - begun,
            fault=fault.name if fault else "",
        )  # fmt: skip
        if fault and fault.late:
            await asyncio.sleep(fault.late)
        if fault and fault.drop:
            _drop(request)
        headers = {"x-oauth-scopes": ",".join(sorted(self._state.granted)), "x-slack-req-id": self._state.world.new_id("req")}
        if fault and fault.retry_after:
            headers["Retry-After"] = str(math.ceil(fault.retry_after))
        if not self._state.settings.keeps_open:
            headers["Connection"] = "close"
        return web.json_response(answer, status=status, headers=headers)

    async def _answer(self, method: str, arguments: Json, token: str, fault: Fault | None, request: web.Request) -> tuple[Json, int]:
        """The body and status of the answer. What was dropped before it was done has status 0."""
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.drop == "before":
            return {}, 0
        if fault and fault.status:
            return {"ok": False, "error": "ratelimited" if fault.status == 429 else "internal_error"}, fault.status
        try:
            if fault and fault.error:
                raise Refused(fault.error)
            with self._state.journal.lock:
                return {"ok": True} | self._call(method, copy.deepcopy(arguments), token), 200
        except Refused as refusal:
            return refusal.answer(), 200

    def _call(self, name: str, arguments: Json, token: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        settings = self._state.settings
        if not token:
            raise Refused("not_authed")
        if token not in (settings.bot_token, settings.app_token):
            raise Refused("invalid_auth")
        if (token == settings.app_token) != method.app_level:
            raise Refused("not_allowed_token_type")
        self._state.require(*method.scopes)
        return method.run(self._state, arguments)


def _drop(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        reset(request.transport)
