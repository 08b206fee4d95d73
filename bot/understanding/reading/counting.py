"""How many regions, products or data centers a clause names: exactly, at least or at most so many."""

from __future__ import annotations

from collections.abc import Container
from functools import partial

from bot.understanding.linking.lexicon import DATA, NUMBER, POINTING, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import have_kind
from bot.understanding.reading.ranges import range_of
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import NEAR, Count
from bot.understanding.syntax.scope import is_place, names, number_of

# Cues of what is counted as regions, and how far after the number it may stand.
_COUNTED = frozenset({"location_noun", "finer", "option"})
_OPTION = ("available",)  # "Which have two options?"
_NOT_PRODUCTS = _COUNTED | {"data_center", "city"}
_EMPHATIC = frozenset({"only", "except", "exactly", "at_least", "at_most", "more_than", "fewer_than"})
_BOUNDS = frozenset({"only", "exactly", "at_least", "at_most", "more_than", "fewer_than"})
# Cues of what counts without a number.
COUNTING = _BOUNDS | {"not_both", "first_one"}
_POINTED = frozenset({"those", "it", "both"})
_THESE = frozenset({"those", "it"})
_VERBS = frozenset({"aux", "host", "available"})
_LISTING = frozenset({"and", "what_about", "confirm", "yes"})  # What stands among products that end a sentence.
_EXHAUSTING = frozenset({"only", "exactly", "confirm", "untrue"})
_OF_OTHERS = _NOT_PRODUCTS | {"of", "those", "it"}
_REACH_OF_NUMBER = 3
_HAVING = frozenset({"holds", "host"})
_REACH_OF_WHOLE = 5
_REACH_OF_BOUND = 4
_REACH_OF_ONE = 2


class Counts:
    """The numbers of one clause, and what they count."""

    def __init__(self, clause: Clause) -> None:
        self._mentions = clause.mentions
        self._cues = clause.said
        self._pauses = clause.pauses
        self._all = clause.positions.at
        self._pointing = partial(clause.positions.at_any, *POINTING)
        numbers = [at for at, mention in enumerate(self._mentions) if NUMBER in mention.kinds] if NUMBER in clause.kinds else []
        self._numbers = [(at, number) for at in numbers if (number := number_of(self._mentions[at])) is not None]

    def of(self, cue: str) -> Count | None:
        """How many things with a cue are named: "three products", "only one data center", "exactly one of your products"."""
        if not self._numbers and "not_both" not in self._cues:
            return None
        for at in self._all("not_both"):
            if any(cue in self._cues_at(noun) for noun in range(at + 1, at + 1 + _REACH_OF_ONE)):
                return Count(1, 1)
        for position, number in self._numbers:
            bare = cue in self._cues_at(position) and "except" in self._cues_at(position - 1)  # "All but three."
            noun = position if bare else self._noun_of_whole(position + 1, cue) or position + 1
            if number and cue in self._cues_at(noun) and number == int(number) and (number != 1 or self._is_emphatic(position, position + 1)):
                return self._counted(int(number), position, position + 1)
        return None

    def of_products(self) -> Count | None:
        """How many products are named, or spoken of."""
        named = have_kind(self._mentions, PRODUCT)
        return (self._of_listed() if named else None) or self.of("product") or (self._of_named() if named else None)

    def _of_listed(self) -> Count | None:
        """How many products are spoken of that are all named at the end ("the ones in X are just two: Y and Z")."""
        if self._cues.isdisjoint(_EXHAUSTING):
            return None
        first = next((at for at, mention in enumerate(self._mentions) if PRODUCT in mention.kinds), 0)
        listed = [mention for mention in self._mentions[first:] if mention.kinds != (SMALL,)]
        if not first or any(PRODUCT not in mention.kinds and _LISTING.isdisjoint(mention.cues) for mention in listed):
            return None
        for position, number in self._numbers:
            between = self._mentions[position + 1 : first]
            counts = position < first and number > 1 and number == int(number) and not self._mentions[position].text.isdecimal()
            if counts and not any((names(other) and not is_place(other)) or _OF_OTHERS & set(other.cues) or UNIT in other.kinds for other in between):
                return Count(int(number), int(number), named=True)
        return None

    def _of_named(self) -> Count | None:
        """How many of the products named are spoken of: "at least two of these: X, Y, Z", "of X and Y, at most one"."""
        if self._cues.isdisjoint(_BOUNDS):
            return None
        for position, number in self._numbers:
            after, kinds = self._cues_at(position + 1), self._kinds_at(position + 2)
            pointed = not _THESE.isdisjoint(after) or ("of" in after and PRODUCT in kinds)
            pointed = pointed or ("those" in self._cues and not _VERBS.isdisjoint(after))
            if pointed and number == int(number) and not _BOUNDS.isdisjoint(self._cues_at(position - 1)):
                return self._counted(int(number), position, position)
        ones = [at for at in self._all("those") if self._mentions[at].end - self._mentions[at].start > 2]  # "At most one of these".
        return next((self._counted(1, at, at) for at in ones if not _BOUNDS.isdisjoint(self._cues_at(at - 1))), None)

    def alone(self) -> int:
        """The number that ends a clause in which nothing is named that it could count ("and three?", "which have only two?")."""
        at, number = self._numbers[-1] if self._numbers else (-1, 0)
        counts = at == len(self._mentions) - 1 and not any(names(other) or is_place(other) or UNIT in other.kinds for other in self._mentions)
        pointing = self._pointing() and _HAVING.isdisjoint(self._cues_at(at - 1))  # "Which others have four?"
        return int(number) if counts and number == int(number) and self._all("location_noun") == () and not pointing else 0

    def of_group(self) -> int:
        """The number in or beside a word that points back ("those three", "the other two"), unless it counts places or time; an ordinal's own."""
        if in_order := self._all("first_one"):
            return int(number_of(self._mentions[in_order[0]]) or 0)
        for position in self._pointing() if self._numbers else ():
            for at in (position, position + 1, position - 1):
                number = int(next((amount for place, amount in self._numbers if place == at), 0))
                counted = self._mentions[max(at, position) + 1 : max(at, position) + 2]
                if number > 1 and not any(_NOT_PRODUCTS & set(other.cues) or {UNIT, DATA} & set(other.kinds) for other in counted):
                    return number
        return 0

    def _noun_of_whole(self, position: int, cue: str) -> int:
        """Where the word for the whole stands of which a number before `position` tells a part ("two of the five data products"); else 0.

        What is counted may have its article ("são três os produtos").
        """
        if SMALL in self._kinds_at(position) and cue in self._cues_at(position + 1):
            return position + 1
        if "of" not in self._cues_at(position):
            return 0
        for at, other in enumerate(self._mentions[position + 1 : position + 1 + _REACH_OF_WHOLE], position + 1):
            if cue in other.cues:
                return at
            if is_place(other) or PRODUCT in other.kinds or "aux" in other.cues:
                return 0
        return 0

    def of_regions(self, aside: Container[int], *, names_place: bool) -> Count | None:
        """The number of regions named: "exactly two regions", "more than one location", "a single region"; not in brackets (`aside`).

        "Only" beside a word for a region bounds the place where the clause `names_place`.
        """
        if len(self._numbers) > 1 and (ranged := range_of(self._mentions, self._numbers)):
            return ranged
        for position, number in self._numbers:
            neither = "those" in self._cues_at(position) and "without" in self._cues_at(position - 1)  # "Neither of the two regions" counts none.
            noun = 0 if neither else self._counted_noun(position + 1)
            if noun and self._counts_another(position):
                return None  # "X has two regions and Y four": each would have to be judged by its own.
            if noun and (number != 1 or self._is_emphatic(position, noun) or self._is_named_next(position, noun)):
                return self._counted(int(number), position, noun)
        if not names_place and any(self._mentions[at].start not in aside and self._cues_at(at + 1) & _COUNTED for at in self._all("only")):
            return Count(1, 1, any(map(self._denies, self._all("not"))))
        return None if names_place else self._of_having()

    def _of_having(self) -> Count | None:
        """The number that ends a clause in which products are said to have so many, and nothing says of what ("how many products have two?")."""
        number = self.alone() if self._numbers else 0
        at = len(self._mentions) - 1
        verbs = [verb for verb in self._all("holds") if at - _REACH_OF_BOUND < verb < at and any(noun < verb for noun in self._all("product"))]
        plain = verbs and all(not _BOUNDS.isdisjoint(mention.cues) for mention in self._mentions[verbs[-1] + 1 : at])
        plain = plain and at not in self._pauses and _POINTED.isdisjoint(self._cues_at(at))  # "How many products do you have, 14?"
        return self._counted(number, at, at) if number and plain and (number > 1 or self._is_emphatic(at, at)) else None

    def _counts_another(self, position: int) -> bool:
        """Whether another number stands after what is named next ("X has two regions, Y four")."""
        later = [at for at, _ in self._numbers if at > position and not have_kind(self._mentions[at + 1 : at + 2], UNIT)]
        return any(names(other) or PRODUCT in other.kinds for at in later for other in self._mentions[position + 1 : at])

    def _denies(self, at: int) -> bool:
        """Whether a word denies what comes after it, and does not say that none of something is meant ("no product is in a single region")."""
        cues = self._cues_at(at)
        return "not" in cues and "none" not in cues

    def _counted_noun(self, position: int) -> int:
        """Where the word for a region stands that a number before `position` counts; 0 where there is none."""
        for at, other in enumerate(self._mentions[position : position + 1 + _REACH_OF_NUMBER], position):
            if not _COUNTED.isdisjoint(other.cues) or (at == position and other.cues == _OPTION and "those" not in self._cues_at(at - 1)):
                return at
            inside = "at" in other.cues and "of" not in other.cues  # "Both in the region" counts no regions.
            if inside or names(other) or UNIT in other.kinds or number_of(other) is not None or not {"aux", "product"}.isdisjoint(other.cues):
                return 0
        return 0

    def _is_emphatic(self, position: int, noun: int) -> bool:
        """Whether "one" counts: "exactly one", "more than one", not "a region"."""
        around = {cue for at in range(position - _REACH_OF_ONE, noun + _REACH_OF_ONE + 1) for cue in self._cues_at(at)}
        return not _EMPHATIC.isdisjoint(around) or self._mentions[position].text.isdigit()

    def _is_named_next(self, position: int, noun: int) -> bool:
        """Whether "one" region is had, and named right after a comma ("X has one region, Y")."""
        following = [mention for mention in self._mentions[noun + 1 : noun + 3] if SMALL not in mention.kinds]
        return noun + 1 in self._pauses and "holds" in self._cues_at(position - 1) and any(map(is_place, following[:1]))

    def _counted(self, number: int, position: int, noun: int) -> Count:
        others = [at + 1 for at in self._all("product") if at < position and at + 1 < noun]  # "Two more products have two regions."
        start = max(position - _REACH_OF_BOUND, *others) if others else position - _REACH_OF_BOUND
        before = {cue for at in range(start, position + 1) for cue in self._cues_at(at)}
        after = {cue for at in range(position + 1, noun + NEAR) for cue in self._cues_at(at)}
        if "more_than" in before:
            return Count(0, number) if "not" in before else Count(number + 1)
        if "fewer_than" in before and not ("except" in before and "all" in self._cues):
            return Count(number) if "not" in before else Count(0, number - 1)
        if (
            "at_least" in before | after
            or {"or", "more_than"} <= after
            or any(other.text == "+" for other in self._mentions[position + 1 : position + 2])
        ):
            return Count(number)
        if "at_most" in before | after or {"or", "fewer_than"} <= after:
            return Count(0, number)
        return Count(number, number, any(self._denies(at) for at in range(position - _REACH_OF_BOUND, position + 1)))

    def _kinds_at(self, at: int) -> tuple[str, ...]:
        return self._mentions[at].kinds if 0 <= at < len(self._mentions) else ()

    def _cues_at(self, at: int) -> set[str]:
        return set(self._mentions[at].cues) if 0 <= at < len(self._mentions) else set()
