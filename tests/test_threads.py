"""Conversations of two messages: every kind of first question, gone on with in every usual way, is answered as the article's table has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from bot.replies import Reply
from tests.article_table import PLACES, TABLE, hosts, regions_of
from tests.asking import ask, false_claims, new_thread, unproven

LANGUAGES = ("pt", "en")
PRODUCTS = ("Freshteam", "Freshcaller", "Freshstatus", "Freshchat")
OTHERS = ("Freshsales", "Freshscore")
REGIONS = ("AU", "US", "IN")

# First questions, by what is asked; then the ways to go on: another product, another place, others that are so, all, and what no article tells.
FIRST = {
    "where": {"pt": "Onde fica hospedado o {product}?", "en": "Where is {product} hosted?"},
    "can": {"pt": "O {product} pode ficar {place}?", "en": "Can {product} be hosted {place}?"},
    "only": {"pt": "O {product} fica só nos EUA?", "en": "Is {product} only hosted in the US?"},
    "which": {"pt": "Quais produtos podem ficar {place}?", "en": "Which products can be hosted {place}?"},
}
PRODUCT = {
    "pt": ("e o {product}?", "{product} também?", "o mesmo para o {product}?", "ok, e no {product}?", "idem {product}?", "e o {product} então?"),
    "en": ("and {product}?", "what about {product}?", "same for {product}?", "ok and for {product}?", "ditto {product}?", "{product} as well?"),
}
PLACE = {
    "pt": ("e {place}?", "{place} também?", "ou {place}?", "e se for {place}?", "e {place}, pode?"),
    "en": ("and {place}?", "{place} as well?", "or {place}?", "also {place}?", "ok, and {place}?"),
}
LIKE_IT = {
    "pt": ("tem outros na mesma situação?", "quem mais está nessa situação?", "quais outros produtos são assim?", "mais algum assim?"),
    "en": ("any others in the same boat?", "who else is in that situation?", "which other products are like that?", "anything else like that?"),
}
WHICH = {
    "pt": ("quais produtos podem?", "quais podem então?", "quais outros podem?"),
    "en": ("which products can?", "which ones can then?", "which others can?"),
}
THERE = {
    "pt": ("e quais ficam {place}?", "ok então o que pode ficar {place}?", "e quais produtos ficam {place}?"),
    "en": ("and which are {place}?", "ok so what can be hosted {place}?", "and which products are {place}?"),
}
ALL = {
    "pt": ("para todos os produtos?", "isso vale para todos?", "em todos os produtos?", "isso se aplica a todos os produtos?"),
    "en": ("for all products?", "is it the same for every product?", "does this hold for the whole suite?", "all of them?"),
}
UNTOLD = {
    "pt": ("desde quando?", "por quê?", "quem decide isso?", "quanto custa?", "em que cidade?", "isso vai mudar?", "onde exatamente?"),
    "en": ("since when?", "why?", "who decides that?", "how much is it?", "in which city?", "will that change?", "where exactly?"),
}

everything = pytest.mark.parametrize("language", LANGUAGES)


class Case(NamedTuple):
    """A first question, what follows it, and what the second reply must hold: a status, a verdict, or products (or their complement)."""

    first: str
    second: str
    status: str = "answered"
    verdict: str | None = None
    products: frozenset[str] | None = None


def there(region: str) -> frozenset[str]:
    """The products that can be hosted in a region."""
    return frozenset(product for product in TABLE if hosts(regions_of(product), region))


def alike(product: str) -> frozenset[str]:
    """The products with the regions of another; UE is no EEE here, as the article writes it."""
    return frozenset(other for other in TABLE if regions_of(other) == regions_of(product))


def said(*, holds: bool) -> str:
    """Yes or no."""
    return "yes" if holds else "no"


def first(kind: str, language: str, product: str = "", region: str = "") -> str:
    """A first question."""
    return FIRST[kind][language].format(product=product, place=PLACES[language].get(region, ""))


def of_products(language: str) -> Iterator[Case]:
    """The same is asked of another product."""
    for other in OTHERS:
        for follow in (text.format(product=other) for text in PRODUCT[language]):
            for region in ("AU", "IN"):
                verdict = said(holds=hosts(regions_of(other), region))
                yield Case(first("can", language, "Freshteam", region), follow, verdict=verdict)
                yield Case(first("which", language, region=region), follow, verdict=verdict)
            yield Case(first("only", language, "Freshstatus"), follow, verdict=said(holds=regions_of(other) == {"US"}))


def of_places(language: str) -> Iterator[Case]:
    """The same is asked of another place."""
    for region in REGIONS:
        for follow in (text.format(place=PLACES[language][region]) for text in PLACE[language]):
            for product in PRODUCTS:
                yield Case(first("where", language, product), follow, verdict=said(holds=hosts(regions_of(product), region)))
            yield Case(first("can", language, "Freshcaller", "EEA"), follow, verdict=said(holds=hosts(regions_of("Freshcaller"), region)))
            yield Case(first("which", language, region="EEA"), follow, products=there(region))


def of_others(language: str) -> Iterator[Case]:
    """Other products are asked for that are so, or that are where this one is not."""
    for follow in LIKE_IT[language]:
        for product in PRODUCTS:
            yield Case(first("where", language, product), follow, products=alike(product) - {product})
            lacking = frozenset(TABLE) - there("IN") if product not in there("IN") else there("IN")
            yield Case(first("can", language, product, "IN"), follow, products=lacking)
        yield Case(first("only", language, "Freshstatus"), follow, products=alike("Freshstatus"))
    for follow in WHICH[language]:
        yield from (Case(first("can", language, "Freshteam", region), follow, products=there(region)) for region in ("AU", "IN"))
    for follow in (text.format(place=PLACES[language]["AU"]) for text in THERE[language]):
        yield from (Case(first("where", language, product), follow, products=there("AU")) for product in PRODUCTS)


def of_all(language: str) -> Iterator[Case]:
    """It is asked whether that is so of every product."""
    for follow in ALL[language]:
        for region in REGIONS:
            yield Case(first("can", language, "Freshchat", region), follow, verdict=said(holds=len(there(region)) == len(TABLE)))
        yield Case(first("only", language, "Freshstatus"), follow, verdict="no")


def untold(language: str) -> Iterator[Case]:
    """What no article tells stays unknown, whatever was told before."""
    for follow in UNTOLD[language]:
        yield from (Case(first("where", language, product), follow, status="unknown") for product in PRODUCTS)
        yield Case(first("can", language, "Freshchat", "AU"), follow, status="unknown")


def faults(case: Case, reply: Reply) -> Iterator[str]:
    """What is wrong in the second reply."""
    yield from false_claims(reply)
    yield from (f"quotes {quote!r}" for quote in unproven(reply))
    if reply.status != case.status:
        yield f"is {reply.status}, not {case.status}: {reply.text[:80]!r}"
    elif case.verdict and reply.verdict != case.verdict:
        yield f"says {reply.verdict}, not {case.verdict}: {reply.text[:80]!r}"
    elif case.products is not None and set(reply.products) ^ case.products:
        yield f"lists {sorted(reply.products)}, not {sorted(case.products)}"


def report(cases: Iterator[Case]) -> None:
    """Asks every case in a thread of its own; fails with all that is wrong."""
    wrong: list[str] = []
    for case in cases:
        thread = new_thread()
        ask(case.first, thread)
        reply = ask(case.second, thread)
        wrong += [f"{case.first} > {case.second} {fault}" for fault in faults(case, reply)]
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} faults", *wrong[:20]]), pytrace=False)


@everything
def test_another_product(language: str) -> None:
    report(of_products(language))


@everything
def test_another_place(language: str) -> None:
    report(of_places(language))


@everything
def test_others_that_are_so(language: str) -> None:
    report(of_others(language))


@everything
def test_all_products(language: str) -> None:
    report(of_all(language))


@everything
def test_what_is_not_told(language: str) -> None:
    report(untold(language))
