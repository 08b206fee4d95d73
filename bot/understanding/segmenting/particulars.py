"""Particulars that those who ask tell of themselves within a question, beside situations told in parts of their own.

How many they are, what they bought, which part of a document they read, who wants a place and by when: nothing in them bears on an answer.
"""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, NUMBER, OUTSIDE, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import UNKNOWN, Mention, as_cue, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, PEOPLE, POSSESSING
from bot.understanding.syntax.scope import Mentions, is_content, is_place, is_unknown, number_of, silenced, start_of_question

_ROMAN = frozenset("IVXL")
_PLACED = frozenset({"host", "location_noun", "data"})
_DEMANDED = frozenset({SMALL, UNKNOWN, CONCEPT, CUE})
_DENYING = frozenset({"not", "never", "none", "lacks"})
_CORRECTING = frozenset({"correction", "back_to", "repeat"})
_WISHED = frozenset({"demand", "suffices", "lacks"})


def without_particulars(mentions: tuple[Mention, ...], cues: frozenset[str], kinds: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions of a clause with these `cues` and `kinds` of names, such particulars saying nothing; the very same tuple where there are none."""
    if "suffices" in cues and cues.isdisjoint(_DENYING):
        mentions = _with_demand_of_place(mentions)
    if PRODUCT in kinds and NUMBER in kinds:
        mentions = _without_size(mentions)
    if "what_if" in cues and OUTSIDE in kinds:
        mentions = _without_time_of_deed(mentions)
    if not _CORRECTING.isdisjoint(cues):
        mentions = _without_possession(mentions)
    return _without_preamble(mentions) if PRODUCT in kinds and not _WISHED.isdisjoint(cues) else mentions


def _with_demand_of_place(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, to meet a demand of a place, of whatever kind, meaning to be there ("meet the frobbery requirement of hosting in Y")."""
    of = next((at for at in range(2, len(mentions) - 2) if "of" in mentions[at].cues and has_cue(mentions[at + 1], _PLACED)), 0)
    start = max((at + 1 for at in range(of) if not _DEMANDED.issuperset(mentions[at].kinds)), default=0)
    verb = start + first_with_cue(mentions[start:of], {"suffices"}, of)
    if verb >= of or not any(map(is_place, mentions[of:])):
        return mentions
    found = {at for at in range(verb + 1, of) if mentions[at].cues or not mentions[at].has(SMALL)}
    met = as_cue(mentions[verb], "suffices", "applies", "available")
    return silenced((*mentions[:verb], met, *mentions[verb + 1 :]), found)


def without_numerals(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a part of a document and its Roman numeral ("annex II") saying nothing."""
    found = [at for at, mention in enumerate(mentions) if at and mention.text and is_unknown(mention) and _ROMAN.issuperset(mention.text)]
    numerals = {at for at in found if PRODUCT not in mentions[at - 1].kinds and not is_place(mentions[at - 1])}
    return silenced(mentions, numerals | {at - 1 for at in numerals if DATA in mentions[at - 1].kinds or is_unknown(mentions[at - 1])})


def _without_size(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, how many people or rights to use a product somebody has saying nothing ("we have sixty seats on X, and ...")."""
    counted: set[int] = set()
    for at in range(2, len(mentions) - 2):
        noun = (
            is_unknown(mentions[at]) or mentions[at].cues == ("staff",) or (mentions[at].kinds == (OUTSIDE,) and _has_several(mentions[at - 2 : at]))
        )
        if noun and NUMBER in mentions[at - 1].kinds and _tells_of_people(mentions[: at - 1]) and _names_product(mentions[at + 1 : at + 4]):
            counted |= {at - 1, at}
    return silenced(mentions, counted)


def _without_time_of_deed(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, what ends a deed of those who ask right after its object saying nothing ("what if we install an app next year?")."""
    last = len(mentions) - 1
    deed = has_cue(mentions[0], {"what_if"}) and have_cue(mentions[1:3], PEOPLE) and not have_cue(mentions, {"aux"})
    ends = deed and mentions[last].kinds == (OUTSIDE,) and CONCEPT in mentions[last - 1].kinds and have_cue(mentions[2:last], {"using"})
    return silenced(mentions, {last}) if ends else mentions


def _without_possession(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions of a correction, the verb between somebody and their product saying nothing ("sorry, the client bought X", "we license both")."""
    if have_cue(mentions, ASKING | {"aux"}):
        return mentions
    verbs = [at for at in range(1, len(mentions) - 1) if {CONCEPT, OUTSIDE} & set(mentions[at].kinds) and not mentions[at].cues]
    had = {at for at in verbs if (has_cue(mentions[at - 1], PEOPLE) or is_unknown(mentions[at - 1])) and _is_had(mentions[at + 1 :])}
    return silenced(mentions, had | {at - 1 for at in had if is_unknown(mentions[at - 1])})


def _without_preamble(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, what stands before a wish for the place of a product saying nothing ("I am the officer of the city and they want X's region")."""
    begin = start_of_question(mentions)
    if not has_cue(mentions[begin], _WISHED) or not _names_product(mentions[begin:]):
        return mentions
    hours = {at for at in range(begin + 1, len(mentions)) if _is_hour(mentions, at)}
    return silenced(mentions, hours | {at for at in range(begin) if is_said_around(mentions[at])})


def is_said_around(mention: Mention) -> bool:
    """Whether a mention could bear on an answer, and is of somebody's own place or affairs where it stands around a question."""
    return is_content(mention) or has_cue(mention, {"city", "finer"})


def _has_several(verb_and_number: Mentions) -> bool:
    """Whether a verb of having and a number above one stand before what is counted ("have sixty seats", not "guarantee an uptime")."""
    return has_cue(verb_and_number[0], POSSESSING) and (number_of(verb_and_number[1]) or 0) > 1


def _tells_of_people(before: Mentions) -> bool:
    """Whether what stands before a number says whose it is, and asks nothing ("we have", "holding")."""
    asks = any(has_cue(mention, ASKING | {"aux"}) and not has_cue(mention, POSSESSING) for mention in before)
    return not asks and have_cue(before, PEOPLE | POSSESSING)


def _names_product(part: Mentions) -> bool:
    return have_kind(part, PRODUCT)


def _is_had(after: Mentions) -> bool:
    """Whether a product, or what stands for some, comes next."""
    first = next((mention for mention in after if not mention.has(SMALL)), after[0])
    return PRODUCT in first.kinds or "both" in first.cues


def _is_hour(mentions: Mentions, at: int) -> bool:
    """Whether a number or unit belongs to a time of day that somebody wants something by ("by 5 h")."""
    unit = at if UNIT in mentions[at].kinds else at + 1
    return unit < len(mentions) and UNIT in mentions[unit].kinds and NUMBER in mentions[unit - 1].kinds and "toward" in mentions[unit - 2].cues
