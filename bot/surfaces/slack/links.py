"""Links to the very sentence of an article: text fragments, as browsers read them (WICG, URL Fragment Text Directives)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from bot.knowledge.model import Evidence
from bot.surfaces.slack.mrkdwn import clean

# A longer quote is given by its first and its last words, so that addresses stay short.
_LONGEST_WHOLE = 120
_END_WORDS = 5
_MOST_WORDS_BEFORE = 12

# Slack allows 3,000 characters in a button's address and names no limit for links; browsers take these.
_MOST_FRAGMENT = 1_500


def sentence_address(url: str, evidence: Sequence[Evidence], text: str) -> str:
    """`url` with a fragment that leads to the first of the quotes and marks them all, as far as there is room.

    `text` is the article's text, in which each piece of evidence tells where its quote stands: where the same words stand before that too,
    the words in front of it are given, so that the right one is found.
    """
    directives: list[str] = []
    for piece in evidence:
        if not clean(piece.quote).strip():
            continue
        found = f"text={_directive(piece, text)}"
        if sum(map(len, directives)) + len(found) <= _MOST_FRAGMENT:
            directives.append(found)
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:{'&'.join(directives)}" if directives else url


@lru_cache(maxsize=1_000)
def _directive(piece: Evidence, text: str) -> str:
    """ "prefix-,start,end" with what is not needed left out."""
    lines = [" ".join(line.split()) for line in clean(piece.quote).split("\n") if line.strip()]
    wanted = lines[:1]
    if len(lines) > 1 or len(lines[0]) > _LONGEST_WHOLE:
        wanted = [" ".join(lines[0].split()[:_END_WORDS]), _ending(lines[-1])]
    before = _words_before(wanted[0], piece.start, text)
    return ",".join([f"{_encoded(before)}-"] * bool(before) + [_encoded(part) for part in wanted])


def _ending(line: str) -> str:
    """The last words of a line, as many as do not stand in it before."""
    words = line.split()
    endings = [" ".join(words[-count:]) for count in range(_END_WORDS, len(words))]
    return next((ending for ending in endings if line.find(ending) + len(ending) == len(line)), line)


def _words_before(wanted: str, start: int, text: str) -> str:
    """The fewest words right before a place that tell it from the same words further up; none where nothing is to be told apart."""
    above = " ".join(text[: max(start, 0)].split())
    if wanted not in above:
        return ""
    line = next((line for line in reversed(text[:start].split("\n")) if line.strip()), "")
    words = line.split()
    for count in range(1, min(len(words), _MOST_WORDS_BEFORE) + 1):
        before = " ".join(words[-count:])
        if f"{before} {wanted}" not in above:
            return before
    return " ".join(words[-_MOST_WORDS_BEFORE:])


def _encoded(text: str) -> str:
    """Percent-encoded, also the characters that part a directive's pieces: the dash, the comma and the ampersand.

    >>> _encoded("a-b, c&d")
    'a%2Db%2C%20c%26d'
    """
    return percent_encoded(text, safe="").replace("-", "%2D")
