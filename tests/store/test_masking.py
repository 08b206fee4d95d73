"""What is personal does not survive masking, what is asked does, and no text makes it slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.folding import LONGEST, strip_markup, words
from bot.store.masking import MASK, mask
from tests.asking import ask
from tests.golden_lines import read_lines

PERSONAL = [
    "ana@x.com", "ana.maria+test@acme.com.br", "o'neil@acme.ie", "joão@exemplo.com.br", "a_b-c@sub.sub2.example.org", "ana\u200b@x\u200d.com",
    "ana\uff20x.com", "a" * 300 + "@x.com",
    "+55 11 91234-5678", "+5511912345678", "(11) 91234-5678", "11 91234-5678", "11 91234 5678", "11912345678", "11.91234.5678", "0800 123 4567",
    "+1 (415) 555-2671", "1-800-555-0199", "415-555-2671", "415.555.2671", "555-1234", "3456-7890", "+44 20 7946 0958", "+351 912 345 678",
    "912 345 678", "01 23 45 67 89", "01.23.45.67.89", "1 1 9 1 2 3 4 5 6 7 8", "\uff0b55 11 91234\u20115678",
    "123.456.789-09", "12.345.678/0001-95", "12.345.678-9", "123-45-6789", "4111 1111 1111 1111", "4111111111111111",
    "xoxb-123456789012-1234567890123-AbCdEfGhIjKl", "xapp-1-A0123456789-1234567890123-abcdef", "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fw", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "d41d8cd98f00b204e9800998ecf8427e", "550e8400-e29b-41d4-a716-446655440000", "sk-abcdefghijklmnop", "T00000000/B00000000/aB3dE5fG7hI9jK1lM3nO5pQ7",
    "<@U012ABCDEF>", "<@W012ABCDEF|ana.silva>",
]  # fmt: skip

HARMLESS = [
    "2022-08-05", "2022-08-05 10:30", "2022-08-05T10:30:00", "05/08/2022", "5.8.2022", "05-08-22", "08/2022", "20220805", "2019-2023", "2019/2020",
    "2019 \u2013 2020", "2019 2020 2021", "2022", "30 days", "90 dias", "30, 60 ou 90 dias", "30 60 90 120 365", "24/7/365", "10:30-11:45",
    "1.500,00", "1.000.000", "1.000.000.000", "1 000 000", "1,234,567,890", "99.99%", "10.15.7", "v10.15.7", "v1.2.3-20230405", "1.2.3-20230405",
    "v2.3.4.20230405", "120.0.6099.129", "192.168.10.25", "ISO 27001", "ISO27001:2013", "SOC 2", "AES-256", "TLS 1.2", "#123456",
    "Freshworks CRM (Freshsales)", "Freshdesk/Freshservice/Freshchat/Freshcaller", "data-hosting-options-2022-for-freshworks", "IPv4/IPv6/S3/EC2",
    "FreshworksCustomerSuccessDataHosting", "Donaudampfschifffahrtsgesellschaft", "@channel", "a@b", "<!here>", "<#C012ABCDEF|geral>",
    "https://ajuda.bravosolutions.com.br/support/solutions/articles/48001219790-hospedagem-de-dados-freshworks",
]  # fmt: skip

# Each repeats what one pattern begins with, or almost ends with.
HOSTILE = [
    "a", "1", "1 ", "a@", "@", "(",
    "(1", "(1)", "+", "+1", "-", "1---", "a.", "1.", " ", "http://", "//", "://a@", "<@U|", "<@", "aB1", "é", "2019 ", "2019-",
    "a1", "eyJ", "xoxb-", "0000-", "\u200b", "\u0301", "\ud800", "?#", "1,", "1/", "\u00a01", "_", "%", "a'", "1 1   ",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("around", ["{}", "fale com {}, por favor.", "({})", "<mailto:{0}|{0}>", "<tel:{0}|{0}>", "e:{};\n{}", "*{}*", "“{}”"])
def test_what_is_personal_is_masked(text: str, around: str) -> None:
    masked = mask(around.format(*[text] * around.count("{")))
    assert masked.count(MASK) == around.count("{")
    left = masked.replace(MASK, "")
    assert not set(left) & set("0123456789@+\uff20\u200b"), masked
    assert left == around.replace("{0}", "").replace("{}", "") or around == "({})"


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("around", ["{}", "desde {} é assim?", "({})", "em {}."])
def test_what_is_harmless_stays(text: str, around: str) -> None:
    assert mask(around.format(text)) == around.format(text)


def test_both_beside_each_other() -> None:
    assert mask("ana@x.com, +55 11 91234-5678: 30 days since 2022-08-05?") == "***, ***: 30 days since 2022-08-05?"
    assert mask("desde 2022-08-05 11 91234-5678") == "desde 2022-08-05 ***"
    assert mask("11 91234-5678 2022-08-05") == "*** 2022-08-05"
    assert mask("ana@x.com. Onde fica o Freshdesk?") == "***. Onde fica o Freshdesk?"
    assert mask("ana@x.com..bia@y.com") == "***"


@pytest.mark.parametrize(
    ("link", "masked"),
    [
        ("https://acme.com/a?token=abc&user=ana#x", "https://acme.com/a***"),
        ("https://user:pass@acme.com/p", "https://***acme.com/p"),
        ("<https://acme.com/p#ana|here>", "<https://acme.com/p***|here>"),
        ("https://acme.com/ana@x.com", "https://acme.com/***"),
    ],
)
def test_links_lose_what_may_be_secret(link: str, masked: str) -> None:
    assert mask(link) == masked


ANYTHING_BUT_DIGITS = st.text(st.characters(exclude_categories=["Nd"]), max_size=30)


@given(ANYTHING_BUT_DIGITS, st.sampled_from(PERSONAL), ANYTHING_BUT_DIGITS)
def test_whatever_stands_around_it(before: str, text: str, after: str) -> None:
    """With a space on both sides nothing lets it through; digits beside it make it another number."""
    masked = mask(f"{before} {text} {after}")
    clean = "".join(character for character in text if character not in "\u200b\u200d")
    assert before.count(clean) + after.count(clean) >= masked.count(clean)


@given(st.text())
def test_masks_say_nothing(text: str) -> None:
    """Where nothing but a mask came in, the same words are read; and the mask itself is no word."""
    assert words(strip_markup(MASK)) == []
    masked = mask(text)
    assert len(masked) <= max(LONGEST, 3 * len(text))
    masked.encode()
    assert "\x00" not in masked


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_makes_it_slow(piece: str) -> None:
    """40,000 characters in a time that only a bound on the way back to one pattern would miss: the slowest measured is 0.08 s."""
    text = (piece * LONGEST)[:LONGEST]
    times = []
    for _ in range(3):
        begun = time.process_time()
        mask(text)
        times.append(time.process_time() - begun)
    assert min(times) < 0.5


def test_longer_texts_are_cut() -> None:
    assert mask("a " * LONGEST) == ("a " * LONGEST)[:LONGEST]


def test_golden_questions_lose_numbers_at_most() -> None:
    """Phone numbers in signatures are all that is personal in them; the answers stay."""
    questions = [line.q for line in read_lines()]
    changed = [question for question in questions if words(strip_markup(mask(question))) != words(strip_markup(question))]
    assert len(questions) > 100 * len(changed)
    for question in changed:
        left = words(strip_markup(mask(question)))
        assert {word for word in words(strip_markup(question)) if word not in left and not word.isdigit()} <= {"+"}
        assert ask(mask(question)).text == ask(question).text


def test_a_masked_question_is_answered_as_if_nothing_stood_there() -> None:
    plain, personal = "Onde fica o Freshteam?", "Onde fica o Freshteam? ana@x.com"
    assert ask(mask(personal)).text == ask(plain).text
