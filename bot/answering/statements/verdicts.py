"""Yes or no from a statement: yes where it asserts all that the question asserts, no where it contradicts a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.claims import DIRECTIONS, GOAL, HOME, ORIGIN, Claims, Judged, claims_in, without_prepositions, words_of
from bot.answering.common.dates import dates_hold
from bot.answering.common.lengths import goes_on_longer, is_same_length, lasts_beyond, meets_length, over, without_after
from bot.answering.common.matching import Match, implied_words, is_left_open, leads_on, stands_beside
from bot.answering.common.negation import first_negation, is_replaced, segments
from bot.answering.statements.home_region import holds_at_home
from bot.answering.statements.leaving_open import is_one_of_two, leaves_out_unsaid
from bot.answering.statements.left_out import asks_if_left_out, verdict_of_left_out
from bot.answering.table.narrowing import bounds_all_of, is_of_products, limits
from bot.answering.table.quantities import is_of_all_others
from bot.knowledge.schema import Statement
from bot.knowledge.vocabulary import THERE_IS
from bot.replies import Verdict
from bot.understanding.linking.lexicon import DATA, PART, PRODUCT, REGION
from bot.understanding.syntax.question import BEFORE, OF_AGE, Amount, Question, Where

# How much farther a word after a place is than one before, and how far the place's own "from" is.
_AFTER, _ORIGIN, _REACH_OF_DIRECTION, _BESIDE = 0.5, 2.5, 3, 2
_SOME, _OF_ALL = frozenset({"any", "other"}), frozenset({"all", "except"})


def verdict_of(match: Match, claims: Claims, question: Question) -> Verdict | None:
    """What the statement says to a yes/no question, negation in the question counted."""
    if asks_if_left_out(question):
        return verdict_of_left_out(match.said.statement, question)
    hearing = _Heard(match, claims, question)
    heard = hearing.judged()
    if match.excluded_products and (hearing.is_unsaid or is_left_open(match, question)):
        return None
    judged = heard if match.excluded_products and any(part.holds is False for part in heard) else [*_products(match, question), *heard]
    if "instead" in question.cues:
        judged = _with_replaced_flipped(judged, question)
    truths: list[bool | None] = []
    for segment in segments(question):
        inside = [part.holds for part in judged if segment.start <= part.position < segment.end]
        if segment.negated and not inside:
            truths, inside = [], [part.holds for part in judged if part.position < segment.end]
        if inside or segment.negated:
            truths.append(_flip(_all(inside, question)) if segment.negated else _all(inside, question))
    truth = _all(truths, question) if truths else None
    if leaves_out_unsaid(match, claims, question) or is_one_of_two(question, match.line, [part.position for part in judged]):
        return None
    truth = _flip(truth) if (untrue := is_called_untrue(question)) else truth
    unnamed = match.excluded_products and not untrue and "never" in question.cues  # Of a product that is not named nothing is never so.
    return None if truth is None or (truth and (match.loose or unnamed)) else "yes" if truth else "no"


def _all(parts: list[bool | None], question: Question) -> bool | None:
    """Whether all parts hold; one that does not decides, unless it is one of two things to choose from."""
    if False in parts:
        either = not set(question.positions.at("or")).issubset(question.positions.at("demand"))  # "Quer" wants, and is "or".
        return None if either and True in parts else False
    return None if None in parts or not parts else True


def _with_replaced_flipped(judged: list[Judged], question: Question) -> list[Judged]:
    """The parts, all that stands after "instead of" as one that is said not to be so ("spread out instead of all in one place")."""
    replaced = [part for part in judged if is_replaced(question, part.position)]
    if not replaced:
        return judged
    kept = [part for part in judged if part not in replaced]
    return [*kept, replace(replaced[0], holds=_flip(_all([part.holds for part in replaced], question)))]


def _flip(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _products(match: Match, question: Question) -> Iterator[Judged]:
    """Products for which a statement holds ("does it apply to X?") or a limited one does not, and "all" where one is limited."""
    statement = match.said.statement
    if "not_both" in question.cues and len(question.products) > 1:
        of_one = question.positions.at("not_both")  # Nowhere, where it only chose the places of a list before.
        yield Judged(of_one[0], len(question.products) - len(match.excluded_products) == 1) if of_one else Judged(0, None)
    elif question.told and "only" in question.cues and question.products:
        yield Judged(first_negation(question), set(question.products) == set(statement.products))
    elif question.excluded_products and not statement.products and not question.products:
        more = not question.cues.isdisjoint(_SOME) and question.cues.isdisjoint(_OF_ALL)  # "Does it work in any other product besides X?"
        yield Judged(-1 if more else first_negation(question), more if "all" in words_of(statement.confirms) else None)
    elif match.excluded_products or (statement.limited and _is_beyond(statement, question)):
        yield Judged(first_negation(question), False)
    elif statement.limited and "rest" in question.cues and not (question.products or question.excluded_products):
        yield Judged(0, None)  # Which others are meant, nobody has said.
    elif question.products:
        yield from (Judged(at, True) for at in question.positions.at("applies"))
        named = set(question.positions_of(PRODUCT))
        if "all" in words_of(statement.confirms):  # "Does it work with X?"
            yield from (Judged(at, True) for at in question.positions.at("usage") if not named.isdisjoint((at + 1, at + 2)))


def _is_beyond(statement: Statement, question: Question) -> bool:
    """Whether all products are spoken of, or all but some, unless any of those is asked for and the statement holds for one of them."""
    if question.excluded_products and "any" in question.cues:
        return set(statement.products) <= set(question.excluded_products)
    swept = not question.products and ("all" in question.cues or is_of_all_others(question))
    return swept or not set(statement.products).isdisjoint(question.excluded_products)


class _Heard:
    """A question's words with their places, held against a statement's claims."""

    def __init__(self, match: Match, claims: Claims, question: Question) -> None:
        self.statement = match.said.statement
        self.question = question
        self.line = match.line
        self.other_lengths = match.other_lengths
        self.words = {cue: list(positions) for cue, positions in question.positions.by_cue.items() if cue != "able"}
        self.bounding = bounds_all_of(question, claims.confirms_at(ORIGIN)) if self.statement.limited else set()
        if "only" in self.words and self.statement.limited:
            self.words["only"] = [at for at in self.words["only"] if not (is_of_products(question, at) or at in self.bounding)]
            self.words = {cue: positions for cue, positions in self.words.items() if positions}
        for term in [term for term in question.terms if not term.negated]:
            for key in [key for kind, key in zip(term.kinds, term.keys, strict=True) if kind != PART]:
                self.words.setdefault(key, []).append(term.position)
        self.words = without_prepositions(self.words, claims, {where.position for where in question.mentioned}) | implied_words(match, question)
        self.over = over(question, self.statement.duration, self.words, claims)
        if self.over:
            self.words = without_after(self.words)
        self.claims = claims.within(self.words.keys() | {where.code for where in (*question.regions, *question.mentioned)})
        self.unsaid = claims_in(self.statement.unsaid)
        said = {where.code for where in question.mentioned}
        before = [Where(term.keys[0], "", term.position) for term in question.terms if REGION in term.kinds]
        self.places = [*question.mentioned, *(where for where in (*question.regions, *before) if where.code not in said)]
        if question.mentioned and ORIGIN not in self.claims.tied and self._is_of_goal(question.mentioned[-1]):
            self.places = [replace(where, origin=False) if where is question.mentioned[-1] else where for where in self.places]
        if self.bounding:
            self.places = [replace(where, origin=where.code in claims.confirms_at(ORIGIN)) for where in self.places]
        if any(map(self._is_of_keeping, self.places)):
            others = ORIGIN in self.claims.tied
            self.places = [replace(where, origin=not self._is_of_keeping(where) and (others or where.origin)) for where in self.places]

    def _is_of_goal(self, last: Where) -> bool:
        """Whether the last place tells whose servers something would be on ("can a backup be kept on servers of X?"), not where it comes from."""
        nouns = [at for at in self.words.get("data_center", ()) if 0 < last.position - at <= _BESIDE]
        if not nouns or not all(map(_is_origin, self.question.mentioned)):
            return False
        subject = min((term.position for term in self.question.terms if term.position >= 0), default=nouns[0])
        return any(subject < at < nouns[0] for at in self.question.positions.at_any("host", "aux", "available"))

    def _is_of_keeping(self, where: Where) -> bool:
        """Whether a place stands right before a noun for keeping or for what is claimed ("the X storage of", "the X copy of"): that is there."""
        nouns = {at - 1 for at in self.question.positions.at("of")}
        beside = {at for claim in self.claims.confirmed if not claim.places for at in self.words.get(claim.word, ())}
        return where.position >= 0 and where.position + 1 in nouns.intersection(beside.union(self.question.positions.at("host")))

    def judged(self) -> list[Judged]:
        """Every part of the question that can be true or false by the statement."""
        words = [*self._words()]
        if words:  # What the question says itself, if only that its subject is there; else the nearest before it.
            newest = 0 if self._asks_existence() else max(min(part.position, 0) // BEFORE for part in words)
            words = [part for part in words if min(part.position, 0) // BEFORE == newest]
        narrowed = limits(self.question, self.statement, self.claims, self.line, self._never_left() | self.bounding)
        return [*words, *self._regions(), *self._amounts(), *self._numbers(), *self._unsaid(), *narrowed]

    def _asks_existence(self) -> bool:
        """Whether it is asked if there is what the statement was found by ("we leave X for Y. Is there a migration?")."""
        own = (term for term in self.question.own_concepts if term.position >= 0)
        return THERE_IS in self.words and "there" in self.question.cues and any(not set(term.keys).isdisjoint(self.line) for term in own)

    def _words(self) -> Iterator[Judged]:
        """Words that are confirmed or denied; those that are tied to places only where the question names none."""
        tied = self.claims.tied
        denied = {at for claim in self.claims.denied if claim.word not in tied for at in self.words.get(claim.word, ())}
        yield from (Judged(position, False) for position in denied)
        for claim in self.claims.confirmed:
            if claim.word not in DIRECTIONS:
                yield from (Judged(at, True) for at in self.words.get(claim.word, ()) if at not in denied)

    def _regions(self) -> Iterator[Judged]:
        never_left = self._never_left()
        home = holds_at_home(self.question, self.places, self.words) if any(claim.word == HOME for claim in self.claims.confirmed) else None
        for where in self.places:
            position = max(where.position, first_negation(self.question)) if _is_origin(where) else where.position
            word = self._tied_word(where)
            kept = never_left and (word == "only" or any(0 < where.position - at <= _REACH_OF_DIRECTION for at in never_left))
            if where.place or kept:
                yield from [Judged(position, None)] if where.place else []
                elsewhere = ORIGIN in self.claims.tied and where.code not in self.claims.confirms_at(ORIGIN)
                if kept and elsewhere and (where.position < min(never_left) or len(self.places) == 1):
                    yield Judged(min(never_left), False)  # "Those of X never leave", "never leave X": it is only said to leave other places.
            elif word and where.code in self.claims.confirms_at(word):
                yield Judged(position, not self._is_beyond(where, word) or self.claims.confirms_beyond(word, where.code))
            elif _is_origin(where) and ORIGIN not in self.claims.tied and not self._is_of_word(where, word):
                yield from [Judged(position, home)] if home is not None or self._needs_place(word, where.position) else []
            elif word and self.claims.denies_at(word, where.code):
                yield Judged(position, self._is_beyond(where, word) and not self.claims.denies_listed(word, where.code))
            elif word and word != ORIGIN:
                yield Judged(position, None)
            elif home is not None:
                yield Judged(position, home)
            else:
                yield Judged(position, True if where.code in self.claims.confirms_at("", self.words.keys()) else None)

    def _is_beyond(self, where: Where, word: str) -> bool:
        """Whether a word is said of what lies outside of a place ("generated outside of X"), not of leaving it."""
        outside = {at for at in self.question.positions.at("outside") if 0 < where.position - at <= _BESIDE}
        return bool(outside.difference(self.words.get(word, ()))) and word not in ("outside", ORIGIN)

    def _never_left(self) -> set[int]:
        """Where something is said not to leave a place, so that it is only there, and the statement says that it goes on to another one."""
        positions = self.question.positions
        kept = set(positions.at("only")).intersection(positions.at_any("not", "never"))
        return {at for claim in self.claims.confirmed if not claim.places for at in self.words.get(claim.word, ()) if at in kept} if kept else kept

    def _tied_word(self, where: Where) -> str:
        """The word of the claims to which a place in the question belongs: the nearest."""
        near = [(_ORIGIN, ORIGIN)] if ORIGIN in self.claims.tied and _is_origin(where) else []
        for word in self.claims.tied - {ORIGIN}:
            for position in (at for at in self.words.get(word, ()) if at < where.position or not leads_on(self.question, at)):
                distance = where.position - position
                if word not in DIRECTIONS or (0 < distance <= _REACH_OF_DIRECTION and not self._names_between(position, where.position)):
                    near.append((distance if distance > 0 else _AFTER - distance, word))
        if near:
            beside = (word for distance, word in sorted(near) if distance - min(near)[0] <= 1 and self.claims.settles_at(word, where.code))
            return next(beside, min(near)[1])
        origins = {other.code for other in self.places if _is_origin(other)} if ORIGIN in self.claims.tied else set()
        return GOAL if origins - {where.code} and not _is_origin(where) and where.code not in origins else ""

    def _names_between(self, first: int, last: int) -> bool:
        """Whether a kind of data stands between two words, so that the one leads to it and not to the other ("to the recording in X")."""
        return any(first < term.position < last and DATA in term.kinds for term in self.question.terms)

    def _is_of_word(self, where: Where, word: str) -> bool:
        """Whether a place that may be an origin is judged with a word: it is denied with it, or beside it ("generated in X", "X generates")."""
        beside = word not in DIRECTIONS and stands_beside(self.question, where, self.words.get(word, ()))
        return beside or self.claims.denies_listed(word, where.code)

    def _needs_place(self, word: str, position: int) -> bool:
        """Whether a word before a place at a position is so in some places alone, and none of them is named."""
        if word not in self.claims.exclusive or not any(at < position for at in self.words.get(word, ())):
            return False
        return self.claims.confirms_at(word).isdisjoint([where.code for where in self.places])

    def _amounts(self) -> Iterator[Judged]:
        return (Judged(amount.position, self._meets(amount)) for amount in self.question.amounts)

    def _meets(self, amount: Amount) -> bool | None:
        """Whether it is so for the length of time asked about; None where that is not said."""
        duration = self.statement.duration
        if duration is None:
            return None
        if amount in self.over:
            return lasts_beyond(duration, amount, () if self._speaks_of_goal() else self.other_lengths)
        if len(self.question.amounts) > 1 and any(is_same_length(other, amount) for other in self.other_lengths):
            return True
        if goes_on_longer(self.question, amount, self.other_lengths) and not self._speaks_of_goal(but=duration.until):
            return False
        somewhere = bool(self.places) or ORIGIN not in self.claims.tied or self._says_elsewhere()
        others = self.other_lengths if amount.bound not in ("", OF_AGE) and self.places else ()
        return meets_length(self.question, amount, duration, self.words, others) if somewhere else None

    def _speaks_of_goal(self, but: str = "") -> bool:
        """Whether a place to which something goes is named, or a word, other than one, that the statement confirms of what is there."""
        named = any(where.code in self.claims.confirms_at(GOAL) for where in self.places)
        return named or any(claim.word in self.words for claim in self.claims.confirmed if claim.word not in DIRECTIONS | {but})

    def _says_elsewhere(self) -> bool:
        """Whether a word that is confirmed in any place says where a length of time is meant, other than the one for what ends it ("the copies")."""
        plain = {claim.word for claim in self.claims.confirmed if not (claim.places or claim.beside or claim.lacking)}
        named = {key for term in self.question.own_concepts for key in term.keys}
        return self.statement.duration is not None and not plain.isdisjoint(named - {self.statement.duration.until})

    def _numbers(self) -> Iterator[Judged]:
        """Numbers that the statement states, or of which it says nothing; products are counted."""
        counted = not self.statement.date and not {*self.line, *self.statement.explains}.isdisjoint(self.question.counted)
        if counted and not self.question.amounts:
            yield Judged(0, None)
        elif (count := self.question.product_count) and self.statement.limited:
            yield Judged(0, count.least <= len(self.statement.products) <= count.most)
        elif self.question.dates or (self.statement.date and self.question.numbers and not self.question.amounts):
            position = max(0, first_negation(self.question))
            yield from (Judged(position, holds) for holds in dates_hold(self.question, self.statement.date))
        elif self.question.count and self.question.count.least > 1 and (self.question.products or not self.statement.condition_of_choice):
            yield Judged(0, None)

    def _unsaid(self) -> Iterator[Judged]:
        """Words of which the statement says nothing, though it is the nearest."""
        codes = {where.code for where in self.places}
        for claim in self.unsaid:
            if claim.applies(self.words.keys() | codes) and (not claim.places or claim.places & codes):
                yield from (Judged(at, None) for at in self.words.get(claim.word, ()))

    @property
    def is_unsaid(self) -> bool:
        """Whether something is in the question of which the statement says nothing."""
        return any(True for _ in self._unsaid())


def _is_origin(where: Where) -> bool:
    """Whether a place is where an account is hosted; so is one that was named before the question."""
    return where.origin or where.position < 0
