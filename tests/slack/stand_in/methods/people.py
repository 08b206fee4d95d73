"""Who is who: auth.*, apps.*, users.*, usergroups.*."""

from __future__ import annotations

from tests.slack.stand_in.methods.registry import method, needed
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State


@method("auth.test")
def auth_test(state: State, arguments: Json) -> Json:
    """Who the token is."""
    settings = state.settings
    return {
        "url": f"https://{settings.domain}.slack.com/", "team": settings.domain, "team_id": settings.team, "user": settings.bot_name,
        "user_id": settings.bot_user, "bot_id": settings.bot, "is_enterprise_install": False,
    }  # fmt: skip


@method("apps.connections.open", app_level=True)
def open_connection(state: State, arguments: Json) -> Json:
    """The address of a new WebSocket."""
    return {"url": f"{state.url.replace('http', 'ws', 1)}/link?ticket={state.sockets.ticket()}&app_id={state.settings.app}"}


@method("users.info", "users:read")
def user_info(state: State, arguments: Json) -> Json:
    """What is known of a person; of people from outside less."""
    (id,) = needed(arguments, "user")
    person = state.world.people.get(str(id))
    if person is None:
        raise Refused("user_not_found")
    shown = person.payload()
    if "users:read.email" not in state.granted or person.external:
        del shown["profile"]["email"]
    if str(arguments.get("include_locale")).lower() not in ("true", "1") or person.external:
        del shown["locale"]
    return {"user": shown}


@method("usergroups.users.list", "usergroups:read")
def usergroup_users(state: State, arguments: Json) -> Json:
    """Who is in a group."""
    (id,) = needed(arguments, "usergroup")
    if id not in state.world.usergroups:
        raise Refused("no_such_subteam")
    return {"users": list(state.world.usergroups[id])}
