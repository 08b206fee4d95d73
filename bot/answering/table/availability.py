"""Whether more is asked than whether data can be somewhere, which is all that the hosting table tells."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT
from bot.understanding.syntax.question import Question

# Cues of what is asked of places.
_OF_PLACE = {"host", "location_noun", "data_center", "every_region", "same", "both", "all", "compare", "difference", "correction", "toward", "only"}

# Cues of a question for what a product has.
_HAVING = {"holds", "using", "data", "contains", "kind_of_data", "there"}

_LETTING_OUT = frozenset({"gives_up", "outside"})  # Cues of words that say that something comes out.

# Cues of a question which product something is.
_IS_IT = frozenset({"which", "product", "aux", "it", "at", "subject"})

# How far after a verb the place stands where it is done.
_REACH_OF_DEED = 4
_PAIR = 2


def is_beyond_availability(question: Question, doings: AbstractSet[str]) -> bool:
    """Whether more is asked than whether data can be somewhere: the number of data centers, where data of a place go, what else is done there.

    `doings` are subjects that are no hosting.
    """
    if question.server_count or _is_of_people(question) or _is_sending(question) or _sends_out(question) or _is_deed(question, doings):
        return True
    if "data_center" in question.cues and _asks_company(question):
        return True
    origins = [where.position for where in question.regions if where.origin]
    if not origins:
        return False
    data, products = set(question.positions_of(DATA)).union(question.positions.at("data")), set(question.positions_of(PRODUCT))
    of_product = {at + 1 for at in question.positions.at("of") if at - 1 in products}
    own = [at for at in origins if at in of_product or at + 1 in data or {at + 1, at + 2} <= products | data]
    others = any(where.position > own[0] + 1 and not where.beyond for where in question.regions) if own else False
    return others and question.cues.isdisjoint({"or", "same"})


def _is_of_people(question: Question) -> bool:
    """Whether it is asked where those are who work for a product ("is X's support in Y?"), no data."""
    customers, people = question.positions.at("customer"), question.positions.at("staff")
    if not (customers or people):
        return False
    products = set(question.positions_of(PRODUCT))
    companies = (at for at in customers if at + 1 in question.positions.at("subject") and products & {at + 3, at + 4})
    if any("available" in (verb := question.cues_at(at + 2)) and verb.isdisjoint({"holds", "using", "aux"}) for at in companies):
        return True  # "Is the company that sells X in Y?"
    owning = question.positions.at("of")
    being = any(at <= 1 and at in question.positions.at("at") for at in question.positions.at("aux")) if people else False
    had = {at + 1 for at in question.positions.at_any("holds", "with") if at - 1 in products}
    had = {at for at in had if at in people and at + 1 in question.positions.at("at")}
    return bool(had) or any(({at + 1, at + 2} & products and at + 1 in owning) or (being and at - 1 in products) for at in people)


def is_of_doing(question: Question, explained: AbstractSet[str]) -> bool:
    """Whether it is asked where people work for a product, use it or do something else than what rows have `explained` ("where can I buy X?")."""
    if _is_of_people(question):
        return True
    if question.filled or question.data or question.regions or not question.cues.isdisjoint(_OF_PLACE | {"data", "holds", "account", "there"}):
        return False
    products = set(question.positions_of(PRODUCT))
    people = {at - 1 for at in question.positions.at("customer")} & products
    uses = {at + 1 for at in products if "deed" not in question.cues_at(at + 1)} if not question.unknown else set[int]()  # "Which region does X use?"
    used = any(at > min(products) and at not in uses for at in question.positions.at_any("using", "usage"))
    done = any(explained.isdisjoint(term.keys) for term in question.own_concepts)
    return bool(people or question.positions.at("deed")) or used or done


def _is_deed(question: Question, doings: AbstractSet[str]) -> bool:
    """Whether it is asked if something else than hosting is done to products in a place ("is X made in Y?", "which products are sold in Y?").

    The verb stands between them and the place, and no verb of hosting after it; it has its cue, or is one of the subjects `doings`,
    or the verb of a kind of data ("billed").
    """
    done = set(question.positions.at("deed"))
    helping = question.positions.at("aux")
    named = {term.position for term in question.terms if DATA in term.kinds and term.position - 1 in helping} if question.data else set[int]()
    concepts = question.concepts
    if concepts and concepts <= doings and "lacks" not in question.cues:
        done.update(term.position for term in question.terms if not doings.isdisjoint(term.keys))
    if not (done or named):
        return False
    things = set(question.positions_of(PRODUCT)).union(question.positions.at_any("product", "which"))
    helped = {at + 1 for at in things if question.cues_at(at + 1) <= {"aux", "at"}}
    placed = [where.position for where in (*question.regions, *question.customers)]
    last = max(question.positions.at_any("host", "available", "location_noun", "data_center"), default=-1)
    bare = {at + 1 for at in helped if not question.cues_at(at + 1)}
    verbs = {at for at in done if at - 1 in things | helped | bare}
    verbs.update(at for at in named if at - 1 in helped)
    hosted = max(question.positions.at_any("host", "available"), default=-1)
    if things and any(at > hosted and 0 < at - place <= _REACH_OF_DEED for place in placed for at in done):
        return True  # "Is X in Y run by a partner?"
    leading = {place for place in placed if place - 1 in verbs or question.cues_at(place - 1) & {"at", "toward"}}
    return any(at >= last and 0 < place - at <= _REACH_OF_DEED for place in leading for at in verbs)


def _is_sending(question: Question) -> bool:
    """Whether it is asked if a product sends data to a place, wherever they are kept: "does X send data to Y?", "which send tickets to Y?"."""
    data = {*question.positions_of(DATA), *question.positions.at("data")} if "toward" in question.cues and question.regions else None
    if not data:
        return False
    positions = set(question.positions)
    senders = set(question.positions_of(PRODUCT)) | {at for cue, at in positions if cue in ("product", "which")}
    goals = {at for cue, at in positions if cue == "toward"}
    said = ({at for _, at in positions} | {term.position for term in question.terms}) - goals
    for where in question.regions:
        sent = max((at for at in said if at < where.position), default=-1)
        verbs = range(max((at for at in senders if at < sent), default=sent) + 1, sent)
        if sent in data and goals & set(range(sent + 1, where.position)) and verbs:
            return all(cue != "host" or at not in verbs for cue, at in positions)
    return False


def _asks_company(question: Question) -> bool:
    """Whether it is asked which company, or whose servers, host a product ("which company hosts X in Y?"), or who runs a data center."""
    if question.kind not in ("which", "what"):
        return False
    if "data_center" in question.cues and not question.products and _asks_runner(question):
        return True
    if len(question.products) != 1:
        return False
    asked = {at + 1 for at in question.positions.at_any("which", "what")}
    hosts = {at - 1 for at in question.positions.at("host")}
    return not asked.isdisjoint(hosts.intersection(question.positions.at("customer")))


def _asks_runner(question: Question) -> bool:
    """Whether it is asked who runs a data center ("which company operates the servers in Y?", "what is the operator of the Y data center?")."""
    asked, centers = question.positions.at_any("which", "what"), question.positions.at("data_center")
    people = question.positions.at_any("customer", "party")
    if any(0 < who - at <= _PAIR for at in asked for who in people) and not question.data:
        return any(center > people[0] for center in centers)
    running = {at for at in question.positions.at("host") if not question.cues_at(at) & {"at", "aux"}}
    running = {at for at in running if not question.cues_at(at - 1) & {"aux", "product"}}
    return "product" not in question.cues and any(0 < center - at <= _PAIR for at in running for center in centers)


def _sends_out(question: Question) -> bool:
    """Whether a noun for products that is a subject too is said to let data out ("the frobs that send data out"), as no row does."""
    if "data" not in question.cues or question.products or question.cues.isdisjoint(_LETTING_OUT):
        return False
    keeping = set(question.positions.at_any("holds", "host")).difference(question.positions.at("list"))
    return not (keeping or set(question.positions_of(CONCEPT)).isdisjoint(question.positions.at("product")))


def asks_of_product(question: Question) -> bool:
    """Whether something else than a place is asked of a product ("does X have an app?", "what does X do?", "is X a ticketing tool?")."""
    if _asks_company(question) or _sends_out(question):
        return True
    if not question.products or question.filled or question.regions or question.count or not _OF_PLACE.isdisjoint(question.positions.by_cue):
        return False
    has = not _HAVING.isdisjoint(question.positions.by_cue)
    has |= any(cue == "available" and ("aux", at) not in question.positions for cue, at in question.positions)
    if question.kind in ("define", "what"):
        return not (has or question.data or question.parts or question.concepts)
    if question.kind == "which_data":
        nouns = question.positions.at("product")
        return any({at + 1, at + 2} & set(nouns) for at in question.positions.at("kind_of_data"))
    if question.kind or not question.yes_no:
        return False
    if not has and (not question.data or "product" in question.cues):
        return True
    return not question.data and len(question.products) == 1 and "product" in question.cues and bool(question.cues & {"holds", "using"})


def asks_of_askers(question: Question) -> bool:
    """Whether it is asked where those who ask are hosted, which their product tells ("in which region do you host us?")."""
    return any(at + 1 in question.positions.at("subject") for at in question.positions.at("host"))


def asks_which_it_is(question: Question) -> bool:
    """Whether it is asked which product something is that was named nowhere ("which product is that?"), and not which products there are."""
    alone = question.kind == "which" and question.cues <= _IS_IT and not question.cues.isdisjoint({"aux", "it"})
    return alone and not (question.filled or question.names_subject or question.regions or question.count)
