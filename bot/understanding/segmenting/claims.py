"""What a claim in a message is, where it begins and ends, and what only judges it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking.mentions import Mention, first_with_cue, has_cue, have_cue
from bot.understanding.segmenting.told_around import is_told_after
from bot.understanding.syntax.openings import ASKING, HALF, JOINS, PEOPLE
from bot.understanding.syntax.scope import REPORTING, Mentions, asks_of_outside, is_place, names
from bot.understanding.syntax.sentence import Sentence

JUDGING = frozenset({"confirm", "untrue"})
CLAIMING = REPORTING | {"vouches"}
TYING = frozenset({"at", "of", "toward", "with"})  # Cues of prepositions that tie a noun to what is named after it.
_LEAST_LISTED = 2  # The number of marks in a sentence that lists claims, and then asks for a verdict.
LEAST = 3  # The number of words that a claim has at least.
_LONGEST_VERDICT = 14  # The number of mentions of "could we have that in writing from you by noon?" at most.
_LONGEST_SUBJECT = 6  # The number of mentions up to the verb of a claim.
_NAMED = frozenset({PRODUCT, SOFTWARE, DATA, CONCEPT})
_OPENING_NO_CLAIM = ASKING - {"when", "yes_no"}
_IN_NO_CLAIM = frozenset({"reports", "confirm", "where", "which", "how_long"})
_ACTING = frozenset({"demand", "suffices", "not", "lacks", "what_about"})
_OF_CLAIMS = frozenset({PRODUCT, SOFTWARE, UNIT})
_ASKING_OTHERWISE = (ASKING - {"yes_no", "what", "how", "when", "define"}) | {
    "location_noun", "list", "compare", "product", "quote_it",
    "who_is_right", "first_one", "last_one", "only", "all", "other", "rest",
}  # fmt: skip


def is_claim(part: Mentions) -> bool:
    """Whether a part of a message says something of what it names, and asks nothing."""
    if len(part) < LEAST or (has_cue(part[0], _OPENING_NO_CLAIM) and "subject" not in part[0].cues):
        return False
    named = any(not _NAMED.isdisjoint(mention.kinds) and not mention.cues or "product" in mention.cues for mention in part)
    return named and not have_cue(part, _IN_NO_CLAIM)


def only_judges(part: Mentions) -> bool:
    """Whether a part of a message asks whether something is right, and nothing else or of anything else."""
    judges = len(part) <= _LONGEST_VERDICT and have_cue(part, JUDGING)
    return judges and not any(map(asks_otherwise, part))


def asks_otherwise(mention: Mention) -> bool:
    """Whether a mention beside a claim could be asked about instead of it, or asks something else than whether it is right."""
    asks = has_cue(mention, _ASKING_OTHERWISE) and not has_cue(mention, {"aux", "subject"})  # "The clerk, who never reads, ..."
    return asks or is_place(mention) or not _OF_CLAIMS.isdisjoint(mention.kinds)


def verbs_of_claim(mentions: Mentions) -> Iterator[int]:
    """Where the verbs stand by which what is named after them is claimed, no product before them, unless nobody claims it."""
    for at, mention in enumerate(mentions):
        if not at and "none" in mention.cues:
            return
        if has_cue(mention, CLAIMING) and not has_cue(mention, ASKING):
            if asks_of_outside(mentions[:at]) or _seeks_subject(mentions[:at]):
                return
            yield at
        if PRODUCT in mention.kinds:
            return


def _seeks_subject(before: Mentions) -> bool:
    """Whether a subject is asked for right at the start ("what retention do we guarantee for X?")."""
    return len(before) > 1 and has_cue(before[0], {"what", "which"}) and "subject" not in before[0].cues and CONCEPT in before[1].kinds


def ends_of_claim(sentence: Sentence, start: int, last: int) -> Iterator[int]:
    """Where a claim may end: before a comma, or "and", and what is told after it and bears on nothing, or with the sentence."""
    breaks = set(map(abs, sentence.breaks))
    for at in range(start + LEAST, last):
        after = sentence.mentions[at:last]
        if (at in breaks or has_cue(after[0], {"and", "what_about"})) and (_is_deed(after) or is_told_after(after)):
            yield at
    yield last


def single_claims(sentence: Sentence) -> list[Sentence]:
    """The claims that a sentence joins by "and", each a sentence of its own ("the offer says X is in Y and the frobs are in Z").

    Or those that it lists ("to sum up: X in Y, frobs for a year").
    """
    mentions, parts, start = sentence.mentions, list[Sentence](), 0
    for at in range(LEAST, min(len(mentions), HALF) - LEAST + 1):
        joins = has_cue(mentions[at], JOINS) and mentions[at].start not in sentence.aside and not _ends_list(sentence, at)
        listed = not joins and at in sentence.breaks and _opens_with_name(mentions[_last_colon(sentence, start, at) : at])
        if (joins or listed) and is_claim(mentions[start:at]) and _goes_on(mentions[start:at], mentions[at + joins :], listed=listed):
            parts.append(_part(sentence, start, at))
            start = at + joins
    return [*parts, _part(sentence, start, len(mentions))]


def listed_claims(sentence: Sentence) -> list[Sentence]:
    """The claims that a sentence lists, with the verdict at its end after each of them ("X only in Y, frobs for a year, right?")."""
    start = max(map(abs, sentence.breaks), default=0)
    verdict = sentence.mentions[start:]
    listed = len(sentence.breaks) >= _LEAST_LISTED and only_judges(verdict)
    if not (listed and _opens_with_name(sentence.mentions[_last_colon(sentence, 0, start) : start])):
        return [sentence]
    singles = single_claims(replace(sentence, mentions=sentence.mentions[:start]))
    if len(singles) == 1:
        return [sentence]
    return [replace(one, mentions=[*one.mentions, *verdict], breaks={*one.breaks, len(one.mentions)}) for one in singles]


def _ends_list(sentence: Sentence, at: int) -> bool:
    """Whether "and" joins the last of some places, before a comma ("X is in Y and Z, frobs are kept for a year")."""
    return at + 2 in sentence.breaks and is_place(sentence.mentions[at + 1])


def _is_deed(after: Mentions) -> bool:
    """Whether "and" joins what somebody does or wants because of a claim, and not more of the claim ("and refuses to sign")."""
    doing = next((mention for mention in after[1:] if mention.kinds != (SMALL,)), after[0])
    return has_cue(after[0], {"and", "what_about"}) and has_cue(doing, _ACTING | PEOPLE) and not any(map(asks_otherwise, after))


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    """Some mentions of a sentence as a sentence."""
    breaks = {place - start if place > 0 else place + start for place in sentence.breaks if start < abs(place) < end}
    return replace(sentence, mentions=sentence.mentions[start:end], breaks=breaks)


def _goes_on(claim: Mentions, after: Mentions, *, listed: bool) -> bool:
    """Whether another claim, of its own subject and with its own verb, follows one, and both say where or for how long something is.

    One that is `listed` needs no verb.
    """
    verb = first_with_cue(after[:_LONGEST_SUBJECT], {"aux", "host"}, 0)
    if listed and not verb:
        verb = next((at for at, mention in enumerate(after[:_LONGEST_SUBJECT]) if _bounds(mention)), 0)
    named = _opens_with_name(after) if listed else any(names(mention) and not is_place(mention) for mention in after[:verb])
    return named and all(any(map(_bounds, half)) for half in (claim, after))


def _bounds(mention: Mention) -> bool:
    """Whether a mention says where or for how long something is."""
    return is_place(mention) or UNIT in mention.kinds or "location_noun" in mention.cues


def _opens_with_name(part: Mentions) -> bool:
    """Whether a part of a sentence opens with the name of what it is about, and no circumstance ("since X is in Y, ...")."""
    first = next((mention for mention in part if mention.kinds != (SMALL,) and "it" not in mention.cues), None)
    return first is not None and names(first) and not is_place(first)


def _last_colon(sentence: Sentence, start: int, end: int) -> int:
    """Where the part of a sentence after the last colon or dash begins, between two places in it."""
    return max((-at for at in sentence.breaks if start < -at < end), default=start)
