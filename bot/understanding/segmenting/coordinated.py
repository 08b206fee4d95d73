"""Where a sentence may ask two things at once: at an "and", a plus or a comma, with something of weight on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, JOINS, OF_PLACES, is_heading
from bot.understanding.syntax.scope import is_place
from bot.understanding.syntax.sentence import Sentence

_SUBJECTS = frozenset({CONCEPT, OUTSIDE, DATA, PRODUCT})
_OF_TEXT = frozenset({CONCEPT, OUTSIDE})
_ASKING = ASKING | {"aux", "location_noun", "claims", "confirm", "list", "contains"}
_VERBS = frozenset({"aux"})
_ASKING_OR_PLACES = _ASKING | OF_PLACES
_CIRCUMSTANCE = frozenset({"because", "condition"})
_JOINS = JOINS - {"but"}
_ADDS = _JOINS | {"both", "including", "besides"}
_ONE = frozenset({"or", "both", "later", "but"})  # Cues of words that go on with the same question.
_SAYING = ASKING - {"how_often"} | {"aux", "host"} | _CIRCUMSTANCE
_MOST_PLACES = 6
_LONGEST = 100  # A sentence of more mentions is taken as it is, so that the work is bounded.


def split_coordinated(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The places, by sentence and mention and from the last on, where a sentence may be two questions."""
    found = 0
    for number in reversed(range(len(sentences))):
        sentence = sentences[number]
        if len(sentence.mentions) > _LONGEST or not any(have_kind(sentence.mentions, kind) for kind in _OF_TEXT):
            continue
        for at in range(len(sentence.mentions) - 1, 0, -1):
            if found < _MOST_PLACES and ((_joins(sentence, at) and _are_two(sentence, at)) or _adds_outside(sentence, at)):
                found += 1
                yield number, at


def split_at(sentences: Sequence[Sentence], number: int, at: int) -> list[Sentence]:
    """The sentences, one of them made two questions at a mention."""
    whole = sentences[number]
    breaks = ({index for index in whole.breaks if abs(index) < at}, {_moved(index, at) for index in whole.breaks if abs(index) > at})
    first = replace(whole.copy(), mentions=whole.mentions[:at], breaks=breaks[0], asked=True)
    second = replace(whole.copy(), mentions=whole.mentions[at:], breaks=breaks[1], asked=True)
    return [*sentences[:number], first, second, *sentences[number + 1 :]]


def _moved(index: int, by: int) -> int:
    """The place of a mark, negative where hard, counted from a later mention on."""
    return index - by if index > 0 else index + by


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a mention joins two things, or stands after a comma and asks by itself."""
    mention = sentence.mentions[at]
    joins = has_cue(mention, _JOINS)
    if not (joins or at in sentence.breaks) or mention.start in sentence.aside:
        return False
    if has_cue(mention, _ONE) or _stands_before_verb(sentence.mentions, at):
        return False
    asks = have_cue(sentence.mentions[:at], _ASKING_OR_PLACES) and have_cue(sentence.mentions[at:], _ASKING)
    return joins or asks  # Not "in the note, who is named?"


def _stands_before_verb(mentions: list[Mention], at: int) -> bool:
    """Whether "also" stands between a subject and its verb, and joins nothing ("the frob also is in Y?")."""
    return has_cue(mentions[min(at + 1, len(mentions) - 1)], _VERBS) and not have_cue(mentions[:at], _ASKING)


def _are_two(sentence: Sentence, at: int) -> bool:
    """Whether both sides of a mention ask, and one of them for something that is told outside of the table."""
    start = max((-index for index in sentence.breaks if -at < index < 0), default=0)
    halves = (sentence.mentions[start:at], sentence.mentions[at:])
    return all(map(_asks, halves)) and any(have_kind(half, kind) for half in halves for kind in _OF_TEXT)


def _adds_outside(sentence: Sentence, at: int) -> bool:
    """Whether what lies outside the articles is wanted beside the places of a product ("the regions of X and a copy of the certificate")."""
    if not (at in sentence.breaks or has_cue(sentence.mentions[at], _ADDS)):
        return False
    before, after = sentence.mentions[:at], sentence.mentions[at:]
    if "aux" in before[0].cues or any(map(is_place, sentence.mentions)):
        return False
    return (_wants_places(before) and _is_outside(after)) or (_is_outside(before) and _wants_places(after))


def _wants_places(half: list[Mention]) -> bool:
    return have_cue(half, OF_PLACES) and have_kind(half, PRODUCT)


def _is_outside(half: list[Mention]) -> bool:
    """Whether a half of a sentence names what lies outside the articles, and says or asks nothing of it, nor of a product."""
    return have_kind(half, OUTSIDE) and not (have_cue(half, _SAYING) or have_kind(half, PRODUCT))


def _asks(half: list[Mention]) -> bool:
    """Whether a half of a sentence names something and asks of it, is a heading of it, or says something of it."""
    if have_cue(half[:2], _CIRCUMSTANCE):
        return False
    told = sum(CONCEPT in mention.kinds for mention in half)
    headed = told > 1 or ((told or have_cue(half, OF_PLACES)) and is_heading(half))
    return any(not _SUBJECTS.isdisjoint(mention.kinds) for mention in half) and (headed or have_cue(half, _ASKING))
