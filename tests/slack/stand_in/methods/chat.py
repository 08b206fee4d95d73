"""chat.*: messages of the app."""

from __future__ import annotations

from tests.slack.stand_in import talk
from tests.slack.stand_in.checks import check_message
from tests.slack.stand_in.methods.registry import channel_of, method, needed
from tests.slack.stand_in.model import Channel, Message
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.state import State


@method("chat.postMessage", "chat:write")
def post_message(state: State, arguments: Json) -> Json:
    """A new message. A reply to a message that is gone comes loose: Slack posts it outside of any thread and does not say so."""
    (id,) = needed(arguments, "channel")
    channel = channel_of(state, id, joined="chat:write.public" not in state.granted)
    check_message(arguments, state.settings)
    message = talk.of_the_app(state, channel, arguments, "chat.postMessage", _thread(channel, arguments))
    talk.post(state, channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": _with_metadata(message)}


def _thread(channel: Channel, arguments: Json) -> str:
    """The thread that is answered in, by its first message, also where a reply is named."""
    parent = channel.find(str(arguments.get("thread_ts") or ""))
    return (parent.thread or parent.ts) if parent else ""


def _with_metadata(message: Message) -> Json:
    return message.payload() | ({"metadata": message.metadata} if message.metadata else {})


@method("chat.update", "chat:write")
def update(state: State, arguments: Json) -> Json:
    """Another text and other blocks in place of a message; without blocks, the old ones go."""
    id, ts = needed(arguments, "channel", "ts")
    channel = channel_of(state, id)
    message = _own(state, channel, ts, "cant_update_message")
    check_message(arguments, state.settings)
    changes: Json = {"text": arguments.get("text") or "", "blocks": talk.as_kept(state, arguments.get("blocks") or [])}
    if "metadata" in arguments:
        changes["metadata"] = arguments["metadata"]
    talk.change(state, channel, message, by=state.settings.bot_user, **changes)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": _with_metadata(message)}


def _own(state: State, channel: Channel, ts: object, otherwise: str) -> Message:
    message = channel.find(str(ts))
    if message is None:
        raise Refused("message_not_found")
    if message.user != state.settings.bot_user:
        raise Refused(otherwise)
    return message


@method("chat.delete", "chat:write")
def delete(state: State, arguments: Json) -> Json:
    """Take back a message."""
    id, ts = needed(arguments, "channel", "ts")
    channel = channel_of(state, id)
    message = _own(state, channel, ts, "cant_delete_message")
    talk.remove(state, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(state: State, arguments: Json) -> Json:
    """The address of a message in the browser; of a reply also where its thread is."""
    id, ts = needed(arguments, "channel", "message_ts")
    channel = channel_of(state, id)
    message = channel.find(str(ts))
    if message is None:
        raise Refused("message_not_found")
    place = f"?thread_ts={message.thread}&cid={channel.id}" if message.thread else ""
    address = f"https://{state.settings.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address + place}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(state: State, arguments: Json) -> Json:
    """A message for one person, who must be in the channel."""
    id, user = needed(arguments, "channel", "user")
    channel = channel_of(state, id)
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    check_message(arguments, state.settings)
    message = talk.of_the_app(state, channel, arguments, "chat.postEphemeral", _thread(channel, arguments), only_for=str(user))
    talk.post(state, channel, message)
    return {"message_ts": message.ts}
