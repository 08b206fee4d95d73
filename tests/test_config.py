"""Settings, from mappings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import KNOWLEDGE, from_environment, read_settings
from bot.errors import SettingError


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


def test_slack_token() -> None:
    assert read_settings({"SLACK_BOT_TOKEN": "xoxb-0"}).slack is True
    assert read_settings({"SLACK_BOT_TOKEN": ""}).slack is False


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONDE_CACHE", str(tmp_path))
    assert from_environment().cache == tmp_path
