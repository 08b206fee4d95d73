"""What the question before denied, where no more is said than of what else it is asked ("which are not in X?" - "and in Y?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.common.negation import is_denied
from bot.answering.common.table import HostingTable
from bot.answering.dialogue.remarking import Reading
from bot.answering.statements.passed_over import passes_through
from bot.answering.table.membership import PRODUCT_KINDS
from bot.understanding.syntax.question import Positions, Question

# Tells, among what was filled in, that the question before denied what is asked.
DENIED = "denied_before"

# Tells so that the question before asked about all of something, so that yes may be too much.
WHOLE = "all_before"

_JOINING = frozenset({"but", "and"})
_VERBS = frozenset({"aux", "yes_no"})

# Cues of a follow-up that says itself what is asked of its places.
_ANEW = _VERBS | frozenset(
    {"all", "only", "every_region", "correction", "those", "it", "there", "rest", "other", "not", "without", "lacks", "reverse", "yes"}
)


def denied_too(question: Question, source: Question) -> Question:
    """The question; after products that are not in a place, or do not hold data, as one for those not in its own, or without its data."""
    if question.kind or source.kind not in PRODUCT_KINDS or not _ANEW.isdisjoint(question.cues) or "what_about" not in question.cues:
        return question
    if question.regions:
        plain = not (question.names_subject or any(where.only or where.beyond or not where.wanted for where in question.regions))
        denied = bool(source.regions) and not any(where.wanted or where.beyond for where in source.regions)
        places = tuple(replace(where, wanted=False) for where in question.regions)
        return replace(question, regions=places, filled=(*question.filled, DENIED)) if plain and denied else question
    lacked = source.data and source.negative and not (source.regions or source.products)
    if not (lacked and question.data) or question.products or question.own_concepts:
        return question
    kept = frozenset({"not", "holds", "product"}) & source.cues
    positions = question.positions.after([(cue, at) for cue, at in source.positions if cue in kept])
    return replace(question, cues=question.cues | kept, positions=positions)


def left_open(question: Question, source: Question) -> tuple[str, ...]:
    """What a follow-up leaves open: whether the same is denied here ("X lacks Y?" - "and Z?"), or if all is meant ("is all of X in Y?" - "in Z?")."""
    asks_anew = question.kind or (not question.negative and not _VERBS.isdisjoint(question.cues)) or _names_sole_lack(question)
    names = question.products or question.regions or "what_about" in question.cues
    if question.products and "what_about" in question.cues and source.kind in PRODUCT_KINDS and not source.products and _is_denied_list(source):
        return (DENIED,)  # "Which are not in X?" - "And Y?"
    if asks_anew or not names or not (source.yes_no or {DENIED, WHOLE} & set(source.filled)):
        return ()
    whole = WHOLE in source.filled or (source.yes_no and "all" in source.cues and bool(source.products) and bool(source.regions))
    excepted = "except" in source.cues and bool(source.regions) and not any(where.wanted for where in source.regions)
    denied = DENIED in source.filled or excepted or is_denied(source)
    return ((DENIED,) if denied else ()) + ((WHOLE,) if whole else ())


def _names_sole_lack(question: Question) -> bool:
    """Whether some data are said to be all that is not so ("so the only problem is the frobs?", "só os frobs ficam de fora?")."""
    return bool(question.data) and ("sole_lack" in question.cues or question.cues >= {"only", "left_out"})


def _is_denied_list(source: Question) -> bool:
    """Whether products were asked for that are not in any of some places."""
    return bool(source.regions) and not any(where.wanted for where in source.regions)


def is_added_claim(question: Question) -> bool:
    """Whether one more claim is added to one that was asked to be wrong ("was it wrong to say X is in Y?" - "and that Z is?")."""
    opens = list(question.positions.at("what_about"))[:1] == [0] and not set(question.positions.at_any("aux", "yes_no", "confirm")) & {1}
    return bool(opens and question.regions and question.products) and question.cues.isdisjoint({"untrue", "confirm"})


def without_verdict(table: HostingTable, completed: Question, finding: Finding) -> Finding:
    """What was found, told without yes or no where it is left open what they would mean."""
    denied = DENIED in completed.filled and finding.verdict is not None and not is_denied(completed)
    if not denied and not (WHOLE in completed.filled and finding.verdict == "yes" and not _is_whole(table, completed, finding)):
        return finding
    return replace(finding, verdict=None)


def _is_whole(table: HostingTable, completed: Question, finding: Finding) -> bool:
    """Whether what was found is so of all that is asked about, each of its rows having all places and passing through no other."""
    places = {where.code for where in completed.regions if where.wanted and not (where.only or where.beyond)}
    every = len(places) == len(completed.regions) and all(places.issubset(fact.regions) for fact, _ in finding.facts)
    return every and bool(finding.facts) and not (finding.statements or passes_through(table, completed))


def with_shared_tag(readings: Sequence[Reading]) -> Sequence[Reading]:
    """What the clauses of a message say, each denial judged as a claim where a tag ends its sentence ("X isn't in Y but Z is, right?")."""
    if "confirm" not in readings[-1][1].cues:
        return readings
    found, (after, tagged) = [readings[-1]], readings[-1]
    for clause, question in reversed(readings[:-1]):
        joined = clause.sentence == after.sentence and not tagged.cues.isdisjoint(_JOINING) and "confirm" in tagged.cues
        if joined and question.yes_no and question.products and tagged.products and "not" in question.cues and "confirm" not in question.cues:
            end = max(at for _, at in question.positions) + 1
            question = question.with_positions(Positions((*question.positions, ("confirm", end))))
        found.append((clause, question))
        after, tagged = clause, question
    return found[::-1]
