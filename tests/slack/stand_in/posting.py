"""HTTP delivery: signed requests to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.slack.stand_in.parcels import NotTaken, Parcel
from tests.slack.stand_in.settings import Settings

# Less than the app keeps an idle connection, which a server may close at the very moment at which it is used again.
_IDLE_SECONDS = 5


def signed_headers(body: bytes, secret: str, at: float | None = None) -> dict[str, str]:
    """The headers that prove that a body comes from Slack; `at` is a Unix time, now where not given."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def body_of(parcel: Parcel) -> tuple[bytes, str]:
    """The body of a parcel's request and its content type: JSON for events, a form for the others."""
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload).encode(), "application/json"
    form = parcel.payload if parcel.kind == "slash_commands" else {"payload": json.dumps(parcel.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


class Posting:
    """Posts parcels to the app. Runs in the server's loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.url = ""
        self._session: aiohttp.ClientSession | None = None

    async def send(self, parcel: Parcel, attempt: int, reason: str) -> Any:
        """Post a payload; returns what the app answered: an object, a text, or None. Raises NotTaken where that is no 2xx in time."""
        body, content_type = body_of(parcel)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "Accept": "*/*"}
        headers |= signed_headers(body, self._settings.signing_secret)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._settings.ack_within)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS))
        try:
            async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as response:
                answer = await response.text()
                if not 200 <= response.status < 300:
                    raise NotTaken("http_error", final="X-Slack-No-Retry" in response.headers)
                return json.loads(answer) if answer and response.content_type == "application/json" else answer or None
        except TimeoutError:
            raise NotTaken("http_timeout") from None
        except aiohttp.ClientError:
            raise NotTaken("connection_failed") from None
        except ValueError:  # says JSON and is none
            raise NotTaken("http_error") from None

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()
