"""What people did to get a thing that is only pointed at: "the thing he bought from us last year" is a thing that is to be named."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.scope import Mentions, is_place, silent

GETTERS = frozenset({"subject", "customer", "staff"})
_JOINING = frozenset({"subject", "what", "which"})
_HEADS = frozenset({"product", "it", "what"})
_VERBS = frozenset({"aux", "host", "available", "yes_no"})
_OF_PLACES = frozenset({"where", "location_noun"})
_PUTTING_RIGHT = frozenset({"correction"})
_LEAST = 3  # The number of mentions of a thing, of somebody and of what they did.


def without_getting(mentions: list[Mention]) -> list[Mention]:
    """The mentions, what somebody did with a product, or with a thing that stands for one, saying nothing where another verb or noun asks of it.

    So it is with a product that puts another right ("sorry, it's X they bought").
    """
    read = mentions
    corrects = have_cue(mentions, _PUTTING_RIGHT) and have_kind(mentions, PRODUCT)
    if not have_kind(mentions, CONCEPT) or not (corrects or have_cue(mentions, _OF_PLACES) or any(map(is_place, mentions))):
        return read
    placed = any(is_place(mention) or "where" in mention.cues for mention in mentions)
    for at in range(_LEAST - 1, len(mentions)):
        if CONCEPT not in mentions[at].kinds or DATA in mentions[at].kinds or has_cue(mentions[at], {"aux", "host", "it"}):
            continue
        head = _head(mentions, at, corrects=corrects)
        end = _end(mentions, at)
        closes = end == len(mentions)
        if head is None or (closes and PRODUCT in mentions[head].kinds and not corrects):
            continue  # "Where do X customers come from?"
        asked = mentions[end:] if placed and end < len(mentions) else mentions[:head]
        if not have_cue(asked, _VERBS if placed else _OF_PLACES) and not (corrects and closes):
            continue
        told = [silent(mention) for mention in read[head + 1 : end]]
        named = PRODUCT in mentions[head].kinds
        read = [*read[:head], mentions[head] if named else as_cue(mentions[head], "it"), *told, *read[end:]]
    return read


def _head(mentions: Mentions, at: int, *, corrects: bool) -> int | None:
    """Where the thing stands that somebody did something with, at a position; None where it is no product, or asked for."""
    people = at - 1
    if "it" in mentions[people].cues and mentions[people].end - mentions[people].start >= _LEAST:
        return people  # One phrase for both ("the tool that we").
    if not has_cue(mentions[people], GETTERS) or has_cue(mentions[people], {"what", "aux"}):
        return None
    head = _before(mentions, people)
    if head is None or ("it" in mentions[people].cues and not (corrects or has_cue(mentions[head], _JOINING))):
        return None  # "The product that frobs".
    joined = _before(mentions, head) if has_cue(mentions[head], _JOINING) else None
    if joined is not None and (PRODUCT in mentions[joined].kinds or has_cue(mentions[joined], {"product", "it"})):
        head = joined
    if PRODUCT in mentions[head].kinds:
        return head
    plain = has_cue(mentions[head], _HEADS) and not has_cue(mentions[head], {"which", "customer", "aux"})
    return head if plain else None


def _before(mentions: Mentions, at: int) -> int | None:
    """The position of the last mention before another that is no small word."""
    return next((place for place in range(at - 1, -1, -1) if mentions[place].kinds != (SMALL,)), None)


def _end(mentions: Mentions, at: int) -> int:
    """Where what tells of the getting ends: from whom, and when."""
    end = at + 1
    while end < len(mentions) and (mentions[end].kinds == (SMALL,) or "season" in mentions[end].cues or _is_source(mentions, end)):
        end += 1
    return end


def _is_source(mentions: Mentions, at: int) -> bool:
    """Whether a preposition leads to somebody who is named by a small word ("from us")."""
    return has_cue(mentions[at], {"from", "with"}) and at + 1 < len(mentions) and mentions[at + 1].kinds == (SMALL,)
