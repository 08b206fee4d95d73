"""The log at its most talkative, while people write canaries and much goes wrong: no text, no token, no address of an answer, no escape
character, one JSON object a line.

python -m tests.reliability.quiet_logs --count 500
"""

from __future__ import annotations

import json
import random
from typing import Any

from msgspec import Struct

from bot.surfaces.slack.manifest import SHORTCUT
from tests.reliability.rig import QUESTIONS, arguments, rig
from tests.slack.scene import Scene
from tests.slack.serving import MODES
from tests.slack.stand_in import faults

CANARY = 'marmelade\x1b[2J\r\n\u2028{"event": "forged"}'
_MARK = "marmelade"


class Tally(Struct, frozen=True):
    """Messages, lines of the log, and lines that hold what they must not or are no JSON object."""

    messages: int
    lines: int
    wrong: list[str]


def run(count: int, chance: random.Random) -> Tally:
    """Half of them in each mode."""
    lines: list[str] = []
    wrong: list[str] = []
    for mode in MODES:
        with rig(mode, ONDE_LOG_LEVEL="debug") as scene:
            for _ in range(count // len(MODES)):
                _say_something(scene, chance)
            scene.settle(quiet=1.0, seconds=120)
            scene.app.terminate()
            settings = scene.slack.settings
            secrets = (settings.bot_token, settings.app_token, settings.signing_secret, "/response/", _MARK, "\x1b", "U0ANA", "U0BEN", "Fresh")
            wrong += [line for line in scene.app.lines if any(secret in line for secret in secrets) or not _is_object(line)]
            lines += scene.app.lines
    return Tally(count, len(lines), wrong)


def _say_something(scene: Scene, chance: random.Random) -> None:
    """One of the ways to speak to the app, and now and then something that goes wrong."""
    text, user = f"{chance.choice(QUESTIONS)} {CANARY}", chance.choice(("ana", "ben"))
    if chance.random() < 0.3:
        fault = chance.choice((faults.broken(500), faults.dropped(), faults.refused("internal_error"), faults.refused("channel_not_found")))
        scene.slack.misbehave(chance.choice(("chat.*", "users.info", "response_url", "views.*")), fault)
    channel = scene.place(scene.slack.world.person(user))
    kind = chance.randrange(6)
    if kind == 0:
        scene.command(user, channel.id, text)
    elif kind == 1:
        scene.shortcut(user, scene.say(user, channel.id, text), SHORTCUT)
    elif kind == 2:
        scene.edit(scene.mention(user, channel.id, text), f"@onde {text} {_MARK}")
    elif kind == 3:
        scene.send_event(_strange(chance, text)).exception(30)
    elif kind == 4:
        scene.direct_message(user, text)
    else:
        scene.mention(user, channel.id, text)


def _strange(chance: random.Random, text: str) -> dict[str, Any]:
    """An event that nobody expects."""
    kind = chance.choice(("message", "never_heard_of", "app_mention"))
    return {"type": kind, **dict.fromkeys(("subtype", "text", "user", "channel", "ts"), text)}


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Nothing of what people write is in the log.", 500))
    print(f"{tally.messages} messages, {tally.lines} lines, {len(tally.wrong)} wrong {tally.wrong[:3]}")
    return 0 if not tally.wrong else 1


if __name__ == "__main__":
    raise SystemExit(main())
