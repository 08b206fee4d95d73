"""What was just told, asked of products that it may cover ("the logs copied to X for a month: does that include Y's?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, REGION, UNIT
from bot.understanding.syntax.question import Positions, Question, Term

_COVERING = ("applies", "contains", "including")
_POINTING = ("it", "those", "applies", "including")  # Cues of a question that points at what was told, or can be about nothing else.
_TOLD = frozenset({CONCEPT, UNIT})
_WISHING = frozenset({"demand", "claims", "suffices", "reports"})
_APART = 2  # So many words what was told and the question stand apart.


def covered(question: Question, context: Question) -> Question | None:
    """The question if what was told before it is so of its products; None where it asks something else, or nothing was told."""
    verbs = question.positions.at_any(*_COVERING)
    if not (verbs and question.yes_no and _is_told(context)) or not question.positions.at_any(*_POINTING):
        return None
    more = [term for term in question.terms if PRODUCT not in term.kinds and term.is_weighty and term.position not in verbs]
    if more or question.data or question.kind not in ("", "define") or question.amounts or question.unknown or question.count:
        return None
    told = _terms(context)
    later = max(term.position for term in told) + _APART
    places = tuple(replace(where, origin=False) for where in context.mentioned)
    products = tuple(replace(term, position=term.position + later) for term in question.terms if PRODUCT in term.kinds)
    mentioned, regions = (tuple(replace(where, position=where.position + later) for where in own) for own in (question.mentioned, question.regions))
    cues = [(cue, at + later) for cue, at in question.positions.without(verbs).saying("applies", verbs[0])]
    return replace(
        question,
        kind="",
        terms=(*told, *products),
        amounts=context.amounts,
        mentioned=(*places, *mentioned),
        regions=(*places, *regions),
        positions=Positions(cues),
        cues=question.cues - {"contains", "including", "holds"} | {"applies"},
        filled=(*question.filled, "terms"),
    )


def _is_told(context: Question) -> bool:
    """Whether something is told of a subject, of no product."""
    names_more = context.products or context.data or context.customers or context.outside or context.software or context.unknown
    return bool(context.own_concepts) and not (names_more or context.kind or context.yes_no)


def _terms(context: Question) -> list[Term]:
    """What was told, and the places in it."""
    places = [Term((where.code,), (REGION,), where.position, "") for where in context.regions if where.code]
    return [*(term for term in context.terms if not _TOLD.isdisjoint(term.kinds)), *places]


def vouched(question: Question, context: Question) -> Question | None:
    """The claim told before a question if it may be vouched for, for its products ("they want the frobs never in X. Can I promise that for Y?")."""
    own = [term for term in question.terms if PRODUCT not in term.kinds and term.is_weighty]
    bare = not (own or question.data or question.regions or question.kind or question.amounts or question.unknown or question.outside)
    if not (bare and question.yes_no and "confirm" in question.cues and context.own_concepts and context.regions) or context.kind:
        return None
    if not set(context.products) <= set(question.products) or context.unknown or context.outside or context.software:
        return None
    last = max((at for _, at in context.positions), default=0) + _APART
    names = tuple(Term((product,), (PRODUCT,), last, product) for product in question.products)
    positions = context.positions.without([at for cue, at in context.positions if cue in _WISHING])
    return replace(
        context,
        kind="",
        yes_no=True,
        asked=True,
        products=question.products,
        terms=(*(term for term in context.terms if PRODUCT not in term.kinds), *names),
        positions=Positions([*positions, ("confirm", last)]),
        cues=frozenset({*positions.by_cue, "confirm"}),
        filled=(*question.filled, "terms"),
    )
