"""Whether more is asked than an answer tells, so that its yes, no or list would mislead: what can be hosted somewhere is told, no more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.common.claims import words_of
from bot.answering.common.conditions import leads_through
from bot.answering.common.findings import MORE_ASKED, Finding, say
from bot.answering.common.negation import denies_elsewhere, denies_saying, is_denied, is_no_longer
from bot.answering.common.table import HostingTable
from bot.answering.statements.leaving_open import asks_to_avert
from bot.answering.table.compare import asks_comparison
from bot.answering.table.pledging import is_assured
from bot.answering.table.quantities import is_none, is_of_all_customers
from bot.answering.table.where import asks_holding
from bot.knowledge.model import Knowledge
from bot.knowledge.schema import Statement
from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT
from bot.understanding.resolving.recorded import is_recorded_there
from bot.understanding.syntax.predicates import PREDICATED
from bot.understanding.syntax.question import Question
from bot.understanding.syntax.suppositions import CONDITION

# Cues of words that ask for more of a list of products than that their data can be somewhere.
_OVERSTATING = frozenset({"vouches", "assured", "withhold"})
# Cues of what somebody demands, and of verbs after it that ask whether that can be.
_DEMANDING = frozenset({"demand", "suffices"})
_NO_DUTY = frozenset({"available", "host", "lacks", "not"})
_POSSIBLE = frozenset({"yes_no", "able", "available", "aux"})
_LAST_OF_OPENING = 3
_REACH_OF_HAVING = 2  # So many words after "have" stands what is had.
_REACH_OF_DENIAL = 2  # So many words after a thing that is supposed stands what denies it.
# Cues that say of leaving a place that it is not left, or that nothing else is there.
_STAYING = frozenset({"only", "withhold", "lacks", "not", "never", "without", "outside"})
_DENYING = frozenset({"lacks", "not", "without", "never"})
_LISTING = frozenset({"which", "who", "how_many"})


def not_said(found: Finding, phrase: str = "unknown") -> Finding:
    """What was found, as the nearest thing that is said; `phrase` tells why it is no answer."""
    return Finding("unknown", (say(phrase),), evidence=found.evidence, nearest=() if found.rows else found.sentences[:2], why=(MORE_ASKED,))


def asks_quality(knowledge: Knowledge, question: Question, found: Finding) -> bool:
    """Whether it is asked if what an article speaks of is something that it does not say ("is X hard?"), or has to be, not if it must be bought."""
    if found.verdict and not found.statements and is_duty(question):
        return True
    if PREDICATED not in question.cues or not question.yes_no or question.kind or question.amounts or found.status != "answered":
        return False
    if not question.cues.isdisjoint({"what", "why"}):
        return False
    return not any(knowledge.statements[key].statement.condition_of_choice for key in found.statements)


def is_unproven(table: HostingTable, statements: Sequence[Statement], question: Question, found: Finding) -> bool:
    """Whether yes or no would mislead: a word turns what is asked, or asks for more than is said ("always", "guaranteed", "required")."""
    plain = bool(found.verdict and not statements)
    unsaid = "additional" in question.cues and all("additional" not in words_of(statement.confirms) for statement in statements)
    if unsaid or (found.verdict == "yes" and "per_product" in question.cues and not question.regions):
        return True  # Several places are there, not one for each product.
    if is_assured(question, found) and found.verdict == "yes" and all("assured" not in statement.explains for statement in statements):
        return True
    if (found.verdict == "yes" and _lasts(question)) or (found.verdict and statements and (_supposes_absence(question) or asks_to_avert(question))):
        return True
    if (found.verdict and denies_saying(question)) or (found.verdict == "yes" and "cause" in question.cues and _is_of_cause(statements, question)):
        return True
    if plain and (_asks_which_place(question) or _spares_place(question) or _denies_told(question) or leads_through(table, question)):
        return True
    if plain and (_ends_in_turned_tag(question) or _lacks_neither(question)):
        return True
    if (question.cues >= {"last_one", "confirm"} or "first_one" in question.cues) and len(question.regions) > 1:
        return True  # Only a part of what is named is to be judged.
    if question.count and not (question.regions or statements) and question.cues & {"account", "assured", "lacks"}:
        return True  # How many regions a product has is not how many somebody can have at once.
    if found.verdict and any(statement.condition_of_choice for statement in statements) and question.products:
        return all(len(table.regions(product)) == 1 for product in question.products)  # What has one place has none to choose.
    if found.verdict == "yes" and not statements and is_of_all_customers(question):
        return any(len(table.regions(product)) > 1 for product in question.products)  # Each chooses.
    unbounded = question.cues >= {"outside", "only"} and not any(where.only for where in (*question.regions, *question.besides))
    if unbounded and question.regions and not (question.data or denies_elsewhere(question)):
        return True  # "X's only alternative to Y is Z."
    left_open = found.verdict == "yes" and question.regions and not found.products and not question.concepts.isdisjoint(table.open_concepts)
    left_open = left_open or (found.verdict == "yes" and (is_no_longer(question) or _asks_others(question) or _belies_footnote(table, question)))
    if statements or left_open:
        return not statements
    return ("usage" in question.cues and _is_of_use(question)) or _is_turned(table, question) or leaves_place(table, question)


def _spares_place(question: Question) -> bool:
    """Whether a product is asked about unless a place is used, which is told before it ("unless I use Y, is X available?")."""
    return "unless" in question.cues and any(where.position < at for where in question.regions for at in question.positions_of(PRODUCT))


def _asks_which_place(question: Question) -> bool:
    """Whether it is asked which other place there is ("what other region is there for X, besides Y?"), which no yes or no answers."""
    asked = question.positions.at("which") if question.kind == "which" and not question.yes_no else ()
    nouns = (*question.positions.at_any("location_noun", "outside"), *(term.position for term in question.own_concepts))
    return len(question.products) == 1 and any(0 <= at <= noun <= at + _REACH_OF_HAVING for at in asked for noun in nouns)


def _ends_in_turned_tag(question: Question) -> bool:
    """Whether a verb at the end takes back a denial with more to it than "not" ("there is no way to ..., is there?", "X isn't only in Y, is it?")."""
    if "claims" in question.cues or question.cues.isdisjoint({"lacks", "only", "or", "never"}):
        return False
    last = max((where.position for where in question.regions), default=-1)
    end = max((at for _, at in question.positions), default=-1)
    tags = [at for at in question.positions.at("aux") if at > last >= 0 and at >= end - 1]
    turned = any(question.cues_at(at + 1) & {"it", "there"} or at == end for at in tags)
    return turned and any(at < last for at in question.positions.at_any("not", "never"))


def _denies_told(question: Question) -> bool:
    """Whether it is only asked if none of what was spoken of is as it was asked ("so neither of them?"), whichever that may be."""
    return {"products", "regions"} <= set(question.filled) and not question.kind and not question.cues.isdisjoint({"none", "never"})


def _lacks_neither(question: Question) -> bool:
    """Whether a lack is itself denied for each of several places ("does X lack neither Y nor Z?")."""
    lacks = question.positions.at("lacks")
    return len(question.regions) > 1 and any(at + 1 in lacks or at - 1 in lacks for at in question.positions.at("never") if at not in lacks)


def _belies_footnote(table: HostingTable, question: Question) -> bool:
    """Whether yes to what is asked of some data would be against their footnote ("do X's recordings stay in Y?", "X records them in Y?")."""
    notes = [said.statement for said in table.footnotes if not set(said.statement.footnote_of).isdisjoint(question.data)]
    own = [note for note in notes if not (question.products and set(note.products).isdisjoint(question.products))]
    return not is_denied(question) and any(is_recorded_there(question) or not words_of(note.denies).isdisjoint(question.concepts) for note in own)


def _is_of_cause(statements: Sequence[Statement], question: Question) -> bool:
    """Whether it is asked if something is so for a cause ("is X only in Y because of the law?"), not told why one asks; a statement may tell one."""
    causes = question.positions.at("cause")
    first = min((at for at in (*(where.position for where in question.mentioned), *(term.position for term in question.terms)) if at >= 0), default=0)
    own = set(question.positions.at_any("customer", "subject"))
    if any(at > causes[-1] and ("other", at) in question.positions for at in question.positions.at("because")):
        return False  # "... because they won't sign otherwise."
    subjects = {word for statement in statements for line in statement.asked_by for part in line for word in part.split("|")}
    pointed = any(at + 1 in question.positions.at("it") for at in causes)  # "We use X. Does it happen because of it?"
    told = any(not subjects.isdisjoint(term.keys) for term in question.terms if term.position > causes[-1] or (pointed and term.position < 0))
    asking = own.union(question.positions.at("reports"))
    leads = "only" in question.cues and asking.isdisjoint(range(causes[0], first))  # Why there is no other place, not why one asks.
    return not told and any((first < at or leads) and own.isdisjoint((at + 1, at + 2)) for at in causes)


def lists_too_much(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether a list would say more of its products than the article does ("which are guaranteed to be in X?", "which have staff in X?")."""
    if question.kind not in _LISTING and "product" not in question.cues:
        return False
    nouns = [at for at in question.positions.at_any("product", "which", "those") if at not in question.positions.at("who")]
    last = max((where.position for where in (*question.regions, *question.customers)), default=-1)
    between = [(cue, at) for cue, at in question.positions if min(nouns, default=last) < at < last]
    too_much = _overstates(question, between) or _asks_for_people(question, nouns, between) or _are_demanded(question, nouns, between)
    uncounted = not question.regions and (_lacks_number(question) if question.count else _gives_no_choice(table, question, found))
    return too_much or uncounted or _denies_twice(question) or leaves_place(table, question) or _are_elsewhere(question, nouns)


def _denies_twice(question: Question) -> bool:
    """Whether nothing is said to be in one place that is not in another ("nothing is in X that isn't in Y", "... unless it is in Y")."""
    places = [where.position for where in question.regions]
    if len(places) < 2 or not is_none(question) or min(question.positions.at("none"), default=-1) >= min(places):
        return False
    return any(min(places) < at < max(places) for at in question.positions.at_any("not", "without", "but", "unless"))


def _lacks_number(question: Question) -> bool:
    """Whether it is asked which products lack a number of regions ("which lack at least one region?")."""
    return "lacks" in question.cues


def _gives_no_choice(table: HostingTable, question: Question, found: Finding) -> bool:
    """Whether all products would be told although something is denied or had by those asked for ("which give no choice of region?")."""
    if "every_region" in question.cues or len(found.products) < len(table.knowledge.products):
        return False
    chosen = question.data or question.excluded_data or question.excluded_products or question.besides or question.product_count
    denied = not question.cues.isdisjoint(_DENYING)
    return not chosen and ((denied and question.kind == "how_many") or (question.kind == "which" and (denied or _asks_who_has(question))))


def _asks_who_has(question: Question) -> bool:
    """Whether it is asked which products have something that their rows do not tell ("which have a frob?")."""
    having = question.positions.at_any("holds", "with")
    return any(0 < term.position - at <= _REACH_OF_HAVING for term in question.terms for at in having if CONCEPT in term.kinds)


def _are_elsewhere(question: Question, nouns: Sequence[int]) -> bool:
    """Whether the one place that is named is where the products themselves would be at home ("which are registered in X?"): it chooses none."""
    chosen = question.regions or question.data or question.count or question.products or question.besides or question.filled
    return not chosen and any(where.position > at for where in question.customers for at in nouns)


def _overstates(question: Question, between: Sequence[tuple[str, int]]) -> bool:
    """Whether more than a possibility is asked ("which are guaranteed to be in X?"), or a number of other things ("how many in the city?")."""
    plain = {*question.positions.at_any("only", "both")}  # "Only mainly", "X and Y at the same time".
    said = any(cue in _OVERSTATING and at not in plain for cue, at in between)
    return said or (question.kind == "how_many" and "city" in question.cues and "product" not in question.cues)


def _asks_for_people(question: Question, nouns: Sequence[int], between: Sequence[tuple[str, int]]) -> bool:
    """Whether people are asked for ("which customers are in X?"), or products that have some there ("which have staff in X?")."""
    positions = question.positions
    people = set(positions.at("staff")).difference(positions.at("available")).union(positions.at("customer"))
    had = {at + step for cue, at in between if cue in ("holds", "with") for step in (1, 2)}
    if any((cue == "staff" and at in people) or (cue in ("staff", "customer") and at in had) for cue, at in between):
        return True
    return any(at - 1 in nouns and at - 1 not in positions.at("product") for at in people)


def _are_demanded(question: Question, nouns: Sequence[int], between: Sequence[tuple[str, int]]) -> bool:
    """Whether it is asked which products have to be somewhere ("which must be in X?"): the demand stands right after the noun or verb."""
    held = {at for _, at in question.positions}
    relative = question.positions.at("it")  # "Are there products that must be in X?"
    for cue, at in between:
        if cue in _DEMANDING and _NO_DUTY.isdisjoint(question.cues_at(at)):
            before = max((other for other in held if other < at), default=-1)
            if at - before <= 2 and (before in nouns or before in question.positions.at("aux") or {before, before - 1} <= {*nouns, *relative}):
                return True
    return False


def _asks_others(question: Question) -> bool:
    """Whether other places are asked for than the one that is named after them ("any other option for X than Y?")."""
    others = [at for at in question.positions.at("other") if at + 1 in question.positions.at_any("location_noun", "available")]
    return bool(others) and any(where.position > others[0] and where.wanted and not where.beyond for where in question.regions)


def _is_of_use(question: Question) -> bool:
    """Whether it is asked if people can use a product somewhere, wherever its data are ("can we use X in Y?")."""
    uses = question.positions.at("usage")
    last = max((where.position for where in question.regions), default=-1)
    products = [term.position for term in question.terms if (PRODUCT in term.kinds or DATA in term.kinds) and term.position < last]
    if question.data and not question.products and any(at > last for at in uses):
        return True  # "Can agents in X use it?"
    uses = [at for at in uses if at - 1 not in question.positions.at("article_says")]
    used = any(at < product or at + 1 in question.positions.at("at") for at in uses if at < last for product in products if at != product)
    return used and question.cues.isdisjoint({"host", "data", "location_noun", "data_center", "own_place"})


def _is_turned(table: HostingTable, question: Question) -> bool:
    """Whether a word other than "not" turns or narrows what is asked ("is it false that ...", "unencrypted"), so that yes or no would mislead."""
    if "untrue" in question.cues and not (question.data and question.parts):  # Definitions name what has both.
        placed = question.regions or question.count or "every_region" in question.cues or asks_holding(question) or asks_comparison(question)
        if not (placed if question.products else "product" in question.cues and question.regions):
            return True
    absent = [term for term in question.terms if term.negated and not term.aside] if "without" in question.cues and not is_none(question) else []
    weighty = [term for term in absent if {CONCEPT, OUTSIDE} & set(term.kinds)]
    return "withhold" in question.cues or any(table.explained_concepts.isdisjoint(term.keys) for term in weighty)


def is_duty(question: Question) -> bool:
    """Whether it is asked if a product has to be in a place ("is X required to be in Y?", "does the law say ...?"), not who wants it there."""
    if question.cues.isdisjoint(_DEMANDING) or not question.regions:
        return False
    positions, last = set(question.positions), max(where.position for where in question.regions)
    demands = [at for cue, at in positions if cue in _DEMANDING and at < last and _NO_DUTY.isdisjoint(question.cues_at(at))]
    products = set(question.positions_of(PRODUCT))
    products.update(term.position for term in question.own_concepts)  # "Does the vendor demand that X be in Y?"
    obliged = any(at - 1 in products or (at - 2 in products and ("aux", at - 1) in positions) for at in demands)
    helped = {("aux", 0)} & positions  # "Is a customer obliged to host X in Y?"
    passive = [at for at in demands if helped or not {("aux", at - 1), ("customer", at - 1)}.isdisjoint(positions)]
    obliged = obliged or any(("host", at + step) in positions and max(products, default=-1) > at for at in passive for step in (1, 2))
    asked = ("aux", 0) in positions and any(at <= _LAST_OF_OPENING for at in demands) and "customer" not in question.cues
    return (obliged or asked) and not any(cue in _POSSIBLE and at > last for cue, at in positions)


def leaves_place(table: HostingTable, question: Question) -> bool:
    """Whether it is asked if something leaves a place, which stands right after the verb ("has X left Y?", not "X is left in Y")."""
    leaving = [term.position for term in question.terms if not table.denying_concepts.isdisjoint(term.keys)]
    if not leaving or not question.cues.isdisjoint(_STAYING):
        return False
    held = {at for _, at in question.positions}
    return any(0 < where.position - at and held.isdisjoint(range(at + 1, where.position)) for where in question.regions for at in leaving)


def _lasts(question: Question) -> bool:
    """Whether it is asked if something is so for as long as, or whenever, something else is that nothing is known of ("while the account exists")."""
    if "lasting" not in question.cues or CONDITION in question.cues:
        return False
    at = max(question.positions.at("lasting"))
    after = sorted([(term.position, term.is_weighty and OUTSIDE not in term.kinds) for term in question.terms if term.position > at])
    placed = [where.position for where in question.mentioned] + [amount.position for amount in question.amounts]
    known = any(weighty for _, weighty in after[:1]) or max([*placed, *question.positions.at_any("data_center", "none")], default=-1) > at
    return at >= 0 and not known


def _supposes_absence(question: Question) -> bool:
    """Whether a condition tells when something is not so, by its first word or by "not" after a thing ("unless X is used", "if X is not used")."""
    if CONDITION not in question.cues or question.cues.isdisjoint({"unless", "not", "never"}):
        return False
    named = [term.position for term in question.own_concepts if term.position >= 0]
    opened = any(at < position for at in question.positions.at("unless") for position in named)
    supposed = [term.position for term in question.terms if term.supposed and not term.negated]
    denials = question.positions.at_any("not", "never")
    return opened or any(0 < at - position <= _REACH_OF_DENIAL for at in denials for position in supposed)
