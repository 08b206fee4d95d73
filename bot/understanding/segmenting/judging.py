"""Claims that a message wants judged, made plain: cut out of the story that tells them, and followed by what judges them, its nouns meaning nothing.

"The notary is convinced that X is in Y and won't sign. Is it true?", "Is this line of our frob accurate? 'X is in Y.'", "The FROB says X is in Y
and Z in W. Is the FROB right or is it frobbery?"
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PART, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import UNKNOWN, Mention, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.segmenting.claims import (
    CLAIMING,
    JUDGING,
    LEAST,
    TYING,
    ends_of_claim,
    is_claim,
    listed_claims,
    only_judges,
    single_claims,
    verbs_of_claim,
)
from bot.understanding.segmenting.told_around import is_explained, is_told_before
from bot.understanding.syntax.openings import HALF
from bot.understanding.syntax.scope import Mentions, is_content, is_place, is_unknown, names, silent
from bot.understanding.syntax.sentence import Sentence
from bot.understanding.syntax.situations import points_back

_LONGEST = 2 * HALF  # A sentence of more mentions is left as it is.
_LEADING = frozenset({"at", "of", "it"})
_JOINING = frozenset({"and"})
_POINTING = frozenset({"it"})
_SEEKING = frozenset({"what", "which", "define"})
_LED_BY = _SEEKING | {"aux"}
_HOSTED = frozenset({PRODUCT, SOFTWARE, DATA})
_SAYINGS = frozenset({UNKNOWN, DATA, PART, EVERYDAY})

# Cues of what may stand beside products, data and places where no more is claimed than where they are.
_PLACING = frozenset({"at", "of", "aux", "host", "available", "with", "and", "what_about", "not", "without", "lacks", "only", "all", "every_region"})
_PLACING |= {"location_noun"}


def with_plain_claims(sentences: list[Sentence]) -> None:
    """Make the claims that are judged in some sentences plain, and what judges them, which is put after each of them."""
    for sentence in sentences:
        sentence.mentions = _without_inference(_with_right_place(sentence.mentions))
    for number in range(len(sentences) - 1, -1, -1):
        _place_verdict(sentences, number)
    sentences[:] = [part for sentence in sentences for part in listed_claims(sentence)]
    judged = max((number for number, sentence in enumerate(sentences) if sentence.asked and only_judges(sentence.mentions)), default=0)
    for number, sentence in enumerate(sentences):
        colon = min((-at for at in sentence.breaks if at < 0), default=0)
        _makes_plain(sentence, slice(colon), slice(colon, None))
        end = _start_of_verdict(sentence)
        if (end or number < judged) and len(sentence.mentions) <= _LONGEST:
            _cut_to_claim(sentence, end or len(sentence.mentions))


def _with_right_place(mentions: list[Mention]) -> list[Mention]:
    """The mentions, what says of the place that is asked for that it is the right one saying nothing ("which is the right region?")."""
    at = first_with_cue(mentions, JUDGING, 0)
    asking = have_cue(mentions[:at], _SEEKING)
    before, after = [mention for mention in mentions[:at] if mention.kinds != (SMALL,)][-1:], mentions[at + 1 : at + 2]
    right = (have_cue(before, {"where"}) and not after) or (asking and have_cue(before, _LED_BY) and have_cue(after, {"location_noun"}))
    return [*mentions[:at], silent(mentions[at]), *mentions[at + 1 :]] if right and "confirm" in mentions[at].cues else mentions


def _without_inference(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "then" right before what judges a claim, which joins nothing to it, saying nothing ("X is in Y then, right?")."""
    inferring = [at for at in range(1, len(mentions) - 1) if CONCEPT in mentions[at].kinds and has_cue(mentions[at], _JOINING)]
    return [silent(mention) if at in inferring and has_cue(mentions[at + 1], JUDGING) else mention for at, mention in enumerate(mentions)]


def _place_verdict(sentences: list[Sentence], number: int) -> None:
    """Put a sentence that only judges the claims of the one before it, or else after it, behind each of them, and make it plain."""
    sentence = sentences[number]
    verdict = without_alternative(sentence.mentions)
    if not (sentence.asked and only_judges(verdict)):
        return
    told, following = sentences[:number], sentences[number + 1 : number + 2]
    ahead = bool(following) and not following[0].asked and is_claim(following[0].mentions) and not any(map(_names, told))
    claim = following[0] if ahead else next((other for other in told[-1:] if _names(other) and not other.asked), None)
    if claim is None or (plain := _without_nouns(verdict, claim.mentions)) is None:
        return
    claim.mentions = _without_claimant(claim.mentions, verdict)
    first = number if ahead else number - 1
    sentence.mentions, sentence.breaks = plain, {place for place in sentence.breaks if abs(place) < len(plain)}
    start = first
    while start and _tells_places(claim) and _tells_places(sentences[start - 1]):
        start -= 1  # "X: US. Y: India. Correct?"
    claims = [one for told in (*sentences[start:first], claim) for one in single_claims(told)]
    sentences[start : first + 2] = [part for one in claims for part in (one, replace(sentence))]


def _without_claimant(claim: list[Mention], verdict: list[Mention]) -> list[Mention]:
    """What is claimed, subjects before its product saying nothing that only say who claims it, or why that is thought.

    What judges it names them again ("the sheet puts X in Y. Is the sheet right?"), or the verb comes later ("we bought X on the promise that ...").
    """
    start = next((at for at, mention in enumerate(claim) if PRODUCT in mention.kinds), 0)
    if not start or has_cue(claim[start - 1], TYING):
        return claim
    thought = any(has_cue(mention, CLAIMING) and any(map(is_place, claim[at:])) for at, mention in enumerate(claim[start:], start))
    again = {mention.text.casefold() for mention in verdict}
    told = {at for at in range(start) if CONCEPT in claim[at].kinds and (thought or claim[at].text.casefold() in again)}
    told |= {at for at in range(start) if told and has_cue(claim[at], {"party"})}
    return [silent(mention) if at in told else mention for at, mention in enumerate(claim)]


def _tells_places(sentence: Sentence) -> bool:
    """Whether a sentence says of products in which places they, or data of theirs, are, and no more."""
    mentions = sentence.mentions
    if sentence.asked or not (have_kind(mentions, PRODUCT) and (any(map(is_place, mentions)) or have_cue(mentions, {"every_region"}))):
        return False
    named = {PRODUCT, DATA}
    return all(named & set(one.kinds) or is_place(one) or one.kinds == (SMALL,) or (one.cues and _PLACING.issuperset(one.cues)) for one in mentions)


def without_alternative(mentions: list[Mention]) -> list[Mention]:
    """What judges a claim, without what that may be instead of right ("is that so or is it frobbery?"), which names nothing that can be hosted."""
    at = first_with_cue(mentions, {"or"}, 0)
    judges = have_cue(mentions[:at], JUDGING)
    return mentions[:at] if judges and all(_HOSTED.isdisjoint(mention.kinds) for mention in mentions[at:]) else mentions


def _names(sentence: Sentence) -> bool:
    """Whether a sentence names what an answer could be about."""
    return any(map(names, sentence.mentions[:HALF]))


def _without_nouns(mentions: list[Mention], claim: Mentions) -> list[Mention] | None:
    """The mentions, the nouns for a claim or for who makes it meaning nothing; None where something else is named.

    They are words that nothing explains, those that the claim's sentence names too, and what "this", or a preposition, leads to; all that
    is not outside the articles where the claim comes after them.
    """
    ahead = mentions[0].start < claim[0].start
    said = {mention.text.casefold() for mention in claim}
    again = {at for at, mention in enumerate(mentions) if CONCEPT in mention.kinds and mention.text.casefold() in said}
    pointed = {at for at in range(1, len(mentions)) if CONCEPT in mentions[at].kinds and has_cue(mentions[at - 1], _POINTING)}
    nouns = [at for at, mention in enumerate(mentions) if is_content(mention) or at in again | pointed]
    if not all(_is_noun(mentions, at) or (ahead and OUTSIDE not in mentions[at].kinds) or mentions[at].text.casefold() in said for at in nouns):
        return None
    return [silent(mention) if at in nouns else mention for at, mention in enumerate(mentions)]


def _is_noun(mentions: Mentions, at: int) -> bool:
    if _SAYINGS.issuperset(mentions[at].kinds):
        return True
    leading = next((other for other in reversed(mentions[:at]) if other.kinds != (SMALL,) and not is_unknown(other)), None)
    return (
        leading is not None
        and has_cue(leading, _LEADING)
        and "aux" not in leading.cues
        and (OUTSIDE not in mentions[at].kinds or "it" not in leading.cues)
    )


def _start_of_verdict(sentence: Sentence) -> int:
    """Where the last part of a sentence begins that only judges the claim before it; 0 where there is none."""
    start = max(map(abs, sentence.breaks), default=0)
    return start if _makes_plain(sentence, slice(start, None), slice(start)) else 0


def _makes_plain(sentence: Sentence, part: slice, claim: slice) -> bool:
    """Whether a part of a sentence only judges the claim in another one, and is made plain for that."""
    verdict, told = sentence.mentions[part], sentence.mentions[claim]
    if not (only_judges(verdict) and is_claim(told)):
        return False
    sentence.mentions[part] = _without_nouns(verdict, told) or verdict
    return True


def _cut_to_claim(sentence: Sentence, last: int) -> None:
    """Cut a sentence, before what judges it at `last`, to the claim within it, where the rest bears on nothing."""
    mentions = sentence.mentions
    for verb in verbs_of_claim(mentions[: max(0, last - LEAST)]):
        for end in ends_of_claim(sentence, verb + 1, last):
            adverb = is_unknown(mentions[verb + 1])  # "He swears blind that ..."
            part, story = mentions[verb + 1 + adverb : end], mentions[:verb]
            whole = is_claim(part) and is_explained(part) and not any(map(points_back, part[1:]))
            if whole and is_told_before(story, part, sentence, judged=any(map(is_place, part))):
                sentence.mentions = [mentions[verb], *part, *mentions[last:]]
                sentence.breaks = {len(part) + 1} if last < len(mentions) else set()
                sentence.aside = set()
                return
