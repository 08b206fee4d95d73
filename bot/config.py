"""Settings, read from a mapping; the only module that looks at the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from bot.errors import SettingError

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


class Settings(Struct, frozen=True):
    """Where things are and how to show them.

    `knowledge` is a folder that exists; `cache` may not exist yet, and is None where there is no place for one. `language`
    is the code of the person's language, "" where nothing tells. `colour` is false where colours are not wanted; `slack`
    tells that there is a token for Slack.
    """

    knowledge: Path
    cache: Path | None
    language: str = ""
    colour: bool = True
    slack: bool = False


def from_environment() -> Settings:
    """The settings of this process. Raises SettingError."""
    return read_settings(os.environ)


def read_settings(variables: Mapping[str, str], default_knowledge: Path = KNOWLEDGE) -> Settings:
    """The settings in `variables`; an empty variable counts as not set.

    ONDE_KNOWLEDGE names the knowledge folder (by default the one of the checkout) and ONDE_CACHE the folder for what may
    be deleted at any time (by default `onde` in $XDG_CACHE_HOME or in ~/.cache). NO_COLOR switches colours off
    (no-color.org). Raises SettingError with the setting's name and the remedy.
    """
    return Settings(
        knowledge=_knowledge(variables, default_knowledge),
        cache=_cache(variables),
        language=_language(variables),
        colour=not variables.get("NO_COLOR") and variables.get("TERM") != "dumb",
        slack=bool(variables.get("SLACK_BOT_TOKEN")),
    )


def _knowledge(variables: Mapping[str, str], default: Path) -> Path:
    named = variables.get("ONDE_KNOWLEDGE")
    folder = _path(named, variables) if named else default
    if folder.is_dir():
        return folder
    if named:
        raise SettingError(f"ONDE_KNOWLEDGE: {folder} is no folder: name the knowledge folder, or unset it for the checkout's own")
    raise SettingError(f"ONDE_KNOWLEDGE is not set and {folder} is no folder: set it to the knowledge folder")


def _cache(variables: Mapping[str, str]) -> Path | None:
    named = variables.get("ONDE_CACHE")
    if named:
        folder = _path(named, variables)
        if folder.exists() and not folder.is_dir():
            raise SettingError(f"ONDE_CACHE: {folder} is a file: name a folder, or unset it")
        return folder
    shared = Path(variables.get("XDG_CACHE_HOME", ""))
    if shared.is_absolute():  # The XDG Base Directory Specification says to ignore relative ones.
        return shared / "onde"
    home = variables.get("HOME")
    return Path(home, ".cache", "onde") if home else None


def _path(text: str, variables: Mapping[str, str]) -> Path:
    """A path, with a leading ~ as the home folder even where no shell has expanded it."""
    home = variables.get("HOME")
    return Path(home, text[2:]) if home and text.startswith("~/") else Path(text)


def _language(variables: Mapping[str, str]) -> str:
    """The language of the locale: "pt" for pt_BR.UTF-8. The first variable that is set counts (POSIX, 8.2)."""
    locale = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), "")
    return locale.replace(".", "_").partition("_")[0].lower()
