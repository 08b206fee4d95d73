"""Links to the very sentence: what a browser would find on the article's page by the address of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Evidence
from bot.surfaces.slack.links import sentence_address
from tests.asking import assistant

URL = "https://help.example/page"


def evidence() -> Iterator[Evidence]:
    """Every quote of the knowledge that tells where it stands."""
    knowledge = assistant().knowledge
    for fact in knowledge.facts:
        yield from (fact.data_evidence, fact.evidence)
    for said in knowledge.statements.values():
        yield from said.evidence
    for defined in knowledge.definitions.values():
        yield from defined.evidence


PIECES = list({(piece.article, piece.start, piece.quote): piece for piece in evidence() if piece.start >= 0}.values())


def found(address: str, text: str) -> list[tuple[int, int]]:
    """Where in `text` each directive of an address leads, (-1, -1) for nowhere: the first match, as WICG's draft has it.

    Spaces are as in HTML: any run counts as one. A prefix may stand in the block before.
    """
    directives = address.partition(":~:")[2].split("&")
    places: list[tuple[int, int]] = []
    for directive in directives:
        assert directive.startswith("text=")
        parts = directive.removeprefix("text=").split(",")
        prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
        pattern = r"[\s\S]*?".join(_words(part) for part in parts)
        match = re.search(f"(?:{_words(prefix)}\\s+)({pattern})" if prefix else f"({pattern})", text)
        places.append(match.span(1) if match else (-1, -1))
    return places


def _words(part: str) -> str:
    return r"\s+".join(re.escape(word) for word in unquote(part).split())


def test_there_are_quotes_that_stand_more_than_once() -> None:
    """Else the test below would not see whether they are told apart."""
    texts = {key: article.text for key, article in assistant().knowledge.articles.items()}
    assert sum(piece.quote in texts[piece.article][: piece.start] for piece in PIECES) >= 5


@pytest.mark.parametrize("piece", PIECES, ids=[f"{piece.start}" for piece in PIECES])
def test_the_address_of_a_quote_leads_to_the_place_where_it_stands(piece: Evidence) -> None:
    """Not to the same words further up, and to all of it."""
    text = assistant().knowledge.articles[piece.article].text
    ((start, end),) = found(sentence_address(URL, [piece], text), text)
    assert start == piece.start
    assert " ".join(text[start:end].split()) == " ".join(piece.quote.split())


def test_several_quotes_share_an_address() -> None:
    """Each is found."""
    pieces = PIECES[:5]
    text = assistant().knowledge.articles[pieces[0].article].text
    assert [start for start, _ in found(sentence_address(URL, pieces, text), text)] == [piece.start for piece in pieces]


@given(st.text(alphabet=st.sampled_from("ab -,&=#%?ção\n.*“”()"), min_size=1, max_size=300).filter(str.strip), st.integers(0, 20))
def test_dashes_commas_and_ampersands_part_nothing(quote: str, above: int) -> None:
    """Any quote is found again, wherever it stands, by an address of reserved and unreserved characters only."""
    text = f"{'x ' * above}{quote} y"
    address = sentence_address(URL, [Evidence("a", "s", quote, 2 * above)], text)
    assert re.fullmatch(r"https://help\.example/page#:~:text=[\w.~%]+-?(?:,[\w.~%]+){0,2}", address, re.ASCII)
    ((start, _),) = found(address, text)
    assert start >= 0


def test_an_address_with_a_fragment_keeps_it() -> None:
    """The directive then follows it."""
    assert sentence_address(f"{URL}#part", [Evidence("a", "s", "b", 0)], "b") == f"{URL}#part:~:text=b"
    assert sentence_address(URL, [], "b") == URL
