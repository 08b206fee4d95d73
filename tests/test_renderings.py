"""One meaning in other words, another language, other letters or with typing errors gets the same facts."""

from __future__ import annotations

import os
import random
import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest

from bot.replies import Reply
from tests.article_table import TABLE, row_of, types_named
from tests.asking import ask, false_claims
from tests.meanings import Meaning, meanings

SEED = int(os.environ.get("RENDERINGS_SEED") or random.SystemRandom().randrange(2**32))
LONG_WORD = 8
TYPING_ERRORS = 4  # for each wording
MOST_HIDDEN = 0.02  # some errors make another word ("conract": contact or contract): no fact then, rather than a wrong one
MEANINGS = {meaning.name: meaning for meaning in meanings()}

Rendering = Callable[[str, str, random.Random], str]


def _without_accents(text: str, language: str, source: random.Random) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def _misspelt(text: str, language: str, source: random.Random) -> str:
    """One letter missing, doubled or swapped with its neighbour, inside one long word."""
    words = [match for match in re.finditer(r"\w+", text) if len(match[0]) >= LONG_WORD]
    if not words:
        return text
    word = source.choice(words)
    at = source.randrange(word.start() + 2, word.end() - 2)
    wrong = source.choice(["", text[at] * 2, text[at + 1] + text[at]])
    return text[:at] + wrong + text[at + (2 if len(wrong) == 2 and wrong[0] != wrong[1] else 1) :]


def _slack(text: str, language: str, source: random.Random) -> str:
    """As Slack delivers it: a mention first, products in bold, an address behind, an entity, an emoji."""
    for name in TABLE:
        text = re.sub(rf"\b{name}\b", f"*{name}*", text)
    return f"<@U02ABCDEF> {text} :pray: <https://example.org/a?b=1&amp;c=2>"


def _zero_width(text: str, language: str, source: random.Random) -> str:
    return "".join(mark + (source.choice("\u200b\u200c\u200d\ufeff\u2060") if mark.isalpha() and source.random() < 0.2 else "") for mark in text)


def _look_alike(text: str, language: str, source: random.Random) -> str:
    """Cyrillic letters that look like Latin ones in some places."""
    table = dict(zip("aeopcxy", "аеорсху", strict=True))
    return "".join(table[mark] if mark in table and source.random() < 0.5 else mark for mark in text)


def _chatter(text: str, language: str, source: random.Random) -> str:
    before, after = {
        "pt": (["Oi pessoal, tudo bem?", "Bom dia!", "Uma dúvida rápida de um cliente:"], ["Obrigado!", "Valeu, abraço!", "Desde já agradeço."]),
        "en": (
            ["Hi team, hope you are well.", "Good morning!", "Quick question from a customer:"],
            ["Thanks!", "Cheers, Ana", "Thank you in advance."],
        ),
    }[language]
    return f"{source.choice(before)} {text} {source.choice(after)}"


RENDERINGS: dict[str, Rendering] = {
    "as written": lambda text, language, source: text,
    "capitals": lambda text, language, source: text.upper(),
    "small letters": lambda text, language, source: text.lower(),
    "no accents": _without_accents,
    "Slack's marks": _slack,
    "zero-width characters": _zero_width,
    "look-alike letters": _look_alike,
    "chatter": _chatter,
    "no punctuation": lambda text, language, source: re.sub(r"[?.!,:]", " ", text),
    "wide letters": lambda text, language, source: "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in text),
    "white space": lambda text, language, source: "  \n" + text.replace(" ", "   ") + "\n\n",
    "quoted": lambda text, language, source: f"> “{text}”",
}


class Facts(dict[str, object]):
    """What a reply says whatever its language: status, verdict, products, hosting facts, quotes."""

    def __init__(self, reply: Reply) -> None:
        hosting = {
            (claim.product, key, tuple(sorted(claim.regions)), claim.inherited)
            for claim in reply.hosting
            for name in claim.data
            for key in types_named(name)
            if claim.product in TABLE and row_of(claim.product, key)
        }
        quotes = {citation.quote for citation in reply.citations}
        super().__init__(status=reply.status, verdict=reply.verdict, products=set(reply.products), hosting=hosting, quotes=quotes)

    def against(self, other: Facts) -> str:
        """How these differ from the facts that should have been said."""
        return "; ".join(f"{name} {self[name]!r}, not {other[name]!r}" for name in self if self[name] != other[name])


def wanted_of(meaning: Meaning) -> Facts:
    """What every rendering of a meaning must say: the reply to its first English wording, of the status and verdict that it must have."""
    wanted = Facts(ask(meaning.wordings["en"][0]))
    assert (wanted["status"], wanted["verdict"]) == (meaning.status, meaning.verdict), wanted
    return wanted


def faults(text: str, language: str, wanted: Facts) -> list[str]:
    """What is wrong in the reply to one rendering."""
    reply = ask(text)
    found = [*false_claims(reply), Facts(reply).against(wanted), f"replies in {reply.language}" * (reply.language != language)]
    return [f"{text!r}: {fault}" for fault in found if fault]


def rendered(meaning: Meaning, source: random.Random) -> Iterator[tuple[str, str]]:
    """Every wording in every rendering, each with its language."""
    for language, wordings in meaning.wordings.items():
        for wording in wordings:
            for render in RENDERINGS.values():
                yield language, render(wording, language, source)


def report(wrong: list[str]) -> None:
    """Fails with the seed and the first faults."""
    if wrong:
        pytest.fail("\n".join([f"RENDERINGS_SEED={SEED}, {len(wrong)} faults", *wrong[:12]]), pytrace=False)


@pytest.mark.parametrize("name", MEANINGS)
def test_one_meaning_gets_the_same_facts(name: str) -> None:
    meaning = MEANINGS[name]
    wanted, source = wanted_of(meaning), random.Random(f"{SEED} {name}")
    report([fault for language, text in rendered(meaning, source) for fault in faults(text, language, wanted)])


def test_a_typing_error_never_changes_a_fact_and_seldom_hides_one() -> None:
    source, tried, hidden, wrong = random.Random(SEED), 0, [], []
    for meaning in MEANINGS.values():
        wanted = wanted_of(meaning)
        for language, wording in [(language, wording) for language, wordings in meaning.wordings.items() for wording in wordings] * TYPING_ERRORS:
            text = _misspelt(wording, language, source)
            reply, tried = ask(text), tried + 1
            found = faults(text, language, wanted)
            if found and reply.status == "answered":
                wrong += found
            elif found:
                hidden.append(text)
    report(wrong)
    assert len(hidden) <= MOST_HIDDEN * tried, f"RENDERINGS_SEED={SEED}: {len(hidden)} of {tried} not understood: {hidden[:12]}"


def test_the_seed_is_printed_and_every_rendering_renders() -> None:
    print(f"RENDERINGS_SEED={SEED}")
    source, wording = random.Random(SEED), "Onde ficam as gravações do Freshdesk?"
    changed = {name for name, render in RENDERINGS.items() if any(render(wording, "pt", source) != wording for _ in range(100))}
    assert changed == set(RENDERINGS) - {"as written"}
    assert any(_misspelt(wording, "pt", source) != wording for _ in range(100))
