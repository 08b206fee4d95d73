"""What belongs to a product and is spoken of without its name, as before ("and X's?", "e as do X?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question

_JOINING = frozenset({"at", "of"})

# Cues of what stands for something spoken of before a product whose it is ("that of X"), and of articles that do ("e a do X", "a do X").
_SPOKEN_OF = frozenset({"it", "those", "what_about", "toward"})

# Cues of what may stand right after a possessive that no noun follows.
_OPENING = frozenset({"where", "aux", "yes_no", "how_long", "available", "host"})
_OF_ACCOUNTS = frozenset({"customer", "account", "data_center"})


def says_all_anew(question: Question, last: Question, *, asks_products: bool) -> bool:
    """Whether a place is asked about with a verb and products of its own, or those in it, so that the subject spoken of before is not meant.

    Where data of other products are pointed at ("and Y's, can they be in Z?"), these are meant, and not what was said of them.
    """
    of_data = bool(last.data) and owns_unnamed(question)
    verbal = bool(question.products) and "aux" in question.cues and question.cues.isdisjoint(_OF_ACCOUNTS)
    says_all = asks_products or (verbal and (of_data or not owns_unnamed(question)))
    return says_all and bool(question.regions) and (of_data or question.cues.isdisjoint({"it", "there", "those"}))


def is_of_other_data(question: Question, source: Question) -> bool:
    """Whether a place is asked of other data than before, or what was told of some data is left with them ("apart from the frobs, where is X?")."""
    others = question.regions and question.data and question.data != source.data
    return bool(source.data) and bool(others or set(source.data) == set(question.excluded_data))


def asks_any_region(question: Question) -> bool:
    """Whether any region at all is asked about, whichever was spoken of before ("X in Y?" - "does it lose any region compared with Z?")."""
    return question.cues >= {"any", "location_noun"} and not question.cues.isdisjoint({"gives_up", "lacks", "compare"})


def owns_unnamed(question: Question) -> bool:
    """Whether something of a product is spoken of without its name, as before ("and X's, where do they live?", "e as do X?", "that of X")."""
    if question.data or question.own_concepts or question.outside:
        return False
    positions = set(question.positions)
    products = question.positions_of(PRODUCT)
    pointing = question.positions.at_any("it", "those") if question.yes_no and question.regions and "using" not in question.cues else ()
    first = min(products, default=0)
    if any(0 <= at < first for at in pointing) and "aux" not in question.cues_at(first - 1) and not _JOINING.isdisjoint(question.cues_at(first - 1)):
        return True
    return any(
        (("of", at + 1) in positions and (("product", at + 1) in positions or _ends_name(question, at + 1)))
        or ("of" in question.cues_at(at - 1) and not (question.cues_at(at - 1) | question.cues_at(at - 2)).isdisjoint(_SPOKEN_OF))
        for at in products
    )


def _ends_name(question: Question, at: int) -> bool:
    """Whether no noun follows the possessive at a position: nothing does, or the verb or question word."""
    if any(term.position == at + 1 for term in question.terms):
        return False
    following = question.cues_at(at + 1)
    if "at" in following and "aux" not in following and ("what_about", 0) in question.positions:
        return True  # "And X's in Y?"
    clause_ends = all(not at < other < (0 if at < 0 else other + 1) for _, other in question.positions)
    return not following.isdisjoint(_OPENING) or clause_ends or (question.yes_no and not following and "data" not in question.cues)
