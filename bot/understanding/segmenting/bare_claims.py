"""A claim that is quoted, or told by somebody, with words around it that only ask whether it is right, whatever they are.

"Would the frob back her: 'X is in Y'?" Where the message is not understood as it stands, the claim alone is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from bot.understanding.linking.mentions import Mention, as_cue, cues_of, has_cue, have_cue
from bot.understanding.linking.spelling import Token
from bot.understanding.segmenting.claims import CLAIMING, JUDGING, asks_otherwise, ends_of_claim, is_claim, single_claims, verbs_of_claim
from bot.understanding.segmenting.judging import without_alternative
from bot.understanding.segmenting.marks import stretch_in_quotes
from bot.understanding.segmenting.sentences import mentions_of, split_sentences
from bot.understanding.segmenting.settling import asks_if_possible, asks_if_so_or_not
from bot.understanding.syntax.openings import HALF
from bot.understanding.syntax.scope import DENYING, Mentions, names
from bot.understanding.syntax.sentence import Sentence

_LONGEST = 2 * HALF
_LATEST_VERB = 2
_SAYING = CLAIMING | {"article_says"}
_MAY_CLAIM = CLAIMING | {"confirm"}
_MAY_JUDGE = CLAIMING | JUDGING | {"yes_no", "it", "aux", "able"}


class _Parts(Struct, frozen=True):
    """The claims of a message, each sentence of them by itself, and the mentions before and after them."""

    claims: list[list[Mention]]
    before: list[Mention]
    after: list[Mention]


class BareClaims(Struct, frozen=True):
    """Claims, each a sentence with a word that asks whether it is right, or wrong.

    `plain` tells that the message asks just that, and not what follows from it ("does that get us into trouble?"), `denied` that one denies.
    `turned` tells that what the one claim denies is asked about as affirmed ("he says X isn't in Y. Is it or not?").
    """

    sentences: list[Sentence]
    plain: bool
    denied: bool = False
    turned: bool = False


def bare_claims(sentences: Sequence[Sentence], tokens: Sequence[Token]) -> BareClaims:
    """The claims of a message; none where something else is asked, or nothing is claimed."""
    mentions = mentions_of(sentences)
    parts = (_quoted(tokens, mentions) or _told(sentences, mentions)) if len(mentions) <= _LONGEST else None
    if parts is None or not all(map(is_claim, parts.claims)) or not _only_judge(parts.before, parts.after):
        return BareClaims([], False)
    around = [*parts.before, *without_alternative(parts.after)]
    judging = next((cue for cue in ("untrue", "confirm") if have_cue(around, {cue})), "")
    asking = as_cue(around[-1], judging or "confirm")
    singles = [single.mentions for claim in parts.claims for single in single_claims(Sentence(claim, set(), False, set()))]
    judged = [Sentence([*claim, asking], {*_commas(claim, tokens), len(claim)}, True, set()) for claim in singles]
    requested = not parts.after and have_cue(parts.before, {"reports"})
    denied = any(has_cue(mention, DENYING) and "demand" not in mention.cues for claim in parts.claims for mention in claim)
    either = asks_if_so_or_not(parts.after)
    settled = either or (asks_if_possible(parts.after) and not denied)
    plain = bool(judging) or requested or settled or _asks_to_say_so(parts.after)
    return BareClaims(judged, plain, denied, turned=either and denied and not judging and len(judged) == 1 and parts.after == sentences[-1].mentions)


def _commas(claim: Sequence[Mention], tokens: Sequence[Token]) -> set[int]:
    """Before which mentions of a claim a comma stands."""
    return {at for at, (last, mention) in enumerate(pairwise(claim), 1) if any(token.text == "," for token in tokens[last.end : mention.start])}


def _asks_to_say_so(after: Mentions) -> bool:
    """Whether it is asked if people can say or sign what is claimed, or if the article says so."""
    opens = have_cue(after[:_LATEST_VERB], {"aux"})
    return opens and have_cue(after, _SAYING) and not have_cue(after, {"not", "lacks"})


def _quoted(tokens: Sequence[Token], mentions: Sequence[Mention]) -> _Parts | None:
    """What stands between the first and the last of a pair of quotation marks."""
    stretch = stretch_in_quotes(tokens)
    if stretch is None:
        return None
    first, last = stretch
    inside = [mention for mention in mentions if first < mention.start and mention.end <= last]
    before = [mention for mention in mentions if mention.end <= first]
    after = [mention for mention in mentions if mention.start > last]
    if any(token.text == "?" for token in tokens[first:last]):
        return None
    return _Parts([sentence.mentions for sentence in split_sentences(list(tokens[:last]), inside)], before, after)


def _told(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> _Parts | None:
    """What somebody says or claims in a sentence, a verdict being asked for in the one after it, or before its colon."""
    if _MAY_CLAIM.isdisjoint(cues_of(mentions)):
        return None
    for number, sentence in enumerate(sentences):
        for start in _starts(sentence, last=number == len(sentences) - 1):
            before = [*mentions_of(sentences[:number]), *sentence.mentions[:start]]
            claim = sentence.mentions[start : next(ends_of_claim(sentence, start, len(sentence.mentions)))]
            if is_claim(claim) and (sentences[-1].asked or have_cue(before, {"reports"})):
                return _Parts([claim], before, mentions_of(sentences[number + 1 :]))
    return None


def _starts(sentence: Sentence, *, last: bool) -> Iterator[int]:
    """Where a claim may begin in a sentence: after a verb of claiming that tells no doubt, unless it is the last, and after a colon."""
    if not last:
        yield from (verb + 1 for verb in verbs_of_claim(sentence.mentions) if "lacks" not in sentence.mentions[verb].cues)
    colons = sorted(-at for at in sentence.breaks if at < 0)
    yield from (at for at in colons if have_cue(sentence.mentions[:at], _MAY_CLAIM))


def _only_judge(before: Mentions, after: Mentions) -> bool:
    """Whether what stands before and after a claim names nothing that could be asked about instead, and may ask whether the claim is right."""
    around = [*before, *after]
    if not have_cue(around, _MAY_JUDGE) or any(map(asks_otherwise, around)):
        return False
    return not any(names(mention) or ("what" in mention.cues and "subject" not in mention.cues) for mention in after)
