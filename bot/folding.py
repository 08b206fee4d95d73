"""Text made comparable: mark-up removed, words found, capitals, accents and look-alike letters folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of other scripts that look like Latin ones (Unicode TS #39, the confusables of Cyrillic and Greek lower case).
_LOOKALIKES = str.maketrans("асԁеһіјӏморԛѕтуѵхԝвкнαεικνορτυχıɡ", "acdehijlmopqstyvxwbkhaeikvoptuxig")

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0b-\x1f\x7f]")
_COMBINING_RUN = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_ANGLE = re.compile(r"<([^<>|]{0,2000})(?:\|([^<>]{0,2000}))?>")
_STRUCK = re.compile(r"(?<![\w~])~[^~\n]{1,200}~(?![\w~])")
# A letter that makes another number or gender of the word before it, as in "location(s)" and "hospedado(a)".
_OTHER_ENDING = re.compile(r"(?<=[^\W\d_]{3})\([^\W\d_]\)")
# What parts the cells of a row pasted from a sheet ("Freshteam;reports;?"); people leave a space after it.
_BETWEEN_CELLS = re.compile(r"(?<=\S);(?=[^\s;])")
# An asterisk that marks nothing bold and begins no line is asked about; it becomes one that mark-up does not have.
_LONE_ASTERISK = re.compile(r"(?:(?<=\S )|(?<=[\"'(]))\*(?![\w*])|^\*$")
_UNREADABLE = "\ufffd"  # What stands for bytes that are no text.
_EMOJI_CODE = re.compile(r":(?:[a-z][a-z0-9_+\-]{1,40}|[+\-]1):")

# A flag as Slack writes it, and as Unicode does: two regional indicators, which stand for the letters of a country's code.
_FLAG_CODE = re.compile(r":flag-([a-z]{2}):")
_FIRST_INDICATOR = 0x1F1E6
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
# An address, also without its domain at the end of a line, or the name of the one who is spoken to at the beginning ("@name, where ...").
_ADDRESS = re.compile(r"^\s*@[\w.\-]{1,64}|https?://[^\s<>|]{1,2000}|[\w.+\-]{1,64}@(?:[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,5}|(?=[ \t]*(?:\n|$)))")
_MARKS = str.maketrans(
    {
        "*": " ",
        "~": " ",
        "`": " ",
        "_": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": ".",
        "\u00a0": " ",
        "\t": " ",
        "\r": "\n",
    }
)
MEANINGFUL_MARKS = "&+%=\u2217"
"""Marks that people write in place of words."""

_MARKED = re.compile(f"[{re.escape(''.join(map(chr, _MARKS)))}]")
_INSIDE_WORDS = r"(?<=\w)[-'/](?=\w)"
_WORD = re.compile(rf"\d+|[^\W\d_]+|{_FLAG}|(?!{_INSIDE_WORDS})[^\w\s]|\n")

# More marks, single letters and numbers in a row than this are no question.
_LONGEST_RUN = 40

LONGEST = 40_000


def strip_markup(text: str) -> str:
    """The plain text of a message as people type or Slack delivers it.

    Mentions, channels and addresses of links go, labels of links stay; what is struck through goes too; bold, code and emoji marks become spaces,
    flags become Unicode's, entities their characters, smart quotes plain ones; "(s)" at a word's end goes; cells of a sheet get commas.
    Characters after the first 40,000 are dropped, so that the work is bounded (measured: 40,000 mixed marks
    cost seconds in NFKC unless runs of them are capped first).

    >>> strip_markup("<@U1> onde fica o *Freshteam* &amp; <https://x.y|o Freshchat>?")
    ' onde fica o  Freshteam  & o Freshchat?'
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = _COMBINING_RUN.sub(lambda run: run[1], text)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)[:LONGEST]
    if "<" in text:
        text = _ANGLE.sub(_label, text)
    if "&" in text:
        from html import unescape  # Here, since most messages have no use for it.

        text = unescape(text)
    if "@" in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "~" in text:
        text = _STRUCK.sub(" ", text)
    if ":" in text:
        text = _EMOJI_CODE.sub(" ", _FLAG_CODE.sub(_flag, text))
    if "*" in text:
        text = _LONE_ASTERISK.sub("\u2217", text)
    if ";" in text:
        text = _BETWEEN_CELLS.sub(", ", text)
    if "(" in text:
        text = _OTHER_ENDING.sub("", text)
    return text.translate(_MARKS) if _MARKED.search(text) else text


def _label(match: re.Match[str]) -> str:
    """The visible part of a Slack link, mention or channel."""
    target, label = match.group(1), match.group(2)
    if target[:1] in "@#!":
        return " "
    return label if label is not None else " "


def _flag(match: re.Match[str]) -> str:
    """The two regional indicators of a flag's code."""
    return " " + "".join(chr(_FIRST_INDICATOR + ord(letter) - ord("a")) for letter in match.group(1)) + " "


def is_word(part: str) -> bool:
    """Whether a part of a text is a word, a number or a flag, not a mark.

    >>> is_word("onde"), is_word("30"), is_word("?"), is_word("🇮🇳")
    (True, True, False, True)
    """
    return part[0].isalnum() or len(part) > 1


def is_reaction(text: str) -> bool:
    """Whether a message is emoji and nothing else, as people write them or as Slack does.

    >>> is_reaction("👍🏽"), is_reaction(":+1:"), is_reaction("👍 Freshteam"), is_reaction("🇮🇳"), is_reaction("?")
    (True, True, False, False, False)
    """
    if text.isascii() and ":" not in text:
        return False
    plain = strip_markup(text)
    shown = any(unicodedata.category(mark) == "So" and mark != _UNREADABLE for mark in plain) or _EMOJI_CODE.search(text)
    return bool(shown) and not any(map(is_word, words(plain)))


def words(text: str) -> list[str]:
    """Words, numbers, flags, punctuation marks and line ends of a plain text, in order; hyphens, slashes and apostrophes part words.

    >>> words("e-mail: 30days?")
    ['e', 'mail', ':', '30', 'days', '?']
    """
    return _WORD.findall(text)


def worth_reading(parts: list[str]) -> list[str]:
    """The parts of a text without those that say nothing: what comes after the first 40 of a run of marks, single letters and numbers.

    >>> len(worth_reading(["?"] * 500)), worth_reading(["where", "?", "?"])
    (40, ['where', '?', '?'])
    """
    if len(parts) <= _LONGEST_RUN:
        return parts
    found: list[str] = []
    run = 0
    for part in parts:
        run = run + 1 if len(part) == 1 or part.isdigit() else 0
        if run <= _LONGEST_RUN:
            found.append(part)
    return found


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without capitals, accents and look-alike letters.

    >>> fold("Índia"), fold("рrеçо")
    ('india', 'preco')
    """
    word = word.casefold()
    if word.isascii():
        return word
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    return plain if plain.isascii() else plain.translate(_LOOKALIKES)


def fold_text(text: str) -> str:
    """A whole text folded word by word, with single spaces: for comparing quotes with the article.

    >>> fold_text("Dados do  Fórum")
    'dados do forum'
    """
    return " ".join(fold(part) for part in text.split())
