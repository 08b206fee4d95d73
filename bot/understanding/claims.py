"""What a claim in a message is, where it begins and ends, and what only judges it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.lexicon import CONCEPT, DATA, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking import Mention
from bot.understanding.openings import ASKING, PEOPLE, has_cue
from bot.understanding.scope import REPORTING, Mentions, is_place
from bot.understanding.sentence import Sentence
from bot.understanding.told_around import is_told_after

JUDGING = frozenset({"confirm", "untrue"})
CLAIMING = REPORTING | {"vouches"}
LEAST = 3  # The number of words that a claim has at least.
_LONGEST_VERDICT = 14  # The number of mentions of "could we have that in writing from you by noon?" at most.
_NAMED = frozenset({PRODUCT, SOFTWARE, DATA, CONCEPT})
_OPENING_NO_CLAIM = ASKING - {"when", "yes_no"}
_IN_NO_CLAIM = frozenset({"reports", "confirm", "where", "which", "how_long"})
_ACTING = frozenset({"demand", "suffices", "not", "lacks", "what_about"})
_HOSTED = frozenset({PRODUCT, SOFTWARE, UNIT})
_ASKING_OTHERWISE = (ASKING - {"yes_no", "what", "how", "when", "define"}) | {
    "location_noun", "list", "compare", "product", "quote_it", "data",
    "who_is_right", "first_one", "last_one", "only", "all", "other", "rest",
}  # fmt: skip


def is_claim(part: Mentions) -> bool:
    """Whether a part of a message says something of what it names, and asks nothing."""
    if len(part) < LEAST or (has_cue(part[0], _OPENING_NO_CLAIM) and not has_cue(part[0], {"subject"})):
        return False
    named = any(not _NAMED.isdisjoint(mention.kinds) and not mention.cues or has_cue(mention, {"product"}) for mention in part)
    return named and not any(has_cue(mention, _IN_NO_CLAIM) for mention in part)


def only_judges(part: Mentions) -> bool:
    """Whether a part of a message asks whether something is right, and nothing else or of anything else."""
    judges = len(part) <= _LONGEST_VERDICT and any(has_cue(mention, JUDGING) for mention in part)
    return judges and not any(map(asks_otherwise, part))


def asks_otherwise(mention: Mention) -> bool:
    """Whether a mention beside a claim could be asked about instead of it, or asks something else than whether it is right."""
    return is_place(mention) or not _HOSTED.isdisjoint(mention.kinds) or has_cue(mention, _ASKING_OTHERWISE)


def verbs_of_claim(mentions: Mentions) -> Iterator[int]:
    """Where the verbs stand by which what is named after them is claimed, no product before them."""
    for at, mention in enumerate(mentions):
        if has_cue(mention, CLAIMING) and not has_cue(mention, ASKING):
            yield at
        if PRODUCT in mention.kinds:
            return


def ends_of_claim(sentence: Sentence, start: int, last: int) -> Iterator[int]:
    """Where a claim may end: before a comma, or "and", and what is told after it and bears on nothing, or with the sentence."""
    breaks = set(map(abs, sentence.breaks))
    for at in range(start + LEAST, last):
        after = sentence.mentions[at:last]
        if (at in breaks or has_cue(after[0], {"and", "what_about"})) and (_is_deed(after) or is_told_after(after)):
            yield at
    yield last


def _is_deed(after: Mentions) -> bool:
    """Whether "and" joins what somebody does or wants because of a claim, and not more of the claim ("and refuses to sign")."""
    doing = next((mention for mention in after[1:] if mention.kinds != (SMALL,)), after[0])
    return has_cue(after[0], {"and", "what_about"}) and has_cue(doing, _ACTING | PEOPLE) and not any(map(asks_otherwise, after))
