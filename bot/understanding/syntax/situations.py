"""Situations: parts of a message that only tell who asks, when or why, in front of or after a question that is whole without them.

"The deal closes on Friday", "our team in Oslo has a call", "legal wants it for the agreement": nothing in them bears on an answer.
"""

from __future__ import annotations

from itertools import pairwise

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, OUTSIDE, PART, PRODUCT, REGION, SMALL, UNIT
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, PEOPLE
from bot.understanding.syntax.question import OF_AGE
from bot.understanding.syntax.scope import DENYING, Mentions, asks_of_outside, is_content, is_place, is_unknown, names, silenced
from bot.understanding.syntax.whole import is_whole, offers_that

_LEAST = 3  # The number of words that a situation has at least.
_LEAST_TOLD = 4  # One that a comma alone parts from its question has more.
_BOUND = (ASKING - {"how", "what", "when", "how_often", "yes_no"}) | {
    "host", "data", "location_noun", "data_center", "product", "account", "list", "compare", "same", "difference", "outside",
    "except", "besides", "own_place", "leave_aside", "correction", "condition", "including", "instead", "rest", "those",
}  # fmt: skip
_TYING = frozenset({"at", "with", "using", "without", "and", "but", "or", "not", "only", "of", "condition", "what_about"})
_WISHING = frozenset({"demand", "suffices", "duty", "without", "only"})
POINTING = frozenset({"it", "those", "there", "own_place", "rest", "other"})
_LEADING = frozenset({"at", "from", "of"})
_LOSING = frozenset({"loses", "gives_up"})
_OF_STATE = DENYING | {"only"}
_KINDS_OF_STATE = frozenset({PART, EVERYDAY, NUMBER, UNIT})


def tells_situation(part: Mentions) -> bool:
    """Whether a part of a message names no product and asks nothing, and no place but that of people."""
    loses = len(part) > _LEAST and "not" in part[0].cues and NUMBER in part[1].kinds  # "Lost a deal over this."
    if len(part) < _LEAST or has_cue(part[0], _TYING | {"aux"}) and not (has_cue(part[0], PEOPLE) or loses):
        return False
    if have_kind(part, PRODUCT) or any(mention.cues and _is_bound(part, at) for at, mention in enumerate(part)) or _opens_claim(part):
        return False
    if have_cue(part, {"demand"}) and any("demand" in wish.cues and _is_subject(thing) for wish, thing in pairwise(part)):
        return False  # "The client needs backups. Does X do?"
    if "what" in part[0].cues and have_cue(part, _LOSING):
        return False  # "If we pick X, what do we lose?"
    if sum(map(_is_subject, part)) > int(_is_sentence(part)) or ("yes_no" in part[0].cues and not has_cue(part[0], PEOPLE)):
        return False
    placed = [at for at, mention in enumerate(part) if is_place(mention)]
    if (placed or have_kind(part, OUTSIDE)) and have_cue(part, _WISHING):
        return False
    held = [at for at, mention in enumerate(part) if DATA in mention.kinds and not (at and NUMBER in part[at - 1].kinds)]
    if held and not (placed or any(is_unknown(mention) or has_cue(mention, {"aux", "it"}) for mention in part)):
        return False
    people = have_cue(part, {"customer"})
    return all(is_of_people(part, at) or (people and REGION not in part[at].kinds) for at in placed)


def _opens_claim(part: Mentions) -> bool:
    """Whether a claim is to follow a part ("she thinks that")."""
    return has_cue(part[-1], {"subject", "claims"}) and have_cue(part[-2:], {"claims"})


def stands_alone(question: Mentions, told: Mentions) -> bool:
    """Whether a question is whole by itself and points at nothing `told` before it; where a subject is told it asks of the table alone."""
    if any(map(points_back, question)) or offers_that(question):
        return False
    if have_cue(told, {OF_AGE}) and have_cue(question, {"still"}):
        return False  # "It broke 8 months ago. Are the logs still there?"
    if have_cue(question[-1:], {"both"}) or (have_kind(question, PART) and have_cue(question, {"definitions"}) and have_kind(told, DATA)):
        return False  # "One is in X, one in Y. Which product suits both?", "What does X data take? Which names does the definition give?"
    subjects = any(map(_is_subject, question))
    if subjects and any(map(_is_subject, told)):
        return False
    named = any(not {PRODUCT, DATA}.isdisjoint(mention.kinds) or "product" in mention.cues for mention in question)
    defined = have_cue(question, {"define"}) and have_kind(question, DATA)
    return (named or subjects) and (defined or is_whole(question, []))


def parts_situation(before: Mentions, after: Mentions) -> bool:
    """Whether a comma parts a situation from a question: "the deal closes on Friday, can X be in Y?", "can X be in Y, the client is from Z"."""
    if _is_sentence(before) and tells_situation(before) and stands_alone(after, before):
        return True
    told = all({OUTSIDE, CONCEPT}.isdisjoint(mention.kinds) or mention.cues for mention in after)
    told = told and (not any(map(is_place, after)) or have_cue(after, PEOPLE))
    return told and _is_sentence(after) and tells_situation(after) and stands_alone(before, after)


def without_home(mentions: tuple[Mention, ...], verb: int) -> tuple[Mention, ...]:
    """The mentions, those who ask by the `verb`, their place and what they do saying nothing ("our legal head in Y needs to know where X is").

    What comes after the verb names a product or subject, and those who ask are no data, and nothing that is asked about.
    """
    who, asked = mentions[:verb], mentions[verb + 1 :]
    named = any(PRODUCT in mention.kinds or "product" in mention.cues or _is_subject(mention) or DATA in mention.kinds for mention in asked)
    wished = any(points_back(mention) or has_cue(mention, {"demand", "suffices"}) for mention in asked)
    if not named or wished or asks_of_outside(who) or (has_cue(who[0], {"aux", "not"}) and not has_cue(who[0], PEOPLE)):
        return mentions
    if any(PRODUCT in mention.kinds or DATA in mention.kinds or _is_bound(who, at) for at, mention in enumerate(who)):
        return mentions
    people = any(is_place(mention) or has_cue(mention, PEOPLE) for mention in who)
    if not people and any(_is_subject(mention) or OUTSIDE in mention.kinds for mention in who):
        return mentions
    hosted = any(map(_is_subject, asked))  # What statements say may hold for the data of some regions alone.
    turning = {at for at, mention in enumerate(who) if "not" in mention.cues or {OUTSIDE, CONCEPT} & set(mention.kinds)}
    turning |= {at for at, mention in enumerate(who) if is_place(mention) and not (hosted and REGION in mention.kinds)}
    return silenced(mentions, turning)


def without_state_of_askers(mentions: tuple[Mention, ...], verb: int) -> tuple[Mention, ...]:
    """The mentions, how many those are who ask by the `verb`, what they do not do yet and everyday words saying nothing.

    "They won't sign until they know whether X is in Y", "a hospital with 300 agents asks ...", "the customer on the phone asks ...".
    """
    who, rest = mentions[:verb], mentions[verb + 1 :]
    asked = (mentions[verb], next((mention for mention in rest if not mention.has(SMALL)), mentions[verb]))
    if not have_cue(asked, ASKING) or (has_cue(who[0], ASKING | {"aux"}) and not who[0].has(NUMBER)):
        return mentions
    if any(points_back(mention) and "aux" not in following.cues for mention, following in pairwise(rest)):
        return mentions
    counted = {at for at in range(1, verb) if DATA in who[at].kinds and NUMBER in who[at - 1].kinds}
    if any(names(mention) and at not in counted and not mention.has(EVERYDAY) for at, mention in enumerate(who)):
        return mentions
    told = counted | {at for at, mention in enumerate(who) if has_cue(mention, _OF_STATE) or _KINDS_OF_STATE.issuperset(mention.kinds)}
    return silenced(mentions, told)


def points_back(mention: Mention) -> bool:
    """Whether a mention points at something told before."""
    return has_cue(mention, POINTING) and not has_cue(mention, {"aux", "subject"})


def _is_sentence(part: Mentions) -> bool:
    """Whether a part may be a sentence: it begins with an article or with people."""
    return len(part) >= _LEAST_TOLD and (part[0].kinds == (SMALL,) or has_cue(part[0], PEOPLE | {"because", "toward"}))


def _is_bound(part: Mentions, at: int) -> bool:
    """Whether a mention asks, or speaks of where data are; a verb, and a number of countries, do not."""
    if not has_cue(part[at], _BOUND):
        return False
    if "leave_aside" in part[at].cues:
        return not any({OUTSIDE, CONCEPT} & set(mention.kinds) for mention in part[at + 1 : at + 3])
    counted = "location_noun" in part[at].cues and at and NUMBER in part[at - 1].kinds
    return not (counted or has_cue(part[at], {"aux", "because"}))


def _is_subject(mention: Mention) -> bool:
    """Whether a mention is a subject of statements and no everyday word besides."""
    return CONCEPT in mention.kinds and not mention.cues and EVERYDAY not in mention.kinds


def is_of_people(part: Mentions, at: int) -> bool:
    """Whether a place is that of people or an organisation: before one ("the German council"), or after one ("a bank in Toronto")."""
    before, after = part[at - 1] if at else None, part[at + 1] if at + 1 < len(part) else None
    if before is not None and has_cue(before, _LEADING):
        who = part[at - 2] if at > 1 else before
        return REGION not in part[at].kinds and not {DATA, CONCEPT}.intersection(() if who.cues else who.kinds)
    if after is not None and ("customer" in after.cues or SMALL in after.kinds or is_unknown(after)):
        return is_content(part[at])
    return before is not None and REGION not in part[at].kinds and (SMALL in before.kinds or "customer" in before.cues)
