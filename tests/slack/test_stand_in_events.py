"""The stand-in's events: what Slack tells an app of what people write, change, delete and look at, and what it keeps to itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.slack.stand_in.model import World
from tests.slack.stand_in.settings import EVENTS, SCOPES, Settings, installed_from
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import client_of
from tests.slack.stand_in.typed import as_rich_text, as_sent
from tests.slack.stand_in.workspace import Workspace, live_mark_up, visible_text


@pytest.fixture
def settings() -> Settings:
    """A Slack that gives up at once, since no app is there: what it tried to tell is what counts."""
    return Settings(ack_within=0.05, retry_after=(), events=EVENTS | {"member_joined_channel"}, scopes=SCOPES | {"channels:read"})


def told(slack: Slack, people: Workspace) -> list[dict[str, Any]]:
    """The envelopes of all events so far, in the order in which they happened."""
    people.settle(0.06)
    envelopes = {item.data["key"]: item.data["payload"] for item in slack.journal.all("delivery", "events_api")}
    return [envelopes[key] for key in sorted(envelopes)]


def kinds(slack: Slack, people: Workspace) -> list[str]:
    """The types of all events, with their subtype."""
    return [".".join(filter(None, (body["event"]["type"], body["event"].get("subtype")))) for body in told(slack, people)]


def test_the_envelope(slack: Slack, people: Workspace) -> None:
    """What every event comes in."""
    message = people.say("ana", "general", "hello")
    (envelope,) = told(slack, people)
    assert envelope["type"] == "event_callback"
    assert (envelope["team_id"], envelope["api_app_id"], envelope["is_ext_shared_channel"]) == ("T0ONDE", "A0ONDE", False)
    assert envelope["authorizations"] == [
        {"enterprise_id": None, "team_id": "T0ONDE", "user_id": "U0ONDE", "is_bot": True, "is_enterprise_install": False}
    ]
    event = envelope["event"]
    assert envelope["event_time"] == int(float(message.ts))
    assert (event["ts"], event["event_ts"], event["user"], event["channel_type"]) == (message.ts, message.ts, "U0ANA", "channel")
    assert event["client_msg_id"] and event["blocks"][0]["type"] == "rich_text" and "thread_ts" not in event


def test_where_mentions_come_from(slack: Slack, people: Workspace) -> None:
    """Joined channels, open or private: twice each. Direct messages: once. Elsewhere: not at all. In threads: with the thread."""
    first = people.mention("ana", "general", "a")
    people.mention("ana", "secret", "b")
    people.direct_message("ana", "@onde c")
    people.mention("ana", "elsewhere", "d")
    people.mention("ben", "general", "e", thread=first)
    shown = [(body["event"]["type"], body["event"]["text"][-1], body["event"].get("channel_type")) for body in told(slack, people)]
    assert shown == [
        ("app_mention", "a", None), ("message", "a", "channel"), ("app_mention", "b", None), ("message", "b", "group"),
        ("message", "c", "im"), ("app_mention", "e", None), ("message", "e", "channel"),
    ]  # fmt: skip
    assert told(slack, people)[-1]["event"]["thread_ts"] == first.ts


@pytest.mark.parametrize(
    "settings",
    [
        Settings(ack_within=0.05, retry_after=(), events=frozenset({"app_mention"})),
        Settings(ack_within=0.05, retry_after=(), scopes=SCOPES - {"channels:history"}),
    ],
    ids=["not subscribed", "scope missing"],
)
def test_what_the_app_may_not_hear(slack: Slack, people: Workspace) -> None:
    """Without the subscription, or the scope that it needs, only the mention comes."""
    people.mention("ana", "general", "a")
    assert kinds(slack, people) == ["app_mention"]


def test_edits(slack: Slack, people: Workspace) -> None:
    """A mention that is edited in is one; a preview of a link is a change without an edit."""
    message = people.say("ana", "general", "where?")
    people.edit(message, "@onde where?")
    people.unfurl(message)
    assert kinds(slack, people) == ["message", "app_mention", "message.message_changed", "message.message_changed"]
    _, mention, edited, unfurled = (body["event"] for body in told(slack, people))
    assert (mention["ts"], mention["edited"]["user"], mention["text"]) == (message.ts, "U0ANA", "<@U0ONDE> where?")
    assert float(mention["event_ts"]) > float(message.ts)
    assert (edited["previous_message"]["text"], edited["message"]["text"], edited["hidden"]) == ("where?", "<@U0ONDE> where?", True)
    assert unfurled["message"] == unfurled["previous_message"]


def test_deletions(slack: Slack, people: Workspace) -> None:
    """Without replies it is gone; with replies a tombstone stays."""
    alone, started = people.say("ana", "general", "a"), people.say("ana", "general", "b")
    people.say("ben", "general", "c", thread=started)
    people.delete(alone)
    people.delete(started)
    assert kinds(slack, people)[3:] == ["message.message_deleted", "message.message_changed"]
    gone, stone = (body["event"] for body in told(slack, people)[3:])
    assert (gone["deleted_ts"], gone["previous_message"]["text"]) == (alone.ts, "a")
    assert (stone["message"]["subtype"], stone["message"]["user"]) == ("tombstone", "USLACKBOT")
    assert [message.text for message in people.messages("general")] == ["c"]


def test_the_apps_own_messages_come_back(slack: Slack, people: Workspace) -> None:
    """With its bot id; changes of them too. Ephemeral ones do not."""
    client = client_of(slack)
    ts = client.chat_postMessage(channel="C0GENERAL", text="<@U0ONDE> hello")["ts"]
    client.chat_update(channel="C0GENERAL", ts=ts, text="bye")
    client.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    assert kinds(slack, people) == ["message", "message.message_changed"], "no mention of itself"
    assert told(slack, people)[0]["event"]["bot_id"] == "B0ONDE"


def test_other_bots_and_people_who_join(slack: Slack, people: Workspace) -> None:
    """Another app's message has a bot id and no subtype; joining is a message with one, and an event of its own."""
    people.bot_says("general", "@onde hello")
    people.join("ben", "secret")
    people.join("onde", "elsewhere")
    people.leave("onde", "general")
    people.mention("ana", "general", "nobody hears this")
    assert kinds(slack, people) == [
        "app_mention", "message", "message.channel_join", "member_joined_channel", "message.channel_join", "member_joined_channel",
    ]  # fmt: skip
    robot, *_, joined = (body["event"] for body in told(slack, people))
    assert (robot["bot_id"], robot["user"], "subtype" in robot, "client_msg_id" in robot) == ("B0PING", "U0PING", False, False)
    assert (joined["user"], joined["channel"]) == ("U0ONDE", "C0ELSEWHERE")


def test_slack_connect(slack: Slack, people: Workspace) -> None:
    """The envelope says that the channel is shared, the message that its author is of another workspace."""
    people.mention("eva", "partners", "where?")
    for envelope in told(slack, people):
        assert envelope["is_ext_shared_channel"] is True
        assert (envelope["team_id"], envelope["event"]["team"], envelope["event"]["user_team"]) == ("T0ONDE", "T0OTHER", "T0OTHER")


def test_the_apps_pane(slack: Slack, people: Workspace) -> None:
    """Tabs that are opened, what is looked at meanwhile, the stop button, the end."""
    client_of(slack).views_publish(user_id="U0ANA", view={"type": "home", "blocks": [{"type": "divider"}]})
    people.open_home("ana")
    people.open_messages_tab("ana")
    people.look_at("ana", "general")
    people.stop("ana", people.direct_message("ana", "hello"))
    people.uninstall()
    events = [body["event"] for body in told(slack, people)]
    assert [event["type"] for event in events] == [
        "app_home_opened", "app_home_opened", "app_context_changed", "message", "agent_session_stopped", "tokens_revoked", "app_uninstalled",
    ]  # fmt: skip
    assert [(event["tab"], "view" in event, event["channel"]) for event in events[:2]] == [("home", True, "D0ANA"), ("messages", False, "D0ANA")]
    assert events[2]["context"]["entities"][0]["value"] == "C0GENERAL"
    assert events[4]["thread_ts"] == events[3]["ts"]


def test_new_people_and_channels(slack: Slack, people: Workspace) -> None:
    """Whoever a test needs."""
    people.person("rui", locale="pt-BR", guest=True, channels=())
    people.channel("help-desk", "rui", private=True)
    people.mention("rui", "help-desk", "where?")
    assert told(slack, people)[0]["event"]["channel"] == "C0HELPDESK"
    assert client_of(slack).users_info(user="U0RUI", include_locale=True)["user"]["locale"] == "pt-BR"
    with pytest.raises(KeyError, match="nobody"):
        people.say("nobody", "general", "x")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@onde, @ana and @nobody", "<@U0ONDE>, <@U0ANA> and @nobody"),
        ("see #general and #nowhere", "see <#C0GENERAL|general> and #nowhere"),
        ("https://example.com/a?b=1&c", "<https://example.com/a?b=1&amp;c>"),
        ("ask example.com or me@example.com", "ask <http://example.com|example.com> or <mailto:me@example.com|me@example.com>"),
        ("<!channel> <@U0ANA>", "&lt;!channel&gt; &lt;@U0ANA&gt;"),
        ("Freshdesk 1.5, e.g. here", "Freshdesk 1.5, e.g. here"),
    ],
)
def test_what_is_typed_is_sent_as_slack_sends_it(slack: Slack, typed: str, sent: str) -> None:
    """Escaped, with mark-up for what Slack recognises."""
    world: World = slack.world
    assert as_sent(typed, world) == sent


def test_rich_text_of_a_message() -> None:
    """The blocks that come with it say the same, not escaped."""
    (block,) = as_rich_text("<@U0ONDE> a &lt; <https://example.com|example>", "r1")
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0ONDE"}, {"type": "text", "text": " a < "}, {"type": "link", "url": "https://example.com", "text": "example"},
    ]  # fmt: skip


def test_what_can_be_read_and_what_is_live(slack: Slack, people: Workspace) -> None:
    """All texts of a message; the mark-up in it that Slack would act on."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "<!here>"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "a &lt;b&gt; <https://example.com|c>"}},
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.org", "text": "d"}]}]},
    ]
    client_of(slack).chat_postMessage(channel="C0GENERAL", text="<!channel>", blocks=blocks)
    message = people.messages("general")[0]
    assert visible_text(message) == "<!here>\na &lt;b&gt; <https://example.com|c>\nd"
    assert live_mark_up(message) == ["!channel", "https://example.com|c", "https://example.org"]


def test_waiting_in_vain_is_told_with_what_happened(people: Workspace) -> None:
    """The last happenings, one a line."""
    people.say("ana", "general", "hello")
    with pytest.raises(AssertionError, match=r"not within 0.05 s: a wonder(.|\n)*message posted: .*hello"):
        people.wait_for(lambda: False, 0.05, "a wonder")


def test_settings_from_a_manifest() -> None:
    """Scopes, optional ones too, and events; anything else may be said besides."""
    manifest = {
        "oauth_config": {"scopes": {"bot": ["chat:write"], "bot_optional": ["channels:history"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    settings = installed_from(manifest, ack_within=1)
    assert settings.scopes == {"chat:write", "channels:history"} and settings.events == {"app_mention"} and settings.ack_within == 1
