"""Settings, from mappings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import (
    KNOWLEDGE,
    DigestTime,
    SlackSettings,
    Variables,
    from_environment,
    listed,
    read_settings,
    read_slack_settings,
    variables_here,
)
from bot.errors import SettingError
from bot.settings import SETTINGS
from tests.conftest import Onde


@pytest.mark.parametrize(
    ("variables", "cache"),
    [
        ({"HOME": "/home/ana"}, Path("/home/ana/.cache/onde")),
        ({"HOME": "/home/ana", "XDG_CACHE_HOME": "/caches"}, Path("/caches/onde")),
        ({"HOME": "/home/ana", "XDG_CACHE_HOME": "relative"}, Path("/home/ana/.cache/onde")),
        ({"HOME": "/home/ana", "XDG_CACHE_HOME": ""}, Path("/home/ana/.cache/onde")),
        ({"HOME": "/home/ana", "XDG_CACHE_HOME": "/caches", "ONDE_CACHE": "/own"}, Path("/own")),
        ({"HOME": "/home/ana", "ONDE_CACHE": "~/own"}, Path("/home/ana/own")),
        ({"HOME": "/home/ana", "ONDE_CACHE": ""}, Path("/home/ana/.cache/onde")),
        ({}, None),
    ],
)
def test_cache_folder(variables: dict[str, str], cache: Path | None) -> None:
    assert read_settings(variables).cache == cache


def test_knowledge_is_that_of_the_checkout_or_the_one_named(tmp_path: Path) -> None:
    assert read_settings({}).knowledge == KNOWLEDGE
    assert (KNOWLEDGE / "languages").is_dir()
    assert read_settings({"ONDE_KNOWLEDGE": ""}).knowledge == KNOWLEDGE
    assert read_settings({"ONDE_KNOWLEDGE": str(tmp_path)}).knowledge == tmp_path
    (tmp_path / "own").mkdir()
    assert read_settings({"HOME": str(tmp_path), "ONDE_KNOWLEDGE": "~/own"}).knowledge == tmp_path / "own"


def test_mistakes_name_the_setting_and_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for name in ("ONDE_KNOWLEDGE", "ONDE_CACHE"):
        with pytest.raises(SettingError, match=rf"^{name}: {file} is .*: name .*unset it"):
            read_settings({name: str(file)})
    with pytest.raises(SettingError, match=r"^ONDE_KNOWLEDGE is not set and .* is no folder: set it"):
        read_settings({}, tmp_path / "absent")


@pytest.mark.parametrize(
    ("variables", "colour"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "0"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_colour(variables: dict[str, str], colour: bool) -> None:
    assert read_settings(variables).colour is colour


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "pt_BR.UTF-8", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "pt", "LC_MESSAGES": ""}, "pt"),
        ({"LANG": "C.UTF-8"}, "c"),
        ({}, ""),
    ],
)
def test_language_of_the_locale(variables: dict[str, str], language: str) -> None:
    assert read_settings(variables).language == language


TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_APP_TOKEN": "xapp-1-b", "SLACK_SIGNING_SECRET": "0123456789abcdef"}
HOME = {"HOME": "/home/ana"}


def slack(**variables: str) -> SlackSettings:
    """The settings for Slack, from tokens for either mode and more variables."""
    return read_slack_settings(Variables({**TOKENS, **HOME, **variables}))


def test_the_mode_is_chosen_by_what_is_set() -> None:
    assert slack().mode == "socket" and slack().port is None
    assert (slack(SLACK_APP_TOKEN="").mode, slack(SLACK_APP_TOKEN="").port) == ("http", 3000)
    assert read_slack_settings({**TOKENS, **HOME}, "http").mode == "http"
    assert slack(PORT="8080").port == 8080


def test_what_is_not_set_has_its_default() -> None:
    found = slack()
    assert found.api_url == "https://slack.com/api/" and found.store == Path("/home/ana/.local/share/onde/onde.sqlite3")
    assert not found.maintainers and found.digest is None
    assert not found.channels and not found.allow_external and not found.retention_days and found.log_level == "info" and found.host == "0.0.0.0"


def test_what_is_set_counts() -> None:
    found = slack(
        SLACK_API_URL="http://127.0.0.1:9/api", SQLITE_PATH="~/onde.db", ONDE_CHANNELS="C1, C2 G3", ONDE_ALLOW_EXTERNAL="Yes",
        ONDE_RETENTION_DAYS="90", ONDE_LOG_LEVEL="debug", ONDE_HOST="127.0.0.1", XDG_DATA_HOME="/data",
        ONDE_MAINTAINERS="U1, W2 S3", ONDE_DIGEST="C9 Friday 9:05 Europe/Lisbon",
    )  # fmt: skip
    assert found.maintainers == {"U1", "W2", "S3"} and found.digest == DigestTime("C9", 4, 9, 5, "Europe/Lisbon")
    assert found.api_url == "http://127.0.0.1:9/api/" and found.store == Path("/home/ana/onde.db")
    assert found.channels == {"C1", "C2", "G3"} and found.allow_external and found.retention_days == 90
    assert found.log_level == "debug" and found.host == "127.0.0.1"
    assert slack(XDG_DATA_HOME="/data").store == Path("/data/onde/onde.sqlite3")


MALFORMED = {
    "SLACK_BOT_TOKEN": ("xapp-1", "token", "xoxb-", "xoxb-with space"),
    "SLACK_APP_TOKEN": ("xoxb-1", "xapp-"),
    "SLACK_SIGNING_SECRET": ("two words", "s\u00e9cret"),
    "PORT": ("-1", "65536", "http", "01", "9" * 5000),
    "SLACK_API_URL": ("slack.com", "ftp://x"),
    "ONDE_CHANNELS": ("#general", "C1;C2", "general"),
    "ONDE_ALLOW_EXTERNAL": ("maybe", "2"),
    "ONDE_RETENTION_DAYS": ("0", "-1", "ten", "1.5"),
    "ONDE_LOG_LEVEL": ("loud", "INFO"),
    "ONDE_HOST": ("a b",),
    "ONDE_MAINTAINERS": ("C1", "@ana", "U1;U2"),
    "ONDE_DIGEST": (
        "C1", "C1 monday 09:00", "C1 someday 09:00 Europe/Lisbon", "C1 monday 24:00 Europe/Lisbon", "C1 monday 9 Europe/Lisbon",
        "general monday 09:00 Europe/Lisbon", "C1 monday 09:00 Europe/Atlantis", "C1 monday 09:00 Europe", "C1 monday 09:00 /etc/passwd",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values])
def test_what_is_malformed_is_named_with_its_remedy(name: str, value: str) -> None:
    """In one line, which shows no secret."""
    with pytest.raises(SettingError) as caught:
        slack(**{name: value})
    [line] = str(caught.value).splitlines()
    assert line.startswith(f"{name}: ") and line.count(": ") >= 2
    if next(setting.secret for setting in SETTINGS if setting.name == name):
        with pytest.raises(SettingError) as another:
            slack(**{name: "wrong in another way"})
        assert line == str(another.value)


def test_all_that_is_missing_or_malformed_is_named_at_once() -> None:
    with pytest.raises(SettingError) as caught:
        read_slack_settings({"PORT": "x", "ONDE_LOG_LEVEL": "loud"}, "http")
    named = [line.split(":")[0].split(" ")[0] for line in str(caught.value).splitlines()]
    assert named == ["PORT", "ONDE_LOG_LEVEL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SQLITE_PATH"]


def test_listed_with_source_and_without_secrets() -> None:
    found = {entry.setting.name: entry for entry in listed(Variables({**TOKENS, "PORT": "x"}, {"SLACK_BOT_TOKEN": "xoxb-file", "ONDE_HOST": "::1"}))}
    assert (found["SLACK_BOT_TOKEN"].source, found["SLACK_BOT_TOKEN"].value) == ("environment", "xoxb-…")
    assert (found["ONDE_HOST"].source, found["ONDE_HOST"].value) == (".env", "::1")
    assert (found["SQLITE_PATH"].source, found["SQLITE_PATH"].value) == ("default", "")
    assert found["PORT"].problem.startswith("PORT: ") and not found["ONDE_HOST"].problem
    assert "0123456789abcdef" not in str(found) and set(found) == {setting.name for setting in SETTINGS}


def test_config_prints_every_setting(onde: Onde, tmp_path: Path) -> None:
    """With its source; secrets masked; ends with 1 where something is wrong."""
    done = onde("config", **TOKENS, ONDE_CHANNELS="C1")
    lines = {line.split()[0]: line for line in done.out.splitlines()}
    assert done.status == 0 and set(lines) == {setting.name for setting in SETTINGS}
    assert "environment" in lines["ONDE_CHANNELS"] and lines["ONDE_CHANNELS"].endswith("C1") and "default" in lines["PORT"]
    assert not [value for value in TOKENS.values() if value in done.out]
    wrong = onde("config", PORT="x")
    assert wrong.status == 1 and "PORT" in wrong.err


@pytest.mark.parametrize("left_out", [("SLACK_BOT_TOKEN",), ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"), tuple(TOKENS), ()])
def test_config_names_what_serve_would_miss(onde: Onde, left_out: tuple[str, ...]) -> None:
    """The same lines as `onde serve` ends with; that something is missing is no mistake in itself."""
    kept = {name: value for name, value in TOKENS.items() if name not in left_out}
    done = onde("config", **kept)
    told = [line.removeprefix("onde serve needs more: ") for line in done.err.splitlines()]
    assert done.status == 0 and set(left_out) == {name for name in TOKENS if any(name in line.partition(":")[0] for line in told)}
    if left_out:
        refused = onde("serve", **kept)
        assert refused.status == 1 and told and all(line in refused.err for line in told)


@pytest.mark.parametrize(
    ("name", "meant"), [("ONDE_RETENTION_DAY", "ONDE_RETENTION_DAYS"), ("SLACK_AP_TOKEN", "SLACK_APP_TOKEN"), ("SLACK_WEBHOOK", "")]
)
def test_config_names_what_is_misspelt(onde: Onde, name: str, meant: str) -> None:
    """Else somebody believes that it holds; what other programs read is left alone."""
    done = onde("config", **{name: "30"})
    told = [line for line in done.err.splitlines() if "no setting" in line]
    assert told == ([f"onde: {name} is no setting: did you mean {meant}?"] if meant else [])


def test_config_shows_what_holds_where_nothing_is_set(onde: Onde, tmp_path: Path) -> None:
    """Paths, not how they are made; and those that depend on other settings."""
    lines = {line.split()[0]: line for line in onde("config", XDG_DATA_HOME=str(tmp_path), HOME="/home/somebody").out.splitlines()}
    assert lines["SQLITE_PATH"].endswith(f"({tmp_path}/onde/onde.sqlite3)") and lines["XDG_CACHE_HOME"].endswith("(/home/somebody/.cache)")
    assert lines["PORT"].endswith("(3000)")
    assert onde("config", SLACK_APP_TOKEN=TOKENS["SLACK_APP_TOKEN"], PORT="").out.count("(no HTTP server in Socket Mode)") == 1


def test_an_unreadable_dotenv_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match=r"^\.env cannot be read"):
        from_environment()


def test_a_line_of_dotenv_that_is_no_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its number and the remedy, not with what it holds: that may be a secret."""
    text = "# ours\nSLACK_BOT_TOKEN xoxb-secret\n\nexport PORT='8080' # theirs\nSQLITE_PATH=\"a b\"\n\n=x\n"
    (tmp_path / ".env").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError) as refused:
        variables_here()
    remedy = "no NAME=value: write it so, or begin a comment with #"
    assert str(refused.value).splitlines() == [f".env, line 2: {remedy}", f".env, line 7: {remedy}"]
    (tmp_path / ".env").write_text(text.replace("TOKEN xoxb", "TOKEN=xoxb").replace("\n=x", ""), "utf-8")
    found = variables_here()
    assert {name: found[name] for name, source in found.sources.items() if source == ".env"} == {
        "SLACK_BOT_TOKEN": "xoxb-secret", "PORT": "8080", "SQLITE_PATH": "a b"
    }  # fmt: skip


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONDE_CACHE", str(tmp_path))
    assert from_environment().cache == tmp_path
