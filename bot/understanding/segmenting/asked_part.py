"""The part of a message that asks something by itself, without what stands before and after it and names nothing that could bear on it.

Where the message is not answered as it stands, that part is asked alone ("the new lawyer frobbed this at us: where is X?").
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT, SOFTWARE, UNIT
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.linking.spelling import Token
from bot.understanding.segmenting.marks import stretch_in_quotes
from bot.understanding.segmenting.sentences import mentions_of
from bot.understanding.segmenting.told_around import limits
from bot.understanding.syntax.openings import ASKING, HALF
from bot.understanding.syntax.scope import Mentions, is_place
from bot.understanding.syntax.sentence import Sentence
from bot.understanding.syntax.situations import points_back

_PARTING = frozenset(".!?;:-\n")
_LEAST = 2  # The number of mentions that a question has at least.
_LONGEST = 2 * HALF
_OPEN = frozenset({"where", "which", "how_long", "how_many", "who", "list", "compare"})
_PLACE_NOUN, _VERBS = frozenset({"location_noun"}), frozenset({"aux", "yes_no"})
_BEARING = frozenset({
    "condition", "except", "besides", "outside", "leave_aside", "correction", "including", "first_one", "last_one", "back_to", "instead", "reply_in",
    "without", "only", "quote_it", "repeat", "injection", "compare", "list", "location_noun", "replaces", "abandons", "confirm", "untrue", "define",
    "definitions", "contains",
})  # fmt: skip
_LIMITING = frozenset({"condition", "except", "besides", "outside", "leave_aside", "correction", "instead", "without", "only", "confirm", "untrue"})
_OF_LENGTH = frozenset({"how_long", "suffices", "still"})
_ASKS = ASKING - {"what", "how", "when", "yes_no", "define"}


def asked_parts(sentences: Sequence[Sentence], tokens: Sequence[Token]) -> list[list[Mention]]:
    """What asks in a message, the shorter after the longer; nothing where all of it may bear on what is asked."""
    mentions = mentions_of(sentences)
    if not _LEAST < len(mentions) <= _LONGEST:
        return []
    if quoted := _quoted(mentions, tokens):
        return [quoted]
    asking = [sentence for sentence in sentences if sentence.asked] if _has_parts(tokens, mentions) else []
    if not asking:
        return []
    whole = [mention for sentence in asking for mention in sentence.mentions]
    tails = [[*asking[0].mentions[start:], *whole[len(asking[0].mentions) :]] for start in _starts(asking[0])]
    found = [part for part in (whole, *tails) if _LEAST <= len(part) < len(mentions)]
    return [part for part in found if _stands_alone(part, [mention for mention in mentions if mention not in part])]


def _quoted(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """What is asked in quotation marks, where nothing around them could be asked about instead or limit it ("he typed 'is X in Y?' at the gym")."""
    first, last = stretch_in_quotes(tokens) or (0, 0)
    inside = [mention for mention in mentions if first < mention.start and mention.end <= last]
    around = [mention for mention in mentions if mention not in inside]
    if not have_kind(inside, PRODUCT) or not have_cue(inside, ASKING | {"aux"}) or any(map(points_back, inside)):
        return []
    named = have_kind(around, PRODUCT) or have_kind(around, SOFTWARE) or any(map(is_place, around))
    return [] if named or have_cue(around, _LIMITING | (_ASKS - {"which"})) else inside


def _has_parts(tokens: Sequence[Token], mentions: Mentions) -> bool:
    """Whether a mark stands within a message that could part what asks from the rest, or a "but"."""
    return any(token.text in _PARTING for token in tokens[:-1] if not token.is_word) or have_cue(mentions, {"but"})


def _starts(sentence: Sentence) -> list[int]:
    """Where a sentence may begin to ask: after a colon or dash, and after a comma and "but"."""
    colons = [-at for at in sentence.breaks if at < 0]
    turns = [at + 1 for at in map(abs, sentence.breaks) if at < len(sentence.mentions) and "but" in sentence.mentions[at].cues]
    return sorted({at for at in (*colons, *turns) if 0 < at < len(sentence.mentions)})


def _stands_alone(part: Mentions, around: Mentions) -> bool:
    """Whether a part points at nothing, and what stands around it can neither limit nor turn what is asked."""
    if not around or any(map(points_back, part)):
        return False
    if any(not _BEARING.isdisjoint(mention.cues) or has_cue(mention, _ASKS) or is_place(mention) for mention in around) or limits(around):
        return False
    is_open = have_cue(part, _OPEN) or (have_cue(part, _PLACE_NOUN) and not have_cue(part, _VERBS))
    bearing = {PRODUCT, SOFTWARE} if is_open else {PRODUCT, SOFTWARE, CONCEPT, OUTSIDE}
    if any(UNIT in mention.kinds or not _OF_LENGTH.isdisjoint(mention.cues) for mention in part):
        bearing.add(UNIT)
    if all(DATA in mention.kinds for mention in around) and not have_kind(part, DATA):
        return False  # "Call recordings: ..."
    named = any(not {PRODUCT, DATA, CONCEPT}.isdisjoint(mention.kinds) or is_place(mention) or "product" in mention.cues for mention in part)
    return named and not any(not bearing.isdisjoint(mention.kinds) and not mention.cues for mention in around)
