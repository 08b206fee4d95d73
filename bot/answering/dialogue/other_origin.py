"""The last question asked of another data center ("are the logs of X in Y kept in Z for 30 days?" - "and those of W?")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, REGION
from bot.understanding.syntax.question import Question, Term, Where

_PLAIN = frozenset({"and", "what_about", "of", "from", "at", "those", "data_center", "host", "aux", "subject", "toward", "it", "account"}) | {
    "thanks", "yes", "confirm", "oneself", "still", "correction", "what_if", "past", "would",
}  # fmt: skip
_LEADING = ("of", "from", "what_about", "data_center")


def of_other_origin(question: Question, last: Question) -> Question | None:
    """The last question with the place and the products that this one names in place of those where something was said to come from."""
    if len(question.regions) != 1 or question.kind or not (last.yes_no and last.regions and question.cues <= _PLAIN):
        return None
    places = {(where.code, where.place): where for where in (*last.mentioned, *last.regions)}
    origins = [where for where in places.values() if where.origin]
    if len(origins) != 1 or len(places) == 1 or not any(CONCEPT in term.kinds for term in last.terms):
        return None
    new = question.regions[0]
    if _says_more(question) or not (new.origin or _is_led(question, new)) or new.beyond or not new.wanted:
        return None
    made = replace(last, regions=_swapped(last.regions, origins[0], new), mentioned=_swapped(last.mentioned, origins[0], new))
    made = replace(made, terms=tuple(_moved(term, origins[0], new) for term in last.terms))
    if question.products:
        others = (term for term in made.terms if PRODUCT not in term.kinds)
        made = replace(made, products=question.products, terms=(*others, *_names(question.products, last)))
    return replace(made, asked=question.asked, after=question.after, told="", confidence=question.confidence)


def _says_more(question: Question) -> bool:
    """Whether a question has something of its own besides a place and products."""
    pointed = {at + 1 for at in question.positions.at_any("it", "still")}.union(question.positions.at("data_center"))
    subjects = [term for term in question.own_concepts if term.position not in pointed]  # "Would that still happen on the DC in W?"
    return bool(question.data or question.amounts or question.unknown or question.outside or subjects or question.software)


def _is_led(question: Question, where: Where) -> bool:
    """Whether a word beside a place says that something is of it ("what about W?", "W's?")."""
    return any(abs(where.position - at) == 1 for at in question.positions.at_any(*_LEADING))


def _swapped(places: Sequence[Where], origin: Where, new: Where) -> tuple[Where, ...]:
    """Places, with a new one in place of that from which something comes."""
    same = [where.origin and (where.code, where.place) == (origin.code, origin.place) for where in places]
    return tuple(replace(where, code=new.code, place=new.place) if swaps else where for where, swaps in zip(places, same, strict=True))


def _moved(term: Term, origin: Where, new: Where) -> Term:
    """The term of a place, of the new one where it was that from which something comes."""
    return replace(term, keys=(new.code,)) if term.kinds == (REGION,) and term.keys == (origin.code,) and new.code else term


def _names(products: Iterable[str], last: Question) -> Iterable[Term]:
    """Terms for products, where those of the last question stood."""
    at = next((term.position for term in last.terms if PRODUCT in term.kinds), 0)
    return tuple(Term((key,), (PRODUCT,), at, key) for key in products)
