"""Whether sets of regions are what a question says of its places: in, not in, only in, outside, in both, in either, how many."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.conditions import told
from bot.answering.common.findings import Finding, names, say
from bot.answering.common.negation import denies_each
from bot.answering.common.table import Cell, HostingTable, regions_of
from bot.answering.table.only_beside import sets_aside_first
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import ANY, ONE, ONE_AT_MOST, TWO, Question, Where

_REACH_OF_NOT = 4  # So many words before "only" stands what denies it ("isn't X confined to", "não fica só").
_ALL_BUT = frozenset({"all", "except"})
_SPELLING = frozenset({"claims", "spelled", "verbatim"})
_JOINING = frozenset({"and", "at", "toward", "what_about", "of", "from"})
_HAVING = frozenset({"holds", "using", "available"})


def passes(table: HostingTable, regions: Sequence[str], question: Question) -> bool:
    """Whether hosting in `regions` surely meets all that a question for products or data demands."""
    if (question.besides or question.struck) and is_left_out(table, regions, question):
        return False
    if question.count is not None and _counts(regions, question) == question.count.denied:
        return False
    places = question.regions
    if "every_region" in question.cues or (question.cues >= _ALL_BUT and _has_all_but(question)):
        if not _everywhere(table, regions, question):
            return False
        places = tuple(where for where in places if where.only)
    return not places or _holds(table, regions, places, question) is True


def is_left_out(table: HostingTable, regions: Sequence[str], question: Question) -> bool:
    """Whether hosting in `regions` is what a question leaves products out for, or strikes them off ("all but the ones only in X")."""
    left_out = (question.besides, *question.struck) if question.besides else question.struck
    return bool(left_out) and any(_holds(table, regions, places, question) for places in left_out)


def truth(table: HostingTable, regions: Sequence[str], question: Question) -> bool | None:
    """Whether hosting in `regions` is what a yes/no question says of its places and their number, its negation aside.

    None where the article does not say, because a place is only a part of a region.
    """
    if not _counts(regions, question):
        return False
    places = question.regions
    if is_of_every_other(question):
        return _everywhere(table, regions, question)
    if _is_only_lack(question):
        lacking = [code for code in table.all_regions if not table.geography.within(regions, Where(code, "", -1))]
        return lacking != [where.code for where in places]
    if len(places) > 1 and denies_each(question):
        return any_truth([_holds(table, regions, (replace(where, wanted=True),), question) for where in places])
    if not any(where.wanted for where in places):
        places = tuple(replace(where, wanted=True) for where in places)
    return _holds(table, regions, places, question)


def _is_only_lack(question: Question) -> bool:
    """Whether a place is said to be the only one that is lacking ("is X the only region that Y lacks?")."""
    if not question.positions.at("sole"):
        return False
    nouns = set(question.positions.at("location_noun"))
    sole = [at for at in question.positions.at("sole") if not nouns.isdisjoint((at, at + 1))]
    product = max(question.positions_of(PRODUCT), default=0)
    lacking = any(at > product for at in question.positions.at_any("lacks", "not")) and len(question.regions) == 1
    return bool(sole) and lacking and question.regions[0].position < sole[0] < product


def _is_of_every(question: Question) -> bool:
    """Whether all regions are spoken of, as such or as all but some ("X has everything except Y")."""
    if "every_region" in question.cues:
        return True
    return question.cues >= {"all", "except"} and bool(question.products) and not (question.data or any(where.wanted for where in question.regions))


def _has_all_but(question: Question) -> bool:
    """Whether products are asked for that have all regions but some ("which products have everything but X?")."""
    if question.data or any(where.wanted or where.only for where in question.regions):
        return False
    excepted = question.positions.at("except")
    swept = [at for at in question.positions.at("all") if at in excepted or at + 1 in excepted]
    had = any(_HAVING & question.cues_at(at - 1) for at in swept)
    return had and bool(question.regions) and question.regions[0].position > max(swept)


def is_of_every_other(question: Question) -> bool:
    """Whether all regions but some are spoken of."""
    return _is_of_every(question) and any(where.beyond or not where.wanted for where in question.regions)


def unsaid(table: HostingTable, question: Question) -> tuple[Where, ...]:
    """The places asked about of which the article does not say whether any data are there: parts of its regions."""
    codes = list(table.knowledge.regions)
    return tuple(where for where in question.regions if table.geography.within(codes, where) is None)


def place_unsaid(table: HostingTable, question: Question, cells: Sequence[Cell]) -> Finding:
    """The place lies inside a region that the article names, and the article does not say more."""
    here = regions_of(cells) or set(table.knowledge.regions)
    places = [where for where in question.regions if table.geography.within(here, where) is None]
    codes = table.in_order(code for code in here for where in places if table.geography.settles(code, where) is None)
    named = names("place", *(table.geography.place_of(where) for where in places))
    sentence = say("place_unsaid", places=named, regions=names("region", *codes)) if places else say("unknown")
    nearest = tuple(told(row, "where") for row in list(table.shown(cells))[:2])
    return Finding("unknown", (sentence,), nearest=nearest, why=("a part of a region that the article names only as a whole",))


def is_exclusive(question: Question) -> bool:
    """Whether "only" belongs to the places that are named."""
    return bool([where for where in question.regions if where.only])


def is_elsewhere(question: Question) -> bool:
    """Whether it is asked for any place but those named ("anywhere other than the US?")."""
    return bool(question.regions) and all(where.beyond for where in question.regions)


def any_truth(values: Sequence[bool | None]) -> bool | None:
    """True if any is; None if none is but one is not known."""
    return True if True in values else None if None in values else False


def all_truth(values: Sequence[bool | None]) -> bool | None:
    """False if any is; None if none is but one is not known."""
    return False if False in values else None if None in values else True


def _holds(table: HostingTable, regions: Sequence[str], places: Sequence[Where], question: Question) -> bool | None:
    """Whether hosting in `regions` is what is said of `places`, each wanted or not."""
    wording = not question.cues.isdisjoint(_SPELLING) and _asks_wording(question)
    if len(places) == 1 and not (places[0].only or places[0].beyond or wording):
        there = table.geography.within(regions, places[0])
        return there if places[0].wanted else _not(there)
    if [where for where in places if where.only]:
        if "or" in question.cues and not question.yes_no and len(places) > 1 and (either := _alternatives(question, places)):
            plain = replace(question, cues=question.cues - {"or"})
            return any_truth([_holds(table, regions, some, plain) for some in either])
        if all(where.beyond for where in places):
            return _not(any_truth([table.geography.within(regions, where) for where in places]))
        if apart := _denied_apart(places, question):
            bounded = _only_in(table, regions, [where for where in places if where not in apart], either="or" in question.cues)
            return all_truth([_not(bounded), *(_holds(table, regions, (where,), question) for where in apart)])
        named = [where for where in places if where.wanted and not where.beyond]
        any_of_them = "or" in question.cues and not _are_counted(question, named)
        holds = _only_in(table, regions, named or places, either=any_of_them)
        return holds if named else _not(holds)
    inside, outside = [where for where in places if not where.beyond], [where for where in places if where.beyond]
    values = [_written(regions, where) if wording else _there(table, regions, where, inside) for where in inside]
    wanted = [value for value, where in zip(values, inside, strict=True) if where.wanted]
    choices = [where.choice for where in inside if where.wanted]
    unwanted = [_not(value) for value, where in zip(values, inside, strict=True) if not where.wanted]
    if any(choices):
        wanted = _chosen(wanted, choices)
    elif len(wanted) > 1 and "not_both" in question.cues:
        wanted = [wanted.count(True) == 1]
    elif len(wanted) > 1 and "or" in question.cues and "both" not in question.cues:
        wanted = [any_truth(wanted)]
    if len(unwanted) > 1 and "both" in question.cues and "lacks" not in question.cues and not denies_each(question):
        unwanted = [any_truth(unwanted)]
    if outside and outside[0].wanted and wanted:
        regions = [code for code in regions if any(table.geography.settles(code, where) for where in inside)]
    if outside:
        beyond = _beyond(table, regions, outside)
        wanted.append(beyond if outside[0].wanted else _not(beyond))
    return all_truth([*wanted, *unwanted])


def _are_counted(question: Question, named: Sequence[Where]) -> bool:
    """Whether the places are exactly those that are named after that word ("exactly two choices, X or Y"), so that "or" joins all of them."""
    return len(named) > 1 and any(at < named[0].position for at in question.positions.at("exactly"))


def _alternatives(question: Question, places: Sequence[Where]) -> tuple[Sequence[Where], ...]:
    """The places before "or", and those after it that alone would do ("in X and Y, or only in Z")."""
    choices = [at for at in question.positions.at("or") if places[0].position < at < places[-1].position]
    first = [where for where in places if len(choices) == 1 and where.position < choices[0]]
    rest = places[len(first) :]
    told = first and all(where.wanted for where in places) and not any(where.only for where in first) and all(where.only for where in rest)
    return (first, rest) if told else ()


def excludes_twice(question: Question) -> bool:
    """Whether one of two excluded places is excluded under "only", and no denial parts them: which of the two "only" bounds is not known."""
    if not is_exclusive(question) or any(where.wanted for where in question.regions):
        return False
    return not is_not_only_in_all(question) and not _denied_apart(question.regions, question)


def is_not_only_in_all(question: Question) -> bool:
    """Whether a product is said not to be only in several places together: "not" and "only" stand before them, which "and" alone joins."""
    first, last = question.regions[0].position, question.regions[-1].position
    bounds = [at for at in question.positions.at("only") if at < first]
    if not (question.products and question.yes_no and bounds) or any(where.beyond for where in question.regions):
        return False
    denied = any(0 < bounds[-1] - at <= _REACH_OF_NOT for at in question.positions.at("not"))
    between = set().union(*(question.cues_at(at) for at in range(first + 1, last)))
    return denied and between <= _JOINING


def _denied_apart(places: Sequence[Where], question: Question) -> list[Where]:
    """The places that are denied for themselves, or asked for, apart from what is not only there ("not only in X, and not in Y").

    So are those of a question about what an earlier clause says not to be only somewhere ("of those not only in X, which are in Y?").
    """
    bounded = [where.position for where in places if where.only]
    if not bounded or any(where.wanted and where.only for where in places):
        return []
    others = [where for where in places if not where.only]
    if max(bounded) < 0 and all(where.position >= 0 for where in others):
        return others
    if any(where.wanted for where in others):
        return []
    denials = question.positions.at_any("not", "without", "lacks", "never")
    return [where for where in others if any(min(where.position, bounded[0]) < at < max(where.position, bounded[0]) for at in denials)]


def _chosen(values: Sequence[bool | None], choices: Sequence[str]) -> list[bool | None]:
    """What is so of places, those together of which any, or just one, will do."""
    found = [value for value, choice in zip(values, choices, strict=True) if not choice]
    for choice in dict.fromkeys(filter(None, choices)):
        of_choice = [value for value, other in zip(values, choices, strict=True) if other == choice]
        there = of_choice.count(True)
        wanted = {ANY: there > 0, ONE: there == 1, ONE_AT_MOST: there <= 1, TWO: there > 1}[choice]
        found.append(any_truth(of_choice) if choice == ANY else None if None in of_choice else wanted)
    return found


def _there(table: HostingTable, regions: Sequence[str], where: Where, others: Sequence[Where]) -> bool | None:
    """Whether any region is in a place; exactly that region where another one that is named lies in it or around it ("EU, not EEA").

    Two with no word between them are one place named twice ("EU/EEA").
    """
    apart = [other for other in others if abs(other.position - where.position) > 1 or other.wanted != where.wanted]
    if apart and where.code and any(_is_inside(table, where, other) or _is_inside(table, other, where) for other in apart):
        held = where.wanted and any(
            other.origin and other.wanted and not where.origin and other.code in regions and _is_inside(table, other, where) for other in apart
        )
        return None if held else where.code in regions  # "Is the data of X in Y in Z?"
    return table.geography.within(regions, where)


def _asks_wording(question: Question) -> bool:
    """Whether it is asked what the article writes: "is X written with Y?", "does X say Y?"."""
    strict = question.positions.at("verbatim")
    if strict and strict[0] in (0, question.positions[-1][1]) and all(where.code for where in question.regions):
        return True
    if "claims" not in question.cues:
        return "spelled" in question.cues
    products = question.positions_of(PRODUCT)
    return "spelled" in question.cues or any(cue == "claims" and at - 1 in products for cue, at in question.positions)


def _written(regions: Sequence[str], where: Where) -> bool | None:
    """Whether just that region is written."""
    return where.code in regions if where.code else None


def _is_inside(table: HostingTable, where: Where, other: Where) -> bool:
    return bool(where.code and other.code) and where.code != other.code and table.geography.settles(where.code, other) is True


def _beyond(table: HostingTable, regions: Sequence[str], places: Sequence[Where]) -> bool | None:
    """Whether some region lies outside of all the places."""
    return any_truth([_not(any_truth([table.geography.settles(code, where) for where in places])) for code in regions])


def _everywhere(table: HostingTable, regions: Sequence[str], question: Question) -> bool:
    """Whether all regions are there, but those that the question leaves out."""
    excluded = [where for where in question.regions if (where.beyond or not where.wanted) and not where.only]
    left_out = {code for code in table.all_regions for where in excluded if table.geography.settles(code, where)}
    if not left_out and question.number_alone and "except" in question.cues:
        return len(table.all_regions) - len(table.in_order(regions)) == question.number_alone  # "All regions but one."
    if not left_out:
        return set(table.all_regions).issubset(regions) != ("not" in question.cues)
    others = set(table.all_regions) - left_out
    return others.issubset(regions) if sets_aside_first(question, excluded) else others == set(regions)


def _counts(regions: Sequence[str], question: Question) -> bool:
    return question.count is None or question.count.least <= len(regions) <= question.count.most


def _only_in(table: HostingTable, regions: Sequence[str], places: Sequence[Where], *, either: bool) -> bool | None:
    """Whether the regions are those places, all of them (any, where `either`) and nothing else."""
    there = [table.geography.within(regions, where) for where in places]
    inside = [any_truth([table.geography.settles(code, where) for where in places]) for code in regions]
    return all_truth([any_truth(there) if either else all_truth(there), *inside])


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
