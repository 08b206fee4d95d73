"""What a question leaves out, filled from the last question of its thread."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import OBSTACLE, earlier, is_topic, silent_names
from bot.answering.common.following import (
    REFERS,
    VERBAL,
    adds_one,
    asks_finer,
    asks_for_name,
    asks_of_verb,
    asks_which_alone,
    echoes,
    of_holders,
    swaps_place,
)
from bot.answering.common.reference import POINTING_BACK
from bot.answering.common.shares import asks_left_out
from bot.answering.common.unnamed import asks_any_region, is_of_other_data, owns_unnamed, says_all_anew
from bot.answering.dialogue.denied_before import denied_too, left_open
from bot.answering.table.by_rows import carried_whole
from bot.answering.table.membership import PRODUCT_KINDS, places_of_which
from bot.answering.table.slots import ASKING, Filling, of_another_number
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.linking.mentions import have_kind
from bot.understanding.syntax.question import Question

_CHOOSING = VERBAL | {
    "which", "what", "host", "able", "toward", "thanks", "only", "list", "usage", "used_before", "correction", "other", "stays_left",
}  # fmt: skip
_ONLY_THERE = VERBAL | {"only", "there", "host"}
_SEVERAL = 2
_CLAIMING = frozenset({"host", "data", "holds", "same", "location_noun", "all"})
_NOT_ADDED = frozenset({"at", "with", "of", "from", "using", "it", "those", "there"})
_OF_ANY = frozenset({"any", "all", "none", "those"})


class FromThread(Filling):
    """Filled from the last question of the thread."""

    def __init__(self, question: Question, source: Question, listed: tuple[str, ...]) -> None:
        if question.kind == "who" and "which" in question.cues and source.regions and asks_of_verb(question):
            question = replace(question, kind="which")  # "Quem tem?" after a product has not.
        if "reverse" in question.cues and len({where.wanted for where in source.regions}) > 1 and not (source.products or question.kind):
            kind = "" if question.yes_no and question.regions else "which"  # "Any in X, not in Y? And the other way round (is any in Y ...)?"
            question = replace(question, kind=kind, cues=question.cues | {"product"})
        if counted := of_another_number(question, source):
            question, listed = counted, ()
        super().__init__(question := denied_too(of_holders(question), source), source)
        self.listed = listed
        self.own_topic = bool(question.own_concepts)
        self.follows = bool(question.cues & {"what_about", "correction"})
        self.echoes = echoes(question)
        self.which_alone = asks_which_alone(question)
        self.of_all = question.cues >= {"all", "product"} and not question.names_subject
        adds = self.follows and not question.regions and not self.own_topic
        adds = adds or bool(listed and swaps_place(question) and not question.cues & _OF_ANY) or self._lists_elsewhere()
        self.bare = not question.kind and (not question.yes_no or self.echoes or adds)

    def asks_products(self) -> bool:
        """Whether products are asked for; so they are by "and which are in X?" after the places of one, by "which can?" after it cannot."""
        question, source = self.question, self.source
        asks_which = question.kind == "which" and source.regions and not self.listed
        if super().asks_products() or (asks_which and (asks_of_verb(question) or self._asks_which_are_so())):
            return True
        chooses = question.kind in ("which", "what") and question.regions and question.cues <= _CHOOSING
        using = question.positions.at("usage")
        named = bool(question.products or question.data or question.outside or question.software or question.unknown)
        named |= any(term.position not in using for term in question.own_concepts)
        if not chooses or named or self.listed or source.data or len(source.products) >= _SEVERAL:
            return False
        told = max(question.positions.at("yes_no"), default=-1) > question.regions[0].position  # "Those in X possible?"
        return not told and not any(CONCEPT in term.kinds and (term.is_weighty or term.position < 0) for term in source.terms)

    def _asks_which_are_so(self) -> bool:
        """Whether "which?" asks for products that are so, and for no place of those named ("do you host in X? Which part?")."""
        question, source = self.question, self.source
        plain = bool(question.cues & {"yes", "list"}) or not (source.products or len(source.data) >= _SEVERAL or len(source.regions) >= _SEVERAL)
        return not source.kind and plain and self.which_alone

    def _lists_elsewhere(self) -> bool:
        """Whether only places are said after a list of products, for the same there ("in X too?", "X instead?", "and only in X and Y?")."""
        question, source = self.question, self.source
        points = "it" in question.cues and "correction" not in question.cues
        beside = VERBAL | ({"correction", "only"} if "what_about" in question.cues else {"correction"})
        adds = question.regions and not (question.kind or question.names_subject or points) and question.cues <= beside
        return bool(adds and source.kind == "which" and not source.products)

    def filled(self) -> Question:
        """The question with all that its thread gives it."""
        self._products()
        if self._adds_everyday_data():
            self.changes["data"] = self.question.maybe_data
        self._data()
        self._regions()
        if self._takes_kind():
            self._kind()
        if self.own_topic and self._adds_to_topic():
            self._claim()
        self._topic()
        if (self.bare or self.which_alone) and not self.own_topic and not self.question.outside:
            self._obstacles()
        made = self.made()
        if self.bare and self.question.data:
            joining = self.question.positions.at("what_about")
            made = replace(made, terms=tuple(term for term in made.terms if term.is_weighty or term.position not in joining))
        if asks_finer(self.question, self.source):
            made = replace(made, cues=made.cues | {"city"})
        asks_place = self.question.data or self.question.cues & {"host", "location_noun"}
        if made.outside != self.question.outside and not asks_place:
            made = replace(made, filled=(*made.filled, OBSTACLE))
        asks_which = self.question.kind == "which" and "regions" in made.filled
        if (self.bare or asks_which) and (marks := left_open(self.question, self.source) or carried_whole(self.source)):
            made = replace(made, filled=(*made.filled, *marks))
        return replace(made, terms=(*made.terms, *silent_names(made, self.question)))

    def _products(self) -> None:
        """The products, or those that no article knows."""
        question, source = self.question, self.source
        explained = question.data or (question.cues >= {"it", "at"} and source.data and not question.names_subject)
        asks_sense = question.kind == "define" or (question.kind == "what" and "contains" in question.cues)
        defines = explained and asks_sense and not question.yes_no
        counts = (question.kind == "how_many" and question.regions) or "chosen" in question.cues
        if not (question.products or self.listed or defines or counts or asks_for_name(question) or self.asks_products() or self.of_all):
            self.changes["products"] = source.products
        if source.software and not (source.products or question.products or question.data) and (self.bare or "it" in question.cues):
            self.changes["software"] = (*source.software, *question.software)

    def _adds_everyday_data(self) -> bool:
        """Whether an everyday word is all that is named, so that it is the kind of data that it can mean ("X in Y?" - "and calls?")."""
        question = self.question
        named = question.names_subject or question.regions or question.unknown or question.customers
        bare = not (question.kind or question.yes_no) and question.cues.isdisjoint(_NOT_ADDED)
        return bool(question.maybe_data and self.source.products and not named and (bare or (question.yes_no and "holds" in question.cues)))

    def _data(self) -> None:
        question = self.question
        another_group = "products" in question.filled and len(question.products) > 1 and question.products != self.source.products
        whole_products = question.products and ("all" in question.cues or another_group)
        if question.data and self.bare and self.follows and self.source.yes_no and not question.parts:
            self.changes["parts"] = self.source.parts
        asks_anew = self.asks_products() and "there" in question.cues and not question.cues & {"it", "those"}
        if question.kind == "which" and "contains" in question.cues and self.source.parts and not (question.data or question.parts):
            self.changes["parts"] = self.source.parts
            return
        lists_more = (question.cues >= {"other", "holds"} and question.kind in ("what", "which_data")) or question.excluded_data
        own_topic = self.own_topic and not ((question.yes_no or question.kind == "where") and "it" in question.cues and not question.products)
        if (
            question.data
            or question.maybe_data
            or own_topic
            or whole_products
            or question.outside
            or asks_anew
            or lists_more
            or self.asks_every_kind()
        ):
            return
        if "data" in self.source.filled and question.cues & POINTING_BACK and question.regions:
            return  # "The first of them" is of the products, whatever data they were chosen by.
        if question.products in ((), self.source.products) or question.cues & REFERS or self.bare or owns_unnamed(question):
            self.changes["data"] = self.source.data
            if not self.source.data and self.source.products:
                self.changes["maybe_data"] = self.source.maybe_data
            if not question.parts:
                self.changes["parts"] = self.source.parts

    def _regions(self) -> None:
        question, places = self.question, self.source.regions
        wanted = tuple(where for where in question.regions if where.wanted)
        if wanted and "correction" in question.cues:
            self.changes["regions"] = wanted  # "X, not Y" puts right what was asked.
        whole = "every_region" in question.cues or asks_any_region(question)
        if question.regions or whole or (self.bare and "rest" in question.cues and self.listed):
            return
        if asks_left_out(question, self.source):
            self.changes["regions"] = tuple(replace(where, wanted=False) for where in places)
        elif "there" in question.cues:
            denied = question.kind == "which" and "not" in question.cues and bool(question.data and self.listed)
            bounds = "only" in question.cues and question.cues <= _ONLY_THERE and not question.kind
            places = places or (self.source.customers if len(self.source.customers) == 1 else ())
            self.changes["regions"] = tuple(replace(where, only=where.only or bounds, wanted=where.wanted and not denied) for where in places)
        elif question.group_size and question.group_size == len(places) and not (self.listed or question.products):
            self.changes["regions"] = tuple(replace(where, wanted=not question.cues & {"not", "none", "without"}) for where in places)
        elif "reverse" in question.cues:
            self.changes["regions"] = tuple(replace(where, wanted=not where.wanted) for where in places)
        elif question.kind == "which" or self._denies_kind() or (question.kind == "how_many" and self.listed and self.source.yes_no):
            self.changes["regions"] = asked = places_of_which(question, self.source, asks_products=self.asks_products())
            if asked and self.which_alone and not (self.listed or self.source.products):
                self.changes["cues"] = (question.cues - {"those"}) | {"product"} | (self.source.cues & {"or"})  # Of none that were told before.
        elif question.kind not in ("where", "define") and self._keeps_places():
            self.changes["regions"], self.changes["customers"] = places, self.source.customers
            if len(places) > 1:
                self.changes["cues"] = question.cues | (self.source.cues & {"or"})

    def _denies_kind(self) -> bool:
        """Whether those are asked for of which what was asked is not so ("and not?", "what doesn't?")."""
        question, kind = self.question, self.source.kind
        return "not" in question.cues and kind in PRODUCT_KINDS and question.kind in ("", "what", kind)

    def _keeps_places(self) -> bool:
        question = self.question
        if self.own_topic:
            return self._adds_to_topic() or self._adds_to_hosting()
        asks_holding = question.yes_no and "holds" in question.cues
        adds_data = question.data and not (question.kind or asks_holding)
        puts_right = "correction" in question.cues and question.kind != "who"
        return self.bare or self.of_all or bool(adds_data or puts_right or "confirm" in question.cues)

    def _adds_to_topic(self) -> bool:
        """Whether a condition or one more subject is added to what was asked of others ("even if we use X?", "X too?")."""
        question, source = self.question, self.source
        topic = source.yes_no and any(is_topic(term) and (term.is_weighty or term.position < 0) for term in source.terms)
        adds = "with" in question.cues and source.yes_no and bool(source.regions)  # "Do data stay in Z?" - "And with apps?"
        topic = topic or (adds and "data" in source.cues and not source.names_subject)
        own_verb = question.yes_no and (question.data or len(question.products) > 1 or question.cues >= {"aux", "available", "it"})
        return topic and not own_verb and not question.kind and ("what_about" in question.cues or adds_one(question))

    def _adds_to_hosting(self) -> bool:
        """Whether a subject is added to the product that was asked about in a place ("X in Y?" - "logs too?"); "too" is then no more."""
        question = self.question
        adds = "both" in question.cues and bool(self.source.products and self.source.regions)
        adds = adds and adds_one(replace(question, cues=question.cues - {"what_about"}))
        if adds:
            added = question.positions.at("both")
            self.changes["terms"] = tuple(term for term in question.terms if term.is_weighty or term.position not in added)
        return adds

    def _claim(self) -> None:
        """What was asked of the others goes on: its verbs, with their places in the question."""
        question, source = self.question, self.source
        positions = question.positions.after([(cue, at) for cue, at in source.positions if cue in _CLAIMING])
        self.changes["cues"] = question.cues | (source.cues & _CLAIMING)
        self.changes["positions"], self.changes["yes_no"] = positions, "contains" not in source.cues

    def _takes_kind(self) -> bool:
        """Whether what is asked is taken over too."""
        question = self.question
        swaps_topic = self.source.kind in ("how_long", "where") or (self.source.kind == "who" and not question.cues & REFERS - {"what_about"})
        adds_outside = question.outside and question.asked and self.source.kind and not question.kind  # "It runs on X and Y." - "Z too?"
        if question.cues >= {"product", "any"} or adds_outside or (self.own_topic and not swaps_topic):
            return False
        follows_on = "what_about" in question.cues
        if self.bare:
            return not self.own_topic or follows_on
        defined = self.source.kind == "define" and not (question.products or question.regions)
        differs = defined and "difference" in question.cues and not question.names_subject
        differs = differs or (defined and question.kind == "what" and bool(question.data) and "holds" in question.cues)
        return differs or (question.kind == "what" and not question.yes_no and follows_on and not self.asks_products())

    def _kind(self) -> None:
        question, source = self.question, self.source
        measures = bool(question.amounts and question.asked)
        lasts = source.kind == "how_long" and not self.echoes and not measures
        names_product = question.products and not ("products" in question.filled and question.cues & POINTING_BACK)
        only_place = self.echoes or measures or (question.regions and not (names_product or question.data or self.own_topic))
        counts = source.kind == "how_many" and ("product" in source.cues or source.regions)
        lists = source.kind == "which" or (not source.products and (counts or source.cues >= {"list", "product"}))
        if only_place and not lasts and (not lists or self.echoes) and (not self.echoes or source.regions):
            self.changes["kind"], self.changes["yes_no"] = "", True
            if self.listed:
                self.changes["cues"] = question.cues | (source.cues & _OF_ANY)
                self.changes["product_count"] = question.product_count or source.product_count
        elif (
            question.data
            and not question.products
            and source.kind in ("", "where", "which", "which_data")
            and (not source.yes_no or "help" in question.cues)
        ):
            self.changes["kind"] = "where" if source.kind != "which" else source.kind
        else:
            self.changes["kind"], self.changes["yes_no"] = source.kind, source.yes_no
            self.changes["cues"] = question.cues | (source.cues & (ASKING | {"or"}))

    def _topic(self) -> None:
        """The subject goes on, without weight, where the question has none or points back."""
        question = self.question
        points_back = bool(question.cues & {"it", "there", "what_about"}) or ("contains" in question.cues and not question.data)
        points_back = points_back or self._adds_to_topic()
        has_topic = have_kind(self.source.terms, CONCEPT)
        anew = says_all_anew(question, self.source, asks_products=super().asks_products()) or is_of_other_data(question, self.source)
        if anew or (self.own_topic and not points_back) or (question.data and not has_topic) or (question.products and question.kind == "where"):
            return
        going_on = [term for term in self.source.terms if is_topic(term) and (term.is_weighty or term.position < 0)]
        self.changes["terms"] = (*(earlier(term.silent()) for term in going_on), *question.terms)

    def _obstacles(self) -> None:
        """What stood in the way of the last answer stands in the way of "and for Freshsales?" too."""
        question, source = self.question, self.source
        self.changes["outside"] = source.outside
        if not (self.follows or self.echoes or self.which_alone) or question.data:
            return
        self.changes["strange"] = question.strange or source.strange
        self.changes["unknown"] = question.unknown if "correction" in question.cues else (*source.unknown, *question.unknown)
        if source.products or not question.products:
            self.changes["software"] = (*source.software, *question.software)
