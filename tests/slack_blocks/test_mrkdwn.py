"""Escaping once, cutting at sensible places, and nothing live in a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.slack.mrkdwn import clean, cut, cut_escaped, escape, length, safe_address, shown_question
from bot.surfaces.slack.pages import pieces
from tests.slack_blocks.hostile_knowledge import LONG, MARKUP
from tests.slack_blocks.markup import live_in_message

hostile = st.lists(st.sampled_from(MARKUP) | st.text(max_size=40), max_size=12).map("".join)


@given(hostile)
def test_nothing_in_an_escaped_text_is_live(text: str) -> None:
    """Whatever it holds."""
    assert live_in_message({"text": escape(text), "blocks": []}, ()) == []


@given(hostile)
def test_a_text_is_escaped_once(text: str) -> None:
    """Read once, it is what it was, but for invisible characters."""
    assert visible(_read(escape(text))) == visible(clean(text))


def _read(text: str) -> str:
    """As Slack reads an escaped text: the three entities, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def visible(text: str) -> str:
    """Without word joiners."""
    return text.replace("\u2060", "")


@given(hostile | st.sampled_from(LONG), st.integers(2, 3_000))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, most: int) -> None:
    """And no letter loses its marks, unless it has dozens."""
    shown = cut(text, most)
    assert length(shown) <= most
    if shown != text:
        begun = shown.removesuffix("…")
        assert text.startswith(begun)
        lost = text[len(begun) : len(begun) + 1]
        assert not unicodedata.combining(lost or " ") or all(map(unicodedata.combining, begun[-30:]))


@given(hostile | st.sampled_from(LONG), st.integers(40, 3_000))
def test_a_cut_escaped_text_fits_and_parts_no_entity(text: str, most: int) -> None:
    """Measured as Slack gets it."""
    shown = cut_escaped(text, most)
    assert length(shown) <= most
    assert live_in_message({"text": shown, "blocks": []}, ()) == []
    assert visible(clean(text)).startswith(visible(_read(shown)).removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("One sentence. Another one that is longer.", 25, "One sentence.…"),
        ("the US, the EEA, India and Australia", 20, "the US, the EEA…"),
        ("word words wording", 14, "word words…"),
        ("short", 5, "short"),
        ("x" * 10, 5, "xxxx…"),
        ("e\u0301" * 10, 6, "e\u0301e\u0301…"),
        ("🙂" * 10, 6, "🙂🙂…"),
    ],
)
def test_a_text_is_cut_at_a_sensible_place(text: str, most: int, shown: str) -> None:
    """A sentence's end, a list's item, a word, a letter with its marks."""
    assert cut(text, most) == shown


@given(hostile | st.sampled_from(LONG) | st.sampled_from([", ; " * 900, "\n" * 9_000, "a\n" * 2_000]))
def test_pieces_together_are_the_text(text: str) -> None:
    """Each of them fits, and only blanks are lost between them."""
    found = list(pieces(text, 300))
    assert all(length(piece) <= 301 for piece in found)
    assert "".join("".join(found).split()) == "".join(clean(text).split())


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"), ("HTTP://a.example", "HTTP://a.example"),
        ("https://a.example/<!channel>|x y", "https://a.example/%3C!channel%3E%7Cx%20y"), ("javascript:alert(1)", ""), ("https://", ""),
        ("//a.example", ""), ("https://a.example/#:~:text=b", "https://a.example/#:~:text=b"), ("ftp://a.example", ""), ("", ""),
    ],
)  # fmt: skip
def test_addresses_of_the_web_only(url: str, safe: str) -> None:
    """With nothing in them that ends a link."""
    assert safe_address(url) == safe


def test_a_question_is_shown_without_slacks_marks() -> None:
    """On one line."""
    assert shown_question("<@U1> where is\n*Freshteam*   &lt;now&gt;?", 100) == "where is Freshteam <now>?"
    assert shown_question("&lt;!channel&gt; x", 100) == "<\u2060!channel> x"
    assert shown_question("Ask ***, or *** (***): India?", 100) == "Ask ..., or ... (...): India?"
