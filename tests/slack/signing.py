"""Requests signed as Slack signs them, or almost."""

from __future__ import annotations

import hashlib
import hmac
import time

from tests.slack.stand_in.settings import Settings

SECRET = Settings().signing_secret.encode()
JSON, FORM = "application/json", "application/x-www-form-urlencoded"

Headers = list[tuple[str, str]]


def signed(body: bytes, timestamp: str = "", secret: bytes = SECRET, version: str = "v0", kind: str = JSON) -> Headers:
    """The headers that Slack would send: type, timestamp and signature."""
    timestamp = timestamp or str(int(time.time()))
    signature = hmac.new(secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return [("Content-Type", kind), ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", f"{version}={signature}")]
