"""A stand-in to try an app by hand: `python -m tests.slack.stand_in [--port N] [--app-url URL]`.

Prints the environment for the app, then reads lines: what somebody does, a line each; what they see is printed.

    ana general Where is Freshteam hosted?    a mention in a channel        ana @ Where is it?      a direct message
    ana general /onde Where is it?            a command                     ana home                open the Home tab
    ana click Helpful                         click on the last message of the app that has such an element
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterable

from tests.slack.stand_in.elements import elements_of
from tests.slack.stand_in.journal import Happening
from tests.slack.stand_in.model import Message
from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace, visible_text


def main() -> None:
    """Serve until the lines end."""
    arguments = argparse.ArgumentParser(prog="python -m tests.slack.stand_in", description="A Slack on this machine, to try an app by hand.")
    arguments.add_argument("--port", type=int, default=0, help="where to listen; any free port where not given")
    arguments.add_argument("--app-url", default="", help="the app's address for HTTP, as http://127.0.0.1:3000/slack/events; else Socket Mode")
    given = arguments.parse_args()
    with Slack(Settings(port=given.port)) as slack:
        slack.deliver_to(given.app_url)
        for name, value in slack.variables().items():
            print(f"export {name}={value}", flush=True)
        threading.Thread(target=_show, args=(slack,), daemon=True).start()
        people = Workspace(slack)
        for line in sys.stdin:
            try:
                _do(people, line.split(maxsplit=2))
            except (KeyError, AssertionError) as error:  # a slip of the hand ends nothing
                print(f"? {error}", flush=True)


def _do(people: Workspace, words: list[str]) -> None:
    match words:
        case [user, "home"]:
            people.open_home(user)
        case [user, "click", what]:
            people.click(user, _last_with(people, what), what)
        case [user, "@", text]:
            people.direct_message(user, text)
        case [user, channel, text] if text.startswith("/"):
            command, _, rest = text.strip().partition(" ")
            people.command(user, channel, rest, command)
        case [user, channel, text]:
            people.mention(user, channel, text.strip())
        case _:
            print("? somebody, somewhere, something", flush=True)


def _last_with(people: Workspace, what: str) -> Message:
    with people.slack.journal.lock:
        messages = [message for channel in people.slack.world.channels.values() for message in channel.said.values() if not message.deleted]
    with_it = [message for message in messages if any(what in element.names() for element in elements_of(message.blocks))]
    if not with_it:
        raise KeyError(f"nothing to click that is called {what!r}")
    return max(with_it, key=lambda message: message.at)


def _show(slack: Slack) -> None:
    seen = 0
    while True:
        slack.journal.wait_for_news(seen)
        news: Iterable[Happening] = slack.journal.all("message", since=seen) + slack.journal.all("said", since=seen)
        seen = len(slack.journal)
        for item in news:
            message = slack.world.channels[item.data["channel"]].said.get(item.data["ts"]) if item.kind == "message" else None
            print(f"{item.name} {message.user}: {visible_text(message)}" if message else str(item), flush=True)


if __name__ == "__main__":
    main()
