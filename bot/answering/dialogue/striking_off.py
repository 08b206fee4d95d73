"""What is asked of the products that are left once others are struck off ("remove all that are in X. Which are left?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.dialogue.remarking import Reading
from bot.understanding.syntax.question import Positions, Question, Term, Where

_OF_REST = frozenset({"strikes_out", "leave_aside", "rest", "stays_left", "gives_up", "it", "chosen", "list", "lacks", "not", "other"})
_ASKING = ("which", "what", "who", "how_many", "define", "")
_PAIR = 2
_SEEKING = frozenset({"which", "how_many"})
# Cues of a sentence that says of products by their place that they do not count, and of what may stand beside that.
_REFUSING = ("not", "except", "leave_aside", "strikes_out", "gives_up", "left_out", "lacks")
_LEAVING_OUT = frozenset({"leave_aside", "strikes_out", "except", "contains", "account"})
_COUNTING = frozenset({"contains", "account", "applies", "suffices", "aux", "host", "at", "confirm", *_REFUSING})


def of_rest(question: Question, told: Question) -> Question:
    """The question which products are left, or which of those are in a place, without those that are struck off by what was `told` before it.

    Or it is asked which ones go ("we drop those in X. Which must go?").
    """
    plain = not (question.data or _subjects(question) or question.outside or question.unknown)
    out = _asks_struck(question)
    asks = question.kind or question.cues & {"rest", "stays_left", "those"} or names_struck(question)
    if not plain or question.kind not in _ASKING or not asks:
        return question
    struck = tuple(where for group in told.struck for where in group)
    if question.regions and {where.code for where in question.regions} <= {where.code for where in struck}:
        return question  # "They rule out those in X. Which are in X?"
    if "both" in question.cues and not question.regions and len(struck) == _PAIR and question.cues.isdisjoint({"rest", "stays_left"}):
        return _of_products(replace(question, regions=struck), told, goes=True)
    goes = ("gives_up" in question.cues or out) and not question.regions and len(told.struck) == 1
    made = replace(question, products=told.products, regions=told.struck[0] if goes else question.regions)
    return _of_products(made, told, goes=goes)


def _asks_struck(question: Question) -> bool:
    """Whether it is asked which ones are struck off ("name those to strike out"), not which are left, or are not struck off."""
    striking = question.positions.at_any("strikes_out", "leave_aside")
    denials = set(question.positions.at_any("not", "never")).difference(striking)
    return bool(striking) and not denials and question.cues.isdisjoint({"rest", "stays_left"})


def names_struck(question: Question) -> bool:
    """Whether those that are struck off are to be named."""
    return "list" in question.cues and _asks_struck(question)


def only_strikes(question: Question) -> Question:
    """What only strikes products off, as the question which ones are left, or which ones go where they are to be named ("name those to drop")."""
    if not question.struck or question.kind:
        return question
    goes = names_struck(question) and len(question.struck) == 1 and not question.regions
    return _of_products(replace(question, regions=question.struck[0]) if goes else question, question, goes=goes)


def _of_products(question: Question, told: Question, *, goes: bool) -> Question:
    """The question as one for products, those that are spoken of where there are any."""
    dropped = _OF_REST if not question.regions or goes else _OF_REST - {"not"}
    kept = Positions(pair for pair in question.positions if pair[0] not in dropped)
    return replace(
        question,
        kind="how_many" if question.kind == "how_many" else "which",
        yes_no=False,
        struck=() if goes else told.struck,
        positions=kept,
        cues=question.cues - dropped | {"product", "those"},
        filled=("struck", "products") if told.products else ("struck",),
    )


def of_rest_by_number(question: Question, told: Question | None) -> Question:
    """The question which products are left without those that have so many places ("drop those with four regions. What is left?")."""
    count = question.count
    if count is None or question.kind not in _SEEKING or question.data or "gives_up" in question.cues:
        return question
    source = told if told is not None and "count" in question.filled else question
    places = source.positions.at("location_noun")
    struck = bool(places) and any(0 <= at < places[0] for at in source.positions.at_any("strikes_out", "leave_aside", "except"))
    asks = source is not question or not question.cues.isdisjoint({"rest", "stays_left"})
    named = source is not question and any(at >= 0 for at in question.positions.at_any("strikes_out", "leave_aside"))  # "Which do we drop?"
    if not (struck and asks) or named:
        return question
    cues = question.cues - _OF_REST - {"all", "only", "except", "those"} | {"product"}
    return replace(question, count=replace(count, denied=not count.denied), positions=Positions(), cues=cues, terms=())


def with_struck_after(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, what strikes products off joined to the question for products before it ("which are in X? Those in Y don't count")."""
    found: list[Reading] = []
    for at, (clause, question) in enumerate(readings):
        if not clause.asked and at + 1 < len(readings) and _asks_rest(readings[at + 1][1]):
            question = _as_struck(question)
        sought = found[-1][1] if found and found[-1][0].sentence != clause.sentence else None
        seeks = sought is not None and sought.regions and _seeks(sought) and not (sought.products or sought.data or sought.struck)
        struck = _struck_off(question) if seeks and not clause.asked else ()
        if struck and sought is not None:
            found[-1] = found[-1][0], replace(sought, struck=struck)
        else:
            found.append((clause, question))
    return found


def _asks_rest(question: Question) -> bool:
    """Whether it is asked what is left, or which products are in both places that were spoken of."""
    named = question.products or question.data or question.regions or _subjects(question)
    asks = not question.cues.isdisjoint({"rest", "stays_left"}) or question.cues >= {"which", "both"}
    return asks and question.kind in _ASKING and not named


def _subjects(question: Question) -> list[Term]:
    """The subjects that it names by another word than that for what is left."""
    return [term for term in question.own_concepts if term.position not in question.positions.at_any("rest", "stays_left")]


def _as_struck(question: Question) -> Question:
    """What says that somebody refuses everything in some places, or leaves it out, as what strikes off the products there."""
    if question.besides and not (question.kind or question.regions or question.struck or question.names_subject or question.unknown):
        return replace(question, besides=(), struck=(question.besides,))
    if not question.cues >= {"lacks", "demand"} or question.struck or question.names_subject or question.unknown or not question.regions:
        return question
    first = question.regions[0].position
    refusing = [at for at in question.positions.at("demand") if at in question.positions.at("lacks") and at < first]
    swept = refusing and any(refusing[0] < at < first for at in question.positions.at_any("all", "any", "whichever", "product"))
    turned = [at for at in question.positions.at_any("not", "never", "without", "outside", "except", "only") if at not in refusing]
    denied = len(turned) == 1 and refusing[0] < turned[0] < first and turned[0] in question.positions.at("not") if swept else False
    if not swept or (turned and not denied):
        return question
    return replace(question, kind="", yes_no=False, regions=(), struck=tuple((replace(where, wanted=not denied),) for where in question.regions))


def _seeks(question: Question) -> bool:
    """Whether products are asked for."""
    return question.kind in _SEEKING or question.cues >= {"list", "product"}


def _struck_off(question: Question) -> tuple[tuple[Where, ...], ...]:
    """The places whose products a sentence says do not count, which names nothing else; none where it says something else."""
    if question.names_subject or question.unknown or question.amounts or question.count:
        return ()
    if question.struck or question.besides:
        plain = not question.kind or question.besides
        return (question.struck or (question.besides,)) if plain and not question.regions else ()
    places = question.regions
    if not places or (len(places) > 1 and "or" not in question.cues) or any(where.only or where.beyond for where in places):
        return ()
    first, last = places[0].position, places[-1].position
    before = [at for at in question.positions.at_any(*_REFUSING) if at < first]
    after = {cue for cue, at in question.positions if at > last}
    if after:
        denied = before and "not" in question.cues_at(before[-1])
        told = not after.isdisjoint(_REFUSING) and after <= _COUNTING and (denied or not before)
        return tuple((replace(where, wanted=not denied),) for where in places) if told else ()
    counting = before and not (question.cues_at(before[0]) | question.cues_at(before[0] + 1)).isdisjoint(_LEAVING_OUT)
    return tuple((replace(where, wanted=True),) for where in places) if counting and len(set(before)) == 1 else ()
