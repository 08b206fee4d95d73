"""Requests that Slack has signed, sent again letter by letter within five minutes: none has a second effect.

python -m tests.reliability.replays --count 1000
"""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct

from bot.surfaces.slack import ids
from bot.surfaces.slack.manifest import SHORTCUT
from tests.reliability.forged_requests import status_of
from tests.reliability.rig import arguments, events_of, question_in, rig
from tests.slack.scene import CHOSEN, SURE_EN, WHICH_EN, Scene
from tests.slack.signing import FORM, JSON, Headers, signed
from tests.slack.stand_in import payloads
from tests.slack.stand_in.model import Message

_TABLES = ("turns", "votes", "clicks", "deliveries", "inbox")


class Tally(Struct, frozen=True):
    """Replays, those that were not acknowledged, rows that differ afterwards, and what people saw more."""

    replays: int
    refused: int
    rows: int
    seen: int

    @property
    def holds(self) -> bool:
        """No second effect."""
        return (self.refused, self.rows, self.seen) == (0, 0, 0)


def run(count: int, chance: random.Random) -> Tally:
    """So many replays of a mention, a direct message, a command, a shortcut, a vote and a choice."""
    with rig("http") as scene:
        requests = _requests(scene)
        for headers, body in requests:
            assert status_of(scene.app.port, headers, body) == 200
            scene.settle(quiet=0.5)
        rows, seen = _rows(scene), _seen(scene)
        statuses = [status_of(scene.app.port, *chance.choice(requests)) for _ in range(count)]
        scene.settle(quiet=1.0)
        after = _rows(scene)
        differing = sum(len(set(rows[table]) ^ set(after[table])) for table in _TABLES)
        return Tally(count, sum(status != 200 for status in statuses), differing, _seen(scene) - seen)


def _requests(scene: Scene) -> list[tuple[Headers, bytes]]:
    """One of each kind, as they come from Slack."""
    slack = scene.slack
    general, ana = slack.world.channel("general"), slack.world.person("ana")
    asked = question_in(scene, general, SURE_EN)
    direct = question_in(scene, slack.world.direct(ana), SURE_EN)
    reply, back = (scene.reply_to(scene.mention("ben", "general", text)) for text in (SURE_EN, WHICH_EN))
    scene.settle(quiet=0.5)
    with slack.journal.lock:
        events = [events_of(asked)[0], {**events_of(direct)[1], "channel_type": "im"}]
        found = [_signed(payloads.event_envelope(slack, {**event, "event_ts": event["ts"]}, f"EvReplay{event['type']}", False)) for event in events]
        command = payloads.command_form(slack, ana, general, "/onde", SURE_EN)
        shortcut = payloads.message_shortcut(slack, ana, general, asked, SHORTCUT)
        vote = payloads.message_actions(slack, ana, general, reply, _action(reply, ids.VOTE, "up:"))
        choice = payloads.message_actions(slack, ana, general, back, _action(back, ids.CHOICE, CHOSEN))
    form = urlencode(command).encode()
    return [*found, (signed(form, kind=FORM), form), *(_signed({"payload": body}) for body in (shortcut, vote, choice))]


def _signed(body: dict[str, Any]) -> tuple[Headers, bytes]:
    if "payload" in body:
        form = urlencode({"payload": json.dumps(body["payload"])}).encode()
        return signed(form, kind=FORM), form
    text = json.dumps(body).encode()
    return signed(text, kind=JSON), text


def _action(message: Message, action: str, wanted: str) -> dict[str, Any]:
    """The click on the element of a message whose action begins so, and whose value or label does."""
    for block in message.blocks:
        for element in block.get("elements", []):
            if str(element.get("action_id", "")).startswith(action):
                for side in (element, element.get("positive_button", {})):
                    value, label = str(side.get("value", "")), str((side.get("text") or {}).get("text", ""))
                    if value.startswith(wanted) or label == wanted:
                        return {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"], "value": value}
    raise AssertionError(f"no {action} {wanted} in {message.blocks}")


def _rows(scene: Scene) -> dict[str, list[tuple[Any, ...]]]:
    return {table: scene.app.rows(f"SELECT * FROM {table}") for table in _TABLES}


def _seen(scene: Scene) -> int:
    """How many messages there are, and how often they changed; what only one person sees too."""
    return len(scene.slack.journal.all("message")) + len(scene.slack.journal.all("said", "ephemeral")) + len(scene.slack.journal.all("view"))


def main() -> int:
    """Print the figure; 1 where it does not hold."""
    tally = run(*arguments("Replays of signed requests.", 1_000))
    print(f"{tally.replays} replays: {tally.refused} not acknowledged, {tally.rows} rows differ, {tally.seen} more to be seen")
    return 0 if tally.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
