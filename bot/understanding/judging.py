"""Claims that a message wants judged, made plain: cut out of the story that tells them, and followed by what judges them, its nouns meaning nothing.

"The notary is convinced that X is in Y and won't sign. Is it true?", "Is this line of our frob accurate? 'X is in Y.'", "The FROB says X is in Y
and Z in W. Is the FROB right or is it frobbery?"
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.claims import JUDGING, LEAST, ends_of_claim, is_claim, only_judges, verbs_of_claim
from bot.understanding.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PART, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking import UNKNOWN, Mention
from bot.understanding.openings import ASKING, HALF, has_cue
from bot.understanding.scope import Mentions, is_content, is_place, is_unknown, silent
from bot.understanding.sentence import Sentence
from bot.understanding.situations import points_back
from bot.understanding.told_around import is_explained, is_told_before

_MOST_NOUNS = 4
_LONGEST_SUBJECT = 6  # The number of mentions up to the verb of a claim.
_LONGEST = 2 * HALF  # A sentence of more mentions is left as it is.
_VERBS = frozenset({"aux", "host", "holds", "available"})
_DENYING = frozenset({"not", "never"})
_LEADING = frozenset({"at", "of", "it"})
_HOSTED = frozenset({PRODUCT, SOFTWARE, DATA})
_SAYINGS = frozenset({UNKNOWN, DATA, PART, EVERYDAY})
_NAMED = frozenset({PRODUCT, DATA, CONCEPT})


def with_plain_claims(sentences: list[Sentence]) -> None:
    """Make the claims that are judged in some sentences plain, and what judges them, which is put after each of them."""
    if not any(has_cue(mention, JUDGING) for sentence in sentences for mention in sentence.mentions):
        return
    for number in [number for number, sentence in enumerate(sentences) if sentence.asked]:
        if _places_verdict(sentences, number):
            break
    judged = max((number for number, sentence in enumerate(sentences) if sentence.asked and only_judges(sentence.mentions)), default=0)
    for number, sentence in enumerate(sentences):
        end = _plain_last_part(sentence)
        if end or number < judged:
            _cut_to_claim(sentence, end or len(sentence.mentions))


def _places_verdict(sentences: list[Sentence], number: int) -> bool:
    """Make a sentence plain if it only judges a claim in another one; whether it was put after that, or after each of several claims in it."""
    sentence = sentences[number]
    told, following = sentences[:number], sentences[number + 1 : number + 2]
    ahead = bool(following) and not following[0].asked and is_claim(following[0].mentions) and not any(map(_names, told))
    ahead = ahead and not any(map(_names, sentences[number + 2 :]))
    claim = following[0] if ahead else next((other for other in reversed(told) if not other.asked and _names(other)), None)
    verdict = _without_alternative(sentence.mentions)
    if claim is None or not only_judges(verdict) or (plain := _without_nouns(verdict, claim.mentions, ahead=ahead)) is None:
        return False
    sentence.breaks = {place for place in sentence.breaks if abs(place) < len(plain)} if verdict[0] is sentence.mentions[0] else set()
    sentence.mentions = plain
    claims = _single_claims(claim)
    if not ahead and (claim is not told[-1] or len(claims) == 1):
        return False
    first = number if ahead else number - 1
    sentences[first : first + 2] = [part for one in claims for part in (one, replace(sentence))]
    return True


def _without_alternative(mentions: list[Mention]) -> list[Mention]:
    """What judges a claim, without what that may be instead of right ("is that so or is it frobbery?"), which names nothing that can be hosted."""
    at = next((at for at, mention in enumerate(mentions) if at and has_cue(mention, {"or"})), 0)
    before, after = mentions[:at], mentions[at + 1 :]
    judged = any(has_cue(mention, JUDGING) for mention in before)
    if not judged or any(not _HOSTED.isdisjoint(mention.kinds) for mention in after):
        return mentions
    return next(half for cue in ("confirm", "untrue") for half in (before, after) if any(has_cue(mention, {cue}) for mention in half))


def _names(sentence: Sentence) -> bool:
    """Whether a sentence names what an answer could be about."""
    return any((not _NAMED.isdisjoint(mention.kinds) and not mention.cues) or is_place(mention) for mention in sentence.mentions[:HALF])


def _single_claims(sentence: Sentence) -> list[Sentence]:
    """The claims that a sentence joins by "and", each a sentence of its own ("the offer says X is in Y and the frobs are in Z")."""
    mentions = sentence.mentions
    if len(mentions) > HALF or has_cue(mentions[0], ASKING | {"because", "condition"}):
        return [sentence]
    parts, start = [], 0
    for at in range(LEAST, len(mentions) - LEAST):
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


def _plain_last_part(sentence: Sentence) -> int:
    """Make the last part of a sentence plain where that only judges the claim before it, and tell where it begins; 0 where it does not."""
    start = max(map(abs, sentence.breaks), default=0)
    claim, verdict = sentence.mentions[:start], sentence.mentions[start:]
    if not (start and only_judges(verdict) and is_claim(claim)):
        return 0
    sentence.mentions[start:] = _without_nouns(verdict, claim, ahead=False) or verdict
    return start


def _cut_to_claim(sentence: Sentence, last: int) -> None:
    mentions = sentence.mentions
    for verb in verbs_of_claim(mentions[: last - LEAST]):
        for end in ends_of_claim(sentence, verb + 1, last):
            adverb = is_unknown(mentions[verb + 1])  # "He swears blind that ..."
            part, story = mentions[verb + 1 + adverb : end], mentions[:verb]
            told = is_told_before(story, part, sentence, judged=any(map(is_place, part))) and not _is_denied(story)
            if told and (verb or end < last) and is_explained(part) and is_claim(part) and not any(map(points_back, part[1:])):
                sentence.mentions = [mentions[verb], *part, *mentions[last:]]
                sentence.breaks = {len(part) + 1} if last < len(mentions) else set()
                sentence.aside.clear()
                return


def _is_denied(story: Mentions) -> bool:
    """Whether the verb of claiming is denied ("he never said that ...")."""
    return any(has_cue(mention, _DENYING) for mention in story[-2:])
