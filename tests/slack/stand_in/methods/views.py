"""views.*: modals and the Home tab."""

from __future__ import annotations

import secrets
from typing import Any

from tests.slack.stand_in import talk
from tests.slack.stand_in.checks import check_view
from tests.slack.stand_in.methods.registry import method, needed
from tests.slack.stand_in.model import View
from tests.slack.stand_in.payloads import view_payload
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State

MOST_IN_A_STACK = 3


@method("views.open")
def open_view(state: State, arguments: Json) -> Json:
    """Show a modal to who caused the trigger. Where one is open already, it is put on top, as Slack does."""
    trigger, content = needed(arguments, "trigger_id", "view")
    check_view(content, state.settings, "modal")
    return _answer(state, show(state, state.use_trigger(trigger), content, "opened"))


@method("views.push")
def push(state: State, arguments: Json) -> Json:
    """Put a modal on top of the one that is open."""
    trigger, content = needed(arguments, "trigger_id", "view")
    check_view(content, state.settings, "modal")
    return _answer(state, show(state, state.use_trigger(trigger), content, "pushed"))


@method("views.update")
def update(state: State, arguments: Json) -> Json:
    """Other content in a view that is open, named by its id or external id; `hash` guards against overtaking another update."""
    content, id = needed(arguments, "view")[0], arguments.get("view_id")
    everywhere = [*state.world.views.values(), *state.world.homes.values()]
    external = arguments.get("external_id")
    view = next((v for v in everywhere if v.open and (v.id == id or (external and v.content.get("external_id") == external))), None)
    if view is None:
        raise Refused("not_found")
    check_view(content, state.settings, str(view.content["type"]))
    guard(view, arguments.get("hash"))
    return _answer(state, replace(state, view, content))


@method("views.publish")
def publish(state: State, arguments: Json) -> Json:
    """The content of somebody's Home."""
    user, content = needed(arguments, "user_id", "view")
    if user not in state.world.people:
        raise Refused("user_not_found")
    check_view(content, state.settings, "home")
    view = state.world.homes.get(user)
    if view is not None:
        guard(view, arguments.get("hash"))
        return _answer(state, replace(state, view, content, "published"))
    id = state.world.new_id("V")
    view = state.world.homes[user] = View(id, user, _kept(state, content), _hash(), id)
    state.journal.add("view", "published", user=user, view=view.content)
    return _answer(state, view)


def guard(view: View, hash: Any) -> None:
    """Refuse where a hash is given that is not that of the view as it is now."""
    if hash and hash != view.hash:
        raise Refused("hash_conflict")


def show(state: State, user: str, content: Json, how: str) -> View:
    """Put a new modal before a person; refused where too many lie on each other."""
    stack = state.world.stack(user)
    if len(stack) >= MOST_IN_A_STACK:
        raise Refused("push_limit_reached")
    if any(view.content.get("external_id") == content["external_id"] for view in stack if content.get("external_id")):
        raise Refused("duplicate_external_id")
    id = state.world.new_id("V")
    view = View(id, user, _kept(state, content), _hash(), stack[0].root if stack else id, stack[-1].id if stack else "")
    state.world.views[id] = view
    state.journal.add("view", how, user=user, view=view.content)
    return view


def replace(state: State, view: View, content: Json, how: str = "updated") -> View:
    """Give a view other content. What was put into inputs stays where block id and action id stay."""
    view.content, view.hash = _kept(state, content), _hash()
    ids = {block["block_id"] for block in view.content["blocks"]}
    view.values = {block_id: value for block_id, value in view.values.items() if block_id in ids}
    state.journal.add("view", how, user=view.user, view=view.content)
    return view


def _kept(state: State, content: Json) -> Json:
    return {**content, "blocks": talk.as_kept(state, content["blocks"])}


def _hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _answer(state: State, view: View) -> Json:
    return {"view": view_payload(view, state.settings)}
