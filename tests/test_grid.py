"""Every product, kind of data, region and language of the article's table asked for, empty cells included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.replies import Reply
from tests.article_table import PLACES, TABLE, TYPES, Row, fold, hosts, is_akin, listing, regions_of, row_of, types_named
from tests.asking import ask, false_claims, unproven

LANGUAGES = ("pt", "en")
QUESTIONS = {
    "where": {"pt": "Onde ficam hospedados {data} do {product}?", "en": "Where is {data} of {product} hosted?"},
    "can": {"pt": "{data} do {product} podem ser hospedados {place}?", "en": "Can {data} of {product} be hosted {place}?"},
    "is": {"pt": "O {product} é hospedado {place}?", "en": "Is {product} hosted {place}?"},
    "which": {"pt": "Quais produtos podem ser hospedados {place}?", "en": "Which products can be hosted {place}?"},
    "lists": {"pt": "Quais produtos listam {data}?", "en": "Which products list {data}?"},
    "all": {"pt": "Onde fica hospedado o {product}?", "en": "Where is {product} hosted?"},
}
MOST_SHOWN = 12

everything = pytest.mark.parametrize("language", LANGUAGES)
by_product = pytest.mark.parametrize("product", TABLE)


def question(kind: str, language: str, *, product: str = "", data: str = "", region: str = "") -> str:
    """A question of the grid; `data` and `region` by their keys."""
    name = TYPES[data][LANGUAGES.index(language)] if data else ""
    text = QUESTIONS[kind][language].format(product=product, data=name, place=PLACES[language].get(region, ""))
    return text[:1].upper() + text[1:]


def report(faults: list[str]) -> None:
    """Fails with the first faults and how many there are."""
    if faults:
        pytest.fail("\n".join([f"{len(faults)} faults", *faults[:MOST_SHOWN]]), pytrace=False)


def always_wrong(reply: Reply, language: str) -> Iterator[str]:
    """What is wrong in any reply: facts or quotes that the article lacks, another language."""
    yield from false_claims(reply)
    yield from (f"quotes {quote!r}" for quote in unproven(reply))
    if reply.language != language:
        yield f"replies in {reply.language}"


def lacks_row(reply: Reply, product: str, key: str, row: Row) -> Iterator[str]:
    """What is missing where a listed kind of data was asked for."""
    told = [claim for claim in reply.hosting if claim.product == product and any(key in types_named(name) for name in claim.data)]
    if reply.status != "answered":
        yield f"{reply.status}, though the table lists it: {reply.text!r}"
    elif not any(set(claim.regions) == set(row.regions) for claim in told):
        yield f"does not say {product} {key} {row.regions}: {reply.hosting}"
    if not any(row.quote in citation.quote for citation in reply.citations):
        yield f"does not cite {row.quote!r}"


def strays(reply: Reply, product: str, key: str) -> Iterator[str]:
    """Facts about another product, or about data that the question did not name."""
    for claim in reply.hosting:
        if claim.product != product:
            yield f"tells of {claim.product}"
        others = [name for name in claim.data if not any(is_akin(key, told) for told in types_named(name))]
        if others:
            yield f"tells of {claim.product}'s {', '.join(others)}"


def where_faults(product: str, key: str, language: str) -> Iterator[str]:
    """What is wrong in the reply to "where is this kind of data of this product?"."""
    reply = ask(question("where", language, product=product, data=key))
    yield from always_wrong(reply, language)
    yield from strays(reply, product, key)
    row = row_of(product, key)
    if row:
        yield from lacks_row(reply, product, key, row)


def can_faults(product: str, key: str, region: str, language: str) -> Iterator[str]:
    """What is wrong in the reply to "can this kind of data of this product be hosted there?"."""
    reply = ask(question("can", language, product=product, data=key, region=region))
    yield from always_wrong(reply, language)
    yield from strays(reply, product, key)
    row = row_of(product, key)
    if row:
        wanted = "yes" if hosts(row.regions, region) else "no"
        if reply.verdict != wanted:
            yield f"says {reply.verdict}, not {wanted}: {reply.text!r}"
    elif not reply.hosting and reply.verdict is not None:
        yield f"says {reply.verdict} where the table lists no such data: {reply.text!r}"


@everything
@by_product
def test_where_each_kind_of_data_is(product: str, language: str) -> None:
    report([f"{question('where', language, product=product, data=key)} {fault}" for key in TYPES for fault in where_faults(product, key, language)])


@everything
@by_product
def test_whether_each_kind_of_data_can_be_in_each_region(product: str, language: str) -> None:
    report(
        [
            f"{question('can', language, product=product, data=key, region=region)} {fault}"
            for key in TYPES
            for region in PLACES[language]
            for fault in can_faults(product, key, region, language)
        ]
    )


@everything
@by_product
def test_whether_a_product_is_in_each_region(product: str, language: str) -> None:
    faults: list[str] = []
    for region in PLACES[language]:
        asked = question("is", language, product=product, region=region)
        reply, wanted = ask(asked), "yes" if hosts(regions_of(product), region) else "no"
        found = [*always_wrong(reply, language), *(f"tells of {claim.product}" for claim in reply.hosting if claim.product != product)]
        if (reply.status, reply.verdict) != ("answered", wanted):
            found.append(f"{reply.status} {reply.verdict}, not {wanted}: {reply.text!r}")
        faults += [f"{asked} {fault}" for fault in found]
    report(faults)


@everything
@by_product
def test_where_a_product_is(product: str, language: str) -> None:
    reply = ask(question("all", language, product=product))
    faults = list(always_wrong(reply, language))
    told = {
        (key, tuple(claim.regions), claim.inherited)
        for claim in reply.hosting
        if claim.product == product
        for name in claim.data
        for key in types_named(name)
        if row_of(product, key)
    }
    wanted = {(key, row.regions, row.inherited) for row in TABLE[product] for key in row.types}
    missing = {(key, frozenset(regions), shared) for key, regions, shared in wanted} - {
        (key, frozenset(regions), shared) for key, regions, shared in told
    }
    report([*faults, *(f"does not say {fact}" for fact in sorted(missing, key=str))])
    assert {claim.product for claim in reply.hosting} == {product}


@everything
@pytest.mark.parametrize("region", PLACES["en"])
def test_which_products_can_be_in_a_region(region: str, language: str) -> None:
    reply = ask(question("which", language, region=region))
    wanted = {product for product in TABLE if hosts(regions_of(product), region)}
    # The article writes UE, not EEE, for one product alone: who asks for the EEE may be told of it or not.
    arguable = {product for product in wanted if region == "EEA" and region not in regions_of(product)}
    report(list(always_wrong(reply, language)))
    assert reply.status == "answered", reply.text
    assert set(reply.products) - arguable == wanted - arguable
    assert len(reply.products) == len(set(reply.products))


@everything
@pytest.mark.parametrize("key", TYPES)
def test_which_products_list_a_kind_of_data(key: str, language: str) -> None:
    reply = ask(question("lists", language, data=key))
    akin = {product for told in TYPES if is_akin(key, told) for product in listing(told)}
    report(list(always_wrong(reply, language)))
    assert reply.status == "answered", reply.text
    assert listing(key) <= set(reply.products) <= listing(key) | akin


def test_the_table_of_this_test_is_whole() -> None:
    listed = [key for rows in TABLE.values() for row in rows for key in row.types]
    assert set(listed) == set(TYPES)
    assert len(TABLE) == 14
    assert all(len({fold(name) for name in names[:2]}) >= 1 and types_named(names[0]) for names in TYPES.values())
