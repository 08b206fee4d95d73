"""Questions if a place is a must, or one among more, as ones for what is only there, elsewhere, or not there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question, Where

_GUARD = frozenset({"demand", "without", "more_than", "none", "not"})
_TURNING = frozenset({"customer", "only", "outside", "except", "but", "other", "claims", "unless", "or", "difference", "same"})
# Cues by which something is denied, or is what those who ask have to do or want.
_OF_ASKERS = frozenset({"customer", "oneself", "subject", "not", "never", "because", "condition", "own_product", "account", "only"})
_LISTING = frozenset({"which", "how_many"})
_LEADING = frozenset({"at", "toward", "of", "from", "than"})
_VERBS = ("host", "available", "usage", "using")
_BESIDE = 2
_REACH = 3


def with_obliged(question: Question) -> Question:
    """The question with its places as what is asked of them: whether nothing else is possible, anything else, or nothing there."""
    if "demand" in question.cues and (bound := _bound_to_place(question)):
        return bound
    if not question.regions or question.data or question.cues.isdisjoint(_GUARD) or not question.cues.isdisjoint(_TURNING) or question.count:
        return question
    if any(where.only or where.beyond or where.choice for where in question.regions):
        return question
    if question.products:
        return _of_product(question) if question.yes_no and not question.kind else question
    lists = question.kind in _LISTING or (question.yes_no and not question.kind and "any" in question.cues)
    alone = len(question.regions) == 1
    freed = _freed(question) if lists and alone else question.positions.at("without") if alone and _opens_without(question) else ()
    return _with_places(question, freed, (replace(question.regions[0], wanted=True, beyond=True),), "product") if freed else question


def _bound_to_place(question: Question) -> Question | None:
    """The question if a product, or data of it, can be in its place only, where they are asked to have to be there ("must X stay in Y?")."""
    if not (question.yes_no and question.asked and question.products) or question.kind or len(question.regions) != 1 or question.customers:
        return None
    place = question.regions[0]
    subjects = [term.position for term in question.terms if {PRODUCT, DATA}.intersection(term.kinds)]
    demands = set(question.positions.at("demand")).difference(question.positions.at_any("available", "suffices"))  # Not "accepts", "wants".
    musts = [at for at in demands if max(subjects, default=at) < at and _is_beside(question, at, place.position, "host")]
    plain = question.cues.isdisjoint(_OF_ASKERS) and place.wanted and not (place.only or place.beyond or question.own_concepts)
    if not (musts and plain) or any(at > place.position for _, at in question.positions):
        return None
    return _with_places(question, musts, (replace(place, only=True),), "only")


def _of_product(question: Question) -> Question:
    """The question if a product has to be in a place ("is Y mandatory for X?"), in more than that, or not there ("does X have nothing in Y?")."""
    first, last = question.regions[0], question.regions[-1]
    named = question.own_positions_of(PRODUCT)
    if not named:
        return question
    musts = [at for at in question.positions.at("demand") if 0 < at - first.position <= _BESIDE]
    judged = any(at > musts[0] for at in question.positions.at_any("aux", "yes_no", "available", "host")) if musts else False
    if musts and len(question.regions) == 1 and first.wanted and named[0] > musts[0] and "not" not in question.cues and not judged:
        return _with_places(question, musts, (replace(first, only=True),), "only")
    more = [at for at in question.positions.at("more_than") if named[-1] < at and 0 < first.position - at <= _REACH]
    if more and not _is_beside(question, more[-1], first.position, "location_noun"):
        return question
    if more and "not" not in question.cues:
        return _with_places(question, more, tuple(replace(where, beyond=True) for where in question.regions), "outside")
    if {("aux", 0), ("holds", 0)}.isdisjoint(question.positions) or "confirm" in question.cues:
        return question
    denials = {at for at in question.positions.at_any("not", "none") if named[-1] < at < last.position}
    absent = {*question.positions.at("without"), *question.positions.at("none")} if len(named) == 1 else denials
    told = len(denials) == 1 and denials <= absent and "lacks" not in question.cues
    return question.with_positions(question.positions.saying("lacks", min(denials))) if told else question


def _freed(question: Question) -> Sequence[int]:
    """Where it is said of products that they can do without a place ("hosted without Y", "don't require Y", "let me avoid Y")."""
    place = question.regions[0].position
    positions = question.positions
    named = max((at for at in positions.at_any("which", "product", "any") if at < place), default=place)
    able = any(named < at < place for at in positions.at_any(*_VERBS))  # "Is there a product without Y?" asks for one that is not there.
    without = [at for at in positions.at("without") if _is_beside(question, at, place) and "not" not in question.cues_at(at)]
    if without and able:
        return without
    musts = [at for at in positions.at("demand") if _is_beside(question, at, place) and at not in positions.at("available")]
    nouns = [at for at in positions.at_any("which", "product", "it", "any") if musts and at < musts[0]]
    if not nouns:
        return ()
    if musts[0] in positions.at("lacks"):
        led = not question.cues_at(musts[0] - 1)
        return musts if led and set(positions.at("not")) <= set(musts) else ()
    denied = [at for at in positions.at("not") if at == musts[0] - 1]
    return [*denied, *musts] if denied else ()


def _opens_without(question: Question) -> bool:
    """Whether nothing but a place that is to be done without is named ("without Y, which products can I use?")."""
    plain = not (question.kind or question.yes_no or question.terms or question.unknown or question.outside)
    return plain and question.positions.at("without") == [0] and question.cues <= _LEADING | {"without"}


def _is_beside(question: Question, at: int, place: int, *others: str) -> bool:
    """Whether nothing that says anything, but for `others`, stands between a word and a place after it."""
    leading = _LEADING.union(others)
    return 0 < place - at <= _REACH and all(cue in leading for cue, other in question.positions if at < other < place)


def _with_places(question: Question, dropped: Sequence[int], places: tuple[Where, ...], cue: str) -> Question:
    """The question of other places, without the words that said so."""
    terms = tuple(term for term in question.terms if term.position not in dropped)
    return replace(question.with_positions(question.positions.without(set(dropped)), cue), regions=places, terms=terms)
