"""What a clause says is absent: "no apps", "uses nothing from others"."""

from __future__ import annotations

from collections.abc import Container

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.syntax.scope import Mentions, is_content, silent

# Cues that may say that a thing is absent, and how far before it they may stand.
ABSENCE = frozenset({"without", "lacks", "none", "not"})
_REACH = 6

_HAVING = frozenset({"using", "holds", "with", "without"})

_OF_PRODUCT = frozenset({DATA, CONCEPT})

# The cues of "no" before a noun, and those of a verb after what it denies.
NO = frozenset({"not", "without"})
_VERBS = frozenset({"aux", "host", "available", "holds", "abandons"})
_NOTHING = frozenset({""})
_ASKED = frozenset({"which", "how_many", "what", "where", "who", "list", "aux", "all"})
_LONGEST_SUBJECT = 4  # The number of words of "frobs of the X" at most.


def with_none_denied(mentions: list[Mention], breaks: Container[int]) -> list[Mention]:
    """The mentions of a sentence, the "no" that opens it meaning "none" where what it denies has a verb ("no frob of X may leave Y")."""
    if len(mentions) == 1 or NO.symmetric_difference(mentions[0].cues) or 1 in breaks:
        return mentions
    verb = next((at for at, mention in enumerate(mentions[1 : _LONGEST_SUBJECT + 2], 1) if has_cue(mention, _VERBS) or at in breaks), 0)
    denied = [mention for mention in mentions[1:verb] if DATA in mention.kinds or CONCEPT in mention.kinds]
    return [as_cue(mentions[0], "not", "without", "none"), *mentions[1:]] if denied and verb not in breaks else mentions


def without_exclaimed(mentions: list[Mention], breaks: Container[int]) -> list[Mention]:
    """The mentions of a sentence, saying nothing where "no" stands between commas and something is asked after it ("roughly, no, exactly how many?").

    Such a "no" puts right who speaks, or answers somebody, and denies nothing of what is then asked.
    """
    for at, mention in enumerate(mentions[:-1]):
        ends = at + 1 in breaks or -(at + 1) in breaks
        alone = ends and NO.issuperset(mention.cues or _NOTHING)
        begins = alone and (at in breaks or not any(other.cues or is_content(other) for other in mentions[:at]))
        if begins and have_cue(mentions[at + 1 :], _ASKED):
            return [*mentions[:at], silent(mention), *mentions[at + 1 :]]
    return mentions


def is_absent(mentions: Mentions, position: int) -> bool:
    """Whether a thing is said to be absent: "no apps", "without apps", "absent any app, ...", "not one app", "we do not use any app"."""
    passed = joined = False
    for step in range(1, _REACH + 1):
        if step > position:
            return False
        before = mentions[position - step]
        if _is_no_data_of(mentions, position) or "those" in before.cues:
            return False  # "None of the two, X and Y, ..."
        if ("without" in before.cues or ("lacks" in before.cues and step == position and "claims" not in before.cues)) and (step == 1 or passed):
            return True
        if "product" in before.cues and "none" in before.cues and CONCEPT not in mentions[position].kinds:
            return False  # "No product with such data" denies the product.
        if "none" in before.cues and (passed or _has_none(mentions, position - step)):
            return True
        if step == 1 and position > 1 and "from" in before.cues and "none" in mentions[position - 2].cues:
            continue  # "Nothing from others."
        if "not" in before.cues:
            goes_on = step == 1 and position > 1 and CONCEPT in mentions[position - 2].kinds and is_absent(mentions, position - 2)
            return (passed or goes_on) and set(mentions[position].kinds) <= {CONCEPT}
        joined, beside = "or" in before.cues, joined
        if not (NUMBER in before.kinds or {"any", "using", "or", "with", "suffices"} & set(before.cues) or (beside and CONCEPT in before.kinds)):
            return False
        passed = True
    return False


def _has_none(mentions: Mentions, none: int) -> bool:
    """Whether somebody is said to use or have "nothing" of what comes after that word ("uses nothing from others")."""
    return any(not _HAVING.isdisjoint(mention.cues) for mention in mentions[max(0, none - 2) : none])


def _is_no_data_of(mentions: Mentions, position: int) -> bool:
    """Whether it is data, or a subject, that are absent, and a product only tells whose: "no Freshteam data"."""
    following = mentions[position + 1 : position + 2]
    return PRODUCT in mentions[position].kinds and any("data" in other.cues or not _OF_PRODUCT.isdisjoint(other.kinds) for other in following)
