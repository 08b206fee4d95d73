"""assistant.threads.* and agents.sessions.*: what the app is doing, and what it offers to ask."""

from __future__ import annotations

from tests.slack.stand_in.methods.registry import channel_of, method, needed
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State

_STATUSES = ("active", "processing", "suspended", "closed")
_MOST_LOADING, _MOST_PROMPTS, _LONGEST_TITLE = 10, 4, 200


@method("assistant.threads.setStatus", "chat:write", "assistant:write")
def set_status(state: State, arguments: Json) -> Json:
    """What the app is doing in a thread, "" for nothing."""
    id, thread = needed(arguments, "channel_id", "thread_ts")
    channel = channel_of(state, id)
    if channel.find(str(thread)) is None:
        raise Refused("invalid_thread_ts")
    if len(arguments.get("loading_messages") or []) > _MOST_LOADING:
        raise Refused("invalid_arguments", [f"[ERROR] no more than {_MOST_LOADING} items allowed [json-pointer:/loading_messages]"])
    status = str(arguments.get("status", ""))
    state.world.statuses[channel.id, str(thread)] = status
    state.journal.add("said", "status", channel=channel.id, thread=thread, status=status)
    return {}


@method("agents.sessions.setStatus", "chat:write")
def set_session(state: State, arguments: Json) -> Json:
    """The state of a session: "processing" shows a stop button, where the app is subscribed to its event."""
    id, thread, status = needed(arguments, "channel_id", "thread_ts", "status")
    channel = channel_of(state, id)
    if channel.find(str(thread)) is None:
        raise Refused("invalid_thread_ts")
    if status not in _STATUSES or len(str(arguments.get("title") or "")) > _LONGEST_TITLE:
        raise Refused("invalid_arguments", [f"[ERROR] status must be one of {', '.join(_STATUSES)}; title at most {_LONGEST_TITLE} characters"])
    state.world.sessions[channel.id, str(thread)] = str(status)
    state.journal.add("said", "session", channel=channel.id, thread=thread, status=status)
    silent = "agent_session_stopped" not in state.settings.events
    return {"status": status, "agent_status": status} | ({"warning": "missing_agent_session_stopped_event_subscription"} if silent else {})


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_prompts(state: State, arguments: Json) -> Json:
    """What to ask next. With a `thread_ts` nothing happens and nothing is said: so does Slack for apps with agent_view."""
    id, prompts = needed(arguments, "channel_id", "prompts")
    channel = channel_of(state, id)
    whole = isinstance(prompts, list) and all(isinstance(prompt, dict) and prompt.get("title") and prompt.get("message") for prompt in prompts)
    if channel.kind != "im" or not whole or len(prompts) > _MOST_PROMPTS:
        raise Refused("invalid_arguments", [f"[ERROR] prompts must be at most {_MOST_PROMPTS}, each with title and message, in direct messages"])
    if arguments.get("thread_ts"):
        return {}
    state.world.prompts[channel.id] = prompts
    state.journal.add("said", "prompts", channel=channel.id, prompts=prompts)
    return {}
