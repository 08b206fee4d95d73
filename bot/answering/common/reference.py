"""What a thread points at: the products that "those", "the other two" or "the rest" stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.following import asks_of_all_alone, asks_of_verb, swaps_place
from bot.answering.common.pointing import asks_of_both, asks_rest, counts_all, says_those, speaks_of_each, speaks_of_its_data, tells_which
from bot.understanding.syntax.question import Question, Where

Products = tuple[str, ...]

COMPARING = frozenset({"compare", "difference", "same", "more_than", "fewer_than"})
_SELECTING = ("which", "how_many", "who")
POINTING_BACK = frozenset({"first_one", "last_one"})
_LATEST = 2
_NARROWING = frozenset({"except", "leave_aside", "without"})
_EVERYTHING_OFFERED = frozenset({"all", "product", "assistant"})  # "Out of everything you have, which ...?"
_LEAVING_OUT = frozenset({"besides", "except"})
_LACKING = frozenset({"not", "lacks", "without"})
_PLACING = COMPARING | {"as_many", "location_noun"}  # Cues of a question that compared places.
_MOST_REMEMBERED = 12
_MOST_GROUPS = 6
_A_PAIR = 2
_A_FEW = 4


class Groups(Struct, frozen=True):
    """The products of a thread as groups.

    `listed` are those of the last list, or those asked about one by one; `older` other products named together, the newest
    first; `named` those asked about so far in their order; `seen` those listed since a list was begun; `among` those that the
    last question chose from, where it did not choose from all; `kept` those left of a group after some were set aside; `chosen` those
    of the last answer that listed any; `holding` those of the last question's for which it was so.
    """

    listed: Products = ()
    older: tuple[Products, ...] = ()
    named: Products = ()
    seen: Products = ()
    among: Products = ()
    kept: Products = ()
    chosen: Products = ()
    holding: Products = ()

    def with_named(self, products: Products) -> Groups:
        """After products were named together, without being asked about."""
        return self if len(products) < 2 else replace(self, older=self._before(products))

    def without(self, products: Products, every: Iterable[str]) -> Groups:
        """After products were set aside ("drop Freshscore"), of a group, else of all that there are (`every`)."""
        newest = next((group for group in self.all() if set(products) < set(group)), ())
        if products and not newest:
            return replace(self, kept=_left(self.kept or tuple(every), products))
        left = _left(newest, products)
        return replace(self, listed=left, older=self._before(self.listed), kept=left) if left else self

    def after(self, question: Question, listed: Products, among: Products, holding: Products = ()) -> Groups:
        """After a question about products `among` many was answered with a list of products, or without one; it was so for those `holding`."""
        named = tuple(dict.fromkeys((*self.named, *question.products)))[-_MOST_REMEMBERED:]
        goes_on = bool(question.cues & {"rest", "those", "other", "what_about"})
        seen = tuple(dict.fromkeys((*(self.seen if goes_on else ()), *listed))) if listed else self.seen
        return Groups(listed or self._recent(question), self._before(self.listed), named, seen, among, chosen=listed or self.chosen, holding=holding)

    def all(self) -> tuple[Products, ...]:
        """All groups, the newest first."""
        return (self.listed, *self.older)

    def _before(self, products: Products) -> tuple[Products, ...]:
        return tuple(dict.fromkeys((products, *self.older)))[:_MOST_GROUPS] if len(products) > 1 else self.older

    def _recent(self, question: Question) -> Products:
        """The products compared, or those asked about one by one, after an answer that listed none."""
        if len(question.products) > 1:
            return question.products
        if not question.products or len(self.listed) > len(self.named):
            return self.listed
        return (*_left(self.listed, question.products), *question.products)[-_MOST_REMEMBERED:]


def narrowing(question: Question, chosen_by: Sequence[Where]) -> Question:
    """ "Minus those in X", "drop the X ones": which of the products listed are not there; any other question as it is.

    Where they were listed as those in X, those are asked for that are not ("and without X?").
    """
    opens = min((at for cue, at in question.positions if cue in _NARROWING), default=_LATEST + 1)
    asked = min((at for cue, at in question.positions if cue in ("which", "what", "who", "yes_no", "aux")), default=_LATEST + 1)
    places = question.regions or question.besides
    denies = question.asked and ("not", opens) in question.positions  # "No X then?" asks whether it is so.
    if opens > _LATEST or asked < opens or denies or not places or question.products or question.data or question.own_concepts:
        return question
    unwanted = tuple(replace(where, wanted=False, beyond=False) for where in places)
    same = [(where.code, where.place) for where in chosen_by if where.wanted] == [(where.code, where.place) for where in places]
    anew = {"list", "product"} <= question.cues  # "List (a) the products in X (b) the products without Y."
    cue = "product" if same or anew else "those"
    return replace(question, kind="which", yes_no=False, regions=unwanted, besides=(), cues=question.cues | {cue})


def pointed_at(question: Question, groups: Groups, focus: Products, every: Iterable[str]) -> Products:
    """The products that a question points at without naming them; `focus` are those of the last question, `every` all that there are."""
    if question.products or (question.kind == "which" and question.cues >= _EVERYTHING_OFFERED) or tells_which(question) or counts_all(question):
        return ()
    if (len(focus) == _A_PAIR and question.cues >= {"difference", "rest"}) or (len(focus) == 1 and speaks_of_its_data(question)):
        return focus  # "Where does one differ from the other?"
    if "chosen" in question.cues and question.kind != "which" and not (question.kind == "how_many" and question.regions):
        return groups.chosen
    if question.cues & {"first_one", "last_one"}:
        return _nth(question, groups)
    if "not" in question.cues and question.kind == "which" and not (question.has_subject or question.cues & COMPARING) and len(groups.among) > 1:
        return groups.among
    if len(focus) == 1 and len(groups.listed) > 1 and focus[0] in groups.listed and asks_of_verb(question, denied=True):
        return groups.listed
    if len(groups.among) > 1 and (swaps_place(question) or asks_of_verb(question) or asks_of_all_alone(question)):
        return groups.among
    if len(focus) == 1 and asks_of_both(question):
        question = replace(question, group_size=_A_PAIR)
    if question.group_size and len(question.regions) < 2 and len(question.data) < 2:
        return _counted(question, groups, focus, every)
    if question.kind == "which" and question.cues >= {"other", "product"} and question.cues.isdisjoint({"those", "it"}):
        return _left(tuple(every), focus) if focus and question.regions else ()
    if "rest" in question.cues and _says_which(question):
        return tuple(every)
    if asks_rest(question):
        return _rest(groups, focus, every, swept=not question.cues.isdisjoint({"all", "product"}))
    if question.kind == "how_many" and not (question.has_subject or question.number_alone or "location_noun" in question.cues):
        return groups.listed
    among_all = "product" in question.cues and "those" not in question.cues
    if question.kind == "which" and len(focus) > 1 and not (question.names_subject or question.regions or question.cues & COMPARING or among_all):
        return focus
    those = says_those(question) or speaks_of_each(question)
    placed = question.yes_no and bool(question.regions) and not question.kind
    few = _A_FEW if placed or question.kind in ("what", "where") else 1  # "Where is it?", "what do they hold?", "are they in Y?"
    if "it" in question.cues and not focus and 0 < len(groups.listed) <= few and not question.cues & {"any", "those", "other"}:
        return groups.listed
    if len(groups.listed) < 2:
        return groups.named if len(groups.named) > 1 and those and question.regions and question.cues & {"any", "which"} else ()
    asks_products = question.kind in _SELECTING and question.cues & {"those", "it", "other"}
    return groups.listed if asks_products or (those and question.kind in ("", "what", "where")) else ()


def without_told(question: Question, groups: Groups, focus: Products, every: Iterable[str]) -> Question:
    """The question for others than those it points at as left out ("besides those two, is any other product only in X?")."""
    if question.products or _LEAVING_OUT.isdisjoint(question.positions.by_cue):
        return question
    left_out = [at for at in question.positions.at_any(*_LEAVING_OUT) if at >= 0 and at + 1 in question.positions.at("those")]
    if not left_out:
        return question
    told = _counted(question, groups, focus, every) if question.group_size else groups.listed or focus
    cues = question.cues - {"those", "besides", "outside", "except", "other"}
    return replace(question, excluded_products=(*question.excluded_products, *told), group_size=0, cues=cues) if told else question


def chosen_from(question: Question, groups: Groups, focus: Products, every: Iterable[str]) -> Products:
    """The products that were spoken of, where only one of them is said to be so ("of the two only X is in Y?"); else none."""
    if not (question.products and question.group_size and question.cues >= {"only", "those"}):
        return ()
    group = _counted(question, groups, focus, every)
    return group if set(question.products) < set(group) else ()


def _nth(question: Question, groups: Groups) -> Products:
    """ "The first of them" is of the last list, "the first one" of all that were asked about, or of the products named together."""
    if "last_one" in question.cues:
        return in_order(question, groups.named if set(groups.named) == set(groups.listed) else groups.listed or groups.named)
    listed = next((group for group in groups.all() if len(group) > 1), ())
    among = listed if "those" in question.cues or len(groups.named) < max(2, question.group_size) else groups.named
    return in_order(question, among or groups.named)


def in_order(question: Question, named: Products) -> Products:
    """The last of some things that were named, or the one whose number is said."""
    nth = max(1, question.group_size)
    return named[-1:] if "last_one" in question.cues else named[nth - 1 : nth]


def told_in_order(question: Question, named: Products, asked: Products) -> Products:
    """Which of its message's products a question points at by their order ("is the latter in X?"), or as other than those `asked` about."""
    if question.products or len(named) < _A_PAIR or not question.cues.isdisjoint(COMPARING):
        return ()
    if pointing := question.positions.at_any(*POINTING_BACK):
        return in_order(question, named) if len(pointing) == 1 else ()
    other = "rest" in question.cues and not (question.kind or question.names_subject)
    return _left(named, asked) if other and set(asked) < set(named) else ()


def is_of_unnamed(question: Question, named: Products, near: str) -> bool:
    """Whether a question asks of the others than those that its message has named, and not of one of these ("X and Y: where does the other ...?")."""
    if "rest" not in question.cues or question.products or (question.group_size and len(named) >= _A_PAIR):
        return False
    return len(named) < _A_PAIR or (near == "message" and bool(question.kind or question.names_subject))


def selects(question: Question, last: Question | None) -> bool:
    """Whether a question asks which of the products that it points at, and not something of all of them."""
    of_it = "it" in question.cues and "those" not in question.cues and question.kind in ("", "what")
    if of_it or question.cues & {"first_one", "last_one", "chosen"}:
        return False
    kind = question.kind or (last.kind if last and (not question.yes_no or swaps_place(question)) else "")
    if kind in _SELECTING:
        return not question.cues & {"more_than", "fewer_than"}
    if _says_which(question):
        return True
    if question.cues & COMPARING or question.kind not in ("", "what"):
        return False
    if not question.regions:
        return not (question.group_size or question.cues & {"rest", "other"})
    if question.asked and not question.kind and question.cues & {"both", "all"} and "any" not in question.cues:
        return False  # "Both in X?"
    names_them = "rest" in question.cues and not question.cues & {"aux", "yes_no"}
    return not question.yes_no or bool(question.cues & {"any", "none"}) or names_them


def names_rest(question: Question) -> bool:
    """Whether the rest is pointed at and nothing else said ("now the ones that can't")."""
    return "rest" in question.cues and not (question.kind or question.yes_no or question.has_subject or question.group_size)


def as_difference(question: Question, last: Question | None) -> Question:
    """The question as one about what differs, asked of the two that were just compared ("what does one have that the other lacks?")."""
    if "rest" not in question.cues or question.cues.isdisjoint(_LACKING) or last is None or len(last.products) != _A_PAIR:
        return question
    of_places = "location_noun" in question.cues or (question.kind == "where" and "holds" in question.cues)
    asks = question.kind == "what" or (question.kind in ("which", "where") and of_places)
    says_more = question.names_subject or question.regions or question.unknown or question.outside or "all" in question.cues
    if not asks or says_more or last.own_concepts or not (of_places or last.cues & _PLACING):
        return question
    return replace(question, kind="what", yes_no=False, cues=frozenset({"what", "difference", "location_noun", "rest"}))


def _says_which(question: Question) -> bool:
    """Whether a question says itself which products it means ("the rest, those without India"), so that no list need be looked up."""
    return bool(question.regions) and not any(where.wanted for where in question.regions) and not question.yes_no


def _counted(question: Question, groups: Groups, focus: Products, every: Iterable[str]) -> Products:
    """The newest group of as many products; after "other" what is left of a group without those asked about."""
    if others := not question.cues.isdisjoint({"rest", "other"}):
        if len(left := _not_chosen(groups, focus)) == question.group_size:
            return left
        parts = [part for part in (groups.holding, _left(groups.listed, groups.holding)) if len(part) == question.group_size]
        if groups.holding and len(parts) == 1:
            return parts[0]  # "X, Y and Z in W?" - "X is out. Are the other two fine?"
        for asked in filter(None, (groups.named, focus)):
            for group in (*groups.all(), tuple(every)):
                if len(left := _left(group, asked)) == question.group_size:
                    return left
    if len(groups.named) > question.group_size and set(groups.listed) == set(groups.named):  # Asked about one by one.
        return groups.named[-question.group_size :]
    return next((group for group in groups.all() if len(group) == question.group_size and not (others and group == groups.chosen)), ())


def _rest(groups: Groups, focus: Products, every: Iterable[str], *, swept: bool) -> Products:
    """What is left of the products that were named together, else of all products without those listed so far.

    "All the others" than the only one named (`swept`) are all other products.
    """
    if groups.kept:
        return groups.kept
    if left := _not_chosen(groups, focus):
        return left
    for asked in (groups.named, focus):
        for group in groups.all():
            left = _left(group, asked)
            if left and len(left) < len(group):
                return left
    told = groups.seen or (groups.named if swept or len(groups.named) > 1 else ())
    return _left(tuple(every), told) if told else ()


def _not_chosen(groups: Groups, focus: Products) -> Products:
    """What the last answer left out of the products that it was to choose from."""
    among = focus if len(focus) > 1 else groups.among
    return _left(among, groups.chosen) if groups.chosen and set(groups.chosen) < set(among) else ()


def _left(group: Products, without: Sequence[str]) -> Products:
    return tuple(product for product in group if product not in without)
