"""Sentences that only ask whether a claim is right, made plain: what they call it or who makes it, and what it may be instead, mean nothing.

"Is that so or is it frobbery?", "Is this line of our frob accurate? 'X is in Y.'", "The FROB says X is in Y. Is the FROB right?"
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PART, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking import QUOTES, UNKNOWN, Mention, cues_of
from bot.understanding.openings import ASKING, HALF, has_cue
from bot.understanding.scope import Mentions, is_content, is_place, is_unknown, silent
from bot.understanding.sentence import Sentence
from bot.understanding.spelling import Token

JUDGING = frozenset({"confirm", "untrue"})
_LONGEST = 14  # The number of mentions of such a sentence at most.
_MOST_NOUNS = 4
_PAIR = 2
_LONGEST_SUBJECT = 6  # The number of mentions up to the verb of a claim.
_LEAST_CLAIM = 3  # The number of words that a claim has at least.
_OTHERWISE = (ASKING - {"yes_no", "what"}) | {"product", "demand"}
_VERBS = frozenset({"aux", "host", "holds", "available"})
_LEADING = frozenset({"at", "of", "it"})
_OF_CLAIMS = frozenset({PRODUCT, SOFTWARE, UNIT})
_HOSTED = frozenset({PRODUCT, SOFTWARE, DATA})
_SAYINGS = frozenset({UNKNOWN, DATA, PART, EVERYDAY})
_NAMED = frozenset({PRODUCT, DATA, CONCEPT})


def with_plain_verdicts(sentences: list[Sentence], tokens: Sequence[Token]) -> None:
    """Make those sentences plain that only judge a claim, and put them after it."""
    if len(sentences) == 1 and not [at for at in sentences[0].breaks if at < 0]:
        return
    for number, sentence in enumerate(sentences):
        if not sentence.asked or JUDGING.isdisjoint(cues_of(sentence.mentions[:_LONGEST])):
            continue
        _plain_opening(sentence)
        told, following = sentences[:number], sentences[number + 1 : number + 2]
        ahead = bool(following) and _is_claim(following[0]) and (_quotes(sentence, following[0], tokens) or not any(map(_names, told)))
        ahead = ahead and not any(map(_names, sentences[number + 2 :]))
        claim = following[0] if ahead else next((other for other in reversed(told) if _is_claim(other)), None)
        verdict = _without_alternative(sentence.mentions)
        if claim is None or not _may_judge(verdict) or (plain := _without_nouns(verdict, claim.mentions, ahead=ahead)) is None:
            continue
        sentence.breaks = {place for place in sentence.breaks if abs(place) < len(plain)} if verdict[0] is sentence.mentions[0] else set()
        sentence.mentions = plain
        judged = [part for claimed in _single_claims(claim) for part in (claimed, replace(sentence))]
        if ahead:
            sentences[number : number + 2] = judged
            return
        if claim is told[-1] and len(judged) > _PAIR:
            sentences[number - 1 : number + 1] = judged
            return


def _plain_opening(sentence: Sentence) -> None:
    """Make the first part of a sentence plain where that judges what comes after a colon ("is the wording of our frob right: X is in Y?")."""
    colon = next((-at for at in sorted(sentence.breaks, reverse=True) if at < 0), len(sentence.mentions))
    opening, claim = sentence.mentions[:colon], sentence.mentions[colon:]
    if len(claim) >= _LEAST_CLAIM and _may_judge(opening) and (plain := _without_nouns(opening, claim, ahead=True)) is not None:
        sentence.mentions[:colon] = plain


def _may_judge(mentions: Mentions) -> bool:
    """Whether mentions ask whether something is right, and name nothing themselves that can be hosted, or a place."""
    if len(mentions) > _LONGEST or not any(has_cue(mention, JUDGING) for mention in mentions):
        return False
    return not any(is_place(mention) or not _OF_CLAIMS.isdisjoint(mention.kinds) or has_cue(mention, _OTHERWISE) for mention in mentions)


def _without_alternative(mentions: list[Mention]) -> list[Mention]:
    """What judges a claim, without what that may be instead of right ("is that so or is it frobbery?"), which names nothing that can be hosted."""
    at = next((at for at, mention in enumerate(mentions) if at and has_cue(mention, {"or"})), 0)
    before, after = mentions[:at], mentions[at + 1 :]
    judged = any(has_cue(mention, JUDGING) for mention in before)
    if not judged or any(not _HOSTED.isdisjoint(mention.kinds) for mention in after):
        return mentions
    return next(half for cue in ("confirm", "untrue") for half in (before, after) if any(has_cue(mention, {cue}) for mention in half))


def _is_claim(sentence: Sentence) -> bool:
    """Whether a sentence asks nothing and may claim something of what it names."""
    return not sentence.asked and len(sentence.mentions) >= _LEAST_CLAIM and _names(sentence)


def _names(sentence: Sentence) -> bool:
    """Whether a sentence names what an answer could be about."""
    return any((not _NAMED.isdisjoint(mention.kinds) and not mention.cues) or is_place(mention) for mention in sentence.mentions[:HALF])


def _single_claims(sentence: Sentence) -> list[Sentence]:
    """The claims that a sentence joins by "and", each a sentence of its own ("the offer says X is in Y and the frobs are in Z")."""
    mentions = sentence.mentions
    if len(mentions) > HALF or has_cue(mentions[0], ASKING | {"because", "condition"}):
        return [sentence]
    parts, start = [], 0
    for at in range(_LEAST_CLAIM, len(mentions) - _LEAST_CLAIM):
        joins = has_cue(mentions[at], {"and", "but", "what_about"}) and mentions[at].start not in sentence.aside
        if joins and _says(mentions[start:at]) and _opens_claim(mentions[at + 1 :]):
            parts.append(_part(sentence, start, at))
            start = at + 1
    return [*parts, _part(sentence, start, len(mentions))] if parts else [sentence]


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    """Some mentions of a sentence as a sentence."""
    breaks = {place - start if place > 0 else place + start for place in sentence.breaks if start < abs(place) < end}
    return Sentence(sentence.mentions[start:end], breaks, False, sentence.aside)


def _says(part: Mentions) -> bool:
    """Whether a part may be a claim by itself: with a verb it says where or for how long something is that it names."""
    verbs = any(has_cue(mention, _VERBS) for mention in part)
    return (
        verbs
        and any(not _NAMED.isdisjoint(mention.kinds) for mention in part)
        and any(is_place(mention) or UNIT in mention.kinds for mention in part)
    )


def _opens_claim(after: Mentions) -> bool:
    """Whether what comes after "and" opens with something named, and its verb, and is a claim by itself."""
    verb = next((at for at, mention in enumerate(after[:_LONGEST_SUBJECT]) if at and has_cue(mention, {"aux", "host"})), 0)
    named = any(not _NAMED.isdisjoint(mention.kinds) and not mention.cues for mention in after[:verb])
    return named and not any(map(is_place, after[:1])) and _says(after)


def _quotes(verdict: Sentence, claim: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether a quotation begins between two sentences."""
    return any(token.text in QUOTES for token in tokens[verdict.mentions[-1].end : claim.mentions[0].start])


def _without_nouns(mentions: list[Mention], claim: Mentions, *, ahead: bool) -> list[Mention] | None:
    """The mentions, the nouns for a claim or for who makes it meaning nothing; None where something else is named.

    They are words that nothing explains, those that the claim's sentence names too, and what "this", or a preposition, leads to; all that
    is not outside the articles where the claim comes after them (`ahead`).
    """
    said = {mention.text.casefold() for mention in claim}
    nouns = [at for at, mention in enumerate(mentions) if is_content(mention)]
    if len(nouns) > _MOST_NOUNS or not all(
        _is_noun(mentions, at) or (ahead and OUTSIDE not in mentions[at].kinds) or mentions[at].text.casefold() in said for at in nouns
    ):
        return None
    return [silent(mention) if at in nouns else mention for at, mention in enumerate(mentions)]


def _is_noun(mentions: Mentions, at: int) -> bool:
    if _SAYINGS.issuperset(mentions[at].kinds):
        return True
    leading = next((other for other in reversed(mentions[:at]) if other.kinds != (SMALL,) and not is_unknown(other)), None)
    return (
        leading is not None
        and has_cue(leading, _LEADING)
        and not has_cue(leading, {"aux"})
        and (OUTSIDE not in mentions[at].kinds or not has_cue(leading, {"it"}))
    )
