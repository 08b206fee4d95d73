"""What a thread has settled, and how it completes a question that leaves something out."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.findings import Finding
from bot.understanding.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.question import BEFORE, Question, Term, Where

_REFERS = frozenset({"it", "there", "those", "what_about", "first_one", "back_to", "correction"})

# Cues that say what is asked, taken over with the kind of question.
_ASKING = frozenset({"product", "which", "only", "define", "contains", "holds", "compare", "same", "difference", "list", "how_long", "how_many"})
_FILTERS = frozenset({"every_region", "only"})
_PRODUCT_KINDS = ("which", "what", "how_many")
_MOST_REMEMBERED = 12


class Asked(Struct, frozen=True):
    """A clause that asks: as read, as completed, and what was found."""

    read: Question
    understood: Question
    finding: Finding


class DialogueState(Struct, frozen=True):
    """What a thread has settled: the last question as understood, the products listed last and since a list was begun,
    those named so far in their order, the language, and what was told last."""

    question: Question | None = None
    listed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    language: str = ""
    told: tuple[Asked, ...] = ()


class Completed(Struct, frozen=True):
    """A question with what the thread filled in, and the products that "those" stands for."""

    question: Question
    listed: tuple[str, ...] = ()


def complete(question: Question, state: DialogueState) -> Completed:
    """Fill in what `question` leaves out from what the thread has settled."""
    last = state.question
    if last is None:
        return Completed(question)
    if "first_one" in question.cues and state.named and not question.products:
        question = replace(question, products=state.named[:1], filled=(*question.filled, "products"))
    listed = _listed(question, state)
    if _stands_alone(question, listed):
        return Completed(question, listed)
    return Completed(_Filling(question, last, listed).run(), listed)


def _refers(question: Question) -> bool:
    """Whether the question points back at something said before."""
    if "contains" in question.cues and not question.data and not question.products:
        return True
    pointing = _REFERS - {"what_about"} if question.kind and question.names_subject else _REFERS
    return bool(question.cues & pointing)


def _stands_alone(question: Question, listed: tuple[str, ...]) -> bool:
    """Whether the question names all that it is about."""
    if listed and (question.regions or question.data or question.cues & _FILTERS):
        return True
    if "product" in question.cues and question.regions and question.cues & {"any", "all"}:
        return True
    if not _refers(question):
        narrows = question.regions or question.data or question.cues & {"list", "how_many", "all"}
        if "product" in question.cues and narrows and question.kind:
            return True
        if question.names_subject and (question.kind or question.yes_no):
            needs_product = question.regions or (question.data and question.kind != "define") or question.kind == "where"
            return bool(question.products or question.own_concepts) or not needs_product
    complete_itself = question.products and (question.regions or question.data or question.kind in ("where", "how_long"))
    return bool(complete_itself) and "correction" not in question.cues


class _Filling:
    """One question being completed from the last one."""

    def __init__(self, question: Question, last: Question, listed: tuple[str, ...]) -> None:
        self.question = question
        self.last = last
        self.listed = listed
        self.own_topic = bool(question.own_concepts)
        self.follows = bool(question.cues & {"what_about", "correction"})
        self.bare = not question.kind and (not question.yes_no or (self.follows and not question.regions and not self.own_topic))
        self.changes: dict[str, object] = {}

    def run(self) -> Question:
        self._products()
        self._data()
        self._regions()
        if self._takes_kind():
            self._kind()
        self._flipped()
        self._topic()
        self._stranger()
        if self.bare and self.follows and not self.own_topic and not self.question.outside:
            self._obstacles()
        filled = tuple(name for name, value in self.changes.items() if value and value != getattr(self.question, name))
        made = replace(self.question, **self.changes)
        return replace(made, terms=(*made.terms, *_named_by_thread(made, self.question)), filled=filled)

    def _products(self) -> None:
        question = self.question
        defines = question.kind == "define" and question.data and not question.yes_no
        asks_products = "product" in question.cues and question.kind in _PRODUCT_KINDS
        if not (question.products or self.listed or defines or asks_products):
            self.changes["products"] = self.last.products

    def _data(self) -> None:
        question = self.question
        whole_product = "all" in question.cues and question.products
        if question.data or self.own_topic or whole_product or question.outside:
            return
        if not question.products or question.cues & _REFERS or self.bare:
            self.changes["data"] = self.last.data
            if not question.parts:
                self.changes["parts"] = self.last.parts

    def _regions(self) -> None:
        question = self.question
        if question.regions:
            return
        if "there" in question.cues:
            self.changes["regions"] = self.last.regions
        elif question.kind == "which":
            if "it" in question.cues and not question.data and not self.own_topic:
                self.changes["regions"] = tuple(replace(where, wanted=True) for where in self.last.regions)
        elif question.kind != "where" and not self.own_topic and self._keeps_places():
            self.changes["regions"] = self.last.regions

    def _keeps_places(self) -> bool:
        question = self.question
        return self.bare or bool(question.cues & {"correction", "confirm"}) or bool(question.data and not question.kind)

    def _takes_kind(self) -> bool:
        """Whether what is asked is taken over too."""
        question = self.question
        if question.cues >= {"product", "any"} or (self.own_topic and self.last.kind not in ("how_long", "where")):
            return False
        follows_on = "what_about" in question.cues
        if self.bare:
            return not self.own_topic or follows_on
        return question.kind == "what" and not question.yes_no and follows_on

    def _kind(self) -> None:
        question, last = self.question, self.last
        only_place = question.regions and not (question.products or question.data or self.own_topic)
        if only_place and last.kind != "which":
            self.changes["kind"], self.changes["yes_no"] = "", True
        elif question.data and not question.products and last.kind in ("", "where", "which") and not last.yes_no:
            self.changes["kind"] = "where" if last.kind != "which" else last.kind
        else:
            self.changes["kind"], self.changes["yes_no"] = last.kind, last.yes_no
            self.changes["cues"] = question.cues | (last.cues & _ASKING)

    def _flipped(self) -> None:
        """ "And which can't?" after "which products are in ...?"."""
        question = self.question
        if (
            "not" in question.cues
            and not question.regions
            and self.last.kind == "which"
            and question.kind in ("", "which")
            and not question.names_subject
        ):
            self.changes["regions"] = tuple(_flip(where) for where in self.last.regions)
            self.changes["kind"] = "which"

    def _topic(self) -> None:
        """The subject goes on, without weight, where the question has none or points back."""
        question = self.question
        points_back = bool(question.cues & {"it", "there", "what_about"}) or ("contains" in question.cues and not question.data)
        has_topic = any(CONCEPT in term.kinds for term in self.last.terms)
        if (self.own_topic and not points_back) or (question.data and not has_topic) or (question.products and question.kind == "where"):
            return
        going_on = [term for term in self.last.terms if _is_topic(term) and (term.is_weighty or term.position < 0)]
        self.changes["terms"] = (*(_earlier(term) for term in going_on), *question.terms)

    def _stranger(self) -> None:
        """ "Is it in India?" after a product that no article knows is about that product."""
        question = self.question
        if self.last.software and not self.last.products and not question.products and not question.data and (self.bare or "it" in question.cues):
            self.changes["software"] = (*self.last.software, *question.software)

    def _obstacles(self) -> None:
        """What stood in the way of the last answer stands in the way of "and for Freshsales?" too."""
        question, last = self.question, self.last
        self.changes["outside"] = last.outside
        self.changes["unknown"] = (*last.unknown, *question.unknown)
        if last.products or not question.products:
            self.changes["software"] = (*last.software, *question.software)


def with_topic(question: Question, state: DialogueState) -> Question | None:
    """The question with the thread's subject, products and data where it has none of its own; None where nothing is new."""
    last = state.question
    if last is None:
        return None
    topic = tuple(_earlier(term) for term in last.terms if _is_topic(term))
    made = replace(question, terms=(*topic, *question.terms), products=question.products or last.products, data=question.data or last.data)
    made = replace(made, terms=(*made.terms, *_named_by_thread(made, question)), filled=(*question.filled, "topic"))
    return None if made.terms == question.terms else made


def advance(state: DialogueState, question: Question, listed: tuple[str, ...], language: str) -> DialogueState:
    """The state after a question was answered; `listed` are the products that the answer listed."""
    named = tuple(dict.fromkeys((*state.named, *question.products)))[-_MOST_REMEMBERED:]
    goes_on = bool(question.cues & {"rest", "those", "other", "what_about"})
    seen = tuple(dict.fromkeys((*(state.seen if goes_on else ()), *listed))) if listed else state.seen
    return DialogueState(question, listed or _recent(state, question), named, seen, language, state.told)


def _recent(state: DialogueState, question: Question) -> tuple[str, ...]:
    """What "those" will mean after an answer that listed nothing: the products compared, or those asked about one by one."""
    if len(question.products) > 1:
        return question.products
    if not question.products or len(state.listed) > len(state.named):
        return state.listed
    others = [product for product in state.listed if product not in question.products]
    return (*others, *question.products)[-_MOST_REMEMBERED:]


def _listed(question: Question, state: DialogueState) -> tuple[str, ...]:
    """The products that "those" or "of them" stands for."""
    if question.kind == "how_many" and not question.has_subject and "location_noun" not in question.cues:
        return state.listed
    if question.products:
        return ()
    those = "those" in question.cues
    if len(state.listed) < 2:
        return (state.named if len(state.named) > 1 else state.listed) if those and question.regions and question.cues & {"any", "which"} else ()
    asks_products = question.kind in ("which", "how_many", "who") and question.cues & {"those", "it", "other"}
    return state.listed if asks_products or (those and question.kind in ("", "what")) else ()


def _named_by_thread(made: Question, question: Question) -> tuple[Term, ...]:
    """Weightless terms for products and data that were filled in, so that statements can ask for them."""
    new = [(DATA, key) for key in made.data if key not in question.data] + [(PRODUCT, key) for key in made.products if key not in question.products]
    return tuple(Term((key,), (kind,), -1, "") for kind, key in new)


def _is_topic(term: Term) -> bool:
    return CONCEPT in term.kinds or PART in term.kinds


def _earlier(term: Term) -> Term:
    return replace(term.silent(), position=term.position - BEFORE)


def _flip(where: Where) -> Where:
    return replace(where, wanted=not where.wanted)
