"""Yes or no: can these data be hosted there, only there, in both, everywhere?"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers.between import denies_all_alike, mixed, of_some, truth_of_product
from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.conditions import condition_evidence, conditions_of, exception, told
from bot.answering.common.findings import Finding, Sentence, names, say, without_yes
from bot.answering.common.negation import asks_whether_not, denies_any, denies_elsewhere, is_denied, is_judged, opens_with_not
from bot.answering.common.polarity import is_unclear, says_possible
from bot.answering.common.said_beside import rejections
from bot.answering.common.table import Cell, HostingTable, evidence_of, products_of, regions_of
from bot.answering.table.alone import is_alone, of_alone, of_alone_among
from bot.answering.table.alone_data import alone_data, bounds_data, is_alone_data, is_claimed
from bot.answering.table.by_rows import is_of_whole, wholly
from bot.answering.table.only_beside import with_places_beside
from bot.answering.table.paired import judged_in_pairs
from bot.answering.table.regions import (
    all_truth,
    any_truth,
    is_elsewhere,
    is_exclusive,
    is_not_only_in_all,
    is_of_every_other,
    place_unsaid,
    truth,
)
from bot.answering.table.where import not_listed
from bot.replies import Verdict
from bot.understanding.syntax.question import BEFORE, Question, Where

Judged = Sequence[tuple[Cell, bool | None]]

_TWO = 2

_DENYING = frozenset({"not", "never", "none"})


def yes_no(table: HostingTable, question: Question, cells: list[Cell], listed: Sequence[str] = ()) -> Finding:
    """The verdict over the rows asked about, with the rows themselves; `listed` are the products that "those" stands for."""
    bounded = "only" in question.cues and bounds_data(question)
    if is_alone_data(question) or (bounded and len(question.products) == 1 and is_claimed(question)):
        return alone_data(table, question)
    if bounded:
        return without_yes(yes_no(table, replace(question, cues=question.cues - {"only"}), cells, listed))
    if (among := of_alone_among(table, question) or of_some(table, question)) is not None:
        return among
    if is_alone(question) and not (is_elsewhere(question) and denies_elsewhere(question)) and (found := of_alone(table, question, listed)):
        return found
    if not cells:
        return not_listed(table, question)
    question = with_places_beside(table, _without_only_of_data(_without_replaced(question)), regions_of(cells))
    if (in_pairs := _of_pairs(table, question, cells)) is not None:
        return in_pairs
    judged = [(cell, truth(table, cell[0].regions, question)) for cell in cells]
    several = len(products_of(cells)) > 1 and not question.chooses_product and bool(question.products)
    if several and _denies_some(question):
        holds = all_truth([value for _, value in judged])  # "Is anything in X and Y not in Z?"
    elif several and not _is_about_all(question):
        if "or" in question.cues:  # Both products, not both places.
            judged = [(cell, truth(table, cell[0].regions, replace(question, cues=question.cues - {"both"}))) for cell in cells]
        by_product = [truth_of_product(table, question, [pair for pair in judged if pair[0][0].product == product]) for product in question.products]
        if len(set(by_product)) > 1 and not question.cues & {"both", "all"}:
            return mixed(table, question, cells, by_product)
        if is_of_whole(question):
            by_product = [all_truth([value for (fact, _), value in judged if fact.product == product]) for product in question.products]
        holds = any_truth(by_product) if denies_all_alike(question) else all_truth(by_product)
        if holds is False:
            holding = tuple(product for product, value in zip(question.products, by_product, strict=True) if value)
            return replace(_verdict(table, question, cells, judged, holds), holding=holding)
    else:
        holds = _truth_of_one(table, question, cells, judged)
    if holds is None:
        return place_unsaid(table, question, cells)
    if several and question.cues & _DENYING and any(where.beyond for where in question.regions):
        return replace(_verdict(table, question, cells, judged, holds), verdict=None)  # "Neither X nor Y can be outside of Z?"
    return _with_rejected(table, question, cells, judged, holds)


def _with_rejected(table: HostingTable, question: Question, cells: list[Cell], judged: Judged, holds: bool) -> Finding:
    """The verdict, no where data that are said not to be there are there after all."""
    rejected = _rejected(table, question, cells)
    if rejected and holds and any(value for _, value in rejected):
        return _verdict(table, question, [*cells, *(cell for cell, _ in rejected)], [*judged, *rejected], False)
    return _verdict(table, question, cells, judged, holds)


def _of_pairs(table: HostingTable, question: Question, cells: list[Cell]) -> Finding | None:
    """The verdict where each thing has a place of its own, with all rows; None where none has, or the article does not say."""
    judged = judged_in_pairs(table, question)
    holds = all_truth([value for _, value in judged]) if judged else None
    found = None if holds is None else _verdict(table, question, cells, judged, holds)
    return found and replace(found, sentences=tuple(told(row, "where") for row in table.shown(cells)))


def _rejected(table: HostingTable, question: Question, cells: Sequence[Cell]) -> list[tuple[Cell, bool | None]]:
    """The rows of the data that are said not to be there ("X is in Y, not the recordings"), each with whether it is there after all."""
    last = max((where.position for where in question.regions if where.wanted), default=BEFORE)
    ours = any(at > last for at in question.positions.at("oneself"))  # "Can X be in Y (we don't record calls)?"
    if not rejections(question) or ours or last == BEFORE:
        return []
    found = [cell for product in products_of(cells) for cell in table.cells(product, question.excluded_data)]
    return [(cell, truth(table, cell[0].regions, question)) for cell in found]


def _without_only_of_data(question: Question) -> Question:
    """The question, an "only" that stands right before data that are left out not bounding its places ("X is in Y, only the recordings aren't")."""
    bounds = {at for cue, at in question.positions if cue == "only"}
    left_out = [term.position for term in question.terms if term.negated and set(term.keys) & set(question.excluded_data)] if bounds else []
    if not any(bounds & {at - 1, at - 2} for at in left_out):
        return question
    return replace(question, regions=tuple(replace(where, only=False) for where in question.regions))


def _without_replaced(question: Question) -> Question:
    """The question without the places that another is asked for instead of, of which it says nothing."""
    wanted = tuple(where for where in question.regions if where.wanted)
    return replace(question, regions=wanted) if "instead" in question.cues and wanted else question


def _truth_of_one(table: HostingTable, question: Question, cells: list[Cell], judged: Judged) -> bool | None:
    if _is_about_all(question) or _denies_some(question):
        return all_truth([value for _, value in judged])
    if len(question.data) > 1 and not question.cues & {"or", "any"} and not is_denied(question):
        return all_truth([any_truth([value for (_, keys), value in judged if key in keys]) for key in _told_data(question, judged)])
    denies = any(where.wanted for where in question.regions) and any(not where.wanted for where in question.regions)
    if (is_exclusive(question) or denies or "not_both" in question.cues or is_of_every_other(question)) and not question.data:
        return truth(table, table.in_order(regions_of(cells)), question)
    return truth_of_product(table, question, judged)


def _denies_some(question: Question) -> bool:
    """Whether it is asked if anything is not in a place, so that one row which is not settles it."""
    return question.cues >= {"any", "lacks"} or denies_any(question)


def _told_data(question: Question, judged: Judged) -> list[str]:
    """The kinds of data asked about, as the rows name them."""
    told = [key for (_, keys), _ in judged for key in keys]
    return list(question.data) if set(question.data) <= set(told) else list(dict.fromkeys(told))


def _is_about_all(question: Question) -> bool:
    if len(question.products) > 1 or ("all" not in question.cues and wholly(question) < 0):
        return False
    places, things = question.positions.at("every_region"), question.positions.at("all")
    return not places or any(at < places[0] - 1 for at in things)


def _with_negation(holds: bool, cells: Sequence[Cell], table: HostingTable, question: Question) -> Verdict | None:
    """A denied claim ("it isn't in India, right?") is right where the claim is not; one of what is outside says little where all is possible."""
    if is_elsewhere(question):
        nothing, judged = denies_elsewhere(question), is_judged(question)
        claimed = judged and not (question.negative or nothing or says_possible(question))
        if claimed and any(table.geography.within(regions_of(cells), where) for where in question.regions):
            return ("yes" if is_called_untrue(question) else "no") if _is_wholly_outside(question) else None
        if not judged and opens_with_not(question) and ("none" in question.cues or not asks_whether_not(question)):
            return None  # "Isn't there anything ...?" is not asked alike in all languages.
        denied = nothing or (question.negative and not opens_with_not(question))
        return "yes" if holds != (denied != is_called_untrue(question)) else "no"
    if is_unclear(question) or (len(regions_of(cells)) < len(question.regions) and is_exclusive(question) and is_not_only_in_all(question)):
        return None  # "X isn't only in Y and Z?" of what is in Y alone.
    return "yes" if holds != is_denied(question) else "no"


def _is_wholly_outside(question: Question) -> bool:
    """Whether all is claimed to be outside of a place ("X is entirely outside of Y, right?")."""
    return not set(question.positions.at("all")).isdisjoint(at - 1 for at in question.positions.at("outside"))


def _is_choice(table: HostingTable, question: Question, cells: Sequence[Cell]) -> bool:
    """Whether one of two places is to be picked ("is it in X or Y?"), not allowed ("can it be in X or Y?"), and any is there."""
    if "or" not in question.cues or question.cues & {"available", "able", "at_least"} or len(question.regions) < _TWO:
        return False
    return any(table.geography.within(regions_of(cells), where) for where in question.regions)


def _verdict(table: HostingTable, question: Question, cells: list[Cell], judged: Judged, holds: bool) -> Finding:
    rows = tuple(table.shown(cells))
    several = len(products_of(cells)) > 1
    chosen = _is_choice(table, question, cells)
    if is_elsewhere(question):
        sentences = [told(row, "where") for row in rows]
    elif holds and not is_exclusive(question) and not chosen and any(value for _, value in judged):
        sentences = _positive(table, judged, several)
    elif holds and is_exclusive(question) and not chosen:
        sentences = [told(row, "only") for row in rows]
    else:
        sentences = _negative(table, question, cells, several)
    unlisted = [table.geography.place_of(where) for where in question.regions if not table.geography.is_listed(where)]
    if unlisted:
        sentences.append(say("unlisted", places=names("place", *unlisted)))
    plain = several and not is_elsewhere(question) and not is_exclusive(question)
    exceptions = _exceptions(table, judged if holds else _of_partly_there(judged)) if plain and (holds or is_of_whole(question)) else []
    return Finding(
        "answered",
        tuple(sentences),
        (*exceptions, *conditions_of(table, cells, question)),
        None if chosen else _with_negation(holds, cells, table, question),
        facts=tuple(cells),
        rows=rows if several else (),
        evidence=(*evidence_of(cells, with_data=bool(question.data)), *condition_evidence(table, cells, question)),
        confidence=question.confidence,
        why=(f"{', '.join(products_of(cells))}: {[_name(where) for where in question.regions]} in {sorted(regions_of(cells))} is {holds}",),
    )


def _positive(table: HostingTable, judged: Judged, several: bool) -> list[Sentence]:
    """The row that holds, with its exceptions; of several products the table tells."""
    if several:
        return [say("where_several", products=names("product", *products_of(cell for cell, _ in judged)))]
    holding = list(table.shown([cell for cell, value in judged if value]))
    return [told(holding[0], "where"), *_exceptions(table, judged)]


def _exceptions(table: HostingTable, judged: Judged) -> list[Sentence]:
    """The rows that do not hold, where others do."""
    lacking = table.shown([cell for cell, value in judged if not value])
    return [exception(row.product, row.data or table.rows(row.product)[0].data, row.regions) for row in lacking]


def _of_partly_there(judged: Judged) -> Judged:
    """Of the products with some row that holds, all rows."""
    there = {fact.product for (fact, _), value in judged if value}
    return [(cell, value) for cell, value in judged if cell[0].product in there]


def _negative(table: HostingTable, question: Question, cells: list[Cell], several: bool) -> list[Sentence]:
    """All rows, then the places that are not among them."""
    rows = list(table.shown(cells))
    if several:
        sentences = [say("where_several", products=names("product", *products_of(cells)))]
    else:
        sentences = [told(rows[0], "where"), *(told(row, "where_rest") for row in rows[1:])]
    codes = regions_of(cells)
    listed = [where for where in question.regions if table.geography.is_listed(where)]
    absent = [table.geography.place_of(where) for where in listed if not table.geography.within(codes, where)]
    if absent:
        sentences.append(say("not_there", places=names("place", *absent, joined="or")))
    return sentences


def _name(where: Where) -> str:
    return where.code or where.place
