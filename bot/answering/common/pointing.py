"""What words such as "those", "both" or "the rest" point at: products, places, or nothing that was said before."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question

_PAIR = 2


def counts_all(question: Question) -> bool:
    """Whether it is asked how many products there are in all, whichever were listed before ("how many products are there in total?")."""
    counts = question.kind == "how_many" and question.cues >= {"product", "in_all"} and question.cues.isdisjoint({"it", "those"})
    return counts and not (question.regions or question.count or question.names_subject)


def tells_which(question: Question) -> bool:
    """Whether a question tells by two places which ones are meant, and only its question word points ("which one is in X and not in Y?")."""
    told = set(question.positions.at_any("those", "first_one", "last_one")) <= set(question.positions.at("which"))
    return told and len({where.wanted for where in question.regions}) > 1


def asks_rest(question: Question) -> bool:
    """Whether the others are pointed at, and not the places that are left ("which regions are left for it?")."""
    left_over = question.kind == "where" and "stays_left" in question.cues
    return ("rest" in question.cues and not left_over) or ("other" in question.cues and not (question.kind or question.names_subject))


def says_those(question: Question) -> bool:
    """Whether "those" stands for products, and not for places ("those regions")."""
    places = {at - 1 for at in question.positions.at("location_noun")}
    return "those" in question.cues and not places.issuperset(question.positions.at("those") or (-1,))


def speaks_of_its_data(question: Question) -> bool:
    """Whether "those" stands for data of one product, which are named before it ("its tickets, can those be in X?", "the tickets of that one")."""
    if not question.data or question.group_size or not question.cues >= {"it", "those"}:
        return False
    named = [term.position for term in question.terms if DATA in term.kinds and term.position >= 0]
    owners = question.positions.at("it")
    owned = [data for data in named for at in owners if at == data - 1 or (at in (data + 1, data + _PAIR) and not question.cues_at(at) & {"those"})]
    return bool(owned) and all(at > owned[0] for at in question.positions.at("those"))


def speaks_of_each(question: Question) -> bool:
    """Whether "all" or "none" alone stands for those spoken of ("are all in X?", "none in X?")."""
    each = "all" in question.cues and (question.yes_no or question.kind == "where")
    none = "none" in question.cues and "all" not in question.cues and bool(question.regions)
    return (each or none) and not question.cues & {"product", "data"}


def asks_of_both(question: Question) -> bool:
    """Whether "both in X?" is asked, as after two products one by one; a word that adds one more place ("in X too?") is none of that."""
    both = set(question.positions.at("both")).difference(question.positions.at("and"))
    return bool(both) and len(question.regions) == 1 and not (question.kind or question.names_subject)
