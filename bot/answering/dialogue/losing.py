"""Which products are lost, given up or left where somebody chooses, demands or refuses a place ("if X is ruled out, which do we lose?").

What is lost by choosing a place is not there; what is lost by refusing one is nowhere else.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import QUALIFIED
from bot.answering.dialogue.lack_of_products import is_lack_of_products
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Positions, Question

_OUTCOME = frozenset({"gives_up", "stays_left"})
_DENYING = ("not", "never")
_REFUSING = (*_DENYING, "lacks", "without", "leave_aside")

# Cues of what is asked for; of what is lost, if any; and of products in what is told.
_LISTING = ("which", "what", "who", "define", "how_many")
_THINGS = ("any", "product", "none", "without")
_PRODUCTS_TOLD = frozenset({"product", "those", "which", "what", "all", "any", "it"})

_CHOOSING = frozenset({"demand", "available", "host"})

_BESIDE = 2  # How far from a verb of losing what is lost stands.
_PAIR = 2
_REACH = 4  # How far before a verb of losing its denial stands.


def with_given_up(question: Question, told: Question | None) -> Question:
    """The question which products are given up, or left, as one for those that a place shuts out or not, refused or demanded by it or by `told`.

    Where a place is refused, only those that are nowhere else are given up.
    """
    filled = told is not None and "regions" in question.filled
    source = told if told is not None and filled else question
    if (question.yes_no or question.asked) and not question.kind and question.products and "products" not in question.filled:
        return _of_named(question, told)
    if filled and _asks_what_is_left(question, source):
        question = replace(question, kind="which", yes_no=False)
    dropped = filled and _drops(source)  # "We drop those in X": these, and not what is there alone.
    judged = _asks_if_any(question)
    if judged and not question.regions:
        return question if question.own_concepts else _unanswered(question, source)
    if not (judged or _asks_outcome(question, dropped=dropped)):
        return question
    losing = _asked_outcome(question)
    if not (filled or judged) and is_lack_of_products(question, losing):
        return _of_outcome(replace(question, regions=tuple(replace(where, wanted=False) for where in question.regions)), frozenset(), None)
    refused = dropped or _refuses(source, None if filled else losing) or not (filled or _chosen_alone(question, losing))
    left = not judged and _is_left(question, losing)
    own = tuple(where for where in question.regions if where.position >= 0)
    if left and filled and own:  # "Of those not in X, which still have an option in Y?", "if X is vetoed, which are left in Y?"
        return replace(question, regions=own) if source.cues.isdisjoint(_PRODUCTS_TOLD) else question
    if left and not refused and "outside" in source.cues:
        turning = question.positions.at_any("outside", *_OUTCOME)  # "They reject anything outside X. What is left?"
        terms = tuple(term for term in question.terms if term.position not in turning)
        return replace(question, terms=terms, cues=question.cues - {"rest", "lacks", "demand", "outside"} | {"product"})
    of_loss = losing in question.positions.at("gives_up")
    if left and not refused and not of_loss:
        return replace(question, kind="which") if question.kind == "what" else question
    if _is_turned(question, source, losing) or (not refused and source.unknown and source.cues.isdisjoint(_CHOOSING)):
        return _unanswered(question, source) if of_loss else question
    if dropped:
        places = tuple(replace(where, wanted=where.wanted != left) for where in question.regions)
        return _of_outcome(replace(question, regions=places), frozenset(), losing if judged else None)
    return _of_outcome(*_with_places(question, refused=refused, left=left), losing if judged else None)


def _asks_what_is_left(question: Question, told: Question) -> bool:
    """Whether no more is asked than what is left of several products, by a place that is demanded ("they insist on Y. X, Z: what remains?")."""
    left = not question.kind and len(question.products) > 1 and not question.cues.isdisjoint({"stays_left", "rest"})
    return left and "demand" in told.cues and question.asked


def _with_places(question: Question, *, refused: bool, left: bool) -> tuple[Question, frozenset[str]]:
    """The question of what is given up, or left, in its places, with the cues that join these: of what is in none but refused ones, or lacks any."""
    several = len(question.regions) > 1
    if left and refused and several:
        return replace(question, regions=tuple(replace(where, wanted=True, only=False, beyond=True) for where in question.regions)), frozenset()
    places = tuple(replace(where, wanted=refused != left, only=refused, beyond=False) for where in question.regions)
    joining = frozenset({"or"} if refused else set() if "or" in question.cues else {"both"}) if several else frozenset[str]()
    return replace(question, regions=places), joining


def _of_outcome(question: Question, joined: frozenset[str], losing: int | None) -> Question:
    """The question without the words of losing and refusing: of any product or none, lost by the verb at `losing`, or of which products."""
    positions = _positions_kept(question)
    made = replace(_without_outside(question), positions=positions)
    if losing is not None and _is_none_lost(question, losing):
        lacking = () if any(where.wanted for where in question.regions) else (("not", 2),)
        said = Positions((("none", 0), ("product", 1), *lacking))  # As in "no product is not in X".
        return replace(made.with_positions(said, *joined), yes_no=True)
    if losing is not None:
        return replace(made, yes_no=True, cues=frozenset({"any", "product"}) | joined)
    kind = "how_many" if question.kind == "how_many" else "which"
    return replace(made, kind=kind, yes_no=False, cues=frozenset(positions.by_cue) - {"rest", "and", "or", "both", "only"} | {"product"} | joined)


def _positions_kept(question: Question, *others: str) -> Positions:
    """The positions without the words of losing and refusing, and without `others`."""
    return question.positions.without({*question.positions.at_any("gives_up", *_REFUSING, "outside", "except", *others)})


def _without_outside(question: Question) -> Question:
    """The question without what is named by a word for what lies outside of a place."""
    return replace(question, terms=tuple(term for term in question.terms if term.position not in question.positions.at("outside")))


def _is_turned(question: Question, source: Question, losing: int) -> bool:
    """Whether more is said of the places than that all are refused, or all demanded: one for another, or one of these and one of those."""
    if "replaces" in question.cues or "unless" in question.cues:
        return True
    if len(source.regions) < _PAIR:
        return False
    first, last = source.regions[0].position, source.regions[-1].position
    mixed = source is not question and len({where.wanted for where in source.regions}) > 1
    mixed = mixed or any(first < at < last for at in _denials(source, losing if source is question else None))
    return mixed or not any(first < at < last for at in source.positions.at_any("and", "or", "what_about"))


def _unanswered(question: Question, source: Question) -> Question:
    """The question as one that nothing answers: what is lost by it is not told, or not understood."""
    return replace(question, unknown=tuple(dict.fromkeys((*question.unknown, *source.unknown))), filled=(*question.filled, QUALIFIED))


def _of_named(question: Question, told: Question | None) -> Question:
    """The question if a product that it names is given up, as one if that is only in the places that are refused, or lacks one that is chosen.

    Where it stands before the verb a place must be refused ("is X left with nothing if Y is banned?"); if it is left, it must be somewhere else.
    """
    outcome = question.positions.at_any(*_OUTCOME)
    source = question if question.regions else told
    if not outcome or source is None or not source.regions:
        return question
    losing = _asked_outcome(question)
    own = source is question and "regions" not in question.filled
    turned = denials_of_losing(question, losing) or _is_turned(question, source, losing)
    if turned or not (own or source.products in ((), question.products[: len(source.products)])):
        return question
    refused, left = _refuses(source, losing if own else None), losing not in question.positions.at("gives_up")
    lost = "at" in question.cues_at(losing + 1) or any(at > losing for at in question.own_positions_of(PRODUCT))  # "Is X left with nothing in Y?"
    if not (refused or (lost and not left)) or (refused and len(source.regions) > 1):
        return question
    places = tuple(replace(where, wanted=refused, only=refused and not left, beyond=left) for where in source.regions)
    kept = _positions_kept(question, "only", "demand", *(_OUTCOME if left else ()))
    made = replace(_without_outside(question), regions=places)
    if refused:
        return made.with_positions(kept, "outside" if left else "only")
    return made.with_positions(Positions([*kept, ("lacks", losing)]))


def _chosen_alone(question: Question, losing: int) -> bool:
    """Whether "only" is said of choosing, not of products ("if we choose only Y"); "which do we lose because they are only in Y?" tells which."""
    demanded = set(question.positions.at("demand")).difference(range(losing - _BESIDE, losing))  # "Which do we need to drop ...?"
    if demanded or not all(where.only and where.position > losing for where in question.regions):
        return True
    return any(at - 1 in question.positions.at("available") for at in question.positions.at("only"))


def _drops(told: Question) -> bool:
    """Whether products are said to be dropped, or left aside ("we drop those in X"), and not a place ("we give up X")."""
    return _strikes_all(told) or not (_OUTCOME.isdisjoint(told.cues) or told.cues.isdisjoint(_PRODUCTS_TOLD))


def _strikes_all(told: Question) -> bool:
    """Whether everything that is so somewhere is said to be left aside ("strike out all that can be in X")."""
    return "leave_aside" in told.cues and not (told.products or told.cues.isdisjoint({"all", "product", "those", "which"}))


def tells_what_goes(question: Question) -> bool:
    """Whether it is said, not asked, what is given up ("we will drop what is only in X")."""
    dropping = min(question.positions.at("gives_up"), default=-1)
    return question.kind == "what" and any(0 <= dropping < at for at in question.positions.at("what"))


def _asks_if_any(question: Question) -> bool:
    """Whether it is asked if any product at all is given up ("if all goes to X, do we lose any product?"), or said that none is."""
    if question.kind or question.products or question.data or "gives_up" not in question.cues:
        return False
    asked = _asked_outcome(question)
    return any(0 < abs(at - asked) <= _BESIDE for at in question.positions.at_any(*_THINGS))


def _is_none_lost(question: Question, losing: int) -> bool:
    """Whether it is said that nothing is lost ("we lose nothing", "we don't lose any"), and not asked if something is ("don't we lose any?")."""
    if any(0 < at - losing <= _BESIDE for at in question.positions.at_any("none", "without")):
        return True
    people = question.positions.at("oneself")
    return any(not any(at < other < losing for other in people) for at in denials_of_losing(question, losing))


def _asked_outcome(question: Question) -> int:
    """Where the verb stands of what is asked to be given up or left: that nearest to the word that asks, of several."""
    outcome = question.positions.at_any(*_OUTCOME, "rest")
    if len(outcome) == 1:
        return outcome[0]
    asking = question.positions.at_any(*(_LISTING if question.kind else _THINGS))
    return min(outcome, key=lambda at: (min((abs(at - other) for other in asking), default=0), -at))


def _asks_outcome(question: Question, *, dropped: bool) -> bool:
    """Whether it is asked which products are given up or left; what is left of those told of, where some of these were just `dropped`."""
    of_several = question.kind == "which" and len(question.products) > 1  # "Which of X and Y must we drop ...?"
    of_told = bool(question.products) and ("products" in question.filled or of_several)
    asked = question.kind in ("which", "who", *(("what", "define", "") if dropped else ()))
    asked = asked or (of_told and question.kind == "what") or _asks_what_goes(question)
    if not (asked and question.regions) or question.data or (question.products and not of_told):
        return False
    outcome = question.positions.at_any(*_OUTCOME, *(("rest",) if dropped else ()))
    leading = {at for at in outcome if not question.cues_at(at + 1).isdisjoint({"toward", "from"})}  # "Which must go to X?"
    moved = any(0 < where.position - at <= _BESIDE for where in question.regions for at in leading)
    return bool(outcome) and not moved


def _asks_what_goes(question: Question) -> bool:
    """Whether it is asked what, or how many products, are lost ("what do we lose if we pick Y?")."""
    if question.kind not in ("what", "define", "how_many") or question.product_count is not None or not question.positions.at("gives_up"):
        return False
    return min(question.positions.at_any(*_LISTING), default=0) < _asked_outcome(question)


def _is_left(question: Question, at: int) -> bool:
    """Whether those are asked for that stay, or that are not given up."""
    return (at in question.positions.at_any("stays_left", "rest")) != bool(denials_of_losing(question, at))


def _refuses(question: Question, losing: int | None) -> bool:
    """Whether a place is refused, by another word than that for what is given up, which stands at `losing`.

    What lies outside of a place is refused where that is demanded.
    """
    denied = _denials(question, losing)
    turned = "outside" in question.cues or any(where.beyond for where in question.regions)
    if losing is None and not (denied or turned):
        return any(not where.wanted for where in question.regions)
    return (len(denied) % 2 == 1) != turned


def _denials(question: Question, losing: int | None) -> set[int]:
    """Where something is refused, or given up, by another word than that for what is given up."""
    others: set[int] = set()
    first, nothing = min(where.position for where in question.regions), question.positions.at("none")
    if losing is not None:
        others = {losing, *denials_of_losing(question, losing), *(at for at in nothing if abs(at - losing) <= _BESIDE)}
    denied = (*question.positions.at_any(*_REFUSING, "keeps_out", "gives_up"), *(at for at in nothing if at < first))
    return {at for at in denied if at not in others}


def denials_of_losing(question: Question, at: int) -> set[int]:
    """Where it is denied that something is lost, gained or left, by the verb at a position, and not that a place is chosen or refused."""
    refusing = question.positions.at_any("lacks", "demand", "gives_up", "leave_aside")
    denials = {other for other in question.positions.at_any("not", "never") if 0 < at - other <= _REACH and other not in refusing}
    return {other for other in denials if not _denies_place(question, other, at)} if question.regions else denials


def _denies_place(question: Question, denial: int, losing: int) -> bool:
    """Whether a denial before a verb of losing is of a place, that stands after it, or before it with what it denies ("Y is not an option")."""
    if any(denial < where.position < losing for where in question.regions):
        return True
    chosen = any(denial < at < losing for at in question.positions.at_any("available", "usage", "demand", "host"))
    return chosen and any(0 < denial - where.position <= _BESIDE for where in question.regions)
