"""Whether some kinds of data are the only ones of a product of which something is so ("only the tickets of X are in Y", "X's only Y data")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.conditions import condition_evidence, conditions_of, told
from bot.answering.common.findings import Finding
from bot.answering.common.table import HostingTable, evidence_of
from bot.answering.table.regions import passes
from bot.replies import Verdict
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question

_TWO = 2
_BOUNDING = frozenset({"only", "sole_lack"})


def is_alone_data(question: Question) -> bool:
    """Whether a kind of data is said to be the only one of a product's ("the tickets are the only X data that is in Y")."""
    if question.cues.isdisjoint(_BOUNDING) or len(question.products) != 1 or not (question.data and question.regions):
        return False
    if "sole_lack" in question.cues or _are_alone_denied(question):
        return True
    product = next(iter(question.positions_of(PRODUCT)), -1)
    only = set(question.positions.at("only"))
    return any(abs(at - product) <= _TWO and only & {product - 1, at - 1} for at in question.positions.at("data"))


def _are_alone_denied(question: Question) -> bool:
    """Whether it is said that nothing but some kinds of data is not in a place ("only the recordings of X can't be in Y")."""
    first = min(question.positions_of(DATA), default=0)
    nouns = question.positions.at("product")  # "The only product whose recordings can't be in Y."
    bounds = {at for at in question.positions.at("only") if 0 < first - at <= _TWO and at not in nouns and at + 1 not in nouns}
    return bool(bounds) and not any((where.wanted and not (where.beyond or _are_denied_before(question))) or where.only for where in question.regions)


def bounds_data(question: Question) -> bool:
    """Whether "only" stands right before data, or what points at those told before, and bounds no place ("only the frobs of X in Y?")."""
    if not (question.data and question.regions) or question.excluded_data or "correction" in question.cues:
        return False
    if "products" in question.filled and not question.asked:
        return False  # "Just the frobs, please." narrows what was asked.
    if any(not where.wanted or where.beyond or where.only for where in question.regions):
        return False
    named = question.own_positions_of(DATA)
    named = named or ([at for at in question.positions.at_any("those", "it") if at >= 0] if "data" in question.filled else named)
    first, products = min(named, default=0), question.own_positions_of(PRODUCT)
    if "regions" in question.filled and named and named[-1] + 1 in question.positions.at("only"):
        return True  # "X in Y?" - "Frobs only?"
    return any(0 < first - at <= _TWO and not any(at < product < first for product in products) for at in question.positions.at("only"))


def is_claimed(question: Question) -> bool:
    """Whether "only" is said of what is somewhere, and not of what people wish to have there ("can we keep only the frobs of X in Y?")."""
    bound, products = min(question.positions.at("only")), question.own_positions_of(PRODUCT)
    wished = any(at < bound for at in question.positions.at_any("oneself", "demand")) or bound - 1 in question.positions.at("but")
    return not wished and all(at > bound or any(product < at for product in products) for at in question.positions.at_any("host", "holds"))


def _are_denied_before(question: Question) -> bool:
    """Whether data are said not to be in the places that were asked about before ("X in Y?" - "so only recordings are out?")."""
    return not question.mentioned and not question.cues.isdisjoint({"not", "lacks"})


def alone_data(table: HostingTable, question: Question) -> Finding:
    """Whether the data of which the rest of the question is true are just those named."""
    lacked = [
        "sole_lack" in question.cues or where.beyond or (_are_alone_denied(question) and _are_denied_before(question)) for where in question.regions
    ]
    places = (replace(where, only=False, wanted=where.wanted and not out, beyond=False) for where, out in zip(question.regions, lacked, strict=True))
    denials, first = question.positions.at_any("not", "never"), min(question.positions.at("only"), default=0)
    denied = any(0 < first - at <= _TWO for at in denials)  # "Not just the recordings of X are in Y."
    question = replace(question, regions=tuple(replace(where, wanted=where.wanted or denied) for where in places))
    cells = table.cells(question.products[0], ())
    meeting = {key for fact, _ in cells if passes(table, fact.regions, question) for key in fact.data}
    named = {key for _, keys in table.cells(question.products[0], question.data) for key in keys}
    rows = list(table.shown(cells))
    verdict: Verdict | None = "yes" if (meeting == named) != (is_called_untrue(question) or denied) else "no"
    if ("regions" in question.filled and named.isdisjoint(meeting)) or (denied and (len(denials) > 1 or not named < meeting)):
        verdict = None  # "X's frobs aren't in Y." - "Only those?"
    return Finding(
        "answered",
        (told(rows[0], "where"), *(told(row, "where_rest") for row in rows[1:])),
        tuple(conditions_of(table, cells, question)),
        verdict,
        facts=tuple(cells),
        evidence=(*evidence_of(cells, with_data=True), *condition_evidence(table, cells, question)),
        confidence=question.confidence,
        why=("data that meet it",),
    )
