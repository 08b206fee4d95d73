"""What people see, and waiting until they see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from tests.slack.stand_in.journal import Happening
from tests.slack.stand_in.model import Message, View
from tests.slack.stand_in.slack import Slack

T = TypeVar("T")

SECONDS = 15.0
_MARK_UP = re.compile(r"<([^<>]*)>")
_PLAIN = ("plain_text", "raw_text", "text")


class Eyes:
    """People who look. Names stand for people and channels, or their ids. Thread-safe."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack

    def messages(self, channel: str) -> list[Message]:
        """All that is to be seen in a channel, replies too, oldest first."""
        with self.slack.journal.lock:
            return self.slack.world.channel(channel).messages()

    def direct_messages(self, user: str) -> list[Message]:
        """All that a person and the app wrote to each other."""
        with self.slack.journal.lock:
            return self.slack.world.direct(self.slack.world.person(user)).messages()

    def replies(self, message: Message) -> list[Message]:
        """What was written in the thread of a message, without its first message."""
        with self.slack.journal.lock:
            root = message.thread or message.ts
            return [reply for reply in self.slack.world.channels[message.channel].messages() if reply.thread == root]

    def answers(self, message: Message) -> list[Message]:
        """The app's own messages in the thread of a message, after it."""
        bot = self.slack.settings.bot_user
        return [reply for reply in self.replies(message) if reply.user == bot and float(reply.ts) > float(message.ts)]

    def ephemerals(self, user: str, channel: str = "") -> list[Message]:
        """What only this person sees, in a channel or everywhere, in the order in which it appeared."""
        with self.slack.journal.lock:
            id = self.slack.world.person(user).id
            places = [self.slack.world.channel(channel)] if channel else list(self.slack.world.channels.values())
            return sorted((message for place in places for message in place.ephemerals(id)), key=lambda message: message.at)

    def views(self, user: str) -> list[View]:
        """The open modals of a person, the one in sight last."""
        with self.slack.journal.lock:
            return self.slack.world.stack(self.slack.world.person(user).id)

    def home(self, user: str) -> View | None:
        """The Home tab of a person; None where the app published none."""
        with self.slack.journal.lock:
            return self.slack.world.homes.get(self.slack.world.person(user).id)

    def status(self, message: Message) -> str:
        """What the app says it is doing in the thread of a message, "" for nothing."""
        with self.slack.journal.lock:
            return self.slack.world.statuses.get((message.channel, message.thread or message.ts), "")

    def session(self, message: Message) -> str:
        """The state of the app's session in the thread of a message, "" for none."""
        with self.slack.journal.lock:
            return self.slack.world.sessions.get((message.channel, message.thread or message.ts), "")

    def prompts(self, user: str) -> list[dict[str, Any]]:
        """The prompts that the app suggests to a person."""
        with self.slack.journal.lock:
            return self.slack.world.prompts.get(self.slack.world.direct(self.slack.world.person(user)).id, [])

    def refusals(self) -> list[Happening]:
        """Calls of the app that were refused, those on purpose too."""
        return [call for call in self.slack.journal.calls() if call.data["answer"].get("ok") is False]

    def wait_for(self, condition: Callable[[], T], seconds: float = SECONDS, what: str = "what was waited for") -> T:
        """The first true value of a condition; AssertionError with the last happenings where it does not come in time."""
        return self.slack.journal.wait_for(condition, seconds, what)

    def reply_to(self, message: Message, seconds: float = SECONDS) -> Message:
        """The app's first answer in the thread of a message, waited for."""
        return self.wait_for(lambda: self.answers(message), seconds, f"a reply to {message.text!r}")[0]

    def view_of(self, user: str, seconds: float = SECONDS) -> View:
        """The modal that a person has before them, waited for."""
        return self.wait_for(lambda: self.views(user), seconds, f"a modal for {user}")[-1]

    def ephemeral_for(self, user: str, channel: str = "", seconds: float = SECONDS) -> Message:
        """The last message that only this person sees, waited for."""
        return self.wait_for(lambda: self.ephemerals(user, channel), seconds, f"an ephemeral message for {user}")[-1]

    def settle(self, quiet: float = 0.3, seconds: float = 30.0) -> None:
        """Wait until every delivery has ended and nothing happened for a while: how else can one see that nothing more comes?"""
        self.slack.journal.wait_for_quiet(lambda: not self.slack.under_way, quiet, seconds)


def visible_text(shown: Message | View) -> str:
    """All that can be read in a message or view: its texts, a line each, in order. A message with blocks shows these and not its `text`."""
    if isinstance(shown, Message):
        return "\n".join(_texts(shown.blocks)) if shown.blocks else shown.text
    return "\n".join(_texts([shown.content.get("title") or {}, *shown.content["blocks"], shown.content.get("submit") or {}]))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for child in part:
            yield from _texts(child)
    elif isinstance(part, dict):
        for key, child in part.items():
            if key in ("text", "alt_text") and isinstance(child, str):
                yield child
            elif key not in ("confirm", "value"):
                yield from _texts(child)


def live_mark_up(shown: Message | View) -> list[str]:
    """All mark-up that Slack would act on: what stands between < and > in `text` and in mrkdwn, links and mentions of rich text, and what a
    `markdown` block might make of <...>. Such as "!channel", "@U0ANA", "#C0GENERAL", "https://example.com|label"."""
    if isinstance(shown, Message):
        return [*_MARK_UP.findall(shown.text), *_live(shown.blocks)]
    return list(_live(shown.content["blocks"]))


def _live(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for child in part:
            yield from _live(child)
    elif isinstance(part, dict):
        kind = part.get("type")
        if kind in ("mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield from _MARK_UP.findall(part["text"])
        elif kind in ("link", "user", "channel", "usergroup", "broadcast"):
            yield str(part.get("url") or part.get("user_id") or part.get("channel_id") or part.get("usergroup_id") or part.get("range"))
        elif kind not in _PLAIN:
            for child in part.values():
                yield from _live(child)
