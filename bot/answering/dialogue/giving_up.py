"""Which products suit somebody who refuses a place, or what lies outside of it ("they refuse X: which suit?", "can we avoid X with Y?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question

_OUTCOME = frozenset({"gives_up", "stays_left"})
_DENYING = frozenset({"not", "never"})
_POINTING = frozenset({"those", "both"})

# How far before a verb of accepting its denial stands, and cues of what products are asked for, before somebody who refuses is spoken of.
_BESIDE = 2
_SUITING = frozenset({"customer", "subject", "available", "applies", "usage"})
_TURNING = (*_DENYING, "lacks", "without", "leave_aside", "outside", "except", "but", "only", "other")
_KEEPING = frozenset({"keeps_out", "ensures", "without", "lacks"})
_OF_PRODUCTS = frozenset({"which", "what", "it", "product"})


def with_refused(question: Question, told: Question | None) -> Question:
    """The question which products suit somebody who refuses a place, as one for those that are anywhere else; which do not, for those only there."""
    of_its_own = question.products and "products" not in question.filled
    asked = question.kind == "which" or (question.kind == "what" and "available" in question.cues)
    if not asked or not question.regions or question.data or of_its_own or not question.cues.isdisjoint(_OUTCOME | {"there"}):
        return question
    if not question.cues.isdisjoint(_POINTING) and _points_at_places(question):
        return question
    filled = "regions" in question.filled
    source = told if filled and told is not None else question
    if not source.regions or any(where.only or where.beyond for where in source.regions) or len({where.wanted for where in source.regions}) > 1:
        return question
    refusing = _refusing(source, alone=not filled)
    usable = filled and not question.cues.isdisjoint({"usage", "available"})  # "We must not use Y. Which products can we use?"
    if not (refusing or (usable and _may_not(source))):
        return question
    denied = {at for at in question.positions.at_any(*_DENYING, "lacks") if at >= 0 and (filled or at not in refusing)}
    places = tuple(replace(where, wanted=bool(denied), only=True) for where in question.regions)
    return replace(question, kind="which", regions=places, cues=question.cues | ({"or", "product"} if len(places) > 1 else {"product"}))


def _points_at_places(question: Question) -> bool:
    """Whether those are asked for that are in, or not in, the places that a question points at ("which are in neither of the two?")."""
    pointers = [at for at in question.positions.at_any("those", "both") if at >= 0]
    leading = [at for at in question.positions.at("at") if question.cues_at(at).isdisjoint({"aux", "of"})]
    return any(0 < pointer - at <= _BESIDE for pointer in pointers for at in leading)


def with_avoided(question: Question) -> Question:
    """The question of a product for somebody who refuses a place, or what lies outside of it, as one if it can be anywhere else, or in it.

    "Could we avoid X with Y?", "is Y fine if a client rejects anything outside X?", "can Y be hosted without X?", "can we keep Y out of X?".
    """
    if question.kind or not (question.yes_no and (question.products or question.data) and question.regions):
        return question
    first = question.regions[0].position
    if "keeps_out" in question.cues and (freed := _not_prevented(question, first)):
        places = tuple(replace(where, wanted=True) for where in question.regions)
        return replace(question.with_positions(question.positions.without(freed)), regions=places)
    named = [term.position for term in question.terms if (PRODUCT if question.products else DATA) in term.kinds and term.position >= 0]
    people = question.positions.at_any("customer", "who")
    verbs = set(question.positions.at("demand")).intersection(question.positions.at("lacks"))
    verbs = {at for at in verbs if 0 <= at < first and all(name > first or any(name < who < at for who in people) for name in named)}
    verbs |= _keeping_out(question, first)
    if not (verbs and named):
        return question
    beyond = {at for at in question.positions.at("outside") if min(verbs) < at < first}
    swept = {at for at in question.positions.at_any("all", "any") if min(verbs) < at < first}
    kept = question.with_positions(question.positions.without(verbs | beyond | swept))
    places = tuple(replace(where, wanted=True, beyond=not beyond) for where in question.regions)
    terms = tuple(term for term in question.terms if term.position not in beyond | verbs)
    return replace(kept, regions=places, terms=terms)


def _not_prevented(question: Question, first: int) -> set[int]:
    """Where it is said that nothing keeps things out of the `first` place ("nothing prevents us from having Y in X")."""
    preventing = [at for at in question.positions.at("keeps_out") if at < first]
    nothing = [at for at in question.positions.at("none") if preventing and at < preventing[-1]]
    return {*preventing, *nothing} if nothing else set()


def _keeping_out(question: Question, first: int) -> set[int]:
    """Where it is asked if those who ask can keep things out of the `first` place, or do without it ("can we prevent Y from going to X?").

    So it is where somebody sees to it that things are not there ("can we make sure it isn't in X?").
    """
    if question.cues.isdisjoint(_KEEPING) or not question.cues.isdisjoint({"assistant", "confirm", "untrue"}):
        return set()
    able = min(question.positions.at_any("available", "able", "yes_no", "usage"), default=first)
    verbs = [at for at in question.positions.at_any("host", "holds", "lacks", "abandons") if at >= able]
    found = {at for at in question.positions.at("keeps_out") if at < first and any(verb <= at for verb in verbs)}
    found |= {at for at in question.positions.at("lacks") if at > first and at - first <= 1 and any(verb < first for verb in verbs)}
    assured = min(question.positions.at("ensures"), default=first)
    denials = {at for at in question.positions.at_any("not", "never", "lacks", "without", "none") if able < at < first}
    named = set(question.positions_of(DATA))
    lacking = {
        at for at in denials & set(question.positions.at("without")) if named.isdisjoint(range(at, first)) and at not in question.positions.at("not")
    }
    lacking = lacking if "available" in question.cues or "usage" in question.cues else set()
    beside = {at for at in denials if assured < at or found or lacking}
    return found | lacking | beside


def with_refusal(question: Question) -> Question:
    """The question that names no product and says that somebody refuses a place, as one if what was spoken of can be anywhere else.

    "And they refuse X. Still fine?", "and if they reject X?", "and they said: no X. Still fine?"
    """
    names_more = question.products or question.data or question.own_concepts or question.outside or question.software or question.unknown
    if question.kind or names_more or not question.regions or any(where.wanted or where.beyond or where.only for where in question.regions):
        return question
    first, positions = question.regions[0].position, question.positions
    denials = [at for at in positions.at("lacks") if at in positions.at("demand")]
    told = [at for at in positions.at("without") if at in positions.at("not") and at - 1 in positions.at("claims")]
    people = positions.at_any("subject", "customer")
    denials = [at for at in (*denials, *told) if 0 <= at < first and any(who < at for who in people)]
    if not denials:
        return question
    places = tuple(replace(where, wanted=True, beyond=True) for where in question.regions)
    return replace(question.with_positions(positions.without(denials)), yes_no=True, regions=places)


def _may_not(told: Question) -> bool:
    """Whether those who ask say that they may not be in the places ("we cannot have anything in Y", "we must not use Y")."""
    people = min(told.positions.at_any("oneself", "customer", "subject"), default=told.regions[0].position)
    denied = any(people < at <= people + _BESIDE and at < told.regions[0].position for at in told.positions.at("not"))
    named = told.products or told.data or told.kind or told.own_concepts or "product" in told.cues
    return denied and not named and not any(where.wanted for where in told.regions)


def _refusing(source: Question, *, alone: bool) -> set[int]:
    """Where it is said that somebody refuses the places: a verb of accepting with what denies it; `alone` not of the products that are asked for."""
    last = source.regions[0].position
    asked = max(source.positions.at_any("which", "product"), default=-1) if alone else -1
    others = [at for at in source.positions.at_any(*_SUITING) if source.cues_at(at).isdisjoint(_OF_PRODUCTS)]
    found: set[int] = set()
    for verb in source.positions.at("demand"):
        own = {verb, *range(verb - _BESIDE, verb)}
        denials = {at for at in source.positions.at_any(*_DENYING, "lacks") if at in own and (at >= 0 or not alone)}
        led = not alone or any(asked < at < min(denials, default=verb) for at in others)
        turned = any(verb < at < last for at in source.positions.at_any(*_TURNING))  # "They veto whatever cannot be in X."
        if verb < last and denials and led and not turned and "but" not in source.cues_at(verb):
            found |= denials
    return found
