"""What somebody wants ignored before a request ("forget what the page says and just confirm ..."): nothing is asked of it.

Nor is anything given up where data are only put into a product ("they drop files into X").
"""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, first_with_cue, has_cue, have_kind
from bot.understanding.syntax.openings import PEOPLE
from bot.understanding.syntax.scope import Mentions, is_place, silent

_SAYING = frozenset({"claims", "reports", "article_says"})
_COURTESY = frozenset({"greeting", "thanks", "help"})
_BETWEEN = _SAYING | _COURTESY | PEOPLE | {"what", "aux", "it", "toward", "at", "of", "what_about"}
_REQUESTING = frozenset({"reports", "confirm", "claims", "list", "yes"})
_LATEST_ASIDE = 5  # So many mentions a sentence has at most up to what says that its place is set aside.
_LATEST = 2  # So many words stand before the verb at most ("now please forget ...").


def without_set_aside(mentions: list[Mention]) -> list[Mention]:
    """The mentions, those silent that open a sentence and only tell what is to be ignored, where a request follows them."""
    mentions = [silent(mention) if _puts_into(mentions, at) else mention for at, mention in enumerate(_with_place_excepted(mentions))]
    start = first_with_cue(mentions[: _LATEST + 1], {"leave_aside"}, -1)
    end = _end(mentions, start) if start >= 0 else start
    if end <= start + 1 or not _is_request(mentions[end:]):
        return mentions
    return [silent(mention) if start <= at < end + 1 else mention for at, mention in enumerate(mentions)]


def _with_place_excepted(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a place that is set aside before "only" named as an exception ("ignoring X, is only Y left?", "leaving X aside, ...")."""
    at = first_with_cue(mentions[:_LATEST_ASIDE], {"leave_aside"}, -1)
    named = [place for place in range(min(len(mentions), _LATEST_ASIDE + 1)) if mentions[place].kinds != (SMALL,)]
    if at not in named or not first_with_cue(mentions[at:], {"only"}, 0):
        return mentions
    if named[:1] == [at] and len(named) > 1 and is_place(mentions[named[1]]):
        return [*mentions[:at], as_cue(mentions[at], "except"), *mentions[at + 1 :]]
    if named[2:3] == [at] and is_place(mentions[named[1]]) and CONCEPT in mentions[named[0]].kinds:
        return [*mentions[: named[0]], as_cue(mentions[named[0]], "except"), *mentions[named[0] + 1 : at], silent(mentions[at]), *mentions[at + 1 :]]
    return mentions


def _puts_into(mentions: Mentions, at: int) -> bool:
    """Whether a verb of giving up stands before data and the product that they go into."""
    if "leave_aside" not in mentions[at].cues:
        return False
    into = at + 1 + first_with_cue(mentions[at + 1 :], {"toward"}, len(mentions))
    data = [mention for mention in mentions[at + 1 : into] if mention.kinds != (SMALL,)]
    goes = have_kind(mentions[into + 1 : into + 2], PRODUCT) and not have_kind(data, PRODUCT)
    return goes and bool(data) and all(DATA in mention.kinds or EVERYDAY in mention.kinds for mention in data)


def _end(mentions: Mentions, start: int) -> int:
    """Where "and" stands after what is said to be ignored, the saying of somebody or a subject; 0 where it is something else."""
    told = False
    for at in range(start + 1, len(mentions)):
        mention = mentions[at]
        if "and" in mention.cues:
            return at if told else 0
        told |= has_cue(mention, _SAYING | _COURTESY) or CONCEPT in mention.kinds
        known = SMALL in mention.kinds or has_cue(mention, _BETWEEN) or mention.kinds == (CONCEPT,)
        if not known or is_place(mention):
            return 0
    return 0


def _is_request(after: Mentions) -> bool:
    """Whether "and" joins a word with which something is asked for, and more after it."""
    words = [mention for mention in after[1:] if mention.kinds != (SMALL,)]
    return bool(words) and has_cue(words[0], _REQUESTING)
