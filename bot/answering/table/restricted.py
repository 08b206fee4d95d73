"""Of which products something is asked, where it is asked of all that are somewhere, or hold some data ("is every product in X also in Y?")."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.answering.common.table import HostingTable
from bot.answering.table.quantities import is_of_all_holding, is_of_any_chosen
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.syntax.question import Question, Where

_NOUNS = ("product", "all", "whichever")
_VERBS = frozenset({"aux", "host", "available"})
_NEAR = 2  # So many words after the noun the place stands at most that tells which products are meant.

Meets = Callable[[HostingTable, str, Question], bool]


def of_which(table: HostingTable, products: list[str], question: Question, meets: Meets) -> tuple[list[str], Question]:
    """The products of which the rest is asked, and that rest."""
    if is_of_all_holding(question):
        return [product for product in products if any(product in table.products_with(data) for data in question.data)], question
    if _likens(question):
        either = [product for product in products if any(meets(table, product, replace(question, regions=(where,))) for where in question.regions)]
        return either, replace(question, cues=(question.cues - {"any", "or"}) | {"all"})
    if _contains(question):
        owner, owned = question.regions
        return [product for product in products if meets(table, product, replace(question, regions=(owned,)))], replace(question, regions=(owner,))
    noun = next((question.positions.at(wanted)[0] for wanted in _NOUNS if question.positions.at(wanted)), None)
    if not question.yes_no or len(question.regions) < _NEAR or noun is None:
        return products, question
    ruled = "any" in question.cues and not question.negative and min(question.positions.at("aux"), default=-1) > noun  # "Any that is in X is in Y."
    if not ("all" in question.cues or ruled or is_of_any_chosen(question)):
        return products, question
    first, *others = question.regions
    outside = noun + 1 in question.positions.at("outside")
    if not (_is_owned(question, first, noun) or _restricts(question, first, others[0], noun) or (outside and first.position - noun <= _NEAR + 1)):
        return products, question
    if outside:
        first, others = replace(first, beyond=False, wanted=False), [replace(where, beyond=False) for where in others]
    if others[0].wanted is first.wanted is False and not _denies_after(question, first):
        others = [replace(where, wanted=True) for where in others]  # "Every product that isn't in X is in Y."
    narrowed = replace(question, regions=(first,), cues=(question.cues - {"any"} if ruled else question.cues) | {"all"})
    there = [product for product in products if meets(table, product, narrowed)]
    return there, replace(narrowed, regions=tuple(others)) if there else narrowed


def _likens(question: Question) -> bool:
    """Whether two places are asked to have the same products ("are the products of X the same as those of Y?")."""
    if "same" not in question.cues or len(question.regions) != _NEAR or question.negative or question.data:
        return False
    if question.cues & {"all", "location_noun"}:
        return False
    return question.yes_no and bool(question.cues & {"product", "list"}) and all(where.wanted and not where.beyond for where in question.regions)


def _contains(question: Question) -> bool:
    """Whether one place is asked to have all products of the other ("does X have all the products of Y?", "does X cover all that Y covers?")."""
    if not question.yes_no or len(question.regions) != _NEAR or question.negative or question.data or question.cues & {"any", "only", "or"}:
        return False
    owner, owned = (where.position for where in question.regions)
    every = [at for at in question.positions.at("all") if owner < at < owned]
    had = any(owner < at < max(every) for at in question.positions.at_any("holds", "using")) if every else False
    joined = question.positions.at_any("and", "at") if every else ()
    apart = not any(at in question.positions.at("and") and max(every) < at < owned for at in joined)
    return had and apart and owner < _NEAR + 1


def _denies_after(question: Question, first: Where) -> bool:
    """Whether a denial stands after the place that tells which products are meant."""
    return any(at > first.position for at in question.positions.at_any("not", "never", "without", "lacks", "none"))


def _is_owned(question: Question, first: Where, noun: int) -> bool:
    """Whether a place stands right before the products that it has ("all X products", "every X-only product")."""
    bounds = question.positions.at("only")
    reach = 2 if noun - 1 in bounds else 1
    return "product" in question.cues_at(noun) and 0 < noun - first.position <= reach


def _restricts(question: Question, first: Where, second: Where, noun: int) -> bool:
    """Whether a place after the products tells which are meant: "that are in X", with a verb, "also" or "in" of its own before the other place."""
    if first.position < noun:
        return False
    said = question.cues_at(noun + 1) & {"subject", "with"}
    between = {at: question.cues_at(at) for at in range(first.position + 1, second.position)}
    if said or any(_VERBS & cues for cues in between.values()) or is_of_any_chosen(question):
        return True
    joins = [at for at, cues in between.items() if cues & {"and", "what_about", "or", "both"}]
    also = question.positions_of(CONCEPT)  # "And" alone is no subject.
    apart = joins == [at for at in joins if at in also] and len(joins) < _NEAR
    return apart and first.position - noun <= _NEAR + 1 and (bool(joins) or any("at" in cues for cues in between.values())) and _opens(question, noun)


def _opens(question: Question, noun: int) -> bool:
    """Whether the verb stands before the products ("are all products in X ...?")."""
    return min(question.positions.at("aux"), default=noun) < noun
