"""What people do by writing and looking around."""

from __future__ import annotations

from typing import Any

from tests.slack.stand_in import payloads, talk
from tests.slack.stand_in.model import Channel, Message, Person
from tests.slack.stand_in.parcels import Pending
from tests.slack.stand_in.refusals import Json
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.typed import as_rich_text, as_sent

Thread = Message | str | None
"""Where to write: a message (its thread is meant), the ts of one, or None for outside of any thread."""


class Hands:
    """People who write. Names stand for people and channels ("ana", "general"), or their ids. Thread-safe; nothing here waits for the app."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack

    def person(
        self, name: str, *, locale: str = "en-US", guest: bool = False, outside: bool = False, channels: tuple[str, ...] = ("general",)
    ) -> Person:
        """Somebody new, a member of these channels. `outside` means of another workspace."""
        with self.slack.journal.lock:
            team = "T0OTHER" if outside else self.slack.settings.team
            person = Person(f"U0{name.upper()}", name, team, locale, guest, outside)
            self.slack.world.people[person.id] = person
            for channel in channels:
                self.slack.world.channel(channel).members.add(person.id)
            return person

    def channel(self, name: str, *members: str, private: bool = False, shared: bool = False, app: bool = True) -> Channel:
        """A new channel with these people, and with the app where nothing else is said."""
        with self.slack.journal.lock:
            ids = {self.slack.world.person(member).id for member in members} | ({self.slack.settings.bot_user} if app else set())
            channel = Channel(f"C0{name.upper().replace('-', '')}", name, "group" if private else "channel", ids, shared)
            return self.slack.world.channels.setdefault(channel.id, channel)

    def mention(self, user: str, channel: str, text: str, thread: Thread = None) -> Message:
        """Write with a mention of the app: before the text, or where "@onde" (its name) stands in it."""
        name = f"@{self.slack.settings.bot_name}"
        return self.say(user, channel, text if name in text else f"{name} {text}", thread)

    def say(self, user: str, channel: str, text: str, thread: Thread = None, **more: Any) -> Message:
        """Write in a channel. `more` are fields of the message, as subtype="file_share"."""
        with self.slack.journal.lock:
            return self._write(self.slack.world.channel(channel), self.slack.world.person(user), text, thread, **more)

    def direct_message(self, user: str, text: str, thread: Thread = None, **more: Any) -> Message:
        """Write to the app directly."""
        with self.slack.journal.lock:
            person = self.slack.world.person(user)
            return self._write(self.slack.world.direct(person), person, text, thread, **more)

    def _write(self, channel: Channel, person: Person, text: str, thread: Thread, **more: Any) -> Message:
        world = self.slack.world
        sent = as_sent(text, world)
        root = (thread.thread or thread.ts) if isinstance(thread, Message) else thread or ""
        bot: Json = {"bot_id": person.bot_id, "bot_name": person.name} if person.bot_id else {}
        fields: Json = {"blocks": as_rich_text(sent, world.new_id("r")), "foreign": person.external, **bot, **more}
        message = Message(channel=channel.id, ts=world.new_ts(channel), user=person.id, text=sent, team=person.team, thread=root, **fields)
        talk.post(self.slack, channel, message)
        return message

    def edit(self, message: Message, text: str) -> None:
        """The author writes something else instead; mentions are typed as in `say`."""
        with self.slack.journal.lock:
            sent = as_sent(text, self.slack.world)
            blocks = as_rich_text(sent, self.slack.world.new_id("r"))
            talk.change(self.slack, self.slack.world.channels[message.channel], message, by=message.user, text=sent, blocks=blocks)

    def unfurl(self, message: Message) -> None:
        """Slack adds the preview of a link: message_changed, though nobody edited anything."""
        with self.slack.journal.lock:
            talk.change(self.slack, self.slack.world.channels[message.channel], message)

    def delete(self, message: Message) -> None:
        """The author takes a message back."""
        with self.slack.journal.lock:
            talk.remove(self.slack, self.slack.world.channels[message.channel], message)

    def bot_says(self, channel: str, text: str, thread: Thread = None) -> Message:
        """Another app writes, with a bot_id and no subtype; a mention of the app is typed as "@onde"."""
        return self.say("ping", channel, text, thread, blocks=[])

    def join(self, user: str, channel: str) -> None:
        """Somebody joins a channel, or the app does: a message with a subtype, and member_joined_channel."""
        with self.slack.journal.lock:
            person, place = self.slack.world.person(user), self.slack.world.channel(channel)
            place.members.add(person.id)
            self._write(place, person, "", None, subtype="channel_join", blocks=[])
            event = {"type": "member_joined_channel", "user": person.id, "channel": place.id, "channel_type": "C", "team": person.team}
            talk.tell(self.slack, "member_joined_channel", event | {"event_ts": payloads.now()}, place)

    def leave(self, user: str, channel: str) -> None:
        """Somebody leaves a channel, or the app is removed from it."""
        with self.slack.journal.lock:
            self.slack.world.channel(channel).members.discard(self.slack.world.person(user).id)

    def open_home(self, user: str) -> None:
        """Open the Home tab of the app."""
        self._open(user, "home")

    def open_messages_tab(self, user: str) -> None:
        """Open the Messages tab of the app, where agents are talked to."""
        self._open(user, "messages")

    def _open(self, user: str, tab: str) -> None:
        with self.slack.journal.lock:
            person = self.slack.world.person(user)
            event: Json = {"type": "app_home_opened", "user": person.id, "channel": self.slack.world.direct(person).id, "tab": tab}
            home = self.slack.world.homes.get(person.id)
            if home and tab == "home":
                event["view"] = payloads.view_payload(home, self.slack.settings)
            talk.tell(self.slack, "app_home_opened", event | {"event_ts": payloads.now()})

    def look_at(self, user: str, channel: str) -> None:
        """Look at a channel while the app's pane is open: app_context_changed."""
        with self.slack.journal.lock:
            entity = {"type": "slack#/types/channel_id", "value": self.slack.world.channel(channel).id, "team_id": self.slack.settings.team}
            person = self.slack.world.person(user)
            event = {"type": "app_context_changed", "user": person.id, "channel": self.slack.world.direct(person).id, "event_ts": payloads.now()}
            talk.tell(self.slack, "app_context_changed", event | {"context": {"entities": [entity]}})

    def stop(self, user: str, message: Message) -> None:
        """Press the stop button of a session in the thread of a message: agent_session_stopped."""
        with self.slack.journal.lock:
            event = {
                "type": "agent_session_stopped", "user": self.slack.world.person(user).id, "channel": message.channel,
                "thread_ts": message.thread or message.ts, "streaming_message_ts": [], "event_ts": payloads.now(),
            }  # fmt: skip
            talk.tell(self.slack, "agent_session_stopped", event)

    def uninstall(self) -> None:
        """The app is removed from the workspace: its tokens are revoked, and it is gone."""
        with self.slack.journal.lock:
            tokens = {"oauth": [], "bot": [self.slack.settings.bot_user]}
            talk.tell(self.slack, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": payloads.now()})
            talk.tell(self.slack, "app_uninstalled", {"type": "app_uninstalled", "event_ts": payloads.now()})

    def send_event(self, event: Json, event_id: str = "", shared: bool = False) -> Pending:
        """Deliver any event, whether the app is subscribed or not; with an event id that was used before, it is a duplicate."""
        with self.slack.journal.lock:
            id = event_id or self.slack.world.new_id("Ev")
            envelope = payloads.event_envelope(self.slack, {"event_ts": payloads.now()} | event, id, shared)
            return self.slack.send("events_api", id, envelope)
