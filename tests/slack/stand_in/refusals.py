"""How the stand-in says no."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""A JSON object."""


class Refused(Exception):
    """A call that Slack would refuse. `error` is Slack's name of the reason; `messages` tell where it is; `more` are further fields of the answer."""

    def __init__(self, error: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(f"{error}: {'; '.join(messages)}" if messages else error)
        self.error, self.messages, self.more = error, messages or [], more

    def answer(self) -> Json:
        """The body that Slack answers with."""
        body: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body
