"""Text of people and of the knowledge made fit for Slack: cleaned, escaped once, cut at a sensible place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from bot.folding import strip_markup
from bot.store.masking import MASK

Words = ParamSpec("Words")

_SHORT, _MOST_REMEMBERED = 300, 4_000  # Characters, and texts.

_MARK = "…"
_MASKED = re.compile(rf"(?<![\w*]){re.escape(MASK)}(?![\w*])")
_NOWHERE = "\u2060"  # Word joiner: shows as nothing and ends whatever Slack would make live.

# Controls but line ends; marks that turn the direction of writing (Unicode TR #9), which could show a text as another; and noncharacters.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]")

# What Slack's servers or clients turn live in plain text: addresses with and without a scheme, e-mail addresses, @-words, #-words.
_LIVE = re.compile(r"(?<=:)(?=//)|(?<=\w:)(?=\w)|(?<=\w\.)(?=[^\W\d_])|(?<=[@#])(?=\w)")
_SENTENCE, _ITEM, _WORD = re.compile(r"[.!?](?=\s)|\n"), re.compile(r"[;,](?=\s)"), re.compile(r"(?<=\S)(?=\s)")

# A sentence's end is sought in the last half of the room, an item's in the last quarter, a word's in the last tenth and more.
_ENDS = ((_SENTENCE, 0.5), (_ITEM, 0.75), (_WORD, 0.5))


def remembered(work: Callable[Words, str]) -> Callable[Words, str]:
    """`work` on a text, done once for each short one: labels, names and quotes come again and again."""
    short = lru_cache(_MOST_REMEMBERED)(work)

    @wraps(work)
    def done(*arguments: Words.args, **named: Words.kwargs) -> str:
        text = arguments[0]
        return short(*arguments, **named) if isinstance(text, str) and len(text) <= _SHORT else work(*arguments, **named)  # type: ignore[arg-type]

    return done


@remembered
def clean(text: str) -> str:
    """`text` without control characters, marks that turn the direction of writing, and halves of characters; line ends stay.

    What looks like the beginning of a mention is parted by an invisible character, even where Slack would not read it.
    """
    return _fit(text).replace("<!", f"<{_NOWHERE}!").replace("<@", f"<{_NOWHERE}@").replace("<#", f"<{_NOWHERE}#")


def shown_question(text: str, most: int) -> str:
    """What somebody asked, on one line: without Slack's mentions and mark-up, cleaned and cut; what was masked shows as left out."""
    return cut(clean(" ".join(strip_markup(_MASKED.sub("...", text)).split())), most)


@remembered
def escape(text: str) -> str:
    """`text`, which may hold anything, for a field where Slack reads mrkdwn: it shows as it is, and nothing in it is live.

    The three characters & < > become entities, once, so that no mention, channel or link can begin; addresses and @-words, which Slack
    turns live by itself, get an invisible character inside.
    """
    return _entities(_LIVE.sub(_NOWHERE, clean(text)))


def escape_address(url: str) -> str:
    """A web address of the knowledge that shall stay live, for the same fields: what could end or relabel it is percent-encoded."""
    return _entities(safe_address(url))


@remembered
def safe_address(url: str) -> str:
    """An http(s) address without characters that no address may hold; "" where it is none.

    >>> safe_address("https://x.example/a|b<c>?d=1&e=2"), safe_address("javascript:alert(1)")
    ('https://x.example/a%7Cb%3Cc%3E?d=1&e=2', '')
    """
    if not re.match("https?://[^/?#]", url, re.IGNORECASE):
        return ""
    return re.sub(r"""[\s<>|"'`\\^{}]""", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), _fit(url))


def length(text: str) -> int:
    """How long Slack takes a text to be: UTF-16 units, as its clients count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """`text` in at most `most` UTF-16 units: whole, or up to the end of a sentence, a list item or a word, then "…".

    >>> cut("The US, the EEA, India and Australia", 20)
    'The US, the EEA…'
    """
    if length(text) <= most:
        return text
    return _sensible(text, _units(text, most - 1)) + _MARK


def size(text: str) -> int:
    """How many bytes a text has in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


@remembered
def cut_escaped(text: str, most: int) -> str:
    """As `cut`, but escaped, and at most `most` bytes as escaped; no entity is cut in two."""
    text = clean(text)[: most + 1]
    room = most
    while size(shown := escape(cut(text, room))) > most:
        room -= max(1, (size(shown) - most) // 6)
    return shown


def _fit(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNFIT.sub("", text)


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _units(text: str, most: int) -> str:
    """The longest beginning of at most `most` UTF-16 units that parts no letter from its marks."""
    text = text[:most]
    while length(text) > most:
        text = text[: -max(1, (length(text) - most) // 2)]
    return text


def _sensible(whole: str, start: str) -> str:
    """`start`, a beginning of `whole`, shortened to where a sentence, an item, a word or at least a letter with its marks ends."""
    for end, share in _ENDS:
        found = [place.end() for place in end.finditer(whole, int(len(start) * share), len(start) + 1) if place.end() <= len(start)]
        if found:
            return start[: found[-1]].rstrip(" \n,;")
    shortest = max(0, len(start) - 32)
    while len(start) > shortest and len(start) < len(whole) and _joins(whole[len(start) - 1], whole[len(start)]):
        start = start[:-1]
    return start


def _joins(before: str, after: str) -> bool:
    """Whether two characters show as one."""
    return bool(unicodedata.combining(after)) or "\u200d" in (before, after) or "\ufe00" <= after <= "\ufe0f"
