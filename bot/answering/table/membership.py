"""Whether a product is among those that a thread asked for last ("which are in X?" - "is Y one of them?", "and Y?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.answering.common.findings import Finding
from bot.answering.common.following import VERBAL, asks_of_verb, asks_which_alone, denies_products
from bot.answering.common.negation import is_denied
from bot.answering.common.reference import COMPARING
from bot.answering.table.by_rows import carried_whole
from bot.replies import Verdict
from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.syntax.question import Positions, Question, Term, Where

PRODUCT_KINDS = ("which", "what", "how_many")
MEMBERS = "members"
_WITHOUT = "members_without"  # Tells that the list is one of those that lack data.

# Cues of a follow-up that only holds a product against a list, and those of them that point at it.
_POINTING = frozenset({"those", "list", "contains", "including"})
_OF_LIST = _POINTING | VERBAL | {"there", "article_says", "thanks", "because", "applies", "product", "host"}

# Cues of a verb that asks how many are somewhere, and of what may stand beside it.
_BEING = frozenset({"at", "host", "available"})
_COUNTING = _BEING | {"how_many", "aux", "yes_no", "what_about", "and", "those", "of", "not"}

# Cues of what stands after "neither" and only points at the places that it denies ("of the two regions").
_OF_PLACES = frozenset({"those", "it", "of", "location_noun", "from", "at", "without", "there"})

# Cues by which a list is chosen, that go on with its places.
_CHOOSING = frozenset({"only", "or", "every_region", "not_both"})


def seeks_products(question: Question) -> bool:
    """Whether a question asks for products by place, kind of data or subject, and nothing that cannot be asked of each alone."""
    any_product = question.yes_no and question.cues >= {"any", "product"}
    asks = question.kind == "which" or any_product or ("list" in question.cues and question.kind in ("", "what"))
    chosen_by = question.regions or question.data or question.count or _subjects(question)
    return bool(asks and chosen_by) and not (question.products or question.besides or question.outside or question.unknown)


def chooses_among_holders(told: Question, asked: Question) -> bool:
    """Whether some of the products that hold data told before are asked for ("of the products that list X, which don't list Y?")."""
    holders = told.cues >= {"product", "holds"} and not (told.kind or told.products)
    return bool(holders and told.data and asked.data) and asked.kind == "which"


def as_choice(question: Question, last: Question) -> Question:
    """The question; how many are, after those were asked for that are not, or the reverse, as which ones are.

    "Which are not in X?" - "And how many are?"
    """
    denied = "not" in question.cues
    verbal = denied or ("aux" in question.cues and not question.cues.isdisjoint(_BEING))
    plain = not (question.has_subject or question.group_size) and question.cues <= _COUNTING
    turned = {where.wanted for where in last.regions} == {denied}
    if question.kind != "how_many" or not (plain and turned and verbal):
        return question
    return replace(question, kind="which", cues=question.cues - {"how_many", "those", "of"} | {"which"})


def is_of_members(question: Question, last: Question, sought: Question) -> bool:
    """Whether a question names products and no more, right after the list that was `sought` or others held against it, or points at it."""
    adding = set(question.positions.at_any("and", "both"))
    named = any(term.position not in adding for term in question.own_concepts)
    says_more = named or question.data or question.regions or question.outside or question.software or question.unknown
    asks_more = question.kind or question.amounts or question.parts or question.count or not question.cues <= _OF_LIST
    if not question.products or says_more or asks_more:
        return False
    denied = "what_about" in question.cues and any(not where.wanted for where in sought.regions)  # "And X?" after "which can't?": what X may.
    return (last is sought and not denied) or MEMBERS in last.filled or ((last is sought or not last.products) and bool(question.cues & _POINTING))


def as_sought(question: Question, sought: Question) -> Question:
    """The question whether its products are what was `sought`; what that denied is now lacked."""
    denied = bool(sought.regions) and not any(where.wanted for where in sought.regions)
    cues = (question.cues - _POINTING) | (sought.cues & _CHOOSING)
    without = (_WITHOUT,) if sought.data and not sought.regions and "not" in sought.cues else ()
    added = "lacks" if denied else "" if sought.regions or sought.count else "holds" if sought.data else "applies"
    adding = set(question.positions.at_any("and", "both"))
    return replace(
        question,
        kind="",
        yes_no=True,
        data=sought.data,
        count=sought.count,
        regions=tuple(earlier(replace(where, wanted=where.wanted or denied)) for where in sought.regions),
        terms=(*_subjects(sought), *(term for term in question.terms if PRODUCT in term.kinds or term.position not in adding)),
        cues=cues | {added} if added else cues,
        positions=Positions(((added, -1), *question.positions)) if added else question.positions,
        filled=(*question.filled, "regions", "data", "terms", MEMBERS, *carried_whole(sought), *without),
    )


def places_of_which(question: Question, last: Question, *, asks_products: bool) -> tuple[Where, ...]:
    """The places of "which of them can?", "and which can't?": those of the last question, turned where that or this one is denied."""
    if len(last.regions) > 1 and _asks_neither(question):
        return tuple(replace(where, wanted=False) for where in last.regions)
    if "left_out" in question.cues and not question.names_subject:
        return tuple(replace(where, wanted=False) for where in last.regions) if len(last.regions) == 1 else ()
    denied, asked_which = denies_products(question), last.kind in PRODUCT_KINDS
    if "wholly" in question.cues and not question.names_subject:
        return tuple(replace(where, wanted=not denied) for where in last.regions)  # "Which of them fully?"
    if asks_of_verb(question) and not denied:
        return tuple(replace(where, wanted=True) for where in last.regions)
    asked_of_all = len(last.products) > 1 or (not last.products and "all" in last.cues)
    concludes = asks_products and last.yes_no and "what_about" in question.cues  # "Which products, then?"
    in_turn = last.yes_no and asks_of_verb(question, denied=True)
    of_those = (
        (last.yes_no or (last.products and "demand" in last.cues)) and "those" in question.cues and question.cues & {"aux", "not"}
    )  # "X in Z? And Y?" - "Which of the two can't?"
    several = concludes or in_turn or bool(of_those) or ((last.yes_no or "or" in last.cues) and asked_of_all)
    several = several or (asks_products and (not question.cues.isdisjoint({"aux", "available"}) or (not last.kind and asks_which_alone(question))))
    of_them = "it" in question.cues and len(last.products) != 1
    own_data = question.data and "data" not in question.filled
    names = own_data or question.products or question.own_concepts or question.outside
    if names or question.cues & COMPARING or not (several or of_them or (denied and asked_which)):
        return ()
    as_asked = asked_which and "it" not in question.cues
    return tuple(replace(where, wanted=(where.wanted or not as_asked) != denied) for where in last.regions)


def _asks_neither(question: Question) -> bool:
    """Whether those are asked for that have none of the places spoken of ("and which have neither?")."""
    lacking = question.positions.at("without")
    ended = bool(lacking) and all(at <= lacking[-1] or cue in _OF_PLACES for cue, at in question.positions)
    return ended and not (question.names_subject or question.unknown)


def verdict_of_none(read: Question, completed: Question, finding: Finding) -> Finding:
    """No, where a place is asked about after products were asked for, and none of them is there ("which hold X?" - "possible in Y?")."""
    asks = read.yes_no and not read.kind and completed.kind == "which" and bool(read.regions) and not read.negative
    if not asks or finding.status != "answered" or finding.verdict or finding.products or finding.facts:
        return finding
    return replace(finding, verdict="no")


def verdict_of_member(read: Question, question: Question, finding: Finding, members: Sequence[str]) -> Finding:
    """The finding with the verdict that the list last told calls for; as it is where the question is of no list."""
    pointed = not _POINTING.isdisjoint(read.cues) or _WITHOUT in question.filled
    if MEMBERS not in question.filled or finding.verdict is None or not members or not pointed:
        return finding
    inside = {product in members for product in question.products}
    verdict: Verdict | None = None if len(inside) > 1 else "yes" if inside.pop() != is_denied(read) else "no"
    return replace(finding, verdict=verdict)


def _subjects(question: Question) -> tuple[Term, ...]:
    return tuple(earlier(term.silent()) for term in question.terms if CONCEPT in term.kinds and (term.text or term.position < 0))
