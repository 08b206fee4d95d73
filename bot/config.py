"""Settings: what there is to set, read from the environment and from a file `.env`; the only module that looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct, convert

from bot.errors import SettingError
from bot.settings import SETTINGS, SLACK_API, WEEKDAYS, Level, Setting

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
GOLDEN = KNOWLEDGE.parent / "tests" / "golden"
DAY_SECONDS = 24 * 3600.0

Mode = Literal["socket", "http"]
Source = Literal["environment", ".env", "default"]


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


class DigestTime(Struct, frozen=True):
    """When and where the weekly digest is posted: a channel's id, 0 for Monday to 6 for Sunday, hour and minute in a time zone."""

    channel: str
    weekday: int
    hour: int
    minute: int
    zone: str


class SlackSettings(Struct, frozen=True):
    """What the app in Slack needs. `port` is None in Socket Mode where no HTTP server is wanted; `retention_days` is 0 for ever.

    `maintainers` are ids of people (U or W) and of user groups (S); `language` is the code of the digest's, "" where nothing tells.
    """

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
    maintainers: frozenset[str] = frozenset()
    digest: DigestTime | None = None
    language: str = ""


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
    from dotenv.parser import parse_stream  # Here, since most starts have no such file.

    try:
        with path.open(encoding="utf-8") as file:
            read = list(parse_stream(file))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read ({error}): make it readable UTF-8 text, or delete it") from None
    wrong = [each.original.line + _blank_lines(each.original.string) for each in read if each.error]
    if wrong:
        raise SettingError("\n".join(f"{path}, line {line}: no NAME=value: write it so, or begin a comment with #" for line in wrong))
    return {each.key: each.value for each in read if each.key is not None and each.value is not None}


def _blank_lines(text: str) -> int:
    """How many stand before what a text says."""
    return text[: len(text) - len(text.lstrip())].count("\n")


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
        maintainers=frozenset(variables.get("ONDE_MAINTAINERS", "").replace(",", " ").split()),
        digest=_digest(variables.get("ONDE_DIGEST", "")),
        language=_language(variables),
    )


def _digest(text: str) -> DigestTime | None:
    """What ONDE_DIGEST says, None for nothing. Raises ValueError where its time zone is none."""
    if not text:
        return None
    channel, day, time, zone = text.split()
    hour, _, minute = time.partition(":")
    from zoneinfo import ZoneInfo  # Here, since most starts have no use for it.

    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):  # A folder, a path, a name that nobody knows.
        raise ValueError(f"{zone} is no time zone") from None
    return DigestTime(channel, WEEKDAYS.index(day.lower()), int(hour), int(minute), zone)


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
    if not value or (re.fullmatch(setting.pattern, value) and (setting.name != "ONDE_DIGEST" or _is_digest(value))):
        return ""
    shown = "its value" if setting.secret else repr(value[:100])
    return f"{setting.name}: {shown} cannot be right: {setting.remedy}"


def _is_digest(text: str) -> bool:
    try:
        return _digest(text) is not None
    except ValueError:
        return False


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
