"""What a clause says of its places: wanted or not, only, what lies outside, the customer's own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.understanding.linking.lexicon import DATA, EVERYDAY, PART, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import Mention, have_cue, have_kind
from bot.understanding.reading.all_but import counts_products
from bot.understanding.reading.numbered import bounds_no_place, leaves_number
from bot.understanding.syntax.belonging import joins_place, lacks_data, tells_on
from bot.understanding.syntax.clause import Clause, is_of_doing
from bot.understanding.syntax.origins import is_origin
from bot.understanding.syntax.own_places import is_customers
from bot.understanding.syntax.question import NEAR, Where
from bot.understanding.syntax.scope import DENYING, is_place, names, place_of, sweeps

# Cues of a verb's parts and of words before a place: an "only" before them belongs to the place after them.
_VERBAL = frozenset({"aux", "yes_no", "available", "host", "at", "data_center", "holds"})
_OBJECTS, _OF_OBJECT = frozenset({SMALL, PRODUCT, DATA, EVERYDAY, PART}), frozenset({"at", "of", "and", "toward", "it", "data", "customer"})

# Cues at which a negation or an exception begins, or what was said is taken back.
SCOPING = DENYING | {"outside", "except", "but", "correction", "leave_aside"}

# Cues after which a place is not dropped any more.
_ENDS_DROPPING = frozenset({"what_about", "but", "correction", "aux", "yes_no", "only", "which", "where"})

# Cues that stand for products left out by their places ("except those only in X").
_ONES = frozenset({"those", "product", "subject"})
_JOINING = frozenset({"those", "which"})
_LISTING = frozenset({"list", "article_says"})
_REACH_OF_WHOLE = 2  # How far before a place the one may stand that it is a part of.

_REACH_OF_EXCEPTION = 8  # How far after "except" or "outside" what it leaves out may stand.

# Cues of the verb, or of what joins, after a "no" that denies the place before it ("in X is not offered"), not a thing of its own ("no details").
_AFTER_DENIAL = frozenset({"aux", "host", "available", "holds", "using", "at", "and", "but", "or", "confirm", "yes", "yes_no", "product", "which"})

_REACH_OF_DENIAL = 20  # How far after a "no" that stands after a place another thing may be named that it belongs to.
_BOUNDING = frozenset({"only", "all", "exactly"})
_REACH_OF_WISH = 20  # How far before what somebody wants the product is named of which it is asked.


class Places:
    """The places of one clause, taken in order."""

    def __init__(self, clause: Clause) -> None:
        self._mentions = clause.mentions
        self._cues = clause.said
        self._all = clause.positions.at
        self._pauses = clause.pauses
        self._demand = self._demanded()
        self._exceeded: set[int] = set()
        self._exclusive = set(self._bounded())
        self._excluding = False
        self._beyond = False
        self._excepted = False
        self._added = False
        self._leaving_out = False
        self._dropping = False
        self.named: list[Where] = []
        self.mentioned: list[Where] = []
        self.besides: list[Where] = []
        self.customers: list[Where] = []

    def _demanded(self) -> int:
        """Where somebody demands something with a place after it; -1 where nobody does."""
        if not (demands := self._all("demand")):
            return -1
        last = max((at for at, mention in enumerate(self._mentions) if is_place(mention)), default=-1)
        demand = next((at for at in demands if at < last), -1)
        chosen = "and" in self._cues_at(demand - 1) and is_place(self._mentions[demand - 2]) and have_cue(self._mentions[: demand - 2], {"available"})
        return -1 if chosen and "lacks" in self._cues_at(demand) else demand  # "Choose X and refuse Y."

    def open_scopes(self, cues: set[str], position: int) -> None:
        """Negations and exceptions that begin or end at a mention with `cues`."""
        if "correction" in cues and self._is_put_right(position):
            del self.named[-1:], self.mentioned[-1:]
        if "but" in cues and (sweeps(self._mentions[position - 1]) or (self._cues & {"all", "list"} and self._cues_at(position + 1) & _JOINING)):
            cues = {"except"}
        if "but" in cues or ("and" in cues and self._begins_anew(position + 1)) or (self._excluding and tells_on(self._mentions, position)):
            self._affirm()
        if self._beyond and self.named and cues & {"aux", "yes_no"}:
            self._beyond = False
        if cues & DENYING and not cues & {"confirm", "only"} and not lacks_data(self._mentions, position):
            self._excluding = not (self._excluding and "lacks" in cues)
        if cues >= {"only", "none"}:
            self._excluding = False  # Some languages deny twice: "não tem nada além de X".
        if cues & {"outside", "except"} and self.is_of_places(position + 1) and not leaves_number(self._mentions, position + 1):
            self._leaving_out = self._describes_products(position + 1)
            self._beyond, self._added, self._excepted = ("outside" in cues, "besides" in cues, "except" in cues)
        elif cues & {"which", "where", "what"} and not cues & {"those", "subject"} and not self._cues_at(position - 1) & {"except", "but"}:
            self._leaving_out = False
        self._dropping = self._drops(cues) or (self._dropping and not cues & _ENDS_DROPPING)

    def take(self, mention: Mention, position: int, *, circumstance: bool) -> None:
        """Note a region or place."""
        code, place = place_of(mention)
        where = Where(code, place, position, only=position in self._exclusive, origin=is_origin(self._mentions, position))
        if is_customers(self._mentions, position) or position < self._demand:
            self.customers.append(where)
            self.mentioned += [replace(where, origin=True)] if code else []
            return
        dropped = "leave_aside" in self._cues and (self._dropping or self._drops(self._cues_at(position + 1)))
        joined = joins_place(self._mentions, position) and position + 1 not in self._pauses
        if dropped and not joined and any(map(is_place, self._mentions[position + 1 :])):
            return
        self.mentioned.append(where)
        if self._leaving_out:
            self.besides.append(where)
            self._leaving_out = any(is_place(other) or {"and", "or"} & set(other.cues) for other in self._mentions[position + 1 : position + 2])
            if not self._leaving_out:
                self._affirm()
        elif not (circumstance and self.named):
            self._name(where, position)

    def _is_put_right(self, position: int) -> bool:
        """Whether a correction at a position replaces the place right before it by the one after it ("in X, I mean in Y")."""
        after = position + 1
        while self._cues_at(after) & {"at", "not", "correction"} and not self._cues_at(after) & {"from"}:
            after += 1
        replaced = bool(self.named) and self.named[-1].position == position - 1
        return replaced and after < len(self._mentions) and is_place(self._mentions[after])

    def _drops(self, cues: set[str]) -> bool:
        """Whether a word drops the place beside it ("forget X, what about Y?"), and tells nothing of products."""
        return "leave_aside" in cues and not cues & (DENYING | _ONES) and not self._cues & {"which", "product"}

    def _name(self, where: Where, position: int) -> None:
        following = self._mentions[position + 1] if position + 1 < len(self._mentions) else None
        affirmed = following is not None and "yes" in following.cues and not {"confirm", "it"} & set(following.cues)
        affirmed = affirmed and bool(self.named or position + 2 < len(self._mentions))
        wanted = affirmed or not (self._excluding or self._is_denied_after(position))
        where = replace(where, wanted=wanted, beyond=self._beyond or position in self._exceeded)
        if self._excepted:
            whole = self._cues & {"every_region", "all"} or any(other.wanted and not other.beyond for other in self.named)
            where = replace(where, wanted=False) if whole else replace(where, beyond=True)
        if not any(replace(other, position=position, origin=where.origin) == where for other in self.named):
            self.named.append(where)
        if affirmed:
            self._affirm()

    def _affirm(self) -> None:
        """End all negations and exceptions."""
        self._excluding = self._beyond = self._excepted = False

    def all_named(self) -> tuple[Where, ...]:
        """The places asked about: what lies outside of one only where no other is named ("besides X, is Y possible?").

        Products in one place and outside of another are those that are not in the other.
        """
        plain = [where for where in self.named if not (where.beyond and where.wanted)]
        if plain and not self._added and self._cues & {"which", "product"}:
            return tuple(where if where in plain else replace(where, beyond=False, wanted=False) for where in self.named)
        narrowed = [where for where in self.named if where in plain or (not self._added and self._narrows(where, plain))]
        return tuple((narrowed if plain else None) or self.named)

    def _narrows(self, where: Where, plain: list[Where]) -> bool:
        """Whether what lies outside of a place is a part of the place right before it ("in Asia outside India")."""
        return any(0 < where.position - other.position <= _REACH_OF_WHOLE for other in plain)

    def _cues_at(self, at: int) -> set[str]:
        return set(self._mentions[at].cues) if 0 <= at < len(self._mentions) else set()

    def _bound(self, position: int) -> int | None:
        """Where the place stands that an "only" belongs to: the one beside it, else the next thing named, else the last."""
        before, after = self._mentions[:position], self._mentions[position + 1 :]
        if is_place(self._mentions[position]):
            return position
        if "location_noun" in self._mentions[position].cues or "location_noun" in self._cues_at(position + 1):
            told = [at for at, mention in enumerate(before) if is_place(mention)]
            return told[-1] if told else next((at for at in range(position + 1, len(self._mentions)) if is_place(self._mentions[at])), None)
        if "product" in self._mentions[position].cues or ("alone" in self._mentions[position].cues and before and PRODUCT in before[-1].kinds):
            return None
        if have_kind(after[:NEAR], UNIT) or (not after and self._cues_at(position - 1) == {"product"}):
            return None
        ended = not after or "aux" in self._cues_at(position - 2)  # "Two are US exclusive, X and Y."
        if before and is_place(before[-1]) and (ended or not (is_place(after[0]) or PRODUCT in after[0].kinds)):
            return position - 1
        if "customer" in self._cues_at(position - 1) and not (after and is_place(after[0])):
            return None
        verb = position + 1
        while self._cues_at(verb) & _VERBAL and not is_place(self._mentions[verb]):
            verb += 1
        if have_cue(self._mentions[position + 1 : verb], {"host", "holds"}):
            verb = self._after_object(verb)
        verb += int("location_noun" in self._cues_at(verb))  # "In the territory of X."
        if verb < len(self._mentions) and is_place(self._mentions[verb]):
            return verb
        way: list[int] = [*range(position + 1, min(position + 2 + NEAR, len(self._mentions))), *range(position - 1, max(-1, position - 1 - NEAR), -1)]
        for at in way:
            if is_place(self._mentions[at]):
                return at
            if names(self._mentions[at]) or PRODUCT in self._mentions[at].kinds or (at > position and "product" in self._mentions[at].cues):
                return None
        return None

    def _after_object(self, at: int) -> int:
        """Where the words before a place end that follow a verb and the product, or its data, that it is said of."""
        for position, mention in enumerate(self._mentions[at:], at):
            if is_place(mention) or not (set(mention.cues) & _OF_OBJECT or set(mention.kinds) & _OBJECTS):
                return position
        return len(self._mentions)

    def _bounded(self) -> Iterator[int]:
        """Where the places stand of which "only", or "exactly", says that there are no others ("exactly the US and the EEA")."""
        if self._cues.isdisjoint(_BOUNDING):
            return
        for position in self._all("only"):
            if bounds_no_place(self._mentions, position) or self._is_of_wish(position) or (bound := self._bound(position)) is None:
                continue
            if is_of_doing(self._mentions, position, self._pauses) or any(position < at < bound for at in self._all("which")):
                continue  # "From this list only, which are in X?"
            if self._is_exceeded(position):
                self._exceeded.add(bound)
            else:
                yield bound
        yield from (position - 1 - gap for position in self._all("all") for gap in (0, 1) if self._is_all_of(position, gap))
        for position in self._all("exactly"):
            at = position + 1
            while self._cues_at(at) & {"at"} and not is_place(self._mentions[at]):
                at += 1
            closer = "more_than" in self._cues_at(position - 1) | self._cues_at(position)  # "In X, more exactly in Y."
            if at < len(self._mentions) and is_place(self._mentions[at]) and "where" not in self._cues and not closer:
                yield at

    def _is_of_wish(self, position: int) -> bool:
        """Whether "only" says what somebody wants, or accepts, of a product named before ("is X fine for someone who only wants Y?")."""
        before = self._mentions[max(0, position - _REACH_OF_WISH) : position]
        people = next((at for at in range(position + 1, position + 2 + NEAR) if "customer" in self._cues_at(at)), None)
        if people and "demand" in self._cues_at(people + 1):
            return True  # "If X is the only place that a client accepts, ...?"
        told = len(before) > 1 and have_kind(before[:-1], PRODUCT) and PRODUCT not in before[-1].kinds
        return told and bool((self._cues_at(position) | self._cues_at(position + 1)) & {"demand", "suffices"})

    def _is_all_of(self, position: int, gap: int) -> bool:
        """Whether the place before "all", a verb between them or none, is said to be all that a product has ("X is all that Y offers")."""
        at, after = position - 1 - gap, self._mentions[position + 1 : position + 2 + NEAR]
        joins = bool(self._cues_at(position + 1) & {"it", "what", "there"})
        verb = not gap or bool(self._cues_at(position - 1) & {"aux"})
        return at >= 0 and joins and verb and is_place(self._mentions[at]) and have_kind(after, PRODUCT)

    def _is_exceeded(self, position: int) -> bool:
        """Whether more than the place that an "only" stands before is asked for ("more places than only X")."""
        before = self._cues_at(position - 1)
        in_one = "more_than" in before and self._mentions[position - 1].end - self._mentions[position - 1].start > 1
        compared = in_one or "than" in before or before >= {"what", "subject"}
        return compared and any(at < position for at in self._all("more_than"))

    def _begins_anew(self, position: int) -> bool:
        """Whether what follows "and" is a verb of its own, so that a negation before it has ended."""
        return bool(self._cues_at(position) & {"aux", "host", "available", "with"}) and not self._cues_at(position) & DENYING

    def is_of_places(self, position: int) -> bool:
        """Whether what is named next is a place, and no product or data, nor a place after the verb ("all but three products are in X")."""
        before: set[str] = set()
        for other in self._mentions[position : position + _REACH_OF_EXCEPTION]:
            if is_place(other) or names(other) or PRODUCT in other.kinds or ("product" in before and "aux" in other.cues):
                return is_place(other)
            before = set(other.cues)
        return False

    def _describes_products(self, position: int) -> bool:
        """Whether products are left out by their places: "except those in X", "apart from the X-only ones"."""
        for at in range(position, min(position + NEAR + 1, len(self._mentions))):
            if is_place(self._mentions[at]):
                return (at in self._exclusive and max(self._all("only"), default=at) >= position) or bool(self._cues_at(at + 1) & _ONES)
            if ("which" in self._cues_at(at) and at > position) or names(self._mentions[at]):
                return False
            if self._cues_at(at) & {*_ONES, "which"} or ("any" in self._cues_at(at) and "with" in self._cues_at(at + 1)):
                return any(is_place(other) for other in self._mentions[at + 1 : at + 2 + NEAR * 2])
        return False

    def _is_denied_after(self, position: int) -> bool:
        """Whether a "no" after a place belongs to it ("Europe yes, India no"; "for which is X not offered?")."""
        for at in range(position + 1, min(position + 2 + NEAR, len(self._mentions))):
            mention, rest = self._mentions[at], self._mentions[at + 1 : at + 1 + _REACH_OF_DENIAL]
            if "but" in mention.cues:
                return False
            if not {"except", "besides"}.isdisjoint(mention.cues):
                return not any(is_place(other) or names(other) or counts_products(other) for other in rest)
            if "confirm" in mention.cues and not rest:
                return False
            apart = position + 1 < at or "is_out" in mention.cues
            if "lacks" in mention.cues and (("demand" in mention.cues and apart) or have_cue(rest, _LISTING)):
                return True  # "X is forbidden.", "X is missing from its list."
            answers = frozenset(rest[1].cues if len(rest) > 1 and "confirm" not in rest[1].cues else ())
            if "not" in mention.cues and answers & {"not", "yes"} and is_place(rest[0]) and not is_place(rest[-1]):
                return True  # "X no, Y no: which?"
            if "not" in mention.cues and rest and self._cues & {"which", "product", "any"}:
                own = "without" in mention.cues and _AFTER_DENIAL.isdisjoint(rest[0].cues)
                return not own and not any(is_place(other) or names(other) for other in rest)
            if "not" in mention.cues:
                affirmed = is_place(rest[0]) and "yes" in answers if rest else True
                return affirmed or bool({"and", "but", "confirm"} & set(rest[0].cues))
            if is_place(mention) or names(mention) or not set(mention.cues) & {"aux", "at", "host", "available"}:
                return False
        return False
