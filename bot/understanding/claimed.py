"""The claim within a story, where it is asked whether it is right ("the notary is convinced that X is in Y and won't sign. Is it true?").

A claim that hangs on a verb of claiming and is whole by itself is all that is judged; the rest of the sentence bears on nothing, as around a
question that is whole by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking import Mention
from bot.understanding.openings import ASKING, HALF, PEOPLE, has_cue
from bot.understanding.scope import Mentions, is_place, is_unknown
from bot.understanding.sentence import Sentence
from bot.understanding.situations import points_back
from bot.understanding.told_around import is_explained, is_told_after, is_told_before

_JUDGING = frozenset({"confirm", "untrue"})
_LONGEST_VERDICT = 6  # The number of words of "was the intern correct?" at most.
_LONGEST = 2 * HALF  # A sentence of more mentions is left as it is.
_LEAST = 3  # The number of words that a claim has at least.
_ACTING = frozenset({"demand", "suffices", "not", "lacks", "what_about"})
_DENYING = frozenset({"not", "never"})
_OF_CLAIMS = frozenset({"same", "every_region", "only", "all"})
_NAMED = frozenset({PRODUCT, DATA, CONCEPT})


def without_stories_of_claims(sentences: Sequence[Sentence]) -> None:
    """Cut each sentence to the claim within it, where that or a later one asks whether it is right, and the rest bears on nothing."""
    for number, sentence in enumerate(sentences):
        if len(sentence.mentions) <= _LONGEST and any("claims" in mention.cues for mention in sentence.mentions):
            end = _start_of_verdict(sentence)
            if end < len(sentence.mentions) or any(map(_is_verdict, sentences[number + 1 :])):
                _cut_to_claim(sentence, end)


def _is_verdict(sentence: Sentence) -> bool:
    """Whether a sentence only asks whether what was said before it is right."""
    return sentence.asked and _judges(sentence.mentions)


def _judges(mentions: Mentions) -> bool:
    judged = len(mentions) <= _LONGEST_VERDICT and any(has_cue(mention, _JUDGING) for mention in mentions)
    return judged and not any({PRODUCT, SOFTWARE, OUTSIDE} & set(mention.kinds) or is_place(mention) for mention in mentions)


def _start_of_verdict(sentence: Sentence) -> int:
    """Where the last part of a sentence begins that asks whether the rest is right; its end where none does."""
    last = max(map(abs, sentence.breaks), default=0)
    return last if 0 < last < len(sentence.mentions) and _judges(sentence.mentions[last:]) else len(sentence.mentions)


def _cut_to_claim(sentence: Sentence, last: int) -> None:
    mentions = sentence.mentions
    for verb in (at for at in range(last - _LEAST) if has_cue(mentions[at], {"claims"}) and not has_cue(mentions[at], ASKING)):
        for end in _ends(sentence, verb, last):
            adverb = is_unknown(mentions[verb + 1])  # "He swears blind that ..."
            part, story = mentions[verb + 1 + adverb : end], mentions[:verb]
            told = is_told_before(story, part, sentence, judged=any(map(is_place, part))) and not _is_denied(story)
            told = told and (end == last or _is_deed(mentions[end:last]) or is_told_after(mentions[end:last]))
            if told and (verb or end < last) and _is_claim(part):
                sentence.mentions = [mentions[verb], *part, *mentions[last:]]
                sentence.breaks = {len(part) + 1} if last < len(mentions) else set()
                sentence.aside.clear()
                return


def _ends(sentence: Sentence, verb: int, last: int) -> Iterator[int]:
    """Where a claim may end: before a comma, bracket or dash, before what people did because of it, or at the end."""
    breaks = set(map(abs, sentence.breaks))
    for at in range(verb + 1 + _LEAST, last):
        if at in breaks or has_cue(sentence.mentions[at], {"and", "what_about"}):
            yield at
    yield last


def _is_claim(part: Mentions) -> bool:
    """Whether a part says something of what it names itself, every word of it explained."""
    if not is_explained(part) or any(map(points_back, part[1:])):
        return False
    named = [mention for mention in part if not _NAMED.isdisjoint(mention.kinds) and not (mention.cues or SMALL in mention.kinds)]
    said = any(is_place(mention) or UNIT in mention.kinds or has_cue(mention, _OF_CLAIMS) for mention in part)
    return bool(named) and said and not any(has_cue(mention, ASKING - {"yes_no", "what", "how", "when"}) for mention in part)


def _is_denied(story: Mentions) -> bool:
    """Whether the verb of claiming is denied ("he never said that ...")."""
    return any(has_cue(mention, _DENYING) for mention in story[-2:])


def _is_deed(after: Mentions) -> bool:
    """Whether "and" joins what somebody does or wants because of a claim, and not more of the claim ("and refuses to sign")."""
    if not has_cue(after[0], {"and", "what_about"}) or any(_goes_on(mention) for mention in after):
        return False
    doing = [mention for mention in after if not (mention.kinds == (SMALL,) or has_cue(mention, {"and"}))][:1]
    return bool(doing) and (has_cue(doing[0], _ACTING | PEOPLE) or not {OUTSIDE, CONCEPT}.isdisjoint(doing[0].kinds) or is_unknown(doing[0]))


def _goes_on(mention: Mention) -> bool:
    """Whether a mention could say more of what is claimed."""
    return not {PRODUCT, DATA, SOFTWARE, UNIT}.isdisjoint(mention.kinds) and not mention.cues or is_place(mention)
