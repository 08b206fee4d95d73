"""A clause read mention by mention into the question that it asks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.clauses import Clause, is_unknown
from bot.understanding.lexicon import CONCEPT, CUE, DATA, EVERYDAY, NUMBER, OUTSIDE, PART, PLACE, PRODUCT, REGION, SMALL, SOFTWARE, UNIT
from bot.understanding.linking import Mention
from bot.understanding.question import NEAR, Amount, Question, Term, Where

# The kinds of question by their cues, the more telling first.
_KINDS = (
    ("how_often", "how_often"), ("how_long", "how_long"), ("how_many", "how_many"), ("how_to", "how_to"), ("why", "why"), ("where", "where"), ("kind_of_data", "which_data"),
    ("who", "who"), ("how_much", "how_much"), ("which", "which"), ("define", "define"), ("how", "how"), ("what", "what"), ("when", "when"),
)  # fmt: skip

# Question words that also join sentences ("que", "como", "when").
_ALSO_JOINING = frozenset({"what", "how", "who", "when"})

# Cues that leave out what is named next, and those after which names count again.
_EXCEPTING = frozenset({"except", "without", "leave_aside"})
_ENDS_EXCEPTION = frozenset({"but", "only", "which", "where", "what", "rest", "all"})
_EXCLUDING = frozenset({"not", "except", "without", "never"})

MOST_BEFORE_VERB = 3


def read_question(clause: Clause) -> Question:
    """What `clause` asks or says."""
    return _Reader(clause).question


class _Reader:
    """One clause being read mention by mention."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.cues = clause.cues()
        self.terms: list[Term] = []
        self.regions: list[Where] = []
        self.their_places: list[str] = []
        self.their_regions: list[Where] = []
        self.amounts: list[Amount] = []
        self.positions: list[tuple[str, int]] = []
        self.unknown: list[str] = []
        self.software: list[str] = []
        self.numbers: list[int] = []
        self.strange = False
        self.excluded: list[str] = []
        self.confidence = 1.0
        self._read()
        self.question = self._finish()

    def _read(self) -> None:
        mentions = self.clause.mentions
        skip_until = self._start_of_question()
        context_from = self._start_of_circumstance(skip_until)
        excluding = excepting = False
        for position, mention in enumerate(mentions):
            cues, kinds = mention.cues, mention.kinds
            self.positions += [(cue, position) for cue in cues]
            if "but" in cues:
                excluding = False
            if cues and not _EXCLUDING.isdisjoint(cues) and "confirm" not in cues:
                excluding = True
            if cues and not _EXCEPTING.isdisjoint(cues) and not self._asks_before(position):
                excepting = True
            elif cues and not _ENDS_EXCEPTION.isdisjoint(cues):
                excepting = False
            circumstance = position < skip_until or position >= context_from
            if REGION in kinds or PLACE in kinds:
                excluding = self._read_place(mention, position, excluding, circumstance)
            elif is_unknown(mention):
                if not circumstance and not self._is_harmless(mention, position):
                    self.unknown.append(mention.text)
                    self.strange = self.strange or _is_name(mention.text, position)
            elif SOFTWARE in kinds and not circumstance and CONCEPT not in kinds:
                self.software.append(mention.text)
            elif UNIT in kinds and (len(kinds) == 1 or self._number_before(position) is not None):
                self._read_amount(mention, position)
            elif cues or SMALL in kinds or NUMBER in kinds:
                self._read_weightless(mention, position, kinds)
            elif not (circumstance and PRODUCT not in kinds and (position >= context_from or OUTSIDE in kinds)):
                self._add_term(mention, position, kinds, excepting)
            self.confidence = min(self.confidence, mention.score)

    def _start_of_question(self) -> int:
        """Where the question proper begins: after "asks whether" and the like, where content follows."""
        mentions = self.clause.mentions
        for position in range(len(mentions) - 1, -1, -1):
            if any(meaning == f"{CUE}:reports" for meaning in mentions[position].meanings):
                rest = mentions[position + 1 :]
                if any(_tells(mention) for mention in rest) and not any(_names_data(mention) for mention in mentions[:position]):
                    return position
        return 0

    def _start_of_circumstance(self, begin: int) -> int:
        """Where a mere circumstance begins ("because ...", "for our ..."), after something was asked."""
        mentions = self.clause.mentions
        for position in range(begin, len(mentions)):
            if any(meaning == f"{CUE}:because" for meaning in mentions[position].meanings) and any(_names(mention) for mention in mentions[begin:position]):
                asked = any(self._asks(mention) for mention in mentions[begin:position])
                return position if asked or not any(_names(mention) for mention in mentions[position:]) else self._after_names(position)
        return len(mentions)

    def _asks(self, mention: Mention) -> bool:
        return any(mention.has(f"{CUE}:{cue}") for cue in ("aux", "yes_no", "where", "which", "how_long", "location_noun"))

    def _after_names(self, position: int) -> int:
        """After a circumstance's names, which still count; only its other words do not."""
        mentions = self.clause.mentions
        last = max(index for index in range(position, len(mentions)) if _names(mentions[index]))
        return last + 1

    def _is_harmless(self, mention: Mention, position: int) -> bool:
        """Words in brackets, single letters and marks weigh nothing."""
        return mention.start in self.clause.aside or len(mention.text) <= 1

    def _read_place(self, mention: Mention, position: int, excluding: bool, circumstance: bool) -> bool:
        """Note a region or place; returns whether what follows is still excluded."""
        key = next(meaning for meaning in mention.meanings if meaning.startswith((REGION, PLACE)))
        kind, _, name = key.partition(":")
        if self._is_theirs(position):
            self.their_places.append(name)
            self.their_regions.append(Where(name if kind == REGION else "", name if kind == PLACE else "", position))
            return excluding
        if circumstance and self.regions:
            return excluding
        mentions = self.clause.mentions
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        denied_after = following is not None and following.has(f"{CUE}:not") and self._ends_at(position + 2)
        affirmed_after = following is not None and following.has(f"{CUE}:yes")
        wanted = not (excluding or denied_after) or affirmed_after
        place = Where(name if kind == REGION else "", name if kind == PLACE else "", position, wanted)
        if not any((place.code, place.place, place.wanted) == (other.code, other.place, other.wanted) for other in self.regions):
            self.regions.append(place)
        return excluding and not affirmed_after

    def _ends_at(self, position: int) -> bool:
        """Whether the clause ends at `position`, or goes on with a conjunction or another place."""
        mentions = self.clause.mentions
        if position >= len(mentions):
            return True
        return any(meaning in (f"{CUE}:and", f"{CUE}:but") or meaning.startswith((REGION, PLACE)) for meaning in mentions[position].meanings)

    def _is_theirs(self, position: int) -> bool:
        """Whether a place is the customer's own ("our client in Toronto"), not one that is asked about."""
        mentions = self.clause.mentions
        if any(mention.has(f"{CUE}:customer") for mention in (*mentions[max(0, position - 1) : position], *mentions[position + 1 : position + 2])):
            return True
        for mention in reversed(mentions[max(0, position - 4) : position]):
            if mention.has(f"{CUE}:customer"):
                return True
            if not (mention.has(f"{CUE}:at") or mention.has(f"{CUE}:aux")):
                return False
        return False

    def _read_weightless(self, mention: Mention, position: int, kinds: tuple[str, ...]) -> None:
        """Everyday words that can also name a subject are kept as terms without weight."""
        if NUMBER in kinds and mention.text.isdigit():
            self.numbers.append(int(mention.text))
        if {CONCEPT, PART, EVERYDAY} & set(kinds):
            self.terms.append(_term(mention, position, self._is_negated(position), weight=False))

    def _read_amount(self, mention: Mention, position: int) -> None:
        mentions = self.clause.mentions
        unit = next(meaning.partition(":")[2] for meaning in mention.meanings if meaning.startswith(UNIT))
        amount = self._number_before(position)
        if amount is None:
            self.terms.append(Term((unit,), (UNIT,), position, ""))
            return
        bound = next((bound for bound in ("at_least", "at_most") if any(other.has(f"{CUE}:{bound}") for other in mentions[max(0, position - 4) : position])), "")
        self.amounts.append(Amount(amount, unit, bound))
        self.terms.append(Term((unit,), (UNIT,), position, mention.text))

    def _number_before(self, position: int) -> float | None:
        """The number that stands right before, if any."""
        if not position:
            return None
        return next((float(meaning.partition(":")[2]) for meaning in self.clause.mentions[position - 1].meanings if meaning.startswith(NUMBER)), None)

    def _add_term(self, mention: Mention, position: int, kinds: tuple[str, ...], excepting: bool) -> None:
        excluded = excepting and not {PRODUCT, DATA}.isdisjoint(kinds)
        if excluded:
            self.excluded += [key for kind, key in (meaning.partition(":")[::2] for meaning in mention.meanings) if kind in (PRODUCT, DATA)]
        self.terms.append(_term(mention, position, excluded or self._is_negated(position), weight=True, aside=mention.start in self.clause.aside))

    def _is_negated(self, position: int) -> bool:
        """Whether "no" or "without" stands right before."""
        before = self.clause.mentions[max(0, position - 1) : position]
        return any(mention.has(f"{CUE}:without") for mention in before)

    def _finish(self) -> Question:
        kind = next((kind for cue, kind in _KINDS if cue in self.cues and self._really_asks(cue)), "")
        if kind in ("define", "what", "which", "how", "") and "location_noun" in self.cues and not self.regions and not self.cues & {"definitions", "contains", "aux"}:
            kind = "where"
        terms = tuple(self._tied(term) for term in self.terms)
        yes_no = self._expects_yes_no(kind)
        return Question(
            kind=kind, yes_no=yes_no,
            products=_keys(terms, PRODUCT), data=_keys([term for term in terms if not term.aside], DATA) or _keys(terms, DATA),
            excluded_products=_excluded(terms, PRODUCT, self.excluded), excluded_data=_excluded(terms, DATA, self.excluded), parts=_keys(terms, PART), maybe_data=_keys(terms, EVERYDAY),
            regions=self._places(), their_places=tuple(self.their_places), terms=terms, amounts=tuple(self.amounts), numbers=tuple(self.numbers),
            cues=frozenset(self.cues), positions=tuple(self.positions),
            outside=tuple(dict.fromkeys(key for term in terms if CONCEPT not in term.kinds and DATA not in term.kinds for kind, key in zip(term.kinds, term.keys, strict=True) if kind == OUTSIDE)),
            software=tuple(self.software), unknown=tuple(dict.fromkeys(self.unknown)), strange=self.strange, asked=self.clause.asked, confidence=self.confidence,
        )  # fmt: skip

    def _places(self) -> tuple[Where, ...]:
        """The places named; the customer's own where only they can be meant ("can a client in X host in their own country?")."""
        if self.regions or not self.their_places or not self.cues & {"finer", "there", "location_noun"} or not self.cues & {"yes_no", "aux"}:
            return tuple(self.regions)
        return tuple(self.their_regions)

    def _tied(self, term: Term) -> Term:
        """An everyday word tied to a product ("documents of X", "X's files") or listed is the kind of data it can mean."""
        if EVERYDAY not in term.kinds or not (self._beside_product(term.position) or self.cues & {"list", "holds"} and "product" in self.cues):
            return term
        kinds = tuple(DATA if kind == EVERYDAY else kind for kind in term.kinds)
        return Term(term.keys, kinds, term.position, self.clause.mentions[term.position].text, term.negated, term.aside)

    def _beside_product(self, position: int) -> bool:
        mentions = self.clause.mentions
        for step in (1, -1):
            at = position + step
            while 0 <= at < len(mentions) and abs(at - position) <= NEAR:
                if PRODUCT in mentions[at].kinds:
                    return True
                if not (mentions[at].has(f"{CUE}:at") or mentions[at].has(f"{CUE}:data")):
                    break
                at += step
        return False

    def _really_asks(self, cue: str) -> bool:
        """Whether a word that can also join sentences is a question word here."""
        if cue == "why":
            return self._asks_why()
        if cue in _ALSO_JOINING and "confirm" in self.cues:
            return False
        if cue == "what" and not self._is_free_what():
            return False
        if cue == "how_much":
            return "both" not in self.cues
        if cue not in _ALSO_JOINING:
            return True
        first = min(at for key, at in self.positions if key == cue)
        if self.clause.asked:
            return not any(key in ("aux", "yes_no") and at < first and first > 1 for key, at in self.positions)
        return first <= MOST_BEFORE_VERB or "reports" in self.cues

    def _is_free_what(self) -> bool:
        """Whether some "what" is no relative pronoun: it opens the clause, follows a preposition, or can only ask."""
        mentions = self.clause.mentions
        for cue, at in self.positions:
            if cue == "what" and ("subject" not in mentions[at].cues or at <= 1 or mentions[at - 1].has(f"{CUE}:at") or mentions[at - 1].has(f"{CUE}:because")):
                return True
        return False

    def _asks_before(self, position: int) -> bool:
        """Whether a place stands next: then the exception is of places, not of names."""
        following = self.clause.mentions[position + 1 : position + 3]
        return any(not {REGION, PLACE}.isdisjoint(mention.kinds) for mention in following)

    def _asks_why(self) -> bool:
        """Whether a word such as "porque" asks, rather than gives a reason: it opens the clause or nothing is named before it."""
        position = next(at for cue, at in self.positions if cue == "why")
        return not any(_names(mention) for mention in self.clause.mentions[:position]) or position == len(self.clause.mentions) - 1

    def _expects_yes_no(self, kind: str) -> bool:
        """Whether yes or no is expected: no question word, and a verb first, a tag, or "yes or no"."""
        if self.cues & {"yes_no", "confirm"}:
            return kind in ("", "what", "define", "which", "how", "how_many") or bool(self.cues & {"confirm"})
        if kind not in ("", "define"):
            return False
        if self._verb_opens():
            return True
        if not self.clause.asked:
            return False
        if self.cues & {"contains"} and not self.cues & {"what", "which"}:
            return True
        contents = sum(1 for mention in self.clause.mentions if _names(mention))
        concepts = any(CONCEPT in term.kinds for term in self.terms)
        return kind == "" and (bool(self.regions) and (contents > 1 or bool(self.cues & {"any"})) or concepts and len(self.clause.mentions) > 1)

    def _verb_opens(self) -> bool:
        """Whether a verb comes before its subject, or anywhere in a sentence that ends in a question mark."""
        subjects = {position for cue, position in self.positions if cue == "subject"}
        opening = sorted(position for cue, position in self.positions if cue == "aux" and position - 1 not in subjects)
        return bool(opening) and (self.clause.asked or opening[0] <= MOST_BEFORE_VERB)


def _term(mention: Mention, position: int, negated: bool, *, weight: bool, aside: bool = False) -> Term:
    pairs = [meaning.partition(":") for meaning in mention.meanings if weight or meaning.startswith((CONCEPT, PART, EVERYDAY))]
    everyday = all(pair[0] in (EVERYDAY, PART) for pair in pairs) and any(pair[0] == EVERYDAY for pair in pairs)
    return Term(tuple(pair[2] for pair in pairs), tuple(pair[0] for pair in pairs), position, mention.text if weight and not everyday else "", negated, aside)


def _excluded(terms: Iterable[Term], wanted: str, excluded: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for term in terms for kind, key in zip(term.kinds, term.keys, strict=True) if kind == wanted and term.negated and key in excluded))


def _keys(terms: Iterable[Term], wanted: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for term in terms if not term.negated for kind, key in zip(term.kinds, term.keys, strict=True) if kind == wanted))


_NAMING = frozenset({PRODUCT, DATA, REGION, PLACE, CONCEPT})


def _names(mention: Mention) -> bool:
    """Whether a mention names a product, kind of data, region or subject."""
    return not _NAMING.isdisjoint(mention.kinds) and not mention.cues and SMALL not in mention.kinds


def _is_name(word: str, position: int) -> bool:
    """Whether an unknown word looks like a name or an abbreviation: capitals where a sentence has none."""
    return word[1:] != word[1:].lower() or (position > 0 and word[:1].isupper())


def _names_data(mention: Mention) -> bool:
    """Whether a mention names a product, kind of data or region."""
    return any(meaning.startswith((PRODUCT, DATA, REGION)) for meaning in mention.meanings)


def _tells(mention: Mention) -> bool:
    return _names(mention) or any(meaning.startswith((OUTSIDE, f"{CUE}:where", f"{CUE}:location_noun", f"{CUE}:how")) for meaning in mention.meanings)

