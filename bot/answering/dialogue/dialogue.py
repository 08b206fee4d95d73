"""What a thread has settled, and how a question is understood in its light."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.account import NO_ACCOUNT, Account
from bot.answering.common.carrying import as_correction
from bot.answering.common.defined import with_defined
from bot.answering.common.findings import Finding
from bot.answering.common.following import swaps_place
from bot.answering.common.reference import (
    COMPARING,
    POINTING_BACK,
    Groups,
    as_difference,
    chosen_from,
    names_rest,
    narrowing,
    pointed_at,
    selects,
    without_told,
)
from bot.answering.common.table import HostingTable
from bot.answering.dialogue.after_list import as_other, judged, leaves_open, of_count, of_dropped, of_list, of_number, only_one, sole_holder
from bot.answering.dialogue.applied import applied, in_told_places, named_in_turn, only_told
from bot.answering.dialogue.data_in_order import of_numbered_data
from bot.answering.dialogue.ellipsis import Given, fill
from bot.answering.dialogue.giving_up import with_refusal
from bot.answering.dialogue.likening import LIKENED, likened, likened_data, weighed_with_it
from bot.answering.dialogue.other_origin import of_other_origin
from bot.answering.dialogue.other_place import of_other_place
from bot.answering.dialogue.others import (
    asked_if_alone,
    asked_of_alike,
    asked_of_all,
    asked_of_its_all,
    asked_of_lacking,
    asked_of_limit,
    asked_of_others,
    is_rest_there,
    judged_of_all,
)
from bot.answering.dialogue.places_in_turn import asks_of_all, of_all
from bot.answering.dialogue.pointed_data import of_spoken_data
from bot.answering.dialogue.sluicing import counted, of_its_things, sluiced
from bot.answering.table.membership import as_choice, as_sought, is_of_members, seeks_products
from bot.answering.table.other_data import asked_of_all_data, asked_of_left_out
from bot.knowledge.model import Knowledge
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import Question, Term, Where

_NO_GROUPS = Groups()
_POINTING_ALONE = frozenset({"rest", "other", "chosen"})  # Cues that mean something where nothing was said before, too.
_OF_REST = frozenset({"rest", "what_about", "all", "everything"})
_OTHERS = frozenset({"rest", "other", "without", "gives_up"})
_ONE = frozenset({"not_both", "only", "or", "at_least"})


class Asked(Struct, frozen=True):
    """A clause that asks: as read, as completed, and what was found."""

    read: Question
    understood: Question
    finding: Finding


class DialogueState(Struct, frozen=True):
    """What a thread has settled: the last question as understood, the groups of products, the language, and what was told last.

    `found` is what was found for that question, `sought` the last one that asked for products, `defined` are the kinds of data
    that were explained, `places` those of which the same was asked one by one, `data` the kinds of data of one product named so far.
    `before` is what was settled before an aside, a question about the article itself or one that found nothing;
    `account` is where the account in hand was said to be.
    """

    question: Question | None = None
    found: Finding | None = None
    sought: Question | None = None
    defined: tuple[str, ...] = ()
    groups: Groups = _NO_GROUPS
    language: str = ""
    told: tuple[Asked, ...] = ()
    places: tuple[Where, ...] = ()
    data: tuple[str, ...] = ()
    before: DialogueState | None = None
    account: Account = NO_ACCOUNT

    @property
    def is_new(self) -> bool:
        """Whether nothing was settled or said yet."""
        return self.question is None and not self.told and self.groups == _NO_GROUPS

    @property
    def is_of_products(self) -> bool:
        """Whether products were asked for or about, or it was asked back which is meant, so that "the X one" is one."""
        last = self.question
        if last is None or "staff" in last.cues:
            return False
        asked_back = self.found is not None and self.found.status == "clarify"
        return bool(last.products or self.groups.listed) or (last.kind == "which" and not last.own_concepts) or asked_back

    @property
    def is_of_data(self) -> bool:
        """Whether kinds of data were asked about, so that "the X one" may be a kind."""
        return self.question is not None and bool(self.question.data)


class Completed(Struct, frozen=True):
    """A question with what was filled in, and the products that "those" stands for."""

    question: Question
    listed: tuple[str, ...] = ()


def complete(question: Question, state: DialogueState, table: HostingTable) -> Completed:
    """Fill in what `question` leaves out from what the thread has settled; `table` tells what there is and what it explains."""
    return Completed(question) if state.is_new and question.cues.isdisjoint(_POINTING_ALONE) else _completed(question, state, table)


def _completed(question: Question, state: DialogueState, table: HostingTable) -> Completed:
    last, knowledge = state.question, table.knowledge
    if last is not None and asks_of_all(question, last, state.places):
        return Completed(of_all(question, last, state.places) or question)
    if last is not None and (asked := _of_list_alone(question, last, state.groups)):
        return asked
    question = _in_its_words(question, state, knowledge)
    if last is not None and state.found:
        found = state.found
        made = asked_of_all_data(question, last, table.explained_concepts) or asked_of_left_out(question, last)
        made = made or asked_of_limit(question, last, found) or asked_of_others(question, last, found)
        made = made or asked_of_all(question, last, found) or in_told_places(question, last, found) or of_other_origin(question, last)
        made = made or asked_of_alike(question, last, found) or asked_if_alone(question, last, found) or asked_of_lacking(question, last)
        if made := made or sluiced(question, last, found) or asked_of_its_all(question, last, found):
            return Completed(made)
        question = counted(of_its_things(judged_of_all(question, found), last, found), last, found)
    about_told = _about_told(question, state, knowledge)
    if about_told and not question.products:
        return Completed(about_told)
    if last is not None:
        question = _compared_with(with_refusal(question) if last.yes_no and last.products else question, last, state, knowledge)
    listed = _pointed(question, last, state.groups, knowledge) or sole_holder(question, last, state.found)
    if last is not None:
        if not listed and leaves_open(question, last, state.groups):
            return Completed(question)
        listed = () if listed and _points_at_data(question, last) else listed
        judged = bool(state.groups.holding) and set(listed) < set(last.products)
        question = _judged_rest(question, last) if listed and judged else _of_group(question, last, listed)
    if listed and not selects(question, last):
        question, listed = _with_products(question, listed), ()
    if "chosen" in question.cues and question.regions and not (question.kind or question.products or listed):
        question = replace(question, kind="which")  # Nothing was chosen before to which it could point.
    if last is None:
        return Completed(question, listed)
    if (sought := state.sought) is not None and not (about_told and about_told.told) and is_of_members(question, last, sought):
        return Completed(as_sought(question, sought))
    if alike := _of_likened(question, last, state.groups, knowledge) or about_told:
        return Completed(alike)
    listed = listed or chosen_from(question, state.groups, last.products, knowledge.products) or _left_of(question, state.groups.chosen)
    return Completed(fill(question, Given(last, "thread"), listed), listed)


def _pointed(question: Question, last: Question | None, groups: Groups, knowledge: Knowledge) -> tuple[str, ...]:
    """The products that a question points at; after one judged in a place as a whole, "and the others?" are all other products."""
    listed = pointed_at(question, groups, last.products if last else (), knowledge.products) or only_one(question, groups)
    if listed or last is None or "rest" not in question.cues or not (names_rest(question) and last.yes_no and last.regions):
        return listed
    alone = len(last.products) == 1 and not (last.data or last.own_concepts or question.regions or question.unknown)
    return tuple(key for key in knowledge.products if key not in last.products) if alone else ()


def _of_list_alone(question: Question, last: Question, groups: Groups) -> Completed | None:
    """The question which of a list are not in it, or if one of those listed is so, of that list; None where neither is asked."""
    if dropped := of_dropped(question, last, groups):
        return Completed(dropped, judged(last, groups))
    if count := of_count(question, last, groups):
        return Completed(count)
    numbered = None if _ONE.isdisjoint(question.cues) else of_number(question, last, groups)
    return Completed(numbered, groups.listed) if numbered else None


def _in_its_words(question: Question, state: DialogueState, knowledge: Knowledge) -> Question:
    """The question as what it says after the last one: that it puts it right, leaves some out, or asks for the others of a list."""
    last = state.question
    if "other" in question.cues:
        question = of_other_place(question)
    if last is not None:
        question = of_spoken_data(of_numbered_data(question, last, state.data), last, state.found, knowledge)
    question = without_told(question, state.groups, last.products if last else (), knowledge.products)
    question = as_difference(as_other(as_correction(question, last) if last else question), last)
    if state.told:
        question = replace(question, after=tuple(key for item in state.told for key in item.finding.statements))
    if last is not None:
        question = as_choice(of_list(question, last, state.groups, knowledge.products), last)
    question = with_defined(question, last, state.defined)
    return narrowing(question, last.regions if last else ()) if len(state.groups.listed) > 1 else question


def _of_likened(question: Question, last: Question, groups: Groups, knowledge: Knowledge) -> Question | None:
    """The question if the data, or products, that it likens have the same places; None where it likens none."""
    if not POINTING_BACK.isdisjoint(question.cues):
        pointed = pointed_at(replace(question, products=()), groups, last.products, knowledge.products)
        last = replace(last, products=pointed, data=last.data if "data" in last.filled else ())  # "X, the same as the first one?"
    alike = replace(question, kind="", yes_no=True, cues=question.cues | {"location_noun"})
    if data := likened_data(question, last):
        return replace(alike, products=last.products, data=data, filled=(*question.filled, "products", "data"))
    products = likened(question, last)
    return _with_products(replace(alike, data=last.data, filled=(*question.filled, LIKENED)), products) if products else None


def _of_group(question: Question, last: Question, listed: tuple[str, ...]) -> Question:
    """The question with what the last one asked of the products `listed` that it points at, or of all data of the one ("and the rest?")."""
    if listed and names_rest(question) and (seeks_products(last) or last.kind == "which"):
        lists = seeks_products(last) and len(listed) > 1
        question = replace(question, kind="which") if lists else replace(question, kind="where", data=last.data)
    elif listed and names_rest(question) and last.data and last.yes_no and "any" in last.cues and not last.products:
        question = replace(question, data=last.data, filled=(*question.filled, "data"))  # "Any of them in X?" - "And the others?"
    if listed and is_rest_there(question, last):
        places = tuple(replace(where, wanted=True) for where in last.regions)
        rest = question.positions.without(question.positions.at("rest"))
        question = replace(question, regions=places, cues=question.cues - _OF_REST, positions=rest, filled=(*question.filled, "regions"))
    holders = last.kind in ("how_many", "who") and bool(last.data) and not last.products
    of_it = "it" in question.cues and len(listed) == 1  # "Which holds X?" - "Is it in Y?"
    chooses = question.kind or (question.regions and not of_it)
    same_group = listed == last.products or ((holders or seeks_products(last)) and chooses and not (last.regions and swaps_place(question)))
    pointed = question.kind == "where" and listed == last.products and "those" in question.cues and not question.group_size
    if listed and same_group and (pointed or question.kind in ("which", "how_many", "")) and not (question.data or last.data_by_product):
        question = replace(question, data=last.data, filled=(*question.filled, "data"))
    if last.data and not listed and len(last.products) == 1 and names_rest(question):
        return _with_products(replace(question, kind="where"), last.products)
    return question


def _judged_rest(question: Question, last: Question) -> Question:
    """The question that says nothing more of the others of some products just judged, if it is so of them ("so that one is out. The other two?")."""
    named = question.data or question.outside or question.unknown or any(term.is_weighty and term.position >= 0 for term in question.terms)
    if named or question.kind or question.regions or not last.regions or question.cues.isdisjoint(_OTHERS):
        return question
    return replace(question, yes_no=True, regions=last.regions, data=last.data, cues=question.cues - _OTHERS, filled=(*question.filled, "regions"))


def _about_told(question: Question, state: DialogueState, knowledge: Knowledge) -> Question | None:
    """The question as one about what was told last, None where it is none."""
    last = state.question
    if last is None or not state.told:
        return None
    told = state.told[-1]
    in_turn = named_in_turn(question, last, state.groups.listed) if told.read.products and told.finding.facts else ()
    if in_turn:
        alike = replace(question, data=last.data, yes_no=not question.kind, cues=question.cues | {"location_noun"})
        return _with_products(alike, in_turn)
    only = only_told(question, last, told.finding) if "only" in question.cues else None
    return only or applied(question, last, [item.finding for item in state.told], knowledge.statements)


def _compared_with(question: Question, last: Question, state: DialogueState, knowledge: Knowledge) -> Question:
    """The question of the product that it names and the one of those just compared that it points at ("and between the first and X?")."""
    if pair := weighed_with_it(question, last):
        return _with_products(replace(question, data=last.data), pair)
    says_more = question.kind or question.data or question.regions or question.own_concepts or len(question.products) != 1
    points = not question.cues.isdisjoint(POINTING_BACK) and question.cues <= POINTING_BACK | {"and", "what_about", "at", "of"}
    if says_more or last.cues.isdisjoint(COMPARING) or not points:
        return question
    named = question.products
    pointed = pointed_at(replace(question, products=()), state.groups, last.products, knowledge.products)
    return _with_products(question, (*pointed, *named)) if len(pointed) == 1 and pointed != named else question


def _left_of(question: Question, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The products just listed without those that the question sets aside of them ("without X?"); none where it sets aside none of them."""
    aside = set(question.excluded_products)
    says_more = question.products or question.data or question.regions or question.kind
    return tuple(key for key in chosen if key not in aside) if aside and aside <= set(chosen) and not says_more else ()


def _points_at_data(question: Question, last: Question) -> bool:
    """Whether "those" are data that were just spoken of in one product ("X's recordings? And Y's?" - "Can those be in Z?").

    Or it is gone back to data, whose products are others than those named last.
    """
    if question.data and "back_to" in question.cues:
        return True
    of_products = question.group_size or question.cues & {"of", "product", "all", "any", "other", "rest"}
    plain = question.kind in ("", "where") and not of_products
    return "those" in question.cues and bool(last.data) and len(last.products) == 1 and plain


def _with_products(question: Question, products: tuple[str, ...]) -> Question:
    """The question about products that it points at, which are among its terms as if named, without weight."""
    if not products:
        return question
    terms = (Term((key,), (PRODUCT,), -1, "") for key in products)
    return replace(question, products=products, terms=(*question.terms, *terms), filled=(*question.filled, "products"))
