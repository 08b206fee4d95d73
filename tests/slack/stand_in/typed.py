"""What people type, as Slack sends it on."""

from __future__ import annotations

import re

from tests.slack.stand_in.model import World
from tests.slack.stand_in.refusals import Json

_TOKEN = re.compile(
    r"(?P<mention>@[\w.-]*\w)|(?P<channel>#[\w-]+)|(?P<url>https?://[^\s<>|]+)|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<domain>\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|br)\b(?:/[^\s<>|]*)?)"
)
_MARK_UP = re.compile(r"<@(?P<user>\w+)>|<(?P<url>https?://[^|>]+)(?:\|(?P<label>[^>]*))?>")


def escaped(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(text: str, world: World) -> str:
    """What a person types, as the app gets it: escaped, with names of people and channels, addresses and links as mark-up."""
    found, end = [], 0
    for token in _TOKEN.finditer(text):
        found += [escaped(text[end : token.start()]), _sent(token, world)]
        end = token.end()
    return "".join(found) + escaped(text[end:])


def _sent(token: re.Match[str], world: World) -> str:
    word, shown = token[0], escaped(token[0])
    people = {person.name: person.id for person in world.people.values()}
    channels = {channel.name: channel.id for channel in world.channels.values() if channel.kind != "im"}
    if token["mention"] and word[1:] in people:
        return f"<@{people[word[1:]]}>"
    if token["channel"] and word[1:] in channels:
        return f"<#{channels[word[1:]]}|{word[1:]}>"
    if token["url"]:
        return f"<{shown}>"
    if token["mail"]:
        return f"<mailto:{shown}|{shown}>"
    return f"<http://{shown}|{shown}>" if token["domain"] else shown


def as_rich_text(sent: str, block_id: str) -> list[Json]:
    """The `blocks` that come with a person's message."""
    elements: list[Json] = []
    end = 0
    for mark in _MARK_UP.finditer(sent):
        elements += _text(sent[end : mark.start()])
        if mark["user"]:
            elements.append({"type": "user", "user_id": mark["user"]})
        else:
            elements.append({"type": "link", "url": _plain(mark["url"])} | ({"text": _plain(mark["label"])} if mark["label"] else {}))
        end = mark.end()
    elements += _text(sent[end:])
    return [{"type": "rich_text", "block_id": block_id, "elements": [{"type": "rich_text_section", "elements": elements}]}]


def _text(sent: str) -> list[Json]:
    return [{"type": "text", "text": _plain(sent)}] if sent else []


def _plain(sent: str) -> str:
    return sent.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
