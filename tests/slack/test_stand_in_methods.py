"""The stand-in's Web API, called with slack_sdk's own client: what it does, and what it refuses."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack.stand_in.settings import EVENTS, SCOPES, Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.tiny import client_of
from tests.slack.stand_in.workspace import Workspace

MARK = {"event_type": "onde_reply", "event_payload": {"turn": "7"}}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


def plain(text: str) -> dict[str, str]:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


MODAL = {"type": "modal", "title": plain("T"), "blocks": [SECTION]}
HOME = {"type": "home", "blocks": [SECTION]}


@pytest.fixture
def settings() -> Settings:
    """An app with every scope that is needed here."""
    return Settings(scopes=SCOPES | {"channels:read", "groups:read", "usergroups:read"}, trigger_lives=0.3)


@pytest.fixture
def client(slack: Slack) -> WebClient:
    """A client with the bot's token."""
    return client_of(slack)


def refusal(call: Callable[..., Any], *arguments: Any, **named: Any) -> dict[str, Any]:
    """The answer of a call that must be refused."""
    with pytest.raises(SlackApiError) as error:
        call(*arguments, **named)
    answer: dict[str, Any] = error.value.response.data
    return answer


def test_tokens(slack: Slack, client: WebClient) -> None:
    """Who has no token, a wrong one or one of the other kind is refused; the bot is told who it is and what it may."""
    assert refusal(client_of(slack, "xoxb-other").auth_test)["error"] == "invalid_auth"
    assert refusal(WebClient(base_url=f"{slack.url}/api/").auth_test)["error"] == "not_authed"
    assert refusal(client.apps_connections_open, app_token=slack.settings.bot_token)["error"] == "not_allowed_token_type"
    assert refusal(client_of(slack, slack.settings.app_token).auth_test)["error"] == "not_allowed_token_type"
    assert refusal(client.api_call, "chat.nonsense")["error"] == "unknown_method"
    me = client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == ("U0ONDE", "B0ONDE", "T0ONDE")
    assert "chat:write" in me.headers["x-oauth-scopes"]
    assert client_of(slack, slack.settings.app_token).apps_connections_open(app_token=slack.settings.app_token)["url"].startswith("ws://127.0.0.1:")


@pytest.mark.parametrize(
    ("method", "arguments", "scope"),
    [
        ("chat_postMessage", {"channel": "C0GENERAL", "text": "x"}, "chat:write"),
        ("chat_postEphemeral", {"channel": "C0GENERAL", "user": "U0ANA", "text": "x"}, "chat:write"),
        ("conversations_replies", {"channel": "C0GENERAL", "ts": "1.1"}, "channels:history"),
        ("conversations_history", {"channel": "C0GENERAL"}, "channels:history"),
        ("users_info", {"user": "U0ANA"}, "users:read"),
        ("usergroups_users_list", {"usergroup": "S1"}, "usergroups:read"),
        ("assistant_threads_setSuggestedPrompts", {"channel_id": "D0ANA", "prompts": []}, "assistant:write"),
        ("agents_sessions_setStatus", {"channel_id": "C0GENERAL", "thread_ts": "1.1", "status": "active"}, "chat:write"),
    ],
)
def test_a_scope_is_missing(slack: Slack, client: WebClient, method: str, arguments: dict[str, Any], scope: str) -> None:
    """The refusal names what is needed and what was granted."""
    slack.scopes.remove(scope)
    answer = refusal(getattr(client, method), **arguments)
    assert answer["error"] == "missing_scope"
    assert scope in answer["needed"] and scope not in answer["provided"].split(",")


def test_where_the_app_may_post(client: WebClient, people: Workspace) -> None:
    """Channels that are unknown, private without it, or that it has not joined; a person's id means direct messages."""
    people.channel("hidden", "ana", private=True, app=False)
    for channel, error in (("C0NOWHERE", "channel_not_found"), ("C0HIDDEN", "channel_not_found"), ("C0ELSEWHERE", "not_in_channel")):
        assert refusal(client.chat_postMessage, channel=channel, text="x")["error"] == error
    assert client.chat_postMessage(channel="U0ANA", text="x")["channel"] == people.direct_messages("ana")[0].channel
    outside = refusal(client.chat_postEphemeral, channel="C0SECRET", user="U0BEN", text="x")
    assert outside["error"] == "user_not_in_channel"


def test_a_message_is_kept_with_its_metadata(client: WebClient, people: Workspace) -> None:
    """It is found again in its thread; metadata only for who asks for them."""
    asked = people.say("ana", "general", "where?")
    posted = client.chat_postMessage(channel="C0GENERAL", text="here", blocks=[SECTION], thread_ts=asked.ts, metadata=MARK)
    assert posted["message"]["thread_ts"] == asked.ts
    thread = client.conversations_replies(channel="C0GENERAL", ts=asked.ts, include_all_metadata=True)["messages"]
    assert [message["ts"] for message in thread] == [asked.ts, posted["ts"]]
    assert (thread[0]["reply_count"], thread[1]["metadata"], thread[1]["bot_id"]) == (1, MARK, "B0ONDE")
    assert thread[1]["blocks"][0]["block_id"], "blocks get ids"
    assert "metadata" not in client.conversations_replies(channel="C0GENERAL", ts=posted["ts"])["messages"][1]
    page = client.conversations_replies(channel="C0GENERAL", ts=asked.ts, limit=1)
    assert page["has_more"]
    rest = client.conversations_replies(channel="C0GENERAL", ts=asked.ts, limit=1, cursor=page["response_metadata"]["next_cursor"])
    assert [message["ts"] for message in rest["messages"]] == [posted["ts"]]
    assert [message["ts"] for message in client.conversations_history(channel="C0GENERAL")["messages"]] == [asked.ts]


def test_history_can_be_missing(slack: Slack, client: WebClient, people: Workspace) -> None:
    """As for an app that was not granted the optional scopes; a scope counts for its kind of channel only."""
    asked, private = people.say("ana", "general", "where?"), people.say("ana", "secret", "where?")
    slack.scopes.remove("groups:history")
    assert client.conversations_replies(channel="C0GENERAL", ts=asked.ts)["ok"]
    assert refusal(client.conversations_replies, channel="C0SECRET", ts=private.ts)["needed"] == "groups:history"
    slack.history_missing = True
    assert refusal(client.conversations_replies, channel="C0GENERAL", ts=asked.ts)["error"] == "missing_scope"


def test_messages_are_changed_and_taken_back(client: WebClient, people: Workspace) -> None:
    """Only its own; an update without blocks removes them."""
    other = people.say("ana", "general", "mine")
    posted = client.chat_postMessage(channel="C0GENERAL", text="one", blocks=[SECTION])
    client.chat_update(channel="C0GENERAL", ts=posted["ts"], text="two")
    message = people.messages("general")[-1]
    assert (message.text, message.blocks, bool(message.edited)) == ("two", [], True)
    assert refusal(client.chat_update, channel="C0GENERAL", ts=other.ts, text="x")["error"] == "cant_update_message"
    assert refusal(client.chat_update, channel="C0GENERAL", ts="1.1", text="x")["error"] == "message_not_found"
    assert refusal(client.chat_delete, channel="C0GENERAL", ts=other.ts)["error"] == "cant_delete_message"
    client.chat_delete(channel="C0GENERAL", ts=posted["ts"])
    assert people.messages("general") == [other]
    assert refusal(client.chat_delete, channel="C0GENERAL", ts=posted["ts"])["error"] == "message_not_found"
    shown = client.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    assert refusal(client.chat_update, channel="C0GENERAL", ts=shown["message_ts"], text="x")["error"] == "message_not_found"
    assert people.messages("general") == [other] and people.ephemerals("ana", "general")[0].text == "psst"


def test_a_reply_to_a_message_that_is_gone_comes_loose(client: WebClient, people: Workspace) -> None:
    """As in Slack: it is posted outside of any thread, and the answer has no thread_ts."""
    asked = people.mention("ana", "general", "where?")
    people.delete(asked)
    posted = client.chat_postMessage(channel="C0GENERAL", text="here", thread_ts=asked.ts)
    assert "thread_ts" not in posted["message"]
    assert refusal(client.conversations_replies, channel="C0GENERAL", ts=asked.ts)["error"] == "thread_not_found"


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": ""}, "no_text"),
        ({"text": "", "blocks": [SECTION]}, "no_text"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "y" * 2900}}] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "metadata": {"event_type": "onde_reply"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "onde_reply", "event_payload": {"turn": "7" * 9000}}}, "metadata_too_large"),
        ({"text": "x", "attachments": [{"text": "old"}]}, "invalid_attachments"),
    ],
)
def test_a_message_that_slack_refuses(client: WebClient, people: Workspace, message: dict[str, Any], error: str) -> None:
    """For new messages and for updates alike; nothing is posted."""
    assert refusal(client.api_call, "chat.postMessage", json={"channel": "C0GENERAL", **message})["error"] == error
    assert people.messages("general") == []
    posted = client.chat_postMessage(channel="C0GENERAL", text="fine")
    assert refusal(client.api_call, "chat.update", json={"channel": "C0GENERAL", "ts": posted["ts"], **message})["error"] == error
    assert len(people.refusals()) == 2


def test_forms_are_read_as_json_is(slack: Slack, people: Workspace) -> None:
    """A form with JSON inside, as other clients send it, and a token in the form."""
    form = f"token={slack.settings.bot_token}&channel=C0GENERAL&text=hello&blocks={json.dumps([SECTION])}"
    request = urllib.request.Request(f"{slack.url}/api/chat.postMessage", data=form.encode())
    with urllib.request.urlopen(request, timeout=5) as response:
        assert json.load(response)["ok"] is True
    assert people.messages("general")[0].blocks[0]["text"]["text"] == "hello"


def test_a_trigger_works_once_and_soon(slack: Slack, client: WebClient, people: Workspace) -> None:
    """Unknown, used and late triggers open nothing; a wrong view does not use one up."""
    trigger = slack.new_trigger("U0ANA")
    assert refusal(client.views_open, trigger_id="1.2.3", view=MODAL)["error"] == "invalid_trigger_id"
    wrong = refusal(client.views_open, trigger_id=trigger, view={**MODAL, "title": plain("x" * 25)})
    assert wrong["error"] == "invalid_arguments" and "/view/title" in wrong["response_metadata"]["messages"][0]
    assert client.views_open(trigger_id=trigger, view=MODAL)["view"]["type"] == "modal"
    assert refusal(client.views_open, trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"
    late = slack.new_trigger("U0ANA")
    people.wait_for(lambda: time.monotonic() - slack.triggers[late].at > slack.settings.trigger_lives, 5, "the trigger is too old")
    assert refusal(client.views_open, trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"
    assert len(people.views("ana")) == 1


def test_modals_lie_on_each_other(slack: Slack, client: WebClient, people: Workspace) -> None:
    """Three at most; they are updated by id or external id, and not once they are closed."""
    first = client.views_open(trigger_id=slack.new_trigger("U0ANA"), view={**MODAL, "external_id": "one"})["view"]
    second = client.views_push(trigger_id=slack.new_trigger("U0ANA"), view=MODAL)["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    again = refusal(client.views_push, trigger_id=slack.new_trigger("U0ANA"), view={**MODAL, "external_id": "one"})
    assert again["error"] == "duplicate_external_id"
    client.views_push(trigger_id=slack.new_trigger("U0ANA"), view=MODAL)
    assert refusal(client.views_push, trigger_id=slack.new_trigger("U0ANA"), view=MODAL)["error"] == "push_limit_reached"
    updated = client.views_update(external_id="one", view={**MODAL, "title": plain("New")}, hash=first["hash"])["view"]
    assert updated["title"]["text"] == "New" and updated["hash"] != first["hash"]
    assert refusal(client.views_update, view_id=first["id"], view=MODAL, hash=first["hash"])["error"] == "hash_conflict"
    people.close_view("ana", people.views("ana")[-1], cleared=True)
    assert refusal(client.views_update, view_id=second["id"], view=MODAL)["error"] == "not_found"


def test_a_home_is_guarded_by_its_hash(client: WebClient, people: Workspace) -> None:
    """Of two that know the same version only one can publish."""
    first = client.views_publish(user_id="U0ANA", view=HOME)["view"]
    client.views_publish(user_id="U0ANA", view=HOME, hash=first["hash"])
    assert refusal(client.views_publish, user_id="U0ANA", view=HOME, hash=first["hash"])["error"] == "hash_conflict"
    assert refusal(client.views_publish, user_id="U0NOBODY", view=HOME)["error"] == "user_not_found"
    assert refusal(client.views_publish, user_id="U0ANA", view=MODAL)["error"] == "invalid_arguments"
    home = people.home("ana")
    assert home and home.content["blocks"][0]["text"] == SECTION["text"] and people.home("ben") is None


def test_who_people_are(slack: Slack, client: WebClient) -> None:
    """The language on request, guests and people from outside as such, members of groups."""
    assert client.users_info(user="U0ANA", include_locale=True)["user"]["locale"] == "pt-BR"
    assert "locale" not in client.users_info(user="U0ANA")["user"]
    assert client.users_info(user="U0GIL")["user"]["is_restricted"] is True
    stranger = client.users_info(user="U0EVA", include_locale=True)["user"]
    assert (stranger["is_stranger"], stranger["team_id"], "locale" in stranger) == (True, "T0OTHER", False)
    assert refusal(client.users_info, user="U0NOBODY")["error"] == "user_not_found"
    slack.world.usergroups["S1"] = ["U0ANA"]
    assert client.usergroups_users_list(usergroup="S1")["users"] == ["U0ANA"]
    assert refusal(client.usergroups_users_list, usergroup="S2")["error"] == "no_such_subteam"


def test_the_address_of_a_message(client: WebClient) -> None:
    """In the browser; a reply's leads into its thread, and where the app sees nothing there is none."""
    root = client.chat_postMessage(channel="C0GENERAL", text="x")["ts"]
    reply = client.chat_postMessage(channel="C0GENERAL", text="y", thread_ts=root)["ts"]
    addresses = [client.chat_getPermalink(channel="C0GENERAL", message_ts=ts)["permalink"] for ts in (root, reply)]
    assert addresses[0] == f"https://onde.slack.com/archives/C0GENERAL/p{root.replace('.', '')}"
    assert addresses[1] == f"https://onde.slack.com/archives/C0GENERAL/p{reply.replace('.', '')}?thread_ts={root}&cid=C0GENERAL"
    assert refusal(client.chat_getPermalink, channel="C0GENERAL", message_ts="1.1")["error"] == "message_not_found"
    assert refusal(client.chat_getPermalink, channel="C0ELSEWHERE", message_ts="1.1")["error"] == "not_in_channel"


def test_what_channels_are(client: WebClient) -> None:
    """Private, shared, joined."""
    shown = {id: client.conversations_info(channel=id)["channel"] for id in ("C0GENERAL", "C0PARTNERS", "C0SECRET", "C0ELSEWHERE")}
    assert [shown[id]["is_ext_shared"] for id in shown] == [False, True, False, False]
    assert [shown[id]["is_private"] for id in shown] == [False, False, True, False]
    assert [shown[id]["is_member"] for id in shown] == [True, True, True, False]


def test_what_the_app_says_it_is_doing(client: WebClient, people: Workspace) -> None:
    """A status goes when the app answers; sessions and prompts are kept."""
    asked = people.direct_message("ana", "where?")
    client.assistant_threads_setStatus(channel_id=asked.channel, thread_ts=asked.ts, status="is reading", loading_messages=["one"])
    assert people.status(asked) == "is reading"
    client.chat_postMessage(channel=asked.channel, thread_ts=asked.ts, text="here")
    assert people.status(asked) == ""
    assert refusal(client.assistant_threads_setStatus, channel_id=asked.channel, thread_ts="1.1", status="x")["error"] == "invalid_thread_ts"
    many = ["x"] * 11
    wrong = refusal(client.assistant_threads_setStatus, channel_id=asked.channel, thread_ts=asked.ts, status="x", loading_messages=many)
    assert wrong["error"] == "invalid_arguments"
    client.agents_sessions_setStatus(channel_id=asked.channel, thread_ts=asked.ts, status="processing")
    assert people.session(asked) == "processing"
    assert refusal(client.agents_sessions_setStatus, channel_id=asked.channel, thread_ts=asked.ts, status="busy")["error"] == "invalid_arguments"


@pytest.mark.parametrize("settings", [Settings(events=EVENTS - {"agent_session_stopped"})])
def test_a_session_without_a_stop_button_is_warned_of(client: WebClient, people: Workspace) -> None:
    """The app is not subscribed to the button's event."""
    asked = people.direct_message("ana", "where?")
    answer = client.agents_sessions_setStatus(channel_id=asked.channel, thread_ts=asked.ts, status="processing")
    assert answer["warning"] == "missing_agent_session_stopped_event_subscription"


def test_prompts(client: WebClient, people: Workspace) -> None:
    """At most four, in direct messages; with a thread they silently fail."""
    prompt, channel = {"title": "Where?", "message": "Where is it?"}, people.direct_message("ana", "hi").channel
    client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=[prompt], thread_ts="1.1")
    assert people.prompts("ana") == []
    client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=[prompt])
    assert people.prompts("ana") == [prompt]
    for where, prompts in ((channel, [prompt] * 5), (channel, [{"title": "Where?"}]), ("C0GENERAL", [prompt])):
        assert refusal(client.assistant_threads_setSuggestedPrompts, channel_id=where, prompts=prompts)["error"] == "invalid_arguments"
