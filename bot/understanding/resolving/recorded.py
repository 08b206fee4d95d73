"""What is recorded is a kind of data by itself: "X records the calls", "the calls of X are recorded where?" are about recordings of calls."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, EVERYDAY, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, have_cue, have_kind, parted
from bot.understanding.resolving.shared_words import Meaning
from bot.understanding.syntax.question import Question
from bot.understanding.syntax.scope import silent

_RECORDED = "cue:recorded"  # What a verb of recording means.
_NAMED = frozenset({DATA, EVERYDAY})
_PASSED = frozenset({"toward", "of", "oneself", "all", "subject"})  # Cues of what may stand between a verb and what it records.
_OTHER_VERBS = frozenset({"host", "available", "holds"})
_IN_PRODUCT = 2  # The word that leads to a product, and the product.
_REACH_OF_PLACE = 4
_REACH = 6  # So many mentions may stand between what is recorded and the verb after it.


def with_recorded(mentions: list[Mention], meaning: Meaning) -> list[Mention]:
    """The mentions of a message, what a verb of recording and its object mean together in the place of the object."""
    found = list(mentions)
    for at, verb in enumerate(mentions):
        if "recorded" not in verb.cues:
            continue
        thing = _object_after(mentions, at)
        if thing is not None:
            found[at] = _without_subject(verb)
        thing = _subject_before(mentions, at) if thing is None else thing
        if thing is not None and (data := _together(verb, mentions[thing], meaning)):
            found[thing] = replace(mentions[thing], meanings=data, kinds=(DATA,) * len(data), cues=())
            if thing < at and _only_tells_which(mentions, at):
                found[at] = _without_subject(verb)
    return found


def with_verbs(mentions: list[Mention], meaning: Meaning) -> list[Mention]:
    """The mentions of a message, a phrase of recording right after what or who does it as verb and object ("does X record calls in Y?")."""
    found: list[Mention] = []
    for at, thing in enumerate(mentions):
        phrase = at > 0 and DATA in thing.kinds and thing.end - thing.start > 1 and _may_do(mentions[at - 1])
        found += _parted(thing, meaning) if phrase else [thing]
    return found


def without_makers(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, what only tells in which product data were made saying nothing before another verb ("Xs made in Y can ...")."""
    found = list(mentions)
    for at in range(1, len(mentions) - _IN_PRODUCT):
        before, verb, after = mentions[at - 1], mentions[at], mentions[at + 1 : at + 1 + _IN_PRODUCT]
        made = not _NAMED.isdisjoint(before.kinds) and CONCEPT in verb.kinds and DATA not in verb.kinds
        if made and have_kind(after, PRODUCT) and have_cue(mentions[at + 1 + _IN_PRODUCT :], _OTHER_VERBS):
            found[at] = silent(verb)
    return found


def _parted(thing: Mention, meaning: Meaning) -> list[Mention]:
    """A phrase for a kind of data as a verb of recording and its object, where its first word is such a verb."""
    verb, *others = (thing.read_as or thing.text).split()
    meanings = meaning(verb)
    if _RECORDED not in meanings:
        return [thing]
    kinds, keys = zip(*parted(meanings), strict=True)
    cues = tuple(key for kind, key in zip(kinds, keys, strict=True) if kind == CUE)
    done = Mention(thing.start, thing.start + 1, verb, meanings, kinds, cues, thing.score, "")
    return [_without_subject(done), replace(thing, start=thing.start + 1, text=" ".join(others))]


def _may_do(mention: Mention) -> bool:
    """Whether a mention may be what or who does something: a product or a pronoun."""
    return PRODUCT in mention.kinds or "subject" in mention.cues


def _only_tells_which(mentions: list[Mention], at: int) -> bool:
    """Whether a verb only tells which recordings are meant, in a product or before another verb ("calls recorded in X", "... in Y can be hosted")."""
    after = mentions[at + 1 :]
    return have_kind(after[:_IN_PRODUCT], PRODUCT) or have_cue(after, _OTHER_VERBS)


def _without_subject(verb: Mention) -> Mention:
    """A verb of recording as no more than that: who records a thing is not said to be where it comes from."""
    pairs = [pair for pair in parted(verb.meanings) if pair[0] != CONCEPT]
    return replace(verb, meanings=tuple([f"{kind}:{key}" for kind, key in pairs]), kinds=tuple([kind for kind, _ in pairs]))


def _object_after(mentions: list[Mention], at: int) -> int | None:
    """Where the noun of a kind of data stands right after a verb, articles and the like between them."""
    for place in range(at + 1, len(mentions)):
        if not _NAMED.isdisjoint(mentions[place].kinds):
            return place
        if SMALL not in mentions[place].kinds and _PASSED.isdisjoint(mentions[place].cues):
            return None
    return None


def _subject_before(mentions: list[Mention], at: int) -> int | None:
    """Where the last noun of a kind of data stands before a verb."""
    return next((place for place in range(at - 1, max(-1, at - _REACH), -1) if not _NAMED.isdisjoint(mentions[place].kinds)), None)


def _together(verb: Mention, thing: Mention, meaning: Meaning) -> tuple[str, ...]:
    """The kinds of data that a verb and a noun mean as one phrase, which the noun alone does not."""
    meanings = meaning(f"{verb.read_as or verb.text} {thing.read_as or thing.text}")
    return tuple(one for one in meanings if one.startswith(DATA)) if not set(meanings) <= set(thing.meanings) else ()


def is_recorded_there(question: Question) -> bool:
    """Whether something is recorded in a place, no other verb before that ("X records calls in Y", "are the calls of X recorded in Y?")."""
    verbs = question.positions.at("recorded")
    between = [at for at in question.positions.at_any("aux", *_OTHER_VERBS) if at not in verbs]
    return any(
        0 < where.position - at <= _REACH_OF_PLACE and not any(at < other < where.position for other in between)
        for at in verbs
        for where in question.regions
    )
