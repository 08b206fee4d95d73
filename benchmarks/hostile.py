"""Hostile messages: ten times as many characters may cost ten times as much, not more."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from itertools import cycle, islice

from benchmarks.material import KNOWLEDGE
from benchmarks.measuring import Figure, compared, median, progress, seconds
from bot.assistant import Assistant

SEED = 20220805
SHORT, LONG = 400, 4_000
ROUNDS = 25
BOUND = 10

Maker = Callable[[random.Random, int], str]


def _repeated(piece: str) -> Maker:
    return lambda _, size: "".join(islice(cycle(piece), size))


def _letters(source: random.Random, size: int) -> str:
    """Words of random letters, never the same twice."""
    text = ""
    while len(text) < size:
        text += "".join(source.choices(string.ascii_lowercase, k=source.randint(3, 12))) + " "
    return text[:size]


def _zalgo(source: random.Random, size: int) -> str:
    marks = [chr(code) for code in range(0x300, 0x36F)]
    text = "".join(letter + "".join(source.choices(marks, k=9)) for letter in islice(cycle("where is freshdesk hosted "), size // 10 + 1))
    return text[:size]


def _one_word(source: random.Random, size: int) -> str:
    return "".join(source.choices(string.ascii_lowercase, k=size))


def _misspelt(source: random.Random, size: int) -> str:
    """Product names with a wrong letter each."""
    text = ""
    while len(text) < size:
        name = source.choice(["freshdesk", "freshservice", "freshmarketer", "freshconnect", "freshsuccess"])
        at = source.randrange(4, len(name))
        text += name[:at] + source.choice(string.ascii_lowercase) + name[at + 1 :] + " "
    return text[:size]


MAKERS: dict[str, Maker] = {
    "stacked accents": _zalgo,
    "right-to-left marks": _repeated("\u202eabc \u202dמה \u2067ב\u2069 "),
    "spaces": _repeated(" "),
    "line ends": _repeated("\n"),
    "'<' in a row": _repeated("<"),
    "'<a|' in a row": _repeated("<a|"),
    "one long word": _one_word,
    "the same letter": _repeated("a"),
    "commas": _repeated("a, "),
    "question marks": _repeated("?"),
    "brackets": _repeated("(["),
    "random letters": _letters,
    "product names": _repeated("Freshdesk Freshservice and Freshsales, "),
    "misspelt names": _misspelt,
    "prefixes": _repeated("fresh "),
    "letters apart": _repeated("s s o e e a "),
    "many questions": _repeated("where is freshdesk hosted? "),
    "many stories": _repeated("ticket 4812 is mine. "),
    "many denials": _repeated("neither in India nor in Australia, "),
    "many conditions": _repeated("if X, can Freshteam be there, "),
    "entities": _repeated("&lt;"),
    "addresses": _repeated("a.b@c.d."),
    "hyphens": _repeated("a-"),
    "digits": _repeated("12 "),
    "emoji": _repeated("😀👩\u200d👩\u200d👧"),
}


def figures() -> list[Figure]:
    """For each kind of text the median of 4,000 characters against that of 400; every round asks another text."""
    assistant, source = Assistant(KNOWLEDGE), random.Random(SEED)
    return [_figure(assistant, source, name) for name in progress(list(MAKERS), "hostile texts")]


def _figure(assistant: Assistant, source: random.Random, name: str) -> Figure:
    make = MAKERS[name]
    times: dict[int, list[float]] = {SHORT: [], LONG: []}
    for size in (SHORT, LONG):
        assistant.ask(make(source, size))
    for _ in range(ROUNDS):
        for size in (SHORT, LONG):
            times[size].append(seconds(assistant.ask, make(source, size)))
    return compared(f"{LONG:,} hostile characters: {name} ({SHORT})", median(times[LONG]), median(times[SHORT]), BOUND)
