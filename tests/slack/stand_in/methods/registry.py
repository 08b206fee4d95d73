"""The table of methods, and what methods of several families need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from tests.slack.stand_in.model import Channel
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State

Run = Callable[[State, Json], Json]


class Method(Struct, frozen=True):
    """A method: the scopes of which the app needs one, whether it wants the app-level token, and what it does."""

    scopes: tuple[str, ...]
    app_level: bool
    run: Run


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, app_level: bool = False) -> Callable[[Run], Run]:
    """Enter a function as a method; it gets the arguments and returns the answer without "ok", or raises Refused."""

    def enter(run: Run) -> Run:
        METHODS[name] = Method(scopes, app_level, run)
        return run

    return enter


def needed(arguments: Json, *names: str) -> list[Any]:
    """The values of arguments without which nothing can be done; refused where one is missing."""
    missing = [name for name in names if arguments.get(name) in (None, "")]
    if missing:
        raise Refused("invalid_arguments", [f"[ERROR] missing required field: {name}" for name in missing])
    return [arguments[name] for name in names]


def channel_of(state: State, id: Any, joined: bool = True) -> Channel:
    """The channel with this id, or the direct messages with the person of this id. Refused where the app cannot see it, or is not in it."""
    world = state.world
    if id in world.people and not world.people[id].bot_id:
        return world.direct(world.people[id])
    channel = world.channels.get(str(id))
    inside = channel is not None and world.bot_user in channel.members
    if channel is None or (channel.kind == "group" and not inside):
        raise Refused("channel_not_found")
    if joined and not inside:
        raise Refused("not_in_channel")
    return channel
