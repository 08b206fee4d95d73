"""The addresses by which the app answers an interaction, and the answers that come with an acknowledgement of a command."""

from __future__ import annotations

import asyncio
import json
import math
import time
from typing import Any

from aiohttp import web

from tests.slack.stand_in import talk
from tests.slack.stand_in.checks import check_message
from tests.slack.stand_in.faults import RESPONSE_URL, reset
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import ResponseUrl, State

_STATUS = {"used_url": 404, "expired_url": 404, "invalid_url": 404}
_KNOWN = {
    "text", "blocks", "attachments", "metadata", "response_type", "replace_original", "delete_original", "thread_ts", "unfurl_links", "unfurl_media",
    "mrkdwn", "parse", "link_names", "username", "icon_emoji", "icon_url",
}  # fmt: skip


class ResponseUrls:
    """Serves /response/<team>/<id>."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One use of an address."""
        id = request.match_info["id"]
        try:
            arguments: Any = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        with self._state.journal.lock:
            fault = self._state.faults.next(RESPONSE_URL, arguments)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and (fault.status or fault.drop == "before"):
            status, answer = fault.status, fault.name
        else:
            status, answer = self._answer(id, arguments)
        self._state.journal.add("response", id, arguments=arguments, status=status, answer=answer, fault=fault.name if fault else "")
        if fault and fault.late:
            await asyncio.sleep(fault.late)
        if fault and fault.drop and isinstance(request.transport, asyncio.Transport):
            reset(request.transport)
        headers = {"Retry-After": str(math.ceil(fault.retry_after))} if fault and fault.retry_after else None
        return web.Response(status=status, text=answer, headers=headers)

    def _answer(self, id: str, arguments: Any) -> tuple[int, str]:
        try:
            with self._state.journal.lock:
                address = self._use(id)
                answer_interaction(self._state, address, arguments, "response_url")
        except Refused as refusal:
            return _STATUS.get(refusal.error, 400), json.dumps(refusal.answer())
        return 200, "ok"

    def _use(self, id: str) -> ResponseUrl:
        address = self._state.response_urls.get(id)
        if address is None:
            raise Refused("invalid_url")
        if time.monotonic() - address.at > self._state.settings.response_url_lives:
            raise Refused("expired_url")
        if address.uses >= self._state.settings.response_url_uses:
            raise Refused("used_url")
        address.uses += 1
        return address


def answer_interaction(state: State, address: ResponseUrl, arguments: Any, via: str) -> Message | None:
    """Do what an answer asks for: a message for one person or for all, or the original replaced or deleted. Raises Refused."""
    if not isinstance(arguments, dict):
        raise Refused("invalid_payload")
    if unknown := arguments.keys() - _KNOWN:
        raise Refused("invalid_arguments", [f"[ERROR] unknown field: {name}" for name in sorted(unknown)])
    channel = state.world.channels[address.channel]
    original = channel.said.get(address.original)
    if arguments.get("delete_original") or arguments.get("replace_original"):
        if original is None or original.deleted or original.user != state.settings.bot_user:
            raise Refused("message_not_found")
        if arguments.get("delete_original"):
            talk.remove(state, channel, original)
            return None
        check_message(arguments, state.settings)
        changes: Json = {"text": arguments.get("text") or "", "blocks": talk.as_kept(state, arguments.get("blocks") or [])}
        talk.change(state, channel, original, by=state.settings.bot_user, **changes)
        return original
    kind = arguments.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise Refused("invalid_arguments", [f"[ERROR] unknown response_type {kind!r}"])
    check_message(arguments, state.settings)
    parent = channel.find(str(arguments.get("thread_ts") or ""))
    thread = (parent.thread or parent.ts) if parent else ""
    message = talk.of_the_app(state, channel, arguments, via, thread, only_for=address.user if kind == "ephemeral" else "")
    talk.post(state, channel, message)
    return message
