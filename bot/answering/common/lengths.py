"""Lengths of time compared: whether the one that a statement states is, or is enough for, the one asked about."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.answering.common.claims import WHEN_OVER, Claims
from bot.knowledge.schema import Duration
from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, UNIT
from bot.understanding.syntax.question import OF_AGE, Amount, Positions, Question

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.25, "half_year": 182.5, "year": 365.0}
_SAME_LENGTH = 0.02
_JOINING = frozenset({"and", "what_about", "at", "of", "from", "toward", "both"})  # Cues of a follow-up that only names something.
_REACH_OF_ONLY = 4  # So far from a length of time stands "only" that bounds it.
_KEEPING = frozenset({"host", "holds", "before"})  # Cues of words by which a length of time is how long something is kept.
CAPPING = frozenset({"ceiling", "at_most"})  # Cues by which a length of time that is told is the longest that is allowed.
_REACH_OF_AFTER = 3  # So far after "after" the unit of a length of time stands.
_REACH_OF_PERIOD = 3  # So far before the noun for a time stands at most what says that it is over.
_FORBIDDEN = {
    "more_than": "at_most",
    "at_least": "fewer_than",
    "": "fewer_than",
    "at_most": "more_than",
    "fewer_than": "at_least",
    OF_AGE: "fewer_than",
}


def is_same_length(stated: Duration, asked: Amount) -> bool:
    """Whether two lengths of time are the same, a month and 30 days too."""
    return abs(_days(stated) - _days(asked)) <= _days(asked) * _SAME_LENGTH


def meets_length(question: Question, amount: Amount, duration: Duration, words: Container[str], others: Sequence[Duration] = ()) -> bool | None:
    """Whether a stated length of time meets the one asked about in a question with these words; None where the statement does not say.

    Nor does it where it does not but one of the `others` does, which are told beside it of other places.
    """
    if others and any(meets_length(question, amount, other, words) for other in others):
        return meets_length(question, amount, duration, words) or None
    cues, longer, same = question.cues, _days(duration) - _days(amount), is_same_length(duration, amount)
    if amount.bound == "more_than" and duration.until in words and cues.isdisjoint(_KEEPING):
        return same or longer < 0  # "Logs older than a year are deleted": what is told may be how old they are.
    if amount.bound == OF_AGE:
        return _is_there_yet(longer, same=same, asked_of_end=duration.until in words)
    if "still" in cues and duration.until not in words and not amount.bound:
        return None if same else longer > 0
    bound = amount.bound or ("at_least" if cues & {"suffices", "demand"} else "")
    if not bound:
        return same
    if same:
        roughly = {amount.unit, duration.unit} == {"month", "day"}  # Some months have 31 days.
        return None if roughly and "at_least" in (bound, _FORBIDDEN[bound]) else bound in ("at_least", "at_most")
    return (longer > 0) == (bound in ("at_least", "more_than"))


def _is_there_yet(longer: float, *, same: bool, asked_of_end: bool) -> bool | None:
    """Whether what is of an age is there yet by a length of time that is so many days `longer`; of what has ended by then nothing is said."""
    if same or (asked_of_end and longer < 0):
        return None
    return (longer > 0) != asked_of_end


def lasts_beyond(duration: Duration, amount: Amount, others: Sequence[Duration] = ()) -> bool | None:
    """Whether what lasts a stated length of time is still so after the one asked about; None where what lasts one of the `others` is otherwise."""
    goes_on, *elsewhere = (_days(stated) > _days(amount) and not is_same_length(stated, amount) for stated in (duration, *others))
    return goes_on if all(other == goes_on for other in elsewhere) else None


def goes_on_longer(question: Question, amount: Amount, others: Sequence[Duration]) -> bool:
    """Whether something is said to last only so long, or so long in all, and one of the `others`, which are told beside it, is longer."""
    bounding = question.positions.at_any("only", "in_all") if not amount.bound else ()
    only = any(abs(at - amount.position) <= _REACH_OF_ONLY for at in bounding)
    return only and any(_days(other) > _days(amount) and not is_same_length(other, amount) for other in others)


def over(question: Question, duration: Duration | None, words: Mapping[str, Sequence[int]], claims: Claims) -> tuple[Amount, ...]:
    """The lengths of time after which it is asked if something is still so ("is it still there after 40 days?"), not what happens then."""
    after = (*words.get("later", ()), *words.get(WHEN_OVER, ()))
    if duration is None or not after or not _asks_if_still(words, claims):
        return ()
    if set(words.get(duration.until, ())).difference(after if "still" in words else ()):
        return ()
    return tuple(amount for amount in question.amounts if any(0 < amount.position - at <= _REACH_OF_AFTER for at in after))


def without_after(words: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The words without those for "after", whatever else they mean: what is so when a length of time is over, the length tells."""
    after = {*words.get("later", ()), *words.get(WHEN_OVER, ())}
    kept = {word: [at for at in positions if at not in after] for word, positions in words.items()}
    return {word: positions for word, positions in kept.items() if positions or not words[word]}


def _asks_if_still(words: Mapping[str, Sequence[int]], claims: Claims) -> bool:
    still = set(words.get("still", ())).difference(words.get(WHEN_OVER, ()))
    denied = claims.within(words.keys() | {WHEN_OVER}).denied
    return bool(still) or any(WHEN_OVER in claim.beside and claim.word in words for claim in denied)


def with_limits(question: Question) -> Question:
    """The question, what is said not to be allowed to last so long read as a limit ("the policy forbids logs over six months").

    Whose length is said in words of it ("the retention is of a year?", "is it a year how long ...?") asks whether it is so.
    """
    if question.kind == "how_long" and question.amounts and (_tells_length(question) or _offers_length(question)):
        return replace(question, kind="", yes_no=True, cues=question.cues - {"how_long"})
    denied = question.positions.at("not") if question.amounts and "product" not in question.cues and _is_told(question) else ()
    forbidden = {amount.position for amount in question.amounts if denied and denied[0] < amount.position}
    if not forbidden:
        return question
    amounts = tuple(replace(amount, bound=_FORBIDDEN[amount.bound]) if amount.position in forbidden else amount for amount in question.amounts)
    positions = Positions(pair for pair in question.positions if pair[0] != "not" or pair[1] > max(forbidden))
    return replace(question, amounts=amounts, positions=positions, cues=question.cues if positions.at("not") else question.cues - {"not"})


def _tells_length(question: Question) -> bool:
    """Whether the only word that would ask for a length names it, and a verb stands between it and the length told."""
    nouns = set(question.positions_of(CONCEPT))
    asking = question.positions.at("how_long")
    last = question.amounts[0].position
    verbs = question.positions.at_any("aux", "more_than", "fewer_than", "at_least", "at_most")
    return nouns.issuperset(asking) and any(max(asking, default=last) < at < last for at in verbs)


def _offers_length(question: Question) -> bool:
    """Whether a length of time is asked to be the one that something takes, nothing named before it ("is it a year how long ...?")."""
    at = question.amounts[0].position
    named = any(0 <= term.position < at and term.is_weighty for term in question.terms)
    return not (named or "or" in question.cues) and all(asking > at for asking in question.positions.at("how_long"))


def _is_told(question: Question) -> bool:
    """Whether nothing is asked, or whether something is fit for a length of time named before ("we may not keep logs over a month, is X fit?")."""
    asked = question.positions.at("suffices")
    told = not (question.kind or question.asked or ("aux", 0) in question.positions) and question.cues.isdisjoint({"confirm", "untrue"})
    return told or (bool(asked) and asked[-1] > question.amounts[0].position)


def _days(length: Amount | Duration) -> float:
    return length.amount * _DAYS[length.unit]


def asks_of_length(question: Question, said: Question) -> bool:
    """Whether a question is about the length of time that was said before: "does X meet that?", "10 minutes: is that how long ...?"."""
    alone = not (said.products or said.data or said.own_concepts or said.kind)
    old = "still" in question.cues and any(amount.bound == OF_AGE for amount in said.amounts)  # "It broke 8 months ago. Are logs still there?"
    over, within, _ = _period(question)
    return bool(old or over or within) or "suffices" in question.cues or (alone and any(cue == "it" and at <= 1 for cue, at in question.positions))


def of_period(question: Question) -> Question:
    """The question if what is of an age is past the time that it is kept, or within it, as one if that time is shorter, or longer."""
    over, within, noun = _period(question)
    amounts = [amount for amount in question.amounts if amount.position < noun and amount.bound in ("", OF_AGE)]
    if not (over or within) or len(amounts) != 1 or len(question.amounts) > 1:
        return question
    told = {noun, *over, *within}
    positions = question.positions.without(told)
    return replace(
        question,
        kind="",
        yes_no=True,
        amounts=(replace(amounts[0], bound="fewer_than" if over else "more_than"),),
        terms=tuple(term for term in question.terms if term.position not in told),
        positions=positions,
        cues=question.cues.intersection(positions.by_cue) - {"still"},
    )


def _period(question: Question) -> tuple[set[int], set[int], int]:
    """Where it is said that the end of a time is past, and that it is not yet, right before the noun for that time; and where that stands."""
    noun = max(question.positions.at("how_long"), default=-1)
    if noun < 0 or question.kind not in ("how_long", ""):
        return set(), set(), noun
    before = range(noun - _REACH_OF_PERIOD, noun)
    ended = {term.position for term in question.terms if WHEN_OVER in term.keys}
    over = {*question.positions.at_any("more_than", "at_least", "later"), *ended}.intersection(before)
    return over, set() if over else set(question.positions.at_any("at_most", "contains")).intersection(before), noun


def aged(question: Question, said: Question) -> Question:
    """The question of what was said to be of some age ("it was 14 months ago." - "Are the logs still there?")."""
    amounts = tuple(earlier(amount) for amount in said.amounts if amount.bound == OF_AGE)
    return replace(question, amounts=amounts, filled=(*question.filled, "amounts")) if amounts else question


def lasting(question: Question, last: Question) -> Question:
    """The question for how long, where it only names something else and its place ("how long are logs kept?" - "and recordings in X?")."""
    if last.kind == "how_long" and question.kind == "how_much" and "what_about" in question.cues and not question.outside:
        return replace(question, kind="how_long", cues=question.cues - {"how_much"} | {"how_long"})  # "E na região, quanto?"
    named = question.regions and (question.data or question.own_concepts) and question.cues <= _JOINING
    if last.kind != "how_long" or question.kind or question.amounts or not named:
        return question
    return replace(question, kind="how_long", yes_no=False, cues=question.cues | {"how_long"})


def of_year(question: Question, said: Question) -> Question:
    """The question if something is still there, of the year of a story told before it ("we left in 2020. Are our logs still there?")."""
    asked = "still" in question.cues and question.own_concepts and not (question.amounts or question.dates)
    return replace(question, dates=tuple(earlier(told) for told in said.dates)) if asked and said.names_year else question


def measured(question: Question, said: Question) -> Question:
    """ "We need logs for 180 days. Does X meet that?": the length of time, and what it is of; what is of an age is of a product, in a place."""
    old = not question.products and any(amount.bound == OF_AGE for amount in said.amounts)
    kinds = {CONCEPT, UNIT, PRODUCT} if old else {CONCEPT, UNIT}
    terms = tuple(earlier(term) for term in said.terms if kinds & set(term.kinds))
    if old and question.own_concepts:
        terms = tuple(term.silent() if CONCEPT in term.kinds else term for term in terms)  # "A login failed 8 months ago. Are its logs still there?"
    if old:
        origins = tuple(earlier(replace(where, origin=True)) for where in said.regions)
        question = replace(question, products=said.products, mentioned=(*origins, *question.mentioned))
    needed = "at_least" if "suffices" in question.cues else ""
    after = [at + step for at in said.positions.at("later") for step in range(1, _REACH_OF_AFTER + 1)]  # "Logs must go after six months."
    capped = not said.cues.isdisjoint(CAPPING)
    bounds = (amount.bound or ((capped or amount.position in after) and needed and "at_most") or needed for amount in said.amounts)
    amounts = tuple(earlier(replace(amount, bound=bound)) for amount, bound in zip(said.amounts, bounds, strict=True))
    return replace(question, amounts=amounts, terms=(*terms, *question.terms), filled=(*question.filled, "amounts"))
