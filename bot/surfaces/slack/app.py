"""What comes from Slack on one side, who takes care of it on the other: questions go to the inbox, all else to Bolt's listeners.

Questions do not pass through Bolt: it would acknowledge an event before its listener has kept it, and building a client and
looking through all listeners for each costs more than keeping it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import quiet_logger
from bot.surfaces.slack.asked import is_question
from bot.surfaces.slack.edge import Intake, Request, Response
from bot.surfaces.slack.inbox import PATIENCE_SECONDS, Inbox
from bot.surfaces.slack.listeners import register
from bot.surfaces.slack.manifest import COMMAND, SHORTCUT
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.workers import Workers

# Listeners that run at once; they wait for the store, and less than a second for Slack. Where both fail, all of a crowd wait side by side.
_LISTENERS = 256


class Dispatcher:
    """Gives what comes from Slack to whoever takes care of it."""

    def __init__(self, office: Office, inbox: Inbox) -> None:
        self._inbox = inbox
        self._app = _make_app(office, inbox)

    def intake(self) -> Intake:
        """For the door to HTTP."""
        return Intake(is_question, self._inbox.event_soon, self.http, PATIENCE_SECONDS)

    def http(self, request: Request) -> Response:
        """Handle a request that Slack has signed and that is no question."""
        headers: dict[str, str | Sequence[str]] = {**request.headers}
        answer = self._app.dispatch(BoltRequest(body=request.text, headers=headers))
        return Response(answer.status, answer.body.encode(), answer.first_headers().get("content-type", "text/plain; charset=utf-8"))

    def envelope(self, request: SocketModeRequest) -> dict[str, object] | None:
        """Handle an envelope of Socket Mode; what it is acknowledged with, None where Slack shall send it again."""
        retry = str(request.retry_attempt or "")
        if request.type == "events_api" and is_question(request.payload):
            return {} if self._inbox.event(request.payload, retry) else None
        answer = self._app.dispatch(BoltRequest(mode="socket_mode", body=request.payload))
        if answer.status != 200:
            return None
        if answer.body and answer.first_headers().get("content-type", "").startswith("application/json"):
            payload: dict[str, object] = json.loads(answer.body)
            return payload
        return {"text": answer.body} if answer.body else {}


def _make_app(office: Office, inbox: Inbox) -> App:
    """The Bolt app with all its listeners; it opens no connection.

    The edge has checked signatures, and own messages are known by their bot. authorize is given because Bolt would else ask
    Slack who we are first.
    """
    token = office.settings.bot_token

    def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    app = App(
        name="slack_bolt",  # Bolt changes the level of the logger that is called so.
        logger=quiet_logger("slack_bolt"),
        client=WebClient(base_url=office.settings.api_url, retry_handlers=[], logger=quiet_logger("slack_sdk")),
        authorize=authorize,
        signing_secret=office.settings.signing_secret or "-",
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        listener_executor=Workers(_LISTENERS, "listener"),
    )
    register(app, office, inbox, COMMAND, SHORTCUT)
    return app
