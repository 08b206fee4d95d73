"""What a question leaves out, filled from what was said before it.

A question has slots: products, data, places, what is asked, its subject, and what stands in the way of an answer. Each is
filled, where it is open, from what was said nearest: an earlier clause of the same sentence, an earlier sentence of the message,
then the thread. The nearer, the more of it goes on: a clause its modifiers and weight, a sentence its names, the thread its question.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.carrying import earlier, is_topic, silent_names
from bot.answering.demands import of_named_products
from bot.answering.following import REFERS, adds_one, asks_for_name, asks_where_of_data, echoes, owns_unnamed, stands_alone, swaps_place
from bot.answering.membership import PRODUCT_KINDS, places_of_which
from bot.answering.reference import asks_of_length, measured
from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, REGION
from bot.understanding.question import Question, Term, Where

Near = Literal["sentence", "message", "thread"]

# Cues that say what is asked, taken over with the kind of question.
_ASKING = frozenset(
    {"product", "which", "who", "what", "only", "define", "contains", "holds", "compare", "same", "difference", "list", "how_long", "how_many"}
)
_CLAIMING = frozenset({"host", "data", "holds", "same", "location_noun", "all"})
_OF_ANY = frozenset({"any", "all", "none", "those"})

# Cues of a clause that belong to the question after it in the same sentence.
_MODIFIERS = frozenset(
    {"only", "not", "both", "or", "every_region", "all", "compare", "same", "difference", "except", "first_one", "host", "most", "fewest"}
)


class Given(Struct, frozen=True):
    """What was said before a question, and how near to it."""

    question: Question
    near: Near


def fill(question: Question, given: Given | None, listed: tuple[str, ...] = ()) -> Question:
    """The question with its open slots filled from what is given; `listed` are the products that it points at."""
    if given is None:
        return question
    if given.near != "thread" and given.question.amounts and not question.amounts and asks_of_length(question, given.question):
        return measured(question, given.question)
    if given.near == "thread" and asks_where_of_data(question, given.question):
        made = replace(question, data=given.question.data, filled=(*question.filled, "data"))
        return replace(made, terms=(*made.terms, *silent_names(made, question)))
    if given.near == "thread":
        return question if stands_alone(question, listed) else _FromThread(question, given.question, listed).filled()
    if question.products:
        return of_named_products(question, given.question, same_sentence=given.near == "sentence")
    return _FromMessage(question, given.question, given.near == "sentence").filled()


class _Filling:
    """One question being completed: `changes` are the slots filled so far."""

    def __init__(self, question: Question, source: Question) -> None:
        self.question = question
        self.source = source
        self.changes: dict[str, object] = {}

    def _asks_products(self) -> bool:
        return "product" in self.question.cues and self.question.kind in PRODUCT_KINDS

    def _made(self) -> Question:
        filled = tuple(name for name, value in self.changes.items() if value != getattr(self.question, name))
        return replace(self.question, **self.changes, filled=tuple(dict.fromkeys((*self.question.filled, *filled))))


class _FromMessage(_Filling):
    """Filled from the clauses before it in the same message."""

    def __init__(self, question: Question, source: Question, same_sentence: bool) -> None:
        super().__init__(question, source)
        self.same_sentence = same_sentence
        self.bare = not (question.products or question.data or question.regions or question.own_concepts)

    def filled(self) -> Question:
        self._subjects()
        self._places()
        self._terms()
        if self.same_sentence:
            self._modifiers()
        elif "it" in self.question.cues and self.question.kind == "who" and self.source.outside and not (self.source.products or self.source.data):
            self.changes["outside"] = (*self.source.outside, *self.question.outside)
        return self._made()

    def _subjects(self) -> None:
        if not self._asks_products() or (len(self.source.products) > 1 and (self.same_sentence or "those" in self.question.cues)):
            self.changes["products"] = self.source.products
        asks_anew = self._asks_products() and self.question.regions and not (self.same_sentence or self.question.cues & REFERS)
        if self.same_sentence and self._is_likened():
            self.changes["data"] = tuple(dict.fromkeys((*self.source.data, *self.question.data)))
        elif not (self.question.data or asks_anew):
            self.changes["data"], self.changes["data_by_product"] = self.source.data, self.source.data_by_product

    def _is_likened(self) -> bool:
        """Whether data named before are asked about, and others only after the place ("recordings: can they go to X like the tickets do?")."""
        pointing, named = self.question.positions.at("it"), [term.position for term in self.question.terms if DATA in term.kinds]
        place = next((where.position for where in self.question.regions), -1)
        return bool(self.source.data and named and pointing) and pointing[0] < place < min(named)

    def _places(self) -> None:
        question = self.question
        if not question.regions and question.kind != "where":
            self.changes["customers"] = (*question.customers, *self.source.customers)
            own = "own_place" in question.cues or (self._asks_products() and self.source.cues >= {"own_place", "demand"})
            own = own or (self.bare and question.yes_no and "there" in self.source.cues)
            places = self.source.regions or (self.source.customers if own else ())
            self.changes["regions"] = tuple(earlier(replace(where, wanted=self._is_wanted(where))) for where in places)
        elif question.regions and self.same_sentence and question.kind == "which":
            self.changes["regions"] = (*self.source.regions, *question.regions)
        if question.count is None:
            self.changes["count"] = self.source.count

    def _is_wanted(self, where: Where) -> bool:
        """Whether what is in a place of the source is asked for: "X is not in Y. Which are?" does, "Not in Y: which? How many?" not."""
        question, source = self.question, self.source
        denied = question.negative or question.cues >= {"without", "it"}
        selects, told = question.kind in PRODUCT_KINDS, source.kind not in PRODUCT_KINDS
        if selects and told and (source.products or denied):
            return not denied
        return where.wanted != (self.same_sentence and question.negative and question.kind in ("which", "what"))

    def _terms(self) -> None:
        """The terms before it, weightless where the question stands on its own."""
        old = [earlier(term if self.same_sentence and self._weighs(term) else term.silent()) for term in self.source.terms]
        if self._asks_products() and self.question.regions and self.question.cues.isdisjoint({"it", "those", "there"}):
            old = [term for term in old if CONCEPT not in term.kinds]
        if self.question.regions:
            old += [earlier(Term((where.code,), (REGION,), where.position, "")) for where in self.source.regions if where.code]
        self.changes["terms"] = (*old, *self.question.terms)

    def _weighs(self, term: Term) -> bool:
        return self.bare or (bool(self.question.cues & {"it", "those"}) and OUTSIDE not in term.kinds)

    def _modifiers(self) -> None:
        """What only a clause of the same sentence hands on: modifiers, exceptions, and what stands in the way of an answer."""
        question, source = self.question, self.source
        self.changes["cues"] = question.cues | (source.cues & (_MODIFIERS | (_ASKING if self.bare and not question.yes_no else frozenset())))
        self.changes["positions"] = question.positions.after(source.positions)
        self.changes["excluded_products"] = (*source.excluded_products, *question.excluded_products)
        self.changes["besides"] = (*source.besides, *question.besides)
        self.changes["excluded_data"] = (*source.excluded_data, *question.excluded_data)
        asks_place = question.kind == "where" and "host" in question.cues and source.products
        if (self.bare or "it" in question.cues) and not asks_place:
            self.changes["outside"] = (*source.outside, *question.outside)
            self.changes["software"] = (*source.software, *question.software)


class _FromThread(_Filling):
    """Filled from the last question of the thread."""

    def __init__(self, question: Question, source: Question, listed: tuple[str, ...]) -> None:
        super().__init__(question, source)
        self.listed = listed
        self.own_topic = bool(question.own_concepts)
        self.follows = bool(question.cues & {"what_about", "correction"})
        self.echoes = echoes(question)
        self.of_all = question.cues >= {"all", "product"} and not question.names_subject
        adds = self.follows and not question.regions and not self.own_topic
        adds = adds or bool(listed and swaps_place(question) and not question.cues & _OF_ANY)
        self.bare = not question.kind and (not question.yes_no or self.echoes or adds)

    def filled(self) -> Question:
        self._products()
        self._data()
        self._regions()
        if self._takes_kind():
            self._kind()
        if self.own_topic and self._adds_to_topic():
            self._claim()
        self._topic()
        if self.bare and (self.follows or self.echoes) and not self.own_topic and not self.question.outside:
            self._obstacles()
        made = self._made()
        if self.bare and self.question.data:
            joining = {at for cue, at in self.question.positions if cue == "what_about"}
            made = replace(made, terms=tuple(term for term in made.terms if term.is_weighty or term.position not in joining))
        return replace(made, terms=(*made.terms, *silent_names(made, self.question)))

    def _products(self) -> None:
        """The products, or those that no article knows."""
        question, source = self.question, self.source
        defines = question.data and not question.yes_no and (question.kind == "define" or (question.kind == "what" and "contains" in question.cues))
        counts = question.kind == "how_many" and question.regions
        if not (question.products or self.listed or defines or counts or asks_for_name(question) or self._asks_products() or self.of_all):
            self.changes["products"] = source.products
        if source.software and not (source.products or question.products or question.data) and (self.bare or "it" in question.cues):
            self.changes["software"] = (*source.software, *question.software)

    def _data(self) -> None:
        question = self.question
        another_group = "products" in question.filled and len(question.products) > 1 and question.products != self.source.products
        whole_products = question.products and ("all" in question.cues or another_group)
        if question.data and self.bare and self.follows and self.source.yes_no and not question.parts:
            self.changes["parts"] = self.source.parts
        asks_anew = self._asks_products() and "there" in question.cues and not question.cues & {"it", "those"}
        if question.kind == "which" and "contains" in question.cues and self.source.parts and not (question.data or question.parts):
            self.changes["parts"] = self.source.parts
            return
        own_topic = self.own_topic and not (question.yes_no and "it" in question.cues and not question.products)
        if question.data or question.maybe_data or own_topic or whole_products or question.outside or asks_anew:
            return
        if question.products in ((), self.source.products) or question.cues & REFERS or self.bare or owns_unnamed(question):
            self.changes["data"] = self.source.data
            if not self.source.data and self.source.products:
                self.changes["maybe_data"] = self.source.maybe_data
            if not question.parts:
                self.changes["parts"] = self.source.parts

    def _regions(self) -> None:
        question, places = self.question, self.source.regions
        if question.regions or (self.bare and "rest" in question.cues and self.listed):
            return
        if "there" in question.cues:
            self.changes["regions"] = places
        elif question.group_size and question.group_size == len(places) and not (self.listed or question.products):
            self.changes["regions"] = tuple(replace(where, wanted=not question.cues & {"not", "none", "without"}) for where in places)
        elif "reverse" in question.cues:
            self.changes["regions"] = tuple(replace(where, wanted=not where.wanted) for where in places)
        elif question.kind == "which" or ("not" in question.cues and self.source.kind in PRODUCT_KINDS and question.kind in ("", self.source.kind)):
            self.changes["regions"] = places_of_which(question, self.source, asks_products=self._asks_products())
        elif question.kind not in ("where", "define") and self._keeps_places():
            self.changes["regions"], self.changes["customers"] = places, self.source.customers
            if len(places) > 1:
                self.changes["cues"] = question.cues | (self.source.cues & {"or"})

    def _keeps_places(self) -> bool:
        question = self.question
        if self.own_topic:
            return self._adds_to_topic()
        asks_holding = question.yes_no and "holds" in question.cues
        adds_data = question.data and not (question.kind or asks_holding)
        return self.bare or self.of_all or bool(adds_data or question.cues & {"correction", "confirm"})

    def _adds_to_topic(self) -> bool:
        """Whether a condition or one more subject is added to what was asked of others ("even if we use X?", "X too?")."""
        question, source = self.question, self.source
        topic = source.yes_no and any(is_topic(term) and (term.is_weighty or term.position < 0) for term in source.terms)
        return topic and not question.kind and ("what_about" in question.cues or adds_one(question))

    def _claim(self) -> None:
        """What was asked of the others goes on: its verbs, with their places in the question."""
        question, source = self.question, self.source
        positions = question.positions.after([(cue, at) for cue, at in source.positions if cue in _CLAIMING])
        self.changes["cues"] = question.cues | (source.cues & _CLAIMING)
        self.changes["positions"], self.changes["yes_no"] = positions, True

    def _takes_kind(self) -> bool:
        """Whether what is asked is taken over too."""
        question = self.question
        swaps_topic = self.source.kind in ("how_long", "where") or (self.source.kind == "who" and not question.cues & REFERS - {"what_about"})
        if question.cues >= {"product", "any"} or (self.own_topic and not swaps_topic):
            return False
        follows_on = "what_about" in question.cues
        if self.bare:
            return not self.own_topic or follows_on
        differs = self.source.kind == "define" and "difference" in question.cues and not question.names_subject
        return differs or (question.kind == "what" and not question.yes_no and follows_on)

    def _kind(self) -> None:
        question, source = self.question, self.source
        lasts = source.kind == "how_long" and not self.echoes
        measures = bool(question.amounts and question.asked)
        only_place = self.echoes or measures or (question.regions and not (question.products or question.data or self.own_topic))
        lists = source.kind == "which" or (source.cues >= {"list", "product"} and not source.products)
        if only_place and not lasts and (not lists or self.echoes) and (not self.echoes or source.regions):
            self.changes["kind"], self.changes["yes_no"] = "", True
            if self.listed:
                self.changes["cues"] = question.cues | (source.cues & _OF_ANY)
        elif question.data and not question.products and source.kind in ("", "where", "which") and not source.yes_no:
            self.changes["kind"] = "where" if source.kind != "which" else source.kind
        else:
            self.changes["kind"], self.changes["yes_no"] = source.kind, source.yes_no
            self.changes["cues"] = question.cues | (source.cues & (_ASKING | {"or"}))

    def _topic(self) -> None:
        """The subject goes on, without weight, where the question has none or points back."""
        question = self.question
        points_back = bool(question.cues & {"it", "there", "what_about"}) or ("contains" in question.cues and not question.data)
        points_back = points_back or self._adds_to_topic()
        has_topic = any(CONCEPT in term.kinds for term in self.source.terms)
        if (self.own_topic and not points_back) or (question.data and not has_topic) or (question.products and question.kind == "where"):
            return
        going_on = [term for term in self.source.terms if is_topic(term) and (term.is_weighty or term.position < 0)]
        self.changes["terms"] = (*(earlier(term.silent()) for term in going_on), *question.terms)

    def _obstacles(self) -> None:
        """What stood in the way of the last answer stands in the way of "and for Freshsales?" too."""
        question, source = self.question, self.source
        self.changes["outside"] = source.outside
        self.changes["unknown"] = question.unknown if "correction" in question.cues else (*source.unknown, *question.unknown)
        if source.products or not question.products:
            self.changes["software"] = (*source.software, *question.software)
