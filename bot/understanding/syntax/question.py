"""What one clause asks: the kind of question, and everything that is named in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT

# The kinds of question by their cues, the more telling first.
KINDS = {
    "how_often": "how_often",
    "how_long": "how_long",
    "how_many": "how_many",
    "how_to": "how_to",
    "why": "why",
    "where": "where",
    "kind_of_data": "which_data",
    "who": "who",
    "how_much": "how_much",
    "which": "which",
    "define": "define",
    "how": "how",
    "what": "what",
    "when": "when",
}

NEAR = 3

_NOWHERE: Sequence[int] = ()
YEARS = range(1990, 2100)

# The bound, and cue, of how old something is ("eight months ago").
OF_AGE = "of_age"

# What is wanted of the places that are a choice together: any, just one, one at most, two at least.
ANY, ONE, ONE_AT_MOST, TWO = "any", "one", "one_at_most", "two"

# How far before a question things stand that an earlier clause or turn named.
BEFORE = 100


class Positions(tuple[tuple[str, int], ...]):
    """Cues with their positions, in the order of these; an earlier question's positions are negative."""

    by_cue: dict[str, list[int]]

    def __new__(cls, pairs: Iterable[tuple[str, int]] = ()) -> Positions:
        """`pairs` are the cues with their positions, in the order of these."""
        self = super().__new__(cls, pairs)
        self.by_cue = {}
        for cue, at in self:
            self.by_cue.setdefault(cue, []).append(at)
        return self

    def at(self, cue: str) -> Sequence[int]:
        """Where a cue stands, in order."""
        return self.by_cue.get(cue, _NOWHERE)

    def after(self, earlier: Iterable[tuple[str, int]]) -> Positions:
        """The same, after those of an earlier question."""
        return Positions((*((cue, at - BEFORE) for cue, at in earlier), *self))

    def without(self, places: Container[int]) -> Positions:
        """The same, without the cues that stand at some places."""
        return Positions([(cue, at) for cue, at in self if at not in places])

    def saying(self, cue: str, at: int) -> Positions:
        """The same, with one cue alone at a place."""
        return Positions(sorted([*self.without((at,)), (cue, at)], key=itemgetter(1)))

    def at_any(self, *cues: str) -> Sequence[int]:
        """Where any of some cues stands, in order."""
        found = [places for cue in cues if (places := self.by_cue.get(cue))]
        if len(found) < 2:
            return found[0] if found else _NOWHERE
        return sorted([at for places in found for at in places])


class Where(Struct, frozen=True, gc=False):
    """A region (`code`) or another place (`place`) that a question names.

    `wanted` is false where it is excluded ("not in X"); `beyond` is true where what lies outside is meant ("anywhere but X");
    `only` where nothing else is ("only in X").
    `origin` tells that it is where something comes from or is hosted ("logs of the Indian data center"), not where it would go.
    `choice` is ANY or ONE where any, or just one, of several places will do ("at least one of Y and Z"), else "".
    """

    code: str
    place: str
    position: int
    wanted: bool = True
    beyond: bool = False
    only: bool = False
    origin: bool = False
    choice: str = ""


class Count(Struct, frozen=True):
    """How many regions are spoken of: at least `least`, at most `most`, or any other number, where `denied`; products may be `named` after it."""

    least: int = 0
    most: int = 1000
    denied: bool = False
    named: bool = False


class Amount(Struct, frozen=True):
    """A length of time that a question names; `bound` is "at_least", "at_most", "more_than", "fewer_than", OF_AGE or "" for exactly."""

    amount: float
    unit: str
    bound: str
    position: int = 0


class Date(Struct, frozen=True, gc=False):
    """A date or time of day that a question names, as far as it does: a day, month or year of 0 is not told, nor is an hour or minute of -1.

    Written in figures alone its day and month may stand in `either_order`.
    """

    position: int
    day: int = 0
    month: int = 0
    year: int = 0
    hour: int = -1
    minute: int = -1
    either_order: bool = False


class Term(Struct, frozen=True, gc=False):
    """A word of weight: all that it may mean, as bare keys, its place, and whether it is negated ("without apps").

    It may stand `aside` in brackets, or be `supposed` in a condition.
    """

    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    position: int
    text: str
    negated: bool = False
    aside: bool = False
    supposed: bool = False

    @property
    def is_weighty(self) -> bool:
        """Whether it must be explained by whatever answers; everyday words and what was filled in need not be."""
        return bool(self.text)

    def silent(self) -> Term:
        """The same without weight."""
        return replace(self, text="")


class Question(Struct, frozen=True):
    """One thing that is asked.

    `kind` is where, which, which_data, how_long, how_many, how_often, how_much, how_to, how, when, who, why, define, what or
    "" (none said); `yes_no` tells that yes or no is expected. `cues` are all cues in it, `positions` where each stands.
    `besides` are places whose products are left out ("except the ones only in X"), `customers` those where customers are,
    which are not asked about, `struck` groups of places by which products are struck off; `count` is the number of regions asked for,
    `product_count` and `server_count` those of products and data centers, `counted` are other subjects with a number right before them ("1000
    apps"), `group_size` how many products it points at ("the other two", "all three"), 0 where it does not say. `unknown` are words that
    nothing explains, `strange` where one of them looks like a name; `outside` are topics of which no article speaks.
    `data_by_product` has the data that are said of one of several products alone.
    `told` is the key of the statement that was told before, where no more is asked than of which products it is so;
    `after` are the keys of those that were told last.
    `regions` has each place once, `mentioned` every mention of one.
    """

    kind: str = ""
    yes_no: bool = False
    products: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    data_by_product: tuple[tuple[str, tuple[str, ...]], ...] = ()
    excluded_products: tuple[str, ...] = ()
    excluded_data: tuple[str, ...] = ()
    maybe_data: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    regions: tuple[Where, ...] = ()
    mentioned: tuple[Where, ...] = ()
    besides: tuple[Where, ...] = ()
    struck: tuple[tuple[Where, ...], ...] = ()
    customers: tuple[Where, ...] = ()
    count: Count | None = None
    product_count: Count | None = None
    server_count: Count | None = None
    number_alone: int = 0
    counted: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    amounts: tuple[Amount, ...] = ()
    numbers: tuple[int, ...] = ()
    dates: tuple[Date, ...] = ()
    group_size: int = 0
    cues: frozenset[str] = frozenset()
    positions: Positions = Positions()
    outside: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    strange: bool = False
    asked: bool = False
    filled: tuple[str, ...] = ()
    told: str = ""
    after: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def names_year(self) -> bool:
        """Whether one of its numbers is that of a year."""
        return bool(self.numbers) and any(number in YEARS for number in self.numbers)

    @property
    def concepts(self) -> set[str]:
        """Keys of all subjects named in it."""
        return {key for term in self.terms for kind, key in zip(term.kinds, term.keys, strict=True) if kind == CONCEPT and not term.negated}

    @property
    def own_concepts(self) -> list[Term]:
        """The subjects of weight that the question itself names."""
        return [term for term in self.terms if term.text and CONCEPT in term.kinds]

    @property
    def names_subject(self) -> bool:
        """Whether it names a product, kind of data, subject, or anything outside the articles."""
        return bool(self.products or self.data or self.own_concepts or self.outside or self.software)

    @property
    def negative(self) -> bool:
        """Whether the clause is negated as a whole."""
        return bool(self.cues & {"not", "never"})

    @property
    def chooses_product(self) -> bool:
        """Whether "or" leaves open which of several products is meant, and does not only join the places that each may be in ("only in Y or Z")."""
        if self.yes_no and any(where.only for where in self.regions):
            return False
        joining = self.positions.at("or")
        if not joining:
            return False
        places = [where.position for where in self.mentioned]
        last = max([*places, *(term.position for term in self.terms)], default=0)  # After "X isn't in Z, Y isn't either" nothing is chosen.
        return any((not places or not min(places) < at < max(places)) and (at < last or "not" not in self.cues) for at in joining)

    @property
    def chooses_one_product(self) -> bool:
        """Whether what is asked is to be so of one of several products and not of both: "just one of X and Y", not "X in just one of Y and Z"."""
        return "not_both" in self.cues and len(self.products) > 1 and not any(where.choice == ONE for where in self.regions)

    @property
    def has_subject(self) -> bool:
        """Whether it names anything that it could be about."""
        places = self.regions or self.count or "every_region" in self.cues
        return bool(self.products or self.data or places or self.terms or self.outside or self.software or self.unknown)

    def with_positions(self, positions: Positions, *unplaced: str) -> Question:
        """The same with the cues that stand at these positions, and with `unplaced` ones that stand nowhere."""
        return replace(self, positions=positions, cues=frozenset((*positions.by_cue, *unplaced)))

    def positions_of(self, kind: str) -> list[int]:
        """Where words of a kind stand, in the order of the terms; negative where an earlier clause or turn has them."""
        return [term.position for term in self.terms if kind in term.kinds]

    def own_positions_of(self, kind: str) -> list[int]:
        """Where the question itself has words of a kind."""
        return [term.position for term in self.terms if kind in term.kinds and term.position >= 0]

    def cues_at(self, position: int) -> set[str]:
        """All cues at a position."""
        return {cue for cue, at in self.positions if at == position}

    def near(self, cue: str, position: int, reach: int = NEAR) -> bool:
        """Whether `cue` stands within `reach` mentions of `position`."""
        return any(abs(at - position) <= reach for at in self.positions.at(cue))


def keys_by_kind(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    """The keys of each kind in terms that are not negated, each once."""
    found: dict[str, dict[str, None]] = {}
    for term in terms:
        if not term.negated:
            for kind, key in zip(term.kinds, term.keys, strict=True):
                found.setdefault(kind, {})[key] = None
    return {kind: tuple(keys) for kind, keys in found.items()}


def keys_of_kind(terms: Iterable[Term], wanted: str, *, negated: bool = False) -> tuple[str, ...]:
    """The keys of one kind in terms, each once; those that are negated only where asked for."""
    found: dict[str, None] = {}
    for term in terms:
        if wanted in term.kinds and (negated or not term.negated):
            for kind, key in zip(term.kinds, term.keys, strict=True):
                if kind == wanted:
                    found[key] = None
    return tuple(found)
