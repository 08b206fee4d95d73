"""Forms of questions walked over all products and places, against what the article's table makes of them: no false yes, no or list."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.article_table import DEFINITIONS, PARTS, PLACES, TABLE, TYPES, WHOLES, hosts, listing, regions_of, row_of
from tests.asking import ask, new_thread

SEED = int(os.environ.get("FORMS_SEED") or random.SystemRandom().randrange(2**32))
FORMS = yaml.safe_load((Path(__file__).parent / "forms.yaml").read_text("utf-8"))
OTHERS = 1  # So many other products stand beside each in a form with two, other ones in each run.
MOST_SHOWN = 12

# Portuguese prepositions and articles, written apart in the forms.
CONTRACTED = {" de o ": " do ", " de os ": " dos ", " de a ": " da ", " a a ": " à ", " a o ": " ao ", " a os ": " aos "}


class Case(NamedTuple):
    """What fills a form: a product, another one or "", and a place by its code or ""."""

    product: str
    other: str
    place: str


Truth = Callable[[Case], "bool | None"]


def _places(product: str) -> set[str]:
    """The places that can be told apart of those where a product can be: the article's EEE and UE are one."""
    return {"EEA" if code == "EU" else code for code in regions_of(product)}


def _is_in(product: str, place: str) -> bool:
    return hosts(regions_of(product), place)


def _both(case: Case) -> bool | None:
    """None where it is so of the one and not of the other, which may be told without yes or no."""
    first, second = _is_in(case.product, case.place), _is_in(case.other, case.place)
    return first if first == second else None


TRUTHS: dict[str, Truth] = {
    "in": lambda case: _is_in(case.product, case.place),
    "not_in": lambda case: not _is_in(case.product, case.place),
    "only": lambda case: _is_in(case.product, case.place) and len(_places(case.product)) == 1,
    "elsewhere": lambda case: bool(_places(case.product) - {"EEA" if case.place == "EU" else case.place}),
    "both": _both,
    "neither": lambda case: not (_is_in(case.product, case.place) or _is_in(case.other, case.place)),
    "only_first": lambda case: _is_in(case.product, case.place) and not _is_in(case.other, case.place),
    "more": lambda case: len(regions_of(case.product)) > len(regions_of(case.other)),
    "same": lambda case: regions_of(case.product) == regions_of(case.other),
}


# Whether a product is to be listed for a place, or for two.
LISTS: dict[str, Callable[[str, str, str], bool]] = {
    "in": lambda product, place, other: _is_in(product, place),
    "not_in": lambda product, place, other: not _is_in(product, place),
    "only": lambda product, place, other: TRUTHS["only"](Case(product, "", place)) is True,
    "elsewhere": lambda product, place, other: TRUTHS["elsewhere"](Case(product, "", place)) is True,
    "in_not": lambda product, place, other: _is_in(product, place) and not _is_in(product, other),
    "both": lambda product, place, other: _is_in(product, place) and _is_in(product, other),
    "either": lambda product, place, other: _is_in(product, place) or _is_in(product, other),
    "neither": lambda product, place, other: not (_is_in(product, place) or _is_in(product, other)),
    "just_two": lambda product, place, other: _places(product) == {place, other},
}
# When the last message of a conversation is answered with yes: of a product, another one, a place and a second one.
TALKS: dict[str, Callable[[str, str, str, str], bool]] = {
    "in": lambda product, other, place, second: _is_in(product, place),
    "only": lambda product, other, place, second: TRUTHS["only"](Case(product, "", place)) is True,
    "in_second": lambda product, other, place, second: _is_in(product, second),
    "other_in": lambda product, other, place, second: _is_in(other, place),
    "other_in_second": lambda product, other, place, second: _is_in(other, second),
    "other_elsewhere": lambda product, other, place, second: TRUTHS["elsewhere"](Case(other, "", place)) is True,
    "either": lambda product, other, place, second: _is_in(product, place) or _is_in(other, place),
}
# What the article's statements make of a product in a place; None where they leave it open.
ROUTED = frozenset({"Freshdesk", "Freshsales", "Freshcaller", "Freshworks CRM"})
RECORDING = ROUTED | {"Freshservice"}
MOVED = frozenset({"Freshdesk", "Freshservice"})
INTEGRATED = frozenset({"Freshsales", "Freshworks CRM"})
STATEMENTS: dict[str, Callable[[str, str], bool | None]] = {
    "logs_copied": lambda product, place: product in MOVED and place in ("US", "IN"),
    "logs_not_copied": lambda product, place: not (product in MOVED and place in ("US", "IN")),
    "recordings_routed": lambda product, place: True if product in ROUTED else None,
    "recordings_otherwise": lambda product, place: False if product in ROUTED else None,
    "in_footnote": lambda product, place: product in ROUTED if product in RECORDING else None,
    "logs_for_a_year": lambda product, place: True,
    "logs_otherwise": lambda product, place: False,
    "migration": lambda product, place: product in MOVED,
    "marketplace": lambda product, place: None if product in INTEGRATED else product in MOVED,
    "single_sign_on": lambda product, place: True,
}
# Whether a product is to be listed for a kind of data, a place and two others.
COMBINED: dict[str, Callable[[str, str, Sequence[str]], bool]] = {
    "in_without": lambda product, data, places: _is_in(product, places[0]) and not row_of(product, data),
    "only_without": lambda product, data, places: _places(product) == {places[0]} and not row_of(product, data),
    "not_in_with": lambda product, data, places: not _is_in(product, places[0]) and row_of(product, data) is not None,
    "with": lambda product, data, places: row_of(product, data) is not None,
    "with_but_no_lead": lambda product, data, places: row_of(product, data) is not None and not row_of(product, "lead"),
    "everywhere_without": lambda product, data, places: _places(product) == {"US", "EEA", "IN", "AU"} and not row_of(product, data),
    "plus_either": lambda product, data, places: _is_in(product, places[0]) and any(_is_in(product, place) for place in places[1:]),
    "plus_one": lambda product, data, places: _is_in(product, places[0]) and sum(_is_in(product, place) for place in places[1:]) == 1,
    "all_data": lambda product, data, places: all(hosts(row.regions, places[0]) and hosts(row.regions, places[1]) for row in TABLE[product]),
    "some_data_not": lambda product, data, places: not all(hosts(row.regions, places[0]) for row in TABLE[product]),
    "not_only_not": lambda product, data, places: _places(product) != {places[0]} and not _is_in(product, places[1]),
}
OWNED: dict[str, Callable[[str, str], bool]] = {
    "only_owner": lambda product, data: listing(data) == {product},
    "not_only_owner": lambda product, data: listing(data) != {product},
}
# When yes or no is asked of all products at large, and a place.
AT_LARGE: dict[str, Callable[[str], bool]] = {
    "none_in": lambda place: not any(_is_in(product, place) for product in TABLE),
    "none_without": lambda place: all(_is_in(product, place) for product in TABLE),
    "some_without": lambda place: not all(_is_in(product, place) for product in TABLE),
}
COMBINED_DATA = ("report", "app_integration", "knowledge_base", "call_recording", "forum", "social")
LISTED_PLACES = ("US", "EEA", "IN", "AU")
TALKED_PLACES = (*LISTED_PLACES, "BR")
SAID_OTHERWISE = "Freshrelease"  # The article writes UE for it, not EEE: where people ask for that, it may be told or not.


def forms(mood: str) -> list[tuple[str, str, Any]]:
    """Language, kind and text of each form that is `answered` with yes or no, `told` with or without, or `listed` with products.

    Of `conversations` the text is the list of their messages.
    """
    return [(language, kind, form) for language, kinds in FORMS[mood].items() for kind, texts in kinds.items() for form in texts]


def cases(form: str) -> Iterator[Case]:
    """Half of the products, other ones in each run, in every place; beside others where the form names two."""
    source = random.Random(f"{SEED} {form}")
    for product in source.sample(list(TABLE), len(TABLE) // 2):
        others = source.sample([other for other in TABLE if other != product], OTHERS) if "{other}" in form else [""]
        for other in others:
            yield from (Case(product, other, place) for place in (PLACES["en"] if "{place}" in form or "{region}" in form else [""]))


def written(form: str, language: str, case: Case, second: str = "") -> str:
    """A form filled in; where products are asked for, the other thing of a case is the `second` place."""
    places, regions = PLACES[language], FORMS["regions"][language]
    text = form.format(
        product=case.product,
        other=case.other,
        place=places.get(case.place, ""),
        region=regions.get(case.place, ""),
        place2=places.get(second or case.other, ""),
        region2=regions.get(second or case.other, ""),
    )
    for apart, together in CONTRACTED.items():
        text = text.replace(apart, together)
    return text[:1].upper() + text[1:]


def wrong(form: str, language: str, kind: str, *, told: bool) -> Iterator[str]:
    """The cases of a form with the opposite verdict, or with none unless they may be `told` without."""
    for case in cases(form):
        truth = TRUTHS[kind](case)
        question = written(form, language, case)
        verdict = ask(question).verdict
        allowed = {"yes" if truth else "no", *([None] if told or truth is None else [])}
        if verdict not in (allowed if truth is not None else {"no", None}):
            yield f"{question} - {verdict}, not {'yes' if truth else 'no'}"


def wrongly_listed(form: str, language: str, kind: str) -> Iterator[str]:
    """The places for which a form gets other products than the table's."""
    for place in LISTED_PLACES:
        for other in [code for code in LISTED_PLACES if code != place] if "2}" in form else [""]:
            question = written(form, language, Case("", other, place))
            reply = ask(question)
            differing = set(reply.products) ^ {product for product in TABLE if LISTS[kind](product, place, other)}
            if reply.status != "answered" or differing - ({SAID_OTHERWISE} if "EEA" in (place, other) else set()):
                yield f"{question} - {reply.status}, differs in {sorted(differing)}"


def wrongly_combined(form: str, language: str, kind: str) -> Iterator[str]:
    """The kinds of data and places for which a form gets other products than the table's; the one that it names is left out."""
    at = ("pt", "en").index(language)
    for data in COMBINED_DATA if "{data}" in form else COMBINED_DATA[:1]:
        for places in combined_places(form):
            for left_out in sorted(listing(data)) if "{product}" in form else [""]:
                text = form.replace("{data}", TYPES[data][at]).replace("{region3}", FORMS["regions"][language][places[2]])
                text = text.replace("{place3}", PLACES[language][places[2]])
                question = written(text, language, Case(left_out, "", places[0]), places[1])
                reply = ask(question)
                differing = set(reply.products) ^ {product for product in TABLE if product != left_out and COMBINED[kind](product, data, places)}
                if reply.status != "answered" or differing - {SAID_OTHERWISE}:
                    yield f"{question} - {reply.status}, differs in {sorted(differing)}"


def combined_places(form: str) -> list[tuple[str, str, str]]:
    """Three places each for a form, all that differ in those that it names."""
    named = sum(f"{{place{number}}}" in form or f"{{region{number}}}" in form for number in ("", "2", "3"))
    return list({places[:named]: places for places in permutations(LISTED_PLACES, 3)}.values())


def wrongly_answered(messages: list[str], language: str, kind: str) -> Iterator[str]:
    """The conversations whose last message gets another verdict than the table's."""
    source = random.Random(f"{SEED} {messages}")
    for product in TABLE:
        for _ in range(OTHERS):
            other = source.choice([name for name in TABLE if name != product])
            place, second = source.sample(TALKED_PLACES, 2)
            thread, said = new_thread(), [written(message, language, Case(product, other, place), second) for message in messages]
            verdict = [ask(message, thread).verdict for message in said][-1]
            truth = "yes" if TALKS[kind](product, other, place, second) else "no"
            if verdict != truth:
                yield f"{' | '.join(said)} - {verdict}, not {truth}"


def wrongly_stated(form: str, language: str, kind: str) -> Iterator[str]:
    """The products, and places of theirs where the form names one, of which a form gets another verdict than the article's."""
    for product in TABLE:
        for place in [code for code in ("US", "IN", "AU") if _is_in(product, code)] if "{place}" in form or "{region}" in form else [""]:
            truth = STATEMENTS[kind](product, place)
            question = written(form, language, Case(product, "", place))
            verdict = ask(question).verdict if truth is not None else None
            if verdict != (None if truth is None else "yes" if truth else "no"):
                yield f"{question} - {verdict}, not {truth}"


def wrongly_defined(form: str, language: str, kind: str) -> Iterator[str]:
    """The kinds of data, with a part, of which a form gets another verdict than the article's definition."""
    at = ("pt", "en").index(language)
    for data, named in DEFINITIONS.items():
        for part in [key for key in PARTS if key in named or WHOLES.isdisjoint(named)]:
            text = form.format(data=data[at], part=PARTS[part][at])
            question = text[:1].upper() + text[1:]
            verdict = ask(question).verdict
            truth = "yes" if (part in named) == (kind == "includes") else "no"
            if verdict != truth:
                yield f"{question} - {verdict}, not {truth}"


def report(faults: list[str]) -> None:
    """Fails with the seed and the first faults."""
    if faults:
        pytest.fail("\n".join([f"FORMS_SEED={SEED}, {len(faults)} faults", *faults[:MOST_SHOWN]]), pytrace=False)


@pytest.mark.parametrize(("language", "kind", "form"), forms("answered"))
def test_a_form_gets_the_verdict_of_the_table(language: str, kind: str, form: str) -> None:
    report(list(wrong(form, language, kind, told=False)))


@pytest.mark.parametrize(("language", "kind", "form"), forms("told"))
def test_a_form_never_gets_a_false_verdict(language: str, kind: str, form: str) -> None:
    report(list(wrong(form, language, kind, told=True)))


@pytest.mark.parametrize(("language", "kind", "form"), forms("listed"))
def test_a_form_lists_the_products_of_the_table(language: str, kind: str, form: str) -> None:
    report(list(wrongly_listed(form, language, kind)))


@pytest.mark.parametrize(("language", "kind", "form"), forms("at_large"))
def test_a_form_gets_the_verdict_of_all_products(language: str, kind: str, form: str) -> None:
    asked = [(written(form, language, Case("", "", place)), AT_LARGE[kind](place)) for place in TALKED_PLACES]
    report([question for question, truth in asked if ask(question).verdict != ("yes" if truth else "no")])


@pytest.mark.parametrize(("language", "kind", "form"), forms("owned"))
def test_a_form_gets_the_verdict_of_what_a_product_alone_lists(language: str, kind: str, form: str) -> None:
    at, faults = ("pt", "en").index(language), []
    for data in (*COMBINED_DATA, "lead", "badge"):
        for product in listing(data):
            question = written(form.replace("{data}", TYPES[data][at]), language, Case(product, "", ""))
            faults += [] if ask(question).verdict == ("yes" if OWNED[kind](product, data) else "no") else [question]
    report(faults)


@pytest.mark.parametrize(("language", "kind", "form"), forms("combined"))
def test_a_form_lists_the_products_of_several_conditions(language: str, kind: str, form: str) -> None:
    report(list(wrongly_combined(form, language, kind)))


@pytest.mark.parametrize(("language", "kind", "messages"), forms("conversations"))
def test_a_conversation_ends_with_the_verdict_of_the_table(language: str, kind: str, messages: list[str]) -> None:
    report(list(wrongly_answered(messages, language, kind)))


@pytest.mark.parametrize(("language", "kind", "form"), forms("stated"))
def test_a_form_gets_the_verdict_of_a_statement(language: str, kind: str, form: str) -> None:
    report(list(wrongly_stated(form, language, kind)))


@pytest.mark.parametrize(("language", "kind", "form"), forms("defined"))
def test_a_form_gets_the_verdict_of_a_definition(language: str, kind: str, form: str) -> None:
    report(list(wrongly_defined(form, language, kind)))
