"""Two or more products, or kinds of data of one product, compared by their regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.conditions import conditions_of, exception
from bot.answering.common.findings import Finding, Row, Sentence, names, say
from bot.answering.common.negation import is_denied, is_judged
from bot.answering.common.table import Cell, HostingTable, evidence_of, regions_of
from bot.answering.table.in_common import asks_common, asks_missing, asks_which_common, counts_ahead, counts_common, within_area
from bot.answering.table.of_second import is_of_second
from bot.answering.table.regions import truth
from bot.answering.table.standing_out import EXTREMES, SIZES, standing_out
from bot.answering.table.where import not_listed
from bot.replies import Verdict
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question

# Cues of which "the same" speaks of hosting, not of the products themselves.
_OF_HOSTING = frozenset({"host", "location_noun", "where", "available", "data_center", "holds", "those", "there", "finer", "all", "both"})

_OF_ONE_PLACE = frozenset({"location_noun", "host", "available", "holds", "finer"})

_TWO = 2
_FEW = 5

Side = tuple[str, list[Cell]]


def asks_comparison(question: Question) -> bool:
    """Whether a question compares what it names."""
    if not (len(question.products) > 1 or (len(question.products) == 1 and len(question.data) > 1)):
        return False
    if question.product_count and question.regions and len(question.products) > 1:
        return False  # "Are more than two of these in X?"
    if question.cues & {"compare", "difference", "more_than", "fewer_than"}:
        kinds = ("", "what", "which", "where", "how", "how_many", "who", "define")
        return question.kind in kinds and not (question.kind == "which" and (question.regions or _counts_each(question)))
    if question.kind == "who" and not question.cues.isdisjoint(EXTREMES) and not question.regions:
        return True
    if asks_common(question)[0] or asks_missing(question) or counts_common(question):
        return True
    if _asks_extra(question) or asks_containing(question) or _sets_above(question) or _counts_alike(question):
        return True
    chooses = question.kind == "which" and len(question.products) > _TWO and "product" not in question.cues
    alike = "same" in question.cues and (question.yes_no or chooses or question.kind in ("", "where"))
    return alike and (not question.regions or within_area(question))


def _counts_each(question: Question) -> bool:
    """Whether those of several are asked for that have a number of regions ("which of X, Y and Z are in more than one region?")."""
    return question.count is not None and not question.group_size and len(question.products) > _TWO


def weighs_pieces(question: Question) -> bool:
    """Whether it is asked which of several has more pieces of data or customers ("who has more customers, X or Y?"), and not more places."""
    if question.cues.isdisjoint((*SIZES, *EXTREMES)) or not question.cues.isdisjoint({"location_noun", "every_region"}):
        return False
    pieces = {*question.positions.at("customer"), *question.positions_of(DATA)}
    most, owning = question.positions.at_any(*EXTREMES), question.positions.at("of")
    if any(at + 1 in pieces or (at + 1 in owning and at + _TWO in pieces) for at in most):
        return True  # "Which has the most tickets?"
    counted = pieces.union(question.positions.at("data"))
    than = question.positions.at_any("at_least", "at_most")  # "More than tickets" counts none.
    return any(at + 1 in counted and at not in than for at in question.positions.at_any(*SIZES))


def _asks_extra(question: Question) -> bool:
    """Whether it is asked what one product has and the other, named last, has not ("does X have a region that Y lacks?")."""
    if len(question.products) != _TWO or question.regions or question.data or not question.cues.isdisjoint({"same", "as_many", "difference"}):
        return False
    if "location_noun" not in question.cues:
        return False
    named = question.own_positions_of(PRODUCT)
    return bool(named) and any(cue == "not" and at > max(named) for cue, at in question.positions)


def _denies_extra(question: Question) -> bool:
    """Whether it is denied that the one has what the other lacks ("X has no region that Y lacks")."""
    last = max(question.positions_of(PRODUCT))
    nouns = question.positions.at("location_noun")
    denied = [at for at in question.positions.at_any("not", "none", "without") if at < last]
    return bool(denied) and (is_judged(question) or any(at + 1 in nouns for at in denied))


def _sets_above(question: Question) -> bool:
    """Whether the word for "more" or "less", where it is also that for "most", stands between the two products that it compares."""
    sizes = question.positions.at_any("most", "fewest")
    if len(sizes) != 1 or not question.yes_no or question.kind or question.regions or len(question.products) != _TWO:
        return False
    named = question.own_positions_of(PRODUCT)
    return bool(named) and named[0] < sizes[0] < named[-1] and question.cues.isdisjoint({"or", "but"})


def _counts_alike(question: Question) -> bool:
    """Whether two products are asked to have equally many regions."""
    judged = question.yes_no or (question.asked and question.kind in ("", "where"))
    return judged and question.cues >= {"as_many", "location_noun"} and not question.regions and len(question.products) == _TWO


def _is_as_many(question: Question, sets: Sequence[set[str]]) -> Verdict | None:
    """Whether both have equally many; where the first is only set against the other, having more is neither yes nor no ("as many as Y")."""
    first, last = len(sets[0]), len(sets[1])
    named = question.own_positions_of(PRODUCT)
    joined = len(named) != _TWO or any(named[0] < at < named[1] for at in question.positions.at("and"))
    if first > last and not joined:
        return None
    return "yes" if (first == last) != _denies_likeness(question) else "no"


def _denies_likeness(question: Question) -> bool:
    """Whether it is to be confirmed that two are not alike."""
    return (question.cues >= {"not", "confirm"}) != is_called_untrue(question)


def asks_containing(question: Question) -> bool:
    """Whether it is asked if one product can be wherever the other can ("can X be in all the regions of Y?")."""
    if len(question.products) != _TWO or not question.yes_no or any(where.position >= 0 for where in question.regions) or question.data:
        return False
    named = question.own_positions_of(PRODUCT) or [0]
    first, last = named[0], named[-1]
    joined = {at + step for at in question.positions.at_any("and", "or", "but", "what_about") for step in (1, 2)}
    return last not in joined and any(first < at < last for at in question.positions.at("every_region"))


def compare(table: HostingTable, question: Question) -> Finding:
    """Same or different, what each has beyond what all share, and all rows."""
    sides = _sides(table, question)
    if not sides:
        return not_listed(table, question)
    cells = [cell for _, found in sides for cell in found]
    area = [code for code in table.knowledge.regions if within_area(question) and table.geography.settles(code, question.regions[0])]
    sets = [regions_of(found) & set(area) if area else regions_of(found) for _, found in sides]
    same = all(other == sets[0] for other in sets)
    shared = [code for code in table.knowledge.regions if all(code in side for side in sets)]
    rows = tuple(table.shown(cells))
    sentences = (
        [*_number(question, shared), say("same_regions", regions=names("region", *shared, form="in")), *_exceptions(rows, shared)]
        if same
        else [*_counted(question, sides, sets), *_number(question, shared), *_in_common(question, shared), *_extras(table, question, sides, sets)]
    )
    return Finding(
        "answered",
        tuple(sentences),
        tuple(conditions_of(table, cells, question)),
        _of_contrast(table, question, sets) if _contrasted(question) else _verdict(question, sets, same),
        products=standing_out(question, [key for key, _ in sides], sets),
        facts=tuple(cells),
        rows=rows,
        evidence=evidence_of(cells, with_data=bool(question.data)),
        confidence=question.confidence,
        why=("rows compared",),
    )


def _sides(table: HostingTable, question: Question) -> list[Side]:
    if len(question.products) > 1:
        products = reversed(question.products) if is_of_second(question) else question.products
        return [(product, table.cells_or_all(product, question.data)) for product in products]
    return [(key, found) for key in question.data if (found := table.cells(question.products[0], (key,)))]


def _counted(question: Question, sides: Sequence[Side], sets: Sequence[set[str]]) -> Iterator[Sentence]:
    """How many places each of two has, where that is asked."""
    if counts_ahead(question):
        counts = {"first_count": str(len(sets[0])), "second_count": str(len(sets[1])), "ahead": str(abs(len(sets[0]) - len(sets[1])))}
        yield say("counts_differ", first=names("product", sides[0][0]), second=names("product", sides[1][0]), **counts)


def _number(question: Question, shared: Sequence[str]) -> list[Sentence]:
    """How many places all have, where that is asked."""
    return [say("regions_count", count=str(len(shared)))] if counts_common(question) else []


def _in_common(question: Question, shared: Sequence[str]) -> Iterator[Sentence]:
    """Which places all have, where that is asked; else that places differ."""
    sought = asks_common(question)[0] or asks_which_common(question) or _may_meet(question) or counts_common(question)
    if not (sought and shared):
        yield say("different_regions")
    if shared and (sought or len(question.products) > _FEW):
        yield say("shared_regions", regions=names("region", *shared))


def _extras(table: HostingTable, question: Question, sides: Sequence[Side], sets: Sequence[set[str]]) -> list[Sentence]:
    """What each side has that not all have, where they are few."""
    if len(sides) > _FEW:
        return []
    kind, shared = "product" if len(question.products) > 1 else "data", set.intersection(*sets)
    found = [(key, table.in_order(has - shared)) for (key, _), has in zip(sides, sets, strict=True)]
    return [say("only_this_one", name=names(kind, key), regions=names("region", *extra)) for key, extra in found if extra]


def _exceptions(rows: Sequence[Row], shared: Sequence[str]) -> Iterator[Sentence]:
    """The rows of only some data that lack places which their product has; told at once, since the rows would else belie "the same"."""
    for row in rows:
        if row.data and set(row.regions) != set(shared):
            yield exception(row.product, row.data, row.regions)


def _verdict(question: Question, sets: Sequence[set[str]], same: bool) -> Verdict | None:
    differs = question.asked and "difference" in question.cues and "which" not in question.cues
    asked = question.yes_no or not question.cues.isdisjoint({"same", "as_many"}) or differs
    if not asked or question.kind not in ("", "what", "where", "how") or _asks_where(question) or asks_which_common(question):
        return None
    common, none = asks_common(question)
    if common:
        return "yes" if bool(set.intersection(*sets)) != (none or is_denied(question)) else "no"
    if asks_missing(question):
        return "yes" if sets[1] - sets[0] else "no"
    if _asks_extra(question):
        return "yes" if bool(sets[0] - sets[1]) != _denies_extra(question) else "no"
    if _counts_alike(question):
        return _is_as_many(question, sets)
    if asks_containing(question):
        return "yes" if (sets[0] >= sets[1]) != is_denied(question) else "no"
    if (question.cues & {"more_than", "fewer_than"} or _sets_above(question)) and "same" not in question.cues and len(sets) == _TWO:
        bound = {at - 1 for at in question.positions.at("only")}  # Who is more limited has fewer.
        more = bool(question.cues & {"more_than", "most"}) == bound.isdisjoint(question.positions.at_any("more_than", "fewer_than"))
        ahead = (len(sets[0]) - len(sets[1])) * (1 if more else -1)
        counted = question.count is None or question.count.least <= ahead <= question.count.most
        return "yes" if (ahead > 0 and counted) != is_denied(question) else "no"
    if "demand" in question.cues and question.cues.isdisjoint({"available", "able"}):
        return None
    if "same" in question.cues and not (question.cues & _OF_HOSTING or question.data or question.regions) and question.yes_no:
        return None
    if "same" in question.cues:
        alike = same or (_may_meet(question) and bool(set.intersection(*sets)))
        return "yes" if alike != _denies_likeness(question) else "no"
    if "difference" in question.cues and "what" not in question.cues:
        if question.negative and not is_judged(question):
            return None  # "Is there no difference?": either word would be heard both ways.
        return "no" if same != is_denied(question) else "yes"
    return None


def _may_meet(question: Question) -> bool:
    """Whether it is asked if all can be in "the same region", of which one that they have in common would do."""
    if not (question.yes_no and "same" in question.cues) or question.cues.isdisjoint(_OF_ONE_PLACE) or "plural" in question.cues:
        return False
    same = max(question.positions.at("same"), default=-1)
    able = {at for at in question.positions.at("available") if "aux" in question.cues_at(at)}.union(question.positions.at("yes_no"))
    return any(at < same for at in able.difference(question.positions.at_any("holds", "reports")))


def _asks_where(question: Question) -> bool:
    """Whether a word asks where, and does not only tell which places are meant ("do the places where X is match ...?")."""
    nouns = {at + 1 for at in question.positions.at("location_noun")}
    return ("aux", 0) not in question.positions and "any" not in question.cues and any(at not in nouns for at in question.positions.at("where"))


def _contrasted(question: Question) -> str:
    """The product that another is set against in a claim on a place ("X, unlike Y, is in Z"); "" where there is none."""
    if len(question.products) != _TWO or not question.regions or not question.yes_no:
        return ""
    words = {*question.positions.at_any("difference", "compare")}
    joints = words | {at + 1 for at in words if ("of", at + 1) in question.positions}
    return next((term.keys[0] for term in question.terms if PRODUCT in term.kinds and term.position - 1 in joints), "")


def _of_contrast(table: HostingTable, question: Question, sets: Sequence[set[str]]) -> Verdict | None:
    """Yes where what is said of the place is so for the one product and not for the other that it is set against."""
    values = [truth(table, table.in_order(side), question) for side in sets]
    if None in values or len(values) != _TWO:
        return None
    other = question.products.index(_contrasted(question))
    denied = is_denied(question)
    if values[0] == values[1] != denied:
        return None  # What is said is so, and of the other one too: neither yes nor no would be understood.
    return "yes" if values[1 - other] != denied and values[other] == denied else "no"
