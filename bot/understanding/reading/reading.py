"""A clause read mention by mention into the question that it asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, EVERYDAY, NUMBER, OUTSIDE, PART, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking.mentions import Mention, keys_of, parted
from bot.understanding.linking.units import measured
from bot.understanding.reading.amounts import amount_at
from bot.understanding.reading.asking import Asking
from bot.understanding.reading.choices import with_choices
from bot.understanding.reading.counting import COUNTING, Counts
from bot.understanding.reading.dates import dates_of
from bot.understanding.reading.leaving_out import begins_after_exception, cues_of_exception, with_rejected, without_added
from bot.understanding.reading.places import SCOPING, Places
from bot.understanding.reading.striking import STRIKING, without_struck
from bot.understanding.reading.wanting import asks_what_suits
from bot.understanding.resolving.shared_words import joins_data
from bot.understanding.syntax.absence import ABSENCE, is_absent
from bot.understanding.syntax.belonging import bears_on_nothing, claims, data_by_product, is_added_alone, is_kept, is_kept_by_product
from bot.understanding.syntax.clause import Clause, marked
from bot.understanding.syntax.own_places import is_in_own_city
from bot.understanding.syntax.question import NEAR, Amount, Count, Question, Term, Where, keys_by_kind, keys_of_kind
from bot.understanding.syntax.requesting import is_spoken_of
from bot.understanding.syntax.scope import (
    INTRODUCING,
    end_of_address,
    is_addressed,
    is_beside_product,
    is_place,
    is_sought,
    is_unknown,
    looks_like_name,
    number_before,
    says_of_product,
    start_of_address,
    start_of_circumstance,
    start_of_question,
    sweeps,
)

# Cues that leave out the products and data named next, those that may refuse what is named, and those after which names count again.
_EXCEPTING = frozenset({"except", "outside", "leave_aside"})
_SCOPING = SCOPING | _EXCEPTING
_ENDS_EXCEPTION = frozenset({"but", "correction", "only", "which", "where", "what", "rest", "all"})

# Kinds of meanings that name nothing, and those that everyday words keep.
_WITHOUT_NAME = frozenset({SMALL, CUE})
_UNWEIGHTED = frozenset({CONCEPT, PART, EVERYDAY})

_OF_ARTICLE = frozenset({DATA, PART, PRODUCT})  # Kinds of what an article speaks of.
_JUDGING = frozenset({"confirm", "untrue"})  # Cues by which a claim is to be judged.


def read_question(clause: Clause) -> Question:
    """What `clause` asks or says."""
    if STRIKING not in clause.said:
        return _Reader(clause).read()
    rest, struck = without_struck(clause)
    return replace(_Reader(rest).read(), struck=struck)


class _Reader:
    """One clause being read: what its mentions name, and under which negations and exceptions."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.mentions = clause.mentions
        self.begin = 0 if INTRODUCING.isdisjoint(clause.said) else start_of_question(self.mentions)
        self.end = start_of_circumstance(self.mentions, self.begin) if "because" in clause.said else len(self.mentions)
        self.places = Places(clause)
        self.counts = Counts(clause) if NUMBER in clause.kinds or not COUNTING.isdisjoint(clause.said) else None
        self.may_be_absent = not ABSENCE.isdisjoint(clause.said)
        self.excepting = False
        self.terms: list[Term] = []
        self.amounts: list[Amount] = []
        self.numbers: list[int] = []
        self.unknown: list[int] = []
        self.software: list[str] = []
        self.excluded: set[str] = set()

    def read(self) -> Question:
        scoped = not _SCOPING.isdisjoint(self.clause.said)
        for position, mention in enumerate(self.mentions):
            if scoped and mention.cues:
                self._open_scopes(set(mention.cues), position)
            if not _WITHOUT_NAME.issuperset(mention.kinds):
                self._take(mention, position, circumstance=not self.begin <= position < self.end)
        return self._question()

    def _open_scopes(self, cues: set[str], position: int) -> None:
        """Negations and exceptions that begin or end at a mention with `cues`."""
        cues = cues_of_exception(cues, self.clause, position)
        self.places.open_scopes(cues, position)
        swept = "but" in cues and position > 0 and sweeps(self.mentions[position - 1])
        leaves_out = cues & _EXCEPTING or swept or cues >= {"but", "not"} or ("without" in cues and "not" not in cues)
        following = self.mentions[position + 1 : position + 3]
        if leaves_out and not any(is_place(other) or UNIT in other.kinds or "location_noun" in other.cues for other in following):
            self.excepting = True
        elif self.excepting and (cues & _ENDS_EXCEPTION or says_of_product(self.mentions, position) or self._turns(cues, position)):
            self.excepting = False

    def _turns(self, cues: set[str], position: int) -> bool:
        """Whether what is left aside has ended, and something else is asked about ("forget X, and what about Y?")."""
        return {"leave_aside", "aux"} <= self.clause.said and "what_about" in cues and position in self.clause.pauses

    def _take(self, mention: Mention, position: int, *, circumstance: bool) -> None:
        kinds = mention.kinds
        if is_place(mention):
            self.places.take(mention, position, circumstance=circumstance)
        elif is_unknown(mention):
            if not (circumstance or mention.start in self.clause.aside or len(mention.text) == 1 or bears_on_nothing(self.mentions, position)):
                self.unknown.append(position)
        elif SOFTWARE in kinds and not circumstance and CONCEPT not in kinds:
            aside = is_addressed(self.mentions, position, self.clause.pauses) or self._is_example(mention)
            self.software += [] if aside else [mention.text]
        elif UNIT in kinds and (len(kinds) == 1 or number_before(self.mentions, position) is not None):
            self._amount(mention, position)
        elif mention.cues or SMALL in kinds or NUMBER in kinds:
            self._everyday_word(mention, position)
        elif PRODUCT in kinds or not (position >= self.end or (circumstance and OUTSIDE in kinds)) or self._is_only_topic(mention, position):
            self._term(mention, position)

    def _is_only_topic(self, mention: Mention, position: int) -> bool:
        """Whether what something is for lies outside the articles, and no more than a part of data is named before it ("a name for a puppy")."""
        plain = position >= self.end and mention.kinds == (OUTSIDE,)
        return plain and bool(self.terms) and not self.places.named and all(PART in term.kinds for term in self.terms)

    def _is_example(self, mention: Mention) -> bool:
        """Whether a mention stands in brackets after a kind of data, of which it is an example ("social data (frobs, Frobbook)")."""
        return mention.start in self.clause.aside and bool(self.terms) and DATA in self.terms[-1].kinds

    def _everyday_word(self, mention: Mention, position: int) -> None:
        """Everyday words that can also name a subject are kept as terms without weight."""
        if NUMBER in mention.kinds and mention.text.isdecimal():
            self.numbers.append(int(mention.text))
        if OUTSIDE in mention.kinds and self._is_topic(mention, position):
            self.terms.append(_term([pair for pair in parted(mention.meanings) if pair[0] == OUTSIDE], position, mention.text, negated=False))
        if not _UNWEIGHTED.isdisjoint(mention.kinds):
            pairs = [pair for pair in parted(mention.meanings) if pair[0] in _UNWEIGHTED]
            if "account" in mention.cues and not (is_kept_by_product(self.mentions, position) or is_added_alone(self.mentions, position)):
                return
            text = mention.text if "option" in mention.cues else ""
            absent = self.may_be_absent and is_absent(self.mentions, position)
            self.terms.append(_term(pairs, position, text, absent, mention.start in self.clause.supposed))

    def _is_topic(self, mention: Mention, position: int) -> bool:
        """Whether an everyday word that can also name a topic of no article does."""
        if "assistant" in mention.cues:
            return not _OF_ARTICLE.isdisjoint(self.clause.kinds) and is_spoken_of(self.mentions, position, self.clause.pauses)
        return "outside" in mention.cues and not self.places.is_of_places(position + 1)

    def _amount(self, mention: Mention, position: int) -> None:
        """A length of time, or a bare unit of it."""
        amount = amount_at(self.clause, position)
        unit = amount.unit if amount is not None else measured(mention, None)[0]
        self.terms.append(Term((unit,), (UNIT,), position, mention.text if amount is not None else ""))
        self.amounts += [] if amount is None else [amount]

    def _term(self, mention: Mention, position: int) -> None:
        """A word of weight; an everyday word that may mean a kind of data has weight only where it is tied to a product."""
        if self.excepting and PRODUCT in mention.kinds and begins_after_exception(self.terms, position, self.clause):
            self.excepting = False
        excluded = self.excepting and bool({PRODUCT, DATA} & set(mention.kinds))
        if excluded:
            self.excluded.update(key for kind, key in parted(mention.meanings) if kind in (PRODUCT, DATA))
        everyday = EVERYDAY in mention.kinds and not set(mention.kinds) - {EVERYDAY, PART}
        if EVERYDAY in mention.kinds and is_in_own_city(self.mentions, position):
            return
        claimant = position < self.begin and claims(self.mentions, position, self.clause.pauses)
        if claimant and not self.clause.said.isdisjoint(_JUDGING) and "vouches" not in self.mentions[position + 1].cues:
            return  # "A competitor claims X, is that so?" asks about X alone.
        text, negated = "" if everyday else mention.text, excluded or (self.may_be_absent and is_absent(self.mentions, position))
        aside, supposed = claimant or mention.start in self.clause.aside, mention.start in self.clause.supposed
        self.terms.append(Term(keys_of(mention.meanings), mention.kinds, position, text, negated, aside, supposed))

    def _question(self) -> Question:
        counts, cues, regions = self.counts, marked(clause := self.clause), self._regions(self.clause.cues)
        count = counts.of_regions(clause.aside, names_place=bool(self.places.named)) if counts else None
        asking = Asking(clause, [*regions, *([count] if count else [])], self.terms)
        yes_no = asking.expects_yes_no(kind := "" if (products := self._count_of_products()) and products.named else asking.kind())
        unknown = self._weighing(yes_no) if self.unknown else []
        named = keys_by_kind(terms := self._kept(cues))
        return Question(
            kind=kind,
            yes_no=yes_no,
            products=named.get(PRODUCT, ()),
            data=(clause.aside and self._data_before_brackets(terms)) or named.get(DATA, ()),
            data_by_product=data_by_product(self.mentions, clause.aside, terms) if len(named.get(PRODUCT, ())) > 1 else (),
            excluded_products=self._left_out(terms, PRODUCT) if self.excluded else (),
            excluded_data=self._left_out(terms, DATA, all_negated=kind == "which"),
            parts=() if count else named.get(PART, ()),  # "Which has three locations?" asks of no part that data have.
            maybe_data=named.get(EVERYDAY, ()),
            regions=regions,
            besides=tuple(self.places.besides),
            customers=tuple(self.places.customers),
            count=count,
            product_count=products,
            server_count=counts.of("data_center") if counts else None,
            number_alone=counts.alone() if counts else 0,
            counted=self._counted() if NUMBER in clause.kinds else (),
            mentioned=tuple(self.places.mentioned),
            terms=terms,
            amounts=tuple(self.amounts),
            numbers=tuple(self.numbers),
            dates=dates_of(clause),
            group_size=counts.of_group() if counts else 0,
            cues=cues,
            positions=clause.positions,
            outside=self._outside(terms) if OUTSIDE in clause.kinds else (),
            software=tuple(self.software),
            unknown=tuple(dict.fromkeys([self.mentions[position].text or self.mentions[position - 1].text for position in unknown])),
            strange=bool(unknown) and self._is_strange(unknown, kind, yes_no, terms),
            asked=clause.asked,
            confidence=min([mention.score for mention in self.mentions], default=1.0),
        )

    def _count_of_products(self) -> Count | None:
        """The number of products; where these are named as well none are asked for ("those that are in X are two: Y and Z")."""
        return self.counts.of_products() if self.counts else None

    def _data_before_brackets(self, terms: Iterable[Term]) -> tuple[str, ...]:
        """The kinds of data that are named outside of brackets."""
        return keys_of_kind([term for term in terms if not term.aside], DATA)

    def _outside(self, terms: Iterable[Term]) -> tuple[str, ...]:
        """The topics of which no article speaks, and which can be nothing else."""
        return keys_of_kind([term for term in terms if not {CONCEPT, DATA} & set(term.kinds)], OUTSIDE, negated=True)

    def _kept(self, cues: frozenset[str]) -> tuple[Term, ...]:
        """All that is named, what is left out as negated, without what is only added."""
        terms = [self._tied(term, cues) for term in self.terms] if EVERYDAY in self.clause.kinds else self.terms
        tied, rejected = with_rejected(terms, self.clause)
        self.excluded |= rejected
        return without_added(tied, self.clause)

    def _weighing(self, yes_no: bool) -> list[int]:
        """Positions of the words that nothing explains and that belong to what is asked, not to whom it is said."""
        end = len(self.mentions) if yes_no else start_of_address(self.mentions, self.clause.pauses)
        begin = end_of_address(self.mentions, self.clause.pauses)
        return [position for position in self.unknown if begin <= position < end]

    def _is_strange(self, unknown: Sequence[int], kind: str, yes_no: bool, terms: Iterable[Term]) -> bool:
        """Whether a word that nothing explains looks like a name or is the very thing asked about."""
        names_data = bool(keys_of_kind(terms, DATA))
        return any(
            looks_like_name(self.mentions[position].text, position) or is_sought(self.mentions, position, kind, yes_no=yes_no, names_data=names_data)
            for position in unknown
        )

    def _counted(self) -> tuple[str, ...]:
        """The subjects with a number, more than one, right before them ("1000 apps", "two backup plans", not "both clouds")."""
        numbered = [term for term in self.terms if CONCEPT in term.kinds and (number_before(self.mentions, term.position) or 0) > 1]
        return keys_of_kind([term for term in numbered if not self.mentions[term.position - 1].cues], CONCEPT)

    def _regions(self, cues: frozenset[str]) -> tuple[Where, ...]:
        """The places named; the customer's own where only they can be meant ("can a client in X host in their own country?", "which suits them?")."""
        if self.places.named:
            named = with_choices(self.places.all_named(), self.clause)
            if "demand" not in cues:
                return named
            return tuple(replace(where, wanted=True, beyond=False) if where.beyond and not where.wanted else where for where in named)
        denied = cues >= {"which", "not"}
        asked = cues & {"finer", "there", "location_noun"} and cues & {"yes_no", "aux"}
        if "nearest" in cues or not (
            "own_place" in cues or asked or (denied and "product" in cues) or asks_what_suits(self.clause, self.places.customers)
        ):
            return ()
        return tuple(replace(where, wanted=not denied, only=where.only and not denied) for where in self.places.customers)

    def _tied(self, term: Term, cues: frozenset[str]) -> Term:
        """An everyday word tied to a product ("documents of X", "X's files"), joined to data or listed is the kind of data that it can mean."""
        listed = (cues & {"list", "holds"} and "product" in cues) or joins_data(self.mentions[: term.position])
        listed |= OUTSIDE in term.kinds and PRODUCT in self.clause.kinds  # Beside a product, and only there, it is not what no article speaks of.
        if EVERYDAY not in term.kinds or not (listed or is_beside_product(self.mentions, term.position, NEAR) or self._is_kept(term.position)):
            return term
        kinds = tuple(DATA if kind == EVERYDAY else kind for kind in term.kinds)
        return Term(term.keys, kinds, term.position, self.mentions[term.position].text, term.negated, term.aside)

    def _is_kept(self, position: int) -> bool:
        if PRODUCT not in self.clause.kinds:
            return is_kept_by_product(self.mentions, position)
        return is_kept(self.mentions, position, self.clause.pauses)

    def _left_out(self, terms: Iterable[Term], wanted: str, *, all_negated: bool = False) -> tuple[str, ...]:
        """The keys of a kind that are left out as such, or all that are negated."""
        if all_negated:
            return keys_of_kind([term for term in terms if term.negated], wanted, negated=True)
        return tuple(key for key in keys_of_kind(terms, wanted, negated=True) if key in self.excluded) if self.excluded else ()


def _term(pairs: Iterable[tuple[str, str]], position: int, text: str, negated: bool, supposed: bool = False) -> Term:
    kinds, keys = zip(*pairs, strict=True)
    return Term(keys, kinds, position, text, negated, supposed=supposed)
