"""What is asked of the list just told, and no more: which are not in it, the rest of it by its number, how many are left, which has more."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bot.answering.common.findings import Finding
from bot.answering.common.reference import Groups
from bot.answering.dialogue.denied_before import DENIED
from bot.answering.table.membership import PRODUCT_KINDS
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Count, Positions, Question

_DENIALS = frozenset({"not", "lacks"})
_ASIDE = frozenset({"and", "what_about", "of", "at", "aux", "host", "available", "subject", "yes_no", "there", "using"})
_WHICH_NOT = _DENIALS | _ASIDE | {"which", "those", "product", "without"}
_REST_NOT = frozenset({"rest", "not"})
_WHICH_REST_NOT = _WHICH_NOT | {"rest", "what"}
_DROPPING = frozenset({"gives_up", "left_out", "keeps_out", "cause", "except", "lacks"})
_WHICH_DROPPED = _DROPPING | _WHICH_NOT | {"only", "who", "infers", "confirm", "yes", "toward", "it"}
_COUNTED_NOT = _WHICH_NOT | {"how_many", "holds", "perfect"}
_COUNTED_OUT = frozenset({"not", "left_out", "lacks", "gives_up"})
_COUNTING = _COUNTED_NOT | _COUNTED_OUT | {"it", "list", "article_says", "deed", "infers", "perfect", "subject", "toward", "and"}
_OTHERS = frozenset({"rest", "other"})
_LEFT = frozenset({"rest", "stays_left", "other"})
_MORE = frozenset({"more_than", "fewer_than", "most", "fewest"})
_BESIDE_ONE = _WHICH_NOT | {"not_both", "only", "or", "at_least", "it", "infers", "confirm", "yes", "outside", "able"}
_PAIR = 2


def of_list(question: Question, last: Question, groups: Groups, every: Collection[str]) -> Question:
    """The question as one that says what it leaves open of the list just told; any other question as it is."""
    if question.products or question.regions or question.data or question.own_concepts or question.unknown or question.outside:
        return question
    if _REST_NOT <= question.cues <= _WHICH_REST_NOT and question.kind in ("", "what", "which") and not question.group_size:
        question = replace(question, kind="which", yes_no=False, cues=question.cues - {"rest", "what"} | {"which"})
    if question.kind == "how_many" and not _DENIALS.isdisjoint(question.cues) and question.cues <= _COUNTED_NOT and len(groups.among) < _PAIR:
        question = replace(question, kind="which", yes_no=False, cues=frozenset({"which", "not"}))  # "How many don't?"
    if question.kind == "which" and not question.group_size:
        return _of_pair(_which_not(question, last, groups), last, groups)
    if question.kind == "how_many" and last.excluded_products and not _LEFT.isdisjoint(question.cues):
        return replace(question, cues=question.cues - _LEFT, terms=())  # "Which are in X?" - "Except Y." - "How many are left?"
    if question.group_size and not question.kind and not _OTHERS.isdisjoint(question.cues):
        return _rest_by_number(question, last, groups, every)
    return question


def as_other(question: Question) -> Question:
    """The question without what people did with the other thing of which the same is asked ("and for the other one they bought?")."""
    others = ("what_about", 0) in question.positions and not question.cues.isdisjoint({"rest", "other"}) and "subject" in question.cues
    says_more = question.kind or question.products or question.data or question.regions or question.outside or question.unknown
    return replace(question, terms=()) if others and not says_more and len(question.own_concepts) == 1 else question


def judged(last: Question, groups: Groups) -> tuple[str, ...]:
    """The products that the last question asked about, or that its answer was chosen from."""
    return last.products or groups.among


def of_dropped(question: Question, last: Question, groups: Groups) -> Question | None:
    """The question which of those last asked about or chosen from are not so, or if it is just one ("so only one drops out?"); else None."""
    said = replace(question, terms=()) if "except" in question.cues else question  # "The exception" names no subject.
    plain = not said.has_subject and question.kind in ("", "which", "who") and question.cues <= _WHICH_DROPPED
    if not plain or _DROPPING.isdisjoint(question.cues) or len(judged(last, groups)) < _PAIR or not last.regions or "not" in last.cues:
        return None
    counted = "only" in question.cues and not question.kind and ("product" in question.cues or question.group_size)
    count = Count(question.group_size or 1, question.group_size or 1) if counted else None
    cues = frozenset({"product", "any" if counted else "which"})
    places = tuple(replace(where, wanted=False) for where in last.regions)
    made = replace(question, regions=places, data=last.data, kind="" if counted else "which", yes_no=bool(counted), cues=cues, group_size=0)
    return replace(made, product_count=count, positions=Positions(), filled=("regions",))


def of_count(question: Question, last: Question, groups: Groups) -> Question | None:
    """The question how many products are where one was asked to be ("is X in Y?" - "how many are?"), or in the last list, or not; else None."""
    listing = question.positions.at("list")
    named = any(term.position not in listing and (PRODUCT in term.kinds or DATA in term.kinds) for term in question.terms)
    plain = not (named or question.regions or question.count or question.group_size or question.unknown or question.outside)
    if not plain or question.kind != "how_many" or not question.cues <= _COUNTING or not (last.regions or last.data) or len(last.products) > 1:
        return None
    denied = not question.cues.isdisjoint(_COUNTED_OUT)
    lists = last.kind in PRODUCT_KINDS and not last.products
    of_list = denied or ("product" in question.cues and len(question.positions.at("article_says")) == 1 and bool(listing))
    if not (of_list if lists else last.yes_no) or (denied and not all(where.wanted for where in last.regions)):
        return None
    if lists and len(groups.among) > 1:
        return None
    places = tuple(replace(where, wanted=where.wanted != denied) for where in last.regions)
    lacking = ["not"] if denied and not places else []
    cues = frozenset({"which", "product", *lacking}) | (last.cues & {"or"})
    made = replace(question, kind="which", yes_no=False, regions=places, data=last.data, terms=(), cues=cues, filled=("regions",))
    return replace(made, positions=Positions((cue, 0) for cue in lacking))


def of_number(question: Question, last: Question, groups: Groups) -> Question | None:
    """The question if just one of those just listed is in a place or not, or at least one ("is only one of those not in X?"); else None."""
    said = next((at for at in question.positions.at_any("not_both", "only", "or", "at_least") if _counts_one(question, at)), None)
    more = question.products or question.data or question.outside or question.unknown or not question.cues <= _BESIDE_ONE
    if said is None or more or len(groups.listed) < _PAIR or len(question.regions) != 1:
        return None
    where = question.regions[0]
    only = where.only and bool(set(question.positions.at("only")) - {said})  # Of the place: "only one of those in X only".
    place = replace(where, wanted=where.wanted and not where.beyond, beyond=False, only=only)
    count = None if question.cues_at(said) & {"or", "at_least"} else Count(1, 1)
    made = replace(question, kind="", yes_no=True, regions=(place,), data=last.data, product_count=count, count=None, group_size=0, terms=())
    return replace(made, cues=frozenset({"product", "any"}), positions=Positions(), filled=("data",) if last.data else ())


def _counts_one(question: Question, at: int) -> bool:
    """Whether a word at a position says how many of those that are pointed at: "only one of those", "at least one of them"."""
    if not question.cues_at(at).isdisjoint({"not_both", "or"}):
        return not question.cues_at(at + 1).isdisjoint({"those", "it", "which"})
    return "those" in question.cues_at(at + 2) and not (question.cues_at(at + 1) or question.group_size)


def only_one(question: Question, groups: Groups) -> tuple[str, ...]:
    """The one product of the last answer that "which of those?" points at; none where it told more, or the question points at nothing."""
    pointed = question.kind == "which" and not question.group_size and set(question.positions.at("those")).difference(question.positions.at("which"))
    return groups.chosen if pointed and len(groups.chosen) == 1 and groups.chosen == groups.listed and not question.products else ()


def sole_holder(question: Question, last: Question | None, found: Finding | None) -> tuple[str, ...]:
    """The one product that holds the data asked about last, where others of it are asked about ("forum data in X?" - "and its chats?")."""
    if last is None or found is None or last.products or not last.data or question.products or not question.data or question.kind == "which":
        return ()
    named = {term.position for term in question.terms if DATA in term.kinds}
    joined = question.positions.at_any("of", "at")
    owned = any(at + 1 in named or (at - 1 in joined and at - 2 in named) or at - 1 in named for at in question.positions.at("it"))
    holders = dict.fromkeys(fact.product for fact, _ in found.facts)
    return tuple(holders) if owned and len(holders) == 1 else ()


def leaves_open(question: Question, last: Question, groups: Groups) -> bool:
    """Whether others than those of a list are asked for by a number that is not that of the rest ("and the other 5?", where six are left)."""
    numbered = question.group_size and not (question.kind or question.has_subject) and not _OTHERS.isdisjoint(question.cues)
    rest = len(set(groups.among).difference(groups.chosen))  # "Which of the three has Y?" - "And the other two?"
    return bool(numbered and groups.chosen) and last.kind in PRODUCT_KINDS and question.group_size != rest


def _lists_all(last: Question, groups: Groups) -> bool:
    """Whether the last answer listed products out of all that there are."""
    return last.kind in PRODUCT_KINDS and not last.products and len(groups.among) < _PAIR and bool(groups.chosen)


def _which_not(question: Question, last: Question, groups: Groups) -> Question:
    """ "Which ones aren't?", "which are not there?", "which are missing?" as "which aren't?": a list has none that it was not chosen for."""
    denied = not _DENIALS.isdisjoint(question.cues)
    if denied and DENIED in last.filled and question.cues <= _WHICH_NOT and not last.products:
        return replace(question, regions=last.regions, cues=question.cues | {"product"})  # "Which are not in X?" - "And in Y?" - "Which aren't?"
    if not (denied or "aux" in question.cues) or not question.cues <= _COUNTED_NOT or len(groups.among) > 1:
        return question
    of_all = last.kind in PRODUCT_KINDS or (last.yes_no and last.cues >= {"all", "product"})
    chosen = {where.wanted for where in last.regions} == {denied} and not last.products
    pointed = set(question.positions.at("those")).difference(question.positions.at("which"))  # "Which of those aren't?" is of the list.
    if not (of_all and chosen) or pointed:
        return question
    cues = (("which", 0), ("subject", 0), *((("not", 1),) if denied else ()), ("aux", 1))
    return replace(question, cues=frozenset(cue for cue, _ in cues), positions=Positions(cues))


def _rest_by_number(question: Question, last: Question, groups: Groups, every: Collection[str]) -> Question:
    """ "The other seven" as "the others", where as many are left of all after a list that was chosen from all."""
    if not _lists_all(last, groups) or len(groups.chosen) + question.group_size != len(every):
        return question
    return replace(question, group_size=0, cues=question.cues - _OTHERS | {"rest"})


def _of_pair(question: Question, last: Question, groups: Groups) -> Question:
    """ "Which has more?" as one about the two products whose places were just told one by one."""
    told = last.kind == "where" and len(last.products) == 1 and len(groups.named) >= _PAIR
    if not told or _MORE.isdisjoint(question.cues) or "product" in question.cues or last.data:
        return question
    return replace(question, group_size=_PAIR, cues=question.cues | {"those"})
