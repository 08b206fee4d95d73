"""The manifest: what Slack takes, with the least that Onde needs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.surfaces.slack.manifest import EVENTS_WANTED, OPTIONAL_EVENTS, OPTIONAL_SCOPES, SCOPES
from bot.surfaces.slack.notices import asks_for_help, help_message
from tests.asking import assistant
from tests.conftest import Onde
from tests.slack.scene import SURE_EN
from tests.slack.serving import App
from tests.slack.stand_in.settings import installed_from
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace

# The path of Slack's schema of manifests; where it is not there, the other tests must do.
SCHEMA = os.environ.get("ONDE_MANIFEST_SCHEMA", "")
WAYS = ((), ("--http", "https://onde.example.com/"))


def manifest(onde: Onde, *options: str, **variables: str) -> dict[str, Any]:
    """What `onde manifest` prints."""
    done = onde("manifest", *options, **variables)
    assert done.status == 0
    printed: dict[str, Any] = json.loads(done.out)
    return printed


@pytest.mark.parametrize("options", WAYS, ids=["socket", "http"])
@pytest.mark.parametrize("language", ["pt_BR.UTF-8", "en_US.UTF-8"])
def test_slack_takes_it(onde: Onde, options: tuple[str, ...], language: str) -> None:
    """By Slack's own schema, where that is at hand, and its published limits."""
    printed = manifest(onde, *options, LANG=language)
    if SCHEMA:
        jsonschema.validate(printed, json.loads(Path(SCHEMA).read_text("utf-8")))
    features = printed["features"]
    assert len(printed["display_information"]["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300 and 1 <= len(features["agent_view"]["suggested_prompts"]) <= 4
    [shortcut], [command] = features["shortcuts"], features["slash_commands"]
    assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150 and len(command["description"]) <= 100
    assert "assistant_view" not in features and features["app_home"]["messages_tab_read_only_enabled"] is False


@pytest.mark.parametrize("language", ["pt_BR.UTF-8", "en_US.UTF-8"])
def test_its_words_are_those_that_the_help_names(onde: Onde, language: str) -> None:
    """Whichever language the workspace's manifest is in, and whichever the reader's: the shortcut's name, and the word for help."""
    features = manifest(onde, LANG=language)["features"]
    word = features["slash_commands"][0]["usage_hint"].split()[-1]
    assert asks_for_help(assistant(), word)
    for reader in assistant().knowledge.languages:
        assert features["shortcuts"][0]["name"] in help_message(assistant(), reader, "/onde").text


def test_the_two_modes_differ_in_addresses_only(onde: Onde) -> None:
    """All at one path."""
    socket, http = manifest(onde), manifest(onde, "--http", "https://onde.example.com/")
    assert socket["settings"]["socket_mode_enabled"] and not http["settings"]["socket_mode_enabled"]
    assert json.dumps(http).count('"https://onde.example.com/slack/events"') == 3 and "https://" not in json.dumps(socket["settings"])
    assert socket["oauth_config"] == http["oauth_config"]


def test_every_scope_and_event_is_explained(onde: Onde) -> None:
    """On standard error, so that what is printed can be pasted."""
    done = onde("manifest")
    for name in (*SCOPES, *OPTIONAL_SCOPES, *EVENTS_WANTED, *OPTIONAL_EVENTS):
        assert f" {name}: " in done.err


def test_history_is_asked_for_only_where_channels_are_opted_in(onde: Onde) -> None:
    """Reading channels is the scope that reviewers look at."""
    least, more = manifest(onde), manifest(onde, ONDE_CHANNELS="C0123ABCD")
    assert "channels:history" not in least["oauth_config"]["scopes"]["bot"]
    assert "message.channels" not in least["settings"]["event_subscriptions"]["bot_events"]
    assert "channels:history" in more["oauth_config"]["scopes"]["bot"]
    assert "message.channels" in more["settings"]["event_subscriptions"]["bot_events"]


@pytest.mark.parametrize("address", ["http://localhost:3000", "https://", "https:///slack/events", "https://x.example/?a=1", "onde.example.org"])
def test_an_address_must_be_one_that_slack_calls(onde: Onde, address: str) -> None:
    """With the remedy."""
    done = onde("manifest", "--http", address)
    assert done.status == 1 and not done.out and "https://onde.example.org" in done.err


def test_the_whole_address_will_do_too(onde: Onde) -> None:
    """As it stands in Slack's settings."""
    assert manifest(onde, "--http", "https://x.example/slack/events") == manifest(onde, "--http", "https://x.example")


def test_channels_that_cannot_be_right_are_named(onde: Onde) -> None:
    """Before anything is pasted into Slack."""
    done = onde("manifest", ONDE_CHANNELS="#general")
    assert done.status == 1 and not done.out and "ONDE_CHANNELS" in done.err and "C0123ABCD" in done.err


def test_an_app_made_from_it_works(onde: Onde, tmp_path: Path, cache: Path) -> None:
    """With its scopes and events and no others: every surface answers."""
    with Slack(installed_from(manifest(onde))) as slack, App(slack, "socket", tmp_path, cache):
        people = Workspace(slack)
        people.reply_to(people.mention("ana", "general", SURE_EN))
        people.reply_to(people.direct_message("ana", SURE_EN))
        people.open_home("ana")
        people.open_messages_tab("ana")
        people.wait_for(lambda: people.home("ana") and people.prompts("ana"))
        people.command("ana", "general", SURE_EN)
        people.ephemeral_for("ana")
        assert not people.refusals()
