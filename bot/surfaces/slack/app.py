"""The Bolt app: Slack's bodies on one side, the listeners on the other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import quiet_logger
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.edge import Response
from bot.surfaces.slack.inbox import Inbox
from bot.surfaces.slack.listeners import register
from bot.surfaces.slack.manifest import COMMAND, SHORTCUT
from bot.surfaces.slack.office import Office

# Listeners that run at once; they wait for the store and for nothing else.
_LISTENERS = 32


def make_app(office: Office, inbox: Inbox) -> App:
    """The app with all its listeners; it opens no connection.

    The edge has checked signatures; own messages are known by their bot, as those of others; authorize is given because
    Bolt would else ask Slack who we are before each event is kept.
    """
    token = office.settings.bot_token

    def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    app = App(
        name="slack_bolt",  # Bolt changes the level of the logger that is called so.
        logger=quiet_logger("slack_bolt"),
        client=Api.client(office.settings.api_url),
        authorize=authorize,
        signing_secret=office.settings.signing_secret or "-",
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        listener_executor=ThreadPoolExecutor(_LISTENERS, "listener"),
    )
    register(app, office, inbox, COMMAND, SHORTCUT)
    return app


def dispatch_http(app: App, body: str, headers: dict[str, str | Sequence[str]]) -> Response:
    """Handle a request that Slack has signed."""
    answer = app.dispatch(BoltRequest(body=body, headers=headers))
    return Response(answer.status, answer.body.encode(), answer.first_headers().get("content-type", "text/plain; charset=utf-8"))


def dispatch_envelope(app: App, request: SocketModeRequest) -> dict[str, object] | None:
    """Handle an envelope of Socket Mode; what it is acknowledged with, None where Slack shall send it again."""
    retry: dict[str, str | Sequence[str]] = {"x-slack-retry-num": str(request.retry_attempt)} if request.retry_attempt else {}
    answer: BoltResponse = app.dispatch(BoltRequest(mode="socket_mode", body=request.payload, headers=retry))
    if answer.status != 200:
        return None
    if answer.body and answer.first_headers().get("content-type", "").startswith("application/json"):
        payload: dict[str, object] = json.loads(answer.body)
        return payload
    return {"text": answer.body} if answer.body else {}
