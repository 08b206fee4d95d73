"""What a question leaves out, filled from what was said before it.

A question has slots: products, data, places, what is asked, its subject, and what stands in the way of an answer. Each is
filled, where it is open, from what was said nearest: an earlier clause of the same sentence, an earlier sentence of the message,
then the thread. The nearer, the more of it goes on: a clause its modifiers and weight, a sentence its names, the thread its question.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.answers.demands import of_named_products
from bot.answering.common.carrying import QUALIFIED, earlier, silent_names
from bot.answering.common.following import (
    EXPLAINED,
    REFERS,
    asks_where_of_data,
    explained_data,
    goes_on_with_data,
    names_case,
    stands_alone,
    with_holding,
)
from bot.answering.common.lengths import aged, asks_of_length, lasting, measured, of_year
from bot.answering.common.shares import asks_left_out
from bot.answering.dialogue.covering import covered, vouched
from bot.answering.dialogue.denied_before import DENIED, is_added_claim
from bot.answering.dialogue.from_thread import FromThread
from bot.answering.dialogue.hearing import claims_not
from bot.answering.dialogue.pointed_data import of_that_data
from bot.answering.dialogue.striking_off import of_rest
from bot.answering.statements.home_region import homes
from bot.answering.table.by_rows import carried_whole
from bot.answering.table.membership import PRODUCT_KINDS, chooses_among_holders
from bot.answering.table.setting_aside import lacked_data
from bot.answering.table.slots import ASKING, Filling
from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PART, PRODUCT, REGION
from bot.understanding.syntax.question import Question, Term, Where

Near = Literal["sentence", "message", "thread"]

# Cues of a question that names places and no more ("Y's backup: in X or Z?").
_AROUND_PLACES = frozenset({"at", "and", "or", "what_about", "only", "both"})
# Cues of a clause that belong to the question after it in the same sentence.
_OF_ALL = frozenset({"all", "both"})
_DENIALS = frozenset({"not", "without", "lacks", "left_out", "leave_aside"})
_MODIFIERS = frozenset(
    {"only", "not", "both", "or", "every_region", "all", "compare", "same", "difference", "except", "first_one", "host", "most", "fewest"}
)

# Those that go on to a question in another sentence too ("We leave Zendesk for X. Which cloud is it in?", "X must stay in Y. Can it?").
_HANDED_ON = frozenset({"replaces", "stays_put"})

# Cues of a clause that tells how long something is so, or when it ends, and does not only name what somebody wishes.
_SAYING = frozenset({"aux", "claims", "later"})


class Given(Struct, frozen=True):
    """What was said before a question, and how near to it."""

    question: Question
    near: Near


def fill(question: Question, given: Given | None, listed: tuple[str, ...] = ()) -> Question:
    """The question with its open slots filled from what is given; `listed` are the products that it points at."""
    if given is None:
        return question
    if given.near != "thread":
        question = of_that_data(question, given.question.data)
    question = of_year(question, given.question)
    if given.near != "thread" and given.question.amounts and not question.amounts and asks_of_length(question, given.question):
        return measured(question, given.question)
    if given.near != "thread" and given.question.struck and not question.products:
        return of_rest(question, given.question)
    question = lasting(question, given.question) if given.near == "thread" else question
    if given.near == "thread" and asks_where_of_data(question, given.question):
        made = replace(question, data=given.question.data, filled=(*question.filled, "data"))
        return replace(made, terms=(*made.terms, *silent_names(made, question)))
    if given.near == "thread" and goes_on_with_data(question, given.question):
        made = replace(question, yes_no=True, data=explained_data(given.question), filled=(*question.filled, "data", EXPLAINED))
        return replace(made, terms=(*made.terms, *silent_names(made, question)))
    if given.near == "thread":
        question = with_holding(question, given.question) if question.data and "contains" in question.cues else question
        of_case = names_case(question, given.question)
        question = replace(question, yes_no=False, cues=question.cues | {"what_about"}) if of_case else question
        made = question if stands_alone(question, listed) and not of_case else FromThread(question, given.question, listed).filled()
        left_out = given.question.excluded_data if "only" in question.cues else ()
        if left_out and question.data and set(left_out).isdisjoint(made.data):
            made = replace(made, excluded_data=left_out)  # "X in Y, not the frobs. Just the tickets?"
        if "untrue" in given.question.cues and is_added_claim(question):
            made = replace(made, filled=(*made.filled, DENIED))
        own = question.amounts or (question.products and question.products != given.question.products)
        return aged(made, given.question) if "still" in question.cues and not own else made
    if question.own_concepts and not (given.question.names_subject or given.question.customers or given.question.mentioned):
        return question  # What is told before it names nothing that it could lack.
    if question.products:
        claimed = covered(question, given.question) or vouched(question, given.question)
        return claimed or of_named_products(question, given.question, same_sentence=given.near == "sentence")
    return _FromMessage(question, given.question, given.near == "sentence").filled()


class _FromMessage(Filling):
    """Filled from the clauses before it in the same message."""

    def __init__(self, question: Question, source: Question, same_sentence: bool) -> None:
        super().__init__(question, source)
        self.same_sentence = same_sentence
        self.qualified = same_sentence and not question.products and _qualifies_product(source)
        self.bare = not (question.products or question.data or question.regions or question.own_concepts)
        self.only_places = (
            bool(question.regions) and not (question.kind or question.data or question.own_concepts) and question.cues <= _AROUND_PLACES
        )

    def filled(self) -> Question:
        self._subjects()
        self._places()
        self._terms()
        if self.bare and self.question.kind == "which" and "product" in self.source.cues and not self.source.products:
            denied = _DENIALS if self.source.own_concepts and not self.source.regions else frozenset[str]()  # "One has an X but no Y. Which?"
            self.changes["cues"] = self.question.cues | {"product"} | (self.source.cues & denied)
        if self.bare and self.question.yes_no and self.source.amounts and self.source.own_concepts and not self.question.amounts:
            self._lengths()
        if self.bare and self.question.kind == "which" and "definitions" in self.question.cues and self.source.parts:
            self._parts()
        if self.same_sentence and "contains" in self.question.cues and self.question.data and not self.question.parts:
            self.changes["parts"] = self.source.parts  # "Tags: part of X data?"
        if self.same_sentence:
            self._modifiers()
        elif self.bare and self.question.yes_no and self.source.cues & _OF_ALL and self.source.products and self.source.regions:
            self.changes["cues"] = self.question.cues | (self.source.cues & _OF_ALL)  # "They want X and Y, all in Z. Can we?"
        elif self.question.kind == "which" and self.source.excluded_products:
            self.changes["excluded_products"] = (*self.source.excluded_products, *self.question.excluded_products)
        elif "it" in self.question.cues and self.question.kind == "who" and self.source.outside and not (self.source.products or self.source.data):
            self.changes["outside"] = (*self.source.outside, *self.question.outside)
        made = self.made()
        if self.question.kind == "which" and "regions" in made.filled and "there" not in self.question.cues and (whole := carried_whole(self.source)):
            made = replace(made, filled=(*made.filled, *whole))  # "They need everything in Y: which can't?"
        if "confirm" in self.question.cues and not self.question.regions and claims_not(self.source):
            made = replace(made, filled=(*made.filled, DENIED))
        if not _HANDED_ON.isdisjoint(self.source.cues):
            made = replace(made, cues=made.cues | (self.source.cues & _HANDED_ON))
        return replace(made, filled=(*made.filled, QUALIFIED)) if "outside" in made.filled and self.qualified else made

    def _lengths(self) -> None:
        """The lengths of time told before: what is wished is met by more ("3 years of logs. Doable?"), what is said is just so."""
        said = not self.source.cues.isdisjoint(_SAYING) or "claims" in self.question.cues
        least = "" if said else "at_least"
        self.changes["amounts"] = tuple(earlier(replace(amount, bound=amount.bound or least)) for amount in self.source.amounts)

    def _subjects(self) -> None:
        if not self.asks_products() or (len(self.source.products) > 1 and (self.same_sentence or "those" in self.question.cues)):
            self.changes["products"] = self.source.products
        asks_anew = self.asks_products() and self.question.regions and not (self.same_sentence or self.question.cues & REFERS)
        if self.same_sentence and (self._is_likened() or chooses_among_holders(self.source, self.question)):
            self.changes["data"] = tuple(dict.fromkeys((*self.source.data, *self.question.data)))
        elif not (self.question.data or asks_anew or self.asks_every_kind() or self._names_data_aside()):
            self.changes["data"], self.changes["data_by_product"] = self.source.data, self.source.data_by_product
            if "it" in self.question.cues and self.source.products:
                self.changes["maybe_data"] = self.question.maybe_data or self.source.maybe_data  # "The files in X, where are they?"

    def _names_data_aside(self) -> bool:
        """Whether brackets tell what somebody uses a product for, whose data are asked about ("we have X (tickets, chats). Where are our data?")."""
        named = [term for term in self.source.terms if DATA in term.kinds]
        asks_all = self.question.kind == "where" and "data" in self.question.cues and bool(self.source.products)
        return asks_all and bool(named) and all(term.aside for term in named)

    def _parts(self) -> None:
        """The part of a kind of data that was named before, of whatever kind it was said, where it is asked in which kind it is."""
        first = min(self.source.positions_of(PART), default=0)
        self.changes["parts"] = self.source.parts
        if all(term.position > first for term in self.source.terms if DATA in term.kinds):
            self.changes["data"], self.changes["data_by_product"] = self.question.data, self.question.data_by_product

    def _is_likened(self) -> bool:
        """Whether data named before are asked about, and others only after the place ("recordings: can they go to X like the tickets do?")."""
        pointing, named = self.question.positions.at("it"), self.question.positions_of(DATA)
        place = next((where.position for where in self.question.regions), -1)
        return bool(self.source.data and named and pointing) and pointing[0] < place < min(named)

    def _places(self) -> None:
        question = self.question
        if not question.regions and question.kind != "where":
            self.changes["customers"] = (*question.customers, *self.source.customers)
            own = "own_place" in question.cues or (self.asks_products() and self.source.cues >= {"own_place", "demand"})
            own = own or (self.bare and question.yes_no and "there" in self.source.cues)
            pointing = "there" in question.cues and not self.source.regions  # "The client is in X. Is any product there?"
            own = own or (pointing and bool("product" in question.cues or question.products or self.source.products))
            places = (*self.source.customers, *self.source.regions) if own else self.source.regions
            if own and self.source.customers:
                self.changes["customers"] = (*question.customers, *places)  # "One office in X, one in Y, each wants its data at home."
            bound = "demand" not in self.source.cues or not _DENIALS.isdisjoint(self.source.cues)  # Whoever demands "only Y" chooses it.
            self.changes["regions"] = tuple(earlier(replace(where, wanted=self._is_wanted(where), only=where.only and bound)) for where in places)
        elif question.regions and self.same_sentence and question.kind == "which":
            named = {(where.code, where.place) for where in question.regions}
            before = tuple(earlier(where) for where in self.source.regions if (where.code, where.place) not in named)
            self.changes["regions"] = (*before, *question.regions)
        if question.count is None:
            self.changes["count"] = self.source.count
        if question.yes_no and question.own_concepts and question.mentioned:
            self.changes["mentioned"] = (*homes(self.source), *question.mentioned)

    def _is_wanted(self, where: Where) -> bool:
        """Whether what is in a place of the source is asked for: "X is not in Y. Which are?" does, "Not in Y: which? How many?" not."""
        question, source = self.question, self.source
        if lacked_data(question):
            return where.wanted  # "Of those in Y, which do not hold X?"
        if asks_left_out(question, source):
            return False
        if "rest" in question.cues and source.product_count and not source.products:
            return not where.wanted  # "If seven of the products can be in Y, which are the other seven?"
        denied = question.negative or question.cues >= {"without", "it"}
        if "there" in question.cues:
            return not denied  # "They refuse Y. Which are there?"
        selects, told = question.kind in PRODUCT_KINDS, source.kind not in PRODUCT_KINDS
        concludes = question.cues >= {"aux", "what_about"} and "it" not in question.cues  # "Not in Y, I see. Which are, then?"
        if selects and where.only and not where.wanted:
            return denied  # "They refuse what is only in Y. Which can we not use?"
        if selects and told and (source.products or denied or concludes):
            return not denied
        return where.wanted != (self.same_sentence and question.negative and question.kind in ("which", "what"))

    def _terms(self) -> None:
        """The terms before it, weightless where the question stands on its own."""
        aside = self.source.positions.at("outside") if self.question.regions and self.question.yes_no else ()  # "Not outside of X. Can it be in X?"
        told = [term for term in self.source.terms if CONCEPT not in term.kinds or term.position not in aside]
        weighs = self.same_sentence or self._selects_by_subject()
        old = [earlier(term if weighs and self._weighs(term) else term.silent()) for term in told]
        if self.asks_products() and self.question.regions and self.question.cues.isdisjoint({"it", "those", "there"}):
            old = [term for term in old if CONCEPT not in term.kinds]
        if self.question.regions:
            old += [
                earlier(Term((where.code,), (REGION,), where.position, "")) for where in (*self.source.regions, *self.source.customers) if where.code
            ]
        self.changes["terms"] = (*old, *self.question.terms)

    def _selects_by_subject(self) -> bool:
        """Whether nothing but a subject tells which ones are asked for ("one of the products stores something encrypted. Which?")."""
        source = self.source
        selects = source.products or source.data or source.regions or source.count or source.excluded_products or source.customers
        return self.bare and self.question.kind == "which" and not (selects or self.question.count or self.question.excluded_products)

    def _weighs(self, term: Term) -> bool:
        return self.bare or self.only_places or (bool(self.question.cues & {"it", "those"}) and OUTSIDE not in term.kinds)

    def _modifiers(self) -> None:
        """What only a clause of the same sentence hands on: modifiers, exceptions, and what stands in the way of an answer."""
        question, source = self.question, self.source
        kept = {"only"} if question.regions and source.mentioned else set()  # It bounds the places before.
        handed_on = (_MODIFIERS | (ASKING if self.bare and not question.yes_no else frozenset())) - kept
        of_account = "account" in question.cues and ("what_about", 0) in source.positions  # "And X, if its account is in Y?"
        going_on = frozenset({"what_about"} if of_account else {"product"} if chooses_among_holders(self.source, self.question) else ())
        self.changes["cues"] = question.cues | (source.cues & handed_on) | going_on
        self.changes["positions"] = question.positions.after([(cue, at) for cue, at in source.positions if cue not in kept])
        self.changes["excluded_products"] = (*source.excluded_products, *question.excluded_products)
        self.changes["besides"] = (*source.besides, *question.besides)
        self.changes["excluded_data"] = (*source.excluded_data, *question.excluded_data)
        asks_place = question.kind == "where" and "host" in question.cues and source.products
        if not (question.products or source.products or self.asks_products()):
            self.changes["software"] = (*source.software, *question.software)  # "And Zendesk, where are its customers' data?"
        if self.qualified or ((self.bare or "it" in question.cues) and not asks_place):
            self.changes["outside"] = (*source.outside, *question.outside)
            self.changes["software"] = (*source.software, *question.software)


def _qualifies_product(question: Question) -> bool:
    """Whether a topic of which no article speaks says which product is meant ("the trial account of X", "X's sandbox")."""
    products = set(question.own_positions_of(PRODUCT))
    joined = {at + 1 for at in question.positions.at("of")} & products
    topics = [term.position for term in question.terms if OUTSIDE in term.kinds and not term.aside]
    return any(at - 1 in products or at + 2 in joined for at in topics)
