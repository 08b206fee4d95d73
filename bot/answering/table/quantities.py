"""Yes or no to what is asked of all products, of none, some, most or a number of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.negation import asks_whether_not, denies_claim, is_judged
from bot.answering.common.polarity import is_untrue_twice
from bot.answering.common.shares import asks_share, counts_missing, is_part, is_share
from bot.replies import Verdict
from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question

REACH_OF_ANY = 3  # So many words after "any" or "no" stands what it chooses from ("any of your products").
_REACH_OF_LIST = 2  # So many words after "list" those stand that are to be listed.
_NEAR_ALL = 3  # So many words after "all" stand those of whom it is said.
_OF_PRODUCTS = frozenset({"any", "product", "all", "none", "rest", "those", "there"})
_REACH_OF_THERE = 3  # So far after "not" the noun stands at most, with the verb of there being.
_LATEST = 1  # So many words stand before "not" at most, where nothing else is its subject.
_BEFORE_DATA = frozenset({"of", "at", "toward", "data", "kind_of_data", "theirs", "those"})  # "All of the data of tickets."
_DOUBTING = frozenset({"claims", "lacks"})
_DENYING_ANY = frozenset({"not", "any"})
_CLAIMING = frozenset({"claims", "confirm", "untrue"})


def of_none_or_not_all(question: Question) -> Question:
    """The question, a "not" that belongs to the products saying nothing of its places ("no product is in X", "not all are")."""
    if question.cues >= _DOUBTING:
        question = _of_doubt(question)
    if question.cues >= _DENYING_ANY:
        question = _of_denied_any(question)
    numbered = question.product_count is not None and question.product_count.denied  # "There are not seven products in X."
    if question.yes_no and (numbered or is_none(question) or _is_not_all(question) or _asks_if_there(question)):
        question = replace(question, regions=tuple(replace(where, wanted=not _is_denied_again(question)) for where in question.regions))
    if question.yes_no and not question.data and (denied := _none_of_data(question)):
        question = replace(question, data=denied)
    if is_none(question) and "every_region" in question.cues:
        question = replace(question, cues=question.cues - {"not"})
    return question


def _none_of_data(question: Question) -> tuple[str, ...]:
    """The data of which "none" is said ("is no recording in X?"), which are asked about all the same."""
    after = {at + 1 for at in question.positions.at("none")}
    terms = [term for term in question.terms if DATA in term.kinds and term.position in after] if after else []
    return tuple(key for term in terms for kind, key in zip(term.kinds, term.keys, strict=True) if kind == DATA)


def verdict_of(question: Question, keep: Sequence[str], missing: Sequence[str]) -> Verdict | None:
    """For "do all ...?" and "does any ...?"."""
    if is_none(question) and len(question.regions) > 1 and "without" in question.cues and "and" not in question.cues:
        return None  # "No product is in X without being in Y."
    if question.positions.at("or")[:1] == (0,) or _asks_for_list(question) or is_untrue_twice(question):
        return None  # "Whichever of X or Y can be in Z?"
    weighs = "or" in question.cues and question.cues & {"more_than", "fewer_than"}
    if not question.yes_no or question.kind not in ("", "what") or weighs or not (keep or missing):
        return None
    if asks_share(question):
        return is_share(question, len(keep), len(missing))
    if question.chooses_one_product:
        return "yes" if len(keep) == 1 else "no"
    if is_part(question):
        return "yes" if keep and missing else "no"
    if question.product_count:
        counted = len(missing) if counts_missing(question) else len(keep)
        holds = question.product_count.least <= counted <= question.product_count.most
        opened = asks_whether_not(question) and 0 not in question.positions.at("there")
        denied = question.product_count.denied and is_judged(question) and not opened
        return "yes" if holds != (denied != is_called_untrue(question)) else "no"
    if question.count and not question.products and _OF_PRODUCTS.isdisjoint(_cues_but_one(question)):
        return None  # "Does the vendor have only one place?"
    if not question.products and ("all" in question.cues or is_of_all_others(question) or is_of_any_chosen(question)):
        denied = denies_claim(question) or (_is_not_all(question) and not asks_whether_not(question))
        return "no" if bool(missing) != (denied != is_called_untrue(question)) else "yes"
    return "yes" if bool(keep) != (is_none(question) != is_called_untrue(question)) else "no"


def _asks_for_list(question: Question) -> bool:
    """Whether whatever is somewhere is to be listed ("name whatever is in X", "a list of those in X"), which no yes or no answers."""
    listing = question.positions.at("list")
    if not listing:
        return False
    of_those = any(0 < at - listing[0] <= _REACH_OF_LIST for at in question.positions.at("those"))
    swept = {at - 1 for at in question.positions.at("subject")}.intersection(question.positions.at("all"))
    return of_those or any(listing[0] < at for at in (*question.positions.at("whichever"), *swept))


def _cues_but_one(question: Question) -> frozenset[str]:
    """The cues of a question, without those of a number that may stand for a product ("one")."""
    return frozenset(cue for cue, at in question.positions if "of" not in question.cues_at(at) or "product" not in question.cues_at(at))


def is_of_all_holding(question: Question) -> bool:
    """Whether a place is asked of all that hold some data ("is everything that has tickets in X?"), so that others are not spoken of."""
    every = question.positions.at("all")
    if not (every and question.yes_no and question.data and (question.regions or "every_region" in question.cues)):
        return False
    first = min(question.positions_of(DATA), default=-1)
    if any(_is_all_of_data(question, at, first) for at in every):
        return True
    if not question.regions:
        return False
    joined = any(every[0] < at < first for at in question.positions.at_any("subject", "with"))
    return joined and first < question.regions[0].position


def _is_all_of_data(question: Question, every: int, first: int) -> bool:
    """Whether "all" is said of the data themselves ("all tickets"), or of the products that have them ("are tickets in X for all products?")."""
    if every < first:
        return all(question.cues_at(at) <= _BEFORE_DATA for at in range(every + 1, first)) and "holds" not in question.cues_at(every)
    verbs = question.positions.at_any("holds", "using")
    return every + 1 in question.positions.at("product") and not any(at < first for at in verbs)


def is_of_all_others(question: Question) -> bool:
    """Whether something is asked of all products but those left out ("apart from X, are the others in Y?")."""
    asked = not question.kind and "rest" in question.cues and question.cues.isdisjoint({"any", "none", "what", "which"})
    return asked and bool(question.excluded_products)


def is_of_any_chosen(question: Question) -> bool:
    """Whether something is claimed of any product that one may choose ("he says any product can be in X"), so that it is claimed of all.

    Where it is asked whether any can, one is enough: the verb stands before "any" then, or a word that leads to it.
    """
    positions = question.positions
    for at in positions.at("whichever"):
        if ("aux", at) in positions and len(question.regions) > 1 and (at == 0 or question.cues_at(at - 1) & (_CLAIMING | {"aux"})):
            return True  # "Is it true that whatever is in X is in Y?"
        nouns = [noun for noun in positions.at("product") if 0 < noun - at <= REACH_OF_ANY]
        if not nouns or not (at == 0 or question.cues_at(at - 1) & _CLAIMING):
            continue
        if any(min(nouns) < verb <= min(nouns) + 1 for verb in positions.at("aux")):
            return True
    return False


def is_none(question: Question) -> bool:
    """Whether it is said of no product: "none of them", "no product of the vendor"."""
    nouns = question.positions.at("product")
    if "none" in question.cues and not _is_nothing_there(question) and not _is_nowhere(question, nouns):
        return True
    if any(0 < noun - at <= 2 for at in question.positions.at("without") for noun in nouns):
        return True
    nouns = question.positions.at_any("product", "any")  # "There isn't a product in X."
    return any(0 < noun - at <= _REACH_OF_THERE and _tells_of_being(question, at) for at in question.positions.at("not") for noun in nouns)


def _asks_if_there(question: Question) -> bool:
    """Whether it is asked if there is a product, with a "not" that denies nothing ("isn't there a product in X?")."""
    verbs = [at for at in question.positions.at("not") if "aux" in question.cues_at(at) and "there" in question.cues_at(at + 1)]
    return any(0 < noun - at <= _REACH_OF_THERE + 1 for at in verbs for noun in question.positions.at_any("product", "any"))


def _tells_of_being(question: Question, at: int) -> bool:
    """Whether "not" at a position belongs to the verb of there being ("there isn't a product", "não há produto")."""
    cues = question.cues_at(at)
    return "there" in question.cues_at(at - 1) if "aux" in cues else "available" in question.cues_at(at + 1) and at <= _LATEST


def _is_nothing_there(question: Question) -> bool:
    """Whether "nothing" is what products in one place have in another ("are there any in X with nothing in Y?")."""
    nothing = question.positions.at("none")  # Handed on from a question before, it is said of its products.
    wanted = any(where.wanted and where.position < nothing[0] for where in question.regions) if nothing else False
    return wanted and any(not where.wanted and where.position > nothing[0] for where in question.regions)


def _of_doubt(question: Question) -> Question:
    """The question; a doubt that there is any product which is so, as one that there is none ("I don't believe that there's a product in X")."""
    if question.products or question.kind or "all" in question.cues:
        return question
    doubts = set(question.positions.at("claims")).intersection(question.positions.at("lacks"))
    first = min(question.positions.at_any("product", "any"), default=-1)
    doubt = next((at for at in doubts if at < first), None)
    return question if doubt is None else question.with_positions(question.positions.saying("none", doubt))


def _of_denied_any(question: Question) -> Question:
    """The question, "not ... any" as "none" ("you don't host anything in X, right?"); as "any" where it opens ("don't you host anything in X?")."""
    if question.products or question.data or question.kind or question.own_concepts or not question.cues.isdisjoint({"all", "list"}):
        return question
    denials, choice = question.positions.at("not"), min(question.positions.at("any"), default=-1)
    verbs = question.positions.at_any("host", "holds", "using", "available")
    placed = all(where.position > choice and not where.wanted for where in question.regions)
    if not (len(denials) == 1 and denials[0] < choice and question.regions and placed):
        return question
    denial = denials[0]
    opened = denial == 0 and ("subject" in question.cues_at(1) or "aux" in question.cues_at(0))
    if not any(denial < at < (question.regions[0].position if opened else choice) for at in verbs):
        return question
    positions = question.positions.without((denial,))
    made = question.with_positions(positions if opened else positions.saying("none", choice))
    return replace(made, regions=tuple(replace(where, wanted=True) for where in question.regions))


def _is_nowhere(question: Question, nouns: Sequence[int]) -> bool:
    """Whether "none" is said of places alone, after the noun for products ("any product that is nowhere outside of X", "em lugar nenhum")."""
    nones = question.positions.at("none")
    if not (nouns and nones) or nones[0] < nouns[0]:
        return False
    places = {at + step for at in question.positions.at("location_noun") for step in (-1, 1)}.union(question.positions.at("outside"))
    return places.issuperset(nones)


def _is_not_all(question: Question) -> bool:
    """Whether "not" stands right before "all" ("not every product is in X"), so that it says nothing of the place."""
    positions = set(question.positions)
    return any(cue == "all" and not {("not", at), ("not", at - 1)}.isdisjoint(positions) for cue, at in positions)


def _is_denied_again(question: Question) -> bool:
    """Whether the place is denied too ("there is no product that is not in X")."""
    positions = set(question.positions)
    nouns = ("product", "all", "any") if "list" in question.cues else ("product", "all", "any", "none")
    noun = min(question.positions.at_any(*nouns), default=0)
    denials = question.positions.at_any("not", "without", "lacks")
    return any(at > noun and {("confirm", at), ("yes", at), ("none", at)}.isdisjoint(positions) for at in denials)


def is_of_all_customers(question: Question) -> bool:
    """Whether something is said of all customers of a product ("are all X customers hosted in Y?")."""
    return any(0 < at - every <= _NEAR_ALL for every in question.positions.at("all") for at in question.positions.at("customer"))
