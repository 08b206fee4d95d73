"""Questions that carry what was told of one product over to the others: which others are so, whether all are, and whether none is."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.common.following import VERBAL
from bot.understanding.syntax.question import Question

_OTHERS = frozenset({"other", "more_than"})

_ANY_OTHER = frozenset({"any", "other"})
_OF_PLACES = frozenset({"location_noun", "data_center", "it", "finer", "city", "customer"})

# Cues of a message that asks for others and no more ("any other product in the same boat?"), and of one that asks of all ("so for every product?").
_BESIDE_OTHERS = VERBAL | _OTHERS | {"any", "everything", "there", "whichever", "rest", "product", "which", "what", "who", "same", "host"}
_BESIDE_LACKING = VERBAL | {"which", "who", "product", "those", "lacks", "left_out", "gives_up", "host"}
_BESIDE_ALL = VERBAL | {"all", "everything", "product", "applies", "same", "able", "usage", "toward", "host"}

_BESIDE_ITS_ALL = (_BESIDE_ALL - {"product"}) | {"there", "only", "infers"}  # Cues of what is said of everything of a product.
_BESIDE_REST = _BESIDE_ALL | {"rest", "those"}
_PAIR = 2

# Cues of a message that asks whether a product is the only one that is as it was told ("is it the only one like that?").
_BESIDE_ALONE = VERBAL | {"only", "sole", "product", "likened", "same", "what", "host"}

# Cues of a message that holds a product against those that were found to be alike ("is X in that same group too?").
_BESIDE_ALIKE = VERBAL | {"same", "those", "contains", "including", "host", "applies"}
_IN_GROUP = frozenset({"same", "those", "contains"})

# Cues of the last question that bound the places which it asked for.
_BOUNDING = frozenset({"only", "or", "every_region"})


def asked_of_limit(question: Question, last: Question, told: Finding) -> Question | None:
    """The question of products that are only where the last one asked if some are ("what of X, same limit?"), or was told to be.

    None where that is not meant.
    """
    if "limit" not in question.cues or question.regions or question.own_concepts or question.data or question.outside:
        return None
    selects = question.kind in ("who", "which") or bool({"product", "other"} & question.cues)
    if not (selects or question.products):
        return None
    if last.regions and all(where.only for where in last.regions):
        regions = tuple(replace(where, wanted="not" not in question.cues) for where in last.regions)
        cues = (question.cues & {"other", "any", "all"}) | ({"product"} if selects else frozenset())
        return replace(
            question, kind="which" if selects else "", yes_no=not selects, regions=regions, cues=cues, filled=(*question.filled, "regions")
        )
    alike = selects and not question.products and "not" not in question.cues and len(last.products) == 1
    return _like_it(question, last) if alike and not last.own_concepts and _is_of_same_places(told) else None


def _is_of_same_places(told: Finding) -> bool:
    """Whether all facts that were told hold the same places."""
    return len({tuple(fact.regions) for fact, _ in told.facts}) == 1


def _like_it(question: Question, last: Question) -> Question:
    """The question which products have the same places as the one that the last was about."""
    cues = frozenset({"same", "product", "other"})
    return replace(question, kind="which", yes_no=False, products=last.products, cues=cues, filled=(*question.filled, "products"))


def asked_of_others(question: Question, last: Question, told: Finding) -> Question | None:
    """The question as one for the other products that are as the last one was asked to be, or is; None where no others are asked for."""
    if question.cues.isdisjoint(_OTHERS) and not (question.kind == "which" and "rest" in question.cues):
        return None
    if question.cues >= _ANY_OTHER and _names_place_alone(question) and last.products:
        return replace(question, cues=question.cues | {"product"}, excluded_products=last.products)
    if question.kind == "which" and question.regions and _is_likened(question) and _names_products_alone(question):
        return replace(question, cues=question.cues - {"likened", "it", "how"} | {"product"}, excluded_products=last.products)
    if not question.cues <= _BESIDE_OTHERS or _names_more(question):
        return None
    if len(last.products) != 1:
        return _of_the_rest(question, last)
    likened = _is_likened(question)
    named = question.kind in ("who", "which") or (question.kind in ("", "what") and "product" in question.cues)
    if not (named or (not question.kind and (likened or "only" in last.cues))):
        return None
    if last.regions and not ("only" in last.cues and told.verdict == "no"):
        denied = "not" in question.cues or (likened and told.verdict == "no")
        left_out = (*question.excluded_products, *(last.products if "rest" in question.cues and "other" not in question.cues else ()))
        return replace(_in_places(question, last, {"product"}, denied=denied), kind="which", yes_no=False, excluded_products=left_out)
    if not (likened and told.facts) or last.own_concepts or not (last.regions or last.kind == "where"):
        return None
    if last.data and not ("product" in question.cues and _is_of_same_places(told)):
        return None
    return _like_it(question, last)


def _names_place_alone(question: Question) -> bool:
    """Whether a question that wants yes or no names places and nothing else ("any other in X?")."""
    others = question.products or question.data or question.own_concepts or question.outside or question.software or question.unknown
    return question.yes_no and bool(question.regions) and not (others or question.kind or question.cues & _OF_PLACES)


def _names_products_alone(question: Question) -> bool:
    """Whether those asked for can only be products: no word for data or places is among those of the question."""
    named = question.products or question.data or question.own_concepts or question.outside or question.software or question.unknown
    return not named and question.cues.isdisjoint({"location_noun", "data_center", "finer", "city", "customer", "data", "kind_of_data"})


def asked_of_more(question: Question, told: Question) -> Question | None:
    """The question which others are as some are told to be ("X and Y are only in Z. Any others?"); None where none are asked for."""
    asks = not question.cues.isdisjoint(_OTHERS) and question.cues <= _BESIDE_OTHERS and question.kind in ("", "which", "what")
    if not asks or _names_more(question) or told.kind or told.negative or told.own_concepts or not (told.products and told.regions):
        return None
    asked = replace(_in_places(question, told, {"product"}, denied=False), kind="which", yes_no=False)
    return replace(asked, excluded_products=told.products)


def asked_of_lacking(question: Question, last: Question) -> Question | None:
    """The question which products do not have the data for which they were just asked ("which hold X?" - "which don't?"), else None."""
    denied = question.kind in ("which", "who") and not question.cues.isdisjoint({"not", "left_out"}) and question.cues <= _BESIDE_LACKING
    if not denied or _names_more(question) or last.kind != "which" or not last.data or last.regions or last.products or "not" in last.cues:
        return None
    cues = frozenset({"which", "product", "not"})
    return replace(question, kind="which", yes_no=False, data=last.data, cues=cues, filled=(*question.filled, "data"))


def _of_the_rest(question: Question, last: Question) -> Question | None:
    """ "Which others can?" after a list of those that cannot, or the other way round."""
    wanted = "not" not in question.cues
    turned = last.kind == "which" and not last.products and last.regions and all(where.wanted != wanted for where in last.regions)
    if not (turned and question.kind == "which" and "aux" in question.cues):
        return None
    return replace(_in_places(question, last, {"product"}, denied=True), yes_no=False)


def asked_of_all(question: Question, last: Question, told: Finding) -> Question | None:
    """The question as one whether all products are where the last one was asked to be; None where not all are asked about."""
    if "reverse" in question.cues and last.yes_no and not question.has_subject:
        return _turned_about(last)
    if told.statements and not told.facts and (last.kind == "how_long" or last.amounts) and "product" in question.cues and _sweeps(question):
        cues = question.cues | {"applies"}  # "How long are they kept?" - "For all products?"
        return replace(question, yes_no=True, told=told.statements[0], cues=cues, filled=(*question.filled, "terms"))
    if not _sweeps(question) or not (told.facts and told.verdict) or not last.regions or len(last.products) != 1:
        return None
    if last.data and "product" not in question.cues:  # "The tickets of X in Y? Everything?"
        whole = replace(_in_places(question, last, {"all"}, denied=False), data=(), products=last.products, kind="", yes_no=True)
        return replace(whole, filled=(*whole.filled, "products"))
    denied = told.verdict == "no" and any(where.place for where in last.regions)  # Nothing is there, and that is so of all.
    return replace(_in_places(question, last, {"all", "product"}, denied=denied), kind="", yes_no=True)


def asked_of_its_all(question: Question, last: Question, told: Finding) -> Question | None:
    """The question of the one product that a statement was just told for, where everything is said to be in a place ("so all stays in X?")."""
    swept = "all" in question.cues and question.regions and len(last.products) == 1 and told.statements and not told.facts
    named = question.products or question.data or question.kind or question.outside or question.unknown or question.customers
    if not swept or named or not question.cues <= _BESIDE_ITS_ALL:
        return None
    return replace(question, products=last.products, filled=(*question.filled, "products"))


def _turned_about(last: Question) -> Question | None:
    """The question whether all products in one place are in another, the other way round; None where that was not asked."""
    if last.products or len(last.regions) != _PAIR or not last.cues >= {"all", "product"} or not all(where.wanted for where in last.regions):
        return None
    one, other = last.regions
    swapped = (replace(other, position=one.position), replace(one, position=other.position))
    return replace(last, regions=swapped, mentioned=swapped)


def asked_if_alone(question: Question, last: Question, told: Finding) -> Question | None:
    """The question whether the one product is the only one with the regions just told of it; None where that is not asked."""
    if "only" not in question.cues or not question.cues <= _BESIDE_ALONE or _names_more(question) or question.kind not in ("", "what"):
        return None
    if len(last.products) != 1 or last.kind != "where" or last.regions or last.data or last.own_concepts or not told.facts:
        return None
    only = question.positions.at("only")[0]
    product_alone = only + 1 in question.positions.at("subject")
    likened = only in question.positions.at("product") and max(question.positions.at_any("it", "likened", "same"), default=-1) > only
    if not (product_alone or likened):
        return None
    cues = question.cues | {"same", "product"}
    return replace(question, kind="", yes_no=True, products=last.products, cues=cues, filled=(*question.filled, "products"))


def asked_of_alike(question: Question, last: Question, told: Finding) -> Question | None:
    """The question whether products are like those that the last one found to be alike; None where they are not held against a group."""
    if not question.products or question.cues.isdisjoint(_IN_GROUP) or not question.cues <= _BESIDE_ALIKE:
        return None
    named = question.kind or question.data or question.regions or question.unknown or question.count or question.own_concepts or question.parts
    alike = "same" in last.cues and len(last.products) > 1 and _is_of_same_places(told)
    if named or not alike or last.kind not in ("", "what") or last.own_concepts:
        return None
    products = tuple(dict.fromkeys((*last.products, *question.products)))
    return replace(last, products=products, yes_no=True, asked=question.asked, filled=(*last.filled, "products"))


def is_rest_there(question: Question, last: Question) -> bool:
    """Whether it is asked if all others are in the place in which those just listed are not ("so everything else can?")."""
    turned = (
        last.kind == "which" and last.regions and not (last.products or last.data or last.own_concepts or any(where.wanted for where in last.regions))
    )
    verbal = question.yes_no and "rest" in question.cues and question.cues <= _BESIDE_REST
    return bool(turned) and verbal and not (question.kind or _names_more(question) or "not" in question.cues)


def judged_of_all(question: Question, told: Finding) -> Question:
    """ "For all products?" after a statement is to be answered by yes or no."""
    if not told.statements or told.facts or "product" not in question.cues or not _sweeps(question):
        return question
    return replace(question, yes_no=True, cues=question.cues - {"same", "what_about"})


def _sweeps(question: Question) -> bool:
    """Whether nothing but "all" is named ("is it so for all of them?")."""
    return "all" in question.cues and question.cues <= _BESIDE_ALL and not (question.kind or _names_more(question))


def _is_likened(question: Question) -> bool:
    """Whether others like the last one are asked for ("like that", "in the same boat"), not others of it ("does it have others?")."""
    others, pointing = question.positions.at_any(*_OTHERS), question.positions.at("it")
    return "same" in question.cues or (bool(pointing and others) and max(pointing) > min(others))


def _names_more(question: Question) -> bool:
    named = question.names_subject or question.regions or question.unknown or question.count or question.group_size or question.amounts
    return bool(named) or any(term.is_weighty for term in question.terms)


def _in_places(question: Question, last: Question, cues: set[str], *, denied: bool) -> Question:
    """The question with `cues` alone, of the places and data that the last one asked for, those places wanted no more where `denied`."""
    regions = tuple(replace(where, wanted=where.wanted != denied) for where in last.regions)
    asked = frozenset(cues) | (last.cues & _BOUNDING)
    return replace(question, regions=regions, data=last.data, cues=asked, filled=(*question.filled, "regions", "data"))
