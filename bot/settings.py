"""Every setting that there is, as a table: what it may be, what it does, and what to do where it is wrong."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

SLACK_API = "https://slack.com/api/"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Level = Literal["debug", "info", "warning", "error"]


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
    Setting("ONDE_MAINTAINERS", r"[UWS][A-Z0-9]+(?:[, ]+[UWS][A-Z0-9]+)*[, ]*", "nobody",
            "who may review what people asked, in the app's Home tab: people and user groups",
            "list ids of people such as U0123ABCD, or of user groups such as S0123ABCD"),
    Setting("ONDE_DIGEST", rf"[CG][A-Z0-9]+ +(?i:{'|'.join(WEEKDAYS)}) +(?:[01]?[0-9]|2[0-3]):[0-5][0-9] +[A-Za-z0-9_+/-]+", "no digest",
            "where and when the weekly digest is posted: channel, day, time and time zone",
            "name them in this order, as in C0123ABCD monday 09:00 Europe/Lisbon"),
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
