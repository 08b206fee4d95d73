"""Settings: what there is to set, read from the environment and from a file `.env`; the only module that looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from msgspec import Struct, convert

from bot.errors import SettingError

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
SLACK_API = "https://slack.com/api/"
DAY_SECONDS = 24 * 3600.0

Mode = Literal["socket", "http"]
Level = Literal["debug", "info", "warning", "error"]
Source = Literal["environment", ".env", "default"]


class Setting(Struct, frozen=True):
    """One setting: its name, the pattern that a value must match, whether it is secret, its default as told to people, its effect, and
    what to do where it is missing or malformed."""

    name: str
    pattern: str
    default: str
    what: str
    remedy: str
    secret: bool = False


_ANY = r"(?s).*"
_FLAG = r"(?i)1|true|yes|on|0|false|no|off"
_PORT = r"0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"

SETTINGS = (
    Setting(
        "SLACK_BOT_TOKEN",
        r"(?:xoxe\.)?xoxb-[!-~]+",
        "not set",
        "the app's token for Slack's Web API",
        "copy the Bot User OAuth Token, which begins with xoxb-, from OAuth & Permissions of your app at api.slack.com/apps",
        secret=True,
    ),
    Setting(
        "SLACK_APP_TOKEN",
        r"xapp-[!-~]+",
        "not set",
        "the token for Socket Mode; where it is set, `onde serve` chooses Socket Mode",
        "make an app-level token with connections:write, which begins with xapp-, in Basic Information of your app",
        secret=True,
    ),
    Setting(
        "SLACK_SIGNING_SECRET",
        r"[!-~]+",
        "not set",
        "what Slack signs its requests with, for HTTP",
        "copy the Signing Secret from Basic Information of your app",
        secret=True,
    ),
    Setting("PORT", _PORT, "3000", "the port of the HTTP server; in Socket Mode it serves health and figures only, where it is set",
            "name a port from 1 to 65535, or 0 for any that is free"),
    Setting("ONDE_HOST", r"[0-9A-Za-z.:-]+", "0.0.0.0", "the address that the HTTP server listens at",
            "name an address of this machine, 127.0.0.1 say"),
    Setting("SLACK_API_URL", r"https?://[!-~]+", SLACK_API, "where Slack's Web API is", "name an address that begins with https://, or unset it"),
    Setting("SQLITE_PATH", _ANY, "onde/onde.sqlite3 in XDG_DATA_HOME", "the file in which turns and votes are kept; its folder is made",
            "name a file, or set HOME"),
    Setting("ONDE_CHANNELS", r"[CG][A-Z0-9]+(?:[, ]+[CG][A-Z0-9]+)*[, ]*", "none",
            "channels in which Onde also answers without being mentioned",
            "list ids such as C0123ABCD, which stand at the end of a channel's details"),
    Setting("ONDE_ALLOW_EXTERNAL", _FLAG, "no", "yes: people of other organisations and guests are answered too", "say yes or no"),
    Setting("ONDE_RETENTION_DAYS", r"[1-9][0-9]{0,4}", "kept for ever", "after how many days questions and votes are deleted",
            "name a number of days from 1 to 99999, or unset it"),
    Setting("ONDE_LOG_LEVEL", "|".join(get_args(Level)), "info", "the least level that is logged", f"name one of {', '.join(get_args(Level))}"),
    Setting("ONDE_KNOWLEDGE", _ANY, "knowledge/ of the checkout", "the knowledge folder",
            "name the knowledge folder, or unset it for the checkout's own"),
    Setting("ONDE_CACHE", _ANY, "onde in XDG_CACHE_HOME", "a folder for what may be deleted at any time", "name a folder, or unset it"),
    Setting("XDG_CACHE_HOME", _ANY, ".cache in HOME", "where caches are", "name an absolute path"),
    Setting("XDG_DATA_HOME", _ANY, ".local/share in HOME", "where data of programs are", "name an absolute path"),
    Setting("HOME", _ANY, "set by the system", "the home folder", "set it to your home folder"),
    Setting("NO_COLOR", _ANY, "not set", "any value: no colours on a terminal", "unset it for colours"),
    Setting("TERM", _ANY, "set by the terminal", "dumb: no colours", "unset it"),
    *(Setting(name, _ANY, "set by the system", "the first that is set gives the language of the greeting", "name a locale")
      for name in ("LC_ALL", "LC_MESSAGES", "LANG")),
)  # fmt: skip

_BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings(Struct, frozen=True):
    """Where things are and how to show them.

    `knowledge` is a folder that exists; `cache` may not exist yet, and is None where there is no place for one. `language`
    is the code of the person's language, "" where nothing tells. `colour` is false where colours are not wanted.
    """

    knowledge: Path
    cache: Path | None
    language: str = ""
    colour: bool = True


class SlackSettings(Struct, frozen=True):
    """What the app in Slack needs. `port` is None in Socket Mode where no HTTP server is wanted; `retention_days` is 0 for ever."""

    mode: Mode
    bot_token: str
    app_token: str
    signing_secret: str
    host: str
    port: int | None
    api_url: str
    store: Path
    channels: frozenset[str]
    allow_external: bool
    retention_days: int
    log_level: Level


class Listed(NamedTuple):
    """A setting as it is: its value ("" where it is not set, secrets masked), what holds then, where the value came from, and what is
    wrong with it or ""."""

    setting: Setting
    value: str
    default: str
    source: Source
    problem: str


class Variables(dict[str, str]):
    """The environment over a file `.env`; an empty variable counts as not set. `sources` tells where each one came from."""

    def __init__(self, environment: Mapping[str, str], file: Mapping[str, str] | None = None) -> None:
        given = {name: value for name, value in (file or {}).items() if value}
        own = {name: value for name, value in environment.items() if value}
        super().__init__({**given, **own})
        self.sources: dict[str, Source] = {**dict.fromkeys(given, ".env"), **dict.fromkeys(own, "environment")}


def variables_here() -> Variables:
    """The variables of this process, and those of `.env` in its folder. Raises SettingError where that file cannot be read."""
    return Variables(os.environ, _dotenv(Path(".env")))


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # Here, since most starts have no such file.

    try:
        return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read ({error}): make it readable UTF-8 text, or delete it") from None


def from_environment() -> Settings:
    """The settings of this process. Raises SettingError."""
    return read_settings(variables_here())


def read_settings(variables: Mapping[str, str], default_knowledge: Path = KNOWLEDGE) -> Settings:
    """The settings in `variables` that every command needs; an empty variable counts as not set.

    ONDE_KNOWLEDGE names the knowledge folder (by default the one of the checkout) and ONDE_CACHE the folder for what may
    be deleted at any time (by default `onde` in $XDG_CACHE_HOME or in ~/.cache). NO_COLOR switches colours off
    (no-color.org). Raises SettingError with the setting's name and the remedy.
    """
    return Settings(
        knowledge=_knowledge(variables, default_knowledge),
        cache=_cache(variables),
        language=_language(variables),
        colour=not variables.get("NO_COLOR") and variables.get("TERM") != "dumb",
    )


def read_slack_settings(variables: Mapping[str, str], forced: Mode | None = None) -> SlackSettings:
    """The settings of the app in Slack. Without `forced`, an app token chooses Socket Mode, else a signing secret HTTP.

    Raises SettingError with one line for each setting that is missing or malformed.
    """
    mode, store = forced or _mode(variables), store_path(variables)
    problems = [problem for setting in SETTINGS if (problem := _problem(setting, variables))] + missing(variables, forced)
    if problems or mode is None or store is None:
        raise SettingError("\n".join(problems))
    port = variables.get("PORT") or ("3000" if mode == "http" else "")
    return SlackSettings(
        mode=mode,
        bot_token=variables["SLACK_BOT_TOKEN"],
        app_token=variables.get("SLACK_APP_TOKEN", ""),
        signing_secret=variables.get("SLACK_SIGNING_SECRET", ""),
        host=variables.get("ONDE_HOST") or _BY_NAME["ONDE_HOST"].default,
        port=int(port) if port else None,
        api_url=f"{(variables.get('SLACK_API_URL') or SLACK_API).rstrip('/')}/",
        store=store,
        channels=frozenset(variables.get("ONDE_CHANNELS", "").replace(",", " ").split()),
        allow_external=variables.get("ONDE_ALLOW_EXTERNAL", "").lower() in ("1", "true", "yes", "on"),
        retention_days=int(variables.get("ONDE_RETENTION_DAYS") or 0),
        log_level=convert(variables.get("ONDE_LOG_LEVEL") or "info", Level),
    )


def _mode(variables: Mapping[str, str]) -> Mode | None:
    return "socket" if variables.get("SLACK_APP_TOKEN") else "http" if variables.get("SLACK_SIGNING_SECRET") else None


def missing(variables: Mapping[str, str], forced: Mode | None = None) -> list[str]:
    """What `onde serve` needs and is not set: a line each, with the remedy."""
    mode = forced or _mode(variables)
    own = {"socket": ("SLACK_APP_TOKEN",), "http": ("SLACK_SIGNING_SECRET",)}
    found = [_missing(name) for name in ("SLACK_BOT_TOKEN", *(own[mode] if mode else ())) if not variables.get(name)]
    if mode is None:
        neither = "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are not set"
        found.append(f"{neither}: set the first for Socket Mode ({_BY_NAME['SLACK_APP_TOKEN'].remedy}), the second for HTTP")
    return found if store_path(variables) else [*found, _missing("SQLITE_PATH")]


def store_path(variables: Mapping[str, str]) -> Path | None:
    """The store's file; None where neither SQLITE_PATH nor the home folder is known."""
    if variables.get("SQLITE_PATH"):
        return _path(variables["SQLITE_PATH"], variables)
    folder = _shared(variables, "XDG_DATA_HOME", ".local/share")
    return folder / "onde.sqlite3" if folder else None


def listed(variables: Variables) -> list[Listed]:
    """Every setting as it is now, in the order of SETTINGS."""
    home, found = variables.get("HOME"), []
    resolved: dict[str, object] = {"SQLITE_PATH": store_path(variables), "ONDE_KNOWLEDGE": KNOWLEDGE, "SLACK_API_URL": SLACK_API}
    resolved["ONDE_CACHE"] = _shared(variables, "XDG_CACHE_HOME", ".cache")
    if home:
        resolved |= {"XDG_CACHE_HOME": Path(home, ".cache"), "XDG_DATA_HOME": Path(home, ".local/share")}
    if _mode(variables) == "socket":
        resolved["PORT"] = "no HTTP server in Socket Mode"
    for setting in SETTINGS:
        value = variables.get(setting.name, "")
        shown = f"{value[:5]}…" if setting.secret and value.startswith(("xoxb-", "xapp-")) else "…" if setting.secret and value else value
        default = str(resolved.get(setting.name) or setting.default)
        found.append(Listed(setting, shown, default, variables.sources.get(setting.name, "default"), _problem(setting, variables)))
    return found


def _problem(setting: Setting, variables: Mapping[str, str]) -> str:
    """What is wrong with a setting's value, with the remedy; "" where nothing is. Never shows a secret."""
    value = variables.get(setting.name, "")
    if not value or re.fullmatch(setting.pattern, value):
        return ""
    shown = "its value" if setting.secret else repr(value[:100])
    return f"{setting.name}: {shown} cannot be right: {setting.remedy}"


def _missing(name: str) -> str:
    return f"{name} is not set: {_BY_NAME[name].remedy}"


def _knowledge(variables: Mapping[str, str], default: Path) -> Path:
    named = variables.get("ONDE_KNOWLEDGE")
    folder = _path(named, variables) if named else default
    if folder.is_dir():
        return folder
    if named:
        raise SettingError(f"ONDE_KNOWLEDGE: {folder} is no folder: {_BY_NAME['ONDE_KNOWLEDGE'].remedy}")
    raise SettingError(f"ONDE_KNOWLEDGE is not set and {folder} is no folder: set it to the knowledge folder")


def _cache(variables: Mapping[str, str]) -> Path | None:
    named = variables.get("ONDE_CACHE")
    if named:
        folder = _path(named, variables)
        if folder.exists() and not folder.is_dir():
            raise SettingError(f"ONDE_CACHE: {folder} is a file: {_BY_NAME['ONDE_CACHE'].remedy}")
        return folder
    return _shared(variables, "XDG_CACHE_HOME", ".cache")


def _shared(variables: Mapping[str, str], name: str, in_home: str) -> Path | None:
    """Onde's folder in one that programs share; None where there is no home."""
    shared = Path(variables.get(name, ""))
    if shared.is_absolute():  # The XDG Base Directory Specification says to ignore relative ones.
        return shared / "onde"
    home = variables.get("HOME")
    return Path(home, in_home, "onde") if home else None


def _path(text: str, variables: Mapping[str, str]) -> Path:
    """A path, with a leading ~ as the home folder even where no shell has expanded it."""
    home = variables.get("HOME")
    return Path(home, text[2:]) if home and text.startswith("~/") else Path(text)


def _language(variables: Mapping[str, str]) -> str:
    """The language of the locale: "pt" for pt_BR.UTF-8. The first variable that is set counts (POSIX, 8.2)."""
    locale = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), "")
    return locale.replace(".", "_").partition("_")[0].lower()
